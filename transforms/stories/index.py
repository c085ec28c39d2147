"""Which earlier articles a new one may tell the same event as: by their heaviest terms, and by the week.

An article stands in the index under each of its heaviest terms and the week of its publication, or of its arrival where
that is not known; an article without a date is compared by arrival with all others, so those with a date stand under
the week of their arrival as well, where that is another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.sameness import STORY_TERMS
from newsloom.transforms.reuse.sql import connected
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.likeness import DAY, WEEK, week_of, weeks_at
from newsloom.transforms.stories.vectors import Floats
from newsloom.transforms.text.word_hashes import U64, Ints, Mask

_MICROSECONDS = 1e6  # of a second
_JOINED = 500  # new articles joined at once
_PAIRS = pa.schema([("i", pa.int64()), ("j", pa.int64()), ("telling", pa.bool_())])
_FACTS = ("article_id", "at", "dated", "arrived_at")
_HALF = np.uint64(32)
_RANKED = """
create temp table ranked as select *, row_number() over (partition by term order by seconds, i) as place from keys
"""
_CANDIDATES = """
select a.i, b.i as j, sum(a.weight * b.weight) >= $likeness as telling,
  bool_and(a.dated and b.dated) as both_dated, sum(a.today * b.today) as strength
from ranked a join ranked b using (term)
where a.i >= $first and a.i < $last and a.i < b.i
  and case when a.dated and b.dated then abs(a.seconds - b.seconds) else abs(a.arrived - b.arrived) end <= $window
  and abs(a.place - b.place) <= $reach
group by a.i, b.i
having count(*) >= $shared and (telling or both_dated or strength >= $undated_likeness)
"""
_NEAREST = f"""
select i, j, telling from ({_CANDIDATES})
qualify telling or both_dated or row_number() over (partition by i order by strength desc, j) <= $nearest
  or j < $n_new and row_number() over (partition by j order by strength desc, i) <= $nearest
order by all
"""


class CandidatePairs(NamedTuple):
    """Pairs (i, j), i before j, of which i at least is new; the new articles come first, then those of `names`.

    `telling`: those that share enough by the background alone, whatever else is there.
    """

    i: Ints
    j: Ints
    telling: Mask
    names: list[str]


def index_rows(items: Sequence[Item], options: StoryOptions) -> pa.Table:
    """Rows of STORY_TERMS."""
    rows = [
        {"slot": slot, "article_id": item.article_id, "at": item.at, "dated": item.dated, "arrived_at": item.arrived,
         "weight": weight}
        for item in items
        for weeks in [_stands(item)]
        for term, weight in zip(item.terms[: options.key_terms], item.weights, strict=False)
        for slot in _slots([term], weeks)
    ]  # fmt: skip
    return STORY_TERMS.conform(STORY_TERMS.table(rows))


def candidate_pairs(
    new: Sequence[Item], read: Read, weigh: Callable[[U64], Floats], options: StoryOptions
) -> CandidatePairs:
    """Pairs of articles that share heavy terms and are close in time: published within the window, or, where one has
    no date, arrived within it. `weigh`: as `Bag.reweighed` takes it."""
    wanted = (_slots(item.terms[: options.key_terms], _wanted(item, options)) for item in new)
    slots = np.unique(np.fromiter(chain.from_iterable(wanted), np.uint64))
    rows = read("story_terms", "slot", pa.array(slots))
    terms = pc.shift_right(rows["slot"], pa.scalar(32, pa.uint64()))
    columns = [*_FACTS, "term", "weight"]
    earlier = rows.append_column("term", terms).group_by(columns).aggregate([])
    names = pc.unique(earlier["article_id"])
    numbers = pc.add(pc.index_in(earlier["article_id"], names), len(new))
    keys = _weighed(pa.concat_tables([_keys(new, options), _numbered(earlier, numbers)]), weigh)
    joined = _join(keys, len(new), options)
    i, j = joined["i"].to_numpy(), joined["j"].to_numpy()
    chosen = np.unique(j[j >= len(new)])
    position = np.concatenate([np.arange(len(new)), np.zeros(len(names), dtype=np.int64)])
    position[chosen] = np.arange(len(chosen)) + len(new)
    telling = joined["telling"].to_numpy()
    return CandidatePairs(i, position[j], telling, names.take(pa.array(chosen - len(new))).to_pylist())


def _join(keys: pa.Table, n_new: int, options: StoryOptions) -> pa.Table:
    limits = {"window": options.window_days * DAY, "reach": options.term_reach, "shared": options.shared_terms,
              "likeness": options.key_likeness, "undated_likeness": options.undated_key_likeness,
              "nearest": options.undated_nearest, "n_new": n_new}  # fmt: skip
    with connected() as connection:
        connection.register("keys", keys)
        connection.execute(_RANKED)
        portions = ({"first": first, "last": min(first + _JOINED, n_new)} for first in range(0, n_new, _JOINED))
        portions_joined = [connection.sql(_NEAREST, params=limits | portion).to_arrow_table() for portion in portions]
    return pa.concat_tables([_PAIRS.empty_table(), *portions_joined])


def _keys(items: Sequence[Item], options: StoryOptions) -> pa.Table:
    """The heaviest terms of new articles, as the join takes them."""
    rows = [
        (n, *entry)
        for n, item in enumerate(items)
        for entry in zip(item.terms[: options.key_terms], item.weights, strict=False)
    ]
    numbers = pa.array([n for n, _, _ in rows], pa.int64())
    columns = [[getattr(item, name) for item in items] for name in ("article_id", "at", "dated", "arrived")]
    types = [STORY_TERMS.schema.field(name).type for name in _FACTS]
    facts = pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], _FACTS).take(numbers)
    facts = facts.append_column("term", pa.array([term for _, term, _ in rows], pa.uint64()))
    return _numbered(facts.append_column("weight", pa.array([weight for _, _, weight in rows], pa.float32())), numbers)


def _numbered(rows: pa.Table, numbers: pa.Array) -> pa.Table:
    seconds, arrived = (
        pc.divide(rows[name].cast(pa.int64()).cast(pa.float64()), _MICROSECONDS) for name in ("at", "arrived_at")
    )
    columns = {"i": numbers.cast(pa.int64()), "seconds": seconds, "arrived": arrived}
    return pa.table({**{name: rows[name] for name in ("term", "dated", "weight")}, **columns})


def _weighed(keys: pa.Table, weigh: Callable[[U64], Floats]) -> pa.Table:
    """The keys with the weights that their terms have `today`."""
    seconds, dated = keys["seconds"].to_numpy(), keys["dated"].to_numpy()
    periods = weeks_at(seconds) << 1 | ~dated
    slots = periods.astype(np.uint64) << _HALF | keys["term"].to_numpy()
    distinct, position = np.unique(slots, return_inverse=True)
    return keys.append_column("today", pa.array(keys["weight"].to_numpy() * weigh(distinct)[position]))


def _slots(terms: Sequence[int], weeks: Iterable[tuple[int, bool]]) -> list[int]:
    """Each of the terms with each (week, whether by arrival though it has a date) as one number."""
    ends = [week << 1 | by_arrival for week, by_arrival in weeks]
    return [term << 32 | end for term in terms for end in ends]


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
    return {(max(0, week + step), way) for week in weeks for step in around for way in ways}
