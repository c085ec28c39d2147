"""What a tagger marks as a body and is none."""

from __future__ import annotations

import pytest

from newsloom.transforms.mentions.mending.no_bodies import without_no_bodies
from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.marked_names import article, gazetteer

CASES = [  # label, text with marked names, what is left of them with its type
    ("members", "[ORG House Republicans] met [ORG Senate Democrats].", "House Republicans NORP, Senate Democrats NORP"),
    ("of a movement", "[ORG Libertarians] stayed.", "Libertarians NORP"),
    ("two peoples", "[ORG Iraqi and Turkish] forces moved.", "Iraqi NORP, Turkish NORP"),
    ("a company called after one", "[ORG Brelt American] fell.", "Brelt American ORG"),
    ("a magazine of such words", "The [ORG American Conservative] wrote.", "American Conservative ORG"),
    ("cut at an adjective", "[ORG House Democratic] leaders met.", "Democratic NORP"),
    ("the same of a state", "[ORG Iowa Democratic] caucuses were late.", "Iowa GPE, Democratic NORP"),
    ("a party of a chamber", "[ORG Senate GOP] met.", "GOP ORG"),
    ("a month", "A [ORG December Brelt University] poll.", "Brelt University ORG"),
    ("a title in capitals", "[ORG AG Holm] testified.", "Holm PERSON"),
    ("a chief in capitals", "[ORG CEO HOLM] spoke.", "CEO HOLM ORG"),
    ("cut behind a joiner", "The [ORG House and] the rest.", "House ORG"),
    ("a sign", "[ORG Gull Trading GULL] and [ORG Brelt Lindau FC] fell.", "Gull Trading ORG, Brelt Lindau FC ORG"),
    ("a state's officer", "[ORG Vermont Senator] Holm spoke.", "Vermont GPE"),
    ("a people no state has", "[ORG Iraqi and Kurdish] forces moved.", "Iraqi NORP, Kurdish NORP"),
    ("a law", "The [ORG GULL] Act failed.", "GULL Act LAW"),
    ("a law's words that go on", "The [ORG GULL] Act Center closed.", "GULL ORG"),
    ("officers", "[ORG Democratic Senators] and a [ORG Congresswoman] left.", ""),
    ("a team", "[ORG Chiefs] won.", "Chiefs ORG"),
    ("the same with a club", "[ORG Brelt Senators] won. [ORG Senators] fans sang.", "Brelt Senators ORG, Senators ORG"),
    ("what stands behind a dash", "the Rev. [PERSON Ida Holm — Lund] spoke", "Ida Holm PERSON"),
]


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_without_no_bodies(marked: str, expected: str) -> None:
    item = article(marked)
    left = without_no_bodies(find_name_spans(item, gazetteer()), item.text, gazetteer())
    assert ", ".join(f"{name.text} {name.type}" for name in left) == expected
    assert all(item.text[name.start : name.end] == name.text for name in left)
