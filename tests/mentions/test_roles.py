from __future__ import annotations

import pytest

from tests.marked_names import names

CASES = [
    ("title before", "Trade Minister [PERSON Ida Holm] spoke.", [("Trade Minister", None, None)]),
    ("with a country", "[NORP Norwegian] Minister [PERSON Ida Holm] spoke.", [("Norwegian Minister", None, "Norway")]),
    ("with a body", "[ORG NFC] director [PERSON Ida Holm] spoke.", [("NFC director", "NFC", None)]),
    ("possessive", "[GPE Norway]'s president [PERSON Ida Holm] spoke.", [("Norway's president", None, "Norway")]),
    ("no head", "Yesterday [PERSON Ida Holm] spoke.", []),
    ("abbreviation", "Gov. [PERSON Ida Holm] spoke.", [("Gov.", None, None)]),
    ("not of a body", "Minister [ORG NFC] spoke.", []),
    (
        "apposition",
        "[PERSON Ida Holm], a fellow at the [ORG Gull Bank], left.",
        [("a fellow at the Gull Bank", "Gull Bank", None)],
    ),
    ("age", "[PERSON Ida Holm], 54, a lawyer, left.", [("a lawyer", None, None)]),
    ("apposition that does not end", "[PERSON Ida Holm], a lawyer who left", []),
    ("apposition without a head", "[PERSON Ida Holm], at the bank, left.", []),
    ("head behind a preposition", "[PERSON Ida Holm], of the lawyers, left.", []),
    ("another person ends it", "[PERSON Ida Holm], minister [PERSON Lund], left.", [("minister", None, None)]),
    ("both sides", "Dr. [PERSON Ida Holm], a surgeon, left.", [("Dr.", None, None), ("a surgeon", None, None)]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_roles(label: str, text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = names(text)
    assert [(r.role, r.organisation, r.country) for r in found.role_records] == expected
    assert all(found.text[r.start_char : r.end_char] == r.role for r in found.role_records)


def test_heads_countries_and_bodies_are_the_chains() -> None:
    (holm,) = (
        c
        for c in names("[NORP Norwegian] ex-minister [PERSON Holm], a fellow at [ORG Gull], left.").chain_records
        if c.type == "PERSON"
    )
    assert (holm.roles, holm.countries, holm.organisations) == (["fellow", "minister"], ["NO"], ["gull"])


def test_a_noun_tells_gender() -> None:
    (holm,) = names("Spokeswoman [PERSON Holm] left.").chain_records
    assert holm.gender == "female"
