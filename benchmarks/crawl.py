"""A made-up crawl to run whole: a .warc.gz of news pages, or JSON lines, whose texts have the make-up of real news.

    python -m benchmarks.crawl OUT.warc.gz|OUT.jsonl [--n N] [--mb MB]

Texts of the corpora that NEWSLOOM_CORPORA names, in which every other longer word gives way to another one of the same
ending and capitals: as many names, quotes and sentences as there were, and hardly a paragraph twice. For measuring
only; what it writes is not ours to pass on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import WarcRecordType

from benchmarks.inputs import html_page, warc_record

LONG = 5  # letters from which on a word may be replaced
_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")


def texts(seed: int = 0) -> Iterator[str]:
    """Texts without end, each from an article of the corpora."""
    rng = random.Random(seed)
    sources = _sources()
    pools: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for text in sources:
        for word in set(_WORD.findall(text)):
            pools[_kind(word)].append(word)

    def other(match: re.Match[str]) -> str:
        return rng.choice(pools[_kind(match[0])]) if rng.random() < 0.5 else match[0]

    while True:
        yield _WORD.sub(other, rng.choice(sources))


def _kind(word: str) -> tuple[str, bool]:
    return word[-2:].lower(), word[0].isupper()


def _sources() -> list[str]:
    corpora = Path(os.environ["NEWSLOOM_CORPORA"])
    with gzip.open(corpora / "stories/fnc_dev.jsonl.gz", "rt") as lines:
        found = [json.loads(line)["text"] for line in lines]
    with gzip.open(corpora / "polnear/polnear_train.jsonl.gz", "rt") as lines:
        found += [json.loads(line)["text"] for line in lines]
    return [text for text in found if 100 <= len(text.split()) <= 3000]


def write_warc(path: Path, n: int) -> None:
    """`n` responses with a page each."""
    rng = random.Random(1)
    with path.open("wb") as out:
        for number, text in zip(range(n), texts(), strict=False):
            body = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            out.write(warc_record(WarcRecordType.response, number, head + html_page(rng, number, body)[0]))


def write_lines(path: Path, megabytes: float) -> None:
    """JSON lines of that size together."""
    size = 0
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts(1)):
            size += out.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
            if size >= megabytes * 1e6:
                return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--mb", type=float, default=100)
    chosen = parser.parse_args()
    if chosen.out.suffix == ".jsonl":
        write_lines(chosen.out, chosen.mb)
    else:
        write_warc(chosen.out, chosen.n)
