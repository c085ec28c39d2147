"""Copies and shared passages of new articles, among themselves and with all earlier ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.sameness import OVERLAP_PASSAGES, OVERLAPS
from schemas.state_sameness import BUCKETS, COMMON_FINGERPRINTS, FINGERPRINTS, SAMENESS_TEXTS
from transforms.sameness.overlap import Matches, MatchOptions, among, candidates, match
from transforms.sameness.pairs import Article, PairOptions, compare_pairs, exact_pairs
from transforms.sameness.sketch import is_short, sketch, text_keys
from transforms.sameness.words import U64, hash_words

Read = Callable[[str, str | None, Sequence[object] | pa.Array], pa.Table]
Pair = tuple[str, str]
Mapper = Callable[..., Iterable[Matches]]

_VERIFIED = ("near", "contained", "revision", "template", "shared_passage")
_FEW_PRINTS = 200_000  # new fingerprints that are not worth mapping over buckets
_SKETCHED = 10_000  # texts sketched at once
_NO_PRINTS = pa.schema([("hash", pa.uint64()), ("text", pa.int64()), ("short", pa.bool_())])
_CHUNK = 2048  # pairs compared at once


@dataclass(frozen=True)
class CopyOptions:
    """How copies are found. `members`: of articles with the same text, so many (those with the smallest ids) are
    paired with each other and with similar texts; the others only with the first."""

    pairs: PairOptions = field(default_factory=PairOptions)
    members: int = 8


@dataclass(frozen=True)
class Copies:
    """Overlaps to write, pairs (article_id_a, article_id_b) to delete, passages of the pairs written, new state.

    `same_text` gives the articles, earlier and new, with the text of each new article that is not the only one.
    """

    overlaps: pa.Table
    dropped: pa.Table
    passages: pa.Table
    state: dict[str, pa.Table]
    same_text: list[list[str]]


@dataclass
class Groups:
    """Articles by their text: ids before this run and with it, sorted."""

    old: dict[int, list[str]]
    now: dict[int, list[str]]
    limit: int

    def kept(self, key: int) -> list[str]:
        """The articles that stand for this text in pairs with others."""
        return self.now.get(key, [])[: self.limit]

    def kept_before(self, key: int) -> list[str]:
        """The same as of the run before."""
        return self.old.get(key, [])[: self.limit]


def find_copies(
    new: Sequence[Article],
    read: Read,
    fetch: Callable[[Sequence[str]], list[Article]],
    options: CopyOptions,
    mapper: Mapper = map,
) -> Copies:
    """All overlaps that the new articles bring, and what they change about earlier ones.

    The result is the same for every split of the same articles into runs. `fetch` gives earlier articles by id.
    """
    keys, prints = _sketched([article.text for article in new], options)
    groups = _groups(new, keys, read, options.members)
    fresh = _fresh_fingerprints(keys, prints, groups, read)
    matches = list(mapper(partial(_match_bucket, options=options.pairs.match), *_buckets(fresh, read)))
    found, became_common, recheck = candidates(matches, options.pairs.match)
    common = np.union1d(_common(read), became_common["hash"].to_numpy())
    if recheck.num_rows:
        again = _match_again(recheck["text_key"].to_numpy(), common, read, options.pairs.match)
        found = pa.concat_tables([found, candidates(again, options.pairs.match)[0]])
    pairs, stored, stale = _worklist(found, recheck, groups, read)
    overlaps, passages, gone = _compare(sorted(pairs), new, fetch, common, options)
    exact, outdated = _exact(groups)
    exact_rows, exact_passages = exact_pairs(exact, _articles(exact, new, fetch), options.pairs)
    written = set(pairs_of(overlaps)) | set(exact)
    dropped = sorted((stale | (gone & stored) | outdated) - written)
    return Copies(
        pa.concat_tables([overlaps, exact_rows]),
        pairs_table(dropped),
        pa.concat_tables([passages, exact_passages]),
        _state(new, keys, fresh, became_common),
        [ids for ids in groups.now.values() if len(ids) > 1],
    )


_PAIR = pa.schema([("article_id_a", pa.string()), ("article_id_b", pa.string())])


def pairs_table(pairs: Sequence[Pair]) -> pa.Table:
    """Pairs of article ids as a frame."""
    return pa.table({"article_id_a": [a for a, _ in pairs], "article_id_b": [b for _, b in pairs]}, _PAIR)


def _groups(new: Sequence[Article], keys: U64, read: Read, limit: int) -> Groups:
    """Earlier and new articles with the texts of the new ones."""
    old: dict[int, list[str]] = defaultdict(list)
    known = read("sameness_texts", "text_key", pa.array(np.unique(keys)))
    fresh_ids = {article.article_id for article in new}
    for key, name in zip(known["text_key"].to_pylist(), known["article_id"].to_pylist(), strict=True):
        if name not in fresh_ids:
            old[key].append(name)
    now: dict[int, list[str]] = defaultdict(list)
    for article, key in zip(new, keys.tolist(), strict=True):
        if key:
            now[key].append(article.article_id)
    for key in now:
        old[key].sort()
        now[key] = sorted(now[key] + old[key])
    return Groups({key: ids for key, ids in old.items() if ids}, dict(now), limit)


def _sketched(texts: Sequence[str], options: CopyOptions) -> tuple[U64, pa.Table]:
    """Key of each text, and all fingerprints (hash, text: its number, short), some texts at a time."""
    keys, parts = [], [_NO_PRINTS.empty_table()]
    for first in range(0, len(texts), _SKETCHED):
        words = hash_words(texts[first : first + _SKETCHED])
        prints = sketch(words, options.pairs.sketch)
        short = is_short(words, options.pairs.sketch)[prints.texts]
        parts.append(pa.table([prints.hashes, prints.texts + first, short], schema=_NO_PRINTS))
        keys.append(text_keys(words))
    return np.concatenate([np.zeros(0, dtype=np.uint64), *keys]), pa.concat_tables(parts)


def _fresh_fingerprints(keys: U64, prints: pa.Table, groups: Groups, read: Read) -> pa.Table:
    """Fingerprints (hash, text_key, short) of the texts that no earlier article has, without boilerplate."""
    first = np.zeros(len(keys), dtype=bool)
    first[np.unique(keys, return_index=True)[1]] = True
    first &= (keys != 0) & ~np.isin(keys, np.fromiter(groups.old, dtype=np.uint64, count=len(groups.old)))
    hashes, texts = prints["hash"].to_numpy(), prints["text"].to_numpy()
    useful = first[texts] & ~among(hashes, _common(read))
    short = prints["short"].to_numpy()
    return pa.table({"hash": hashes[useful], "text_key": keys[texts[useful]], "short": short[useful]})


def _common(read: Read) -> U64:
    return np.sort(read("common_fingerprints", None, [])["hash"].to_numpy())


def bucket_of(hashes: U64) -> np.ndarray:
    """The bucket that a fingerprint is stored in: its upper bits."""
    return (hashes >> np.uint64(64 - (BUCKETS - 1).bit_length())).astype(np.int8)


def _buckets(fresh: pa.Table, read: Read) -> tuple[list[pa.Table], Iterable[pa.Table]]:
    """New fingerprints by bucket, and with each the earlier ones of that bucket, read one at a time.

    A few new ones are one part, for which the earlier ones are picked bucket by bucket.
    """
    buckets = bucket_of(fresh["hash"].to_numpy())
    used = [bucket for bucket in range(BUCKETS) if (buckets == bucket).any()]
    known = (read("fingerprints", "bucket", [bucket]) for bucket in used)
    if fresh.num_rows <= _FEW_PRINTS:
        wanted = np.sort(fresh["hash"].to_numpy())
        picked = [rows.filter(pa.array(among(rows["hash"].to_numpy(), wanted))) for rows in known]
        return [fresh], [pa.concat_tables([FINGERPRINTS.empty(), *picked])]
    return [fresh.filter(pa.array(buckets == bucket)) for bucket in used], known


def _match_bucket(new: pa.Table, known: pa.Table, options: MatchOptions) -> Matches:
    return match(new, known.select(["hash", "text_key", "short"]), options)


def _match_again(texts: U64, common: U64, read: Read, options: MatchOptions) -> list[Matches]:
    """Matches of earlier texts (keys), some of whose words are boilerplate by now, with all other earlier ones.

    What is left of two texts can be alike though the whole texts were not: no stored overlap tells of those pairs.
    """
    matches, parts, size = [], [], 0
    for bucket in range(BUCKETS):
        parts.append(_picked(read("fingerprints", "bucket", [bucket]), texts, common))
        size += parts[-1][0].num_rows
        if size > _FEW_PRINTS or bucket == BUCKETS - 1:
            chosen, others = (pa.concat_tables(tables) for tables in zip(*parts, strict=True))
            matches.append(_match_bucket(chosen, others, options))
            parts, size = [], 0
    return matches


def _picked(known: pa.Table, texts: U64, common: U64) -> tuple[pa.Table, pa.Table]:
    """Of the fingerprints of a bucket those of some texts (keys, sorted), and the same ones of other texts."""
    chosen, hashes = among(known["text_key"].to_numpy(), texts), known["hash"].to_numpy()
    useful = chosen & ~among(hashes, common)
    others = ~chosen & among(hashes, np.sort(hashes[useful]))
    return known.filter(pa.array(useful)), known.filter(pa.array(others))


def _worklist(found: pa.Table, recheck: pa.Table, groups: Groups, read: Read) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Pairs of articles to compare; those stored that may have to go; those that no longer stand for their texts."""
    texts = np.union1d(found["text_a"].to_numpy(), found["text_b"].to_numpy())
    again = recheck["text_key"].to_numpy()
    members = _members(np.union1d(texts, again), groups, read)
    pairs = {
        _ordered(a, b)
        for one, two in zip(found["text_a"].to_pylist(), found["text_b"].to_pylist(), strict=True)
        for a, b in product(members[one], members[two])
    }
    known = [name for key in again.tolist() for name in members[key]]
    stored = _verified(overlaps_of(known, read))
    gained, stale = _grown(groups, read)
    return (pairs | stored | gained) - stale, stored, stale


def _members(keys: np.ndarray, groups: Groups, read: Read) -> dict[int, list[str]]:
    """The articles that stand for each text."""
    members = {key: groups.kept(key) for key in keys.tolist() if key in groups.now}
    rest = [key for key in keys.tolist() if key not in members]
    known = read("sameness_texts", "text_key", pa.array(rest, pa.uint64()))
    names: dict[int, list[str]] = {key: [] for key in rest}
    for key, name in zip(known["text_key"].to_pylist(), known["article_id"].to_pylist(), strict=True):
        names[key].append(name)
    return members | {key: sorted(ids)[: groups.limit] for key, ids in names.items()}


def _grown(groups: Groups, read: Read) -> tuple[set[Pair], set[Pair]]:
    """Pairs that arise because an earlier text has more articles now, and those that it gave up."""
    grown = [key for key in groups.old if groups.kept(key) != groups.kept_before(key)]
    if not grown:
        return set(), set()
    stands_for = {name: key for key in grown for name in groups.kept_before(key)}
    rows = list(_verified(overlaps_of(list(stands_for), read)))
    names = {name for pair in rows for name in pair}
    known = read("sameness_texts", "article_id", pa.array(sorted(names), pa.string()))
    key_of = dict(zip(known["article_id"].to_pylist(), known["text_key"].to_pylist(), strict=True))
    members = _members(np.array(sorted(set(key_of.values())), dtype=np.uint64), groups, read)
    gained = {
        _ordered(a, b)
        for one, two in {(key_of[a], key_of[b]) for a, b in rows}
        for a, b in product(members[one], members[two])
    }
    return gained - set(rows), set(rows) - gained


def _exact(groups: Groups) -> tuple[list[Pair], set[Pair]]:
    """Pairs of articles with the same text: those to write, and earlier ones to delete."""
    written: list[Pair] = []
    outdated: set[Pair] = set()
    for key, ids in groups.now.items():
        if len(ids) < 2:
            continue
        now, old = exact_star(ids, groups.limit), exact_star(groups.old.get(key, []), groups.limit)
        written += sorted(now - old)
        outdated |= old - now
    return written, outdated


def exact_star(ids: Sequence[str], limit: int) -> set[Pair]:
    """Pairs that stand for a group of equal texts (ids sorted): all of the first `limit`, and the first with each.

    >>> sorted(exact_star(["a", "b", "c", "d"], 2))
    [('a', 'b'), ('a', 'c'), ('a', 'd')]
    """
    return set(combinations(ids[:limit], 2)) | {(ids[0], other) for other in ids[limit:]}


def _compare(
    pairs: Sequence[Pair],
    new: Sequence[Article],
    fetch: Callable[[Sequence[str]], list[Article]],
    common: U64,
    options: CopyOptions,
) -> tuple[pa.Table, pa.Table, set[Pair]]:
    """Overlaps and passages of the pairs; and those that have no relation."""
    overlaps, passages = [OVERLAPS.empty()], [OVERLAP_PASSAGES.empty()]
    gone: set[Pair] = set()
    for first in range(0, len(pairs), _CHUNK):
        chunk = pairs[first : first + _CHUNK]
        articles = _articles(chunk, new, fetch)
        place = {article.article_id: i for i, article in enumerate(articles)}
        a = np.array([place[one] for one, _ in chunk])
        b = np.array([place[two] for _, two in chunk])
        rows, spans = compare_pairs(articles, a, b, common, options.pairs)
        overlaps.append(rows)
        passages.append(spans)
        gone |= set(chunk) - set(pairs_of(rows))
    return pa.concat_tables(overlaps), pa.concat_tables(passages), gone


def _articles(
    pairs: Sequence[Pair], new: Sequence[Article], fetch: Callable[[Sequence[str]], list[Article]]
) -> list[Article]:
    """The articles of the pairs, each once: new ones as they are, earlier ones fetched."""
    wanted = {name for pair in pairs for name in pair}
    here = [article for article in new if article.article_id in wanted]
    missing = sorted(wanted - {article.article_id for article in here})
    return here + (fetch(missing) if missing else [])


def overlaps_of(names: Sequence[str], read: Read) -> pa.Table:
    """Stored overlaps that any of the articles is in; a row may come twice."""
    wanted = pa.array(sorted(set(names)), pa.string())
    if not len(wanted):
        return OVERLAPS.empty()
    sides = ("article_id_a", "article_id_b")
    return pa.concat_tables(read("overlaps", side, wanted).select(OVERLAPS.schema.names) for side in sides)


def _verified(overlaps: pa.Table) -> set[Pair]:
    mask = pc.is_in(overlaps["relation"].cast(pa.string()), pa.array(_VERIFIED))
    return set(pairs_of(overlaps.filter(mask)))


def pairs_of(table: pa.Table) -> Iterator[Pair]:
    return zip(table["article_id_a"].to_pylist(), table["article_id_b"].to_pylist(), strict=True)


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _state(new: Sequence[Article], keys: U64, fresh: pa.Table, common: pa.Table) -> dict[str, pa.Table]:
    """Rows to add to the state tables."""
    useful = ~among(fresh["hash"].to_numpy(), np.sort(common["hash"].to_numpy()))
    fresh = fresh.filter(pa.array(useful))
    worded = keys != 0
    texts = pa.table({"article_id": [article.article_id for article in new], "text_key": keys})
    return {
        "sameness_texts": SAMENESS_TEXTS.conform(texts.filter(pa.array(worded))),
        "fingerprints": FINGERPRINTS.conform(
            pa.table(
                {"bucket": bucket_of(fresh["hash"].to_numpy()), **{name: fresh[name] for name in fresh.column_names}}
            )
        ),
        "common_fingerprints": COMMON_FINGERPRINTS.conform(common),
    }
