"""What the comparing stage lays before the comparison, and what it writes of it."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from newsloom.flows.stages.compare import _changed, _flagged
from newsloom.flows.stages.compare import placed as place_articles
from newsloom.schemas.contract.articles import ARTICLES
from tests.memory import articles

DAY, NOON = dt.date(2026, 3, 5), dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
MIDNIGHT = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("day", "at", "placed", "day_only"),
    [(DAY, NOON, NOON, False), (DAY, None, MIDNIGHT, True), (None, None, None, False)],
)
def test_a_day_without_a_time_is_placed_at_midnight(day: Any, at: Any, placed: Any, day_only: bool) -> None:
    (row,) = place_articles(articles(["One."], published_date=[day], published_at=[at])).to_pylist()
    assert (row["published_at"], row["day_only"]) == (placed, day_only)


def test_what_an_article_is_stands_among_its_flags() -> None:
    frame = articles(["One.", "Two.", "Three."], quality_flags=[["short"], None, ["no_date"]])
    first, second, _ = frame["article_id"].to_pylist()
    flagged = _flagged(frame, {first: "roundup", second: "series"})
    assert flagged["quality_flags"].to_pylist() == [["short", "roundup"], ["series"], ["no_date"]]
    assert flagged.schema.equals(ARTICLES.schema) or set(flagged.column_names) == set(frame.column_names)


def pairs(*rows: tuple[str, str, float]) -> pa.Table:
    a, b, share = zip(*rows, strict=True) if rows else ((), (), ())
    columns = {"article_id_a": a, "article_id_b": b, "share": share, "run_id": ["r"] * len(rows)}
    kinds = {"share": pa.float64()}
    return pa.table({name: pa.array(list(values), kinds.get(name, pa.string())) for name, values in columns.items()})


@pytest.mark.parametrize(
    ("label", "now", "stored", "changed"),
    [
        ("as before", [("a", "b", 0.5)], [("a", "b", 0.5)], set()),
        ("measured otherwise", [("a", "b", 0.6)], [("a", "b", 0.5)], {("a", "b")}),
        ("new", [("a", "b", 0.5)], [], {("a", "b")}),
        ("one passage is gone", [("a", "b", 0.5)], [("a", "b", 0.5), ("a", "b", 0.7)], {("a", "b")}),
        ("of another pair", [("a", "b", 0.5)], [("a", "b", 0.5), ("a", "c", 0.7)], set()),
    ],
)
def test_which_pairs_came_out_otherwise(
    label: str, now: list[Any], stored: list[Any], changed: set[tuple[str, str]]
) -> None:
    view: Any = SimpleNamespace(lookup=lambda name, column, ids: pairs(*stored))
    assert _changed(view, {"article_pairs": pairs(*now)}, {("a", "b")}) == changed
