"""Names by what the lists say they are."""

import pytest

from newsloom.transforms.annotation.places import build_places, kind_by_last_word

PLACES = build_places(
    ["Peru", "Georgia", "UK"], ["Texas"], {"Lima": 200_000, "Polish": 3}, ["Peruvian", "Polish", "Peru"]
)


@pytest.mark.parametrize(("name", "is_it"), [("Peru", True), ("Texas", True), ("Lima", True), ("Polish", False)])
def test_political(name, is_it):
    assert PLACES.is_political(name) is is_it


@pytest.mark.parametrize(("name", "does"), [("Peru", True), ("Georgia", False), ("UK", False), ("Texas", False)])
def test_a_country_by_itself(name, does):
    assert PLACES.stands_alone(name) is does


def test_peoples_are_of_both_lists_and_no_countries():
    assert {"Peruvian", "Kurdish", "Catholic"} <= PLACES.peoples and "Peru" not in PLACES.peoples
    assert "Black Sea" in PLACES.wide


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nile River", "LOC"),
        ("Tower", None),
        ("Eiffel Tower", "FAC"),
        ("Jones Act", "LAW"),
        ("Mount Elbrus", "LOC"),
        ("Ada Obi", None),
    ],
)
def test_the_last_word_says_what_it_is(name, kind):
    assert kind_by_last_word(name.split()) == kind
