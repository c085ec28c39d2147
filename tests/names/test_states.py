"""A name that a state and a country have."""

import pytest

from newsloom.transforms.names.states import states_meant
from tests.marked_names import gazetteer, names

CASES = [
    ("beside another state", {"georgia", "ohio"}, {"georgia"}),
    ("with its short form", {"georgia", "ga"}, {"georgia"}),
    ("beside a town of it", {"georgia", "atlanta"}, {"georgia"}),
    ("alone", {"georgia"}, set()),
    ("beside a town of a state's name", {"georgia", "washington"}, set()),
    ("beside the country's people", {"georgia", "ohio", "georgians"}, set()),
    ("beside the country's seat", {"georgia", "ohio", "tbilisi"}, set()),
    ("a state alone of its name", {"texas", "ohio"}, set()),
]


def test_the_text_may_say_that_a_state_is_meant() -> None:
    assert states_meant({"georgia"}, gazetteer(), "The state of Georgia sued.") == {"georgia"}
    assert states_meant({"georgia"}, gazetteer(), "The people of Georgia sued.") == set()
    assert states_meant({"georgia", "tbilisi"}, gazetteer(), "The state of Georgia sued.") == set()


@pytest.mark.parametrize(("label", "forms", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_a_name_means(label: str, forms: set[str], expected: set[str]) -> None:
    assert states_meant(forms, gazetteer()) == expected


def test_a_state_and_its_short_form_are_one() -> None:
    read = names("[GPE Georgia] and [GPE Ohio] voted. It rained in Savannah, [GPE Ga.] today.")
    assert [chain.key for chain in read.chain_records] == ["georgia", "ohio"]


def test_a_title_of_a_state_is_no_nations() -> None:
    (role,) = names("[GPE Georgia] Governor [PERSON Ida Holm] left.").role_records
    assert (role.role, role.country) == ("governor", None)
