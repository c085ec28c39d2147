"""Breaks between sentences that were lost: where they are put back, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.repair.breaks import lost_breaks
from newsloom.transforms.text.edits import apply_edits

THREE = "It is late.She left.Rain fell.Odd slept."
CASES = [
    (THREE, "It is late.\nShe left.\nRain fell.\nOdd slept."),
    ("It is late.She left.Rain fell", "It is late. She left. Rain fell"),
    ('He said: "We go."The ferry left.', 'He said: "We go." The ferry left.'),
    ('The ferry left."We go," he said.', 'The ferry left. "We go," he said.'),
    ('"We go.""No," she said.', '"We go." "No," she said.'),
    ("“We go.””Odd left.", "“We go.”” Odd left."),
    ("“We go.”“No,” she said.", "“We go.” “No,” she said."),
    ("The ferry left.“We go,” he said.", "The ferry left. “We go,” he said."),
    # the line of a mark decides, and a joint changes what stands open behind it
    ('He said "yes\nThe ferry left."We go," he said.', 'He said "yes\nThe ferry left. "We go," he said.'),
    ('He said: "We go."Odd left."Stay," she said.Rain fell.',
     'He said: "We go."\nOdd left.\n"Stay," she said.\nRain fell.'),
    ('He said: "We go.Then we stop."Odd left.', 'He said: "We go. Then we stop." Odd left.'),
    ("In the spring of 2013.The ferry (an old one).The pier fell.Rain came",
     "In the spring of 2013.\nThe ferry (an old one).\nThe pier fell.\nRain came"),
    ("He came on Sunday.The ferry left", "He came on Sunday.The ferry left"),  # one joint, a capital before it
    ("He read Rewire.News, then Hill.TV and left.", "He read Rewire.News, then Hill.TV and left."),
    ("with Mrs.Bergan, with Rep.Odd Wick, with Gov.Holm Bergan, at 29308.47",
     "with Mrs.Bergan, with Rep.Odd Wick, with Gov.Holm Bergan, at 29308.47"),
    ("write to jo.Bergan@example.com or see example.org/late.She left", None),
    ("the J.R.R.Wick of it, etc.And", None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CASES)
def test_breaks(before, after):
    assert apply_edits(before, lost_breaks(before)) == (before if after is None else after)


@given(st.lists(st.sampled_from(["It is late", "Odd", ".", '"', " ", "”", "“", "\n", "2013", "She left", "?"])))
def test_only_breaks_are_put_in_and_once(parts):
    text = "".join(parts)
    mended = apply_edits(text, lost_breaks(text))
    assert "".join(mended.split()) == "".join(text.split())
    assert lost_breaks(apply_edits(mended, lost_breaks(mended))) == []
