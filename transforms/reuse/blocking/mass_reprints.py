"""Mass reprints: texts that very many articles have nearly, so that most of their fingerprints are common.

No fingerprint pairs such texts. Each is paired with a few representatives instead: of the texts that share one of its
`sketch_size` fingerprints, those most likely to be the original. Who represents depends on the articles alone, not on
the runs that brought them, and the number of pairs grows with the number of articles only. A footer makes no mass
reprint: it is the smaller part of its article.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from newsloom.schemas.state.sameness import MASS_REPRINTS
from newsloom.transforms.reuse.blocking.candidates import among, sorted_unique
from newsloom.transforms.reuse.sql import connected
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.text.word_hashes import U64

TextPair = tuple[int, int]


# By hand.
@dataclass(frozen=True)
class MassReprintOptions:
    """Which texts are mass reprints, and with how many they are paired.

    min_common, share, short_share: common fingerprints of such a text, in number and as share of all it has; of a
    short text, which has all of its shingles, more is asked.
    sketch_size: of its fingerprints those with the smallest hashes, by which it finds others.
    representatives: texts for each of these.
    """

    min_common: int = 16
    share: float = 0.5
    short_share: float = 0.8
    sketch_size: int = 16
    representatives: int = 1


@dataclass(frozen=True)
class ReprintPairs:
    """What a run does to the mass reprints.

    `pairs`: text_a < text_b to compare. `left`: sorted keys of texts that represent a fingerprint no longer. `rows`:
    rows of MASS_REPRINTS to write.
    """

    pairs: pa.Table
    left: U64
    rows: pa.Table


_NO_PAIRS = pa.schema([("text_a", pa.uint64()), ("text_b", pa.uint64())])
# as `originals.canonical_order` has it: what an article is paired with must be an original itself
_FIRST = 'order by agency_itself desc, "at" nulls last, credits, n_words desc, article_id'
_MERGED = f"""
create temp table merged as
select * from (select * from stored union all select * from fresh)
qualify row_number() over (partition by hash, text_key {_FIRST}) = 1
"""
_HEADS = f"""
create temp table {{name}} as
select hash, text_key from {{of}} qualify row_number() over (partition by hash {_FIRST}) <= $heads
"""
_CHANGED = """
create temp table changed as
select distinct hash from ((from heads except from heads_before) union all (from heads_before except from heads))
union select hash from heads semi join again using (text_key)
"""
_PAIRS = """
select distinct least(m.text_key, h.text_key) as text_a, greatest(m.text_key, h.text_key) as text_b
from merged m join heads h using (hash)
where m.text_key <> h.text_key
  and (m.hash in (from changed) or exists (from fresh f where f.hash = m.hash and f.text_key = m.text_key))
order by all
"""
_LEFT = "select distinct text_key from (from heads_before except from heads) order by text_key"
_WRITTEN = "from merged except from stored order by all"


def reprint_sketches(keys: U64, prints: pa.Table, common: U64, options: MassReprintOptions) -> pa.Table:
    """The fingerprints (hash, text: its number) by which mass reprints among the texts find others.

    `prints` (hash, text, short) are sorted by text and hash; `common` is sorted.
    """
    hashes, texts = prints["hash"].to_numpy(), prints["text"].to_numpy()
    count = np.bincount(texts, minlength=len(keys))
    n_common = np.bincount(texts[among(hashes, common)], minlength=len(keys))
    short = np.zeros(len(keys), dtype=bool)
    short[texts] = prints["short"].to_numpy()
    reprinted = (n_common >= options.min_common) & (
        n_common >= count * np.where(short, options.short_share, options.share)
    )
    rank = np.arange(len(texts)) - (np.cumsum(count) - count)[texts]
    chosen = reprinted[texts] & (rank < options.sketch_size)
    return pa.table({"hash": hashes[chosen], "text": texts[chosen]})


def pair_mass_reprints(fresh: pa.Table, again: U64, read: Read, options: MassReprintOptions) -> ReprintPairs:
    """Pairs that mass reprints (`fresh`, rows of MASS_REPRINTS) bring; `again`: texts to pair anew."""
    if not fresh.num_rows:
        return ReprintPairs(_NO_PAIRS.empty_table(), np.zeros(0, dtype=np.uint64), MASS_REPRINTS.empty())
    hashes = sorted_unique(fresh["hash"].to_numpy())
    stored = read("mass_reprints", "hash", pa.array(hashes)).select(MASS_REPRINTS.schema.names)
    with connected() as connection:
        connection.register("stored", stored)
        connection.register("fresh", fresh)
        connection.register("again", pa.table({"text_key": again}))
        connection.execute(_MERGED)
        for name, of in (("heads_before", "stored"), ("heads", "merged")):
            connection.execute(_HEADS.format(name=name, of=of), {"heads": options.representatives})
        connection.execute(_CHANGED)
        pairs, left, rows = (connection.sql(query).to_arrow_table() for query in (_PAIRS, _LEFT, _WRITTEN))
    return ReprintPairs(pairs, left["text_key"].to_numpy(), rows.cast(MASS_REPRINTS.schema))


def representative_pairs(texts: U64, rows: pa.Table, read: Read, options: MassReprintOptions) -> set[TextPair]:
    """Which of the texts are paired as mass reprints, `rows` having been written: (smaller key, greater key)."""
    mine = pa.concat_tables(
        [read("mass_reprints", "text_key", pa.array(texts)).select(MASS_REPRINTS.schema.names), rows]
    )
    if not mine.num_rows:
        return set()
    hashes = sorted_unique(mine["hash"].to_numpy())
    with connected() as connection:
        connection.register(
            "stored", read("mass_reprints", "hash", pa.array(hashes)).select(MASS_REPRINTS.schema.names)
        )
        connection.register("fresh", rows)
        connection.register("texts", pa.table({"text_key": texts}))
        connection.execute(_MERGED)
        connection.execute(_HEADS.format(name="heads", of="merged"), {"heads": options.representatives})
        pairs = connection.sql(
            "select distinct least(m.text_key, h.text_key), greatest(m.text_key, h.text_key)"
            " from merged m semi join texts using (text_key) join heads h using (hash) where m.text_key <> h.text_key"
        ).to_arrow_table()
    return set(zip(*(column.to_pylist() for column in pairs.columns), strict=True))
