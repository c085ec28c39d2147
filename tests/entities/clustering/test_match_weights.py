from __future__ import annotations

import pytest

from newsloom.transforms.entities.clustering.match_weights import (
    CO_MENTIONS_MOST,
    NEVER,
    WEIGHTS,
    YEARS_APART,
    Evidence,
    PersonCluster,
    Profile,
    common_name_score,
    context_score,
    name_score,
    weigh_context,
    weigh_names,
)
from newsloom.transforms.names.person_names import PersonName, person_name
from tests.marked_names import gazetteer


def profile(**words: object) -> Profile:
    """A profile: roles="minister", countries="NO", days=(0, 1)."""
    first, last = words.pop("days", (None, None))  # type: ignore[misc]
    return Profile(
        first=first, last=last, **{k: frozenset(v if isinstance(v, tuple) else (v,)) for k, v in words.items()}
    )


EXPECTED_WEIGHTS = {
    "same name": 2.5,
    "common name": -3.8,
    "common part": -0.95,
    "spelling": 1.2,
    "sound": -0.4,
    "initial": 0.2,
    "no given name": 0.0,
    "other gender": -4.0,
    "same age": 1.5,
    "other age": -5.0,
    "same organisation": 3.0,
    "same country": 1.5,
    "other country": -2.2,
    "same role": 1.5,
    "same field": 0.5,
    "public fields": -2.4,
    "board": -0.5,
    "other field": -4.2,
    "co-mention": 0.9,
    "too long ago": -4.0,
}


def test_weights_are_those_that_were_measured() -> None:
    """A weight changes with a new measurement, never by accident."""
    assert dict(WEIGHTS) == EXPECTED_WEIGHTS


CONTEXT = [
    ("nothing", profile(), profile(), {}),
    ("one title", profile(roles="minister"), profile(roles="minister"), {"same role": 1.5}),
    ("one side bare", profile(roles="minister"), profile(), {}),
    ("one field", profile(roles="minister"), profile(roles="senator"), {"same field": 0.5}),
    ("public fields", profile(roles="minister"), profile(roles="judge"), {"public fields": -2.4}),
    ("chair", profile(roles="minister"), profile(roles="chairman"), {"board": -0.5}),
    ("sport and politics", profile(roles="minister"), profile(roles="striker"), {"other field": -4.2}),
    ("sport and arts", profile(roles="singer"), profile(roles="striker"), {"other field": -4.2}),
    ("a title of no field", profile(roles="minister"), profile(roles="spokesman"), {}),
    (
        "one shared of two",
        profile(roles=("minister", "singer")),
        profile(roles=("singer", "judge")),
        {"same role": 1.5},
    ),
    ("one country", profile(countries="NO"), profile(countries="NO"), {"same country": 1.5}),
    ("other country", profile(countries="NO"), profile(countries="SE"), {"other country": -2.2}),
    ("one of two countries", profile(countries=("NO", "SE")), profile(countries="SE"), {"same country": 1.5}),
    ("one body", profile(organisations="nfc"), profile(organisations="nfc"), {"same organisation": 3.0}),
    ("other body", profile(organisations="nfc"), profile(organisations="un"), {}),
    ("other gender", profile(genders="male"), profile(genders="female"), {"other gender": -4.0}),
    ("one gender", profile(genders="male"), profile(genders="male"), {}),
    ("one gender of two", profile(genders=("male", "female")), profile(genders="male"), {}),
    ("one age", profile(born=1990), profile(born=1992), {"same age": 1.5}),
    ("other age", profile(born=1990), profile(born=1993), {"other age": -5.0}),
    ("the nearest of two ages", profile(born=(1950, 1990)), profile(born=1991), {"same age": 1.5}),
    ("one age known", profile(born=1990), profile(), {}),
    ("two co-mentions", profile(co_mentions=(1, 2, 3)), profile(co_mentions=(2, 3, 4)), {"co-mention": 1.8}),
    ("most co-mentions", profile(co_mentions=(1, 2, 3, 4)), profile(co_mentions=(1, 2, 3, 4)), {"co-mention": 2.7}),
    ("a century", profile(days=(0, 100)), profile(days=(36500, 36600)), {"too long ago": -4.0}),
    ("55 years and a bit", profile(days=(0, 100)), profile(days=(20189, 36600)), {"too long ago": -4.0}),
    ("just under 55 years", profile(days=(0, 100)), profile(days=(20188, 36600)), {}),
    ("a career", profile(days=(0, 100)), profile(days=(20000, 36600)), {}),
    ("no day", profile(days=(0, 100)), profile(), {}),
]


@pytest.mark.parametrize(("label", "a", "b", "expected"), CONTEXT, ids=[case[0] for case in CONTEXT])
def test_context(label: str, a: Profile, b: Profile, expected: dict[str, float]) -> None:
    for one, other in ((a, b), (b, a)):
        evidence = {piece.name: pytest.approx(piece.weight) for piece in weigh_context(one, other, gazetteer())}
        assert evidence == expected
        assert context_score(one, other, gazetteer()) == pytest.approx(sum(expected.values()))


def test_limits() -> None:
    assert (CO_MENTIONS_MOST, YEARS_APART) == (3, 55)


NAMES = [
    ("one name", "Xenia Kor", "Xenia Kor", [("same name", 2.5)]),
    ("spelling", "Xenia Zelensky", "Xenia Zelenskyy", [("spelling", 1.2)]),
    ("sound", "Xenia Larsen", "Xenia Larson", None),
    ("initial", "X. Kor", "Xenia Kor", [("initial", 0.2)]),
    ("surname alone", "Kor", "Xenia Kor", [("no given name", 0.0)]),
    ("common given name", "Thomas Kor", "Thomas Kor", [("same name", 2.5), ("common part", -0.95)]),
    ("common surname", "Xenia Smith", "Xenia Smith", [("same name", 2.5), ("common part", -0.95)]),
    ("common both", "Thomas Smith", "Thomas Smith", [("same name", 2.5), ("common name", -3.8)]),
    ("common with a middle name", "Thomas Roy Smith", "Thomas Roy Smith", [("same name", 2.5), ("common part", -0.95)]),
    ("common with a suffix", "Thomas Smith Jr.", "Thomas Smith Jr.", [("same name", 2.5), ("common part", -0.95)]),
    ("common on one side", "T. Smith", "Thomas Smith", [("initial", 0.2), ("common name", -3.8)]),
    ("two sounds", "Oredan Brelkin", "Oridan Bralkin", [("sound", -0.4)]),
    ("two sounds, a common given name", "Dan Koller", "Dean Kaller", None),
    ("other order", "Dong-hyun Bae", "Bae Dong-hyun", [("same name", 2.5)]),
    ("other order, western", "Kor Xenia", "Xenia Kor", [("spelling", 1.2)]),
    ("other given name", "Ida Kor", "Xenia Kor", None),
    ("other order, with a suffix", "Kor Xenia Jr.", "Xenia Kor", None),
    ("as many words, none given", "Van Kor", "Van Lund", None),
    ("other surname", "Xenia Lund", "Xenia Kor", None),
]


@pytest.mark.parametrize(("label", "a", "b", "expected"), NAMES, ids=[case[0] for case in NAMES])
def test_names(label: str, a: str, b: str, expected: list[tuple[str, float]] | None) -> None:
    if label == "sound":
        expected = [("sound", -0.4), ("common part", -0.95)]  # Larsen is a common surname
    x, y = person_name(a, gazetteer()), person_name(b, gazetteer())
    wanted = None if expected is None else [Evidence(*piece) for piece in expected]
    assert weigh_names(x, y, gazetteer()) == wanted == weigh_names(y, x, gazetteer())
    total = -99.0 if wanted is None else sum(piece.weight for piece in wanted)
    assert name_score(x, y, gazetteer()) == pytest.approx(total)


def test_never_is_below_all_sums() -> None:
    assert sum(min(weight, 0) for weight in WEIGHTS.values()) > NEVER


@pytest.mark.parametrize(
    ("name", "score"), [("Xenia Kor", 0.0), ("Thomas Kor", -0.95), ("Thomas Smith", -3.8), ("Smith", -0.95)]
)
def test_common_names(name: str, score: float) -> None:
    assert common_name_score(person_name(name, gazetteer()), gazetteer()) == score


def test_profiles_add_up() -> None:
    a = profile(roles="minister", days=(10, 20))
    a.n = 2
    b = profile(
        roles="judge", countries="NO", genders="male", organisations="nfc", co_mentions=4, born=1990, days=(5, 15)
    )
    b.n = 3
    a.add(b)
    assert a.roles == {"minister", "judge"}
    assert (a.countries, a.genders, a.organisations, a.co_mentions) == ({"NO"}, {"male"}, {"nfc"}, {4})
    assert a.born == {1990}
    assert (a.first, a.last, a.n) == (5, 20, 5)
    assert not a.bare
    assert not profile(born=1990).bare
    assert profile(genders="male").bare


def test_the_order_is_by_name_then_by_row() -> None:
    name = PersonName(("ida",), "holm", "holm")
    clusters = [PersonCluster([3], name=name), PersonCluster([2, 4], name=name), PersonCluster([1])]
    assert sorted(clusters, key=lambda cluster: cluster.order) == [clusters[2], clusters[1], clusters[0]]
