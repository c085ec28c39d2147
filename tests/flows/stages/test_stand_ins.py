"""Summaries that stood for pages of feeds, when the pages have come."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.stages.stand_ins import tie_stand_ins

PAGE = "https://quay.example/a"


def table(**columns: list[Any]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


STORED = table(article_id=["a_1", "a_2"], source_uri=[PAGE, "https://quay.example/b"])


def tied(came: list[str], version_of: str | None = None, changes: Changes | None = None) -> list[dict[str, Any]]:
    def stored(name: str, columns: list[str], where: Any) -> pa.Table:
        assert name == "articles"
        return STORED.select(columns).filter(where)

    articles = table(article_id=["a_9"], source_uri=[PAGE], version_of=[version_of])
    view: Any = SimpleNamespace(arrow=stored)
    return tie_stand_ins(came, articles, changes or Changes(), view).to_pylist()


def compared(version_of: str | None) -> Changes:
    changes = Changes()
    changes.update("articles", table(article_id=["a_1"], version_of=[version_of]))
    changes.update("articles", table(article_id=["a_1"], story_id=["s_1"]))
    return changes


TIED = [{"article_id": "a_1", "version_of": "a_9"}]


@pytest.mark.parametrize(
    ("label", "came", "version_of", "changes", "expected"),
    [
        ("the page came", [PAGE], None, None, TIED),
        ("no page came", [], None, None, []),
        ("a page of no summary", ["https://quay.example/c"], None, None, []),
        ("the page is a version itself", [PAGE], "a_5", None, []),
        ("comparing has tied the summary", [PAGE], None, compared("a_7"), []),
        ("comparing has tied nothing", [PAGE], None, compared(None), TIED),
    ],
)
def test_tied(
    label: str, came: list[str], version_of: str | None, changes: Changes | None, expected: list[dict[str, Any]]
) -> None:
    assert tied(came, version_of, changes) == expected
