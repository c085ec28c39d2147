"""Full names that only a headline has."""

import pytest

from newsloom.transforms.names.headlines import full_name_in_headline
from tests.marked_names import gazetteer

CASES = [
    ("a full name", "Anna Holm wins the seat", "Anna Holm"),
    ("an initial", "Why Anna B. Holm left", "Anna B. Holm"),
    ("initials", "A. B. Holm stays", None),
    ("initials in one", "A.B. Holm stays", "A.B. Holm"),
    ("a possessive", "Anna Holm’s plan", "Anna Holm"),
    ("a short form", "Bert Holm leaves", "Bert Holm"),
    ("the surname alone", "Holm wins the seat", None),
    ("a title", "President Holm wins", None),
    ("a word of the sentence", "Will Holm stay?", None),
    ("a verb", "Fishers Sue Holm", None),
    ("a place", "Georgia Holm fans cheer", None),
    ("two people", "Anna Holm meets Bert Holm", None),
    ("a longer word", "Anna Holmberg wins", None),
    ("half of a double name", "Anna Holm-Berg wins", None),
    ("an unlisted word", "Gullish Holm wins", None),
    ("shouted", "ANNA HOLM WINS", None),
]


@pytest.mark.parametrize(("label", "headline", "expected"), CASES, ids=[case[0] for case in CASES])
def test_whom_a_headline_names_in_full(label: str, headline: str, expected: str | None) -> None:
    assert full_name_in_headline(headline, "Holm", gazetteer()) == expected


def test_a_name_in_small_letters_is_no_surname() -> None:
    assert full_name_in_headline("Anna holm wins", "holm", gazetteer()) is None
