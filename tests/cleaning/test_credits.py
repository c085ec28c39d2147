"""Agencies that removed lines credit."""

import pytest

from newsloom.transforms.cleaning.credits import credited_agencies
from newsloom.transforms.text.edits import Edit


def agencies(line, kind="boilerplate", outlets=()):
    found = list(credited_agencies([Edit(kind, "rights", 5, 5 + len(line), line, "")], outlets))
    assert all(line[f.start - 5 : f.end - 5] == f.value for f in found if f.start is not None)
    return [f.value for f in found]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("© 2025 AFP", ["AFP"]),
        ("Copyright 2025 The Associated Press. All rights reserved.", ["The Associated Press"]),
        ("Associated Press writers Ann Poe and Bo Ray contributed to this report.", ["Associated Press"]),
        ("With files from The Canadian Press", ["The Canadian Press"]),
        ("With inputs from PTI.", ["PTI"]),
        ("Our Standards: The Thomson Reuters Trust Principles.", ["Thomson Reuters"]),
        ("With inputs from Bo Ray", []),
        ("© 2025 AFPX", []),
        ("© 2025 Quay Post", []),
        ("The Associated Press contributed to this report.", []),
    ],
)
def test_lines(line, agency):
    assert agencies(line) == agency


def test_other_edits_credit_nobody():
    assert agencies("© 2025 AFP", kind="html") == []


def test_an_outlet_that_is_an_agency():
    assert agencies("", outlets=["AP", "Quay Post"]) == ["AP"]
