from __future__ import annotations

import pytest

from tests.entities.test_resolve import n_clusters

CASES = [
    ("one key", ["[ORG Gull Watch] met.", "[ORG Gull Watch Ltd] met."], 1),
    ("spelling", ["[ORG Gull Organisation] met.", "[ORG Gull Organization] met."], 1),
    ("short words must be the same", ["[ORG Gull Bank] met.", "[ORG Gell Bank] met."], 2),
    ("words of four letters", ["[ORG Gull Mint Bone] met.", "[ORG Gull Miint Bone] met."], 2),
    ("words of five letters", ["[ORG Gull Fibre Hall] met.", "[ORG Gull Fiber Hall] met."], 1),
    ("another word more", ["[ORG Gull Organisation] met.", "[ORG Gull Organisation Club] met."], 2),
    ("sounds alike, spelt far apart", ["[ORG Gull Sender] met.", "[ORG Gull Sonderei] met."], 2),
    ("what it is for, before or behind", ["[ORG Ministry of the Gulls] met.", "[ORG Gulls Ministry] met."], 1),
    ("of a country", ["[ORG Danish Ministry of Gulls] met.", "[ORG Danish Gulls Ministry] met."], 1),
    ("of two countries", ["[ORG Danish Ministry of Gulls] met.", "[ORG Norwegian Gulls Ministry] met."], 2),
    ("banks are not turned", ["[ORG Bank of Gulls] met.", "[ORG Gulls Bank] met."], 2),
    ("whose campaign it is", ["[ORG Holm's campaign] lost.", "The [ORG Holm campaign] won."], 1),
    ("place types", ["[GPE Brelt] fell.", "[LOC Brelt] fell."], 1),
    ("place and body", ["[GPE Brelt] fell.", "[ORG Brelt] fell."], 2),
    ("with a country in one article", ["[ORG US Gull Care] met. [ORG Gull Care] left.", "[ORG Gull Care] met."], 1),
    ("with a country, alone", ["[ORG US Gull Care] met.", "[ORG Gull Care] met."], 2),
    (
        "of two countries, in each without it too",
        [
            "[ORG US Gull Care] met. [ORG Gull Care] left.",
            "[ORG Norway Gull Care] met. [ORG Gull Care] left.",
            "[ORG Gull Care] met.",
        ],
        3,
    ),
    ("acronym that an article expands", ["[ORG NFC] met.", "The [ORG Northern Fish Council] ([ORG NFC]) met."], 1),
    ("acronym that no article expands", ["[ORG NFC] met.", "The [ORG Northern Fish Council] met."], 2),
    (
        "acronym that two articles expand otherwise",
        [
            "[ORG NFC] met.",
            "The [ORG Northern Fish Council] ([ORG NFC]) met.",
            "The [ORG National Farm Committee] ([ORG NFC]) met.",
        ],
        3,
    ),
]


@pytest.mark.parametrize(("label", "texts", "n"), CASES, ids=[case[0] for case in CASES])
def test_clusters(label: str, texts: list[str], n: int) -> None:
    assert n_clusters(texts) == n
