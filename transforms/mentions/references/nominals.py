"""People meant by their office: "the minister", "the Lithuanian minister", where the article has one such person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.references.descriptions import Descriptions, qualifier_of
from newsloom.transforms.mentions.role_parts import is_head
from newsloom.transforms.mentions.roles import Role, by_paragraph, name_labels
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer

_WORD = re.compile(r"[\w’'-]+")
_MAX_TOKENS = 8  # of a description
_CONFIDENCE, _CONFIDENCE_WITH_COUNTRY, _DESCRIBED = 0.7, 0.85, 0.75  # by hand
_ANYBODY = frozenset(("official", "resident", "expert", "student", "candidate", "star", "model", "lead", "player"))
_PLACES = ("GPE", "NORP", "LOC")


@dataclass(frozen=True)
class Nominal:
    """A description with the index of the chain that it means; offsets in the article."""

    start: int
    end: int
    chain: int
    confidence: float
    type: str = "PERSON"


def find_nominals(
    article: ParsedArticle,
    spans: Sequence[NameSpan],
    chains: Sequence[Chain],
    roles: Sequence[Role],
    gazetteer: Gazetteer,
) -> list[Nominal]:
    """Definite descriptions that one of the people introduced before with that office fits, and no other."""
    nominals = []
    places = by_paragraph(spans)
    before = _Before(roles)
    people = {n: [spans[i] for i in chain.names] for n, chain in enumerate(chains) if chain.type == "PERSON"}
    descriptions = Descriptions(article.text, people)
    for paragraph in article.paragraphs:
        labels = name_labels(paragraph, [spans[index] for index in places[paragraph.ordinal]])
        for phrase in _descriptions(paragraph.doc, labels, gazetteer):
            doc = paragraph.doc
            start = paragraph.start + doc[phrase.first].idx
            title = f"{qualifier_of(phrase.words, phrase.words[-1])} {phrase.words[-1]}".strip()
            fits = before.with_office(title, phrase.country, start) if phrase.office else set()
            confidence = _CONFIDENCE_WITH_COUNTRY if phrase.country else _CONFIDENCE
            if len(fits) != 1 and phrase.country is None:
                described = descriptions.bearer(phrase.words, phrase.places, start)
                fits, confidence = set() if described is None else {described}, _DESCRIBED
            if len(fits) == 1:
                end = paragraph.start + doc[phrase.last].idx + len(doc[phrase.last])
                nominals.append(Nominal(start, end, next(iter(fits)), confidence))
    return nominals


class _Before:
    """Who has which office, by the roles up to a place that only moves on."""

    def __init__(self, roles: Sequence[Role]) -> None:
        self._roles = roles  # in order of place
        self._n_read = 0
        self._chains: dict[tuple[str, str | None], set[int]] = defaultdict(set)

    def with_office(self, head: str, country: str | None, start: int) -> set[int]:
        """Chains with that office before `start`, in that country where one is named."""
        while self._n_read < len(self._roles) and self._roles[self._n_read].start < start:
            role = self._roles[self._n_read]
            rank = qualifier_of(_WORD.findall(role.text.lower()), role.head)
            for word in (role.head, role.head.rpartition("-")[2]):
                for where in (None, role.country):
                    self._chains[f"{rank} {word}".strip(), where].add(role.chain)
            self._n_read += 1
        return self._chains.get((head, country), set())


@dataclass(frozen=True)
class _Phrase:
    """ "The" with what describes one person: its tokens, words behind "the" (folded) and those that are places."""

    first: int
    last: int
    words: tuple[str, ...]
    places: tuple[str, ...]
    country: str | None  # ISO code
    office: bool  # whether all words before the noun are of titles or countries


def _descriptions(doc: Doc, labels: Mapping[int, str], gazetteer: Gazetteer) -> Iterator[_Phrase]:
    """Phrases of "the" with an office or a party's member at the end and no name behind it."""
    for token in doc:
        if token.lower_ != "the":
            continue
        for index in range(token.i + 1, min(len(doc), token.i + _MAX_TOKENS)):
            if _names_one(doc, index, labels, gazetteer) and not _goes_on(doc, index + 1, labels, gazetteer):
                if doc[index].lower_ not in _ANYBODY:
                    yield _phrase(doc, token.i, index, labels, gazetteer)
                break
            if not _may_stand_inside(doc[index], labels.get(index), gazetteer):
                break


def _phrase(doc: Doc, first: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> _Phrase:
    inside = doc[first + 1 : last]
    places = tuple(fold(token.text) for token in inside if labels.get(token.i) in _PLACES)
    countries = [code for place in places if (code := gazetteer.country_of.get(place))]
    office = all(
        token.i in labels or token.lower_ in gazetteer.role_modifiers or is_head(token, gazetteer) for token in inside
    )
    folded = tuple(fold(token.text) for token in doc[first + 1 : last + 1] if token.text[0].isalnum())
    return _Phrase(first, last, folded, places, countries[0] if countries else None, office)


def _names_one(doc: Doc, index: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token can be the noun of a description of one person: an office, or "Democrat" with nothing behind."""
    token = doc[index]
    if token.lower_ in ("democrat", "republican"):
        return token.tag_ != "JJ" and not _goes_on(doc, index + 1, labels, gazetteer)
    return is_head(token, gazetteer) and index not in labels


def _may_stand_inside(token: Token, label: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a token may stand between "the" and the noun."""
    if label is not None:
        return label in (*_PLACES, "ORG", "PERSON")
    listed = token.lower_ in gazetteer.role_modifiers or is_head(token, gazetteer)
    hyphened = token.i > 0 and token.nbor(-1).text == "-"
    return listed or hyphened or token.text == "-" or "-" in token.text or token.like_num or token.pos_ == "PROPN"


def _goes_on(doc: Doc, index: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether the description is longer, or a name or another person follows: "the minister of", "the minister's"."""
    if index >= len(doc):
        return False
    word = doc[index]
    if index in labels or word.lower_ in ("of", "for", "'s", "’s", "-", "who") or is_head(word, gazetteer):
        return True
    return word.pos_ in ("NOUN", "PROPN") and word.is_alpha
