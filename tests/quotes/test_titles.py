"""Titles: the one person to whom the article gave it."""

import pytest

from newsloom.transforms.quotes.titles import Titles
from tests.quotes.build import FewNames

BEFORE = "Defence Minister Ann Lee met Ben Park, chair of the harbour board. "
CASES = [  # label, text, names, title, chain
    ("before the name", BEFORE, [("Ann Lee", 1), ("Ben Park", 2)], "minister", 1),
    ("all words", BEFORE, [("Ann Lee", 1), ("Ben Park", 2)], "defence minister", 1),
    ("another word", BEFORE, [("Ann Lee", 1), ("Ben Park", 2)], "trade minister", None),
    ("after the name", BEFORE, [("Ann Lee", 1), ("Ben Park", 2)], "chair", 2),
    ("in apposition before", "Her deputy, Ann Lee, left. ", [("Ann Lee", 1)], "deputy", 1),
    ("two bearers", "Minister Ann Lee met Minister Ben Park. ", [("Ann Lee", 1), ("Ben Park", 2)], "minister", None),
    ("one bearer twice", "Minister Ann Lee, Minister Ann Lee. ", [("Ann Lee", 1), ("Ann Lee", 1)], "minister", 1),
    ("too far behind", "Ann Lee left; she met the minister. ", [("Ann Lee", 1)], "minister", None),
]


@pytest.mark.parametrize(("_", "text", "names", "title", "chain"), CASES, ids=[case[0] for case in CASES])
def test_bearer(_: str, text: str, names: list[tuple[str, int]], title: str, chain: int | None) -> None:
    people = FewNames(text, [(name, "PERSON", number) for name, number in names]).mentions
    assert Titles(text, people).bearer(tuple(title.split()), len(text)) == chain


def test_only_titles_before_the_place_count() -> None:
    text = "He met Minister Ann Lee. Then came Minister Ben Park."
    people = FewNames(text, [("Ann Lee", "PERSON", 1), ("Ben Park", "PERSON", 2)]).mentions
    titles = Titles(text, people)
    assert [titles.bearer(("minister",), place) for place in (10, 30, len(text))] == [None, 1, None]
