"""Articles by their text: equal texts are one, which some of its articles represent.

Its first articles represent it against any other text, and the first of one address or outlet against what that one
has: who prints what everybody prints has a later version of his own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

import pyarrow as pa

from newsloom.transforms.reuse.articles import TEXT_OF, Article
from newsloom.transforms.reuse.state import Pair, Read, measured_pairs, ordered_pair, stored_pairs
from newsloom.transforms.text.word_hashes import U64

TextPairs = Iterable[tuple[int, int]]
Sources = Mapping[str, tuple[str | None, str | None]]
"""Outlet and address of articles by id."""

_SOURCES = (*TEXT_OF, "outlet", "url")


@dataclass(frozen=True)
class EqualTexts:
    """Articles by their text: ids before this run and with it, sorted; how many represent a text; and the sources of
    the new ones, and of all with a text that has more of them."""

    old: dict[int, list[str]]
    now: dict[int, list[str]]
    limit: int
    sources: Sources


def group_equal_texts(new: Sequence[Article], keys: U64, read: Read, limit: int) -> EqualTexts:
    """Earlier and new articles with the texts of the new ones."""
    fresh: dict[int, list[str]] = defaultdict(list)
    for article, key in zip(new, keys.tolist(), strict=True):
        if key:
            fresh[key].append(article.article_id)
    stored = {key: set(ids).difference(fresh[key]) for key, ids in _stored_ids(fresh, read).items()}
    old = {key: sorted(ids) for key, ids in stored.items() if ids}
    now = {key: sorted([*ids, *old.get(key, ())]) for key, ids in fresh.items()}
    earlier = _stored_sources([key for key, ids in now.items() if len(ids) > limit and key in old], read)
    return EqualTexts(old, now, limit, {**earlier, **{x.article_id: (x.outlet, x.url) for x in new}})


def text_members(keys: Iterable[int], groups: EqualTexts, read: Read) -> dict[int, list[str]]:
    """The articles with each text, this run's among them, sorted."""
    wanted = set(keys)
    rest = _stored_ids(wanted.difference(groups.now), read)
    return {key: groups.now[key] if key in groups.now else sorted(rest[key]) for key in wanted}


def represent(text_pairs: TextPairs, groups: EqualTexts, read: Read) -> set[Pair]:
    """The pairs of articles that represent pairs of texts."""
    pairs = set(text_pairs)
    members, sources = _members_of(pairs, groups, read)
    return _represented(pairs, members, sources, groups.limit)


def regrouped_pairs(rematched: TextPairs, groups: EqualTexts, read: Read) -> tuple[set[Pair], set[Pair]]:
    """Pairs that arise because an earlier text has more articles now, and stored ones that it gave up.

    `rematched`: pairs of such a text with earlier ones that share fingerprints, whether they have a relation or not.
    """
    if not groups.old:
        return set(), set()
    pairs = {*rematched, *_stored_text_pairs(groups, read)}
    members, sources = _members_of(pairs, groups, read)
    now = _represented(pairs, members, sources, groups.limit)
    before = _represented(pairs, members | groups.old, sources, groups.limit)
    gone = before - now
    return now - before, gone & measured_pairs(stored_pairs(list(chain(*gone)), read))


def _stored_text_pairs(groups: EqualTexts, read: Read) -> set[tuple[int, int]]:
    """Pairs of an earlier text that has new articles and another one, of which one is stored."""
    names = list(chain(*(ids[: groups.limit] for ids in groups.old.values())))
    rows = measured_pairs(stored_pairs(names, read))
    ids = pa.array(sorted({name for pair in rows for name in pair}), pa.string())
    stored = read("sameness_texts", "article_id", ids, TEXT_OF)
    key_of = dict(zip(stored["article_id"].to_pylist(), stored["text_key"].to_pylist(), strict=True))
    return {(key_of[a], key_of[b]) for a, b in rows}


def _members_of(
    pairs: Collection[tuple[int, int]], groups: EqualTexts, read: Read
) -> tuple[dict[int, list[str]], Sources]:
    """The articles of the pairs' texts, and the sources of those that are paired by them: where all represent a text,
    they are paired with each other anyway."""
    members = text_members(chain(*pairs), groups, read)
    crowded = {key for key, ids in members.items() if len(ids) > groups.limit}
    keys = {key for pair in pairs if not crowded.isdisjoint(pair) for key in pair}
    missing = [key for key in keys if not groups.sources.keys() >= set(members[key])]
    return members, {**_stored_sources(missing, read), **groups.sources} if keys else {}


def _represented(pairs: TextPairs, members: Mapping[int, Sequence[str]], sources: Sources, limit: int) -> set[Pair]:
    by_source = {key: _by_source(members[key], sources, limit) for key in set(chain(*pairs))} if sources else {}
    represented: set[Pair] = set()
    for one, two in pairs:
        sides = [(members[one][:limit], members[two][:limit])]
        if max(len(members[one]), len(members[two])) > limit:
            shared = by_source[one].keys() & by_source[two].keys()
            sides += [(by_source[one][source], by_source[two][source]) for source in shared]
        represented |= {ordered_pair(a, b) for side in sides for a, b in product(*side)}
    return represented


def _by_source(ids: Sequence[str], sources: Sources, limit: int) -> dict[tuple[int, str], list[str]]:
    """The first articles of each outlet, and of each address."""
    grouped: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in ids:
        for kind, source in enumerate(sources.get(name, ())):
            if source is not None and len(grouped[kind, source]) < limit:
                grouped[kind, source].append(name)
    return grouped


def equal_text_pairs(groups: EqualTexts) -> tuple[list[Pair], set[Pair]]:
    """Pairs of articles with the same text: those to write, and earlier ones to delete."""
    written: list[Pair] = []
    outdated: set[Pair] = set()
    for key, ids in groups.now.items():
        now, old = (_equal(x, groups) for x in (ids, groups.old.get(key, [])))
        written += sorted(now - old)
        outdated |= old - now
    return written, outdated


def _equal(ids: Sequence[str], groups: EqualTexts) -> set[Pair]:
    """Pairs that represent articles with one text; those of one address, whose headline may have changed, as well."""
    pairs = star_pairs(ids, groups.limit)
    if len(ids) > groups.limit:
        at: dict[str, list[str]] = defaultdict(list)
        for name in ids:
            if (url := groups.sources[name][1]) is not None:
                at[url].append(name)
        pairs.update(*(star_pairs(of_address, groups.limit) for of_address in at.values() if len(of_address) > 1))
    return pairs


def star_pairs(ids: Sequence[str], limit: int) -> set[Pair]:
    """Pairs that represent a group of equal texts (ids sorted): all of the first `limit`, and the first with each.

    >>> sorted(star_pairs(["a", "b", "c", "d"], 2))
    [('a', 'b'), ('a', 'c'), ('a', 'd')]
    """
    return set(combinations(ids[:limit], 2)) | {(ids[0], other) for other in ids[limit:]}


def _stored_ids(keys: Iterable[int], read: Read) -> dict[int, list[str]]:
    stored = read("sameness_texts", "text_key", pa.array(sorted(keys), pa.uint64()), TEXT_OF)
    ids: dict[int, list[str]] = defaultdict(list)
    for key, name in zip(stored["text_key"].to_pylist(), stored["article_id"].to_pylist(), strict=True):
        ids[key].append(name)
    return ids


def _stored_sources(keys: Iterable[int], read: Read) -> Sources:
    rows = read("sameness_texts", "text_key", pa.array(sorted(keys), pa.uint64()), _SOURCES)
    names, *sources = (rows[name].to_pylist() for name in ("article_id", "outlet", "url"))
    return dict(zip(names, zip(*sources, strict=True), strict=True))
