"""Quotes read with their articles."""

import datetime as dt

import pyarrow as pa
import pytest

from newsloom.schemas.contract.articles import ARTICLES
from newsloom.schemas.contract.quotes import QUOTES
from newsloom.transforms.utterances.reports import read_reports
from tests.utterances.build import NOON, report

ROW = {
    "quote_id": "q_0000000000000001",
    "article_id": "a_0000000000000001",
    "type": "mixed",
    "start_char": 5,
    "end_char": 20,
    "text": "it was “very late” now",
    "speaker_kind": "person",
    "speaker_resolution": "named",
}


def articles(**values: object) -> pa.Table:
    return ARTICLES.table([{"article_id": ROW["article_id"], **values}])


def test_a_quote_with_its_article() -> None:
    about = articles(outlet="The Post", outlet_domain="post.example", duplicate_of="a_0000000000000002")
    (found,) = read_reports((QUOTES.table([ROW]),), about).values()
    assert (found.outlet, found.outlet_name, found.original) == ("post.example", "The Post", "a_0000000000000002")
    assert (found.start, found.end, found.confidence) == (5, 20, 0.0)
    assert found.words.words == ("it", "was", "very", "late", "now")
    assert found.quoted.words == ("very", "late")


def test_an_outlet_without_a_domain_and_an_article_that_is_no_copy() -> None:
    (found,) = read_reports((QUOTES.table([ROW]),), articles(outlet="The Post")).values()
    assert (found.outlet, found.original) == ("The Post", ROW["article_id"])


def test_an_article_that_is_not_there() -> None:
    (found,) = read_reports((QUOTES.table([ROW]),), ARTICLES.empty()).values()
    assert found.outlet is None and found.seen is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, True),
        ({"type": "indirect"}, True),
        ({"type": "direct"}, False),
        ({"cue_start": 30}, False),
        ({"cue_start": None}, False),
        ({"cue_lemma": "say"}, False),
        ({"cue_lemma": None}, False),
    ],
)
def test_what_follows_a_denial_outside_marks_is_denied(values: dict, expected: bool) -> None:
    row = ROW | {"cue_start": 0, "cue_lemma": "deny"} | values
    (found,) = read_reports((QUOTES.table([row]),), articles()).values()
    assert found.is_denied == expected


def test_order() -> None:
    early = report("x", "b", seen=NOON)
    late = report("x", "a", seen=NOON + dt.timedelta(minutes=1))
    unseen = report("x", "0", seen=None)
    assert sorted([unseen, late, early], key=lambda t: t.order) == [early, late, unseen]
    first, second = (report("x", q, article_id="same", start=s) for q, s in (("z", 0), ("y", 4)))
    assert first.order < second.order
