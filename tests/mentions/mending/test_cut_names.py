from __future__ import annotations

import pytest

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.mentions.mending.cut_names import common_acronyms, with_tail
from newsloom.transforms.mentions.name_spans import NameSpan
from tests.marked_names import gazetteer
from tests.mentions.build import sentence


def _tail(words: str, name: str, kind: str) -> str:
    doc = sentence(words)
    start = doc.text.index(name)
    span = NameSpan(start, start + len(name), name, kind, 0, 0)
    return with_tail(span, Paragraph(0, "paragraph", 0, len(doc.text), doc), len(doc.text), gazetteer()).text


@pytest.mark.parametrize(
    ("words", "name", "kind", "expected"),
    [
        ("Gull/PROPN/compound/2 Broadcast/PROPN/compound/2 Group/PROPN/nsubj/3 fell/VERB/ROOT/3", "Gull", "ORG",
         "Gull Broadcast Group"),
        ("Gull/PROPN/compound/2 Director/PROPN/compound/2 Holm/PROPN/nsubj/3 fell/VERB/ROOT/3", "Gull", "ORG", "Gull"),
        ("Gull/PROPN/compound/1 Poll/PROPN/nsubj/2 fell/VERB/ROOT/2", "Gull", "ORG", "Gull"),
        ("Gull/PROPN/compound/1 shares/NOUN/nsubj/2 fell/VERB/ROOT/2", "Gull", "ORG", "Gull"),
        ("Reed/PROPN/compound/1 Belt/PROPN/nsubj/2 fell/VERB/ROOT/2", "Reed", "GPE", "Reed Belt"),
        ("Brelt/PROPN/compound/1 House/PROPN/nsubj/2 fell/VERB/ROOT/2", "Brelt", "GPE", "Brelt"),
    ],
)  # fmt: skip
def test_a_cut_name_goes_on_to_its_head(words: str, name: str, kind: str, expected: str) -> None:
    assert _tail(words, name, kind) == expected


def test_letters_that_stand_for_common_words() -> None:
    assert common_acronyms("a basic tide income (BTI) and the Gull Trading (GT)") == {"BTI"}


def test_hyphen_before_the_bracket() -> None:
    assert common_acronyms("no basic tide-(BTI) and a basic tide-(BT)") == {"BT"}
