"""Whose chamber "the Senate" is."""

from __future__ import annotations

import pytest

from newsloom.transforms.names.chambers import chambers_nation, opens_as_dateline
from tests.marked_names import gazetteer, names

DATELINES = [
    ("in capitals", "ABUJA — It rained.", True),
    ("in small letters", "Abuja — It rained.", True),
    ("behind a title", "Rain\nABUJA: It rained.", True),
    ("no sign behind it", "Abuja accused them.", False),
    ("inside a line", "In Abuja, it rained.", False),
    ("far below", "a\nb\nc\nd\ne\nABUJA — It rained.", False),
]


@pytest.mark.parametrize(("label", "text", "expected"), DATELINES, ids=[case[0] for case in DATELINES])
def test_what_opens_as_a_dateline(label: str, text: str, expected: bool) -> None:
    start = text.lower().index("abuja")
    assert opens_as_dateline(text, start, start + len("abuja")) == expected


NATIONS = [
    ("a capital", "abuja", {"senate"}, "NG"),
    ("a town", "brelt", {"senate"}, None),
    ("none", None, {"senate"}, None),
    ("the United States beside it", "abuja", {"senate", "us"}, None),
    ("a state beside it", "abuja", {"senate", "ohio"}, None),
    ("a party beside it", "abuja", {"senate", "democrats"}, None),
    ("their own capital", "washington", {"senate", "washington"}, None),
]


@pytest.mark.parametrize(("label", "place", "forms", "expected"), NATIONS, ids=[case[0] for case in NATIONS])
def test_of_which_country(label: str, place: str | None, forms: set[str], expected: str | None) -> None:
    assert chambers_nation(place, forms, gazetteer()) == expected


def test_a_senate_abroad_is_one_of_its_own() -> None:
    keys = [chain.key for chain in names("[GPE ABUJA] — The [ORG Senate] met. [ORG Gull Bank] fell.").chain_records]
    assert keys == ["abuja", "senate ng", "gull bank"]
