"""Bodies that are told by the form of their names, as "the Holm administration" is, or that are known by name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

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
_OUTLET = re.compile(rf"he (?:{_THE_OUTLETS})\b")
"""What stands in whatever _REPORTS matches; looked for in a fifth of the time."""
_ACRONYM = re.compile(r"[A-Z](?<!\w.)[A-Z]{2,5}\b")  # the capital first: it is rare
LISTED = words("bodies_abroad")
"""Names, as written, that are a body's wherever they stand."""
_FIRST_WORD = re.compile(r"[^\W\d_]\w*")
_NEXT = re.compile(r"[ -][\w&’'-]*\w")
_MOST_WORDS = 6  # of a body's name that is looked up; a bound on time
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
    behind_comma = text.endswith(", ", 0, name.start)
    return behind_comma and _BODY_BEFORE.search(text, max(0, name.start - _LONGEST_KIND), name.start) is not None


def find_offices(places: Sequence[NumberedParagraph], text: str) -> Iterator[NameSpan]:
    """Bodies that belong to a post: "the Attorney General's Office"."""
    for place in places:
        for match in _OWNED.finditer(text, place.paragraph.start, place.paragraph.end):
            start = _behind_openers(text, match.start(), match.end())
            sentence, ordinal = place.sentence_at(start), place.paragraph.ordinal
            yield NameSpan(start, match.end(), text[start : match.end()], "ORG", ordinal, sentence, None, _FORMED)


def find_outlets(places: Sequence[NumberedParagraph], text: str) -> Iterator[NameSpan]:
    """Outlets whose names are ordinary words, where they report or are told something: "The Courier reported"."""
    for place in places if _OUTLET.search(text) else ():
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


def find_listed(places: Sequence[NumberedParagraph], text: str, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """Names of the list of bodies, and those of several words of the knowledge base, with the longest at a place."""
    begins = _first_words(gazetteer)
    for place in places:
        done = 0
        for match in _LISTED_WORD.finditer(text, place.paragraph.start, place.paragraph.end):
            start = match.start()
            if start < done or not (match[0] in _BY_FIRST or (match[0][0].isupper() and match[0].lower() in begins)):
                continue
            end = max(_listed_end(match[0], text, start), _known_end(text, match, place.paragraph.end, gazetteer))
            if end > start and place.names_somebody(start, end):
                done, sentence = end, place.sentence_at(start)
                yield NameSpan(start, end, text[start:end], "ORG", place.paragraph.ordinal, sentence, None, _FORMED)


def _by_first() -> dict[str, list[str]]:
    """The names of the list by their first word, the longest first."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for name in sorted(LISTED, key=lambda name: (-len(name), name)):
        if first := _FIRST_WORD.match(name):
            by_first[first[0]].append(name)
    return dict(by_first)


_BY_FIRST = _by_first()
_LISTED_WORD = re.compile(
    r"(?<![\w@#/.’'-])(?:[^\W\d_a-z]\w*"
    rf"|(?:{'|'.join(sorted(re.escape(first) for first in _BY_FIRST if first[0].islower()))})(?!\w))"
)
"""With a capital, or the first one of a name of the list."""


@cache
def _first_words(gazetteer: Gazetteer) -> frozenset[str]:
    firsts = frozenset(form.split()[0] for form in gazetteer.known_bodies if " " in form)
    return firsts - words("titles", "acronym")  # "AG Barr" is a maker and, more often, an attorney general


def _listed_end(first: str, text: str, start: int) -> int:
    """Where the longest name of the list ends that stands there; the start where none does."""
    for name in _BY_FIRST.get(first, ()):
        end = start + len(name)
        if text.startswith(name, start) and not _goes_on(text, end):
            return end
    return start


def _goes_on(text: str, end: int) -> bool:
    """Whether a word goes on there; a possessive is none, nor is what a hyphen joins to it in small letters: "-led"."""
    if text[end : end + 1] in ("-", "–"):
        return not text[end + 1 : end + 2].islower()
    return text[end : end + 1].isalnum() or text[end : end + 1] in ("@", "_") or text[end : end + 4] == ".com"


def _known_end(text: str, first: re.Match[str], limit: int, gazetteer: Gazetteer) -> int:
    """Where the longest name of several words ends that the knowledge base has and that begins there."""
    end = best = first.end()
    for _ in range(_MOST_WORDS - 1):
        word = _NEXT.match(text, end, limit)
        if word is None:
            break
        end = word.end()
        bare = end - 2 if text[end - 2 : end] in ("'s", "’s") else end
        if text[word.start() + 1].isupper() and fold(text[first.start() : bare]) in gazetteer.known_bodies:
            best = bare
    return best if best > first.end() else first.start()
