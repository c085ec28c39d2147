"""A made-up crawl to run whole: a WARC of news pages, or JSON lines, whose texts have the make-up of real news.

    python -m benchmarks.inputs.crawl OUT.warc.gz|OUT.warc|OUT.jsonl [--n N] [--mb MB] [--page-kb KB] [--foreign SHARE]

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

from benchmarks.inputs.reading import html_page, warc_record

_GERMAN = (
    "Der Stadtrat hat am Abend # Millionen Euro für die neue Fähre bewilligt.",
    "Die Bürgermeisterin sprach von einem guten Tag für die ganze Insel.",
    "Mehr als # Menschen warteten im Regen auf das erste Schiff des Tages.",
    "Die Opposition hält den Plan für zu teuer und will dagegen klagen.",
    "Nach Angaben der Hafenbehörde verspäteten sich # Boote um mehrere Stunden.",
    "Wann die Arbeiten am Anleger beginnen, steht noch nicht fest.",
)
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
        texts = [json.loads(line)["text"] for line in lines]
    with gzip.open(corpora / "polnear/polnear_train.jsonl.gz", "rt") as lines:
        texts += [json.loads(line)["text"] for line in lines]
    return [text for text in texts if 100 <= len(text.split()) <= 3000]


def mixed(foreign: float, seed: int = 0) -> Iterator[str]:
    """Texts without end, a share of them not in English."""
    rng = random.Random(seed + 1)
    english = texts(seed)
    while True:
        yield _german(rng) if rng.random() < foreign else next(english)


def write_warc(path: Path, n: int, page_kb: int, foreign: float) -> None:
    """`n` responses with a page each, of so many kilobytes at least, a share of them not in English."""
    rng = random.Random(1)
    with path.open("wb") as out:
        for number, text in zip(range(n), mixed(foreign), strict=False):
            body = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
            page = html_page(rng, number, body)[0]
            script = (
                f"<script>var state='{rng.randbytes(max(0, page_kb * 1000 - len(page)) // 2).hex()}'</script></body>"
            )
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            content = head + page.replace(b"</body>", script.encode())
            out.write(warc_record(WarcRecordType.response, number, content, packed=path.suffix == ".gz"))


def _german(rng: random.Random) -> str:
    return "\n".join(" ".join(rng.choices(_GERMAN, k=4)).replace("#", str(rng.randint(2, 9999))) for _ in range(8))


def write_lines(path: Path, megabytes: float, foreign: float) -> None:
    """JSON lines of that size together, a share of them not in English."""
    size = 0
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(mixed(foreign, 1)):
            size += out.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
            if size >= megabytes * 1e6:
                return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--mb", type=float, default=100)
    parser.add_argument("--page-kb", type=int, default=0)
    parser.add_argument("--foreign", type=float, default=0.0)
    chosen = parser.parse_args()
    if chosen.out.suffix == ".jsonl":
        write_lines(chosen.out, chosen.mb, chosen.foreign)
    else:
        write_warc(chosen.out, chosen.n, chosen.page_kb, chosen.foreign)
