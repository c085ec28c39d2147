from __future__ import annotations

import pytest

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering.match_weights import PersonCluster
from newsloom.transforms.entities.clustering.people import _agglomerate, _best, _contested, _pairs, find_people
from tests.entities.build import person
from tests.entities.test_resolve import n_clusters
from tests.marked_names import gazetteer, names

CASES = [
    ("one name, no titles", ["[PERSON Xenia Kor] left.", "[PERSON Xenia Kor] came."], 1),
    ("two walks of life", ["Senator [PERSON Xenia Kor] lost.", "Singer [PERSON Xenia Kor] sang."], 2),
    ("two countries", ["[NORP Danish] Minister [PERSON Xenia Kor].", "[NORP Swedish] Minister [PERSON Xenia Kor]."], 1),
    ("common name, no titles", ["[PERSON Thomas Smith] left.", "[PERSON Thomas Smith] came."], 2),
    (
        "common name, co-mentions",
        [
            "[PERSON Thomas Smith] met [PERSON Xenia Kor] and [PERSON Ida Lund].",
            "[PERSON Thomas Smith] left [PERSON Xenia Kor] and [PERSON Ida Lund].",
        ],
        3,
    ),
    ("spellings", ["[PERSON Petro Zelenskyy] left.", "[PERSON Petro Zelensky] came."], 1),
    ("spellings, two walks of life", ["Senator [PERSON Petro Zelenskyy].", "Singer [PERSON Petro Zelensky] sang."], 2),
    ("sound is no proof", ["[PERSON Xenia Sender] left.", "[PERSON Xenia Sonder] came."], 2),
    ("initial", ["[PERSON X. Kor] left.", "[PERSON Xenia Kor] came."], 1),
    ("initial of two people", ["[PERSON X. Kor] left.", "[PERSON Xenia Kor] came.", "[PERSON Xaver Kor] sang."], 3),
    (
        "the title says whose initial",
        ["Senator [PERSON X. Kor] left.", "Senator [PERSON Xenia Kor] came.", "Singer [PERSON Xaver Kor] sang."],
        2,
    ),
    ("surname of the only one", ["[PERSON Kor] left.", *["[PERSON Xenia Kor] came."] * 10], 1),
    ("surname, hardly known", ["[PERSON Kor] left.", "[PERSON Xenia Kor] came."], 2),
    ("surname with a title", ["Senator [PERSON Kor] left.", "Senator [PERSON Xenia Kor] came."], 1),
    (
        "surname of two equally known",
        ["[PERSON Kor] left.", *["[PERSON Xenia Kor] came."] * 20, *["[PERSON Per Kor] came."] * 20],
        3,
    ),
    (
        "surname of two, the title tells",
        ["Singer [PERSON Kor] left.", *["Senator [PERSON Xenia Kor]."] * 9, *["Singer [PERSON Per Kor] sang."] * 9],
        2,
    ),
    ("a common surname says less", ["[PERSON Smith] left.", *["[PERSON Xenia Smith] came."] * 20], 2),
    (
        "a namesake with most articles, but not nearly all",
        [
            *["Senator [PERSON Xenia Kor] lost."] * 12,
            *["Singer [PERSON Xenia Kor] sang."] * 6,
            "[PERSON Xenia Kor] left.",
        ],
        3,
    ),
    (
        "a common name without a title, and one who is well known",
        [*["Senator [PERSON Thomas Smith] lost."] * 10, "[PERSON Thomas Smith] left."],
        1,
    ),
    (
        "a common name without a title, and one who is hardly known",
        [*["Senator [PERSON Thomas Smith] lost."] * 9, "[PERSON Thomas Smith] left."],
        2,
    ),
    (
        "co-mentions that both namesakes share",
        [
            "Senator [PERSON Xenia Kor] met [PERSON Ida Zelt].",
            "Singer [PERSON Xenia Kor] met [PERSON Ida Zelt].",
            "[PERSON Xenia Kor] met [PERSON Ida Zelt].",
        ],
        4,
    ),
    ("one surname twice", ["[PERSON Kor] left.", "[PERSON Kor] came."], 1),
    ("one surname, two walks of life", ["Senator [PERSON Kor] left.", "Singer [PERSON Kor] sang."], 2),
    (
        "without a title to the namesake that most articles have",
        [*["Senator [PERSON Xenia Kor] lost."] * 30, "Singer [PERSON Xenia Kor] sang.", "[PERSON Xenia Kor] left."],
        2,
    ),
    (
        "without a title to neither of two namesakes",
        [
            *["Senator [PERSON Xenia Kor] lost."] * 5,
            *["Singer [PERSON Xenia Kor] sang."] * 5,
            "[PERSON Xenia Kor] left.",
        ],
        3,
    ),
    (
        "few articles make nobody the well-known one",
        [*["Senator [PERSON Xenia Kor] lost."] * 9, "[PERSON Xenia Kor] left.", "Singer [PERSON Xenia Kor] sang."],
        3,
    ),
    (
        "without a title to the namesake of its co-mentions",
        [
            *["Senator [PERSON Xenia Kor] lost."] * 5,
            "Singer [PERSON Xenia Kor] met [PERSON Ida Zelt].",
            "[PERSON Xenia Kor] left [PERSON Ida Zelt].",
        ],
        3,
    ),
]


@pytest.mark.parametrize(("label", "texts", "n"), CASES, ids=[case[0] for case in CASES])
def test_how_many_people(label: str, texts: list[str], n: int) -> None:
    assert n_clusters(texts, "PERSON") == n


NOBODY = ChainFrame(CHAINS.empty(), gazetteer())


@pytest.mark.parametrize(("last", "n"), [(119, 119), (120, 121)])
def test_so_many_titles_of_one_name_are_compared_pair_by_pair(last: int, n: int) -> None:
    """The first and the last person share one organisation of two: only pair by pair are they one."""
    first, others = person(0, organisations="gull"), [person(i) for i in range(1, last)]
    people = [first, *others, person(last, organisations=("gull", "tern"))]
    assert len(_agglomerate(people, -1.0, NOBODY, {})) == n


def test_beyond_those_only_like_titles_are_one() -> None:
    people = [person(0, organisations="gull"), *(person(i) for i in range(1, 120))]
    rest = [person(120, organisations="gull"), person(121, organisations="tern"), person(122), person(123)]
    assert [made.rows for made in _agglomerate(people + rest, -1.0, NOBODY, {})] == [
        [0, 120], *([i] for i in range(1, 120)), [121], [122], [123],
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "compared"), [(199, True), (200, False)])
def test_so_many_of_like_names_are_compared(number: int, compared: bool) -> None:
    people = [person(i, "Xena Bo Kor" if i % 2 else "Xenia Bo Kor") for i in range(number + 1)]
    assert ((0, number) in _pairs(people, NOBODY)) == compared


@pytest.mark.parametrize(("n", "compared"), [(199, True), (200, False)])
def test_so_many_initials_are_compared(n: int, compared: bool) -> None:
    people = [*(person(i, "X. Kor") for i in range(n + 1)), person(n + 1)]
    assert ((n, n + 1) in _pairs(people, NOBODY)) == compared


@pytest.mark.parametrize(("score", "contested"), [(0.81, True), (0.79, False)])
def test_how_near_a_rival_must_be(score: float, contested: bool) -> None:
    """ "X. Kor" goes with Xenia, and nearly as well with Xaver, who cannot be she."""
    people = [person(0, "X. Kor"), person(1, "Xenia Kor"), person(2, "Xaver Kor")]
    rivals = {0: [(2.0, 1), (score, 2)], 1: [(2.0, 0)], 2: [(score, 0)]}
    assert _contested(0, 1, 2.0, rivals, [0, 1, 2], people, NOBODY) == contested


BARE = [
    ("the only one", [person(0, co_mentions=1)], {"co_mentions": 1}, 0),
    ("nothing for the only one", [person(0)], {}, None),
    ("a lead of one", [person(0, co_mentions=(1, 2)), person(1, co_mentions=1)], {"co_mentions": (1, 2)}, 0),
    (  # 1.8 against 0.9 + 0.5
        "a lead of 0.4",
        [person(0, co_mentions=(1, 2)), person(1, co_mentions=1, roles="minister")],
        {"co_mentions": (1, 2), "roles": "senator"},
        None,
    ),
    (  # 0.9 against 0.5 + 0.9 - 0.5, and against that with 1.5 more and 2.2 less: 0.2, a lead of 0.7
        "a lead of 0.7",
        [person(0, co_mentions=1, countries="NO"), person(1, co_mentions=1, countries="SE", born=1980)],
        {"co_mentions": 1, "countries": "NO", "born": 1981},
        0,
    ),
    ("a lead of 0.6", [person(0, countries="NO"), person(1, co_mentions=1)], {"co_mentions": 1, "countries": "NO"}, 0),
    ("known for nine of ten articles", [person(0, n=9), person(1, n=1)], {}, None),
    ("known for ten of eleven", [person(0, n=10), person(1, n=1)], {}, 0),
    ("known for 18 of 20", [person(0, n=18), person(1, n=2)], {}, 0),
    ("known for 17 of 19", [person(0, n=17), person(1, n=2)], {}, None),
    ("known, but a man", [person(0, n=18, genders="male"), person(1, n=2)], {"genders": "female"}, None),
]


@pytest.mark.parametrize(("label", "people", "words", "expected"), BARE, ids=[case[0] for case in BARE])
def test_to_whom_a_name_without_titles_goes(
    label: str, people: list[PersonCluster], words: dict[str, object], expected: int | None
) -> None:
    best = _best(people, person(9, **words), NOBODY)
    assert (best and best.rows[0]) == expected


@pytest.mark.parametrize(
    ("label", "said", "n"),
    [
        ("0.1 above even", ({"roles": ["minister"]}, {"roles": ["chairman"]}), 1),
        ("0.1 below", ({"countries": ["NO"], "born": 1980}, {"countries": ["SE"], "born": 1981}), 2),
    ],
)
def test_one_surname_of_nobody_known(label: str, said: tuple[dict, dict], n: int) -> None:
    (plain,) = names("[PERSON Kor] left.").chains
    rows = [plain | {"number": number, "article_id": f"a_{number}"} | one for number, one in enumerate(said)]
    assert len(find_people(ChainFrame(CHAINS.table(rows), gazetteer()), [0, 1], [None, None], {})) == n
