from __future__ import annotations

import pytest

from tests.marked_names import names

GULL = "The [ORG Gull Agency] met. "
CASES = [
    ("by its name", GULL + "The agency left.", [("The agency", "Gull Agency")]),
    ("by the head before of", "The [ORG Court of Gulls] met. The court left.", [("The court", "Court of Gulls")]),
    ("no head of its name", "The [ORG Court School] met. The court left.", []),
    ("called so beside it", "[ORG Gullnet], a company, sold. The company left.", [("The company", "Gullnet")]),
    ("called so before", "Retailer [ORG Gullnet] sold. The retailer left.", [("The retailer", "Gullnet")]),
    ("the only one there", "[ORG Gullnet] sold. The company left.", [("The company", "Gullnet")]),
    ("one of two", "[ORG Gullnet] met [ORG Fishnet]. The company left.", []),
    ("the one it is about", "[ORG Gullnet], [ORG Gullnet] and [ORG Gullnet] met [ORG Fishnet]. The company left.",
     [("The company", "Gullnet")]),
    ("an office of the state is no company", "The [ORG Fish Ministry] met. The company left.", []),
    ("a company is no agency", "[ORG Gullnet] met. The agency left.", []),
    ("an acronym may be an agency", "[ORG FBQ] met. The agency left.", [("The agency", "FBQ")]),
    ("an acronym of five letters", "[ORG FBQRS] met. The agency left.", [("The agency", "FBQRS")]),
    ("capitals of six are no acronym", "[ORG FBQRST] met. The agency left.", []),
    ("a paper", "The [ORG Gull Courier] asked. The newspaper wrote.", [("The newspaper", "Gull Courier")]),
    ("a company is no paper", "[ORG Gullnet] asked. The newspaper wrote.", []),
    ("before its name", "The agency left. " + GULL, []),
    ("indefinite", GULL + "An agency left.", []),
    ("of something", GULL + "The agency of fish left.", []),
    ("what something is", GULL + "It is the agency.", []),
    ("a nearer one that it may be", GULL + "The [ORG Fish Bureau] met. The agency left.", []),
    ("two of that name", GULL + "The [ORG Fish Agency] met. The agency left.", []),
    ("too far", GULL + "It rained on all of them that day. " * 40 + "The agency left.", []),
    ("another one", "[ORG Gullnet] sold. The company whose nets tore left. The company wept.", []),
    ("people", "[PERSON Ida Holm] met. The company left.", []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_body_nominals(label: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = names(text)
    nominals = [m for m in found.mention_records if m.kind == "nominal"]
    assert [(m.text, found.chain_records[m.chain].name) for m in nominals if m.chain is not None] == expected
    assert all(m.type == "ORG" for m in nominals)


def test_how_sure_each_is() -> None:
    (named,) = [m.confidence for m in names(GULL + "The agency left.").mention_records if m.kind == "nominal"]
    (only,) = [
        m.confidence for m in names("[ORG Gullnet] sold. The company left.").mention_records if m.kind == "nominal"
    ]
    assert 0.5 < only < named < 0.9


@pytest.mark.parametrize(("n", "expected"), [(57, ["Gullnet"]), (58, [])])
def test_how_far_from_a_name_it_is_said_what_its_bearer_is(n: int, expected: list[str]) -> None:
    """Within 70 code points: ", a … retailer"."""
    found = names(f"[ORG Fishnet] met [ORG Gullnet], a {'x' * n} retailer. The retailer left.")
    meant = [found.chain_records[m.chain].name for m in found.mention_records if m.kind == "nominal"]
    assert meant == expected
