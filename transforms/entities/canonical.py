"""The name and the other spellings of an entity, taken from its texts by rule."""

from __future__ import annotations

from collections.abc import Mapping

from newsloom.transforms.names.comparing import is_acronym
from newsloom.transforms.names.folding import fold, folded_words
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import person_name

_RARE = 20  # forms with less than a twentieth of the names of the most frequent long form are left aside; by hand
_MOST_WORDS_OF_PERSON, _MOST_WORDS_OF_BODY = 3, 8  # words beyond these make no form fuller; by hand


def canonical_name(kind: str, forms: Mapping[str, int]) -> str:
    """The fullest, best-spelled form: most words of the usual name, then diacritics, then the most frequent.

    A form that is much rarer than the most frequent long one does not win by its length: such forms are often two names
    run together.

    >>> canonical_name("PERSON", {"Dovile Sakaliene": 3, "Dovilė Sakaliene": 1, "Sakaliene": 9})
    'Dovilė Sakaliene'
    """
    if kind == "NORP":
        return max(sorted(forms), key=lambda form: forms[form])
    long = [form for form in forms if _n_words(form) > 1] or list(forms)
    most = max(forms[form] for form in long)
    usual = [form for form in forms if forms[form] * _RARE >= most]
    return _best_spelling(max(sorted(usual), key=lambda form: _rank(kind, form, forms)), forms)


def _n_words(form: str) -> int:
    return len(form.split())


def _rank(kind: str, form: str, forms: Mapping[str, int]) -> tuple[object, ...]:
    parts = folded_words(form)
    whole = sum(len(part) > 1 for part in parts)
    n_words = min(whole, _MOST_WORDS_OF_PERSON if kind == "PERSON" else _MOST_WORDS_OF_BODY)
    return (not form.isupper() or whole < 2, n_words, forms[form], len(form))


def _best_spelling(name: str, forms: Mapping[str, int]) -> str:
    """Among the forms with the same letters, the one with most diacritics, then the most frequent, not in capitals."""
    same = [form for form in forms if fold(form) == fold(name) and (not form.isupper() or name.isupper())]
    return max(sorted(same or [name]), key=lambda form: (sum(ord(c) > 127 and c.isalpha() for c in form), forms[form]))


def alias_kind(kind: str, alias: str, name: str, gazetteer: Gazetteer) -> str:
    """How a spelling relates to the entity's name, one of the words of `aliases.kind`."""
    if alias == name:
        return "full"
    if fold(alias) == fold(name):
        return "unaccented" if alias.isascii() and not name.isascii() else "spelling"
    if kind == "PERSON":
        return _person_alias(alias, name, gazetteer)
    if is_acronym(alias, name):
        return "acronym"
    compact = alias.replace(".", "")
    if compact.isupper() and 2 <= len(compact) <= 6 and " " not in compact:
        return "acronym"
    return "full" if _n_words(alias) > 1 else "spelling"


def _person_alias(alias: str, name: str, gazetteer: Gazetteer) -> str:
    short, long = person_name(alias, gazetteer), person_name(name, gazetteer)
    if not short.given:
        return "surname" if short.core == long.core or short.surname == long.surname else "spelling"
    if short.surname == long.surname and short.given != long.given:
        return "full" if short.full else "spelling"
    return "transliteration"
