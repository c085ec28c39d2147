"""Reported speech by rule: clauses, "according to" and signatures, with the score of each."""

import pytest

from newsloom.transforms.quotes.attributions.clause_attributions import (
    find_clause_attributions,
    find_signed_attributions,
)
from newsloom.transforms.quotes.attributions.cue_phrases import find_cue_phrases
from newsloom.transforms.quotes.noun_phrases import read_words
from tests.quotes.build import CUES, paragraph

CLAUSES = [  # text, content, source; None where nothing is reported
    ("Ann Lee said that it was late.", "it was late", "Ann Lee"),
    ("Ann Lee said it was late.", "it was late", "Ann Lee"),
    ("Ann Lee said Ben left early.", "Ben left early", "Ann Lee"),
    ("Ann Lee said Friday that it was late.", "it was late", "Ann Lee"),
    ("Ann Lee told Ben that it was late.", "it was late", "Ann Lee"),
    ("Ann Lee told Ben it was late.", "it was late", "Ann Lee"),
    ("Ann Lee announced that it was late.", "it was late", "Ann Lee"),
    ("Ann Lee announced it was late.", None, None),
    ("Ann Lee said nothing new at all.", None, None),
    ("Ann Lee said that it was.", None, None),
    ("Ann Lee urged that it was late.", None, None),
    ("Ann Lee said it was late…", "it was late", "Ann Lee"),
    ("Ann Lee said to all of us at the old board that it was late.", "it was late", "Ann Lee"),
    ("Ann Lee said to all of us at the very old board that it was late.", None, None),  # ten words to "that"
    ("Ann Lee said, well, that it was late.", None, None),
    ("It was very late, Ann Lee said.", "It was very late", "Ann Lee"),
    ("It was very late, said Ann Lee.", "It was very late", "Ann Lee"),
    ("It was late, Ann Lee said.", "It was late", "Ann Lee"),
    ("So late, Ann Lee said.", None, None),
    ("It was very late, Ann Lee said with her old friends there.", "It was very late", "Ann Lee"),
    ("It was very late, Ann Lee said with her very old friends there.", None, None),
    ("It was very late, Ann Lee said with all of her old friends.", None, None),
    ("According to Ann Lee, it was late.", "it was late", "Ann Lee"),
    ("It was late, according to Ann Lee.", "It was late", "Ann Lee"),
    ("It was late according to Ann Lee, who left.", "It was late", "Ann Lee"),
    ("So, according to Ann Lee, it was.", None, None),
    ("So; " + "it " * 59 + "according to Ann Lee.", ("it " * 59).strip(), "Ann Lee"),
    ("So; " + "it " * 60 + "according to Ann Lee.", ("So; " + "it " * 60).strip(), "Ann Lee"),
]
SIGNED = [  # text, content, source, score, link
    ("“It was late” — Ann Lee", "“It was late”", "Ann Lee", 0.9, 0.95),
    ('"It was late" - Ann Lee', '"It was late"', "Ann Lee", 0.9, 0.95),
    ("It was so late then — Ann Lee (@annlee) May 4", "It was so late then", "Ann Lee", 0.8, 0.95),
    ("It was late — Ann Lee (@annlee)", "It was late", "Ann Lee", 0.8, 0.95),
    ("It was la — Ann Lee (@annlee)", None, None, None, None),
    ("It was “late” — Ann Lee", None, None, None, None),
    ("“It was late” — ann lee", None, None, None, None),
    ("Ann Lee (@annlee) It was so late then", "It was so late then", "Ann Lee", 0.8, 0.95),
    ("Ann Lee (@annlee) It was.", None, None, None, None),
    ("Ann Lee (@annlee) said it was so late.", None, None, None, None),
]


@pytest.mark.parametrize(("text", "content", "source"), CLAUSES)
def test_clause(text: str, content: str | None, source: str | None) -> None:
    words = read_words(paragraph(text))
    attributions = list(find_clause_attributions(words, find_cue_phrases(words, CUES)))
    assert [text[slice(*a.content)] for a in attributions] == ([content] if content else [])
    assert [text[slice(*a.source)] for a in attributions] == ([source] if source else [])
    scores = (0.7, 0.9) if "ccording" in text else (0.6, 0.7)
    assert all((a.score, a.link_score) == scores for a in attributions)


@pytest.mark.parametrize(("text", "content", "source", "score", "link"), SIGNED)
def test_signed(text: str, content: str | None, source: str | None, score: float | None, link: float | None) -> None:
    attributions = list(find_signed_attributions(text, 0, len(text)))
    parts = [(text[slice(*a.content)], text[slice(*a.source)], a.score, a.link_score) for a in attributions]
    assert parts == ([(content, source, score, link)] if content else [])
    assert all(a.origin == "signed" for a in attributions)


def test_posts_side_by_side_end_where_the_one_before_is_signed() -> None:
    text = "It was so late — Ann Lee (@annlee) May 11, 2016 It was so dark — Ann Lee (@annlee) May 11, 2016"
    attributions = find_signed_attributions(text, 0, len(text))
    assert [text[slice(*a.content)] for a in attributions] == ["It was so late", "It was so dark"]
