"""Tables of text: the delimiter, the header line, quoted cells, and rows that are broken."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.inputs.formats.csv import begins
from newsloom.transforms.inputs.parse import ParseOptions
from tests.inputs.formats.shown import shown
from tests.payloads import parsed

STORY = "The harbour board of Lindmouth voted to keep the ferry."
CASES = [
    ("commas", f"id,text\n1,{STORY}\n2,{STORY}\n", [STORY, STORY]),
    ("tabs", f"id\ttext\n1\t{STORY}\n", [STORY]),
    ("semicolons", f"id;text\n1;{STORY}\n", [STORY]),
    ("bars", f"id|text\n1|{STORY}\n", [STORY]),
    ("a delimiter that the first line states", f"sep=;\nid;text\n1;{STORY}\n", [STORY]),
    ("a delimiter of its own", f"sep=^\nid^text\n1^{STORY}\n", [STORY]),
    ("a mark of the encoding", f"\ufefftext,id\n{STORY},1\n", [STORY]),
    ("a title above the header", f"Export of Monday\n\nid,text\n1,{STORY}\n", [STORY]),
    ("line ends of another system", f"id,text\r\n1,{STORY}\r\n", [STORY]),
    ("line ends of an old system", f"id,text\r1,{STORY}\r2,{STORY}\r", [STORY, STORY]),
    ("a quoted cell over lines", f'id,text\n1,"{STORY}\n\nIt ""rained"", too."\n', [f'{STORY}\n\nIt "rained", too.']),
    ("speech in a table with tabs", 'id\ttext\n1\t"We will," she said.\n', ['"We will," she said.']),
    ("a quoted cell in a table with tabs", f'id\ttext\n1\t"{STORY}"\n', [STORY]),
    ("fewer cells", f"id,text,author\n1,{STORY}\n", [STORY]),
    ("more cells", f"id,text\n1,{STORY},2\n2,{STORY}\n", ["unparseable", STORY]),
    ("a blank row", f"id,text\n1,{STORY}\n\n2,{STORY}\n", [STORY, STORY]),
    ("an empty text", f"id,text\n1,\n2,{STORY}\n", ["empty", STORY]),
    ("no text", f"id,nr\n1,{STORY}\n", ["missing_text"]),
    ("a mark that is never closed", f'id,text\n1,"{STORY}\n2,{STORY}\n3,{STORY}\n', ["unparseable", STORY, STORY]),
    (
        "marks behind a backslash",
        'id,text\n1,"He said: \\"We will.\\" It rained."\n',
        ['He said: "We will." It rained.'],
    ),
    ("a text in parts", "id,paragraph_2,paragraph_1\n1,It rained.,It blew.\n", ["It blew.\n\nIt rained."]),
    ("only a header", "id,text\n", ["empty"]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_cases(label: str, text: str, expected: list[str]) -> None:
    assert shown("a.csv", text) == expected


@pytest.mark.parametrize(
    ("head", "declared", "expected"),
    [
        (b"title|text\nA|B\n", "text", True),
        (b"\xef\xbb\xbftitle\ttext\nA\tB\n", None, True),
        (b"id,text\n", None, False),
        (b"title|text", "text", False),
        (b"Body|Soul\nA band.\n", "text", False),
        (b"title|text\nA|B\n", "html", False),
    ],
)
def test_what_a_table_begins_with(head: bytes, declared: str | None, expected: bool) -> None:
    assert begins(head, declared) == expected


@pytest.mark.parametrize(("n_above", "expected"), [(18, [STORY]), (30, ["missing_text"])])
def test_how_much_may_stand_above_the_header(n_above: int, expected: list[str]) -> None:
    assert shown("a.csv", "A note\n" * n_above + f"id,text\n1,{STORY}\n") == expected


@pytest.mark.parametrize(("n_rows", "quoted"), [(60, False), (98, False), (99, True), (150, True)])
def test_the_first_lines_show_whether_cells_are_quoted(n_rows: int, quoted: bool) -> None:
    """Where none of the first hundred lines holds speech, marks around a cell are no part of it."""
    speech = '"We will," she said.'
    rows = "".join(f"{number}\t{STORY}\n" for number in range(n_rows)) + f'x\t{speech}\ny\t"{STORY}"\n'
    assert shown("a.tsv", "id\ttext\n" + rows)[-1] == (STORY if quoted else f'"{STORY}"')


def test_an_article_may_be_long() -> None:
    assert [len(text) for text in shown("a.csv", f"text\n{'a' * 200_000}\n")] == [200_000]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "Der Gemeinderat von Köln – so heißt es – tagte “heute”."
    assert shown("a.csv", f"id,text\n1,{text}\n2,{text}\n".encode(encoding)) == [text, text]


def test_a_line_that_is_too_long_ends_the_table() -> None:
    data = f"id,text\n1,{STORY}\n2,{'a' * 5_000}\n"
    assert "too_large" in shown("a.csv", data, ParseOptions(max_bytes=1_000))


def test_a_line_is_told() -> None:
    (_, reject) = parsed("a.csv", f'id,text\n1,{STORY}\n2,"{STORY}\n3,a,b\n')
    assert "line 3 is never closed; 1 lines follow" in reject.detail


@given(st.lists(st.text(alphabet='aé“日 ,;"\n\t', max_size=20), min_size=1, max_size=5), st.sampled_from(",;|"))
def test_what_a_writer_of_tables_wrote_is_read(endings: list[str], delimiter: str) -> None:
    texts = [f"Story {ending}." for ending in endings]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([["id", "text"], *([str(number), text] for number, text in enumerate(texts))])
    assert shown("a.csv", file.getvalue()) == texts
