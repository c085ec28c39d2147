"""Bodies that are told by the form of their names: "the Holm administration", "the Harbour Sheriff's Office"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.cleaning.outlets import OUTLET_NAMES, OUTLETS
from newsloom.transforms.mentions.credits import Furniture, find_furniture
from newsloom.transforms.mentions.name_bounds import WITH_ARTICLE
from newsloom.transforms.mentions.name_spans import NameSpan, number_sentences
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import alternatives, words
from newsloom.transforms.text.name_pattern import name_pattern

_OF_A_PERSON = re.compile(r" (?:administration|campaign)\b|['’]s (?:office|campaign)\b")
_WORD = re.compile(r"\s(\w+)")
_OWNED = re.compile(
    name_pattern(r"[A-Z](?:\w?\.|[\w&-]*)", joint="of")
    + rf"(?:['’]s|s['’]) (?:{alternatives('name_bodies', 'owned')})\b"
)
_TO_COMMA = re.compile(r"(?: [A-Z][\w&-]*){0,2} ([A-Z][\w&-]*)(?=,)")
_BODY_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?:[\w-]+ ){0,2}"
    rf"(?:{alternatives('name_bodies', 'kind of body', 'kind in apposition')}), $"
)
_LONGEST_KIND = 60  # code points of what stands before a body in apposition; by hand
_DAYS = words("function_words", "day")
_FIRST = re.compile(r"([A-Z][\w-]*) (?:of )?")
_OPENERS = words("function_words") | {"the", "a", "an", "former"}
_THE_OUTLETS = "|".join(
    sorted({re.escape(name.removeprefix("The ")) for name in OUTLETS.values() if name.startswith("The ")})
)
_REPORTS = re.compile(
    rf"\b[Tt]he (?P<teller>{_THE_OUTLETS})(?=,? (?:ha[sd] |first |also |later |previously |recently ){{0,2}}"
    r"(?:report(?:s|ed)|wrote|writes|noted|notes|published|revealed)\b)"
    rf"|\b(?:[Tt]old|[Tt]ells|[Tt]elling|[Aa]ccording to|reported by) [Tt]he (?P<told>{_THE_OUTLETS})\b(?! [A-Z])"
)
OUTLET_FORMS = frozenset(fold(name).removeprefix("the ") for name in OUTLET_NAMES if " " in name.removeprefix("The "))
"""Outlets of several words, folded, without the article: "brelt post"."""
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
_NEAR = 20  # code points beside an acronym, in which the next word stands; by hand
_FORMED = 0.6  # score of a name that is told by its form; by hand


@dataclass(frozen=True)
class NumberedParagraph:
    """A paragraph, the number of its first sentence, and the offsets in the article at which its sentences begin."""

    article: ParsedArticle
    paragraph: Paragraph
    sentence: int
    starts: Sequence[int]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that an offset of the article lies in."""
        return self.sentence + max(0, bisect_right(self.starts, offset) - 1)

    def names_somebody(self, start: int, end: int) -> bool:
        """Whether a name at [start, end) is none of a byline, a credit or a dateline."""
        return not self._furniture.names_nobody(start, end, is_place=False)

    @cached_property
    def _furniture(self) -> Furniture:
        return find_furniture(self.paragraph, self.article)


def find_places(article: ParsedArticle) -> list[NumberedParagraph]:
    """The paragraphs of an article with their sentences."""
    return [
        NumberedParagraph(article, paragraph, sentence, [paragraph.offsets[i] for i in starts])
        for paragraph, sentence, starts in number_sentences(article)
    ]


def find_bodies_of_people(
    names: Sequence[NameSpan], places: Sequence[NumberedParagraph], text: str
) -> Iterator[NameSpan]:
    """Bodies that are called after a person, whose name stands in theirs and is a name of its own."""
    of_ordinal = {place.paragraph.ordinal: place.paragraph for place in places}
    for name in names:
        end = _end_of_body(name, of_ordinal[name.paragraph], text)
        if end is not None:
            yield replace(name, end=end, text=text[name.start : end], type="ORG", honorific=None)


def find_apposed(names: Sequence[NameSpan], text: str) -> Iterator[NameSpan]:
    """Bodies between two commas that a tagger cut short: "the operator, Gull Grid, said" where "Gull" was marked, as a
    body's name or, behind what only a body is, as a person's."""
    for name in names:
        body = name.type == "ORG" or (name.type == "PERSON" and " " not in name.text and is_said_to_be_body(name, text))
        rest = _TO_COMMA.match(text, name.end) if body and text.endswith(", ", 0, name.start) else None
        if rest is not None and rest[1].lower() not in _DAYS:
            yield replace(name, end=rest.end(), text=text[name.start : rest.end()], type="ORG", honorific=None)


def is_said_to_be_body(name: NameSpan, text: str) -> bool:
    """Whether a name stands behind what only a body is, and a comma: "the company, Gull Lindau"."""
    return _BODY_BEFORE.search(text, max(0, name.start - _LONGEST_KIND), name.start) is not None


def find_offices(places: Sequence[NumberedParagraph], text: str) -> Iterator[NameSpan]:
    """Bodies that belong to a post: "the Attorney General's Office"."""
    for place in places:
        for match in _OWNED.finditer(text, place.paragraph.start, place.paragraph.end):
            start = _behind_openers(text, match.start(), match.end())
            sentence, ordinal = place.sentence_at(start), place.paragraph.ordinal
            yield NameSpan(start, match.end(), text[start : match.end()], "ORG", ordinal, sentence, None, _FORMED)


def find_outlets(places: Sequence[NumberedParagraph], text: str) -> Iterator[NameSpan]:
    """Outlets whose names are ordinary words, where they report or are told something: "The Courier reported"."""
    for place in places:
        for match in _REPORTS.finditer(text, place.paragraph.start, place.paragraph.end):
            start, end = match.span(match.lastgroup or 0)
            start -= len("the ") * (f"the {text[start:end]}".lower() in WITH_ARTICLE)
            sentence, ordinal = place.sentence_at(start), place.paragraph.ordinal
            yield NameSpan(start, end, text[start:end], "ORG", ordinal, sentence, None, _FORMED)


def find_acronyms(
    names: Sequence[NameSpan], places: Sequence[NumberedParagraph], text: str, gazetteer: Gazetteer
) -> Iterator[NameSpan]:
    """Acronyms of listed bodies that are words as well, as "WHO" is, where the article names the body at length or
    "the" stands before them, and nothing beside them is in capitals."""
    bodies = gazetteer.organisation_of
    at_length = {bodies.get(name.form) for name in names if " " in name.form}
    for place in places:
        for match in _ACRONYM.finditer(text, place.paragraph.start, place.paragraph.end):
            start, end = match.span()
            body = bodies.get(match[0].lower())
            certain = body in at_length or text[max(0, start - 4) : start].lower() == "the "
            if body and certain and not _is_shouted(text, start, end):
                sentence, ordinal = place.sentence_at(start), place.paragraph.ordinal
                yield NameSpan(start, end, match[0], "ORG", ordinal, sentence, None, _FORMED)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals has another one beside it."""
    before, after = text[max(0, start - _NEAR) : start].split(" "), text[end : end + _NEAR].split(" ")
    return any(
        len(words) > 1 and len(words[at]) > 1 and words[at].isupper() for words, at in ((before, -2), (after, 1))
    )


def _end_of_body(name: NameSpan, paragraph: Paragraph, text: str) -> int | None:
    """Where the name of a body ends that begins with a person's: "Holm administration", not "Holm campaign rally"."""
    match = _OF_A_PERSON.match(text, name.end) if name.type == "PERSON" else None
    if match is None:
        return None
    after = _WORD.match(text, match.end(), paragraph.end) if match[0] != " administration" else None
    token = after and paragraph.doc.char_span(after.start(1) - paragraph.start, after.end(1) - paragraph.start)
    return None if token and token[0].pos_ in ("NOUN", "PROPN") else match.end()


def _behind_openers(text: str, start: int, end: int) -> int:
    """Where a name begins, without what only opens the sentence: "But Kent Sheriff's Office"."""
    while (match := _FIRST.match(text, start, end)) and match[1].lower() in _OPENERS:
        start = match.end()
    return start
