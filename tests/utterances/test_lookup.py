"""Whether a quote has the words that are asked for."""

import pyarrow as pa
import pytest

from newsloom.transforms.utterances import lookup
from newsloom.transforms.utterances.candidates import rank_quotes
from newsloom.transforms.utterances.lookup import FINDINGS, LookupOptions, match_words
from newsloom.transforms.utterances.wording import SharedWords, wording

QUOTE = "“We will not sell the old harbour to a foreign owner while people wait for answers,”"
CASES = [  # asked, quote, direct, finding, changed
    ("We will not sell the old harbour to a foreign owner", QUOTE, True, "exact", ()),
    ("we won't sell the old harbour", QUOTE, True, "exact", ()),
    ("We will sell the old harbour to a foreign owner", QUOTE, True, "edited", ("negation",)),
    ("We will not sell the old harbour to any foreign buyer", QUOTE, True, "edited", ()),
    ("We will not sell the old harbour to any foreign buyer", QUOTE, False, "paraphrase", ()),
    ("the old harbour and the new ferry of our town would be sold to nobody at all in May", QUOTE, True, None, ()),
    ("We will lease the northern ferry line", QUOTE, True, None, ()),
    ("We will wait", "“We will wait.”", True, "exact", ()),
    ("We will wait", "“We will go.”", True, None, ()),
    ("", QUOTE, True, None, ()),
    ("the ferry is sold", "We sold the last ferry when prices rose and nobody bought boats", True, None, ()),
]


@pytest.mark.parametrize(("asked", "quote", "direct", "expected", "changed"), CASES)
def test_match(asked: str, quote: str, direct: bool, expected: str | None, changed: tuple) -> None:
    match = match_words(wording(asked), wording(quote), direct, LookupOptions())
    assert (match and match.finding) == expected
    if match:
        assert match.changed == changed
        assert bool(match.edits) == (expected != "exact")


def test_edits_are_of_the_stretch_that_corresponds() -> None:
    match = match_words(wording("sell the harbour to a foreign owner"), wording(QUOTE), True, LookupOptions())
    assert match is not None
    assert match.edits == ({"op": "delete", "reference": "old", "variant": None},)


@pytest.mark.parametrize(
    ("both", "content", "run", "is_match"),
    [(0.55, 3, 2, True), (0.54, 3, 2, False), (0.54, 4, 2, True), (0.54, 2, 4, False), (0.54, 2, 5, True)],
)
def test_few_words_are_chance_where_there_are_many_others(
    monkeypatch: pytest.MonkeyPatch, both: float, content: int, run: int, is_match: bool
) -> None:
    monkeypatch.setattr(lookup, "measure_overlap", lambda one, other: SharedWords(1, both, 9, content, run, weight=10))
    monkeypatch.setattr(lookup, "weigh", lambda one, names: 10.0)
    assert bool(match_words(wording("ferry"), wording("harbour"), True, LookupOptions())) == is_match


def test_better_ones_rank_first() -> None:
    asked = wording("We will not sell the old harbour to a foreign owner")
    quotes = (
        "We will not sell the old harbour to a foreign owner",
        QUOTE,
        "We will not sell the old harbour to a foreign buyer",
        "We will sell the old harbour to some foreign buyer",
    )
    ranks = [m.rank for quote in quotes if (m := match_words(asked, wording(quote), True, LookupOptions()))]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(quotes)
    assert FINDINGS[0] == "exact"


@pytest.mark.parametrize(
    ("share", "content", "run", "direct", "finding"),
    [
        (0.7, 2, 2, True, "edited"),
        (0.69, 2, 2, True, None),
        (0.7, 2, 1, True, None),
        (0.7, 1, 2, True, None),
        (0.7, 3, 1, True, "paraphrase"),
        (0.6, 3, 1, False, "paraphrase"),
        (0.59, 3, 1, False, None),
        (0.6, 2, 1, False, None),
    ],
)
def test_how_much_must_be_shared(
    monkeypatch: pytest.MonkeyPatch, share: float, content: int, run: int, direct: bool, finding: str | None
) -> None:
    overlap = SharedWords(share, share, content, content, run, weight=10 * share)
    monkeypatch.setattr(lookup, "measure_overlap", lambda one, other: overlap)
    monkeypatch.setattr(lookup, "weigh", lambda one, names: 10.0)
    match = match_words(wording("ferry"), wording("harbour"), direct, LookupOptions())
    assert (match and match.finding) == finding
    assert match is None or match.share == share


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("sell it now at all harbour", "sell it now at all harbour"),
        ("sell it now at all then harbour", "sell"),
    ],
)
def test_how_far_the_stretch_that_corresponds_may_reach(quote: str, expected: str) -> None:
    """Four words more than are asked for."""
    assert " ".join(lookup._near(wording("sell harbour"), wording(quote)).words) == expected


def test_how_many_quotes_are_compared() -> None:
    rows = pa.table({"block": pa.array([8] * 201, pa.uint64()), "quote": pa.array(range(201), pa.uint64())})
    assert len(rank_quotes(rows, LookupOptions().candidates)) == 200
