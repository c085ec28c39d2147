"""Pairs of articles compared in full: one overlap row, and the passages, for each pair that has a relation."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from newsloom.schemas.contract.article_pairs import ARTICLE_PAIRS, SHARED_PASSAGES
from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.background.captions import caption_words
from newsloom.transforms.reuse.background.shared_by_many import boilerplate_words
from newsloom.transforms.reuse.background.shared_by_two import in_notices, measure_spread, notice_words
from newsloom.transforms.reuse.background.standing import StandingOptions, standing_words
from newsloom.transforms.reuse.blocking.candidates import CandidateOptions, Floats, Overlap, is_candidate, measure
from newsloom.transforms.reuse.blocking.fingerprints import (
    NO_FINGERPRINTS,
    Fingerprints,
    SketchOptions,
    shingles,
    sketch,
    text_keys,
)
from newsloom.transforms.reuse.coverage import measure_coverage
from newsloom.transforms.reuse.matches import Matches
from newsloom.transforms.reuse.passages import PassageOptions, quoted_words, select_passages, share_within
from newsloom.transforms.reuse.relations import (
    RelationOptions,
    is_alike,
    is_background,
    is_contained,
    is_put_together,
    is_template,
    may_be_alike,
)
from newsloom.transforms.reuse.short_texts import ShortTextOptions, SideBySide
from newsloom.transforms.reuse.versions import VersionOptions, is_revision, same_address, same_outlet
from newsloom.transforms.text.word_hashes import U64, Ints, Mask, Words, hash_words, ranges

_MOSTLY = 0.9  # of a passage's words inside quotation marks, and the passage is; by hand
_SHORTEST = 5  # words of a run between boilerplate, as of any; by hand


@dataclass(frozen=True)
class PairOptions:
    """How pairs are compared: the options of each step."""

    sketch: SketchOptions = field(default_factory=SketchOptions)
    match: CandidateOptions = field(default_factory=CandidateOptions)
    relations: RelationOptions = field(default_factory=RelationOptions)
    passages: PassageOptions = field(default_factory=PassageOptions)
    standing: StandingOptions = field(default_factory=StandingOptions)
    versions: VersionOptions = field(default_factory=VersionOptions)
    short_texts: ShortTextOptions = field(default_factory=ShortTextOptions)


@dataclass(frozen=True)
class Prepared:
    """Articles with what comparing them takes of each: their words, which of these are boilerplate (by `common`, the
    sorted fingerprints that are) or stand in notices, and fingerprints if any is common."""

    articles: Sequence[Article]
    words: Words
    common: U64
    prints: Fingerprints
    boilerplate: Mask
    notices: Mask

    def select(self, numbers: Ints) -> Prepared:
        """Some of the articles."""
        words, position = self.words.select(numbers)
        return Prepared(
            [self.articles[i] for i in numbers.tolist()],
            words,
            self.common,
            self.prints.select(numbers),
            self.boilerplate[position],
            self.notices[position],
        )


def prepare_articles(articles: Sequence[Article], common: U64, standing: U64, options: PairOptions) -> Prepared:
    """The articles as `compare_pairs` takes them; the work that is done once for each, in however many pairs it is.

    `standing`: sorted keys of the standing paragraphs of outlets, which are boilerplate too.
    """
    texts = [article.text for article in articles]
    words = hash_words(texts)
    notices = notice_words(texts, words)
    boilerplate = standing_words(articles, words, standing, options.standing) | caption_words(texts, words)
    if not len(common):
        return Prepared(articles, words, common, NO_FINGERPRINTS, boilerplate, notices)
    shingled = shingles(words, options.sketch.shingle)
    prints = sketch(words, options.sketch, shingled)
    boilerplate |= boilerplate_words(words, prints, shingled, common, options.sketch)
    return Prepared(articles, words, common, prints, boilerplate, notices)


def compare_pairs(
    prepared: Prepared, a: Ints, b: Ints, options: PairOptions, reprinted: Set[tuple[int, int]] = frozenset()
) -> tuple[pa.Table, pa.Table]:
    """Overlap rows and passages of the pairs of articles a[p] and b[p] that are candidates and have a relation.

    The id of a must sort before that of b. `reprinted`: pairs of text keys that are candidates whatever fingerprints
    they share.
    """
    articles, words, boilerplate = prepared.articles, prepared.words, prepared.boilerplate
    if len(prepared.common):  # very many pairs are none any more when a footer has become common: they are not measured
        candidate = is_candidate(words, prepared.prints, a, b, prepared.common, options.match, options.sketch)
        candidate |= _among_pairs(words, a, b, reprinted)
        a, b = a[candidate], b[candidate]
    if not len(a):
        return ARTICLE_PAIRS.empty(), SHARED_PASSAGES.empty()
    overlap, runs = measure(words, a, b, boilerplate | prepared.notices)
    related = may_be_alike(overlap, options.relations) | (overlap.longest_run >= options.passages.min_words)
    a, b, overlap, runs = a[related], b[related], overlap.select(related), runs.of_pairs(related)
    runs, quoted = _sides(runs, words, a, b, boilerplate), quoted_words(articles, words, np.union1d(a, b).tolist())
    coverage = measure_coverage(words, a, b, runs, quoted)
    alike = is_alike(overlap, coverage, options.relations)
    background = is_background(overlap, measure_spread(words, a, b, runs, prepared.notices), options.relations)
    relation = _relations(articles, words, a, b, overlap, alike, background, options)
    relation = np.where((relation == "near") & is_put_together(overlap, coverage, options.relations), "", relation)
    long = select_passages(runs, options.passages)
    back = _comes_back(articles, a, b, options.passages.days_apart)[long.pairs] & (relation == "")[long.pairs]
    long = long.select(~back | _in_quotes(long, words, a, b, quoted))
    of_notices = in_notices(long, words, a, b, prepared.notices) & (relation == "")[long.pairs]
    long = long.select(~of_notices)
    shared = np.bincount(long.pairs, minlength=len(a)) > 0
    relation = np.where((relation == "") & shared, "shared_passage", relation)
    related = relation != ""
    rows = _overlap_rows(articles, a, b, relation, overlap, coverage.own, related)
    return rows, _passage_rows(articles, words, a, b, long.select(related[long.pairs]), quoted)


def _comes_back(articles: Sequence[Article], a: Ints, b: Ints, days: int) -> Mask:
    """Whether the articles of each pair are of one outlet and came out so many days apart."""

    def is_again(one: Article, other: Article) -> bool:
        if one.day is None or other.day is None or not same_outlet(one, other):
            return False
        return abs((one.day - other.day).days) >= days

    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return np.fromiter((is_again(articles[i], articles[j]) for i, j in pairs), dtype=bool, count=len(a))


def _in_quotes(runs: Matches, words: Words, a: Ints, b: Ints, quoted: Mask) -> Mask:
    """Whether nearly all of each run stands inside quotation marks in both texts."""
    left, right = words.offsets[a[runs.pairs]] + runs.a_starts, words.offsets[b[runs.pairs]] + runs.b_starts
    shares = (share_within(quoted, starts, runs.lengths) for starts in (left, right))
    return np.asarray(np.minimum(*shares) >= _MOSTLY)


def _among_pairs(words: Words, a: Ints, b: Ints, pairs: Set[tuple[int, int]]) -> Mask:
    """Whether the text keys of each pair, the smaller one first, are among the pairs."""
    if not pairs:
        return np.zeros(len(a), dtype=bool)
    keys = text_keys(words)
    both = np.sort(np.stack([keys[a], keys[b]]), axis=0)
    return np.fromiter((pair in pairs for pair in zip(*both.tolist(), strict=True)), dtype=bool, count=len(a))


def _sides(runs: Matches, words: Words, a: Ints, b: Ints, boilerplate: Mask) -> Matches:
    """The runs without the words that are boilerplate on either side; what is left of one are runs of their own."""
    if not boilerplate.any():
        return runs
    flat_a, flat_b = words.offsets[a[runs.pairs]] + runs.a_starts, words.offsets[b[runs.pairs]] + runs.b_starts
    shares = (share_within(boilerplate, starts, runs.lengths) for starts in (flat_a, flat_b))
    touched = np.maximum(*shares) > 0
    at, run = ranges(np.zeros(touched.sum(), dtype=np.int64), runs.lengths[touched])
    own = ~(boilerplate[flat_a[touched][run] + at] | boilerplate[flat_b[touched][run] + at])
    begins = own & np.concatenate([[True], (~own[:-1]) | (at[1:] == 0)])[: len(own)]
    stretch = np.cumsum(begins)[own] - 1
    first, lengths = np.flatnonzero(begins), np.bincount(stretch, minlength=begins.sum())
    cut, apart = runs.select(np.flatnonzero(touched)[run[first]]), at[first]
    pieces = Matches(cut.pairs, cut.a_starts + apart, cut.b_starts + apart, lengths)
    return runs.select(~touched).joined(pieces.select(lengths >= _SHORTEST))


def _relations(
    articles: Sequence[Article],
    words: Words,
    a: Ints,
    b: Ints,
    overlap: Overlap,
    alike: Mask,
    background: Mask,
    options: PairOptions,
) -> np.ndarray:
    """The relation of each pair by its texts and, for revisions, its outlets; '' where it is no copy or template."""
    relation = np.where(is_contained(overlap, options.relations), "contained", "near").astype(object)
    relation[~alike | background] = ""
    at = np.flatnonzero(alike)
    relation[at[is_template(words, a[at], b[at], options.relations)]] = "template"
    most = np.maximum(overlap.containment_a, overlap.containment_b)
    for p in np.flatnonzero(relation != ""):
        one, two = articles[a[p]], articles[b[p]]
        if relation[p] == "template":  # what was changed may be what fills a form, but no two pages have one address
            relation[p] = "revision" if same_address(one, two) else "template"
        elif is_revision(one, two, options.versions):
            relation[p] = "revision"
        elif same_outlet(one, two) and most[p] < options.relations.outlet_containment:
            relation[p] = ""  # an outlet uses blocks of its own again
        elif (sides := SideBySide(one.text, two.text, options.short_texts)).are_short:
            relation[p] = "template" if sides.fill_one_form() else "" if sides.share_a_notice() else relation[p]
    return relation


def _overlap_rows(
    articles: Sequence[Article],
    a: Ints,
    b: Ints,
    relation: np.ndarray,
    overlap: Overlap,
    reuse: Floats,
    related: Mask,
) -> pa.Table:
    ids = np.array([article.article_id for article in articles], dtype=object)
    score = np.maximum(overlap.containment_a, overlap.containment_b)
    return ARTICLE_PAIRS.conform(
        pa.table(
            {
                "article_id_a": pa.array(ids[a[related]], pa.string()),
                "article_id_b": pa.array(ids[b[related]], pa.string()),
                "relation": pa.array(relation[related], pa.string()),
                "jaccard": overlap.jaccard[related].astype(np.float32),
                "containment_a": overlap.containment_a[related].astype(np.float32),
                "containment_b": overlap.containment_b[related].astype(np.float32),
                "longest_run_words": overlap.longest_run[related].astype(np.int32),
                "reuse_outside_quotes": reuse[related].astype(np.float32),
                "score": score[related].astype(np.float32),
                "run_id": pa.nulls(int(related.sum()), pa.string()),
            }
        )
    )


def _passage_rows(articles: Sequence[Article], words: Words, a: Ints, b: Ints, runs: Matches, quoted: Mask) -> pa.Table:
    ids = np.array([article.article_id for article in articles], dtype=object)
    left = words.offsets[a[runs.pairs]] + runs.a_starts
    right = words.offsets[b[runs.pairs]] + runs.b_starts
    return SHARED_PASSAGES.conform(
        pa.table(
            {
                "article_id_a": pa.array(ids[a[runs.pairs]], pa.string()),
                "article_id_b": pa.array(ids[b[runs.pairs]], pa.string()),
                "a_start": words.starts[left].astype(np.int32),
                "a_end": words.ends[left + runs.lengths - 1].astype(np.int32),
                "b_start": words.starts[right].astype(np.int32),
                "b_end": words.ends[right + runs.lengths - 1].astype(np.int32),
                "n_words": runs.lengths.astype(np.int32),
                "in_quote": _in_quotes(runs, words, a, b, quoted),
                "run_id": pa.nulls(len(left), pa.string()),
            }
        )
    )


def describe_equal_pairs(
    pairs: Sequence[tuple[str, str]], articles: Sequence[Article], options: PairOptions
) -> tuple[pa.Table, pa.Table]:
    """Overlap rows and passages of pairs with the same text: nothing to measure, the passage is the whole."""
    words = hash_words([article.text for article in articles])
    quoted = quoted_words(articles, words, range(len(articles)))
    position = {article.article_id: i for i, article in enumerate(articles)}
    a = np.array([position[one] for one, _ in pairs], dtype=np.int64)
    b = np.array([position[two] for _, two in pairs], dtype=np.int64)
    counts, ones = words.counts[a], np.ones(len(a))
    overlap = Overlap(ones, ones, ones, counts, counts)
    free = 1 - share_within(quoted, words.offsets[a], counts)
    relation = np.full(len(a), "exact", dtype=object)
    rows = _overlap_rows(articles, a, b, relation, overlap, free, ones > 0)
    zeros = np.zeros(len(a), dtype=np.int64)
    runs = Matches(np.arange(len(a)), zeros, zeros, counts)
    long = select_passages(runs, options.passages)
    return rows, _passage_rows(articles, words, a, b, long, quoted)
