"""Titles, offices and affiliations beside the names of people, each with its place in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.annotation.parses.tokens import DocSpan
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.roles.appositions import appositions_before, appositions_behind
from newsloom.transforms.mentions.roles.parts import RoleParts, read_role
from newsloom.transforms.mentions.roles.predicates import find_predicates
from newsloom.transforms.mentions.roles.titles import find_titles
from newsloom.transforms.mentions.roles.words import RoleWords, Words
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import words

_OF_BODIES = words("titles", "of_body")


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
        for index, stretch in _titled(paragraph, people, spans, labels, gazetteer):
            role = _role(paragraph, stretch, chain_of[index], labels, gazetteer, article)
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


def _span(paragraph: Paragraph, name: NameSpan) -> DocSpan | None:
    """The tokens of a name."""
    start, end = name.start - paragraph.start, name.end - paragraph.start
    return paragraph.doc.char_span(start, end, alignment_mode="expand")


def name_labels(paragraph: Paragraph, names: Sequence[NameSpan], types: Sequence[str] | None = None) -> dict[int, str]:
    """Type of the name that each token belongs to; `types` are those of the names where they are others."""
    labels: dict[int, str] = {}
    for name, type_ in zip(names, types or [name.type for name in names], strict=True):
        span = _span(paragraph, name)
        for at in range(span.start, span.end) if span is not None else ():
            labels[at] = type_
    return labels


def _titled(
    paragraph: Paragraph,
    people: Sequence[int],
    name_spans: Sequence[NameSpan],
    labels: Mapping[int, str],
    gazetteer: Gazetteer,
) -> Iterator[tuple[int, RoleWords]]:
    """People of a paragraph with the words of each role: titles, what stands behind a name and what stands before
    it, what a clause says of them."""
    spans = [(index, span) for index in people if (span := _span(paragraph, name_spans[index])) is not None]
    for find in (find_titles, appositions_behind, appositions_before):
        for index, span in spans:
            yield from ((index, role) for role in find(span, labels, gazetteer))
    yield from find_predicates(paragraph.doc, spans, labels, gazetteer)


def _role(
    paragraph: Paragraph,
    stretch: RoleWords,
    chain: int,
    labels: Mapping[int, str],
    gazetteer: Gazetteer,
    article: ParsedArticle,
) -> Role:
    doc = paragraph.doc
    start = paragraph.start + doc[stretch.first].idx
    end = paragraph.start + doc[stretch.end - 1].idx + len(doc[stretch.end - 1])
    parts = read_role(doc, stretch.first, stretch.end, labels, gazetteer)
    status = stretch.status if stretch.status and parts.status == "current" else parts.status
    owner = None if parts.organisation or parts.country else stretch.body
    parts = replace(parts, status=status, organisation=parts.organisation or owner)
    return Role(chain, start, end, article.text[start:end], parts)
