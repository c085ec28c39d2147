"""Titles, offices and affiliations beside the names of people, each with its place in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.ages import is_of_age
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.roles.bodies import begins_seat
from newsloom.transforms.mentions.roles.parts import RoleParts, read_role
from newsloom.transforms.mentions.roles.words import (
    DETERMINERS,
    PREPOSITIONS,
    Words,
    in_capitals,
    is_head,
    is_known_body,
    is_status,
    owns,
)
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.inflections import OWNING
from newsloom.transforms.text.lexicon import words

_MAX_TITLE = 10  # tokens before a name; by hand
_MAX_APPOSITION = 14  # tokens beside a name and its comma; by hand
_MAX_ABBREVIATION = 5  # letters of "Gov", "Sen", "Prof"; by hand
_AGE = re.compile(r"\d{1,3}$")
_OWNERS = ("GPE", "ORG", "LOC", "FAC", "NORP")
_CLOSING = frozenset((",", ".", ";", "—", "–", ")", ":"))
_ADDRESS, _OF_BODIES = words("honorifics", "address"), words("titles", "of_body")
_OPENING_JUNK = frozenset(("and", *OWNING, "-", "–", "of", ",", ".", "&", "/", "fellow", *DETERMINERS))
_STATE_SEATS = words("titles", "of a state")  # what a state has as the nation has: "state Sen."
_RELATIVES = frozenset(("who", "whose", "which"))


@dataclass(frozen=True)
class Role:
    """One role: who has it (index of the chain), its words in the article, and what they say."""

    chain: int
    start: int
    end: int
    text: str
    parts: RoleParts

    @property
    def head(self) -> str:
        """The noun that the title is named by, folded."""
        return self.parts.head

    @property
    def organisation(self) -> str | None:
        """The body that the title is of, as written."""
        return self.parts.organisation

    @property
    def country(self) -> str | None:
        """ISO code of the country that the title is of."""
        return self.parts.country


def find_roles(
    article: ParsedArticle, spans: Sequence[NameSpan], chains: Sequence[Chain], gazetteer: Gazetteer
) -> list[Role]:
    """All roles of the article's people in order of place; no two have the same words."""
    chain_of = {index: number for number, chain in enumerate(chains) for index in chain.names}
    roles: dict[Words, Role] = {}
    places = by_paragraph(spans)
    for paragraph in article.paragraphs:
        inside = [i for i in places[paragraph.ordinal] if i in chain_of]
        labels = name_labels(paragraph, [spans[i] for i in inside], [chains[chain_of[i]].type for i in inside])
        people = [i for i in inside if chains[chain_of[i]].type == "PERSON"]
        for index, (first, last) in _titled(paragraph, people, spans, labels, gazetteer):
            role = _role(paragraph, first, last, chain_of[index], labels, gazetteer, article)
            if role.parts.text not in _OF_BODIES or role.organisation:
                roles.setdefault((role.start, role.end), role)
    return _filled(sorted(roles.values(), key=lambda role: (role.start, role.end)))


def _filled(roles: Sequence[Role]) -> list[Role]:
    """Roles with the body and the country that the article gives to the same title of the same person elsewhere: the
    "French President" goes on as "the President". Where it gives two, none is filled in."""
    of: dict[tuple[int, str], set[tuple[str | None, str | None]]] = defaultdict(set)
    for role in roles:
        if role.organisation or role.country:
            of[role.chain, role.parts.text].add((role.organisation, role.country))
    return [_with_owner(role, of[role.chain, role.parts.text]) for role in roles]


def _with_owner(role: Role, owners: Collection[tuple[str | None, str | None]]) -> Role:
    if role.organisation or role.country or len(owners) != 1:
        return role
    ((organisation, country),) = owners
    return replace(role, parts=replace(role.parts, organisation=organisation, country=country))


def by_paragraph(spans: Sequence[NameSpan]) -> Mapping[int, list[int]]:
    """Ordinal of a paragraph -> places of its names, in order; none for one without."""
    places: dict[int, list[int]] = defaultdict(list)
    for index, name in enumerate(spans):
        places[name.paragraph].append(index)
    return places


def _span(paragraph: Paragraph, name: NameSpan) -> Span | None:
    """The tokens of a name."""
    start, end = name.start - paragraph.start, name.end - paragraph.start
    return paragraph.doc.char_span(start, end, alignment_mode="expand")


def name_labels(paragraph: Paragraph, names: Sequence[NameSpan], types: Sequence[str] | None = None) -> dict[int, str]:
    """Type of the name that each token belongs to; `types` are those of the names where they are others."""
    labels: dict[int, str] = {}
    for name, type_ in zip(names, types or [name.type for name in names], strict=True):
        span = _span(paragraph, name)
        labels.update(dict.fromkeys(range(span.start, span.end), type_) if span is not None else {})
    return labels


def _titled(
    paragraph: Paragraph,
    people: Sequence[int],
    name_spans: Sequence[NameSpan],
    labels: Mapping[int, str],
    gazetteer: Gazetteer,
) -> Iterator[tuple[int, Words]]:
    """People of a paragraph with the tokens of each role beside their names; what stands behind a name comes first."""
    spans = [(index, span) for index in people if (span := _span(paragraph, name_spans[index])) is not None]
    for find in (_title, _apposition_behind, _apposition_before):
        for index, span in spans:
            first, last = find(span, labels, gazetteer)
            if last > first:
                yield index, (first, last)


def _title(name: Span, labels: Mapping[int, str], gazetteer: Gazetteer) -> Words:
    """Tokens [first, end) of the title directly before a name, (end, end) if there is none."""
    doc, end = name.doc, _before_address(name)
    last = end
    if last > 1 and doc[last - 1].text == "." and len(doc[last - 2]) <= _MAX_ABBREVIATION:
        last -= 1  # "Gov." as two tokens
    if last > 2 and doc[last - 2].text == "-" and is_status(doc[last - 1]):
        last -= 2  # "President-elect" as three
    if last == 0 or any(token.is_sent_start for token in doc[end : name.start + 1]) or doc[last - 1].is_space:
        return end, end
    beside = last - 1 not in labels and is_head(doc[last - 1], gazetteer)
    head = last - 1 if beside else _head_of(doc, last, labels, gazetteer)
    if head is None:
        return end, end
    first = head
    while first > max(0, end - _MAX_TITLE) and not doc[first].is_sent_start:
        if not _belongs(doc, first - 1, head, name.end, labels, gazetteer):
            break
        first -= 1
    while first < head and _opens_nothing(doc, first):
        first += 1
    return first, end


def _opens_nothing(doc: Doc, at: int) -> bool:
    """Whether a title cannot begin with a token: "and", "Dr.", the end of "three-time"."""
    word = doc[at].lower_
    counted = word == "time" and at > 0 and doc[at - 1].text == "-"
    return counted or word in _OPENING_JUNK or word.rstrip(".") in _ADDRESS


def _before_address(name: Span) -> int:
    """Where what stands before a name ends, "Mr." and "Dr." aside: they say how somebody is addressed and no more."""
    at = name.start
    while at > 0 and not name.doc[at].is_sent_start:
        stop = at > 1 and name.doc[at - 1].text == "."
        if name.doc[at - 1 - stop].lower_.rstrip(".") not in _ADDRESS:
            break
        at -= 1 + stop
    return at


def _head_of(doc: Doc, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int | None:
    """The head of "Secretary of State" or "director of police" that ends before `last`; None without one."""
    at = last - 1
    while at > max(0, last - _MAX_TITLE) and doc[at].lower_ != "of":
        plain = labels.get(at) in _OWNERS or _is_noun(doc[at], gazetteer) or doc[at].lower_ in ("and", "the", "&")
        if not plain or doc[at].is_sent_start:
            return None
        at -= 1
    before = at > 0 and at < last - 1 and doc[at].lower_ == "of" and not doc[at].is_sent_start
    return at - 1 if before and at - 1 not in labels and is_head(doc[at - 1], gazetteer) else None


def _belongs(doc: Doc, at: int, head: int, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token may be part of the title with that head, whose bearer's name ends before `end`."""
    token = doc[at]
    if token.text in ("-", "–", "&"):
        return token.text == "&" or not token.whitespace_
    if token.text == ".":
        return _is_abbreviated(doc, at, gazetteer)
    if token.lower_ in OWNING:
        return at > 0 and labels.get(at - 1) in ("GPE", "ORG", "LOC", "FAC", "PERSON")
    if at in labels:
        belongs = _leads_to(token, end, labels) or _is_nation(doc, at, labels, gazetteer)
        return _is_owner(token, labels) and (belongs or _begins_phrase(doc, at, labels, gazetteer))
    if is_status(token):
        return True
    if token.lower_ == "and":
        return at > 0 and at - 1 not in labels and _joins(doc, at, head, gazetteer)
    same_case = doc[head].text.islower() or not token.text.islower()
    if same_case and token.text.istitle() and token.lower_.rstrip(".") in gazetteer.role_modifiers:
        return True  # "Vice" of "Vice President", however a caption is parsed
    if begins_seat(doc, at) or is_known_body(token, gazetteer) or (token.lower_ == "state" and _is_seat(doc[at + 1])):
        return True
    if token.is_sent_start and token.lower_ not in gazetteer.role_modifiers and not is_head(token, gazetteer):
        return False  # its capital says nothing
    return same_case and _is_noun(token, gazetteer) and _leads_to(token, end, labels)


def _is_owner(token: Token, labels: Mapping[int, str]) -> bool:
    """Whether a name may be whose the title is: "Volta adviser", where the parse says so, and "Volta's adviser"."""
    owned = token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in OWNING
    person = labels[token.i] == "PERSON" and (owned or token.doc.has_annotation("DEP"))
    return person or labels[token.i] in _OWNERS


def _is_nation(doc: Doc, at: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether one word in front of a title is its nation, however it is parsed: "U.S. Rep.", "French minister"."""
    alone = at + 1 not in labels and at - 1 not in labels and labels[at] in ("GPE", "NORP")
    nation = alone and gazetteer.country_of.get(fold(doc[at].text)) and doc[at].text[-1] != "s"
    return bool(nation) and (at == 0 or doc[at - 1].lower_ not in PREPOSITIONS)


def _is_abbreviated(doc: Doc, at: int, gazetteer: Gazetteer) -> bool:
    """Whether a stop ends a short title in front of another one: "Lt. Gov."."""
    before = doc[at - 1]
    listed = before.lower_ in gazetteer.role_modifiers or is_head(before, gazetteer)
    return at > 0 and listed and len(before) <= _MAX_ABBREVIATION


def _is_seat(head: Token) -> bool:
    return head.text[:1].isupper() and head.lower_.rstrip(".") in _STATE_SEATS


def _begins_phrase(doc: Doc, at: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token is of a body or a nation with which a phrase begins: it is a title's, however it is parsed."""
    first = at
    while labels.get(first - 1) == labels[at] and not doc[first].is_sent_start:
        first -= 1
    last = at
    while labels.get(last + 1) == labels[at]:
        last += 1
    nation = labels[at] == "GPE" or (labels[at] == "NORP" and doc[last].text[-1] != "s")
    owner = labels[at] == "ORG" or (nation and fold(doc[first : last + 1].text) in gazetteer.country_of)
    opened = doc[first].is_sent_start or is_status(doc[first - 1]) or doc[first - 1].lower_ in DETERMINERS
    return owner and opened


def _joins(doc: Doc, at: int, head: int, gazetteer: Gazetteer) -> bool:
    """Whether "and" stands between two titles of one person: "chairman and chief executive"."""
    before = doc[at - 1]
    listed = is_head(before, gazetteer) or before.lower_ in gazetteer.role_modifiers
    return listed and before.text.islower() == doc[head].text.islower() and not is_status(before)


def _leads_to(token: Token, end: int, labels: Mapping[int, str]) -> bool:
    """Whether a token hangs on the title or the name behind it, or the name on it; without a parse, any does."""
    if not token.doc.has_annotation("DEP"):
        return True
    above = token.head
    while above.i < token.i and above.i != above.head.i and labels.get(above.i) == labels.get(token.i, ""):
        above = above.head  # to the head of the name that the token is of
    bears = any(word.head.i == token.i and word.dep_ == "flat" for word in token.doc[token.i + 1 : end])
    return bears or token.i < above.i < end


def _is_noun(token: Token, gazetteer: Gazetteer) -> bool:
    word = token.lower_.rstrip(".")
    if word in gazetteer.role_modifiers or is_head(token, gazetteer):
        return True
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and token.is_alpha


def _apposition_behind(name: Span, labels: Mapping[int, str], gazetteer: Gazetteer) -> Words:
    """Tokens of ", a fellow at the Institute of X," behind a name; an empty span if there is none."""
    doc, start = name.doc, name.end
    if start >= len(doc) or doc[start].text != ",":
        return start, start
    first = start + 1
    if first + 1 < len(doc) and _AGE.fullmatch(doc[first].text) and doc[first + 1].text == ",":
        first += 2
    end = first
    while end < min(len(doc), first + _MAX_APPOSITION) and not _ends_apposition(doc, end, labels):
        end += 1
    closed = end < len(doc) and (doc[end].text in (*_CLOSING, "(") or doc[end].lower_ in _RELATIVES)
    if not closed or doc[first].lower_ in ("and", "or"):
        return start, start
    return (first, end) if _heads(doc, first, end, labels, gazetteer) else (start, start)


def _apposition_before(name: Span, labels: Mapping[int, str], gazetteer: Gazetteer) -> Words:
    """Tokens of "the bank's chairman, " before a name that something closes; an empty span if there is none."""
    doc, end = name.doc, _before_address(name) - 1
    closed = name.end < len(doc) and doc[name.end].text in _CLOSING
    if end < 2 or doc[end].text != "," or not closed:
        return end, end
    first = end
    while first > max(0, end - _MAX_APPOSITION) and not doc[first].is_sent_start:
        if _ends_apposition(doc, first - 1, labels):
            break
        first -= 1
    for at in range(first, end):  # the longest phrase that begins as one and hangs together with the name
        owner = at in labels and at - 1 not in labels and _is_owner(doc[at], labels)
        owner = owner or in_capitals(doc[at])
        heads = _heads(doc, at, end, labels, gazetteer) if owner or doc[at].lower_ in DETERMINERS else []
        if any(_is_apposed(head, name) for head in heads):
            return at, end
    return end, end


def _is_apposed(head: Token, name: Span) -> bool:
    """Whether the parse has a title's head and the name as one thing; False where there is no parse."""
    parsed = head.doc.has_annotation("DEP")
    return parsed and (name.root.head.i == head.i or name.start <= head.head.i < name.end)


def _ends_apposition(doc: Doc, index: int, labels: Mapping[int, str]) -> bool:
    token = doc[index]
    if token.text in (*_CLOSING, '"', "“", "”", "("):
        return True
    stranger = labels.get(index) == "PERSON" and not _owns(doc, index, labels)
    return stranger or token.lower_ in ("who", "which", "whose", "that", "said", "says", "told")


def _owns(doc: Doc, index: int, labels: Mapping[int, str]) -> bool:
    """Whether a possessive ends the person's name at a place."""
    end = index
    while end < len(doc) and labels.get(end) == "PERSON":
        end += 1
    return end < len(doc) and doc[end].lower_ in OWNING


def _heads(doc: Doc, start: int, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> list[Token]:
    """A title's heads before the first preposition, with nothing but their attributes before them."""
    heads: list[Token] = []
    for index in range(start, end):
        token = doc[index]
        plain = index in labels or token.lower_ in (*OWNING, "-", "and", *DETERMINERS)
        owner = in_capitals(token) and owns(doc, index)
        if plain or owner or is_status(token) or is_of_age(doc, index):
            continue
        if is_head(token, gazetteer) and not owns(doc, index):
            heads.append(token)
        elif not _is_noun(token, gazetteer) or token.lower_ in PREPOSITIONS:
            break
    return heads


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
    return Role(chain, start, end, article.text[start:end], read_role(doc, first, last, labels, gazetteer))
