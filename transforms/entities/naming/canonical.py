"""The name and the other spellings of an entity, taken from its texts by rule."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsloom.transforms.names.comparing import CONFLICT, compare_surnames, is_acronym, without_ending
from newsloom.transforms.names.folding import fold, folded_words
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName, gender_of_given, person_name
from newsloom.transforms.names.sounds import transliterated
from newsloom.transforms.text.lexicon import words

_RARE = 20  # forms with less than a twentieth of the names of the most frequent long form are left aside; by hand
_SURNAME_SHARE = 3  # how many times a longer form may be rarer than the surname that it ends with; by hand
_UNLISTED_SHARE = 10  # the same where the surname begins with no given name that is listed; by hand
_SMUDGED = re.compile(r"[@/_\d]|\b[A-Z]{2,}[a-z]|[a-z]\s[A-Z]{4,}\b")
"""Of a person: handles, numbers, words run together ("BHarbour"), a word in capitals behind others ("Holm MORE")."""
_GENERATIONS = words("name_particles", "generation")
_PARTICLES = words("name_particles", "particle") - words("name_particles", "of other meaning")
_PLACES = ("GPE", "LOC", "FAC")
_SHORTEST_SHOUTED = 3  # letters of a word of a place in capitals that is no small word; by hand
_LONGEST_ACRONYM = 4  # letters of a place in capitals that may be an acronym; by hand
_SHORTS = (2, 6)  # letters of capitals that are an acronym whatever they stand for; by hand


def canonical_name(kind: str, forms: Mapping[str, int], gazetteer: Gazetteer) -> str:
    """The form written out in full that is most frequent, in its best spelling.

    Written out is a person's given name and surname, no title before it, nothing stuck to it, in ordinary case; and a
    body's name that is no acronym.
    """
    if kind == "NORP":
        return max(sorted(forms), key=lambda form: forms[form])
    long = {form for form in forms if _is_long(kind, form, forms, gazetteer)} or set(forms)
    most = max(forms[form] for form in long)
    usual = [form for form in forms if forms[form] * _RARE >= most]
    best = max(
        sorted(usual),
        key=lambda form: (_quality(kind, form, form in long, gazetteer), forms[form], _size(kind, form, gazetteer)),
    )
    spelling = _best_spelling(best, forms)
    if kind == "PERSON":
        return _as_a_person(spelling)
    return _in_ordinary_case(spelling, forms) if kind in _PLACES else spelling


def _as_a_person(name: str) -> str:
    """A full name that all texts have in capitals, as transcripts do, in ordinary case; never a word alone.

    >>> [_as_a_person(name) for name in ("ANA O’HOLM", "BO MCLUND III", "J.R. VAN LUND", "LUND", "Ida Holm")]
    ['Ana O’Holm', 'Bo McLund III', 'J.R. van Lund', 'LUND', 'Ida Holm']
    """
    if not name.isupper() or " " not in name:
        return name
    return " ".join(_in_small_letters(word) for word in name.split())


def _in_small_letters(word: str) -> str:
    plain = word.lower()
    if "." in word or plain in _GENERATIONS:
        return word.title() if plain.startswith(("jr", "sr")) else word
    if plain in _PARTICLES and len(plain) > 1:
        return plain
    capitals = re.sub(r"(?<![^\W\d_])[^\W\d_]", lambda letter: letter[0].upper(), plain)
    return re.sub(r"^Mc(\w)", lambda match: f"Mc{match[1].upper()}", capitals)


def _in_ordinary_case(name: str, forms: Mapping[str, int]) -> str:
    """A place's name as texts write it where they do not shout it, as datelines do; by rule where all do, and where no
    word of it may be an acronym or a small word.

    >>> [_in_ordinary_case(name, {"OSLO": 2, "Oslo": 1}) for name in ("OSLO", "NEW DELHI", "USSR")]
    ['Oslo', 'New Delhi', 'USSR']
    """
    if not name.isupper():
        return name
    plain = [form for form in forms if fold(form) == fold(name) and form[:1].isupper() and not form.isupper()]
    if plain:
        return _best_spelling(max(sorted(plain), key=lambda form: forms[form]), {form: forms[form] for form in plain})
    words = name.split()
    safe = all(word.isalpha() and len(word) >= _SHORTEST_SHOUTED for word in words)
    return name.title() if safe and (len(words) > 1 or len(name) > _LONGEST_ACRONYM) else name


def _size(kind: str, form: str, gazetteer: Gazetteer) -> tuple[bool, int, int]:
    """What decides between forms that stand as often: of a person's full names fewer words written out, as a stranger's
    may be stuck to them; then the longer one, whose initials tell people apart."""
    full = kind == "PERSON" and bool(person_name(form, gazetteer).given)
    words = [word for word in folded_words(form) if len(word) > 1 and word not in gazetteer.particles]
    return full, -len(words) * full, len(form)


def _is_long(kind: str, form: str, forms: Mapping[str, int], gazetteer: Gazetteer) -> bool:
    """Whether a form has several words, or is a body's name of one that others have with "Inc" behind it."""
    if len(form.split()) > 1:
        return kind != "PERSON" or not _is_surname(form, forms, gazetteer)
    if kind != "ORG":
        return False
    own = fold(form)
    return any(without_ending(fold(other), gazetteer) == own for other in forms if len(other.split()) > 1)


def _is_surname(form: str, forms: Mapping[str, int], gazetteer: Gazetteer) -> bool:
    """Whether a person's form of several words is what a longer one ends with that is about as frequent: "Ruiz Soto"
    beside "Pedro Ruiz Soto", "De Holm" beside "Ida de Holm", not "Ana Holm" beside a rare "Ida Ana Holm"."""
    end = f" {form}".lower()
    longer = (n for other, n in forms.items() if other.lower().endswith(end) and not _titled(other, gazetteer))
    share = _SURNAME_SHARE if gender_of_given(folded_words(form)[:1]) else _UNLISTED_SHARE
    return max(longer, default=0) * share >= forms[form]


def _quality(kind: str, form: str, long: bool, gazetteer: Gazetteer) -> tuple[bool, ...]:
    """What makes a form better than others however often they stand, the most important first."""
    if kind != "PERSON":
        return (long, form[:1].isupper(), not _in_capitals(form))
    whole = [word for word in folded_words(form) if len(word) > 1]
    ordinary = not form.isupper() and form[:1].isupper() and form.split()[-1] != form.split()[-1].lower()
    return (not _SMUDGED.search(form), long and len(whole) > 1, ordinary, not _titled(form, gazetteer))


def _titled(form: str, gazetteer: Gazetteer) -> bool:
    first = fold(form.split()[0])
    office = first in gazetteer.role_heads and not gender_of_given([first])  # "Dean Holm" is a name
    return first in gazetteer.gender_of_honorific or office


def _in_capitals(form: str) -> bool:
    """Whether a form is written in capitals as headlines are; a short word in capitals is an acronym."""
    return form.isupper() and (" " in form or len(form) > _SHORTS[1])


def _best_spelling(name: str, forms: Mapping[str, int]) -> str:
    """Among the forms with the same letters, the one with most diacritics, then the most frequent, not in capitals."""
    same = [form for form in forms if fold(form) == fold(name) and (not _in_capitals(form) or name.isupper())]
    return max(
        sorted(same or [name]),
        key=lambda form: (form[:1].isupper(), _n_accents(form), forms[form]),
    )


def _n_accents(form: str) -> int:
    return sum(not char.isascii() and char.isalpha() for char in form)


def alias_kind(kind: str, alias: str, name: str, gazetteer: Gazetteer) -> str:
    """How a spelling relates to the entity's name, one of the words of `aliases.kind`."""
    if alias == name:
        return "full"
    if fold(alias) == fold(name):
        return "unaccented" if _n_accents(alias) < _n_accents(name) else "spelling"
    if kind == "PERSON":
        return _person_alias(alias, name, gazetteer)
    seat = gazetteer.seat_of.get(fold(alias))
    if seat and seat == gazetteer.country_of.get(fold(name)):
        return "metonym"
    if is_acronym(alias, name):
        return "acronym"
    compact, (least, most) = alias.replace(".", ""), _SHORTS
    if compact.isupper() and least <= len(compact) <= most and " " not in compact:
        return "acronym"
    return "full" if len(alias.split()) > 1 else "spelling"


def _person_alias(alias: str, name: str, gazetteer: Gazetteer) -> str:
    short, long = person_name(alias, gazetteer), person_name(name, gazetteer)
    surnames = max(compare_surnames(short.surname, long.surname), compare_surnames(short.core, long.core))
    if not short.given:
        return "surname" if surnames > CONFLICT or short.surname in long.given else "spelling"
    if surnames > CONFLICT and _one_romanisation(short, long):
        return "transliteration"
    return "full" if short.full else "spelling"


def _one_romanisation(a: PersonName, b: PersonName) -> bool:
    """Whether two names differ in no more than how the letters of another script were written."""
    x, y = (*a.given, a.surname), (*b.given, b.surname)
    return x != y and [transliterated(word) for word in x] == [transliterated(word) for word in y]
