"""Which texts to compare, and how much two texts have in common."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.reuse.blocking.fingerprints import (
    HASH_BITS,
    Fingerprints,
    SketchOptions,
    is_short,
    text_hash_keys,
)
from newsloom.transforms.reuse.matches import Matches, Texts, find_matches
from newsloom.transforms.reuse.sql import connected
from newsloom.transforms.text.word_hashes import U64, Ints, Mask, Words, find_common

Floats = npt.NDArray[np.float64]

_NO_KEY = ~np.uint64(0)


# By hand, on what winnowing promises of a run of twenty words (docs/decisions/0030).
@dataclass(frozen=True)
class CandidateOptions:
    """Which pairs of texts are compared.

    min_shared: fingerprints that two texts must share; one will do where either text is short.
    max_texts: a fingerprint of more texts than this is boilerplate: it leads to no comparison.
    """

    min_shared: int = 2
    max_texts: int = 100


@dataclass(frozen=True)
class BucketPairs:
    """What one bucket of fingerprints says.

    `pairs`: text_a < text_b, n shared fingerprints, whether one is `short`. `common`: hash of those that became
    boilerplate now.
    `recheck`: text_key of earlier texts that have one of those, so that their article_pairs must be measured again.
    """

    pairs: pa.Table
    common: pa.Table
    recheck: pa.Table


_HASH = pa.uint64()
_NO_MATCHES = BucketPairs(
    pa.schema([("text_a", _HASH), ("text_b", _HASH), ("n", pa.int64()), ("short", pa.bool_())]).empty_table(),
    pa.schema([("hash", _HASH)]).empty_table(),
    pa.schema([("text_key", _HASH)]).empty_table(),
)
_MATCH = """
with rows as (select hash, text_key, short, true as fresh from new
              union all select hash, text_key, short, false from earlier),
     frequency as (select hash, count(*) as n, bool_or(fresh) as touched from rows group by hash),
     useful as (select r.* from rows r join frequency f using (hash)
                where f.touched and f.n between 2 and $max_texts)
select a.text_key as text_a, b.text_key as text_b, count(*) as n, bool_or(a.short or b.short) as short
from useful a join useful b using (hash)
where a.text_key < b.text_key and (a.fresh or b.fresh)
group by all
"""
_COMMON = """
with counts as (select hash, count(*) as n from (select hash from new union all select hash from earlier) group by hash)
select hash from counts where n > $max_texts order by hash
"""
_RECHECK = "select distinct text_key from earlier semi join common using (hash)"


def join_fingerprints(new: pa.Table, earlier: pa.Table, options: CandidateOptions | None = None) -> BucketPairs:
    """Join new fingerprints (hash, text_key, short) with each other and with earlier ones of the same bucket.

    Neither may hold hashes that were boilerplate before. Buckets are independent of each other: map over them on
    any engine and give the results to `select_candidates`.
    """
    options = options or CandidateOptions()
    with connected() as connection:
        connection.register("new", new)
        connection.register("all_earlier", earlier)
        connection.execute("create temp table earlier as select e.* from all_earlier e semi join new using (hash)")
        limit = {"max_texts": options.max_texts}
        pairs = connection.sql(_MATCH, params=limit).to_arrow_table()
        common = connection.sql(_COMMON, params=limit).to_arrow_table()
        connection.register("common", common)
        return BucketPairs(pairs, common, connection.sql(_RECHECK).to_arrow_table())


def select_candidates(
    matches: list[BucketPairs], options: CandidateOptions | None = None
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Pairs of texts to compare, new boilerplate and texts to check again, over all buckets."""
    options = options or CandidateOptions()
    matches = [*matches, _NO_MATCHES]
    names = ["text_a", "text_b"]
    shared = pa.concat_tables(m.pairs for m in matches).group_by(names).aggregate([("n", "sum"), ("short", "any")])
    enough = pc.or_(pc.greater_equal(shared["n_sum"], options.min_shared), shared["short_any"])
    pairs = shared.filter(enough).select(names).sort_by([(name, "ascending") for name in names])
    again = pa.concat_tables(m.recheck for m in matches)["text_key"]
    recheck = pa.table({"text_key": pc.unique(again).sort()})
    return pairs, pa.concat_tables(m.common for m in matches), recheck


@dataclass(frozen=True)
class Overlap:
    """Measures of pairs of texts, one entry a pair; shares are of distinct 3-word shingles."""

    jaccard: Floats
    containment_a: Floats
    containment_b: Floats
    shared: Ints
    longest_run: Ints

    def select(self, mask: Mask) -> Overlap:
        """Some of the pairs."""
        return Overlap(*(getattr(self, f.name)[mask] for f in fields(self)))


def measure(words: Words, a: Ints, b: Ints, ignored: Mask | None = None) -> tuple[Overlap, Matches]:
    """How much texts a[p] and b[p] have in common, and the verbatim runs of five words or more.

    Shingles with a word in `ignored` (boilerplate) do not count; runs are found in the whole texts.
    """
    keys = Texts(words, 3).keys
    if ignored is not None and ignored.any():
        keys = np.where(ignored | np.roll(ignored, -1) | np.roll(ignored, -2), _NO_KEY, keys)
    keys = sorted_unique(keys[keys != _NO_KEY])
    offsets = np.searchsorted(keys, np.arange(len(words) + 1, dtype=np.uint64) << HASH_BITS)
    counts = np.diff(offsets)
    shared = _shared(keys, offsets, a, b)
    runs = find_matches(Texts(words), a, b)
    longest = np.zeros(len(a), dtype=np.int64)
    np.maximum.at(longest, runs.pairs, runs.lengths)
    return (
        Overlap(
            shared / np.maximum(counts[a] + counts[b] - shared, 1),
            shared / np.maximum(counts[a], 1),
            shared / np.maximum(counts[b], 1),
            shared,
            longest,
        ),
        runs,
    )


def is_candidate(
    words: Words, prints: Fingerprints, a: Ints, b: Ints, common: U64, options: CandidateOptions, how: SketchOptions
) -> Mask:
    """Whether texts a[p] and b[p] share enough fingerprints besides the common ones, as `join_fingerprints` finds.

    Needed for pairs that were found before some of their fingerprints became common.
    """
    useful = ~among(prints.hashes, common)
    texts = prints.texts[useful]
    keys = text_hash_keys(texts, prints.hashes[useful])
    shared = _shared(keys, np.searchsorted(texts, np.arange(len(words) + 1)), a, b)
    short = is_short(words, how)
    return shared >= np.where(short[a] | short[b], 1, options.min_shared)


def sorted_unique(values: U64) -> U64:
    """Distinct values in order; numpy's own way hashes them, which is slower by far."""
    values = np.sort(values)
    fresh = np.ones(len(values), dtype=bool)
    fresh[1:] = values[1:] != values[:-1]
    return values[fresh]


def among(values: U64, members: U64) -> Mask:
    """Which values are among the members, which are sorted."""
    if not len(members):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(members, values), len(members) - 1)
    present: Mask = members[at] == values
    return present


def _shared(keys: U64, offsets: Ints, a: Ints, b: Ints) -> Ints:
    """Number of keys that texts a[p] and b[p] have in common; `keys` sorted, text i at offsets[i]:offsets[i + 1]."""
    pairs, _, _ = find_common(keys, offsets, a, b, HASH_BITS)
    return np.bincount(pairs, minlength=len(a))
