"""What the measures of a pair of texts mean: copy, contained, template, or a shared passage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from newsloom.transforms.reuse.background.shared_by_two import Spread
from newsloom.transforms.reuse.blocking.candidates import Overlap
from newsloom.transforms.reuse.coverage import Coverage
from newsloom.transforms.reuse.matches import Texts, find_matches
from newsloom.transforms.text.word_hashes import U64, Ints, Mask, Words, hash_words, ranges

_SLOT_WORDS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
january february march april june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
third fourth fifth sixth seventh eighth ninth tenth
"""
_FORM_WORDS = 6  # shortest run in which numbers are compared; 8 lost copies: python -m benchmarks.reuse.copies wire
_EDGE = 1  # words at either end of a run whose numbers do not count; by hand
_SLOT = np.uint64(0x5107)  # stands for any number or day where forms are compared


# By hand; what they give together is measured: python -m benchmarks.reuse.copies wire (docs/decisions/0031).
@dataclass(frozen=True)
class RelationOptions:
    """From which measures on a pair has a relation.

    copy_containment, copy_jaccard: a copy has at least both, containment being that of the shorter text.
    full_containment: a shorter text that has this much in the longer one is a copy whatever the longer one adds.
    min_shared: 3-word shingles that copies have in common at least.
    min_own_words: share of the shorter text that a copy reuses outside quotation marks, unless it has
    full_containment: two reports of one speech have its quotes in common and are no copies.
    min_own_run, edited_run: unless it has full_containment, a near copy's longest run outside quotation marks has so
    many words at least, and its longest run fewer than this. Names and set phrases stand beside the quotes of any two
    reports; who edits a text throughout leaves no paragraph as it was, as those do that use an agency's.
    thin_jaccard, thin_own_words, thin_run: with a Jaccard below this, a near copy reuses so much of the shorter text
    outside quotation marks, and its longest run has fewer words: a sentence or two of a long report make no copy.
    min_spread: share of the shorter text's paragraphs that a copy reuses some of, unless it has full_containment.
    outlet_containment: the same as full_containment for two articles of one outlet, which uses its own blocks again.
    min_beyond: share of the shorter text that copies have in common besides one paragraph and what both end with,
    up to full_containment; besides what both end with alone, up to footer_containment.
    template_conflicts, template_share, template_density: numbers and days that stand in the same place of the same
    form but differ, in number, as share of all that stand in the same place, and per aligned word; from all three
    on, the pair is a template. One such place will do where it is the only one.
    template_name_share: the same share where names count as well: set words of a genre, told of other people or places.
    """

    copy_containment: float = 0.25
    copy_jaccard: float = 0.06
    full_containment: float = 0.5
    min_shared: int = 4
    min_own_words: float = 0.1
    min_own_run: int = 10
    edited_run: int = 60
    thin_jaccard: float = 0.1
    thin_own_words: float = 0.2
    thin_run: int = 32
    min_spread: float = 0.5
    outlet_containment: float = 0.7
    min_beyond: float = 0.07
    footer_containment: float = 0.6
    template_conflicts: int = 2
    template_share: float = 0.15
    template_density: float = 0.015
    template_name_share: float = 0.4


def may_be_alike(overlap: Overlap, options: RelationOptions) -> Mask:
    """Whether each pair has as many words in common as copies have, wherever these stand."""
    most = np.maximum(overlap.containment_a, overlap.containment_b)
    partly = (most >= options.copy_containment) & (overlap.jaccard >= options.copy_jaccard)
    return (partly | (most >= options.full_containment)) & (overlap.shared >= options.min_shared)


def is_alike(overlap: Overlap, coverage: Coverage, options: RelationOptions) -> Mask:
    """Whether each pair has enough in common to be copies, whatever their numbers say."""
    most = np.maximum(overlap.containment_a, overlap.containment_b)
    throughout = (coverage.own >= options.min_own_words) & (coverage.spread >= options.min_spread)
    return may_be_alike(overlap, options) & (throughout | (most >= options.full_containment))


def is_put_together(overlap: Overlap, coverage: Coverage, options: RelationOptions) -> Mask:
    """Whether what texts that are alike have in common are whole paragraphs, or quotations and set phrases: neither was
    made of the other."""
    most = np.maximum(overlap.containment_a, overlap.containment_b)
    pieces = (overlap.longest_run >= options.edited_run) | (coverage.longest < options.min_own_run)
    thin = (coverage.own < options.thin_own_words) | (overlap.longest_run >= options.thin_run)
    pieces |= thin & (overlap.jaccard < options.thin_jaccard)
    put_together: Mask = (most < options.full_containment) & pieces
    return put_together


def is_background(overlap: Overlap, spread: Spread, options: RelationOptions) -> Mask:
    """Whether texts that are alike only have a paragraph of background or their footers in common."""
    most = np.maximum(overlap.containment_a, overlap.containment_b)
    background = (most < options.full_containment) & (spread.beyond < options.min_beyond)
    footer = (most < options.footer_containment) & (spread.above < options.min_beyond)
    return background | footer


def is_contained(overlap: Overlap, options: RelationOptions) -> Mask:
    """Whether one text of the pair lies in the other, which has much besides."""
    most = np.maximum(overlap.containment_a, overlap.containment_b)
    least = np.minimum(overlap.containment_a, overlap.containment_b)
    return (most >= options.full_containment) & (least < options.full_containment)


def is_template(words: Words, a: Ints, b: Ints, options: RelationOptions) -> Mask:
    """Whether texts a[p] and b[p] fill the same form with other numbers or days, or with other names as well."""
    chosen, numbers = np.unique(np.stack([a, b]), return_inverse=True)
    (a, b), words = numbers.reshape(2, -1), words.select(chosen)[0]  # the others would be indexed for nothing
    figures = is_figure(words)
    with_names = replace(options, template_share=options.template_name_share)
    return _differs(words, a, b, figures, options) | _differs(words, a, b, figures | _inner_capitals(words), with_names)


def is_figure(words: Words) -> Mask:
    """Which words are numbers, in figures or in words, days or months."""
    return words.numeric | np.isin(words.hashes, _slot_hashes())


def _differs(words: Words, a: Ints, b: Ints, slots: Mask, options: RelationOptions) -> Mask:
    """Whether enough of the slots that stand in the same place differ."""
    agree, differ, aligned = slot_counts(words, a, b, slots)
    share = differ / np.maximum(agree + differ, 1)
    enough = (differ >= options.template_conflicts) | ((differ == 1) & (agree == 0))
    template: Mask = enough & (share >= options.template_share) & (differ >= options.template_density * aligned)
    return template


def slot_counts(words: Words, a: Ints, b: Ints, slots: Mask) -> tuple[Ints, Ints, Ints]:
    """Slots in the same place of texts a[p] and b[p]: how many are the same, how many differ; and how many words of
    the two are in the same place. `slots`: which words fill forms, such as numbers.

    The texts are aligned with every slot taken for the same word. Places count that have aligned words around them, so
    that runs do not end in numbers that have nothing to do with each other.
    """
    forms = replace(words, hashes=np.where(slots, _SLOT, words.hashes))
    runs = find_matches(Texts(forms), a, b)
    runs = runs.select(runs.lengths >= _FORM_WORDS)
    runs = runs.select(np.argsort(-runs.lengths, kind="stable"))
    step, run = ranges(np.full(len(runs.lengths), _EDGE), runs.lengths - 2 * _EDGE)
    pair = runs.pairs[run]
    here = words.offsets[a[pair]] + runs.a_starts[run] + step
    there = words.offsets[b[pair]] + runs.b_starts[run] + step
    only = _first(pair, here) & _first(pair, there)
    pair, here, there = pair[only], here[only], there[only]
    slot = slots[here]
    same = words.hashes[here] == words.hashes[there]
    return (
        np.bincount(pair[slot & same], minlength=len(a)),
        np.bincount(pair[slot & ~same], minlength=len(a)),
        np.bincount(pair, minlength=len(a)),
    )


def _inner_capitals(words: Words) -> Mask:
    """Words with a capital that stand behind another word and a blank, and so do not begin a sentence."""
    inner = np.zeros(len(words.hashes), dtype=bool)
    inner[1:] = words.capital[1:] & (words.starts[1:] - words.ends[:-1] == 1)
    return inner


def _first(pair: Ints, position: Ints) -> Mask:
    """Whether no earlier entry has the same pair and place. A form may say a thing twice: its longest run counts."""
    order = np.lexsort((np.arange(len(pair)), position, pair))
    first = np.ones(len(pair), dtype=bool)
    first[order[1:]] = (np.diff(pair[order]) != 0) | (np.diff(position[order]) != 0)
    return first


@cache
def _slot_hashes() -> U64:
    return np.sort(hash_words([_SLOT_WORDS]).hashes)
