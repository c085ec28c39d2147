from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.mentions.recurring import complete_names
from tests.marked_names import article, gazetteer

CASES = [
    (
        "a name cut short elsewhere",
        "[PERSON Gull]'s Purse fell. [ORG Gull's Purse] rose.",
        ["Gull's Purse", "Gull's Purse"],
    ),
    ("pieces", "[GPE North] [PERSON Fish] fell. [ORG North Fish] rose.", ["North Fish", "North Fish"]),
    ("not marked", "North Fish fell. [ORG North Fish] rose.", ["North Fish", "North Fish"]),
    ("half of a hyphened name", "Ida-[PERSON Holm] left. [PERSON Ida-Holm] came.", ["Ida-Holm", "Ida-Holm"]),
    (
        "a longer one stays",
        "[ORG North Fish Council] fell. [ORG North Fish] rose.",
        ["North Fish Council", "North Fish"],
    ),
    ("over a bound", "[ORG Big North] Fish fell. [ORG North Fish] rose.", ["Big North", "North Fish"]),
    ("part of a word", "North Fishes fell. [ORG North Fish] rose.", ["North Fish"]),
    ("part of a compound", "Anti-North Fish fell. North Fish-eaters. [ORG North Fish] rose.", ["North Fish"]),
    ("of places", "North Fish fell. [GPE North Fish] rose.", ["North Fish"]),
    ("furniture", "By North Fish\n[ORG North Fish] rose.", ["North Fish"]),
    ("surname", "[PERSON Ida King] left. King/PROPN said so.", ["Ida King", "King"]),
    ("surname before a suffix", "[PERSON Ida King Jr.] left. King/PROPN said so.", ["Ida King Jr.", "King"]),
    ("a word like the surname", "[PERSON Ida King] left. The King/NOUN said so.", ["Ida King"]),
    ("surname behind a short title", "[PERSON Ida King] left. Dr./PROPN King/PROPN said so.", ["Ida King", "King"]),
    ("surname of another name", "[PERSON Ida King] left. In King/PROPN County/PROPN it rained.", ["Ida King"]),
    ("end of another name", "[PERSON Ida King] left. It is Burger/PROPN King/PROPN there.", ["Ida King"]),
    ("body", "[ORG Gullnet] fell. Then Gullnet/PROPN rose.", ["Gullnet", "Gullnet"]),
    ("a paper", "[ORG Washington Post] fell. The Post/PROPN rose.", ["Washington Post", "Post"]),
    ("a paper's word without an article", "[ORG Washington Post] fell. In Post/PROPN it rose.", ["Washington Post"]),
    ("no paper", "[ORG Gull Post] fell. The Post/PROPN rose.", ["Gull Post"]),
    ("body of three letters", "[ORG Gul] fell. Then Gul/PROPN rose.", ["Gul"]),
    ("labels of a transcript", "ANNA [ORG KING]: Yes.\n[ORG KING]: No.", ["ANNA KING", "KING"]),
    ("a label behind a sentence", "It is so. ANNA KING, HOST: Yes. KING: No.", ["ANNA KING", "KING"]),
    ("a title before a label", "SEN. ANNA KING: Yes.", ["ANNA KING"]),
    ("the label of one who is named", "[PERSON Ida King] left.\nKING: No.", ["Ida King", "KING"]),
    ("a label of nobody", "WATCH NOW: It fell.\nKING: No.", []),
    ("capitals in a sentence", "They saw ANNA KING: it was late.", []),
    ("handle", "[ORG Gullnet] fell. See @ Gullnet/PROPN there.", ["Gullnet"]),
]


def read(text: str) -> ParsedArticle:
    """The article; "word/PROPN" in the text says how that word is tagged."""
    tags = {word: tag for word, _, tag in (piece.rpartition("/") for piece in text.split()) if tag in ("PROPN", "NOUN")}
    made = article(text.replace("/PROPN", "").replace("/NOUN", ""))
    for paragraph in made.paragraphs:
        for token in paragraph.doc:
            token.pos_ = tags.get(token.text, "X")
    return made


def completed(text: str, scores: Sequence[float] = ()) -> list[str]:
    item = read(text)
    spans = find_name_spans(item, gazetteer())
    spans = [replace(span, confidence=score) for span, score in zip(spans, scores, strict=True)] if scores else spans
    names = complete_names(spans, item, gazetteer())
    assert [name.text for name in names] == [item.text[name.start : name.end] for name in names]
    assert all(one.end <= other.start for one, other in pairwise(names))
    return [name.text for name in names]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_completed(label: str, text: str, expected: list[str]) -> None:
    assert completed(text) == expected


@pytest.mark.parametrize(("score", "n_names"), [(0.55, 2), (0.45, 1)])
def test_a_doubtful_name_recurs_nowhere(score: float, n_names: int) -> None:
    assert len(completed("North Fish fell. [ORG North Fish] rose.", [score])) == n_names


def test_what_recurs_is_less_sure() -> None:
    item = read("North Fish fell. [ORG North Fish] rose.")
    first, second = complete_names(find_name_spans(item, gazetteer()), item, gazetteer())
    assert 0.5 < first.confidence < 0.7 < second.confidence


@pytest.mark.parametrize(("length", "n_names"), [(60, 2), (61, 1)])
def test_how_long_a_name_is_that_recurs(length: int, n_names: int) -> None:
    name = "North ".ljust(length, "x")
    assert len(completed(f"{name} fell. [ORG {name}] rose.")) == n_names


@pytest.mark.parametrize(("n", "n_names"), [(16, 17), (17, 17)])
def test_how_many_names_that_begin_alike_are_looked_for(n: int, n_names: int) -> None:
    others = ", ".join(f"[ORG North Fish{chr(97 + i)}]" for i in range(n))
    assert len(completed(f"North Fisha fell. {others} rose.")) == n_names
