from __future__ import annotations

import pytest

from tests.entities.test_resolve import n_clusters

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
