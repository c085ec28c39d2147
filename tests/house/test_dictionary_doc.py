"""docs/data-dictionary.md: what `newsloom describe` prints, with rows of the samples under each table.

`python -m tests.house.test_dictionary_doc` prints it anew.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
from pathlib import Path

from newsloom.flows.dataset.dataset import Dataset
from newsloom.schemas.contract import TABLES
from newsloom.schemas.dictionary import dictionary_markdown
from newsloom.schemas.table import Table
from tests.conftest import ROOT, SAMPLES
from tests.house.test_cookbook import _cell

PAGE = ROOT / "docs" / "data-dictionary.md"
ROWS = 3
HEAD = "This page is made by `newsloom describe`; it is not written by hand."
NEW_HEAD = """\
This page is made by `python -m tests.house.test_dictionary_doc`; it is not written by hand. It is what `newsloom
describe` prints, and under each table, turned on its side, rows from `data/samples` that have most to show. What
differs from run to run is left out."""
OF_THE_RUN = {"run_id", "flow_run_id", "first_seen_at", "started_at", "ended_at", "config_hash", "seconds"}
"""Columns that another run on the same inputs fills otherwise."""


def _fullest(table: Table, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows that leave the fewest columns empty, no two of the same words of the contract where others are there."""
    words = [name for name, column in table.columns.items() if "one of" in column.constraint()]
    ranked = sorted(rows, key=lambda row: (-sum(value is not None and value != [] for value in row.values()), str(row)))
    seen: set[tuple[object, ...]] = set()
    new, again = [], []
    for row in ranked:
        kind = tuple(row[name] for name in words)
        (again if kind in seen else new).append(row)
        seen.add(kind)
    return (new + again)[:ROWS]


def _text(value: object) -> str:
    if isinstance(value, float):
        value = round(value, 2)
    if isinstance(value, dt.datetime):
        value = f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, str):
        value = value.removeprefix(f"{ROOT}/")
    return _cell(value).replace("<", "&lt;").replace("`", "\\`")


def _examples(table: Table, dataset: Dataset) -> str:
    columns = [name for name in table.columns if name not in OF_THE_RUN]
    rows = _fullest(table, _rows(table, columns, dataset))
    if not rows:
        return "No row of the samples.\n"
    head = ["for example", *[""] * len(rows)]
    lines = [head, ["---"] * len(head)] + [[name, *(_text(row[name]) for row in rows)] for name in columns]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _rows(table: Table, columns: list[str], dataset: Dataset) -> list[dict[str, object]]:
    quoted = ", ".join(f'"{name}"' for name in columns)
    return dataset.sql(f"SELECT {quoted} FROM {table.name}").to_arrow_table().to_pylist()


def page(dataset: Dataset) -> str:
    """The page as it is to be."""
    head, *sections = dictionary_markdown().replace(HEAD, NEW_HEAD).split("\n## ")
    parts = [f"{section.rstrip()}\n\n{_examples(TABLES[section.split()[0]], dataset)}" for section in sections]
    return "\n## ".join([head, *parts])


def test_the_page_in_docs_is_the_one_that_is_made(samples: Path) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(Dataset(samples)), "python -m tests.house.test_dictionary_doc"


def test_what_is_described_needs_no_samples() -> None:
    """Whatever the rows are: each table and column stands on the page as the schemas have it."""
    lines = set(PAGE.read_text(encoding="utf-8").splitlines())
    assert set(dictionary_markdown().splitlines()) - lines == {HEAD}


def _print_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [Path(sys.executable).parent / "newsloom", "run", SAMPLES, "--dataset", f"{folder}/news", "--quiet"]
        subprocess.run(command, check=True)
        PAGE.write_text(page(Dataset(f"{folder}/news")), encoding="utf-8")


if __name__ == "__main__":
    _print_anew()
