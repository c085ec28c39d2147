"""Cue phrases: cue verbs with the subject beside them."""

import pytest

from newsloom.transforms.quotes.attributions.cue_phrases import CuePhrase, find_cue_phrases
from newsloom.transforms.quotes.noun_phrases import read_words
from tests.quotes.build import CUES, doc, paragraph

CASES = [  # label, text, (cue, source, inverted) of each
    ("subject before", "Ann Lee said it", [("said", "Ann Lee", False)]),
    ("inverted after a mark", "“So” said Ann Lee.", [("said", "Ann Lee", True)]),
    ("inverted after a comma", "It was, said Ann Lee.", [("said", "Ann Lee", True)]),
    ("inverted after a question", "Was it? said Ann Lee.", [("said", "Ann Lee", True)]),
    ("after a comma, subject before it", "“It was,” Ann Lee said.", [("said", "Ann Lee", False)]),
    ("no subject", "said so", []),
    ("no subject, but -ing", "saying so", [("saying", None, False)]),
    ("two", "Lee said so. Park denied it", [("said", "Lee", False), ("denied", "Park", False)]),
    ("belief is no speech", "Lee hoped so", []),
    ("not listed", "Lee nodded so", []),
]


@pytest.mark.parametrize(("_", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cue_phrases(_: str, text: str, expected: list[tuple[str, str | None, bool]]) -> None:
    phrases = find_cue_phrases(read_words(paragraph(text)), CUES)
    parts = [(text[slice(*p.cue)], text[slice(*p.source)] if p.source else None, p.inverted) for p in phrases]
    assert parts == expected


def test_a_noun_by_its_tag_is_no_cue() -> None:
    tagged = doc([("Lee", "PROPN"), ("claims", "NOUN"), ("states", "VERB")])
    (phrase,) = find_cue_phrases(read_words(paragraph(tagged.text, tagged)), CUES)
    assert phrase.lemma == "state"


def test_edges() -> None:
    before = CuePhrase((8, 12), (0, 7), 2, 3, 0, "say")
    after = CuePhrase((8, 12), (13, 16), 2, 3, 0, "say", inverted=True)
    alone = CuePhrase((8, 12), None, 2, 3, 0, "say")
    assert [(p.start, p.end) for p in (before, after, alone)] == [(0, 12), (8, 16), (8, 12)]
