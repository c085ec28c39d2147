"""JSON lines: a record a line, blank ones passed over, broken ones turned away by themselves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.inputs.formats.jsonl import begins
from newsloom.transforms.inputs.parse import ParseOptions
from tests.inputs.formats.shown import shown
from tests.payloads import parsed

STORY = "The harbour board of Lindmouth voted to keep the ferry."
LINE = json.dumps({"text": STORY})


@pytest.mark.parametrize(
    ("head", "named", "expected"),
    [
        (LINE.encode() + b"\n", None, True),
        (b"\xef\xbb\xbf" + LINE.encode(), "jsonl", True),
        (b'{\n "text": 1}', None, False),  # one object over several lines
        (b'{"text": "fer\xffry"}\n' + LINE.encode(), "jsonl", True),  # a broken first line costs no other
        (b'{"text": "fer\xffry"}\n' + LINE.encode(), None, False),
        (b'[{"text": 1}]\n', None, False),
        (b'{"text": \n', None, False),
        (b"{" + b'"a":{' * 100_000, None, False),
        (LINE.encode(), "csv", False),
    ],
)
def test_how_it_begins(head: bytes, named: str | None, expected: bool) -> None:
    assert begins(head, named) is expected


CASES = [
    ("two lines", f"{LINE}\n{LINE}\n", [STORY, STORY]),
    ("no end of the last line", f"{LINE}\n{LINE}", [STORY, STORY]),
    ("blank lines", f"\n{LINE}\r\n \t\r\n{LINE}\n\n", [STORY, STORY]),
    ("a broken line", f'{LINE}\n{{"text": \n{LINE}\n', [STORY, "unparseable", STORY]),
    ("no object", f"{LINE}\n5\n{LINE}\n", [STORY, "missing_text", STORY]),
    ("no text", f'{LINE}\n{{"nr": 5}}\n', [STORY, "missing_text"]),
    ("too deep", LINE + "\n" + "[" * 100_000 + "\n" + LINE, [STORY, "unparseable", STORY]),
    ("an array in a line", f"{LINE}\n[{LINE}, {LINE}]\n", [STORY, STORY, STORY]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cases(label: str, text: str, expected: list[str]) -> None:
    assert shown("a.jsonl", text) == expected


def test_a_control_character_costs_no_record() -> None:
    (record,) = parsed("n.jsonl", LINE.replace("ferry", "fer\x00ry"))
    assert record.text == STORY.replace("ferry", "fer\x00ry")


def test_a_line_that_is_too_long_costs_no_other() -> None:
    long = json.dumps({"text": "a" * 2_000})
    assert shown("a.jsonl", f"{LINE}\n{long}\n{LINE}\n", ParseOptions(max_bytes=1_000)) == [STORY, "too_large", STORY]


def test_equal_broken_lines_have_one_hash() -> None:
    broken = parsed("a.jsonl", f"{LINE}\n{{1\n{{2\n{{1\n")
    hashes = [outcome.raw_sha256 for outcome in broken[1:]]
    assert hashes[0] == hashes[2] != hashes[1]


@given(st.lists(st.text(alphabet='aé“日 \n"\\', max_size=20), min_size=1, max_size=5))
def test_what_a_writer_of_lines_wrote_is_read(endings: list[str]) -> None:
    texts = [f"Story {ending}." for ending in endings]
    data = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    assert shown("a.jsonl", data.encode()) == texts
