"""Copies and shared passages of new articles, among themselves and with all earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa

from newsloom.schemas.contract.article_pairs import ARTICLE_PAIRS, SHARED_PASSAGES
from newsloom.schemas.state.sameness import BUCKETS, COMMON_FINGERPRINTS, FINGERPRINTS, MASS_REPRINTS
from newsloom.transforms.reuse.articles import TEXT_OF, Article, Fetch, texts_table
from newsloom.transforms.reuse.background.standing import StandingChanges, find_standing, standing_of
from newsloom.transforms.reuse.blocking.candidates import (
    among,
    join_fingerprints,
    select_candidates,
    sorted_unique,
)
from newsloom.transforms.reuse.blocking.equal_texts import (
    EqualTexts,
    equal_text_pairs,
    group_equal_texts,
    regrouped_pairs,
    represent,
    text_members,
)
from newsloom.transforms.reuse.blocking.fingerprints import SketchOptions, is_short, sketch, text_keys
from newsloom.transforms.reuse.blocking.mass_reprints import (
    MassReprintOptions,
    ReprintPairs,
    TextPair,
    pair_mass_reprints,
    representative_pairs,
    reprint_sketches,
)
from newsloom.transforms.reuse.originals import credits_another, facts_of, is_agency
from newsloom.transforms.reuse.pairs import PairOptions, compare_pairs, describe_equal_pairs, prepare_articles
from newsloom.transforms.reuse.state import (
    Pair,
    Read,
    measured_pairs,
    pairs_of,
    pairs_table,
    stored_pairs,
)
from newsloom.transforms.text.word_hashes import U64, Ints, hash_words

Mapper = Callable[..., Iterable[Any]]
Item = TypeVar("Item")

_SKETCHED = 100  # texts sketched at once: of more the arrays leave the cache, which takes twice the time
_FETCHED = 512  # pairs whose texts are prepared together, by one worker; of fewer, texts are prepared more often
_COMPARED = 1 << 20  # words of pairs compared at once
_ROUNDS = 3  # of bringing pairs together that have texts in common
_NO_PRINTS = pa.schema([("hash", pa.uint64()), ("text", pa.int64()), ("short", pa.bool_())])
_PRINT = ["hash", "text_key", "short"]


# By hand.
@dataclass(frozen=True)
class CopyOptions:
    """How copies are found.

    members: of articles with the same text, so many (those with the smallest ids) are paired with each other and with
    similar texts, and so many of each address and outlet with what has the same one; the others only with the first.
    few_prints: new fingerprints that are matched in one go, since mapping over buckets would not pay.
    """

    pairs: PairOptions = field(default_factory=PairOptions)
    members: int = 8
    few_prints: int = 200_000
    mass_reprints: MassReprintOptions = field(default_factory=MassReprintOptions)


@dataclass(frozen=True)
class Copies:
    """Overlaps to write, pairs (article_id_a, article_id_b) to delete, passages of the pairs written, new state.

    `standing`: sorted keys of the new articles' standing paragraphs, for `without_standing`.
    `same_text` gives the articles, earlier and new, with the text of each new article that is not the only one.
    """

    article_pairs: pa.Table
    dropped: pa.Table
    passages: pa.Table
    state: dict[str, pa.Table]
    same_text: list[list[str]]
    standing: U64 = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))


def find_copies(
    new: Sequence[Article],
    read: Read,
    fetch: Fetch,
    options: CopyOptions,
    mapper: Mapper = map,
    standing: StandingChanges | None = None,
) -> Copies:
    """All article_pairs that the new articles bring, and what they change about earlier ones.

    The result is the same for every split of the same articles into runs. `fetch` gives earlier articles by id.
    `standing`: what the new articles make of the paragraphs of their outlets, if that is known and written already.
    """
    at_hand = {article.article_id: article for article in new}
    keys, prints = _sketched([article.text for article in new], options, mapper)
    groups = group_equal_texts(new, keys, read, options.members)
    fresh = _fresh_fingerprints(keys, prints, groups, read)
    matches = list(
        mapper(partial(join_fingerprints, options=options.pairs.match), *_buckets(fresh, read, options.few_prints))
    )
    candidates, became_common, recheck = select_candidates(matches, options.pairs.match)
    common = np.union1d(_common(read), became_common["hash"].to_numpy())
    standing = standing or find_standing(new, keys, read, options.pairs.standing)
    recheck_keys = np.union1d(recheck["text_key"].to_numpy(), standing.again)
    again = _earlier_texts(recheck_keys, groups, at_hand, read, fetch, options)
    rematched = _match_again(again.prints["hash"].to_numpy(), again.keys, common, read, options)
    regrouped = _match_regrouped(keys, prints, groups, common, read, options)
    reprint_rows = _reprint_rows(new, keys, prints, again, common, read, fetch, options)
    reprints = pair_mass_reprints(reprint_rows, again.keys, read, options.mass_reprints)
    candidates = pa.concat_tables([candidates, rematched, reprints.pairs])
    pairs, before, stale = _worklist(candidates, np.union1d(again.keys, reprints.left), regrouped, groups, read)
    allowed = _allowing(dict(zip(at_hand, keys.tolist(), strict=True)), reprints, read, options)
    ignored = partial(_ignored, common=common, standing=standing.standing, read=read, options=options)
    article_pairs, passages, gone = _compare(pairs, at_hand, fetch, ignored, allowed, options, mapper)
    equal, outdated = equal_text_pairs(groups)
    equal_rows, equal_passages = describe_equal_pairs(equal, _articles(chain(*equal), at_hand, fetch), options.pairs)
    written = set(pairs_of(article_pairs)) | set(equal)
    return Copies(
        pa.concat_tables([article_pairs, equal_rows]),
        pairs_table(sorted((stale | (gone & before) | outdated) - written)),
        pa.concat_tables([passages, equal_passages]),
        _state(new, keys, fresh, became_common) | {"mass_reprints": reprints.rows} | standing.state,
        [ids for ids in groups.now.values() if len(ids) > 1],
        standing.standing,
    )


def _sketched(texts: Sequence[str], options: CopyOptions, mapper: Mapper = map) -> tuple[U64, pa.Table]:
    """Key of each text, and all fingerprints (hash, text: its number, short), some texts at a time."""
    firsts = range(0, len(texts), _SKETCHED)
    sketches = list(mapper(partial(_sketch, options.pairs.sketch), _portions(texts, _SKETCHED), firsts))
    keys = np.concatenate([np.zeros(0, dtype=np.uint64), *(keys for keys, _ in sketches)])
    return keys, pa.concat_tables([_NO_PRINTS.empty_table(), *(prints for _, prints in sketches)])


def _sketch(options: SketchOptions, texts: Sequence[str], first: int) -> tuple[U64, pa.Table]:
    """The same for some texts, numbered from `first` on."""
    words = hash_words(texts)
    prints = sketch(words, options)
    short = is_short(words, options)[prints.texts]
    return text_keys(words), pa.table([prints.hashes, prints.texts + first, short], schema=_NO_PRINTS)


def _fresh_fingerprints(keys: U64, prints: pa.Table, groups: EqualTexts, read: Read) -> pa.Table:
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


def _buckets(fresh: pa.Table, read: Read, few: int) -> tuple[Iterable[pa.Table], Iterable[pa.Table]]:
    """New fingerprints by bucket, and with each the same ones of earlier texts, read when their turn comes."""
    buckets = bucket_of(fresh["hash"].to_numpy())
    parts = [fresh.filter(pa.array(buckets == bucket)) for bucket in range(BUCKETS)]
    parts = [fresh] if fresh.num_rows <= few else [part for part in parts if part.num_rows]
    return parts, (_earlier_prints(part["hash"].to_numpy(), read) for part in parts)


def _earlier_prints(hashes: U64, read: Read) -> pa.Table:
    return read("fingerprints", "hash", pa.array(sorted_unique(hashes))).select(_PRINT)


class _EarlierTexts(NamedTuple):
    """Earlier texts of which fingerprints became common: their keys, sorted, and all their fingerprints."""

    keys: U64
    prints: pa.Table


def _earlier_texts(
    keys: U64, groups: EqualTexts, at_hand: Mapping[str, Article], read: Read, fetch: Fetch, options: CopyOptions
) -> _EarlierTexts:
    members = text_members(keys.tolist(), groups, read)
    names = [members[key][0] for key in keys.tolist()]
    text_of = {article.article_id: article.text for article in _articles(names, at_hand, fetch)}
    return _EarlierTexts(keys, _sketched([text_of[name] for name in names], options)[1])


def _match_again(hashes: U64, keys: U64, common: U64, read: Read, options: CopyOptions) -> pa.Table:
    """Candidates of some earlier texts, which have these fingerprints, with all other earlier ones.

    What is left of two texts, some of whose words are boilerplate by now, can be alike though the whole texts were not:
    no stored overlap tells of those pairs.
    """
    earlier = _earlier_prints(hashes[~among(hashes, common)], read)
    here = among(earlier["text_key"].to_numpy(), keys)
    again, others = (earlier.filter(pa.array(side)) for side in (here, ~here))
    matches = [join_fingerprints(again, others, options.pairs.match)] if len(keys) else []
    return select_candidates(matches, options.pairs.match)[0]


def _match_regrouped(
    keys: U64, prints: pa.Table, groups: EqualTexts, common: U64, read: Read, options: CopyOptions
) -> pa.Table:
    """The same of earlier texts that have new articles: these may have a relation that none had before them."""
    earlier = np.sort(np.fromiter(groups.old, dtype=np.uint64, count=len(groups.old)))
    with_new = among(keys, earlier)[prints["text"].to_numpy()]
    return _match_again(prints["hash"].to_numpy()[with_new], earlier, common, read, options)


def _reprint_rows(
    new: Sequence[Article],
    keys: U64,
    prints: pa.Table,
    again: _EarlierTexts,
    common: U64,
    read: Read,
    fetch: Fetch,
    options: CopyOptions,
) -> pa.Table:
    """Rows of MASS_REPRINTS of the new articles, and of the earlier texts that may be mass reprints by now."""
    banner = reprint_sketches(keys, prints, common, options.mass_reprints)
    rows = [(hash_, int(keys[i]), new[i]) for hash_, i in zip(*(c.to_pylist() for c in banner.columns), strict=True)]
    banner = reprint_sketches(again.keys, again.prints, common, options.mass_reprints)
    reprinted = pa.array(again.keys[np.unique(banner["text"].to_numpy())])
    earlier = read("sameness_texts", "text_key", reprinted, TEXT_OF)
    key_of = dict(zip(earlier["article_id"].to_pylist(), earlier["text_key"].to_pylist(), strict=True))
    banner_of: dict[int, list[int]] = {}
    for hash_, i in zip(*(c.to_pylist() for c in banner.columns), strict=True):
        banner_of.setdefault(int(again.keys[i]), []).append(hash_)
    for article in fetch(sorted(key_of)) if key_of else []:
        key = key_of[article.article_id]
        rows += [(hash_, key, article) for hash_ in banner_of[key]]
    return MASS_REPRINTS.table(_reprint_row(*row) for row in rows)


def _reprint_row(hash_: int, text_key: int, article: Article) -> dict[str, object]:
    facts = facts_of(article)
    return {
        "hash": hash_,
        "text_key": text_key,
        "article_id": facts.article_id,
        "at": facts.published_at,
        "agency_itself": is_agency(facts),
        "credits": credits_another(facts),
        "n_words": facts.n_words,
    }


Allowed = Callable[[Sequence[str]], set[TextPair]]


def _allowing(new: Mapping[str, int], reprints: ReprintPairs, read: Read, options: CopyOptions) -> Allowed:
    """What says which pairs of texts are compared because they are mass reprints; none in nearly every dataset."""
    if not (reprints.rows.num_rows or read("mass_reprints", None, [], ["hash"]).num_rows):
        return lambda _: set()
    return partial(_allowed, new=new, rows=reprints.rows, read=read, options=options.mass_reprints)


def _allowed(
    names: Sequence[str], new: Mapping[str, int], rows: pa.Table, read: Read, options: MassReprintOptions
) -> set[TextPair]:
    """Pairs of the articles' texts (keys) that are compared because they are mass reprints."""
    earlier = read("sameness_texts", "article_id", pa.array([n for n in names if n not in new], pa.string()), TEXT_OF)
    here = np.array([new[name] for name in names if name in new], dtype=np.uint64)
    return representative_pairs(
        sorted_unique(np.concatenate([here, earlier["text_key"].to_numpy()])), rows, read, options
    )


def _worklist(
    candidates: pa.Table, again: U64, regrouped: pa.Table, groups: EqualTexts, read: Read
) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Pairs of articles to compare; those stored that may have to go; those that no longer represent their texts.

    `again`: texts of which all stored pairs are to be measured again.
    """
    pairs, others = (
        zip(*(table[side].to_pylist() for side in ("text_a", "text_b")), strict=True)
        for table in (candidates, regrouped)
    )
    names = list(chain(*text_members(again.tolist(), groups, read).values()))
    stored = measured_pairs(stored_pairs(names, read))
    gained, stale = regrouped_pairs(others, groups, read)
    return (represent(pairs, groups, read) | stored | gained) - stale, stored, stale


def _compare(
    pairs: Iterable[Pair],
    at_hand: Mapping[str, Article],
    fetch: Fetch,
    ignored: Callable[[Sequence[Article]], tuple[U64, U64]],
    allowed: Allowed,
    options: CopyOptions,
    mapper: Mapper,
) -> tuple[pa.Table, pa.Table, set[Pair]]:
    """Overlaps and passages of the pairs; and those that have no relation. `ignored` gives common fingerprints, and
    standing paragraphs of some articles, sorted."""
    gathered = _gathered(sorted(pairs))
    portions = ((part, _articles(chain(*part), at_hand, fetch)) for part in _portions(gathered, _FETCHED))
    jobs = ((part, texts, ignored(texts), allowed([x.article_id for x in texts])) for part, texts in portions)
    compared = list(mapper(partial(_compared, options.pairs), jobs))
    article_pairs = pa.concat_tables([ARTICLE_PAIRS.empty(), *(rows for part in compared for rows, _ in part)])
    passages = pa.concat_tables([SHARED_PASSAGES.empty(), *(spans for part in compared for _, spans in part)])
    return article_pairs, passages, set(gathered).difference(pairs_of(article_pairs))


def _ignored(
    articles: Sequence[Article], common: U64, standing: U64, read: Read, options: CopyOptions
) -> tuple[U64, U64]:
    """Common fingerprints, and the standing paragraphs of the articles, among them the `standing` ones, sorted."""
    return common, np.union1d(standing, standing_of(articles, read, options.pairs.standing))


def _compared(
    options: PairOptions, job: tuple[Sequence[Pair], list[Article], tuple[U64, U64], set[TextPair]]
) -> list[tuple[pa.Table, pa.Table]]:
    """Overlaps and passages of some pairs, given their articles, sorted by id, what of these is ignored, and the pairs
    of mass reprints."""
    pairs, articles, ignored, reprinted = job
    number = {article.article_id: i for i, article in enumerate(articles)}
    texts = prepare_articles(articles, *ignored, options)
    compared = []
    every = np.array([[number[a], number[b]] for a, b in pairs])
    for sides in np.split(every, _cuts(texts.words.counts[every].sum(axis=1), _COMPARED)):
        chosen, numbers = np.unique(sides, return_inverse=True)
        a, b = numbers.reshape(sides.shape).T
        compared.append(compare_pairs(texts.select(chosen), a, b, options, reprinted))
    return compared


def _cuts(weights: Ints, most: int) -> Ints:
    """Where to cut a sequence so that each part, but for its first member, weighs so much at most.

    >>> _cuts(np.array([2, 2, 9, 1, 1]), 4).tolist()
    [2]
    """
    part = (np.cumsum(weights) - 1) // most
    return np.flatnonzero(part[1:] != part[:-1]) + 1


def _gathered(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs in an order in which those that have texts in common stand together: texts are prepared less often.

    Each article takes the smallest mark of those it is paired with, a few times over.
    """
    names = sorted({name for pair in pairs for name in pair})
    number = {name: i for i, name in enumerate(names)}
    a, b = (np.array([number[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
    marks = np.arange(len(names))
    for _ in range(_ROUNDS):
        least = np.minimum(marks[a], marks[b])
        np.minimum.at(marks, a, least)
        np.minimum.at(marks, b, least)
    return [pairs[i] for i in np.lexsort((b, a, marks[a])).tolist()]


def _portions(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[first : first + size] for first in range(0, len(items), size))


def _articles(names: Iterable[str], at_hand: Mapping[str, Article], fetch: Fetch) -> list[Article]:
    """The articles, each once, sorted by id: new ones as they are, earlier ones fetched."""
    wanted = set(names)
    here = [at_hand[name] for name in wanted if name in at_hand]
    missing = wanted.difference(at_hand)
    return sorted([*here, *(fetch(sorted(missing)) if missing else [])], key=lambda article: article.article_id)


def _state(new: Sequence[Article], keys: U64, fresh: pa.Table, common: pa.Table) -> dict[str, pa.Table]:
    """Rows to add to the state tables."""
    useful = ~among(fresh["hash"].to_numpy(), np.sort(common["hash"].to_numpy()))
    fresh = fresh.filter(pa.array(useful))
    fresh = fresh.append_column("bucket", pa.array(bucket_of(fresh["hash"].to_numpy())))
    return {
        "sameness_texts": texts_table(new, keys),
        "fingerprints": fresh.select(FINGERPRINTS.schema.names).cast(FINGERPRINTS.schema),
        "common_fingerprints": common.cast(COMMON_FINGERPRINTS.schema),
    }
