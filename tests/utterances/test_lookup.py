"""Whether a quote has the words that are asked for."""

import pytest

from newsloom.transforms.utterances.lookup import FINDINGS, LookupOptions, match_words
from newsloom.transforms.utterances.wording import wording

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
