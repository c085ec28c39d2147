"""How two reports differ: relation, edits, likeness."""

import pytest

from newsloom.transforms.utterances.variants import classify_relation, list_token_edits, measure_similarity
from newsloom.transforms.utterances.wording import wording

RELATIONS = [  # reference, variant, changed, both quoted, relation
    ("It is late now", "“It is late now,”", (), True, "verbatim"),
    ("It is late now", "late now", (), True, "truncated"),
    ("It is late now", "it is now", (), True, "truncated"),
    ("It is late now", "it is now", (), False, "truncated"),
    ("It is not late now", "it is late now", ("negation",), True, "edited"),
    ("It is late now", "late it now", (), True, "edited"),
    ("It is late now", "it is very late now", (), True, "edited"),
    ("It is late now", "late it now", (), False, "paraphrase"),
    ("harbour prices rose again", "harbour prices fell down", (), True, "edited"),
    ("harbour prices rose again", "harbour boats sank down", (), True, "paraphrase"),
    ("It is late", "the", (), True, "paraphrase"),
]


@pytest.mark.parametrize(("reference", "variant", "changed", "quoted", "relation"), RELATIONS)
def test_relation(reference: str, variant: str, changed: tuple, quoted: bool, relation: str) -> None:
    one, other = wording(reference), wording(variant)
    assert classify_relation(one, other, list_token_edits(one, other), changed, quoted) == relation


def test_edits_turn_one_into_the_other() -> None:
    assert list_token_edits(wording("It is late now"), wording("It was late")) == [
        {"op": "replace", "reference": "is", "variant": "was"},
        {"op": "delete", "reference": "now", "variant": None},
    ]


def test_similarity() -> None:
    assert measure_similarity(wording("harbour prices"), wording("harbour boats")) == 0.5
    assert measure_similarity(wording("the"), wording("the")) == 1.0
    assert measure_similarity(wording("the"), wording("a")) == 0.0
