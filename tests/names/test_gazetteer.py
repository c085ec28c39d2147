from __future__ import annotations

import pytest

from tests.marked_names import gazetteer


@pytest.mark.parametrize(
    ("form", "iso"),
    [("norway", "NO"), ("us", "US"), ("united states", "US"), ("norwegian", None), ("atlantis", None)],
)
def test_a_people_is_not_its_country(form: str, iso: str | None) -> None:
    assert gazetteer().place_key(form) == iso


def test_adjectives_and_peoples_lead_to_the_country() -> None:
    assert gazetteer().country_of["norwegian"] == gazetteer().people_of["norwegian"] == "NO"
    assert gazetteer().countries["NO"].name == "Norway"


def test_honorifics_tell_gender_or_nothing() -> None:
    genders = gazetteer().gender_of_honorific
    assert (genders["mr"], genders["mrs"], genders["dr"]) == ("male", "female", None)
    assert "spokesman" in gazetteer().gender_of_word
    assert "chairperson" not in gazetteer().gender_of_word


def test_an_acronym_is_written_out() -> None:
    assert gazetteer().organisation_of["nato"] == gazetteer().organisation_of["north atlantic treaty organization"]


def test_short_given_names_share_a_group() -> None:
    names = gazetteer().nicknames
    assert names["bill"] & names["william"]
    assert not names["bill"] & names["robert"]
    assert names["bert"] & names["robert"]
    assert names["bert"] & names["herbert"]


def test_titles_have_fields() -> None:
    assert gazetteer().field_of["minister"] == "politics"
    assert "spokesman" not in gazetteer().field_of  # common to many walks of life
    assert set(gazetteer().field_of) <= gazetteer().role_heads | set(gazetteer().gender_of_honorific)
