"""The words of a name: folded spelling, sound skeleton, given name and surname."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyascii import anyascii

from newsloom.transforms.text.caching import remembered

if TYPE_CHECKING:
    from newsloom.transforms.names.gazetteer import Gazetteer

_APOSTROPHES = re.compile(r"['’‘`ʼ´ʹʻ]")
_NOT_WORD = re.compile(r"[^a-z0-9&-]+")
_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_ARTICLE = re.compile(r"^(?:al|el|ul|ad|ar|as|ash|az|an|at)-(?=\w{3})")
# Leading particles that cannot be a given name: "Le Pen" is a surname, "Ben Carson" is not.
_SURNAME_STARTS = frozenset("van von der de del della di da dos le la el al bin ibn ter ten".split())  # noqa: SIM905
# Family names that are English given names as well: "Kim Moore" is no Ms Kim.
_WESTERN_GIVEN = frozenset("an ben dan he jo kim lee long ma min park ren son song you".split())  # noqa: SIM905


_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|b|p|m|f|d|t|n|l|g|k|h|j|q|x|r|z|c|s|y|w)?"
    r"(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|"
    r"eo|eu|ae|oe|yeo|yeon|yoo|yun|eon|eul|oon|ook|uk|ok|ik|ak|il|ol|ul|eok|am|im|om|um|ee|oo|a|e|i|o|u))+"
)


@remembered
def fold(text: str) -> str:
    """Lower case ASCII words, one blank apart, for comparing spellings.

    >>> fold("Dovilė Šakalienė"), fold("U.S."), fold("Côte d’Ivoire"), fold("Owen Smith, Jr.")
    ('dovile sakaliene', 'us', 'cote divoire', 'owen smith jr')
    """
    plain = _APOSTROPHES.sub("", anyascii(text)).lower()
    plain = _DOTTED.sub(r"\1", plain)
    return " ".join(word.strip("-") for word in _NOT_WORD.sub(" ", plain).split() if word.strip("-"))


def words(text: str) -> tuple[str, ...]:
    """The folded words, an Arabic article apart from its noun.

    >>> words("Bashar al-Assad"), words("Alexandria Ocasio-Cortez")
    (('bashar', 'al', 'assad'), ('alexandria', 'ocasio-cortez'))
    """
    found: list[str] = []
    for word in fold(text).split():
        article = _ARTICLE.match(word)
        found += [word[: article.end() - 1], word[article.end() :]] if article else [word]
    return tuple(found)


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


@dataclass(frozen=True)
class PersonName:
    """A person's name in folded words; `core` is the surname without particles. Initials are single letters."""

    given: tuple[str, ...]
    surname: str
    core: str
    suffix: str | None = None

    @property
    def full(self) -> bool:
        """Whether a given name that is more than an initial is known beside the surname."""
        return any(len(word) > 1 for word in self.given)


@remembered
def person_name(name: str, gazetteer: Gazetteer) -> PersonName:
    """Given names and surname of a name as written, by particles, suffixes and name order.

    >>> person_name("Ursula von der Leyen", gazetteer).surname  # doctest: +SKIP
    'von der leyen'
    """
    parts = list(words(name))
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in gazetteer.suffixes else None
    if not parts:
        return PersonName((), "", "", suffix)
    start = _surname_start(parts, gazetteer)
    if start is None:  # surname first
        return PersonName(tuple(parts[1:]), parts[0], parts[0], suffix)
    surname = parts[start:]
    core = [word for word in surname if word not in gazetteer.particles] or surname
    return PersonName(tuple(parts[:start]), " ".join(surname), " ".join(core), suffix)


def _surname_start(parts: list[str], gazetteer: Gazetteer) -> int | None:
    """Index of the surname's first word; None where the surname stands first."""
    if len(parts) == 1 or parts[0] in _SURNAME_STARTS:
        return 0
    if family_first(parts, gazetteer):
        return None
    for place in range(1, len(parts) - 1):
        if parts[place] in gazetteer.particles:
            return place
    return len(parts) - 1


def family_first(parts: list[str] | tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """Whether the words look like a Chinese, Korean or Vietnamese name in its own order.

    >>> # Kim Jong Un, Xi Jinping, Moon Jae-in; not Kim Campbell
    """
    if parts[0] not in gazetteer.family_first or not 2 <= len(parts) <= 3:
        return False
    given = "".join(parts[1:])
    if len(parts) == 2 and "-" not in given and parts[0] in _WESTERN_GIVEN:
        return False
    return len(given) > 1 and _SYLLABLES.fullmatch(given.replace("-", "")) is not None
