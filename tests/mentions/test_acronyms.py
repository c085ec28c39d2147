from __future__ import annotations

import pytest

from tests.marked_names import names

LONG = "[ORG Northern Fish Council] and [ORG New Farm Club] "
CASES = [
    ("bracket", LONG + "([ORG NFC])", ["New Farm Club", "NFC"]),
    ("with the or marks", LONG + "(or “[ORG NFC]”)", ["New Farm Club", "NFC"]),
    ("as far as the bracket may be", LONG + "(" + " " * 35 + "[ORG NFC])", ["New Farm Club", "NFC"]),
    ("too far", LONG + "(" + " " * 45 + "[ORG NFC])", ["NFC"]),
    ("two that it can mean", LONG + ". [ORG NFC]", ["NFC"]),
    ("one that it can mean", "[ORG New Farm Club]. [ORG NFC]", ["New Farm Club", "NFC"]),
    ("one that was marked as a person", "[ORG New Farm Club]. [PERSON NFC]", ["New Farm Club", "NFC"]),
    ("another letter", "[ORG New Farm Club] ([ORG NXC])", ["NXC"]),
    ("a country is no acronym", "[ORG United Swans]. [GPE US]", ["US"]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_an_acronym_stands_for(label: str, text: str, expected: list[str]) -> None:
    found = names(text)
    last = found.mention_records[-1]
    assert [m.text for m in found.mention_records if m.chain == last.chain] == expected
