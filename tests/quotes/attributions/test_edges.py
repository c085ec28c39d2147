"""The end of a content moved."""

from __future__ import annotations

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.edges import ending_at, ending_before
from tests.quotes.build import span_of, view

TEXT = "The port was safe, and dry, Lee said again"


def attribution(content: str, cue: str | None = None, source: str | None = None) -> Attribution:
    span = span_of(TEXT, content)
    assert span is not None
    return Attribution(span, span_of(TEXT, cue), span_of(TEXT, source))


@pytest.mark.parametrize(
    ("cue", "source", "end", "content"),
    [
        (None, None, "dry", "The port was safe, and dry"),
        ("said", "Lee", "dry", "The port was safe, and dry"),
        ("said", None, "said", "The port was safe"),
        (None, "Lee", "again", "The port was safe"),
    ],
)
def test_a_content_goes_on_unless_its_cue_or_source_is_in_the_way(
    cue: str | None, source: str | None, end: str, content: str
) -> None:
    ended = ending_at(attribution("The port was safe", cue, source), TEXT.index(end) + len(end))
    assert TEXT[slice(*ended.content)] == content


@pytest.mark.parametrize(
    ("word", "edge", "content"),
    [
        ("and", " ,", "The port was safe"),
        ("and", " ", "The port was safe,"),
        ("The", " ", "The port was safe, and dry"),
    ],
)
def test_a_content_ends_before_a_word_and_what_stands_there(word: str, edge: str, content: str) -> None:
    ended = ending_before(attribution("The port was safe, and dry"), TEXT.index(word), view(TEXT), edge)
    assert TEXT[slice(*ended.content)] == content
