"""The cookbook is true: SQL and pandas agree, and give what `python -m tests.house.test_cookbook` prints."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from newsloom.flows.dataset.dataset import Dataset
from tests.conftest import ROOT, SAMPLES

COOKBOOK = ROOT / "docs" / "cookbook.md"
_QUESTIONS = 20
_WIDEST = 60  # characters of a cell


def _parts() -> list[str]:
    head, *parts = re.split(r"^(?=## )", COOKBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [head, *parts]


def _block(part: str, language: str) -> str:
    (block,) = re.findall(rf"^```{language}\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    return block


def _cell(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)) or value is pd.NaT:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date()
    text = " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"


def _table(frame: pd.DataFrame) -> str:
    """A frame as a Markdown table."""
    if frame.empty:
        return "*No row.*"
    rows = [list(frame.columns), ["---"] * len(frame.columns)]
    rows += [[_cell(value) for value in row] for row in frame.astype(object).itertuples(index=False, name=None)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _by_sql(part: str, dataset: Dataset) -> str:
    return _table(dataset.sql(_block(part, "sql")).df())


def _by_pandas(part: str, dataset: Dataset) -> str:
    space = {"news": dataset, "pd": pd}
    exec(_block(part, "python"), space)
    return _table(space["answer"])


@pytest.mark.parametrize("part", _parts()[1:], ids=lambda part: part.split("\n")[0].removeprefix("## "))
def test_sql_and_pandas_give_what_is_printed(samples: Path, part: str) -> None:
    dataset = Dataset(samples)
    assert _by_pandas(part, dataset) == _by_sql(part, dataset)
    assert part.split("```\n")[-1].strip() == _by_sql(part, dataset)


def test_there_are_twenty() -> None:
    assert len(_parts()) == 1 + _QUESTIONS


def _print_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [Path(sys.executable).parent / "newsloom", "run", SAMPLES, "--dataset", f"{folder}/news", "--quiet"]
        subprocess.run(command, check=True)
        dataset, (head, *parts) = Dataset(f"{folder}/news"), _parts()
        answered = ["```\n".join(part.split("```\n")[:-1]) + f"```\n\n{_by_sql(part, dataset)}\n" for part in parts]
    COOKBOOK.write_text("\n".join([head.rstrip("\n") + "\n", *answered]), encoding="utf-8")


if __name__ == "__main__":
    _print_anew()
