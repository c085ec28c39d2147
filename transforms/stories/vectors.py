"""What an article is about, as a short list of weighted terms.

A term is a word, hashed. Its weight grows with how often it occurs, with how rare it is in a background of English
text, where it stands in the lead or the title, and where it is written with a capital. Being found as a name adds
nothing: people and places are what an event has in common with its theme.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from newsloom.transforms.text.word_hashes import U64, Ints, Words, hash_words

Floats = npt.NDArray[np.float64]
Terms = npt.NDArray[np.uint32]

IN_LEAD, IN_TITLE, IN_PREVIEW = 1, 2, 4  # flags of a term

_STOP_WORDS = """
a about above after again against all also am an and any are aren as at be because been before being below between
both but by can cannot could couldn did didn do does doesn doing don down during each even every few for from further
get got had hadn has hasn have haven having he her here hers herself him himself his how however i if in into is isn it
its itself just ll m may me might more most much must my myself no nor not now of off on once one only or other our ours
ourselves out over own re s said same say says she should shouldn so some still such t than that the their theirs them
themselves then there these they this those through to too two under until up upon us ve very was wasn way we were weren
what when where which while who whom whose why will with within without won would wouldn yet you your yours yourself
mr mrs ms monday tuesday wednesday thursday friday saturday sunday told according news reported reports report
"""


# The rarity is measured: python -m benchmarks.stories.events (docs/decisions/0032); the others are by hand.
@dataclass(frozen=True)
class VectorOptions:
    """How an article becomes a vector.

    lead_words, lead_weight: words that count as the lead, and how many times they count.
    title_weight: how many times a word of the title counts, besides its place in the text.
    name_weight: how many times a capitalised word counts.
    number_weight: how many times a word of digits counts; tolls, sums and years tell events of one kind apart.
    saturation: a term that occurs so often weighs half of what one that never ends would weigh.
    rarity: power of the inverse document frequency; above 1, what is rare counts for more of the likeness.
    counted_as, counts_prior: articles of the days around count as nearly so many documents beside the background,
        fully where there are many more of them than the prior.
    season_prior: where they are fewer, articles of the seasons around stand in for those that the prior wants, fully
        where there are many more of them than this.
    size: terms that are kept, the heaviest.
    """

    lead_words: int = 100
    lead_weight: float = 3.0
    title_weight: float = 8.0
    name_weight: float = 1.5
    number_weight: float = 0.5
    saturation: float = 3.0
    rarity: float = 1.75
    counted_as: float = 2000.0
    counts_prior: float = 200.0
    season_prior: float = 500.0
    size: int = 128


@dataclass(frozen=True)
class Idf:
    """In how many of `n_documents` background documents each word occurs; `terms` sorted."""

    terms: Terms
    counts: npt.NDArray[np.uint16]
    n_documents: int

    def weight(self, terms: Terms, seen: Floats | int = 0, n_seen: Floats | int = 0) -> Floats:
        """log((1 + n) / (1 + df)) per term: the rarer, the heavier.

        Each term was `seen` in so many of `n_seen` further documents. *Shape:* that of `terms`.
        """
        position = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        counts = np.where(self.terms[position] == terms, self.counts[position], 0)
        weights: Floats = np.log((1 + self.n_documents + n_seen) / (1.0 + counts + seen))
        return weights


@dataclass(frozen=True)
class Vectors:
    """Sparse vectors of length 1: the terms of article i are terms[offsets[i]:offsets[i + 1]], heaviest first.

    `places` say of each where it stands: IN_LEAD, in the title as well; IN_TITLE; IN_PREVIEW, if the article is one.
    """

    terms: Terms
    weights: npt.NDArray[np.float32]
    offsets: Ints
    places: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.offsets) - 1


def idf_from_bytes(blob: bytes) -> Idf:
    """The background document frequencies as data/idf/idf.npz holds them."""
    with np.load(io.BytesIO(blob)) as arrays:
        return Idf(arrays["terms"], arrays["counts"], int(arrays["n_documents"]))


def term_ids(hashes: U64) -> Terms:
    """Terms of word hashes; 32 bits, so that stories of a dataset hardly ever confuse two."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


def article_vectors(
    texts: Sequence[str],
    idf: Idf,
    options: VectorOptions | None = None,
    titles: Sequence[str | None] | None = None,
) -> Vectors:
    """One vector per article; empty for a text without content words."""
    options = options or VectorOptions()
    words = hash_words(texts)
    weights = _word_weights(words, options)
    headlines = hash_words([title or "" for title in titles or ()])
    owner = np.concatenate([words.text_of(), headlines.text_of()])
    hashes = np.concatenate([words.hashes, headlines.hashes])
    weights = np.concatenate([weights, options.title_weight * _countable(headlines, options)])
    places = np.concatenate([_position(words) < options.lead_words, np.full(len(headlines.hashes), IN_LEAD | IN_TITLE)])
    useful = ~np.isin(hashes, _stop_hashes())
    return _top(owner[useful], term_ids(hashes[useful]), weights[useful], places[useful], len(words), idf, options)


def _word_weights(words: Words, options: VectorOptions) -> Floats:
    """What one occurrence counts, by where it stands and how it is written."""
    lead = np.where(_position(words) < options.lead_words, options.lead_weight, 1.0)
    return lead * np.where(words.capital, options.name_weight, 1.0) * _countable(words, options)


def _position(words: Words) -> Ints:
    """Of each word, how many stand before it in its text."""
    return np.arange(len(words.hashes)) - np.repeat(words.offsets[:-1], words.counts)


def _countable(words: Words, options: VectorOptions) -> Floats:
    """How much of a word counts as a term: single characters not at all, numbers less."""
    usable = (words.ends - words.starts > 1).astype(np.float64)
    return usable * np.where(words.numeric, options.number_weight, 1.0)


def _top(owner: Ints, terms: Terms, counts: Floats, places: Ints, n: int, idf: Idf, options: VectorOptions) -> Vectors:
    """Sum per article and term, weigh, keep the heaviest, scale to length 1."""
    keys = (owner.astype(np.uint64) << np.uint64(32)) | terms
    keys, inverse = np.unique(keys, return_inverse=True)
    total = np.bincount(inverse, weights=counts, minlength=len(keys))
    owner, terms = (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    somewhere = np.zeros(len(keys), dtype=np.uint8)
    np.bitwise_or.at(somewhere, inverse, places.astype(np.uint8))
    weights = total / (total + options.saturation) * idf.weight(terms) ** options.rarity
    order = np.lexsort((terms, -weights, owner))
    owner, terms, weights, somewhere = owner[order], terms[order], weights[order], somewhere[order]
    first = np.searchsorted(owner, np.arange(n))
    heaviest = (np.arange(len(owner)) - first[owner] < options.size) & (weights > 0)
    owner, terms, weights, somewhere = owner[heaviest], terms[heaviest], weights[heaviest], somewhere[heaviest]
    norms = np.sqrt(np.bincount(owner, weights=weights**2, minlength=n))
    offsets = np.searchsorted(owner, np.arange(n + 1))
    return Vectors(terms, (weights / norms[owner]).astype(np.float32), offsets, somewhere)


@cache
def _stop_hashes() -> U64:
    return np.sort(hash_words([_STOP_WORDS]).hashes)
