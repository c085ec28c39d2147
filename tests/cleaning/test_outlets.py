"""Outlets by domain and agencies by the forms of their names."""

import re

import pytest

from newsloom.transforms.cleaning.outlets import AGENCY, AGENCY_BY_FORM, OUTLETS


def test_domains_are_registered_ones_in_lower_case():
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z]+)+", domain) for domain in OUTLETS)


@pytest.mark.parametrize(
    ("form", "agency"), [("The Associated Press", "AP"), ("REUTERS", "Reuters"), ("PA", "PA Media")]
)
def test_a_form_is_of_its_agency(form, agency):
    assert AGENCY_BY_FORM[form] == agency and re.fullmatch(AGENCY, form)


def test_an_agency_ends_with_a_word():
    assert not re.match(AGENCY, "APart")
