"""JSON: arrays read one by one, single records, envelopes, and what is broken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.inputs.formats.json import DECODER, begins
from tests.inputs.formats.shown import shown

STORY = "The harbour board of Lindmouth voted to keep the ferry."


@pytest.mark.parametrize(
    ("head", "named", "expected"),
    [
        (b'[{"a": 1}]', None, True),
        (b"\xef\xbb\xbf [ {", "json", True),
        (b'["a"]', None, True),
        (b"[]", None, True),
        (b"[1, 2]", None, False),  # no records
        (b"[sic] he said", "text", False),
        (b'{\n  "a": 1', None, True),
        (b"{a: 1}", None, False),
        (b'[{"a": 1}]', "csv", False),  # the name says that it is a table
    ],
)
def test_how_it_begins(head: bytes, named: str | None, expected: bool) -> None:
    assert begins(head, named) is expected


CASES = [
    ("an array", json.dumps([{"text": STORY}, {"text": STORY + " Again."}]), [STORY, STORY + " Again."]),
    ("one record", json.dumps({"title": "Ferry", "text": STORY}), [STORY]),
    ("an envelope", json.dumps({"status": "ok", "articles": [{"content": STORY}]}), [STORY]),
    ("an empty array", "[]", ["empty"]),
    ("what is no object", json.dumps([{"text": STORY}, 5]), [STORY, "missing_text"]),
    ("no text", json.dumps([{"nr": 5}]), ["missing_text"]),
    ("an array that breaks off", '[{"text": "' + STORY + '"}, {"text": "a', [STORY, "unparseable"]),
    ("broken from the start", '{"text": ', ["unparseable"]),
    ("too deep", "[" * 100_000, ["unparseable"]),
    ("a comma too much", '[{"text": "' + STORY + '"},]', [STORY]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cases(label: str, text: str, expected: list[str]) -> None:
    assert shown("a.json", text) == expected


def test_a_number_of_any_length_ends_nothing() -> None:
    """Python turns no more than 4,300 digits into a number."""
    for digits in ("7" * 3_999, "7" * 5_000):
        assert shown("a.json", f'[{{"id": {digits}, "text": "{STORY}"}}]') == [STORY]


def test_a_long_element_is_read_over_many_chunks() -> None:
    assert shown("a.json", json.dumps([{"text": STORY}, {"text": "a" * 900_000}, {"text": STORY}])) == [
        STORY,
        "a" * 900_000,
        STORY,
    ]


@given(st.lists(st.text(alphabet='aé“日 \n"\\,[]{}', min_size=1, max_size=30), min_size=1, max_size=5))
def test_every_record_comes_in_order(texts: list[str]) -> None:
    texts = [f"Story {text}." for text in texts]
    rows = [{"text": text} for text in texts]
    assert shown("a.json", json.dumps(rows)) == texts
    assert shown("a.json", json.dumps(rows, ensure_ascii=False, indent=1)) == texts


@pytest.mark.parametrize(("n", "kind"), [(4_000, int), (4_001, str)])
def test_a_number_that_is_too_long_stays_text(n: int, kind: type) -> None:
    assert type(DECODER.decode("9" * n)) is kind
