"""Cues that tell what somebody met with or did."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.cue_heads import read_cue
from newsloom.transforms.quotes.kinds.deeds import is_deed
from newsloom.transforms.quotes.kinds.features import read_content
from tests.quotes.build import CUES, span_of
from tests.quotes.kinds.build import parsed_view

CASES = [  # sentence, content, cue, source, whether it is a deed
    ("It is one of the cuts known as the cliff.", "the cliff", "known as", None, True),
    ("Hobart knew it as the cliff.", "the cliff", "knew", "Hobart", False),
    ("Hobart knew that it was steep.", "it was steep", "knew", "Hobart", False),
    ("The town has seen a steady decline.", "a steady decline", "has seen", "The town", True),
    ("The town will see tolls double.", "tolls double", "will see", "The town", True),
    ("Two men were seen leaving the pier.", "leaving the pier", "were seen", None, True),
    ("The plan was seen as a mistake.", "as a mistake", "was seen", None, False),
    ("The town has seen it as a mistake.", "it as a mistake", "has seen", "The town", False),
    ("Hobart has seen that it was a mistake.", "it was a mistake", "has seen", "Hobart", False),
    ("Hobart sees a chance for the pier.", "a chance for the pier", "sees", "Hobart", False),
    ("The town has seen “a steady decline”.", "“a steady decline”", "has seen", "The town", False),
    ("She showed great patience.", "great patience", "showed", "She", True),
    ("She showed that it was safe.", "it was safe", "showed", "She", False),
    ("The photos showed great damage.", "great damage", "showed", "The photos", False),
    ("Hobart focused on the new toll.", "the new toll", "focused on", "Hobart", True),
    ("Hobart focused on “a fair toll”.", "“a fair toll”", "focused on", "Hobart", False),
    ("The talks are certain to draw a crowd.", "to draw a crowd", "are certain", None, True),
    ("Hobart is certain that it will draw a crowd.", "it will draw a crowd", "is certain", "Hobart", False),
    ("Hobart signed a new contract.", "a new contract", "signed", "Hobart", True),
    ("Hobart assumed that it was new.", "it was new", "assumed", "Hobart", False),
    ("Hobart assumed a new office.", "a new office", "assumed", "Hobart", True),
    ("The board set out to pass it.", "to pass it", "set", "The board", False),
    ("The tour is aimed at young voters.", "young voters", "is aimed at", None, True),
    ("The bill aims to end it.", "to end it", "aims", "The bill", True),
    ("Hobart aims to end it.", "to end it", "aims", "Hobart", False),
    ("Hobart hopes to open it.", "to open it", "hopes", "Hobart", False),
]


@pytest.mark.parametrize(("text", "content", "cue", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_deeds(text, content, cue, source, expected):
    attribution = Attribution(*(span_of(text, part) for part in (content, cue, source)))
    view = parsed_view(text)
    head = read_cue(attribution.cue, view, CUES)
    assert is_deed(attribution, read_content(attribution.content, view), head, view) is expected


def test_without_a_cue_there_is_none():
    text = "Hobart showed great patience."
    attribution = Attribution(span_of(text, "great patience"), None, None)
    view = parsed_view(text)
    assert not is_deed(attribution, read_content(attribution.content, view), read_cue(None, view, CUES), view)
