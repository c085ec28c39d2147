"""Headers and trailers of wires: never text, their fields read, broken ones turned away."""

import json

import pytest

from newsloom.transforms.inputs.parse import ParseOptions, RawRecord, Reject
from newsloom.transforms.inputs.records import Bad
from newsloom.transforms.inputs.wires import begins_message, read_message, split_messages
from tests.payloads import parsed

ANPA = (
    "\x16\x16\x01a0123\x1fabc-xyz\r\nr i\x13\x11 bc-Lindmouth-Ferry, 1st Ld-Writethru 03-05 0250\r\n"
    "\x02^Lindmouth-Ferry, 1st Ld-Writethru,0250<\r\n^Old ferry sails to Lindmouth again<\r\n"
    "^Eds: UPDATES with vote.<\r\n"
    "^By LENA AAS<\r\n^Eda Wire<\r\n"
    "\t   LINDMOUTH (EW) _ The old ferry to Lindmouth sails again, the\r\nharbour board said on Tuesday.<\r\n"
    "\t   It pays for itself.<\r\n\x03\r\nEW-NY-03-05-24 1030EST<\r\n\x04\r\n"
)
PLAIN = (
    "a0123\nr i\nBC-Lindmouth-Ferry,0250\nOld ferry sails to Lindmouth again\nBy LENA AAS\n"
    "   LINDMOUTH (EW) _ The old ferry to Lindmouth sails again, the\nharbour board said on Tuesday.\n"
    "   It pays for itself.\n\nEW-NY-03-05-24 1030EST\n"
)
IPTC = (
    "\x01EDW0456 4 POL 250 Eda Wire 0789\r\nFerry/Lindmouth/\r\n\x02Old ferry sails to Lindmouth again\r\n\r\n"
    "The old ferry to Lindmouth sails again, the harbour board said on Tuesday.\r\n\x03\r\n051530 GMT MAR 24\r\n\x04"
)
BARE = (
    "\x01EDW456 4 POL 250 EDA\x02\r\nOld ferry sails to Lindmouth again\r\n\r\n"
    "The old ferry to Lindmouth sails again, the harbour board said on Tuesday.\r\n\x03051530 MAR 24\x04"
)
ZCZC = IPTC.replace("\x01", "ZCZC\r\n").replace("\x02", "").replace("\x03\r\n", "").replace("\x04", "NNNN\r\n")
KEEP = ParseOptions(keep=("slug", "category", "words"))
TEXT = (
    "LINDMOUTH (EW) — The old ferry to Lindmouth sails again, the harbour board said on Tuesday.\nIt pays for itself."
)


def values(record: RawRecord) -> dict[str, str]:
    assert {field.origin for field in record.fields} <= {"header"}
    return {field.field: field.value for field in record.fields}


@pytest.mark.parametrize("name", ["a.anpa", "a.txt", "a"])
def test_anpa(name: str) -> None:
    (record,) = parsed(name, ANPA, KEEP)
    assert record.text == TEXT
    assert values(record) == {
        "title": "Old ferry sails to Lindmouth again",
        "author": "By LENA AAS",
        "published_at": "2024-03-05 10:30 EST",
    }
    assert record.extra == (("slug", "Lindmouth-Ferry, 1st Ld-Writethru"), ("category", "i"), ("words", "250"))


def test_anpa_without_controls() -> None:
    (record,) = parsed("a.txt", PLAIN, KEEP)
    assert record.text == f"Old ferry sails to Lindmouth again\nBy LENA AAS\n{TEXT}"
    assert values(record) == {"published_at": "2024-03-05 10:30 EST"}
    assert dict(record.extra) == {"slug": "Lindmouth-Ferry", "category": "i", "words": "250"}


@pytest.mark.parametrize("message", [IPTC, ZCZC])
def test_iptc(message: str) -> None:
    (record,) = parsed("a.txt", message, KEEP)
    assert record.text == (
        "Old ferry sails to Lindmouth again\nThe old ferry to Lindmouth sails again, the harbour board said on Tuesday."
    )
    assert values(record) == {"published_at": "05 MAR 2024 15:30 GMT"}
    assert dict(record.extra) == {"slug": "Ferry/Lindmouth", "category": "POL", "words": "250"}


def test_a_file_has_many_and_a_broken_one_harms_no_other() -> None:
    broken = ANPA.replace("r i\x13\x11", "??")
    outcomes = parsed("a.txt", ANPA + broken + IPTC + ZCZC)
    assert [type(outcome) for outcome in outcomes] == [RawRecord, Reject, RawRecord, RawRecord]
    assert "NITF" in outcomes[1].detail
    assert len(split_messages(PLAIN + PLAIN)) == 2


def test_records_of_tables_may_have_a_header() -> None:
    row = {"title": "Own title", "text": ANPA, "id": "7"}
    record, other = parsed("a.jsonl", "\n".join(json.dumps(r) for r in (row, {"text": "No wire at all."})), KEEP)
    assert (record.text, record.key) == (TEXT, "7")
    assert [(f.value, f.origin) for f in record.fields if f.field == "title"] == [("Own title", "field")]
    assert other.text == "No wire at all."
    assert parsed("a.jsonl", json.dumps(row))[0].extra == ()


@pytest.mark.parametrize(
    ("message", "reason", "advice"),
    [
        (ANPA[: ANPA.index("\x03")], "unparseable", "breaks off"),
        (IPTC[: IPTC.index("\x03")], "unparseable", "fetch it again"),
        (ANPA[: ANPA.index("\t")] + ANPA[ANPA.index("\x03") :], "missing_text", "fetch it again"),
        ("ZCZC\nWho knows what this is.\n", "unparseable", "NITF"),
    ],
)
def test_broken_messages(message: str, reason: str, advice: str) -> None:
    (outcome,) = parsed("a.txt", message)
    assert isinstance(outcome, Reject)
    assert outcome.reason == reason
    assert advice in outcome.detail
    with pytest.raises(Bad):
        read_message(message)


def test_a_file_named_as_a_wire_must_be_one() -> None:
    (outcome,) = parsed("a.anpa", "The old ferry sails again.")
    assert isinstance(outcome, Reject) and "does not begin as one" in outcome.detail


@pytest.mark.parametrize(
    "text",
    ["A0123 is a road.\nr i p", "ZCZC is a code of teleprinters.", "\x01Hello all", "a0123\nThe ferry is back, 0250\n"],
)
def test_other_texts_begin_as_they_like(text: str) -> None:
    assert not begins_message(text)


@pytest.mark.parametrize(
    ("trailer", "moment"),
    [
        ("EW-NY-03-05-24 1030EST<", "2024-03-05 10:30 EST"),
        ("16:35ET 31-10-14<", "2014-10-31 16:35 ET"),
        ("EW-WX-12-31-98 2359GMT", "1998-12-31 23:59 GMT"),
        ("16:35ET 03-10-14<", None),
        ("EW-NY-13-13-24 1030EST<", None),
        ("", None),
    ],
)
def test_the_moment_of_a_trailer(trailer: str, moment: str | None) -> None:
    message = read_message(ANPA.replace("EW-NY-03-05-24 1030EST<", trailer))
    assert dict(message.fields).get("published_at") == moment
    assert message.text == TEXT


def test_a_header_that_ends_where_the_text_begins_and_a_day_without_zone() -> None:
    message = read_message(BARE)
    assert message.text.split("\n")[-1].endswith("the harbour board said on Tuesday.")
    assert dict(message.fields) == {"published_at": "05 MAR 2024 15:30"}
