"""Whatever reading or cleaning one record raises becomes its reject; the books balance, and no other is harmed."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.settings import Settings
from newsloom.flows.stages.chunks import InputReader
from newsloom.flows.work.jobs import CleanedBatch, CleanJob, clean_batch
from newsloom.flows.work.progress import silent
from newsloom.transforms.cleaning import clean, metadata
from newsloom.transforms.cleaning.clean import CleanOptions, clean_again
from newsloom.transforms.inputs.formats import csv, feed, parquet, warc
from newsloom.transforms.inputs.formats import json as whole_json
from newsloom.transforms.inputs.records import Draft, ParseOptions, Payload, RawRecord, Reject, seal
from newsloom.transforms.repair.spelling import evidence_from_rows, spelling_rows
from tests.fuzz import FORMATS, fuzzed
from tests.payloads import payload

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
UNFORESEEN = "cannot be read as what it seems to be; is it whole?"
GOOD = "The council said on Monday that it would vote on the plan next week, and all agreed."
SETTINGS = Settings(inputs=("-",), dataset="out", clean=CleanOptions(any_language=True))


def cleaned(*payloads: Payload) -> CleanedBatch:
    return clean_batch(CleanJob(SETTINGS.parse, SETTINGS.clean, NOW, payloads))


def lines(*records: dict[str, object]) -> bytes:
    return "\n".join(map(json.dumps, records)).encode()


BROKEN = ["http://[broken/x", "http://a℀b.example/x", "https://[v1.x]/", "http://[::1", "http://h.example:port/x"]


@pytest.mark.parametrize("address", BROKEN)
@pytest.mark.parametrize("place", ["field", "text"])
def test_a_broken_address_names_no_domain(address: str, place: str) -> None:
    record = {"text": GOOD, "url": address} if place == "field" else {"text": f"{GOOD}\nSource: {address}"}
    batch = cleaned(payload("a.jsonl", lines({"text": GOOD + " One."}, record, {"text": GOOD + " Two."})))
    assert batch.tables.articles.num_rows == 3
    row = batch.tables.articles.to_pylist()[1]
    assert row["outlet_domain"] in (None, "h.example", "v1.x")


ADDRESSES = [
    ("javascript:alert(1)", None, None),
    (" JavaScript:alert(1)", None, None),
    ("data:text/html,x", None, None),
    ("/news/a", None, None),
    ("ftp://example.org/a", None, None),
    ("http://" + "a" * 30_000, None, None),
    ("HTTP://Example.org/a", "HTTP://Example.org/a", "http://example.org/a"),
    ("www.example.org/a", "https://www.example.org/a", "https://www.example.org/a"),
    ("https://me:pw@example.org/a?id=7", "https://example.org/a?id=7", "https://example.org/a?id=7"),
    ("https://example.org/a?id=7&token=K", "https://example.org/a?id=7&token=", "https://example.org/a?id=7"),
]


@pytest.mark.parametrize(("found", "url", "canonical"), ADDRESSES)
def test_addresses_in_tables_are_of_the_web(found: str, url: str | None, canonical: str | None) -> None:
    batch = cleaned(payload("a.jsonl", lines({"text": GOOD, "url": found})))
    (row,) = batch.tables.articles.to_pylist()
    assert (row["url"], row["canonical_url"]) == (url, canonical)


def test_a_web_address_in_the_text_goes_before_none_in_a_field() -> None:
    record = {"text": f"{GOOD}\nSource: https://example.org/a", "url": "javascript:void(0)"}
    (row,) = cleaned(payload("a.jsonl", lines(record))).tables.articles.to_pylist()
    assert row["url"] == "https://example.org/a"


def test_secrets_reach_no_table() -> None:
    uri = "http://me:SECRET@h.example/feed?api_key=SECRET"
    good = {"text": GOOD, "url": "https://h.example/?sig=SECRET", "title": "See http://h.example/?token=SECRET"}
    batch = cleaned(
        payload("a.jsonl", lines(good, {"url": "x"}), source_uri=uri),
        payload("b", b"", source_uri=uri, problem=f"{uri} cannot be read"),
    )
    rows = [row for table in batch.tables for row in table.to_pylist()]
    assert len(batch.tables.rejects) == 2 and "SECRET" not in repr(rows)


RAISED = [ValueError("no"), RuntimeError("\ud800 \0"), RecursionError("deep"), MemoryError(), UnicodeError("x")]


@pytest.mark.parametrize("error", RAISED, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("name", ["clean_text", "language_of", "choose", "segment"])
def test_what_cleaning_raises_is_the_records_reject(
    name: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(clean, name)

    def raises(first: Any, *rest: Any) -> Any:
        if "BAD" in repr(first):
            raise error
        return original(first, *rest)

    monkeypatch.setattr(clean, name, raises)
    records = [{"text": GOOD + end, "title": end} for end in (" One.", " BAD", " Two.")]
    batch = cleaned(payload("a.jsonl", lines(*records)))
    assert batch.tables.articles["source_row"].to_pylist() == [0, 2]
    (reject,) = batch.tables.rejects.to_pylist()
    assert (reject["source_row"], reject["reason"]) == (1, "unparseable")
    assert type(error).__name__ in reject["detail"]


def test_an_article_that_fits_no_table_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "headline", lambda text: [metadata.Found("title", "\ud800", "header")])
    records = lines({"text": GOOD, "title": "A"}, {"text": GOOD + " One."}, {"text": GOOD, "title": "B"})
    batch = cleaned(payload("a.jsonl", records))
    assert batch.tables.articles.num_rows + batch.tables.rejects.num_rows == 3
    assert {row["reason"] for row in batch.tables.rejects.to_pylist()} == {"unparseable"}


def test_a_second_cleaning_that_raises_leaves_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    record = RawRecord("a", 0, "a", "0" * 64, "Members listened to Dovil? for an hour on Monday, and voted.")
    evidence = evidence_from_rows(spelling_rows([("a_1", "Dovilė")]))
    article = {"article_id": "a_0", "text": record.text}
    assert clean_again(record, article, evidence, SETTINGS.clean, load_assets().char_model, NOW) is not None
    for name in ("clean_text", "settles"):
        with monkeypatch.context() as patch:
            patch.setattr(clean, name, lambda *_: 1 / 0)
            assert clean_again(record, article, evidence, SETTINGS.clean, load_assets().char_model, NOW) is None


def drafts_that_raise(n: int) -> Iterator[Draft]:
    yield from (Draft(f"{GOOD} {number}") for number in range(n))
    raise ZeroDivisionError("of the library")


@pytest.mark.parametrize("n", [0, 3])
def test_what_was_read_before_a_payload_raises_stays(n: int) -> None:
    *before, last = seal(drafts_that_raise(n), payload("a", b""), ParseOptions())
    assert len(before) == n and all(isinstance(record, RawRecord) for record in before)
    assert isinstance(last, Reject) and last.source_row == n
    assert (last.reason, last.detail) == ("unparseable", f"{UNFORESEEN} (ZeroDivisionError: of the library)")


class BreakingFile(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 2**20:
            raise RuntimeError("broken in the middle")
        return super().read(size)


def test_a_large_payload_that_raises_keeps_what_was_read() -> None:
    data = lines(*({"text": f"{GOOD} {n}"} for n in range(14_000)))
    large = Payload("a.jsonl", "a.jsonl", lambda: BreakingFile(data), size=len(data))
    reader = InputReader(SETTINGS, Dataset("nowhere", to_write=True), NOW, silent)
    chunks = [*reader._large(large), reader._take()]
    records = [record for chunk in chunks for job in chunk.jobs for record in job.records]
    assert len(records) > 1_000 and sum(isinstance(record, Reject) for record in records) == 1
    assert isinstance(records[-1], Reject) and "broken in the middle" in records[-1].detail


ROWS: list[tuple[Any, str, str]] = [
    (whole_json, "drafts_of_row", "a.jsonl"),
    (whole_json, "drafts_of_row", "a.json"),
    (csv, "drafts_of_row", "a.csv"),
    (parquet, "drafts_of_row", "a.parquet"),
    (feed, "_draft", "a.rss"),
    (warc, "page", "a.warc"),
]


def three(name: str) -> bytes:
    """A file of three articles, of which the second says BAD."""
    texts = [GOOD + " One.", GOOD + " BAD", GOOD + " Two."]
    kind = name.rpartition(".")[2]
    if kind == "parquet":
        sink = io.BytesIO()
        pq.write_table(pa.table({"text": texts}), sink)
        return sink.getvalue()
    if kind == "warc":
        pages = [f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{text * 5}</p>".encode() for text in texts]
        head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n"
        return b"".join(head % len(page) + page + b"\r\n\r\n" for page in pages)
    items = "".join(f"<item><description>{text}</description></item>" for text in texts)
    return {
        "jsonl": lines(*({"text": text} for text in texts)),
        "json": json.dumps([{"text": text} for text in texts]).encode(),
        "csv": ("text\n" + "".join(f'"{text}"\n' for text in texts)).encode(),
        "rss": f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(),
    }[kind]


@pytest.mark.parametrize(("module", "function", "name"), ROWS, ids=[name for *_, name in ROWS])
def test_what_reading_a_record_raises_is_its_reject(
    module: Any, function: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(module, function)

    def raises(first: Any, *rest: Any) -> Any:
        if "BAD" in repr(first):
            raise LookupError("odd")
        return original(first, *rest)

    monkeypatch.setattr(module, function, raises)
    batch = cleaned(payload(name, three(name)))
    assert batch.tables.articles["source_row"].to_pylist() == [0, 2]
    assert [(r["source_row"], r["detail"]) for r in batch.tables.rejects.to_pylist()] == [
        (1, f"{UNFORESEEN} (LookupError: odd)")
    ]


def test_a_number_of_any_length_is_read() -> None:
    data = f'[{{"id": {"9" * 5000}, "text": "{GOOD}"}}, {{"text": "{GOOD} Two."}}]'.encode()
    assert cleaned(payload("a.json", data)).tables.articles.num_rows == 2


def test_a_date_that_python_cannot_hold_is_unknown() -> None:
    sink = io.BytesIO()
    date = pa.array([2**45, 366 * 86_400], pa.int64()).cast(pa.timestamp("s"))
    pq.write_table(pa.table({"text": [GOOD, GOOD + " Two."], "date": date}), sink)
    rows = cleaned(payload("a.parquet", sink.getvalue())).tables.articles.to_pylist()
    assert [row["published_date"] for row in rows] == [None, dt.date(1971, 1, 2)]


@pytest.mark.parametrize("name", FORMATS)
def test_the_books_balance_whatever_comes(name: str) -> None:
    payloads = [payload(file, data) for file, data in fuzzed(name, 60, seed=7)]
    batch = cleaned(*payloads)
    rows = [(row["source_uri"], row["source_row"]) for t in (batch.tables.articles, batch.tables.rejects)
            for row in t.select(["source_uri", "source_row"]).to_pylist()]  # fmt: skip
    numbered = [(p.source_uri, row) for p in payloads for row in range(batch.n_records[p.name])]
    assert sorted(rows) == sorted(numbered) and min(batch.n_records.values()) > 0
    assert batch.tables.articles.num_rows > 10
