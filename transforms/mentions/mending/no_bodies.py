"""Names that a tagger takes for bodies' and that are none: members of parties, laws, titles, adjectives, officers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsloom.transforms.mentions.bodies import LISTED
from newsloom.transforms.mentions.name_bounds import without_joiner
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.chambers import OF_THE_STATES
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import entries, lexicon, words

_PARTIES = words("titles", "party", "member")
_MEMBERS = frozenset(f"{word}s" for word in words("titles", "member")) | words("name_words", "members")
_STATES = lexicon("states").keys()
_PEOPLES = frozenset(word.lower() for word in words("places_peoples"))
_MONTHS = frozenset(entry.word for entry in entries("months") if entry.comment == "in full")
_ACRONYMS = words("titles", "acronym")
_OFFICES = words("titles", "elected")
_LAW = re.compile(r" Act\b(?! [A-Z])")
_ATTORNEY = re.compile(r"\b[Aa]ttorney [Gg]eneral\b")
_SIGN = re.compile(r"(\S.*) ([A-Z]{2,5})")
"""A company with its sign at an exchange behind its name, which begins like it: "Gull Trading GULL"."""
_DASH = re.compile(r" [—–] ")


def without_no_bodies(names: Sequence[NameSpan], text: str, gazetteer: Gazetteer) -> list[NameSpan]:
    """The names of an article, those that are no bodies' mended, cut or left out."""
    mended = [part for name in names for part in _mended(name, text, gazetteer)]
    bodies = {
        word
        for name in mended
        if name.type == "ORG" and " " in name.form and not _are_officers(name)
        for word in name.form.split()
    }
    return [name for name in mended if not _stands_for_another(name, bodies, gazetteer)]


def _mended(name: NameSpan, text: str, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    if name.type not in ("ORG", "PERSON"):
        yield name
        return
    dash = _DASH.search(name.text)
    if dash is not None:
        name = replace(name, end=name.start + dash.start(), text=name.text[: dash.start()])
    if name.type == "ORG" and (titled := _behind_title(name, text, gazetteer)) is not None:
        yield titled
    elif name.type == "PERSON" or _is_known(name, gazetteer):
        yield name
    else:
        yield from _body(name, text, gazetteer)


def _behind_title(name: NameSpan, text: str, gazetteer: Gazetteer) -> NameSpan | None:
    """Whom a title in capitals stands before: "AG Holm", and the maker AG Barr only in an article that tells of an
    attorney general."""
    first, _, rest = name.text.partition(" ")
    is_title = first.isupper() and first.lower() in _ACRONYMS and rest.isalpha() and not rest.isupper()
    if not is_title or (_is_known(name, gazetteer) and _ATTORNEY.search(text) is None):
        return None
    return replace(name, start=name.end - len(rest), text=rest, type="PERSON", honorific=first.lower())


def _body(name: NameSpan, text: str, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """What was marked as a body that no list has."""
    first, _, rest = name.text.partition(" ")
    if rest and first.lower() in _MONTHS and rest[:1].isupper():  # "December Gull University poll"
        name = replace(name, start=name.end - len(rest), text=rest)
    end = without_joiner(text, name.start, name.end)
    if fold(text[name.start : end]) in OF_THE_STATES:  # "House and"
        name = replace(name, end=end, text=text[name.start : end])
    sign = _SIGN.fullmatch(name.text)
    if sign is not None and name.form.startswith(sign[2].lower()):
        name = replace(name, end=name.start + sign.end(1), text=sign[1])
    law = _LAW.match(text, name.end) if name.text.isupper() else None
    if law is not None:
        yield replace(name, end=law.end(), text=text[name.start : law.end()], type="LAW")
        return
    *before, last = name.form.split()
    if last in _MEMBERS or (last.endswith("s") and last in gazetteer.people_of):
        yield replace(name, type="NORP")
    elif before and last.removesuffix("s") in _OFFICES and " ".join(before) in _STATES:
        yield replace(name, end=name.end - len(last) - 1, text=name.text[: -len(last) - 1], type="GPE")
    elif before and (last in _PARTIES or _are_peoples(before, last, gazetteer)):
        yield from _peoples(name, gazetteer)
    else:
        yield name


def _peoples(name: NameSpan, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """What is left of a name that ends in an adjective, as it was cut: "House Democratic", "Iraqi and Kurdish"."""
    place, _, _ = name.text.rpartition(" ")
    if fold(place) in _STATES:  # "Iowa Democratic" of "Iowa Democratic caucuses"
        yield replace(name, end=name.start + len(place), text=place, type="GPE")
    start = name.start
    for word in name.text.split(" "):
        if fold(word) in _PARTIES or _is_people(fold(word), gazetteer):
            kind = "ORG" if word.isupper() else "NORP"  # "GOP"
            yield replace(name, start=start, end=start + len(word), text=word, type=kind)
        start += len(word) + 1


def _are_peoples(before: Sequence[str], last: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is peoples joined by "and"; "American Conservative" may be a magazine."""
    return "and" in before and all(_is_people(word, gazetteer) for word in (*before, last) if word != "and")


def _is_people(word: str, gazetteer: Gazetteer) -> bool:
    return word in gazetteer.people_of or word in _PEOPLES


def _is_known(name: NameSpan, gazetteer: Gazetteer) -> bool:
    return name.form in gazetteer.organisation_of or name.text in LISTED


def _stands_for_another(name: NameSpan, bodies: set[str], gazetteer: Gazetteer) -> bool:
    """Whether a name is an office that no body of the article is called by: "Congresswoman", "Democratic Senators"."""
    if name.type != "ORG" or name.text.isupper() or not _are_officers(name) or _is_known(name, gazetteer):
        return False
    noun = name.form.split()[-1].removesuffix("s")
    return not bodies & {noun, f"{noun}s"}


def _are_officers(name: NameSpan) -> bool:
    """Whether a name is an office alone or with its party: "Democratic Senators"."""
    *before, last = name.form.split()
    return last.removesuffix("s") in _OFFICES and _PARTIES.issuperset(before)
