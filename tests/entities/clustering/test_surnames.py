from __future__ import annotations

import pytest

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering.match_weights import PersonCluster
from newsloom.transforms.entities.clustering.surnames import (
    _best_known,
    _clear_best,
    _dominates,
    _outdoes,
    _overshadows,
)
from tests.entities.build import person
from tests.entities.test_resolve import Registry, n_clusters
from tests.marked_names import gazetteer

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
            "nearly always the same one",
            [*["[PERSON Bo Kor] sang."] * 20, *["[PERSON Ida Kor] sang."] * 2, "[PERSON Kor] slept."],
            "Kor",
            "Bo Kor",
        ),
        (
            "not nearly always",
            [*["[PERSON Bo Kor] sang."] * 20, *["[PERSON Ida Kor] sang."] * 3, "[PERSON Kor] slept."],
            "Kor",
            None,
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
            "Ms. is not a Bert",
            [*["[PERSON Bert Kor] sang."] * 30, "Ms. [PERSON Kor] slept."],
            "Kor",
            None,
        ),
        (
            "a given name alone",
            [*["President [PERSON Lena Matt] sang."] * 2, "President [PERSON Matt] slept."],
            "Matt",
            "Lena Matt",
        ),
        (
            "a given name alone, with hardly anything",
            [*["[PERSON Lena Matt] sang. [PERSON Bo Kor] left."] * 2, "[PERSON Matt] slept. [PERSON Bo Kor] left."],
            "Matt",
            None,
        ),
        (
            "a surname alone, with hardly more",
            [*["[PERSON Lena Brelk] sang. [PERSON Bo Kor] left."] * 2, "[PERSON Brelk] slept. [PERSON Bo Kor] left."],
            "Brelk",
            "Lena Brelk",
        ),
        (
            "the father of",
            [*["[PERSON Omar bin Tariq] sang."] * 30, "[PERSON Tariq] slept."],
            "Tariq",
            None,
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
    others = [f"Senator [PERSON {given} Kor] spoke." for given in _given(20)]
    assert home([*PRESIDENT * 3, *others, "President [PERSON Kor] slept."], "Kor") == "Orla Kor"


def _given(n: int) -> list[str]:
    consonants = "bdfgklmnprstvz"
    return [f"{consonants[i % 14].upper()}a{consonants[(i // 14 + i) % 14]}o" for i in range(n)]


NOBODY = ChainFrame(CHAINS.empty(), gazetteer())


SENATOR = {"roles": "senator"}


def clear_best(people: list[PersonCluster], **words: object) -> int | None:
    best = _clear_best(person(9, "Kor", **words), people, NOBODY)
    return best.rows[0] if best else None


@pytest.mark.parametrize(
    ("label", "people", "said", "expected"),
    [
        ("the only one, in ten articles: 1.0", [person(0, n=10)], {}, 0),
        ("the only one, in nine: 0.95", [person(0, n=9)], {}, None),
        ("in 100 articles: no more than 1.5", [person(0, n=100, roles="minister")], {"roles": "chairman"}, 0),
        ("1.5 and 0.7 less", [person(0, n=100, countries="NO", born=1980)], {"countries": "SE", "born": 1981}, None),
        ("of two, in seven: 0.35 and 0.5", [person(0, n=7, roles="minister"), person(1)], SENATOR, None),
        ("of two, in ten: 0.5 and 0.5", [person(0, n=10, roles="minister"), person(1, roles="singer")], SENATOR, 0),
        ("a lead of 1.2", [person(0, n=20, roles="minister"), person(1, n=6)], SENATOR, 0),
        ("a lead of 1.15", [person(0, n=20, roles="minister"), person(1, n=7)], SENATOR, None),
        ("ever more articles are no lead", [person(0, n=60, roles="minister"), person(1, n=20)], SENATOR, None),
        ("ten of eleven articles", [person(0, n=20), person(1, n=2)], {}, 0),
        ("six of seven", [person(0, n=20), person(1, n=3)], {}, None),
    ],
)  # fmt: skip
def test_how_clear_it_must_be(
    label: str, people: list[PersonCluster], said: dict[str, object], expected: int | None
) -> None:
    assert clear_best(people, **said) == expected


@pytest.mark.parametrize(
    ("best", "others", "said", "expected"),
    [
        (10, 1, {}, True),
        (9, 0, {}, False),
        (9, 1, {}, False),
        (18, 2, {}, True),
        (18, 3, {}, False),
        (18, 2, {"genders": "female"}, False),
    ],
)
def test_who_dominates(best: int, others: int, said: dict[str, object], expected: bool) -> None:
    people = [person(0, n=best, genders="male"), person(1, n=others)]
    assert _dominates(people[0], person(9, "Kor", **said), people, NOBODY) == expected


def test_a_common_surname_is_dominated_by_nobody() -> None:
    people = [person(0, "Xenia Smith", n=18), person(1, "Ida Smith", n=1)]
    assert not _dominates(people[0], person(9, "Smith"), people, NOBODY)


@pytest.mark.parametrize(
    ("label", "n", "role", "likely_n", "likely_role", "expected"),
    [
        ("three articles", 3, "president", 1, "singer", True),
        ("two articles", 2, "president", 1, "singer", False),
        ("as many as the one named in full", 4, "president", 4, "singer", True),
        ("fewer than the one named in full", 4, "president", 5, "singer", False),
        ("another title", 9, "senator", 1, "singer", False),
        ("both have the title", 9, "president", 1, "president", False),
    ],
)
def test_who_outdoes_the_one_named_in_full(
    label: str, n: int, role: str, likely_n: int, likely_role: str, expected: bool
) -> None:
    one, likely = person(0, n=n, roles=role), person(1, "Bo Kor", n=likely_n, roles=likely_role)
    assert _outdoes(one, likely, person(9, "Kor", roles="president"), NOBODY) == expected
    assert not _outdoes(likely, likely, person(9, "Kor", roles="president"), NOBODY)


@pytest.mark.parametrize(
    ("n", "name", "expected"), [(3, "Bo Kor", True), (2, "Bo Kor", False), (9, "Ida Kor", False), (1, "Bo Kor", False)]
)
def test_the_same_name_without_its_suffix_outdoes_the_one_named_in_full(n: int, name: str, expected: bool) -> None:
    one, likely = person(0, name, n=n), person(1, "Bo Kor Jr.", n=1)
    assert _outdoes(one, likely, person(9, "Kor"), NOBODY) == expected


@pytest.mark.parametrize(
    ("n", "likely_n", "others", "expected"),
    [
        (20, 1, 0, True),
        (19, 1, 0, False),  # not known to everybody
        (20, 3, 0, False),  # the one named in full is known, too
        (20, 1, 9, False),  # others bear the name as well
    ],
)
def test_who_overshadows_the_one_named_in_full(n: int, likely_n: int, others: int, expected: bool) -> None:
    one, likely, other = person(0, n=n), person(1, "Bo Kor", n=likely_n), person(2, "Ida Kor", n=others)
    some = [one, likely, other]
    assert _overshadows(one, likely, person(9, "Kor"), some, NOBODY) == expected
    assert not _overshadows(likely, likely, person(9, "Kor"), some, NOBODY)


@pytest.mark.parametrize(("n_others", "there"), [(15, True), (16, False)])
def test_the_best_known_bearers(n_others: int, there: bool) -> None:
    people = [person(0, n=1), *(person(i + 1, f"{given} Kor", n=2) for i, given in enumerate(_given(n_others)))]
    assert (people[0] in _best_known(people)) == there
