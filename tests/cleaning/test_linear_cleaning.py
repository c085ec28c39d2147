"""No input takes more than linear time to be told, read, cleaned and repaired: shapes at growing sizes, in CPU time."""

from __future__ import annotations

import datetime as dt
import io
import json
import time
from collections.abc import Callable
from functools import partial

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.repair import repair_text
from newsloom.transforms.cleaning.clean import CleanOptions, clean_again, clean_record
from newsloom.transforms.inputs.formats import feed
from newsloom.transforms.inputs.parse import parse_payload
from newsloom.transforms.inputs.records import RawRecord, Reject
from newsloom.transforms.repair.spelling import evidence_from_rows, spelling_rows
from newsloom.transforms.repair.tidy import decode_entities, drop_tags
from newsloom.transforms.text.edits import apply_edits
from tests.payloads import payload

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
BASE, GROWTH = 3_000, 4  # characters of the smaller input, and how much longer the larger one is
RATIO = 10.0  # linear is 4, quadratic 16; between them is room for a loaded machine
FLOOR = 0.1  # seconds; less than this is linear whatever the ratio is
OPTIONS = CleanOptions(any_language=True)
MODEL = load_assets().char_model
BEFORE, AFTER = "The council said so. Dovilė Sakalienė met them. ", " It did, she said, and then they went home."
PARAGRAPH = "<p>The council said on Monday that it would vote on the plan next week, after long talks.</p>"
EVIDENCE = evidence_from_rows(spelling_rows([("a_1", "Dovilė Sakalienė Vučić")]))


def clean(text: str) -> None:
    clean_record(RawRecord("a", 0, "a", "0" * 64, text), OPTIONS, MODEL, now=NOW)


def repair_from_others(text: str) -> None:
    record = RawRecord("a", 0, "a", "0" * 64, text)
    clean_again(record, {"article_id": "a_0", "text": text}, EVIDENCE, OPTIONS, MODEL, NOW)


def strip_markup(text: str) -> None:
    text = apply_edits(text, drop_tags(text))
    apply_edits(text, decode_entities(text))


def parse(name: str, data: str) -> None:
    list(parse_payload(payload(name, data.encode())))


def sniff(data: str) -> None:
    feed.begins(data.encode())


def within(unit: str, before: str = BEFORE, after: str = AFTER) -> Callable[[int], str]:
    """A unit over and over between something else."""
    return lambda size: before + unit * (size // len(unit)) + after


def page(unit: str) -> Callable[[int], str]:
    return within(unit, f"<html><body><article>{PARAGRAPH * 5}", f"{PARAGRAPH * 5}</article></body></html>")


def attributes(size: int) -> str:
    return page("<p " + " ".join(f"a{n}" for n in range(size // 7)) + ">x</p>")(1)


UNITS = (
    " ", "\t", "?", "w?w ", "a\ufffdb ", "é? ", "?д ", "\x0b", "\u200b", "e\u0301\u0316", "Ã\x83", "Ã©", "Ã¢â‚¬",
    "Ð¿Ñ€Ð¸ ", "VuÄiÄ ", "A-", "KYIV-", "Ann Bell, ", "Source: http://a.b/c\n", "1 January 2024, ", "2024-01-01 | ",
)  # fmt: skip
MARKUP = ("<!--", "<script>", "</script ", "<p ", "&amp;amp;", "<script></style>", "<!-- --")
AT_START = (" ", "A-", "KYIV-", "\u0301", "Aa via ", "By Ann Bell, ", "2024-01-01 | ", "[", "http://")
LINES = (
    "Aa-Aa-Aa-Aa/Aa-Aa via Aa/Aa-Aa-Aa-Aa-Aa-Aa-Aa-Aa-Aa-Aa-Aa-Aa-Aa-Aa\n",
    "AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP/AP x\n",
    "Reporting by A; editing by A; editing by A; editing by A; editing by A; editing by A; writing by A. B\n",
    "the quick brown fox jumped over the lazy dog and ran co-\noperating with others in the same place as before\n",
)
INPUTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "comments": ("a.html", within("<!--x-->", "", "<div>hello")),
    "instructions": ("a.xml", within("<?xml ?>", "", "<rsx>")),
    "open comments": ("a.txt", within("<!--x", "", "<div>")),
    "attributes": ("a.html", attributes),
    "nested": ("a.html", page("<div>")),
    "breaks": ("a.html", page("word<br>")),
    "bars": ("a.html", page("| ")),
    "fragment": ("a.jsonl", lambda n: json.dumps({"html": attributes(n).removeprefix("<html>")})),
    "items": ("a.xml", within("<item><description>a b</description></item>", "<rss version='2.0'><channel>", "")),
    "numbers": ("a.json", within("1,", "[", "1]")),
    "a long value": ("a.json", within("a", '[{"text": "', '"}]')),
    "an open list": ("a.json", within("[", "", "")),
    "a long cell": ("a.csv", within("word ", 'text\n"', '"')),
    "quotes": ("a.tsv", within('"', "text\ttitle\n", "")),
    "rules": ("a.txt", within("- ", "-----", "x")),
    "sources": ("a.txt", within("Source: http://a.b/c\n\n", "A", "")),
}


def cpu(run: Callable[[str], None], data: str) -> float:
    start = time.process_time()
    run(data)
    return time.process_time() - start


def assert_linear(run: Callable[[str], None], make: Callable[[int], str], base: int = BASE) -> None:
    """The time of the larger input, the best of three tries, is not the square of its size."""
    small, large = make(base), make(base * GROWTH)
    times = []
    for _ in range(3):
        short, long = cpu(run, small), cpu(run, large)
        times.append((short, long))
        best, most = (min(column) for column in zip(*times, strict=True))
        if most < FLOOR or most < RATIO * best:
            return
    raise AssertionError(f"{most:.2f} s for {GROWTH} times what takes {best:.2f} s")


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_cleaning_is_linear(unit: str) -> None:
    assert_linear(clean, within(unit))


@pytest.mark.parametrize("unit", MARKUP, ids=repr)
def test_taking_markup_out_is_linear(unit: str) -> None:
    assert_linear(strip_markup, within(unit), base=60_000)


@pytest.mark.parametrize("unit", AT_START, ids=repr)
def test_cleaning_is_linear_where_lines_are_metadata(unit: str) -> None:
    assert_linear(clean, lambda size: within(unit, "", "\n")(size) + BEFORE + AFTER + within(unit, "\n", "")(size))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:20])
def test_cleaning_is_linear_in_lines(line: str) -> None:
    assert_linear(clean, within(line))


@pytest.mark.parametrize("unit", ["w?w ", "VuÄiÄ "], ids=repr)
def test_repair_from_other_articles_is_linear(unit: str) -> None:
    assert_linear(repair_from_others, within(unit))


@pytest.mark.parametrize("kind", INPUTS)
def test_reading_is_linear(kind: str) -> None:
    name, make = INPUTS[kind]
    assert_linear(partial(parse, name), make, base=12_000)


@pytest.mark.parametrize("unit", ["<!--x-->", "<?xml ?>", "<!--", " ", "<"])
def test_telling_a_feed_is_linear(unit: str) -> None:
    assert_linear(sniff, within(unit, "", "<rsx>"), base=60_000)


@pytest.mark.parametrize("times", [1, 2])
def test_sentences_garbled_throughout_come_back(times: int) -> None:
    right = "Le président a déclaré « là-bas » près de l’école. Dovilė žiūrėjo į Šiaulių miestą. " * 20
    text = right
    for _ in range(times):
        text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    start = time.process_time()
    assert repair_text(text) == right
    assert time.process_time() - start < 4


def test_a_text_with_too_much_to_compare_is_a_reject() -> None:
    letters = "бвгджзклмнпрст"
    words = [a + b + c + d for a in letters for b in letters for c in letters for d in "аеио"][:3_000]
    text = " ".join(words) + " " + " ".join(f"?{word[1:3]}?" for word in words)
    record = RawRecord("a", 0, "a", "0" * 64, text)
    outcome = clean_record(record, OPTIONS, MODEL, now=NOW)
    assert isinstance(outcome, Reject) and outcome.reason == "too_large" and "lost letters" in outcome.detail


def test_a_page_with_too_many_links_is_a_reject() -> None:
    data = page("<a href=x>y</a> ")(16 * 10_001).encode()
    (outcome,) = parse_payload(payload("a.html", io.BytesIO(data).getvalue()))
    assert isinstance(outcome, Reject) and (outcome.reason, outcome.detail[:10]) == ("too_large", "extraction")
