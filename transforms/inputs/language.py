"""Which language a text is in, from a sample of it.

The model is py3langid's, in the packing of `flows/training/language.py`: its own takes three times as long to unpack.
"""

from __future__ import annotations

import io
import re
from functools import cache
from importlib.resources import files

import numpy as np
import zstandard
from numpy.lib.format import read_array_header_1_0, read_magic
from py3langid.langid import LanguageIdentifier

from newsloom.transforms.text.caching import until_let_go

_SAMPLE = 600  # characters in all
_WINDOWS = 3  # taken from the beginning, the middle and the end
_MIN_LETTERS = 20
_CLEAR = 0.5  # probability from which on another language is a candidate at all; lists of names stay below
_SISTERS = (
    ("zh", "yue", "wuu"),
    ("hr", "bs", "sr"),
    ("da", "no", "nb", "nn"),
    ("id", "ms"),
    ("pt", "gl"),
    ("cs", "sk"),
)
"""Languages so near each other that one shares its probability with the others; by hand, by ISO 639-3's groups."""
_NOISE = re.compile(r"https?://\S+|[\w.+-]+@\S+|[\d_|=*#<>/\\{}\[\]]+")


@cache
def _identifier() -> LanguageIdentifier:
    until_let_go(_identifier.cache_clear)
    return LanguageIdentifier(
        _part("likelihoods"),
        _part("priors"),
        _part("languages").tolist(),
        _numbers(_part("moves")),
        _part("features").tolist(),
        norm_probs=True,
        tk_row=_numbers(_part("rows")),
    )


def _part(name: str) -> np.ndarray:
    """An array of the model that ships; it stands where it was unpacked, for copies of 70 MB take their time."""
    packed = (files("newsloom") / "data" / "language" / f"{name}.npy.zst").read_bytes()
    unpacked = zstandard.decompress(packed)
    head = io.BytesIO(unpacked)
    read_magic(head)
    shape, _, kind = read_array_header_1_0(head)
    return np.frombuffer(unpacked, kind, offset=head.tell()).reshape(shape)


def _numbers(values: np.ndarray) -> memoryview:
    """Unsigned numbers to be read one by one: as Python's own, which those of numpy are slower than."""
    return values.data


def language_of(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of the text's language and how sure that is; (None, 0.0) where there is no text to tell by.

    Sure means: the probability of English, or of a clear other language against English alone. That Norwegian may
    as well be Danish makes nobody less sure that it is not English.

    Names do not decide: where the whole sample does not look English, its words without a capital are asked again,
    so that a squad or a list of the dead from elsewhere does not turn an English report into a foreign one.

    >>> language_of("The minister said on Thursday that the talks would go on.")[0]
    'en'
    """
    sample = _sample(text)
    language, certainty = _classified(sample)
    if language not in (None, "en"):
        without_names = _classified(" ".join(word for word in sample.split() if word == word.lower()))
        if without_names[0] == "en":
            return without_names
    return language, certainty


def _classified(sample: str) -> tuple[str | None, float]:
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return None, 0.0
    shares = dict(_identifier().rank(sample))
    english = shares["en"] = shares["en"] + shares.pop("pcm")  # headlines and lists pass for Nigerian Pidgin
    for sisters in _SISTERS:
        best = max((name for name in sisters if len(name) == 2), key=lambda name: shares.get(name, 0.0))
        shares[best] = sum(shares.pop(name, 0.0) for name in sisters)
    language = max(shares, key=shares.__getitem__)
    share = shares[language]
    if language == "en" or share < _CLEAR:
        return language, share
    return language, share / (share + english)


def _sample(text: str) -> str:
    """Three windows of running text, without addresses and figures."""
    size = _SAMPLE // _WINDOWS
    if len(text) > 2 * _SAMPLE:
        starts = (0, len(text) // 2, len(text) - 2 * size)
        text = " ".join(text[start : start + 2 * size] for start in starts)
    return _NOISE.sub(" ", text)
