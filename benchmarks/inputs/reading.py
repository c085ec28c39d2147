"""How fast inputs are read, in how much memory, and how often encodings and languages are told right.

    python -m benchmarks.inputs.reading html            pages a second with metadata, and paragraphs found
    python -m benchmarks.inputs.reading warc            a 10,000-record WARC through parsing: rate and peak memory
    python -m benchmarks.inputs.reading rows --mb 1500  long tables, JSONL and arrays: rate and peak memory
    python -m benchmarks.inputs.reading encodings       legacy 8-bit texts, native and English with foreign names
    python -m benchmarks.inputs.reading languages       English kept, other languages told, in NEWSLOOM_CORPORA

Pages and texts are made here, in our own wording, from a fixed seed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from fastwarc.warc import WarcRecord, WarcRecordType

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.inputs.sources import read_sources
from newsloom.transforms.inputs.encoding import Spelling, decode
from newsloom.transforms.inputs.formats.html import page
from newsloom.transforms.inputs.language import language_of
from newsloom.transforms.inputs.parse import parse_payload

_SUBJECTS = (
    "the harbour board",
    "the city council",
    "the ferry company",
    "a spokeswoman for the port",
    "the minister",
    "residents",
)
_VERBS = ("said", "announced", "denied", "confirmed", "warned", "told reporters", "wrote in a statement", "promised")
_OBJECTS = (
    "that the crossing would stay open through the winter",
    "that repairs had taken longer than planned",
    "that no decision had been made on fares",
    "that the old terminal would be sold",
    "that talks would resume in March",
    "that three boats had been ordered from a yard in the north",
    "that the budget left no room for a bridge",
)
_STATED = {"title", "published_at", "author", "outlet", "url"}
_NAMES = ("Žydrūnas Kaminskas", "Søren Bøgh", "Zoë Müller", "José Núñez", "Łucja Wójcik", "Ağaoğlu", "Håkon Dæhlie")


def sentence(rng: random.Random) -> str:
    """One made-up sentence of local news."""
    subject = rng.choice([*_SUBJECTS, *_NAMES])
    day = rng.choice(("on Monday", "on Tuesday", "late on Friday", "at a hearing", "in an interview"))
    return f"{subject[0].upper()}{subject[1:]} {rng.choice(_VERBS)} {day} {rng.choice(_OBJECTS)}."


def paragraphs(rng: random.Random, n: int) -> list[str]:
    """Paragraphs of two to five sentences."""
    return [" ".join(sentence(rng) for _ in range(rng.randint(2, 5))) for _ in range(n)]


def html_page(rng: random.Random, number: int, body: list[str] | None = None) -> tuple[bytes, list[str]]:
    """A news page of some 25 KB with the furniture of one, and the paragraphs of its article."""
    body = body or paragraphs(rng, rng.randint(8, 24))
    links = "".join(f'<li class="nav__item"><a href="/s/{i}">Section {i}</a></li>' for i in range(60))
    teasers = "".join(f'<div class="card"><a href="/t/{i}"><h4>{sentence(rng)}</h4></a></div>' for i in range(20))
    script = "window.__data=" + json.dumps({f"key{i}": rng.random() for i in range(180)})
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": f"Ferry story {number}",
        "datePublished": f"2025-02-{number % 28 + 1:02d}T10:00:00Z",
        "author": {"@type": "Person", "name": rng.choice(_NAMES)},
        "publisher": {"@type": "Organization", "name": "The Lindmouth Post"},
    }
    html = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry story {number} | The Post</title>
<meta property="og:title" content="Ferry story {number}"><link rel="canonical" href="https://post.example/{number}">
<script type="application/ld+json">{json.dumps(stated)}</script><script>{script}</script>
<style>{".c{color:#123;margin:0 1px}" * 120}</style></head>
<body><header><nav><ul>{links}</ul></nav></header><main><article>
<h1>Ferry story {number}</h1><p class="byline">By {stated["author"]["name"]}</p>
{"".join(f"<p>{escape(p)}</p>" for p in body)}</article><aside>{teasers}</aside></main>
<footer><ul>{links}</ul><p>© The Lindmouth Post</p></footer></body></html>"""
    return html.encode(), body


def measure_html(n: int) -> None:
    """Pages a second on one core, and the share of paragraphs that come out whole."""
    rng = random.Random(1)
    pages = [html_page(rng, number) for number in range(n)]
    page(*pages[0][:1])  # imports and first-call tables
    started = time.process_time()
    drafts = [page(data) for data, _ in pages]
    seconds = time.process_time() - started
    matched = total = extra = stated = 0
    for draft, (_, body) in zip(drafts, pages, strict=True):
        lines = set(getattr(draft, "text", "").split("\n"))
        matched, total, extra = matched + len(lines & set(body)), total + len(set(body)), extra + len(lines - set(body))
        stated += len({f.field for f in getattr(draft, "fields", ())} & _STATED)
    size = sum(len(data) for data, _ in pages) / n / 1000
    print(f"{n} pages of {size:.0f} KB: {n / seconds:.0f} pages per CPU second with metadata")
    print(f"paragraphs found {matched / total:.4f}, other lines per page {extra / n:.2f}")
    print(f"title, date, author, outlet and address found {stated / n / len(_STATED):.3f}")


def warc_record(kind: WarcRecordType, number: int, content: bytes, packed: bool = True) -> bytes:
    """One record, packed by itself as in every .warc.gz, or plain as in a .warc."""
    record = WarcRecord()
    record.init_headers(kind)
    record.headers.append("WARC-Target-URI", f"https://post.example/{number}")
    record.headers["Content-Type"] = "application/http"
    record.set_bytes_content(content)
    out = io.BytesIO()
    record.write(out)
    return gzip.compress(out.getvalue(), 1) if packed else out.getvalue()


def write_warc(path: Path, n: int) -> None:
    """A .warc.gz as crawlers write it: request and response by turns; one in 25 is an error or an image."""
    rng = random.Random(2)
    with path.open("wb") as out:
        for number in range(n):
            status = "404 Not Found" if number % 50 == 7 else "200 OK"
            kind = "image/png" if number % 50 == 9 else "text/html; charset=utf-8"
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
            out.write(warc_record(WarcRecordType.request, number, b"GET / HTTP/1.1\r\nHost: post.example\r\n\r\n"))
            out.write(warc_record(WarcRecordType.response, number, head + html_page(rng, number)[0]))


def write_rows(path: Path, megabytes: int) -> None:
    """Articles of about 3 KB, one a row, in the format that the name says; Parquet in two row groups."""
    rng = random.Random(3)
    rows = [
        {"id": n, "title": f"Ferry {n}", "text": "\n".join(paragraphs(rng, 10)), "date": "2025-02-13"}
        for n in range(250)
    ]
    repeat = range(megabytes * 10**6 // sum(len(row["text"].encode()) + 60 for row in rows))
    if path.suffix == ".parquet":
        table = pa.concat_tables([pa.Table.from_pylist(rows)] * len(repeat))
        pq.write_table(table, path, compression="zstd", use_dictionary=False, row_group_size=len(table) // 2 + 1)
        return
    blocks = {
        ".json": (b"[", ",\n".join(map(json.dumps, rows)).encode(), b",\n", b"]"),
        ".csv": (b"id,title,text,date\n", csv_lines(rows).encode(), b"", b""),
    }
    start, block, between, end = blocks.get(
        path.suffix, (b"", ("\n".join(map(json.dumps, rows)) + "\n").encode(), b"", b"")
    )
    with gzip.open(path, "wb", 1) if path.suffix == ".gz" else path.open("wb") as out:
        out.write(start)
        for number in repeat:
            out.write(between + block if number else block)
        out.write(end)


def csv_lines(rows: list[dict[str, Any]]) -> str:
    """The rows as CSV without a header."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(row.values() for row in rows)
    return out.getvalue()


def measure_stream(write: Callable[[Path], None], name: str) -> None:
    """Rate and peak memory of reading one file to its end, records thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        writer = multiprocessing.get_context("fork").Process(target=write, args=(path,))  # its memory is not ours
        writer.start()
        writer.join()
        before, cpu, wall = peak_memory(), time.process_time(), time.perf_counter()
        outcomes = Counter(
            type(outcome).__name__ for payload in read_sources([str(path)]) for outcome in parse_payload(payload)
        )
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        size = path.stat().st_size / 1e6
    print(f"{name}: {size:,.0f} MB on disk, {dict(outcomes)}")
    print(
        f"  {outcomes.total() / cpu:,.0f} records and {size / cpu:,.1f} MB per CPU second ({wall:.0f} s of wall time)"
    )
    print(f"  peak memory {peak_memory():,.0f} MB ({before:,.0f} MB before reading)")


def peak_memory() -> float:
    """Megabytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


_NATIVE = {
    "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń, powiedział rzecznik portu w środę rano.",
    "cp1251": "Совет порта во вторник проголосовал за то, чтобы старый паром работал ещё одну зиму.",
    "cp1252": "Le conseil du port a décidé mardi de garder le vieux bac « encore un hiver », à la joie des élèves.",
    "cp1253": "Το συμβούλιο του λιμανιού ψήφισε την Τρίτη να κρατήσει το παλιό πλοίο έναν ακόμη χειμώνα.",
    "cp1254": "Liman kurulu salı günü eski vapurun bir kış daha çalışmasına karar verdi, öğrenciler çok sevindi.",
    "cp1257": "Uosto taryba antradienį nusprendė, kad senasis keltas dar vieną žiemą plauks į kitą krantą.",
    "shift_jis": "港の委員会は火曜日、古いフェリーをもう一冬運航することを決めました。住民は喜んでいます。",
    "gb18030": "港口委员会周二投票决定让旧渡轮再运营一个冬天,居民对此表示欢迎。",
}
_FOREIGN = {
    "cp1252": ("Søren Bøgh", "Zoë Müller", "José Núñez", "Håkon Dæhlie", "Thaïs Lefèvre", "Ánxela Piñeirúa"),
    "cp1250": ("Łucja Wójcik", "Šárka Nováková", "Grażyna Śliwa", "István Szőke", "Bohdíra Křepelčíková"),
    "cp1257": ("Žydrūnas Kaminskas", "Dainė Žukaitė", "Jānis Bērziņš", "Ģirts Ķirsis", "Rūstenė Gražvydytė"),
    "cp1254": ("Ayşe Ağaoğlu", "İpek Yıldız", "Barış Özgür", "Işıl Doğan", "Tümgör Kırağaçlı"),
    "mac_roman": ("Søren Bøgh", "Zoë Müller", "José Núñez", "Håkon Dæhlie", "Thaïs Lefèvre", "Ánxela Piñeirúa"),
}


def measure_encodings(n: int) -> None:
    """Texts decoded exactly: native ones, and English with foreign names and curly quotes."""
    model = load_assets().char_model
    for how, spelling in (("bytes only", None), ("by spelling", model.text_cost)):
        print(how)
        compare_encodings(n, spelling)


def compare_encodings(n: int, spelling: Spelling | None) -> None:
    """Share decoded exactly, by encoding."""
    for label, texts in (("native", native_texts()), ("English with names", english_texts(n))):
        right: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for encoding, text in texts:
            total[encoding] += 1
            right[encoding] += decode(text.encode(encoding), spelling=spelling).text == text
        print(f"{label}: {right.total() / total.total():.3f}", {name: f"{right[name]}/{total[name]}" for name in total})


def native_texts() -> Iterator[tuple[str, str]]:
    """Each language once in its usual encoding, short and repeated."""
    for encoding, text in _NATIVE.items():
        yield encoding, text
        yield encoding, f"{text}\n\n{text.swapcase().swapcase()}\n" * 5


def english_texts(n: int) -> Iterator[tuple[str, str]]:
    """English news with one to three foreign names, half of it with curly quotes and dashes."""
    rng = random.Random(4)
    for encoding, names in _FOREIGN.items():
        for number in range(n):
            parts = paragraphs(rng, 6)
            plain = [part for part in parts if part.isascii()] or ["The ferry stays."]
            for _ in range(rng.randint(1, 3)):
                said = "“It stays,” said {} – the owner’s lawyer." if number % 2 else "It stays, said {} of the board."
                plain.insert(rng.randint(0, len(plain)), said.format(rng.choice(names)))
            yield encoding, "\n\n".join(plain)


def measure_languages(corpora: Path) -> None:
    """English news that would be turned away, per corpus; texts a second; and the native texts."""
    files = (corpora / "polnear/polnear_train.jsonl.gz", corpora / "stories/fnc_dev.jsonl.gz")
    rows = [json.loads(line) for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]
    texts = [row.get("text") or row.get("body") for row in rows]
    started = time.process_time()
    languages = [language_of(text) for text in texts]
    seconds = time.process_time() - started
    lost = [(answer, text[:60]) for answer, text in zip(languages, texts, strict=True) if answer[0] != "en"]
    print(f"English articles {len(texts)}, not told as English {len(lost)}; {len(texts) / seconds:,.0f} per CPU second")
    sentences = [s for text in texts[:800] for s in text.split(". ") if len(s) > 60]
    wrong = [(a, s) for s in sentences if (a := language_of(s))[0] not in ("en", None)]
    sure = [(a, s) for a, s in wrong if a[1] >= 0.9]
    print(f"single sentences {len(sentences)}, told as another language {len(wrong)}, surely so {len(sure)}")
    for answer, text in (*lost[:5], *sure[:10]):
        print("   ", answer, text[:100])
    for text in _NATIVE.values():
        print("   ", language_of(text), text[:30])


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("html", "warc", "rows", "encodings", "languages"))
    parser.add_argument("--n", type=int, default=0, help="pages, records or texts")
    parser.add_argument("--mb", type=int, default=500, help="size of the rows, unpacked")
    parser.add_argument("--formats", nargs="+", default=["jsonl", "jsonl.gz", "json", "csv", "parquet"])
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("NEWSLOOM_CORPORA", "corpora")))
    given = parser.parse_args()
    if given.what == "html":
        measure_html(given.n or 300)
    elif given.what == "warc":
        measure_stream(partial(write_warc, n=given.n or 10_000), "crawl.warc.gz")
    elif given.what == "rows":
        for suffix in given.formats:
            measure_stream(partial(write_rows, megabytes=given.mb), f"news.{suffix}")
    elif given.what == "encodings":
        measure_encodings(given.n or 40)
    else:
        measure_languages(given.corpora)


if __name__ == "__main__":
    main()
