"""A person's name in parts: given names and surname, by particles, suffixes and name order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsloom.transforms.names.folding import folded_words
from newsloom.transforms.text.lexicon import words

if TYPE_CHECKING:
    from newsloom.transforms.names.gazetteer import Gazetteer

_GENDER_OF_GIVEN = {name: gender for gender in ("male", "female") for name in words("given_names", gender)}
_SHORT_GENERATION = {"senior": "sr", "junior": "jr"}
_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|b|p|m|f|d|t|n|l|g|k|h|j|q|x|r|z|c|s|y|w)?"
    r"(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|"
    r"eo|eu|ae|oe|yeo|yeon|yoo|yun|eon|eul|oon|ook|uk|ok|ik|ak|il|ol|ul|eok|am|im|om|um|ee|oo|a|e|i|o|u))+"
)


@dataclass(frozen=True)
class PersonName:
    """A person's name in folded words; `core` is the surname without particles. Initials are single letters.

    suffix: "jr", "iii" or their like, which tells two generations of one name apart; no degree or honour.
    """

    given: tuple[str, ...]
    surname: str
    core: str
    suffix: str | None = None

    @property
    def full(self) -> bool:
        """Whether a given name that is more than an initial is known beside the surname."""
        return any(len(word) > 1 for word in self.given)


def person_name(name: str, gazetteer: Gazetteer) -> PersonName:
    """Given names and surname of a name as written, by particles, suffixes and name order."""
    parts, suffix = split_suffix(name, gazetteer)
    if not parts:
        return PersonName((), "", "", suffix)
    start = 1 if _is_short_albert(name) else _surname_start(parts, gazetteer)
    if start is None:  # surname first
        return PersonName(tuple(parts[1:]), parts[0], parts[0], suffix)
    surname = parts[start:]
    core = [word for word in surname if word not in gazetteer.particles] or surname
    if surname[0] in gazetteer.patronyms:
        core = surname  # the son of Salman is no Salman
    return PersonName(tuple(parts[:start]), " ".join(surname), " ".join(core), suffix)


def split_suffix(name: str, gazetteer: Gazetteer) -> tuple[list[str], str | None]:
    """The folded words of a name without degrees, honours and a generation's suffix behind them; and this, if any."""
    parts, suffix = list(folded_words(name)), None
    while len(parts) > 1 and (parts[-1] in gazetteer.suffixes or parts[-1] in gazetteer.generations):
        last = parts.pop()
        if last in gazetteer.generations:
            suffix = suffix or _SHORT_GENERATION.get(last, last)
            if len(parts) > 1 and parts[-1] == "the":
                parts.pop()
    return parts, suffix


def _surname_start(parts: list[str], gazetteer: Gazetteer) -> int | None:
    """Index of the surname's first word; None where the surname stands first."""
    given = len(parts) > 2 and parts[1] not in gazetteer.particles  # "Van Maximilian Holm" is no surname
    if len(parts) == 1 or (parts[0] in gazetteer.surname_starts and not given):
        return 0
    if family_first(parts, gazetteer):
        return None
    for index in range(1, len(parts) - 1):
        if parts[index] in gazetteer.particles:
            return index
    return len(parts) - 1


_SHORT_ALBERT = re.compile(r"Al [A-Z][\w'’]+(?:,? [JS]r\.?)?")


def _is_short_albert(name: str) -> bool:
    """Whether "Al" is short for Albert or Alan: a word of its own before one other. The Arabic article has a hyphen, or
    a given name before it, by which an article tells that "Al Harbi" is a surname."""
    return _SHORT_ALBERT.fullmatch(name) is not None


def family_first(parts: list[str] | tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """Whether the words look like a Chinese, Korean or Vietnamese name in its own order: Xi Jinping, not Kim Moore."""
    if parts[0] not in gazetteer.family_first or not 2 <= len(parts) <= 3 or parts[0] == parts[1]:
        return False  # "Wei Wei Zhao" doubles the given name
    given = "".join(parts[1:])
    if len(parts) == 2 and "-" not in given and parts[0] in gazetteer.western_given:
        return False
    return len(given) > 1 and _SYLLABLES.fullmatch(given.replace("-", "")) is not None


def gender_of_given(given: Sequence[str]) -> str | None:
    """The gender that the first given name written out suggests; None for one that both have, or that is not listed.

    >>> gender_of_given(("j", "marie")), gender_of_given(("robin",))
    ('female', None)
    """
    first = next((name for name in given if len(name) > 1), None)
    return _GENDER_OF_GIVEN.get(first) if first else None
