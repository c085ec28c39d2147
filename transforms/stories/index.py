"""Which earlier articles a new one may tell the same event as: by their heaviest terms, and by the week.

An article stands in the index under each of its heaviest terms and the week of its publication, or of its arrival where
that is not known; an article without a date is compared by arrival with all others, so those with a date stand under
the week of their arrival as well, where that is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.sameness import STORY_TERMS
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.likeness import DAY, WEEK, week_of
from newsloom.transforms.text.word_hashes import Ints

_MICROSECONDS = 1e6  # of a second
_JOINED = 500  # new articles joined at once
_PAIRS = pa.schema([("i", pa.int64()), ("j", pa.int64())])
_FACTS = ("article_id", "at", "dated", "arrived_at")
_RANKED = """
create table ranked as select *, row_number() over (partition by term order by seconds, i) as place from keys
"""
_CANDIDATES = """
select a.i, b.i as j
from ranked a join ranked b using (term)
where a.i >= $first and a.i < $last and a.i < b.i
  and case when a.dated and b.dated then abs(a.seconds - b.seconds) else abs(a.arrived - b.arrived) end <= $window
  and abs(a.place - b.place) <= $reach
group by all having count(*) >= $shared
order by all
"""


class CandidatePairs(NamedTuple):
    """Pairs (i, j), i before j, of which i at least is new; the new articles come first, then those of `names`."""

    i: Ints
    j: Ints
    names: list[str]


def index_rows(items: Sequence[Item], options: StoryOptions) -> pa.Table:
    """Rows of STORY_TERMS."""
    rows = [
        {"slot": slot, "article_id": item.article_id, "at": item.at, "dated": item.dated, "arrived_at": item.arrived}
        for item in items
        for slot in _slots(item, _stands(item), options)
    ]
    return STORY_TERMS.conform(STORY_TERMS.table(rows))


def candidate_pairs(new: Sequence[Item], read: Read, options: StoryOptions) -> CandidatePairs:
    """Pairs of articles that share heavy terms and are close in time: published within the window, or, where one has
    no date, arrived within it."""
    slots = np.unique(
        np.fromiter((s for item in new for s in _slots(item, _wanted(item, options), options)), np.uint64)
    )
    rows = read("story_terms", "slot", pa.array(slots))
    terms = pc.shift_right(rows["slot"], pa.scalar(32, pa.uint64()))
    earlier = rows.select(_FACTS).append_column("term", terms).group_by([*_FACTS, "term"]).aggregate([])
    names = pc.unique(earlier["article_id"])
    numbers = pc.add(pc.index_in(earlier["article_id"], names), len(new))
    keys = pa.concat_tables([_keys(new, options), _numbered(earlier, numbers)])
    joined = _join(keys, len(new), options)
    i, j = joined["i"].to_numpy(), joined["j"].to_numpy()
    chosen = np.unique(j[j >= len(new)])
    position = np.concatenate([np.arange(len(new)), np.zeros(len(names), dtype=np.int64)])
    position[chosen] = np.arange(len(chosen)) + len(new)
    return CandidatePairs(i, position[j], names.take(pa.array(chosen - len(new))).to_pylist())


def _join(keys: pa.Table, n_new: int, options: StoryOptions) -> pa.Table:
    limits = {"window": options.window_days * DAY, "reach": options.term_reach, "shared": options.shared_terms}
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("keys", keys)
        connection.execute(_RANKED)
        portions = ({"first": first, "last": min(first + _JOINED, n_new)} for first in range(0, n_new, _JOINED))
        portions_joined = [
            connection.sql(_CANDIDATES, params=limits | portion).to_arrow_table() for portion in portions
        ]
    return pa.concat_tables([_PAIRS.empty_table(), *portions_joined])


def _keys(items: Sequence[Item], options: StoryOptions) -> pa.Table:
    """The heaviest terms of new articles, as the join takes them."""
    rows = [(n, term) for n, item in enumerate(items) for term in item.terms[: options.key_terms]]
    numbers = pa.array([n for n, _ in rows], pa.int64())
    columns = [[getattr(item, name) for item in items] for name in ("article_id", "at", "dated", "arrived")]
    types = [STORY_TERMS.schema.field(name).type for name in _FACTS]
    facts = pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], _FACTS).take(numbers)
    return _numbered(facts.append_column("term", pa.array([term for _, term in rows], pa.uint64())), numbers)


def _numbered(rows: pa.Table, numbers: pa.Array) -> pa.Table:
    seconds, arrived = (
        pc.divide(rows[name].cast(pa.int64()).cast(pa.float64()), _MICROSECONDS) for name in ("at", "arrived_at")
    )
    columns = {"i": numbers.cast(pa.int64()), "seconds": seconds, "arrived": arrived}
    return pa.table({"term": rows["term"], "dated": rows["dated"], **columns})


def _slots(item: Item, weeks: Iterable[tuple[int, bool]], options: StoryOptions) -> list[int]:
    """Each of the heaviest terms with each (week, whether by arrival though it has a date) as one number."""
    ends = [week << 1 | by_arrival for week, by_arrival in weeks]
    return [term << 32 | end for term in item.terms[: options.key_terms] for end in ends]


def _stands(item: Item) -> set[tuple[int, bool]]:
    """The weeks that an article stands under."""
    at, arrived = week_of(item.at), week_of(item.arrived)
    return {(at, False)} | ({(arrived, True)} if arrived != at else set())


def _wanted(item: Item, options: StoryOptions) -> set[tuple[int, bool]]:
    """The weeks under which those stand that an article is compared with."""
    reach = -(-options.window_days * DAY // WEEK)
    around = range(-int(reach), int(reach) + 1)
    weeks = {week_of(item.at), week_of(item.arrived)}
    ways = (False,) if item.dated else (False, True)
    return {(week + step, way) for week in weeks for step in around for way in ways}
