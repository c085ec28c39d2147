"""Which language a text is in, from a sample of it."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 600  # characters in all
_WINDOWS = 3  # taken from the beginning, the middle and the end
_MIN_LETTERS = 20
_NOISE = re.compile(r"https?://\S+|[\w.+-]+@\S+|[\d_|=*#<>/\\{}\[\]]+")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of the text's language and its probability; (None, 0.0) where there is no text to tell by.

    Names do not decide: where the whole sample does not look English, its words without a capital are asked again,
    so that a squad or a list of the dead from elsewhere does not turn an English report into a foreign one.

    >>> language_of("The minister said on Thursday that the talks would go on.")[0]
    'en'
    """
    sample = _sample(text)
    language, probability = _classified(sample)
    if language not in (None, "en"):
        without_names = _classified(" ".join(word for word in sample.split() if word == word.lower()))
        if without_names[0] == "en":
            return without_names
    return language, probability


def _classified(sample: str) -> tuple[str | None, float]:
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return None, 0.0
    language, probability = _identifier().classify(sample)
    return language, float(probability)


def _sample(text: str) -> str:
    """Three windows of running text, without addresses and figures."""
    size = _SAMPLE // _WINDOWS
    if len(text) > 2 * _SAMPLE:
        starts = (0, len(text) // 2, len(text) - 2 * size)
        text = " ".join(text[start : start + 2 * size] for start in starts)
    return _NOISE.sub(" ", text)
