"""The warnings about people: each holds where names are right, and fails where one person took another's."""

import pytest

from tests.schemas import test_checks
from tests.schemas.test_checks import RUN, B, E, checked, entity, mention


def alias(text):
    return {"entity_id": E, "alias": text, "kind": "full", "n_mentions": 1, "confidence": 1.0, **RUN}


def pronouns(**counts):
    words = [word for word, n in counts.items() for _ in range(n)]
    return [mention(mention_id=f"m_{i:016x}", text=word, kind="pronoun") for i, word in enumerate(words)]


def failed(monkeypatch, **tables):
    for name, rows in tables.items():
        monkeypatch.setitem(test_checks.SOUND, name, rows)
    found, outcome = checked()
    warned = {row["check_name"]: row for row in outcome if not row["passed"] and row["severity"] == "warning"}
    assert {name for _, name in found if name in ("names written out", "generations", "pronouns agree")} == set(warned)
    return warned


@pytest.mark.parametrize(
    ("n_articles", "text", "kind", "fails"),
    [
        (51, "Bo", "name", True),
        (50, "Bo", "name", True),
        (49, "Bo", "name", False),
        (50, "Al Bo", "name", False),
        (50, "Al Bo", "nominal", True),
        (51, "Al Bo", "name", True),  # 1 of 51 is less than 2 %
    ],
)
def test_names_written_out(monkeypatch, n_articles, text, kind, fails):
    rows = [mention(text=text, kind=kind), mention(mention_id="m_" + "2" * 16, article_id=B, text="Bo")]
    found = failed(monkeypatch, entities=[entity(n_articles=n_articles)], mentions=rows)
    assert ("names written out" in found) == fails
    assert not fails or found["names written out"]["sample"] == f"{E} Al Bo"


def test_a_single_name_is_no_surname(monkeypatch):
    assert not failed(monkeypatch, entities=[entity(n_articles=90, name="Pelé")], mentions=[mention(text="Bo")])


@pytest.mark.parametrize(
    ("aliases", "fails"),
    [
        (["Al Bo Jr.", "Al Bo III"], True),
        (["Al Bo Jr.", "Bo Jr", "Al Bo"], False),
        (["Al Bo", "Al Bowii"], False),
    ],
)
def test_generations(monkeypatch, aliases, fails):
    found = failed(monkeypatch, aliases=[alias(text) for text in aliases])
    assert ("generations" in found) == fails


@pytest.mark.parametrize(
    ("counts", "fails"),
    [
        ({"he": 3, "Her": 3}, True),
        ({"he": 2, "she": 9}, False),
        ({"his": 3, "she": 13}, False),
        ({"him": 3, "hers": 12}, True),
        ({"he": 9, "they": 9}, False),
    ],
)
def test_pronouns_agree(monkeypatch, counts, fails):
    found = failed(monkeypatch, mentions=pronouns(**counts))
    assert ("pronouns agree" in found) == fails
