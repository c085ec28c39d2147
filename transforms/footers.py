"""Words of a text that belong to boilerplate: footers and other stretches that very many texts have."""

from __future__ import annotations

import numpy as np

from transforms.sketch import SketchOptions, shingles
from transforms.words import U64, Mask, Words

_MIN_STRETCH = 10  # words; a shorter stretch is a common phrase, not a footer
_MAX_SHARE = 0.5  # of a text; more than that and the text itself is reprinted everywhere, which is no boilerplate


def boilerplate_words(words: Words, common: U64, options: SketchOptions) -> Mask:
    """Whether each word is boilerplate, given the (sorted) fingerprints that are too common to compare by.

    Common shingles at most a window apart make one stretch.
    """
    covered = np.zeros(len(words.hashes), dtype=bool)
    if not len(common) or not len(covered):
        return covered
    hashes, whole = shingles(words, options.shingle)
    place = np.minimum(np.searchsorted(common, hashes), len(common) - 1)
    at = np.flatnonzero(whole & (common[place] == hashes))
    if not len(at):
        return covered
    owner = words.text_of()
    apart = (np.diff(at) > options.window) | (owner[at[1:]] != owner[at[:-1]])
    first = at[np.concatenate([[True], apart])]
    last = at[np.concatenate([apart, [True]])] + options.shingle
    for start, end in zip(first[last - first >= _MIN_STRETCH], last[last - first >= _MIN_STRETCH], strict=True):
        covered[start:end] = True
    share = np.bincount(owner, weights=covered, minlength=len(words)) / np.maximum(words.counts, 1)
    return covered & (share <= _MAX_SHARE)[owner]
