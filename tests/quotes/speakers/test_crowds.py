"""Whose words a crowd's are."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.crowds import without_one
from tests.quotes.build import blank, span_of, view

CASES = [  # label, text, source, whether it stays
    ("cries", "Lee entered to cries of “Shame!”", "Lee", False),
    ("chants", "He derided them to chants of the “Shame!”", "He", False),
    ("her own", "Lee left with her cries of “Shame!”", "Lee", True),
    ("her own, in a chorus", "Lee left with her choruses of the “Shame!”", "Lee", True),
    ("somebody's own", "There Lee's cries of “Shame!”", "Lee", True),
    ("many", "The crowd broke into chants of “Shame!”", "The crowd", True),
    ("one who says so", "Lee said “Shame!”", "Lee", True),
    ("far before", "Chants of wild support led Lee to say “Shame!”", "Lee", True),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_whose(case: tuple[str, str, str, bool]) -> None:
    _, text, source, stays = case
    doc = blank()(text)
    for token in doc:
        token.pos_ = {"Lee": "PROPN", "He": "PRON"}.get(token.text, "NOUN")
    seen = view(text, doc)
    attribution = Attribution(span_of(seen.text, "“Shame!”"), None, span_of(seen.text, source))
    found = without_one(attribution, seen)
    assert (found.source is not None) == stays
    assert found.content == attribution.content
