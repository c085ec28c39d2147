"""Words of a text that belong to boilerplate: footers and other stretches that very many texts have.

What only two texts share below them is a matter of `shared_by_two`.
"""

from __future__ import annotations

import numpy as np

from newsloom.transforms.reuse.blocking.candidates import among
from newsloom.transforms.reuse.blocking.fingerprints import Fingerprints, SketchOptions, text_hash_keys
from newsloom.transforms.text.word_hashes import U64, Mask, Words

_MIN_STRETCH = 10  # words, by hand; a shorter stretch is a common phrase, not a footer
_MAX_SHARE = 0.5  # of a text, by hand; with more the text itself is reprinted everywhere, which is no boilerplate


def boilerplate_words(
    words: Words, prints: Fingerprints, shingled: tuple[U64, Mask], common: U64, options: SketchOptions
) -> Mask:
    """Whether each word is boilerplate, given the texts' fingerprints and the (sorted) ones too common to compare by.

    Common fingerprints of the text at most a window apart make one stretch. Its other shingles do not count, be
    they as common: whether a text must be looked at again is known by its fingerprints.
    """
    covered = np.zeros(len(words.hashes), dtype=bool)
    if not len(common) or not len(covered):
        return covered
    is_common = among(prints.hashes, common)
    if not is_common.any():
        return covered
    owner = words.text_of()
    hashes, whole = shingled
    at = np.flatnonzero(
        whole & among(text_hash_keys(owner, hashes), text_hash_keys(prints.texts[is_common], prints.hashes[is_common]))
    )
    apart = (np.diff(at) > options.window) | (owner[at[1:]] != owner[at[:-1]])
    first = at[np.concatenate([[True], apart])]
    last = at[np.concatenate([apart, [True]])] + options.shingle
    for start, end in zip(first[last - first >= _MIN_STRETCH], last[last - first >= _MIN_STRETCH], strict=True):
        covered[start:end] = True
    share = np.bincount(owner, weights=covered, minlength=len(words)) / np.maximum(words.counts, 1)
    return covered & (share <= _MAX_SHARE)[owner]
