"""People meant by their office: "the minister", "the Lithuanian minister", where the article has one such person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.role_parts import is_head
from newsloom.transforms.mentions.roles import Role, by_paragraph, name_labels
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer

_MAX_TOKENS = 8  # of a description
_CONFIDENCE, _CONFIDENCE_WITH_COUNTRY = 0.7, 0.85  # by hand
_ANYBODY = frozenset(("official", "resident", "expert", "student", "candidate", "star", "model", "lead", "player"))


@dataclass(frozen=True)
class Nominal:
    """A description with the index of the chain that it means; offsets in the article."""

    start: int
    end: int
    chain: int
    confidence: float


def find_nominals(
    article: ParsedArticle,
    named: Sequence[NameSpan],
    chains: Sequence[Chain],
    roles: Sequence[Role],
    gazetteer: Gazetteer,
) -> list[Nominal]:
    """Definite descriptions that one of the people introduced before with that office fits, and no other."""
    nominals = []
    places = by_paragraph(named)
    before = _Before(roles)
    for paragraph in article.paragraphs:
        labels = name_labels(paragraph, [named[place] for place in places[paragraph.ordinal]])
        for first, last, country in _descriptions(paragraph.doc, labels, gazetteer):
            doc = paragraph.doc
            start = paragraph.start + doc[first].idx
            fits = before.with_office(fold(doc[last].text), country, start)
            if len(fits) == 1:
                end = paragraph.start + doc[last].idx + len(doc[last])
                nominals.append(
                    Nominal(start, end, next(iter(fits)), _CONFIDENCE_WITH_COUNTRY if country else _CONFIDENCE)
                )
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
            for word in (role.head, role.head.rpartition("-")[2]):
                for place in (None, role.country):
                    self._chains[word, place].add(role.chain)
            self._n_read += 1
        return self._chains.get((head, country), set())


def _descriptions(doc: Doc, labels: Mapping[int, str], gazetteer: Gazetteer) -> Iterator[tuple[int, int, str | None]]:
    """(first, last token, ISO code of the country) of "the" with an office and no name behind it."""
    for token in doc:
        if token.lower_ != "the":
            continue
        country = None
        for place in range(token.i + 1, min(len(doc), token.i + _MAX_TOKENS)):
            word = doc[place]
            if labels.get(place) in ("GPE", "NORP"):
                country = country or gazetteer.country_of.get(fold(word.text))
            elif is_head(word, gazetteer) and not _goes_on(doc, place + 1, labels, gazetteer):
                if word.lower_ not in _ANYBODY:
                    yield token.i, place, country
                break
            elif place in labels or not (word.lower_ in gazetteer.role_modifiers or is_head(word, gazetteer)):
                break


def _goes_on(doc: Doc, place: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether the description is longer, or a name or another person follows: "the minister of", "the minister's"."""
    if place >= len(doc):
        return False
    word = doc[place]
    if place in labels or word.lower_ in ("of", "for", "'s", "’s", "-", "who") or is_head(word, gazetteer):
        return True
    return word.pos_ in ("NOUN", "PROPN") and word.is_alpha
