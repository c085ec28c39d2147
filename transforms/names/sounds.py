"""What spellings of one name share: the sound of its consonants, and one romanisation for the usual ones."""

from __future__ import annotations

import re

from newsloom.transforms.text.caching import remembered

_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"(?:dzh|dj|zh)", "j"),
        (r"(?:tsch|tch|tsh|cz|sch|sh|ch|tz|ts)", "s"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"(?:gh|ck|q|g|c)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"z", "s"),
        (r"j", "y"),
        (r"(?<=.)h", ""),
    )
)
_INITIAL_VOWEL = re.compile(r"^[aeiouy]+")
_VOWELS = re.compile(r"[aeiouy]")
_TWICE = re.compile(r"(.)\1+")


@remembered
def skeleton(word: str) -> str:
    """The consonants that transliterations of one name share; rougher than any decision, for finding candidates.

    >>> {skeleton(w) for w in ("zelenskyy", "zelensky", "zelenskiy", "selenskyj")}
    {'slnsk'}
    >>> skeleton("kyiv") == skeleton("kiev"), skeleton("gaddafi") == skeleton("qadhafi")
    (True, True)
    """
    sound = word
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    sound = _INITIAL_VOWEL.sub("a", sound)
    return _TWICE.sub(r"\1", sound[:1] + _VOWELS.sub("", sound[1:])) or word[:1]


_ROMAN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"(?:tsch|tch|tsh)", "ch"),
        (r"sch", "sh"),
        (r"zh|dj", "j"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ey$", "ei"),
        (r"(?:iy|yi|yy|ij|ii|yj|y|i|j(?=$|[^aeiou]))+", "i"),
        (r"ie|ye|io|yo(?=v$)", "e"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"ff\b|ff$", "v"),
        (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""),
        (r"q", "k"),
    )
)


@remembered
def transliterated(word: str) -> str:
    """One spelling for the usual romanisations of a name from another script; finer than `skeleton`.

    >>> {transliterated(w) for w in ("zelenskyy", "zelensky", "zelenskiy", "zelenskij")}
    {'zelenski'}
    >>> transliterated("larsen") == transliterated("larson")
    False
    """
    for pattern, letters in _ROMAN:
        word = pattern.sub(letters, word)
    return _TWICE.sub(r"\1", word)
