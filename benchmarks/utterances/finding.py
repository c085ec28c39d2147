"""Edited quotes looked up among very many: how many are found first, how many that nobody said, and how long it takes.

    python -m benchmarks.utterances.finding [--n 1000000] [--asked 1000] [--seed 1] [--keep DIR]

The quotes are sentences of content words, the common ones often, with function words between. What is asked for is one
of them after one or two edits (a word left out, exchanged or put in, a cut), or a new sentence of the same sort.
Writing the dataset takes some minutes for a million; `--keep` keeps it.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pyarrow as pa

from benchmarks.utterances.statements import FIRST_DAY
from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.dataset import Dataset, writing
from newsloom.flows.statements import find_statements
from newsloom.schemas.contract.articles import ARTICLES
from newsloom.schemas.contract.quotes import QUOTES
from newsloom.schemas.contract.utterances import UTTERANCES
from newsloom.schemas.table import Table
from newsloom.transforms.utterances.candidates import index_quotes

_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ro", "sa", "ti", "vu", "zo", "gra", "ste", "plo", "tri")
_BETWEEN = ("the", "of", "and", "we", "will", "not", "to", "in", "that", "is", "have", "for", "they", "it")
_AT_A_TIME = 100_000
N_WORDS = 30_000


def make_words(rng: random.Random) -> list[str]:
    """Made-up content words, the commonest first."""
    words: dict[str, None] = {}
    while len(words) < N_WORDS:
        words["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4)))] = None
    return list(words)


def make_sentences(rng: random.Random, words: list[str], count: int) -> Iterator[str]:
    """Sentences of six to twenty words, half of them content words by Zipf's law."""
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))  # added up once, not for each sentence
    for _ in range(count):
        size = rng.randint(3, 10)
        content = rng.choices(words, cum_weights=weights, k=size)
        yield " ".join(word for pair in zip(content, rng.choices(_BETWEEN, k=size), strict=True) for word in pair)


def edit(rng: random.Random, sentence: str, words: list[str]) -> str:
    """The sentence after one or two edits, of which at least half is left."""
    parts = sentence.split()
    for _ in range(rng.randint(1, 2)):
        place = rng.randrange(len(parts))
        match rng.choice(("leave out", "exchange", "put in", "cut")):
            case "leave out" if len(parts) > 6:
                del parts[place]
            case "exchange":
                parts[place] = rng.choice(words)
            case "put in":
                parts.insert(place, rng.choice(words))
            case _ if len(parts) > 10:
                parts = parts[: -rng.randint(1, 3)]
    return " ".join(parts)


def write_dataset(folder: Path, sentences: list[str]) -> None:
    """A dataset in which each sentence is a quote of its own, one article to a hundred."""
    with writing(folder) as writer:
        for first in range(0, len(sentences), _AT_A_TIME):
            rows = range(first, min(first + _AT_A_TIME, len(sentences)))
            writer.apply(_changes(sentences, rows))
        writer.publish("20250301T000000000000-000000")


def _changes(sentences: list[str], rows: range) -> Changes:
    ids = [f"{n * 0x9E3779B97F4A7C15 % 2**64:016x}" for n in rows]
    common = {"type": ["direct"] * len(rows), "text": [f"“{sentences[n]}”" for n in rows]}
    quotes = _table(
        QUOTES, {"quote_id": [f"q_{i}" for i in ids], "utterance_id": [f"u_{i}" for i in ids], **common},
        article_id=[f"a_{n // 100:016x}" for n in rows], speaker_kind=["unknown"] * len(rows),
        speaker_resolution=["none"] * len(rows), start_char=[0] * len(rows), end_char=[9] * len(rows),
    )  # fmt: skip
    utterances = _table(
        UTTERANCES, {"utterance_id": [f"u_{i}" for i in ids], "text": common["text"]},
        n_reports=[1] * len(rows), n_outlets=[1] * len(rows), n_independent=[1] * len(rows),
        attribution_conflict=[False] * len(rows), status=["active"] * len(rows),
    )  # fmt: skip
    articles = [
        {"article_id": f"a_{n // 100:016x}", "outlet": "Post", "source_uri": "made", "source_row": n, "text": "made"}
        | {"raw_sha256": f"{n:064x}", "n_chars": 4, "n_words": 1, "first_seen_at": FIRST_DAY}
        for n in rows
        if n % 100 == 0
    ]
    changes = Changes()
    changes.add("quotes", quotes)
    changes.add("utterances", utterances)
    changes.add("articles", ARTICLES.table(articles))
    changes.add("quote_blocks", index_quotes(quotes))
    return changes


def _table(table: Table, columns: dict[str, list[object]], **more: list[object]) -> pa.Table:
    given, size = columns | more, len(next(iter(columns.values())))
    arrays = [_array(given.get(field.name, [None] * size), field.type) for field in table.schema]
    return pa.Table.from_arrays(arrays, schema=table.schema)


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    return pa.array(values, pa.string()).cast(kind) if pa.types.is_dictionary(kind) else pa.array(values, kind)


def main() -> None:
    """Print recall at one, false finds, and seconds a look-up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    words = make_words(rng)
    sentences = list(make_sentences(rng, words, arguments.n))
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary) / "news"
        if not Dataset(folder, to_write=True).exists:
            write_dataset(folder, sentences)
        _look_up(folder, rng, words, rng.sample(sentences, arguments.asked))


def _look_up(folder: Path, rng: random.Random, words: list[str], sources: list[str]) -> None:
    started = time.perf_counter()
    first = 0
    for source in sources:
        found = find_statements(folder, edit(rng, source, words))
        first += bool(found) and found[0].quote["text"] == f"“{source}”"
    seconds = (time.perf_counter() - started) / len(sources)
    strangers = make_sentences(rng, words, len(sources))
    false = sum(bool(find_statements(folder, stranger)) for stranger in strangers)
    print(f"recall@1 {first / len(sources):.3f}; false finds {false} of {len(sources)}; {seconds:.3f} s a look-up")


if __name__ == "__main__":
    main()
