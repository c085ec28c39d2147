"""Damaged and hostile inputs of every format, made from a seed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

TEXT = "The council said on {} that it would vote on the plan next week, and {} agreed with the mayor of Tallford. "
TOKENS: tuple[str, ...] = (
    "http://[broken/x", "http://a℀b.example/x", "http://[::1", "https://[v1.x]/", "http://h:99999999/", "http://\u2100.c/",
    "javascript:alert(1)", "http://u:pw@h.example/?api_key=K", "//x", "http://", "http://xn--/", "www.", "http://%zz/",
    "\nSource: http://[broken/page", "\nSource: http://a℀b.example/x\n", "\nURL: http://]/\n",
    "\0", "\x1b[0m", "\ud800", "\udfff\ud800", "\ufeff", "\ufffd", "\u202e", "\u200d", "e\u0301\u0316" * 20,
    "9" * 5000, "-1e999", "NaN", "0x7f", "1e400", "٣٤", "²", "9999-99-99", "0000-00-00T00:00:00Z", "30 February 2024",
    "Mon, 32 Dec 10000 25:61:61 +9999", "99999999999999", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
    "December 31, 0000", "1/1/9999", "\nDate: 9999-12-31T23:59:59-14:00\n", "\nPublished: 0001-01-01\n",
    "[" * 2000, "{\"a\":" * 500, "<div>" * 500, "<!--", "<!--x-->" * 30, "<![CDATA[", "<script>", "&#xD800;", "&#0;",
    "&#99999999;", "&amp;amp;lt;", "<?xml version='1.0' encoding='utf-99'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "]]>",
    "Ã\x83Ã\x82" * 9, "Ã¢â‚¬â„¢", "Dovil? Sakalien\ufffd", "?" * 99, "w?w " * 30, " " * 300, "\t" * 300,
    "\r", "\x0b\x0c\x85",
    "\"", "'", "\"\"\"", ",", "\t", "\n", "\n\n", "\\", "\\u0000", "\\ud800", "%s%n", "{0}", "(AP) - ", "By ",
    "A-" * 50, "🙂", "👩\u200d👩", "ﷺ", "ͷ", "\u0378", "\U0010ffff", "日本語", "ИСВ", "ÀÉ", "ß", "İ", "ŉ",
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, 0, -1, 1e308, 10**300, [], {}, [[]], {"name": None}, {"name": ["x"]}, [None, 1, "a"], "", " ",
)  # fmt: skip
FIELDS = ("title", "url", "author", "published_at", "modified_at", "outlet", "language", "id")


def _fields(rng: random.Random) -> dict[str, object]:
    """A record with a text, and now and then something else where a text, a date or an address should be."""
    text = TEXT.format(rng.choice(("Monday", rng.choice(TOKENS))), rng.choice(("all", rng.choice(TOKENS)))) * 2
    record: dict[str, object] = {"text": text + rng.choice(("", rng.choice(TOKENS)))}
    for name in rng.sample(FIELDS, 3):
        record[name] = rng.choice((rng.choice(TOKENS), "https://example.org/a", rng.choice(VALUES)))
    if rng.random() < 0.05:
        record["text"] = rng.choice(VALUES)
    return record


def _strings(rng: random.Random) -> dict[str, str]:
    return {name: str(value) for name, value in _fields(rng).items()}


def _plain(text: str) -> str:
    """What XML and HTML can carry."""
    return escape(text.replace("\0", " "))


def _txt(rng: random.Random) -> bytes:
    record = _strings(rng)
    head = "".join(f"{name.title()}: {value}\n" for name, value in record.items() if name != "text")
    return (head + "\n" + record["text"]).encode("utf-8", "surrogatepass")


def _jsonl(rng: random.Random) -> bytes:
    return "\n".join(json.dumps(_fields(rng), ensure_ascii=rng.random() < 0.5) for _ in range(3)).encode(
        "utf-8", "surrogatepass"
    )


def _json(rng: random.Random) -> bytes:
    records = [_fields(rng) for _ in range(3)]
    return json.dumps(rng.choice((records, {"articles": records}, records[0], [records]))).encode()


def _table(delimiter: str) -> Callable[[random.Random], bytes]:
    def make(rng: random.Random) -> bytes:
        out = io.StringIO()
        writer = csv.DictWriter(out, ["text", *FIELDS], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(_strings(rng) for _ in range(3))
        return out.getvalue().encode("utf-8", "surrogatepass")

    return make


def _parquet(rng: random.Random) -> bytes:
    texts = [str(_fields(rng)["text"]).encode("utf-8", "replace").decode() for _ in range(3)]
    dates = pa.array([rng.choice((0, 2**52, -(2**52), None)) for _ in texts], pa.int64())
    unit = rng.choice(("s", "ms", "us", "ns"))
    columns = {"text": pa.array(texts), "date": dates.cast(pa.timestamp(unit, rng.choice((None, "UTC"))))}
    columns["id"] = pa.array([b"\xff\xfe", None, b"x"]) if rng.random() < 0.3 else pa.array([1.5, None, float("nan")])
    columns["url"] = pa.array([rng.choice(TOKENS).encode("utf-8", "replace").decode() for _ in texts])
    if rng.random() < 0.1:  # bytes that are no text in a column of text
        columns["title"] = pa.array([b"\xff", b"a", b"\x80"]).view(pa.string())
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def _html(rng: random.Random) -> bytes:
    record = {name: _plain(value) for name, value in _strings(rng).items()}
    about = json.dumps({"@type": "NewsArticle", **_fields(rng)})
    meta = "".join(f'<meta name="{name}" content="{value}">' for name, value in record.items() if name != "text")
    page = (
        f"<html><head><title>x</title>{meta}<meta property='og:url' content='{record.get('url', '')}'>"
        f"<script type='application/ld+json'>{about}</script></head>"
        f"<body><article><h1>A vote</h1><p>{record['text']}</p><p>{rng.choice(TOKENS)}</p></article></body></html>"
    )
    return page.encode("utf-8", "surrogatepass")


def _warc(rng: random.Random) -> bytes:
    out = b""
    for _ in range(2):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _html(rng)
        uri = rng.choice((rng.choice(TOKENS), "https://example.org/a")).replace("\n", " ").encode("utf-8", "replace")
        head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + uri
        out += head + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"
    return out


def _rss(rng: random.Random) -> bytes:
    items = ""
    for _ in range(3):
        record = {name: _plain(value) for name, value in _strings(rng).items()}
        items += (
            f"<item><title>{record.get('title', '')}</title><link>{record.get('url', '')}</link>"
            f"<pubDate>{record.get('published_at', '')}</pubDate><description>{record['text']}</description></item>"
        )
    return f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode("utf-8", "surrogatepass")


def _atom(rng: random.Random) -> bytes:
    entries = ""
    for _ in range(3):
        record = {name: _plain(value) for name, value in _strings(rng).items()}
        entries += (
            f"<entry><title>{record.get('title', '')}</title><id>{record.get('id', '')}</id>"
            f'<link href="{record.get("url", "")}"/><updated>{record.get("modified_at", "")}</updated>'
            f'<content type="html">{_plain(record["text"])}</content></entry>'
        )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{entries}</feed>'
    return feed.encode("utf-8", "surrogatepass")


FORMATS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": _txt, "jsonl": _jsonl, "json": _json, "csv": _table(","), "tsv": _table("\t"), "parquet": _parquet,
    "html": _html, "warc": _warc, "rss": _rss, "atom": _atom,
}  # fmt: skip
PACKINGS: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}


def _damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut, with flipped bits, spliced with itself or with something hostile, or as it is."""
    a, b = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    kind = rng.randrange(8)
    if kind == 0:
        return data[:a]
    if kind == 1:
        flipped = bytearray(data)
        for _ in range(rng.randint(1, 8)):
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        return bytes(flipped)
    if kind == 2:
        return data[:a] + data[b:]
    if kind == 3:
        return data[:b] + data[a:]
    if kind == 4:
        return data[:a] + rng.choice(TOKENS).encode("utf-8", "surrogatepass") + data[a:]
    return data


def fuzzed(name: str, number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of so many damaged files of one format, packed in turn."""
    rng = random.Random(f"{seed} {name}")
    for n in range(number):
        data = _damaged(FORMATS[name](rng), rng)
        packing = tuple(PACKINGS)[n % len(PACKINGS)]
        packed = PACKINGS[packing](data)
        yield f"{n}.{name}{packing}", _damaged(packed, rng) if packing and rng.random() < 0.1 else packed
