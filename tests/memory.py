"""A dataset in memory, articles to compare with it, and made-up streams of them."""

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.contract import TABLES
from newsloom.schemas.state.sameness import STATE_TABLES
from newsloom.transforms.reuse.blocking.candidates import CandidateOptions
from newsloom.transforms.reuse.copies import CopyOptions
from newsloom.transforms.reuse.pairs import PairOptions
from newsloom.transforms.stories.compare import SamenessOptions, compare
from newsloom.transforms.stories.vectors import Idf
from newsloom.transforms.text.ids import content_id

IDF = Idf(np.array([1, 2], dtype=np.uint32), np.array([1, 1], dtype=np.uint16), 5000)
NOW = datetime(2025, 3, 1, tzinfo=UTC)
TABLE_OF = TABLES | {table.name: table for table in STATE_TABLES}
KEYS = ["article_id_a", "article_id_b"]


def in_memory(tables):
    """A `read` over tables in memory."""

    def read(table, column, values, columns=None):
        rows = tables.get(table, TABLE_OF[table].empty())
        if column is not None:
            wanted = values if isinstance(values, pa.Array) else pa.array(values)
            rows = rows.filter(pc.is_in(rows[column], wanted.cast(rows.schema.field(column).type)))
        return rows.select(columns or rows.column_names)

    return read


def articles(texts, **columns):
    """A frame of articles; columns are lists as long as texts."""
    rows = [
        {
            "article_id": content_id("a_", text, i),
            "text": text,
            "first_seen_at": NOW,
            "source_uri": "x",
            "source_row": i,
        }
        | {name: values[i] for name, values in columns.items()}
        for i, text in enumerate(texts)
    ]
    return TABLES["articles"].table(rows)


def upsert(old, new, key):
    if old.num_rows == 0 or new.num_rows == 0:
        return pa.concat_tables([old, new.select(old.column_names)])
    fresh = set(zip(*(new[name].to_pylist() for name in key), strict=True))
    kept = [row not in fresh for row in zip(*(old[name].to_pylist() for name in key), strict=True)]
    return pa.concat_tables([old.filter(pa.array(kept)), new.select(old.column_names)])


class Stored:
    """A dataset in memory."""

    def __init__(self, options=None):
        self.options = options
        self.tables = {name: table.empty() for name, table in TABLE_OF.items()}

    def run(self, new):
        found = compare(new, in_memory(self.tables), IDF, self.options)
        self.tables["articles"] = pa.concat_tables([self.tables["articles"], new])
        for values in (found.originals, found.story_of):
            self.set(values)
        for name in ("article_pairs", "shared_passages"):
            for gone in (found.dropped, found.article_pairs):
                self.delete(name, gone)
        self.tables["shared_passages"] = pa.concat_tables([self.tables["shared_passages"], found.passages])
        for name, rows in {"article_pairs": found.article_pairs, "stories": found.stories, **found.state}.items():
            self.tables[name] = upsert(self.tables[name], rows, TABLE_OF[name].key)
        return found

    def set(self, values):
        rows = {row["article_id"]: row for row in values.to_pylist()}
        old = self.tables["articles"].to_pylist()
        self.tables["articles"] = TABLES["articles"].table([row | rows.get(row["article_id"], {}) for row in old])

    def delete(self, name, gone):
        pairs = set(zip(*(gone[key].to_pylist() for key in KEYS), strict=True))
        table = self.tables[name]
        kept = [pair not in pairs for pair in zip(*(table[key].to_pylist() for key in KEYS), strict=True)]
        self.tables[name] = table.filter(pa.array(kept, pa.bool_()))

    def rows(self, name, *columns):
        return sorted(map(str, self.tables[name].select(list(columns) or TABLES[name].schema.names).to_pylist()))


def one_run(texts, **columns):
    stored = Stored()
    stored.run(articles(texts, **columns))
    return stored


def words(rng, count):
    return " ".join(f"{rng.choice('bcdfglmnprst')}{rng.choice('aeiou')}{rng.randint(0, 400)}" for _ in range(count))


def small_stream(seed, count=36):
    """Made-up articles: copies, reused paragraphs, equal texts, and a footer that becomes too common on the way."""
    rng = random.Random(seed)
    footer, texts = words(rng, 24), []
    for _ in range(count):
        base = rng.choice(texts) if texts and rng.random() < 0.5 else words(rng, rng.randint(30, 90))
        kind = rng.random()
        if kind < 0.15:
            text = base
        elif kind < 0.5:
            text = words(rng, 25) + "\n" + base
        else:
            text = base[: rng.randint(100, 400)] + "\n" + words(rng, rng.randint(0, 60))
        texts.append(text + "\n" + footer if rng.random() < 0.5 else text)
    return texts


def crowded_stream(seed, count=40):
    """A few texts and what was made of them, each printed by many of eight outlets, at different times."""
    rng = random.Random(seed)
    pool = [words(rng, rng.randint(40, 90)) for _ in range(2)]
    for _ in range(rng.randint(2, 8)):
        text = rng.choice(pool).split()
        every = rng.choice((6, 7, 8))  # a word, so that no long run is left
        pool.append(
            rng.choice(
                (
                    " ".join([*text, words(rng, rng.randint(5, 40))]),
                    " ".join([*text[: len(text) // 2], words(rng, 30)]),
                    " ".join(words(rng, 1) if i % every == 0 else word for i, word in enumerate(text)),
                )
            )
        )
    rows = [
        {
            "text": rng.choice(pool),
            "outlet_domain": rng.choice([f"calder{outlet}.example"] * 6 + [None]),
            "url": rng.choice([None, None, f"https://calder{outlet}.example/{rng.randrange(3)}"]),
            "published_at": NOW - timedelta(hours=rng.randrange(120)) if rng.random() < 0.9 else None,
            "title": rng.choice(["Tide rises", "Tide falls", None]),
        }
        for outlet in (rng.randrange(8) for _ in range(count))
    ]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return articles(columns.pop("text"), **columns)


SMALL_CAP = SamenessOptions(copies=CopyOptions(PairOptions(match=CandidateOptions(max_texts=12)), members=3))
