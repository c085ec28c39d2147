"""How two reports differ: relation, edits, polarity."""

import pytest

from newsloom.transforms.utterances.variants import (
    classify_relation,
    has_polarity_changed,
    list_token_edits,
    measure_similarity,
)
from newsloom.transforms.utterances.wording import wording

RELATIONS = [  # reference, variant, both quoted, relation
    ("It is late now", "“It is late now,”", True, "verbatim"),
    ("It is late now", "late now", True, "truncated"),
    ("It is late now", "late it now", True, "edited"),
    ("It is late now", "late it now", False, "paraphrase"),
    ("harbour prices rose again", "harbour prices fell down", True, "edited"),
    ("harbour prices rose again", "harbour boats sank down", True, "paraphrase"),
    ("It is late", "the", True, "paraphrase"),
]
POLARITIES = [  # reference, variant, reported, changed
    ("prices rose", "prices rose", False, False),
    ("prices never rose", "prices rose", False, True),
    ("prices never did not rise", "prices rise", False, False),  # twice no is none
    ("prices will rise", "prices may rise", False, True),
    ("prices will rise", "prices would rise", False, True),
    ("prices will rise", "prices would rise", True, False),
    ("prices will rise", "prices could rise", True, True),
    ("two boats sank", "three boats sank", False, True),
    ("one boat sank", "a boat sank", False, False),
    ("5 boats sank", "6 boats sank", False, True),
    ("prices rose and rose", "nothing else but so much, prices rose and rose", False, False),
    ("prices rose", "no, it is so, prices rose", False, False),
    ("prices rose", "no harbour town prices rose", False, True),
    ("boats", "not a word", False, True),
]


@pytest.mark.parametrize(("reference", "variant", "quoted", "relation"), RELATIONS)
def test_relation(reference: str, variant: str, quoted: bool, relation: str) -> None:
    assert classify_relation(wording(reference), wording(variant), quoted) == relation


@pytest.mark.parametrize(("reference", "variant", "reported", "changed"), POLARITIES)
def test_polarity(reference: str, variant: str, reported: bool, changed: bool) -> None:
    assert has_polarity_changed(wording(reference), wording(variant), reported) == changed


def test_edits_turn_one_into_the_other() -> None:
    assert list_token_edits(wording("It is late now"), wording("It was late")) == [
        {"op": "replace", "reference": "is", "variant": "was"},
        {"op": "delete", "reference": "now", "variant": None},
    ]


def test_similarity() -> None:
    assert measure_similarity(wording("harbour prices"), wording("harbour boats")) == 0.5
    assert measure_similarity(wording("the"), wording("the")) == 1.0
    assert measure_similarity(wording("the"), wording("a")) == 0.0
