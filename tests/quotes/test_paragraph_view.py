"""A paragraph as the rules look at it."""

import pytest

from tests.quotes.build import doc, view

LOST = [  # text with a mark that was not closed, the quoted span as it is taken
    ("“It is late, Ann Lee said.", "“It is late,"),
    ("“Is it late? Ann Lee said.", "“Is it late?"),
    ("“It is late! said Ann Lee", "“It is late!"),
    ("“It is late so Ann Lee said.", "“It is late so Ann Lee said."),
    ("“It is late,” Ann Lee said.", "“It is late,”"),
]


@pytest.mark.parametrize(("text", "quoted"), LOST)
def test_a_span_whose_closing_mark_was_lost_ends_before_its_cue(text: str, quoted: str) -> None:
    (span,) = view(text).quoted_spans
    assert text[span.start : span.end] == quoted
    assert span.inner_end <= span.end


def test_cues_inside_marks_are_left_out() -> None:
    assert [phrase.lemma for phrase in view("“Lee said so,” Ben Park added.").cue_phrases] == ["add"]


def test_only_the_nearest_cue_phrases_are_looked_at() -> None:
    text = "Lee said so. " * 20 + "“It is late.” " + "Park added so. " * 20
    seen = view(text)
    (quoted,) = seen.quoted_spans
    lemmas = [phrase.lemma for phrase in seen.nearest_cue_phrases(quoted.start, quoted.end)]
    assert lemmas == ["say"] * 16 + ["add"] * 16


def test_clause_ends() -> None:
    words = [("It", "PRON"), ("ended", "VERB"), (",", "PUNCT"), ("so", "ADV"), ("late", "ADV"), (".", "PUNCT")]
    assert view(" ".join(word for word, _ in words), doc(words)).clause_ends == [1, 1, 4, 4, 4, 5]
