"""Which pairs of articles tell the same event by themselves, and which are alike enough to be joined."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.reuse.copies import Copies
from newsloom.transforms.reuse.state import Read, pairs_of, stored_pairs
from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.cosine import (
    Bag,
    ScoredPair,
    append_bag,
    bag_of,
    comparable,
    cosines,
    nearest_pairs,
    stored_bag,
    title_shares,
)
from newsloom.transforms.stories.index import candidate_pairs
from newsloom.transforms.stories.items import stored_items
from newsloom.transforms.stories.likeness import DAY, LikenessOptions, fading
from newsloom.transforms.stories.told_days import AHEAD, DAYS
from newsloom.transforms.stories.vectors import Floats
from newsloom.transforms.text.word_hashes import U64, Ints, Mask


@dataclass(frozen=True)
class StoryPairs:
    """`rows` of same-story article_pairs to write, pairs to delete (`dropped`), and what clustering needs: `links`
    between the new articles and the `earlier` ones, which are numbered after them, all with the weights of today.
    `kin`: articles that are alike whatever their time and outlet, and more so where one has no day. `days_known`: share
    of all that were compared whose day is known."""

    rows: list[dict[str, object]]
    dropped: list[tuple[str, str]]
    links: list[tuple[int, int]]
    new: list[Item]
    earlier: list[Item]
    kin: list[tuple[Item, Item]]
    days_known: float


def find_story_pairs(
    new: Sequence[Item], copies: Copies, weigh: Callable[[U64], Floats], read: Read, options: StoryOptions
) -> StoryPairs:
    """The new articles with each other and with earlier ones.

    Pairs are reported by the background alone, so that they do not depend on the order of arrival; stories are
    made with what the dataset has taught about the rarity of terms as well, which `weigh` brings in.
    """
    i, j, telling, names = candidate_pairs(new, read, weigh, options)
    rows = _named(names, read)
    items = [*new, *stored_items(rows, vectors=False)]
    bag = append_bag(bag_of(new), stored_bag(rows, items[len(new) :]))
    weighed = bag.reweighed(weigh)
    cosine, plain = cosines([weighed, bag], i, j)
    days_known = sum(item.dated for item in items) / max(1, len(items))
    undated = np.where(_days(items)[1], 1.0, options.likeness.undated**days_known)
    akin = cosine * np.minimum(undated[i], undated[j]) >= options.thread_threshold
    kin = [(items[x], items[y]) for x, y in zip(i[akin].tolist(), j[akin].tolist(), strict=True)]
    reuse = reuse_factors(items, i, j, copies.article_pairs)
    alike = cosine * reuse * pair_factors(items, i, j, options.likeness, days_known) >= options.threshold
    alike[alike] = _of_one_event(items, weighed, i[alike], j[alike], options)
    earlier = _of_stories({items[x].story_id for x in j[alike].tolist()}, read)
    number = {item.article_id: n for n, item in enumerate([*new, *earlier])}
    links = [(x, number[items[y].article_id]) for x, y in zip(i[alike].tolist(), j[alike].tolist(), strict=True)]
    scored = _telling(items, bag, i[telling], j[telling], (plain * reuse)[telling], options)
    reports, dropped = _reports(scored, new, items, copies, read, options)
    today = _weighed([*new, *earlier], weigh)
    return StoryPairs(reports, dropped, links, today[: len(new)], today[len(new) :], kin, days_known)


def _telling(
    items: Sequence[Item], bag: Bag, i: Ints, j: Ints, cosine: Floats, options: StoryOptions
) -> list[tuple[Item, Item, float]]:
    """The pairs of items i[p] and j[p] that tell the same event by themselves, with their likeness."""
    likeness = cosine * pair_factors(items, i, j, options.likeness)
    alike = (likeness >= options.pair_threshold) & ~(bag.previews[i] | bag.previews[j])
    share = options.pair_title_share
    alike[alike] = _of_one_event(
        items, bag, i[alike], j[alike], replace(options, title_share=share, late_title_share=share)
    )
    pairs = zip(i[alike].tolist(), j[alike].tolist(), likeness[alike].tolist(), strict=True)
    return [(items[x], items[y], value) for x, y, value in pairs]


def pair_factors(
    items: Sequence[Item], i: Ints, j: Ints, options: LikenessOptions, days_known: float | None = None
) -> Floats:
    """What time and outlet make of the likeness of items i[p] and j[p]. *Shape:* that of `i`.

    `days_known`: share of the articles around whose day is known; without it, that of each pair, whatever is around.
    """
    days, dated = _days(items)
    share_dated = (dated[i] + dated[j].astype(np.float64)) / 2 if days_known is None else days_known
    factors = np.where(dated[i] & dated[j], fading(days[i] - days[j], options), options.undated**share_dated)
    shared = np.zeros(len(i))
    for which in (0, 1):
        number: dict[str, int] = {}
        numbers = [number.setdefault(_source(item, which), len(number)) for item in items]
        source = np.array(numbers, dtype=np.int64)
        shared += source[i] == source[j]
    return factors * np.maximum(0.0, 1 - options.one_outlet * shared)


def _days(items: Sequence[Item]) -> tuple[Floats, Mask]:
    """The time of each item in days, and whether it is that of its publication."""
    return np.array([x.at.timestamp() / DAY for x in items]), np.array([x.dated for x in items], dtype=bool)


def _of_one_event(items: Sequence[Item], bag: Bag, i: Ints, j: Ints, options: StoryOptions) -> Mask:
    """Whether titles of items i[p] and j[p] tell of the same, or there are none. *Shape:* that of `i`.

    What is told days later is mostly what came of it, and needs more; what came of it is no event of a preview.
    """
    days, dated = _days(items)
    apart = np.where(dated[i] & dated[j], np.abs(days[i] - days[j]), 0.0)
    first, second = np.where(days[i] <= days[j], (i, j), (j, i))
    next_day = (np.floor(days[second]) > np.floor(days[first])) & (apart > 0)
    foretold = next_day & bag.previews[first] & ~bag.previews[second]
    least = np.where(apart > options.late_days, options.late_title_share, options.title_share)
    doubtful = _tell_of_other_days(items, first, second, next_day)
    least = np.where(doubtful, np.maximum(least, options.doubtful_title_share), least)
    one_event: Mask = ~(title_shares(bag, i, j) < least) & ~foretold
    return one_event


def _tell_of_other_days(items: Sequence[Item], first: Ints, second: Ints, next_day: Mask) -> Mask:
    """Whether both of a pair say of which days they tell, and these differ, or the first tells of what is to come, and
    the second, of the `next_day` or later, does not. *Shape:* that of `first`."""
    flags = np.array([item.days_told for item in items], dtype=np.int64)
    days, ahead = flags & DAYS, flags & AHEAD > 0
    differ: Mask = (days[first] > 0) & (days[second] > 0) & (days[first] & days[second] == 0)
    return differ | next_day & ahead[first] & ~ahead[second]


def reuse_factors(items: Sequence[Item], i: Ints, j: Ints, article_pairs: pa.Table) -> Floats:
    """What is left of the likeness of items i[p] and j[p] without words that tell of no event. *Shape:* that of `i`.

    Nothing where both fill one form. Within an outlet, which uses its notices and background again, so much as the
    shorter text has besides the passages that they share.
    """
    number = {item.article_id: n for n, item in enumerate(items)}
    left = {}
    for row in _of_relations(article_pairs, ("template", "shared_passage")):
        x, y = sorted(number.get(row[name], -1) for name in ("article_id_a", "article_id_b"))
        if x >= 0 and row["relation"] == "template":
            left[x * len(items) + y] = 0.0
        elif x >= 0 and _source(items[x], 0) == _source(items[y], 0):
            left[x * len(items) + y] = 1 - max(row["containment_a"], row["containment_b"])
    codes = np.array(sorted(left), dtype=np.int64)
    shares = np.array([*(left[code] for code in codes.tolist()), 1.0])
    pairs = np.minimum(i, j) * len(items) + np.maximum(i, j)
    at = np.searchsorted(codes, pairs)
    return shares[np.where(np.isin(pairs, codes), at, len(codes))]


def _of_relations(article_pairs: pa.Table, relations: Sequence[str]) -> list[dict[str, Any]]:
    mask = pc.is_in(article_pairs["relation"].cast(pa.string()), pa.array(relations))
    columns = ["article_id_a", "article_id_b", "relation", "containment_a", "containment_b"]
    rows: list[dict[str, Any]] = article_pairs.filter(mask).select(columns).to_pylist()
    return rows


def _source(item: Item, which: int) -> str:
    """The item's outlet (0) or series (1); what is not known is equal to nothing."""
    return item.sources[which] if len(item.sources) > which else item.article_id


def _named(names: Sequence[str], read: Read) -> pa.Table:
    """Rows of `story_vectors` of earlier articles by id, in the order of the ids."""
    rows = _vectors("article_id", names, read)
    return rows.take(pc.index_in(pa.array(names, pa.string()), rows["article_id"].combine_chunks()))


def _of_stories(stories: Iterable[str | None], read: Read) -> list[Item]:
    """All earlier articles of some stories."""
    return stored_items(_vectors("story_id", sorted(story for story in stories if story), read))


def _vectors(column: str, values: Sequence[str], read: Read) -> pa.Table:
    return read("story_vectors", column, pa.array(values, pa.string()))


def _weighed(items: Sequence[Item], weigh: Callable[[U64], Floats]) -> list[Item]:
    bag = bag_of(items).reweighed(weigh)
    spans = [slice(bag.offsets[k], bag.offsets[k + 1]) for k in range(len(items))]
    return [replace(item, weights=bag.weights[span].tolist()) for item, span in zip(items, spans, strict=True)]


def _reports(
    scored: Sequence[tuple[Item, Item, float]],
    new: Sequence[Item],
    items: Sequence[Item],
    copies: Copies,
    read: Read,
    options: StoryOptions,
) -> tuple[list[dict[str, object]], list[tuple[str, str]]]:
    """Rows of pairs that tell the same event by themselves, and such pairs that nearer ones have pushed out."""
    closer = set(pairs_of(copies.article_pairs))
    pairs = [pair for pair in (*scored, *_apart_again(copies, new, read, options)) if _pair(*pair[:2]) not in closer]
    before = _reported([item.article_id for pair in pairs for item in pair[:2]], read)
    write, drop = nearest_pairs(pairs, before, _times(before, items, read), options)
    rows: list[dict[str, object]] = [
        {"article_id_a": a, "article_id_b": b, "relation": "same_story", "score": cosine} for a, b, cosine in write
    ]
    return rows, drop


def _apart_again(
    copies: Copies, new: Sequence[Item], read: Read, options: StoryOptions
) -> list[tuple[Item, Item, float]]:
    """Earlier pairs that are no copies any more, and tell the same event by themselves now."""
    pairs = list(pairs_of(copies.dropped))
    item_of = {item.article_id: item for item in new}
    item_of |= {item.article_id: item for item in _absent(pairs, item_of, read)}
    both = [(item_of[a], item_of[b]) for a, b in pairs if a in item_of and b in item_of]
    flat = [item for pair in both if comparable(*pair, options) for item in pair]
    first = np.arange(0, len(flat), 2)
    bag = bag_of(flat)
    return _telling(flat, bag, first, first + 1, cosines([bag], first, first + 1)[0], options)


def _absent(pairs: Iterable[tuple[str, ...]], present: Container[str], read: Read) -> list[Item]:
    """The earlier articles of the pairs that are not at hand."""
    names = {name for pair in pairs for name in pair if name not in present}
    return stored_items(_vectors("article_id", sorted(names), read))


def _times(pairs: Iterable[ScoredPair], items: Sequence[Item], read: Read) -> dict[str, datetime]:
    """When the articles were published, those of the pairs among them."""
    at = {item.article_id: item.at for item in items}
    return at | {item.article_id: item.at for item in _absent((pair[:2] for pair in pairs), at, read)}


def _reported(names: Sequence[str], read: Read) -> set[ScoredPair]:
    """Same-story pairs of these articles that earlier runs reported."""
    rows = stored_pairs(names, read)
    rows = rows.filter(pc.equal(rows["relation"].cast(pa.string()), "same_story"))
    columns = (rows[name].to_pylist() for name in ("article_id_a", "article_id_b", "score"))
    return set(zip(*columns, strict=True))


def _pair(one: Item, two: Item) -> tuple[str, str]:
    return min(one.article_id, two.article_id), max(one.article_id, two.article_id)
