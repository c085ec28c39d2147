from __future__ import annotations

import pytest

from tests.entities.test_resolve import n_clusters

CASES = [
    ("one title", ["Senator [PERSON Xenia R. Kor III] spoke.", "Senator [PERSON Xenia Kor] left."], 1),
    ("a short form of the name", ["Senator [PERSON William R. Kor Jr.].", "Senator [PERSON Bill Kor] left."], 1),
    ("no title", ["[PERSON Per Kor Jr.] spoke.", "Senator [PERSON Per Kor] left."], 2),
    ("another title", ["Singer [PERSON Per Kor Jr.] sang.", "Senator [PERSON Per Kor] left."], 2),
    (
        "most titles are others",
        [
            "Senator [PERSON Per Kor Jr.] spoke.",
            *["Mayor [PERSON Per Kor Jr.] sang."] * 2,
            "Senator [PERSON Per Kor] left.",
        ],
        2,
    ),
    ("both in one article", ["Senator [PERSON Per Kor Jr.] met Senator [PERSON Per Kor]."], 2),
    (
        "two suffixes",
        [
            "Senator [PERSON Per Kor Jr.] spoke.",
            "Senator [PERSON Per Kor III] sang.",
            "Senator [PERSON Per Kor] left.",
        ],
        3,
    ),
    ("another given name", ["Senator [PERSON Per Kor Jr.] spoke.", "Senator [PERSON Ida Kor] left."], 2),
    (
        "the surname alone",
        ["Senator [PERSON Per Kor Jr.] spoke.", *["Senator [PERSON Per Kor] left."] * 3, "Senator [PERSON Kor] slept."],
        1,
    ),
]


@pytest.mark.parametrize(("label", "texts", "n"), CASES, ids=[case[0] for case in CASES])
def test_whose_suffix_is_left_out(label: str, texts: list[str], n: int) -> None:
    assert n_clusters(texts) == n
