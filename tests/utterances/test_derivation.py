"""Who had it first, and from whom the others have it."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

import pytest

from benchmarks.utterances.cascades import make_cascade, score_cascades
from newsloom.transforms.utterances.derivation import ReportSource, find_first, find_sources, is_before, measure_cost
from newsloom.transforms.utterances.reports import QuoteReport
from tests.utterances.build import DAY, NOON, report

TEXT = "we will not sell the old harbour to anybody this year"
LEAST_F1 = 0.93  # measured: .943, and .954 of 300 (python -m benchmarks.utterances.cascades)


def at(minutes: int) -> dict:
    return {"at": NOON + dt.timedelta(minutes=minutes)}


def edges(*reports: object, **around: str) -> dict[str, str | None]:
    return {quote_id: source.quote_id for quote_id, source in sources(reports, around).items()}


def sources(reports: Sequence[QuoteReport], around: Mapping[str, str]) -> dict[str, ReportSource]:
    return find_sources(reports, lambda report: around.get(report.quote_id, ""))


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        (at(0), at(1), True),
        (at(1), at(0), False),
        (at(0), at(0), False),
        ({"day": DAY}, {"day": DAY + dt.timedelta(days=1)}, True),
        ({"day": DAY}, {"day": DAY}, False),
        ({"day": None}, {"day": DAY}, False),
        ({"day": DAY}, {"day": None}, False),
        (at(0), {"day": DAY + dt.timedelta(days=1)}, True),
    ],
)
def test_before(one: dict, other: dict, before: bool) -> None:
    assert is_before(report("x", "a", **one), report("x", "b", **other)) == before


def test_first() -> None:
    one, two, three = report("x", "a", **at(5)), report("x", "b", **at(3)), report("x", "c", **at(9))
    assert find_first([one, two, three]) is two
    assert find_first([one]) is one
    assert find_first([one, two, report("x", "d", **at(3))]) is None
    assert find_first([one, two, report("x", "d", day=None)]) is None


def test_first_in_one_article_and_before_its_copies() -> None:
    one = report("x", "a", article_id="s", start=0)
    two = report("x", "b", article_id="s", start=9)
    copy = report("x", "c", original="s")
    assert find_first([two, one]) is one
    assert find_first([copy, two, one]) is one


def test_the_nearest_wording() -> None:
    first = report(TEXT, "a", **at(0))
    edited = report(TEXT.replace("old", "ancient"), "b", **at(5))
    cut = report(TEXT.replace("old", "ancient").removesuffix(" this year"), "c", **at(9))
    assert edges(cut, first, edited) == {"b": "a", "c": "b"}
    assert sources([first, edited], {})["b"] == ReportSource("a", "wording")


def test_the_same_words_come_from_whom_had_them_first() -> None:
    reports = [report(TEXT, quote_id, **at(n)) for n, quote_id in enumerate("abc")]
    assert edges(*reports) == {"b": "a", "c": "a"}


def test_ties_and_unknown_times_make_no_edge() -> None:
    first, tied = report(TEXT, "a", **at(0)), report(TEXT, "b", **at(0))
    later = report(TEXT, "c", **at(5))
    assert edges(first, tied) == {}
    assert edges(first, tied, later) == {}  # of two alike that nobody had first
    assert edges(first, later, report(TEXT, "d", day=None)) == {}  # which may lie between
    assert edges(first, later, report("it is late", "d", day=None)) == {"c": "a"}


def test_words_of_ones_own_come_from_nobody() -> None:
    first, other = report(TEXT, "a", **at(0)), report("the council of the county shall decide in May", "b", **at(5))
    assert edges(first, other) == {}
    assert edges(first, report(TEXT, "b", type="indirect", **at(5))) == {}
    assert edges(report(TEXT, "a", type="indirect", **at(0)), report(TEXT, "b", **at(5))) == {}


def test_a_copy_is_from_what_it_copies() -> None:
    first, second = report(TEXT, "a", **at(0)), report(TEXT + " or next", "b", **at(2))
    copy = report(TEXT, "c", original="a-b", **at(5))
    assert sources([first, second, copy], {})["c"] == ReportSource("b", "copy")
    assert "c" not in edges(first, second, report(TEXT, "c", original="a-b", day=None))


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("“…,” she told the b Post.", "credit"),
        ("“…,” she told b.example.", "credit"),
        ("“…,” she said.", "wording"),
        ("The b Post was sold.", "wording"),
        ("“…,” she told the b Post and to a Post.", "wording"),
    ],
)
def test_credit(sentence: str, evidence: str) -> None:
    first, second = report(TEXT, "a", **at(0)), report(TEXT + " or next", "b", **at(2))
    last = report(TEXT, "c", **at(5))
    source = sources([first, second, last], {"c": sentence})["c"]
    assert source == ReportSource("b" if evidence == "credit" else "a", evidence)


def test_costs() -> None:
    whole, cut, dropped = (tuple(text.split()) for text in ("a b c d e f", "a b c d", "a b d e f"))
    other, added = (tuple(text.split()) for text in ("a b x d e f", "a b c d e f g"))
    assert measure_cost(whole, whole) == 0
    costs = [measure_cost(whole, words) for words in (cut, dropped, other, added)]
    assert costs == sorted(costs) and len(set(costs)) == 4
    assert measure_cost(whole, whole[:3]) > measure_cost(whole, cut)


def test_made_cascades() -> None:
    rng = random.Random(7)
    precision, recall, invented = score_cascades([make_cascade(rng, rng.randint(3, 9)) for _ in range(100)])
    assert 2 * precision * recall / (precision + recall) >= LEAST_F1
    assert invented == 0
