"""Markdown is read as it reads, and its front matter as columns."""

import pytest

from newsloom.transforms.inputs.formats.markdown import text_of
from tests.payloads import parsed

BODY = "# Ferry returns\n\nClerk **Dea Ås** [said](https://x.example) so,\non _Tuesday_.\n\n- One\n- Two\n"
TEXT = "Ferry returns\nClerk Dea Ås said so, on Tuesday.\nOne\nTwo"


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: A ferry\nauthor: Lena Aas\ndate: 2024-03-05\n---\n",
        '+++\ntitle = "A ferry"\nauthor = "Lena Aas"\ndate = 2024-03-05\n+++\n',
    ],
)
def test_front_matter(front):
    (record,) = parsed("a.md", front + BODY)
    assert record.text == TEXT
    assert {f.field: f.value for f in record.fields} == {
        "title": "A ferry",
        "author": "Lena Aas",
        "published_at": "2024-03-05",
    }


def test_without_front_matter():
    (record,) = parsed("a.md", BODY)
    assert record.text == TEXT
    assert [(field.field, field.value) for field in record.fields] == [("title", "Ferry returns")]


def test_a_heading_may_be_underlined():
    (record,) = parsed("a.md", "Ferry *returns*\n====\n\nIt is back.[^1]\n\n[^1]: A note.\n")
    assert record.text == "Ferry returns\nIt is back.\nA note."
    assert [(field.field, field.value) for field in record.fields] == [("title", "Ferry returns")]


@pytest.mark.parametrize("front", ["---\n: [\n---\n", "---\nJust a line.\n---\n"])
def test_what_is_no_front_matter_is_text(front):
    (record,) = parsed("a.md", front + BODY)
    assert TEXT.partition("\n")[2] in record.text and "---" not in {field.value for field in record.fields}


def test_a_text_with_front_matter_is_markdown():
    (record,) = parsed("a.txt", "---\ntitle: A\nauthor: B\n---\n" + BODY)
    assert record.text == TEXT


def test_plain_text_stays():
    assert text_of("One & two.\n\nThree.") == "One & two.\nThree."
