"""What a payload looks like from outside."""

from __future__ import annotations

import pytest

from newsloom.transforms.inputs.layout import Layout, Noticed


def test_columns_that_are_read_left_and_kept() -> None:
    noticed = Noticed()
    noticed.format = "csv"
    noticed.columns(["body", "head", "tag", "x"], {"text": "body", "title": "head"}, extra=["tag"])
    assert noticed.layout() == Layout("csv", (("text", "body"), ("title", "head")), ("x",), ("tag",))


def test_records_add_columns_in_order_of_first_sight() -> None:
    noticed = Noticed()
    noticed.columns(["b", "a"], {"text": "a"})
    noticed.columns(["c", "a", "b"], {"text": "a", "title": "c"})
    assert noticed.layout() == Layout("", (("text", "a"), ("title", "c")), ("b",), ())


def test_a_field_without_a_column_is_not_said_to_be_read() -> None:
    noticed = Noticed()
    noticed.columns(["a"], {"text": "elsewhere"})
    assert noticed.layout() == Layout("", (), ("a",), ())


def test_no_more_than_200_columns_are_noted() -> None:
    noticed = Noticed()
    noticed.columns([f"c{number}" for number in range(150)], {})
    noticed.columns([f"d{number}" for number in range(150)], {})
    assert len(noticed.layout().left) == 200
    assert noticed.layout().left[-1] == "d49"


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (Layout("txt"), False),
        (Layout("csv", recognised=(("text", "body"),)), True),
        (Layout("csv", left=("x",)), True),
        (Layout("csv", kept=("x",)), True),
    ],
)
def test_what_has_columns(layout: Layout, expected: bool) -> None:
    assert layout.is_tabular == expected
