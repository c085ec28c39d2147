"""People meant by their office: "the minister", "the Lithuanian minister", where the article has one such person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsloom.transforms.annotation.labels import FINITE_TAGS
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.annotation.parses.tokens import Doc, Token
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.references.descriptions import Descriptions, qualifier_of
from newsloom.transforms.mentions.roles.roles import Role, by_paragraph, name_labels
from newsloom.transforms.mentions.roles.words import is_head
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.inflections import OWNING
from newsloom.transforms.text.lexicon import words

_WORD = re.compile(r"[\w’'-]+")
_MAX_TOKENS = 8  # of a description
_CONFIDENCE, _CONFIDENCE_WITH_COUNTRY, _DESCRIBED, _IN_LEAD = 0.7, 0.85, 0.75, 0.65  # by hand
_LEAD = 2  # paragraphs behind the first in which somebody is described before he is named; by hand
INDEFINITE = ("a", "an", "one", "another")
"""Words by which somebody new is introduced."""
_OPENS_IN_LEAD = ("a", "an", *OWNING)
_ANYBODY = frozenset(("official", "resident", "expert", "student", "candidate", "star", "model", "lead", "player"))
_MAX_TITLE = 4  # words of a title before a name in apposition, and one of it; by hand
_OF_PHRASE = ("ADJ", "NOUN", "PROPN", "ADP", "DET")
"""Parts of speech of words between the noun of a description and the comma behind it."""
_PLACES = ("GPE", "NORP", "LOC")
_PREDICATES = ("appos", "attr")
_PARTY_MEMBERS = words("titles", "member")
_ELECT = words("titles", "elect")


@dataclass(frozen=True)
class Nominal:
    """A description with the index of the chain that it means; offsets in the article."""

    start: int
    end: int
    chain: int
    confidence: float
    type: str = "PERSON"


@dataclass(frozen=True)
class OpenNominal:
    """A description of one of several people: its offsets in the article, and the chains that it may mean."""

    start: int
    end: int
    chains: frozenset[int]


@dataclass(frozen=True)
class Nominals:
    """The descriptions of people in an article: those whose bearer is sure, and those that are open."""

    sure: list[Nominal]
    open: list[OpenNominal]


def find_nominals(
    article: ParsedArticle,
    spans: Sequence[NameSpan],
    chains: Sequence[Chain],
    roles: Sequence[Role],
    gazetteer: Gazetteer,
) -> Nominals:
    """Definite descriptions that one of the people introduced before with that office fits, and no other; and those
    that may mean some of them.

    In its first paragraphs an article describes whom it names below: "A juror said", "the state's governor has".
    """
    nominals = Nominals([], [])
    strangers: set[str] = set()
    places = by_paragraph(spans)
    before = _Before(roles)
    people = {n: [spans[i] for i in chain.names] for n, chain in enumerate(chains) if chain.type == "PERSON"}
    descriptions = Descriptions(article.text, people, list(_finite_verbs(article)))
    for paragraph in article.paragraphs:
        labels = name_labels(paragraph, [spans[index] for index in places[paragraph.ordinal]])
        strangers.update(_strangers(paragraph, labels, gazetteer))
        lead = paragraph.ordinal <= article.paragraphs[0].ordinal + _LEAD
        for phrase in _descriptions(paragraph, labels, gazetteer, lead):
            doc = paragraph.doc
            start = paragraph.start + doc[phrase.first + (doc[phrase.first].text in OWNING)].idx
            end = paragraph.start + doc[phrase.last].idx + len(doc[phrase.last])
            has_name = phrase.words[-1] not in strangers
            meant = _bearer(phrase, start, before, descriptions, has_name) if phrase.definite else None
            some: frozenset[int] = frozenset()
            if meant is None and phrase.elect:
                continue
            if meant is None and phrase.definite:
                some = descriptions.candidates(phrase.words, phrase.places, start)
                some = descriptions.said_to_be(some, phrase.bodies)
            if meant is None and lead and phrase.subject and not some:
                sole = descriptions.sole_bearer(phrase.words, phrase.places)
                meant = None if sole is None else (sole, _IN_LEAD)
            likely = descriptions.without_saying(some, phrase.words, phrase.places)
            if meant is not None:
                nominals.sure.append(Nominal(start, end, *meant))
            elif likely and has_name:
                nominals.open.append(OpenNominal(start, end, likely))
    return nominals


def _finite_verbs(article: ParsedArticle) -> Iterator[int]:
    for paragraph in article.paragraphs:
        tagged = zip(paragraph.offsets, paragraph.tags, strict=True)
        yield from (offset for offset, tag in tagged if tag in FINITE_TAGS)


def _bearer(
    phrase: _Phrase, start: int, before: _Before, descriptions: Descriptions, has_name: bool
) -> tuple[int, float] | None:
    """The one person introduced before whom a description fits, and how sure that is; `has_name`: it was said of nobody
    who has no name."""
    title = f"{qualifier_of(phrase.words, phrase.words[-1])} {phrase.words[-1]}".strip()
    fits = before.with_office(title, phrase.country, start, phrase.elect) if phrase.office else set()
    if len(fits) == 1:
        return next(iter(fits)), _CONFIDENCE_WITH_COUNTRY if phrase.country else _CONFIDENCE
    if phrase.country is not None or phrase.elect or not has_name:
        return None
    described = descriptions.bearer(phrase.words, phrase.places, start)
    return None if described is None else (described, _DESCRIBED)


class _Before:
    """Who has which office, by the roles up to a place that only moves on."""

    def __init__(self, roles: Sequence[Role]) -> None:
        self._roles = roles  # in order of place
        self._n_read = 0
        self._chains: dict[tuple[str, str | None, bool], set[int]] = defaultdict(set)

    def with_office(self, head: str, country: str | None, start: int, elect: bool = False) -> set[int]:
        """Chains with that office before `start`, in that country where one is named; `elect`: still to be held."""
        while self._n_read < len(self._roles) and self._roles[self._n_read].start < start:
            role = self._roles[self._n_read]
            rank = qualifier_of(_WORD.findall(role.text.lower()), role.head)
            for word in (role.head, role.head.rpartition("-")[2]):
                for where in (None, role.country):
                    self._chains[f"{rank} {word}".strip(), where, role.parts.status == "elect"].add(role.chain)
            self._n_read += 1
        return self._chains.get((head, country, elect), set())


@dataclass(frozen=True)
class _Phrase:
    """What describes one person: its tokens, words behind "the" (folded) and those that are places.

    `definite`: it begins with "the", and not with "a" or a possessive.
    """

    first: int
    last: int
    words: tuple[str, ...]
    places: tuple[str, ...]
    country: str | None  # ISO code
    office: bool  # whether all words before the noun are of titles or countries
    definite: bool = True
    subject: bool = False
    bodies: tuple[str, ...] = ()  # words of it that name an organisation, folded
    elect: bool = False  # whether the office is still to be held


def _descriptions(
    paragraph: Paragraph, labels: Mapping[int, str], gazetteer: Gazetteer, lead: bool
) -> Iterator[_Phrase]:
    """Phrases of "the" with an office or a party's member at the end and no name behind it; in a lead, of "a" and of
    a possessive too."""
    doc = paragraph.doc
    for at, word in enumerate(paragraph.lower):
        if word != "the" and not (lead and word in _OPENS_IN_LEAD):
            continue
        for index in range(at + 1, min(len(doc), at + _MAX_TOKENS)):
            last = _with_elect(doc, index)
            if _names_one(doc, index, labels, gazetteer) and not _goes_on(doc, last + 1, labels, gazetteer):
                phrase = _phrase(doc, at, index, labels, gazetteer)
                phrase = replace(phrase, last=last, elect=last > index)
                if (phrase.definite or phrase.subject) and doc[index].lower_ not in _ANYBODY:
                    yield phrase
                break
            if not _may_stand_inside(doc[index], labels.get(index), gazetteer):
                break


def _with_elect(doc: Doc, index: int) -> int:
    """The last token of an office that is still to be held: "president-elect" as three tokens."""
    behind = doc[index + 1 : index + 3]
    return index + 2 if len(behind) == 2 and behind[0].text == "-" and behind[1].lower_ in _ELECT else index


def _strangers(paragraph: Paragraph, labels: Mapping[int, str], gazetteer: Gazetteer) -> Iterator[str]:
    """Nouns that introduce somebody who is not named: "a senior aide", so that "the aide" may be this one; not what is
    said of somebody: "Lee, a senior aide"."""
    for at, word in enumerate(paragraph.lower):
        if word in INDEFINITE and not (at - 2 in labels and paragraph.words[at - 1] == ","):
            for after in paragraph.doc[at + 1 : at + _MAX_TOKENS]:
                heads = is_head(after, gazetteer) or after.lower_ in _PARTY_MEMBERS
                if heads and after.dep_ not in _PREDICATES:
                    yield fold(after.text)
                if after.pos_ not in ("ADJ", "NOUN", "PROPN", "PUNCT"):
                    break


def _phrase(doc: Doc, first: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> _Phrase:
    inside = doc[first + 1 : last]
    places = tuple(fold(token.text) for token in inside if labels.get(token.i) in _PLACES)
    countries = [code for place in places if (code := gazetteer.country_of.get(place))]
    office = all(
        token.i in labels or token.lower_ in gazetteer.role_modifiers or is_head(token, gazetteer) for token in inside
    )
    folded = tuple(fold(token.text) for token in doc[first + 1 : last + 1] if token.text[0].isalnum())
    definite = doc[first].lower_ == "the"
    subject = doc[last].dep_.startswith("nsubj")
    outside = () if last in labels else inside  # "Ohio Republican" as one name
    bodies = tuple(fold(token.text) for token in outside if labels.get(token.i) == "ORG")
    country = countries[0] if countries else None
    return _Phrase(first, last, folded, places, country, office, definite, subject, bodies)


def _names_one(doc: Doc, index: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token can be the noun of a description of one person: an office, or "Democrat" with nothing behind."""
    token = doc[index]
    if token.lower_ in _PARTY_MEMBERS:
        return token.tag_ != "JJ" and not _goes_on(doc, index + 1, labels, gazetteer)
    return is_head(token, gazetteer) and index not in labels


def _may_stand_inside(token: Token, label: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a token may stand between "the" and the noun."""
    if label is not None:
        return label in (*_PLACES, "ORG", "PERSON")
    listed = token.lower_ in gazetteer.role_modifiers or is_head(token, gazetteer)
    hyphened = token.i > 0 and token.nbor(-1).text == "-"
    return (
        listed or hyphened or token.text == "-" or "-" in token.text or token.like_num or token.pos_ in ("PROPN", "ADJ")
    )


def _goes_on(doc: Doc, index: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether the description is longer, or a name or another person follows: "the minister of", "the minister's"."""
    if index >= len(doc):
        return False
    word = doc[index]
    if _names_in_apposition(doc, index, labels):
        return True
    if index in labels or word.lower_ in ("of", "for", *OWNING, "-", "who") or is_head(word, gazetteer):
        return True
    return word.pos_ in ("NOUN", "PROPN") and word.is_alpha


def _names_in_apposition(doc: Doc, index: int, labels: Mapping[int, str]) -> bool:
    """Whether a name behind a comma says who is described: "the baker, Ann Lee", "the envoy to Rome, Dr. Ann Lee"."""
    comma = index
    while comma < min(len(doc), index + _MAX_TOKENS) and doc[comma].pos_ in _OF_PHRASE:
        comma += 1
    if comma >= len(doc) or doc[comma].text != ",":
        return False
    behind = range(comma + 1, min(len(doc), comma + 1 + _MAX_TITLE))
    first = next((i for i in behind if i in labels or doc[i].pos_ != "PROPN"), None)
    return first is not None and labels.get(first) == "PERSON"
