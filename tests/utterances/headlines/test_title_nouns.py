"""Headlines with a noun for what somebody says."""

import pytest

from newsloom.transforms.utterances.headlines.title_nouns import quotes_by_noun
from tests.utterances.headlines.build import parts, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tests refute Hobart’s claim that bridge is safe", [("bridge is safe", "Hobart", True)]),
        ("Mayor hits back at residents’ claim that he lied", [("he lied", "residents", True)]),
        ("Lena Hobart’s Claim That Pier Is Safe Isn’t True", [("Pier Is Safe", "Lena Hobart", True)]),
        ("Hobart’s recent warning that pier is old is ignored", [("pier is old", "Hobart", True)]),
        ("Hobart’s claim that pier is old angers council", []),
        ("Storm ends Hobart’s hope that bridge is safe", []),
        ("Bridge’s warning that it is old is ignored", []),
        ("Hobart’s claim on bridge", []),
    ],
)
def test_what_somebody_claims(text, expected):
    assert parts(text, list(quotes_by_noun(title(text)))) == expected
