"""Other tools that find copies, as functions from texts to pairs; none is a dependency of newsloom.

uv sync --group bench installs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Pairs = set[tuple[int, int]]

PERMUTATIONS = 128
COSINE = 0.3  # the best of .3, .35, .4, .5 … .8 on the edited copies themselves, in favour of the tool


def _shingles(text: str) -> list[str]:
    """Runs of five words."""
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[k : k + 5]) for k in range(max(1, len(words) - 4))]


def datasketch_pairs(texts: Sequence[str], threshold: float = 0.5) -> Pairs:
    """datasketch: MinHash LSH over 5-word shingles."""
    from datasketch import MinHash, MinHashLSH

    index, pairs = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), set()
    for i, text in enumerate(texts):
        signature = MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([shingle.encode() for shingle in _shingles(text)])
        pairs |= {(j, i) for j in index.query(signature)}
        index.insert(i, signature)
    return pairs


def rensa_pairs(texts: Sequence[str]) -> Pairs:
    """rensa: MinHash over 5-word shingles, 32 bands of 4."""
    from rensa import RMinHash, RMinHashLSH

    index, pairs = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=32), set()
    for i, text in enumerate(texts):
        signature = RMinHash(num_perm=PERMUTATIONS, seed=42)
        signature.update(_shingles(text))
        pairs |= {(j, i) for j in index.query(signature) if j != i}
        index.insert(i, signature)
    return pairs


def tfidf_pairs(texts: Sequence[str], threshold: float = COSINE) -> Pairs:
    """scikit-learn: cosine of TF-IDF vectors of words, every text with every other."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    return set(_close(vectors, threshold))


def _close(vectors: object, threshold: float, rows: int = 500) -> Iterator[tuple[int, int]]:
    """Pairs of rows with at least this cosine, some rows at a time."""
    for first in range(0, vectors.shape[0], rows):  # type: ignore[attr-defined]
        likeness = (vectors[first : first + rows] @ vectors.T).tocoo()  # type: ignore[index, attr-defined]
        near = (likeness.data >= threshold) & (likeness.row + first < likeness.col)
        yield from zip((likeness.row[near] + first).tolist(), likeness.col[near].tolist(), strict=True)
