"""The ledger of revisions over runs: whatever the order in which versions come, the same rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings

LINES = (
    "The council of Harstad voted on Tuesday to reopen the ferry, after a winter in which the long way cost too much.",
    "Two boats will sail each day until the autumn, and 12 families asked for a third one in a letter to the board.",
    "The crossing had been closed since the gales of last year, when the landing was damaged by a falling crane.",
    "Police in the valley said that nobody had been hurt, and that the road would stay open for lorries all night.",
)
VERSIONS = (
    ("Ferry to reopen", LINES),
    ("Ferry to reopen", (LINES[0], LINES[1].replace("12", "15"), *LINES[2:])),
    ("Ferry to reopen soon", (LINES[0], LINES[1].replace("12", "15"), *LINES[2:])),
)
EXPECTED = {1: (0, ["number"]), 2: (1, ["headline"])}


def records() -> list[str]:
    return [
        json.dumps(
            {
                "title": title,
                "text": "\n\n".join(lines),
                "url": "https://post.example/ferry",
                "published_at": "2025-03-04T08:00:00Z",
                "modified_at": f"2025-03-04T{8 + number:02}:00:00Z",
            }
        )
        for number, (title, lines) in enumerate(VERSIONS)
    ]


@pytest.mark.parametrize("runs", [[[0, 1, 2]], [[0], [1], [2]], [[2], [0], [1]], [[0, 2], [1]]], ids=str)
def test_each_version_stands_beside_the_one_before(tmp_path: Path, runs: list[list[int]]) -> None:
    lines = records()
    for number, run in enumerate(runs):
        file = tmp_path / f"{number}.jsonl"
        file.write_text("\n".join(lines[i] for i in run))
        build(make_settings((str(file),), str(tmp_path / "news"), None, {"engine": {"workers": 1}}))
    dataset = Dataset(tmp_path / "news")
    number_of = {row.article_id: row.modified_at.hour - 8 for row in dataset.read("articles").itertuples()}
    ledger: dict[int, tuple[int, list[str]]] = {}
    for row in dataset.read("revisions").itertuples():
        ledger.setdefault(number_of[row.article_id], (number_of[row.previous_article_id], []))[1].append(row.kind)
    assert ledger == EXPECTED
    assert not dataset.sql("SELECT * FROM checks WHERE NOT passed").fetchall()
