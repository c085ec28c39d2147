from __future__ import annotations

import pytest

from newsloom.transforms.entities.surnames import BEST_KNOWN
from tests.entities.test_resolve import Registry, n_clusters

PRESIDENT = ["President [PERSON Orla Kor] spoke."] * 3
RELATIVE = "President [PERSON Kor] slept. Her brother [PERSON Bo Kor] sang."
STRANGER = "President [PERSON Kor] slept. [PERSON Bo Kor] sang."


def resolved(texts: list[str]) -> Registry:
    made = Registry()
    made.run(list(enumerate(texts)))
    return made


def home(texts: list[str], name: str) -> str | None:
    """The full name of the entity that a surname of the last article went to; None where it went to nobody's."""
    made = resolved(texts)
    rows = made.chains.select(["name", "entity_id", "given"]).to_pylist()
    (entity,) = {row["entity_id"] for row in rows if row["name"] == name}
    full = {row["name"] for row in rows if row["entity_id"] == entity and row["given"]}
    return min(full, default=None)


@pytest.mark.parametrize(
    ("label", "texts", "name", "expected"),
    [
        ("the title's bearer, not the brother", [*PRESIDENT, RELATIVE], "Kor", "Orla Kor"),
        ("nobody, where no other article tells", [RELATIVE], "Kor", None),
        (
            "a stranger named in full",
            [*PRESIDENT, STRANGER],
            "Kor",
            "Orla Kor",
        ),
        ("the full name further down", [STRANGER], "Kor", "Bo Kor"),
        (
            "the full name has the title elsewhere",
            [*PRESIDENT, "President [PERSON Bo Kor].", STRANGER],
            "Kor",
            "Bo Kor",
        ),
        (
            "another title elsewhere is nobody",
            [*["Singer [PERSON Orla Kor] sang."] * 3, STRANGER],
            "Kor",
            "Bo Kor",
        ),
        (
            "hardly better known",
            [*PRESIDENT[:2], STRANGER],
            "Kor",
            "Bo Kor",
        ),
        (
            "the one without a suffix",
            [*["[PERSON Bo Kor] sang."] * 12, *["[PERSON Bo Kor Jr.] sang."] * 30, "[PERSON Kor] slept."],
            "Kor",
            "Bo Kor",
        ),
        ("the suffix says who", [*["[PERSON Bo Kor] sang."] * 30, "[PERSON Kor Jr.] slept."], "Kor Jr.", None),
        (
            "the suffix says who of two",
            [*["[PERSON Bo Kor] sang."] * 3, *["[PERSON Bo Kor Jr.] sang."] * 20, "[PERSON Kor Jr.] slept."],
            "Kor Jr.",
            "Bo Kor Jr.",
        ),
        (
            "the only one has a suffix",
            [*["[PERSON Bo Kor Jr.] sang."] * 20, "[PERSON Kor] slept."],
            "Kor",
            "Bo Kor Jr.",
        ),
        (
            "Mrs. is not he",
            [*["Mr. [PERSON Bo Kor] sang."] * 30, "Mrs. [PERSON Kor] slept."],
            "Kor",
            None,
        ),
    ],
)
def test_whom_a_surname_means(label: str, texts: list[str], name: str, expected: str | None) -> None:
    assert home(texts, name) == expected


def test_generations_are_people() -> None:
    assert n_clusters(["[PERSON Bo Kor Jr.] sang.", "[PERSON Bo Kor] slept.", "[PERSON Bo Kor III] left."]) == 3
    assert n_clusters(["[PERSON Bo Kor Jr.] sang.", "[PERSON Bo Kor, Jr.] slept."]) == 1


def test_many_bearers_of_a_surname_are_bounded() -> None:
    others = [f"Senator [PERSON {given} Kor] spoke." for given in _given(BEST_KNOWN + 4)]
    assert home([*PRESIDENT * 3, *others, "President [PERSON Kor] slept."], "Kor") == "Orla Kor"


def _given(n: int) -> list[str]:
    consonants = "bdfgklmnprstvz"
    return [f"{consonants[i % 14].upper()}a{consonants[(i // 14 + i) % 14]}o" for i in range(n)]
