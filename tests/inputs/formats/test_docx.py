"""Word's documents: paragraphs and cells, and exports of archives among them."""

import io

import docx

from tests.inputs.test_exports import BODY, uni
from tests.payloads import parsed


def document(*paragraphs, cells=()):
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if cells:
        table = made.add_table(1, len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def test_paragraphs_and_cells_in_order():
    (record,) = parsed("a.docx", document("Ferry returns", "The board voted.", cells=("One", "Two")))
    assert record.text == "Ferry returns\n\nThe board voted.\n\nOne\nTwo"


def test_the_name_does_not_matter():
    assert parsed("a.bin", document("The board voted."))[0].text == "The board voted."


def test_an_export_of_two_documents():
    export = uni("Ferry returns", "The Eda Times", "5 March 2024", 1) + uni("In doubt", "Daily", "6 March 2024", 2)
    found = parsed("a.docx", document(*export.split("\n")))
    assert [{f.field: f.value for f in record.fields}["title"] for record in found] == [
        "Ferry returns",
        "In doubt",
    ]
    assert all(record.text.split() == BODY.split() for record in found)


def test_a_broken_file_is_a_reject():
    (found,) = parsed("a.docx", document("The board voted.")[:-30])
    assert (found.reason, found.detail[:11]) == ("unparseable", "broken Word")
