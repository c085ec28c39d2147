"""Cells as strings: nulls, names in parts, what programs printed."""

import pytest

from newsloom.transforms.inputs.cells import joined_text, plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"first_name": "Ida", "last_name": "Holm"}, "Ida Holm"),
        ({"given": "Ida", "family": "Holm"}, "Ida Holm"),
        ({"id": 5}, None),
        ("Untitled", None),
        ("--None--", None),
        ("N.A.", None),
        ("Unknown Author", None),
        ("Untitled works of Ida Holm", "Untitled works of Ida Holm"),
        ("b'caf\\xc3\\xa9'", "café"),
        ("b'plain'", "b'plain'"),
        ("b'\\xff'", "b'\\xff'"),
        ("b'and so on", "b'and so on"),
    ],
)
def test_a_cell_as_a_string(value, expected):
    assert plain(value) == expected


def test_paragraphs_in_a_list():
    assert joined_text(["One.", None, "Two."]) == "One.\n\nTwo."
