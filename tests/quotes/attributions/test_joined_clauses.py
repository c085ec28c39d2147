"""Two reports in one sentence, the second by somebody in apposition."""

from __future__ import annotations

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.joined_clauses import part_joined_clauses
from tests.quotes.build import CUES, span_of, view
from tests.quotes.test_quotes import pipeline

TEXT = "Nils Ravn said the pier was old, and his neighbour, Mara Ilves, added that it sank."
HEAD, FIRST, SECOND = "Nils Ravn", "the pier was old", "it sank"


def parts(text: str, contents: list[str], cue: str = "said") -> list[tuple[str, str | None, str | None]]:
    attributions = [Attribution(span_of(text, c), span_of(text, cue), span_of(text, HEAD)) for c in contents]
    parted = part_joined_clauses(attributions, view(text, pipeline()(text)), CUES)
    return [tuple(None if s is None else text[slice(*s)] for s in (a.content, a.cue, a.source)) for a in parted]


@pytest.mark.parametrize(
    "contents",
    [[FIRST, SECOND], [FIRST + ", and his neighbour", SECOND], [TEXT[15:-1]], [FIRST, "that it sank"]],
)
def test_each_has_its_own_words(contents: list[str]) -> None:
    assert parts(TEXT, contents) == [(FIRST, "said", HEAD), (SECOND, "added", "his neighbour, Mara Ilves")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Nils Ravn said he and his neighbour, Mara Ilves, added a plank.", "he and his neighbour"),
        ("Nils Ravn said the pier was old, and his neighbour, Mara Ilves, fell in.", FIRST),
        ("Nils Ravn said “the pier was old, and his neighbour, Mara Ilves, said so”.", FIRST),
        ("Nils Ravn said the pier was old.", FIRST),
    ],
)
def test_nothing_is_joined(text: str, content: str) -> None:
    assert parts(text, [content]) == [(content, "said", HEAD)]
