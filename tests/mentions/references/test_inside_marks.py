"""Whose words a quotation is: the mention of the speaker, for the pronouns in it."""

from __future__ import annotations

import re

import pytest

from newsloom.transforms.mentions.references.inside_marks import who_speaks
from newsloom.transforms.mentions.references.person_mentions import PersonMention
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from tests.mentions.build import sentence

_MARKED = re.compile(r"\[(!?)(\w+)\]")
"""A mention in a test's text: "[Holm]"; "[!Holm]" is the subject of a verb of saying. A pronoun has a gender."""
_GENDERS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}

CASES = [
    ("behind", "“[He] was late,” [!Holm] said.", {"He": "Holm"}),
    ("behind, with a title", "“[He] was late,” Mr. [!Holm] said.", {"He": "Holm"}),
    ("in front", "[!Holm] said: “[He] was late.”", {"He": "Holm"}),
    ("goes on", "“[He] was late,” [!Holm] said. “I told [him] so.”", {"He": "Holm", "him": "Holm"}),
    ("by a pronoun", "“[He] was late,” [!she] said.", {"He": "she"}),
    ("another paragraph", "“[He] was late,” [!Holm] said.\n“I told [him] so.”", {"He": "Holm"}),
    ("a part of a sentence", "[!Holm] said it was “the best day of [his] life”.", {}),
    ("who listens", "“[He] was late,” [Holm] heard.", {}),
    ("a new sentence", "“[He] was late.” The room fell silent. [!Holm] said no.", {}),
    ("too far", "“[He] was late,” was " + "so " * 60 + "what [!Holm] said.", {}),
    ("single marks", "'[He] was late,' [!Holm] said.", {}),
]


@pytest.mark.parametrize(("label", "marked", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_speaks(label: str, marked: str, expected: dict[str, str]) -> None:
    text = _MARKED.sub(r"\2", marked)
    spans = find_quoted_spans(text)
    mentions: list[PersonMention] = []
    shift = 0
    for match in _MARKED.finditer(marked):
        start = match.start() - shift
        shift += len(match[0]) - len(match[2])
        end = start + len(match[2])
        inside = any(span.start < start < span.end and not span.single for span in spans)
        token = sentence(f"{match[2]}/PRON")[0]
        mentions.append(
            PersonMention(
                start, end, token, 0, 0, True, inside, 0, _GENDERS.get(match[2].lower()), reports=bool(match[1])
            )
        )
    said_by = who_speaks(mentions, spans, text)
    assert {text[mentions[a].start : mentions[a].end]: mentions[b].token.text for a, b in said_by.items()} == expected
