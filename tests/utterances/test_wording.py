"""Wordings: levelling, names, and what two of them share."""

import pytest

from newsloom.transforms.utterances.wording import (
    MODALS,
    NO_WORDS,
    PRESENT_MODALS,
    expand,
    measure_overlap,
    quoted_wording,
    stem,
    with_compounds_of,
    wording,
)

LEVELS = [  # text, levelled words
    ("We can't leave", "P can not leav"),
    ("They could not leave", "P can not leav"),
    ("He won't", "P will not"),
    ("She’d said it", "P will say it"),
    ("the mayor's plan", "mayor plan"),
    ("It’s late", "it be late"),
    ("Mr Lee has a plan", "lee have plan"),
    ("my plan and theirs", "P's plan and their"),
    ("negotiations", "negoti"),
    ("negotiating", "negoti"),
    ("taxes and taxed", "taxe and taxed"),
    ("going gone", "go gone"),
    ("3.5% of 1,000", "3.5% of 1,000"),
    ("the class", "class"),
    ("these others", "these other"),
]


@pytest.mark.parametrize(("text", "level"), LEVELS)
def test_level(text: str, level: str) -> None:
    assert " ".join(wording(text).level) == level


def test_the_month_is_no_modal() -> None:
    assert wording("It ends in May").words[-1] == "May"
    assert wording("May we leave").words[0] == "may"
    assert wording("So. May we leave").words[1] == "may"


def test_names_stand_with_a_capital_inside_a_sentence() -> None:
    words = wording("Harbour prices in Lima rose, Park said")
    assert words.names == {"lima", "park"}
    assert "harbour" in words.content and "lima" not in words.content and "in" not in words.content
    assert wording("Dr. Lee left").names == {"lee"}


def test_contractions() -> None:
    parts = [expand(word) for word in ("cannot", "gonna", "they're", "i'm", "it's", "lee's", "n't")]
    assert parts == [("can", "not"), ("going", "to"), ("they", "are"), ("i", "am"), ("it", "is"), ("lee",), ("n't",)]


def test_stems() -> None:
    assert [stem(word) for word in ("were", "them", "would", "cost", "harbours", "less")] == [
        "be",
        "P",
        "will",
        "cost",
        "harbour",
        "less",
    ]
    assert PRESENT_MODALS["would"] == "will" and {"must", "ought"} <= MODALS


def test_quoted_words() -> None:
    text = "prices “rose again” and ‘fell’, he said"
    words = wording(text)
    assert quoted_wording(text, "direct", words) is words
    assert quoted_wording(text, "indirect", words) is NO_WORDS
    assert quoted_wording(text, "mixed", words).words == ("rose", "again", "fell")


OVERLAPS = [  # one, other, share, both, words, content, run
    ("harbour prices rose", "harbour prices rose", 1.0, 1.0, 3, 3, 3),
    ("harbour prices rose", "harbour prices fell", 2 / 3, 2 / 3, 2, 2, 2),
    ("harbour prices", "harbour prices rose again today", 1.0, 2 / 5, 2, 2, 2),
    ("harbour prices rose", "boats left quickly", 0.0, 0.0, 0, 0, 0),
    ("it rose in harbours", "it rose in towns", 1.4 / 2.4, 1.4 / 2.4, 3, 1, 3),
    ("prices in Lima", "prices in Peru", 1.2 / 1.5, 1.2 / 1.5, 2, 1, 2),
    ("", "prices", 0.0, 0.0, 0, 0, 0),
    ("a blow up over prices", "the blowup over prices", 1.0, 1.0, 3, 2, 3),
    ("steel health care", "their healthcare", 1 / 1.2, 1 / 2, 1, 1, 1),
]


@pytest.mark.parametrize(("one", "other", "share", "both", "words", "content", "run"), OVERLAPS)
def test_overlap(one: str, other: str, share: float, both: float, words: int, content: int, run: int) -> None:
    for first, second in ((one, other), (other, one)):
        overlap = measure_overlap(wording(first), wording(second))
        assert (overlap.share, overlap.both) == pytest.approx((share, both))
        assert (overlap.words, overlap.content, overlap.run) == (words, content, run)


def test_only_the_stretch_beside_the_best_run_is_compared() -> None:
    far = "boats " + "x " * 12 + "harbour prices rose"
    overlap = measure_overlap(wording("harbour prices rose boats"), wording(far))
    assert overlap.words == 3


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("new health care", "their healthcare costs", ("new", "healthcare")),
        ("new health-care costs", "their healthcare", ("new", "healthcare", "costs")),
        ("health care, health care", "healthcare", ("healthcare", "healthcare")),
        ("health or care", "their healthcare", ("health", "or", "care")),
        ("healthcare", "health care", ("healthcare",)),
    ],
)
def test_compounds_of_the_other_wording(one: str, other: str, words: tuple[str, ...]) -> None:
    joined = with_compounds_of(wording(one), wording(other))
    assert joined.words == words
    assert joined.level == wording(" ".join(words)).level
