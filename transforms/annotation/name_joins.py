"""Names that a tagger broke or cut short: nicknames in marks, particles, hyphens, points of the compass, last words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from newsloom.transforms.annotation.doc_names import NUMERIC, PLACES, Name, is_capital, tokens_of
from newsloom.transforms.annotation.places import Places
from newsloom.transforms.text.lexicon import lexicon, words

_OPENING, _CLOSING = frozenset("“‘\"'"), frozenset("”’\"'")
_NICKNAME = 4  # words that a nickname in marks may have; by hand
_TAIL = 3  # words behind a tagged name up to the one that says what it is; by hand
_PARTICLES = words("name_particles", "particle")
_FAMILY_FIRST = words("name_particles", "family first")
_BEFORE_BIRTH_ORDER = ("I", "Ni")
_BIRTH_ORDER = words("name_particles", "birth order")
_DIRECTIONS = words("places_names", "direction")
_OF = words("places_names", "of")
_TAILS = {word: kind for kind, members in lexicon("places_endings").items() for word in members}
_IZAFET = ("e", "i", "ul", "ud")  # what joins two words of Persian, Urdu and Arabic names
_BODIES = ("ORG", *PLACES)


def join_names(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Two pieces of one name as one: over a nickname in marks, "of" between two, "I" before a Balinese name, a
    body with its country behind it."""
    for find in (_over_nickname, _after_birth_order, _over_of, partial(_with_country, places=places)):
        names = _joined(doc, names, find)
    return list(names)


def _joined(doc: Doc, names: Sequence[Name], find: Callable[[Doc, Sequence[Name], int], Name | None]) -> list[Name]:
    """The names with those replaced that a wider one of them covers; `find` looks behind the name of an index."""
    joined: list[Name] = []
    for index, name in enumerate(names):
        if joined and name.start < joined[-1].end:
            continue
        wider = find(doc, names, index)
        joined.append(wider or name)
    return joined


def _over_nickname(doc: Doc, names: Sequence[Name], index: int) -> Name | None:
    """ "James “Mad Dog” Matter", also where the tagger took in a part of the nickname."""
    name = names[index]
    if name.label != "PERSON":
        return None
    opening = next((t.i for t in doc[name.start + 1 : name.end + 1] if t.text in _OPENING and not t.whitespace_), None)
    if opening is None:
        return None
    closing = next((t.i for t in doc[opening + 1 : opening + _NICKNAME + 2] if t.text in _CLOSING), None)
    if closing is None or not _is_nickname(doc, opening, closing):
        return None
    return _ends_in_surname(doc, names, name, closing + 1)


def _is_nickname(doc: Doc, opening: int, closing: int) -> bool:
    inside = [token for token in doc[opening + 1 : closing] if token.lower_ != "the"]
    hugged = bool(doc[opening - 1].whitespace_) and not doc[closing - 1].whitespace_
    return hugged and bool(inside) and all(token.text[:1].isupper() for token in inside)


def _ends_in_surname(doc: Doc, names: Sequence[Name], name: Name, start: int) -> Name | None:
    """The name as far as the surname that starts there, a person's or nobody's word with a capital."""
    if not is_capital(doc, start) or not doc[start - 1].whitespace_:
        return None
    over = next((other for other in names if other.start <= start < other.end), None)
    if over is not None and over.label != "PERSON":
        return None
    return replace(name, end=over.end if over else start + 1)


def _after_birth_order(doc: Doc, names: Sequence[Name], index: int) -> Name | None:
    """ "I Wayan Sudarta": the article of a name, where a tagger took it for a name of its own."""
    name, after = names[index], names[index + 1 : index + 2]
    if doc[name.start : name.end].text != "I" or not after or after[0].start != name.end:
        return None
    return replace(after[0], start=name.start) if after[0].label == "PERSON" else None


def _over_of(doc: Doc, names: Sequence[Name], index: int) -> Name | None:
    """ "Northern District of Texas", "Museum of Modern Art": a body's or a district's word, "of" and another name."""
    name = names[index]
    end = name.end - (doc[name.end - 1].lower_ == "of")
    if name.label not in _BODIES or end >= len(doc) or doc[end].lower_ != "of" or doc[end - 1].text not in _OF:
        return None
    start = end + 1 + (doc[end + 1 : end + 2].text == "the")
    after = next((other for other in names[index + 1 :] if other.start == start), None)
    if after is None or after.label not in (*_BODIES, "PERSON"):
        return replace(name, end=end) if end < name.end else None
    return replace(name, end=after.end, score=min(name.score, after.score))


def _with_country(doc: Doc, names: Sequence[Name], index: int, places: Places) -> Name | None:
    """ "Amnesty International [Kenya]", "Bank [Indonesia]": a body and its country, with no word of a name behind."""
    name, after = names[index], names[index + 1 : index + 2]
    if name.label != "ORG" or not after or after[0].start != name.end or after[0].label != "GPE":
        return None
    country = after[0].end - after[0].start == 1 and places.stands_alone(doc[name.end].text)
    beside = doc[name.end - 1].whitespace_ and is_capital(doc, name.end - 1) and not is_capital(doc, name.end + 1)
    return replace(name, end=after[0].end) if country and beside else None


def extend_names(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Names as far as their words with capitals go that nobody marked: "Central [American]", "[Civil Rights] Act"."""
    taken = tokens_of(names)
    extended = []
    for name in names:
        if name.label not in NUMERIC and name.label != "WORK_OF_ART":
            name = _to_the_left(doc, name, taken)
            name = _of_person(doc, name, taken) if name.label == "PERSON" else name
            name = _to_last_word(doc, _over_hyphens(doc, name, taken), taken)
        taken |= set(range(name.start, name.end))
        extended.append(name)
    return extended


def _to_the_left(doc: Doc, name: Name, taken: set[int]) -> Name:
    """With the word before it that tells a part of a place, a people or "the United" ones from the whole."""
    before = name.start - 1
    if before < 0 or before in taken or name.label not in ("NORP", *_BODIES):
        return name
    if doc[before].text in _DIRECTIONS and doc[before].whitespace_:
        return replace(name, start=before)
    hyphen = name.label == "NORP" and before > 0 and doc[before].text == "-" and not doc[before].whitespace_
    if hyphen and is_capital(doc, before - 1) and not doc[before - 1].whitespace_ and before - 1 not in taken:
        return replace(name, start=before - 1)
    return name


def _of_person(doc: Doc, name: Name, taken: set[int]) -> Name:
    """A person's name as far as what hangs on it by a particle or a hyphen: "Omar bin [Said]", "Ban Ki[-moon]"."""
    first = name.start - (is_capital(doc, name.start - 1) and doc[name.start - 1].lower_ in _BIRTH_ORDER)  # "I [Made]"
    in_order = first > 0 and doc[first].lower_ in _BIRTH_ORDER and doc[first - 1].text in _BEFORE_BIRTH_ORDER
    if in_order and taken.isdisjoint(range(first - 1, name.start)):
        return replace(name, start=first - 1)
    end = name.end
    if name.end - name.start > 1 and doc[end - 1].lower_ in _PARTICLES and is_capital(doc, end) and end not in taken:
        return replace(name, end=end + 1)
    hyphen = end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_
    if not hyphen or end + 1 in taken or name.end - name.start < 2:
        return name
    family_first = doc[name.start].lower_ in _FAMILY_FIRST and doc[end + 1].is_alpha
    return replace(name, end=end + 2) if family_first or is_capital(doc, end + 1) else name


def _over_hyphens(doc: Doc, name: Name, taken: set[int]) -> Name:
    """A body's name as far as its word goes on behind hyphens: "Zanu[-PF]", "Tehreek[-e-Insaf]"."""
    end = name.end
    while name.label == "ORG" and end + 1 < len(doc) and doc[end].text == "-" and _hugged(doc, end):
        after = doc[end + 1]
        if end + 1 in taken or not after.is_alpha or (after.text.islower() and after.text not in _IZAFET):
            break
        end += 2
    return replace(name, end=end) if is_capital(doc, end - 1) else name


def _hugged(doc: Doc, index: int) -> bool:
    return not doc[index - 1].whitespace_ and not doc[index].whitespace_


def _to_last_word(doc: Doc, name: Name, taken: set[int]) -> Name:
    """As far as the word that says what it is, over words with capitals that nobody marked."""
    end = name.end
    for index in range(name.end, min(len(doc), name.end + _TAIL)):
        if index in taken or not is_capital(doc, index) or not doc[index - 1].whitespace_:
            break
        if doc[index].text in _TAILS:
            end = index + 1
    if end == name.end:
        return name
    kind = _TAILS[doc[end - 1].text]
    return replace(name, end=end, label=name.label if name.label == "ORG" and kind in PLACES else kind)
