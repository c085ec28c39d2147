"""Titles, offices and affiliations beside the names of people, each with its place in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer

_MAX_TITLE = 10  # tokens before a name; by hand
_MAX_APPOSITION = 14  # tokens behind a name; by hand
_MAX_ABBREVIATION = 5  # letters of "Gov", "Sen", "Prof"
_AGE = re.compile(r"\d{1,3}$")
_PREPOSITIONS = frozenset(("of", "at", "for", "in", "with", "from", "to", "on"))


@dataclass(frozen=True)
class Role:
    """One role: who has it (index of the chain), its words in the article, its head noun, what it belongs to."""

    chain: int
    start: int
    end: int
    text: str
    head: str
    organisation: str | None
    country: str | None  # ISO code


def find_roles(
    article: ParsedArticle, named: Sequence[NameSpan], chains: Sequence[Chain], gazetteer: Gazetteer
) -> list[Role]:
    """All roles of the article's people in order of place."""
    chain_of = {place: number for number, chain in enumerate(chains) for place in chain.names}
    found: list[Role] = []
    places = by_paragraph(named)
    for paragraph in article.paragraphs:
        inside = [i for i in places[paragraph.ordinal] if i in chain_of]
        labels = name_labels(paragraph, [named[i] for i in inside])
        for place in inside:
            if chains[chain_of[place]].type != "PERSON":
                continue
            span = paragraph.doc.char_span(
                named[place].start - paragraph.start, named[place].end - paragraph.start, alignment_mode="expand"
            )
            if span is None:
                continue
            for first, last in (
                _title(paragraph.doc, span.start, labels, gazetteer),
                _apposition(paragraph.doc, span.end, labels, gazetteer),
            ):
                if last > first:
                    found.append(_role(paragraph, first, last, chain_of[place], labels, gazetteer, article))
    return sorted(found, key=lambda role: (role.start, role.end))


def by_paragraph(named: Sequence[NameSpan]) -> Mapping[int, list[int]]:
    """Ordinal of a paragraph -> places of its names, in order; none for one without."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, name in enumerate(named):
        places[name.paragraph].append(place)
    return places


def name_labels(paragraph: Paragraph, names: Sequence[NameSpan]) -> dict[int, str]:
    """Type of the name that each token belongs to."""
    labels: dict[int, str] = {}
    for name in names:
        span = paragraph.doc.char_span(
            name.start - paragraph.start, name.end - paragraph.start, alignment_mode="expand"
        )
        for token in span or ():
            labels[token.i] = name.type
    return labels


def is_head(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether the token can be the head of a title."""
    word = token.lower_.rstrip(".")
    return word in gazetteer.role_heads or word.removeprefix("ex-").removeprefix("co-") in gazetteer.role_heads


def _title(doc: Doc, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> tuple[int, int]:
    """Tokens [first, end) of the title directly before a name, (end, end) if there is none."""
    last = end
    if last > 1 and doc[last - 1].text == "." and len(doc[last - 2]) <= _MAX_ABBREVIATION:
        last -= 1  # "Gov." as two tokens
    if last == 0 or not is_head(doc[last - 1], gazetteer) or last - 1 in labels or doc[end].is_sent_start:
        return end, end
    first = last - 1
    while first > max(0, end - _MAX_TITLE) and not doc[first].is_sent_start:
        if not _belongs(doc, first - 1, labels, gazetteer):
            break
        first -= 1
    while first < last and doc[first].lower_ in ("and", "'s", "’s", "-", "the", "a", "an", "of", ",", "&"):
        first += 1
    return first, end


def _belongs(doc: Doc, place: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether the token may be part of a title that goes on behind it."""
    token = doc[place]
    if labels.get(place) in ("NORP", "GPE", "ORG", "LOC"):
        return True
    if place in labels:
        return False
    if token.lower_ in ("'s", "’s"):
        return place > 0 and labels.get(place - 1) in ("GPE", "ORG", "LOC")
    if token.text in ("-", "–", "/", "&"):
        return True
    if token.lower_ == "and":
        return _is_noun(doc[place - 1], gazetteer) and place > 0 and place - 1 not in labels
    return _is_noun(token, gazetteer)


def _is_noun(token: Token, gazetteer: Gazetteer) -> bool:
    word = token.lower_.rstrip(".")
    if word in gazetteer.role_modifiers or is_head(token, gazetteer):
        return True
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and token.is_alpha


def _apposition(doc: Doc, start: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> tuple[int, int]:
    """Tokens of ", a fellow at the Institute of X," behind a name; (start, start) if there is none."""
    place = start
    if place >= len(doc) or doc[place].text != ",":
        return start, start
    place += 1
    if place + 1 < len(doc) and _AGE.fullmatch(doc[place].text) and doc[place + 1].text == ",":
        place += 2
    end = place
    while end < min(len(doc), place + _MAX_APPOSITION) and not _ends_apposition(doc, end, labels):
        end += 1
    if end == len(doc) or doc[end].text not in (",", ".", ";", "—", "–", ")", ":"):
        return start, start
    return (place, end) if _has_head(doc, place, end, labels, gazetteer) else (start, start)


def _ends_apposition(doc: Doc, place: int, labels: Mapping[int, str]) -> bool:
    token = doc[place]
    if token.text in (",", ".", ";", "—", "–", ":", '"', "“", "”", "(", ")"):
        return True
    return token.lower_ in ("who", "which", "whose", "that", "said", "says", "told") or labels.get(place) == "PERSON"


def _has_head(doc: Doc, start: int, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a title's head stands before the first preposition, with nothing but its attributes before it."""
    for place in range(start, end):
        token = doc[place]
        if place in labels or token.lower_ in ("a", "an", "the", "'s", "’s", "-", "and", "his", "her", "its"):
            continue
        if is_head(token, gazetteer):
            return True
        if not _is_noun(token, gazetteer) or token.lower_ in _PREPOSITIONS:
            return False
    return False


def _role(
    paragraph: Paragraph,
    first: int,
    last: int,
    chain: int,
    labels: Mapping[int, str],
    gazetteer: Gazetteer,
    article: ParsedArticle,
) -> Role:
    doc = paragraph.doc
    start = paragraph.start + doc[first].idx
    end = paragraph.start + doc[last - 1].idx + len(doc[last - 1])
    return Role(
        chain=chain,
        start=start,
        end=end,
        text=article.text[start:end],
        head=_head(doc, first, last, gazetteer),
        organisation=_labelled(doc, first, last, labels, ("ORG",)),
        country=_country(doc, first, last, labels, gazetteer),
    )


def _head(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> str:
    """The title's head word: the last one before a preposition."""
    head = ""
    for token in doc[first:last]:
        if head and token.lower_ in _PREPOSITIONS:
            break
        if is_head(token, gazetteer):
            head = fold(token.text)
    return head


def _labelled(doc: Doc, first: int, last: int, labels: Mapping[int, str], kinds: tuple[str, ...]) -> str | None:
    """The first name of these types in the span, as written."""
    places = [place for place in range(first, last) if labels.get(place) in kinds]
    if not places:
        return None
    end = places[0]
    while end + 1 in places:
        end += 1
    return doc[places[0] : end + 1].text


def _country(doc: Doc, first: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> str | None:
    """ISO code of the nation whose name or adjective stands in the span."""
    for kinds in (("GPE",), ("NORP",)):
        name = _labelled(doc, first, last, labels, kinds)
        if name and fold(name) in gazetteer.country_of:
            return gazetteer.country_of[fold(name)]
    return None
