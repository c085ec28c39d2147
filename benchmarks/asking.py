"""What questions cost over many articles: those of the cookbook, the page, and the addresses of `newsloom explore`.

    python -m benchmarks.asking DATASET [--times 50] [--search "interest rates"]

The dataset is laid out as often as is said, each time with other ids, days and names of its own, as files of one
snapshot in a temporary folder. Seconds are those of a clock, so that they mean something on an idle machine alone;
beside them stand those of the processors. Cookbook queries are asked once to read the files, then measured; each
address of explore is opened anew.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from newsloom.flows.dataset.connection import connect
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.manifest import write_manifest
from newsloom.flows.dataset.snapshots import mark
from newsloom.flows.view.explore import Explorer
from newsloom.flows.view.report import write_report
from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Table

ROOT = Path(__file__).parents[1]
_ONCE = frozenset({"runs", "checks"})
"""Tables that are not of articles."""
_OWN = frozenset({"name", "alias"})
_ADDRESSES = ("articles", "people", "stories", "quotes")


def lay_out(source: Dataset, folder: Path, times: int) -> None:
    """Write the dataset `times` times over into one."""
    snapshot = folder / "current"
    connection = connect(source)
    for name, table in TABLES.items():
        (snapshot / name).mkdir(parents=True)
        file = snapshot / name / "part.parquet"
        connection.execute(f"COPY ({_repeated(table, 1 if name in _ONCE else times)}) TO '{file}' (FORMAT parquet)")
    write_manifest(snapshot, "made", None)
    mark(folder)


def _repeated(table: Table, times: int) -> str:
    columns = ", ".join(f"{_other(name, field.type, table)} AS {name}" for name, field in _fields(table))
    return f"SELECT {columns} FROM {table.name}, range({times}) AS r(k)"


def _fields(table: Table) -> Iterator[tuple[str, pa.Field]]:
    yield from ((field.name, field) for field in table.schema)


def _other(name: str, kind: pa.DataType, table: Table) -> str:
    """A column as it is in the k-th copy."""
    if "{16}$" in table.columns[name].constraint():
        return f"CASE WHEN k = 0 THEN {name} ELSE left({name}, -16) || left(md5({name} || k), 16) END"
    if pa.types.is_date(kind):
        return f"CAST({name} + CAST(k AS INTEGER) AS DATE)"
    if pa.types.is_timestamp(kind) and name != "first_seen_at":
        return f"{name} + to_days(CAST(k AS INTEGER))"
    return f"CASE WHEN k = 0 THEN {name} ELSE {name} || ' ' || k END" if name in _OWN else f'"{name}"'


def cookbook() -> dict[str, str]:
    """The questions of the cookbook with their SQL."""
    text = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^## (.*?)\n\n```sql\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


def _measure(what: str, do: Callable[[], object]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    print(f"{time.perf_counter() - wall:7.2f} s {time.process_time() - cpu:7.2f} s of processors  {what}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--search", default="interest rates")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        lay_out(Dataset(options.dataset), folder, options.times)
        _ask(Dataset(folder))
        _look(folder, options.search)


def _ask(dataset: Dataset) -> None:
    print(f"{dataset.n_rows('articles'):,} articles, {dataset.n_rows('quotes'):,} quotes")
    connection = connect(dataset, views=True)
    for question, sql in cookbook().items():
        connection.execute(sql).fetchall()
        _measure(question, lambda sql=sql: connection.execute(sql).fetchall())


def _look(folder: Path, words: str) -> None:
    page = folder / "page.html"
    _measure("report", lambda: write_report(folder, page))
    print(f"{page.stat().st_size / 1e6:.2f} MB")
    page.unlink()
    explorers: list[Explorer] = []
    _measure("explore opens", lambda: explorers.append(Explorer(folder)))
    (explorer,) = explorers
    for address in (*_ADDRESSES, *_things(connect(Dataset(folder))), f"search/{words}"):
        _measure(address, lambda address=address: explorer.rows(address))


def _things(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The addresses of the person, the story and the outlet with most to show."""
    for kind, sql in (
        ("person", "SELECT entity_id FROM entities WHERE type = 'PERSON' ORDER BY n_quotes DESC, 1 LIMIT 1"),
        ("story", "SELECT story_id FROM stories WHERE status = 'active' ORDER BY n_articles DESC, 1 LIMIT 1"),
        ("outlet", "SELECT coalesce(outlet, outlet_domain) FROM articles GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"),
    ):
        yield f"{kind}/{connection.execute(sql).fetchall()[0][0]}"


if __name__ == "__main__":
    main()
