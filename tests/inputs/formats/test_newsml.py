"""IPTC's XML: an item is a record, with what it states."""

import pytest

from tests.payloads import parsed

BODY = (
    "<p>The board voted.</p><media><media-caption>A ferry</media-caption></media><hl2>Costs</hl2>"
    "<p>It <em>pays</em>.</p>"
)
NITF = (
    "<?xml version='1.0'?><nitf><head><title>Slug</title><docdata><doc-id id-string='n1'/>"
    "<date.issue norm='20240305T101530Z'/></docdata><pubdata name='Eda Times'/></head><body><body.head><hedline>"
    "<hl1>Ferry returns</hl1></hedline><byline>By <person>Lena Aas</person><byttl>Eda Wire</byttl></byline>"
    "</body.head>"
    f"<body.content>{BODY}</body.content></body></nitf>"
)
G2 = (
    "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>"
    "<newsItem guid='urn:1'><itemMeta><versionCreated>2024-03-06T10:00:00Z</versionCreated></itemMeta><contentMeta>"
    "<contentCreated>2024-03-05T10:00:00+01:00</contentCreated><by>Lena Aas</by>"
    "<headline>Ferry returns</headline></contentMeta>"
    "<contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head>"
    "<body><p>The board voted.</p><p>It pays.</p></body></html></inlineXML></contentSet></newsItem>"
    "<newsItem guid='urn:2'><contentMeta><headline>A picture</headline></contentMeta></newsItem>"
    "</itemSet></newsMessage>"
)


def values(record):
    return {field.field: field.value for field in record.fields}


@pytest.mark.parametrize("name", ["a.nitf", "a.xml", "a.txt", "a"])
def test_nitf(name):
    (record,) = parsed(name, NITF)
    assert (record.text, record.key) == ("The board voted.\nCosts\nIt pays.", "n1")
    assert values(record) == {
        "title": "Ferry returns",
        "author": "By Lena Aas",
        "published_at": "20240305T101530Z",
        "outlet": "Eda Times",
    }


def test_newsml_g2():
    record, picture = parsed("a.xml", G2)
    assert (record.text, record.key) == ("The board voted.\nIt pays.", "urn:1")
    assert values(record)["title"] == "Ferry returns" and values(record)["published_at"] == "2024-03-05T10:00:00+01:00"
    assert picture.reason == "missing_text"


def test_words_behind_a_picture_stay():
    (record,) = parsed("a.nitf", NITF.replace("</media>", "</media>And so on."))
    assert "And so on." in record.text and "A ferry" not in record.text


def test_a_file_that_breaks_off_gives_what_can_be_read():
    (record,) = parsed("a.nitf", NITF[:-40])
    assert record.text.startswith("The board voted.")
