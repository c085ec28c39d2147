"""Names that a tagger marked in one place of an article and missed, or cut short, in another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.mentions.bodies import (
    LISTED,
    OUTLET_FORMS,
    NumberedParagraph,
    find_acronyms,
    find_apposed,
    find_bodies_of_people,
    find_listed,
    find_offices,
    find_outlets,
    find_places,
)
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import gender_of_given, person_name
from newsloom.transforms.text.spans import first_overlapping

_TYPES = ("PERSON", "ORG")
_SURE = 0.5  # score from which a name counts for other places of its article; by hand
_FILLED = 0.6  # score of a name that no tagger marked there; by hand
_MAX_NAME = 60  # code points; of longer names none recurs to the letter
_MOST_SAME_START = 16  # names that begin with one word and are looked for; a bound on time
_MIN_LETTERS = 3  # of a body's name in one word; by hand
_WORD = re.compile(r"[A-Z][\w]*")
_FIRST = re.compile(r"(\S+) (?=\S)")
_LABEL = re.compile(
    r"(?:(?<=[.?!…”\"')\]—-] )|^)(?P<name>(?:[A-Z][A-Z.'’-]*[ ]){0,4}[A-Z][A-Z'’-]+)"
    r"(?:, [^:\n]{2,40}| \([^:\n]{2,40}\))?:\s",
    re.MULTILINE,
)
"""Whose turn it is in a transcript: "ANA HOLM, HOST:"."""


def complete_names(names: Sequence[NameSpan], article: ParsedArticle, gazetteer: Gazetteer) -> list[NameSpan]:
    """The names of an article, in order, with bodies told by their form, and those that recur: longer ones as a whole,
    surnames and bodies of one word too.

    A longer name takes the place of the pieces of it that were marked: "Samaritan" of "Samaritan's Purse". A word
    alone is only taken where it is tagged as a proper noun with none beside it: "King said", not "King County". The
    body called after a person stands beside his name, and holds it.
    """
    places = find_places(article)
    text = article.text
    spans = _Spans(_with_labels(names, places, text, gazetteer))
    formed = (find_offices(places, text), find_apposed(names, text), find_outlets(places, text))
    listed = (n for n in find_listed(places, text, gazetteer) if _is_marked(n, spans, gazetteer))
    for body in (*chain.from_iterable(formed), *find_acronyms(names, places, text, gazetteer), *listed):
        spans.put(body)
    for place, name in _longer(list(spans.names), places, article.text):
        if spans.names[spans.over(name.start, name.end)] or place.names_somebody(name.start, name.end):
            spans.put(name)
    all_names = [*spans.names, *_alone(spans, places, article.text, gazetteer)]
    bodies = find_bodies_of_people(all_names, places, article.text)
    return sorted([*all_names, *bodies], key=lambda name: (name.start, name.end))


def _is_marked(body: NameSpan, spans: _Spans, gazetteer: Gazetteer) -> bool:
    """Whether a tagger marked a part of a body that is known by name, or the name is a body's wherever it stands."""
    sure = body.text in LISTED or body.form in gazetteer.organisation_of
    return sure or bool(spans.names[spans.over(body.start, body.end)])


def _with_labels(
    names: Sequence[NameSpan], places: Sequence[NumberedParagraph], text: str, gazetteer: Gazetteer
) -> list[NameSpan]:
    """The names, in order, with the labels in capitals of people in a transcript in place of what was marked there: of
    those with a given name, and of their surnames and of others' who are named in full."""
    labels = [span for place in places for span in _labels(place, text, gazetteer)]
    full = [label for label in labels if gender_of_given(label.form.split()[:-1])]
    named_in_full = (n for n in (*names, *full) if n.type == "PERSON" and " " in n.form)
    surnames = {n.form.rsplit(" ", 1)[1] for n in named_in_full} if labels else set()
    people = [label for label in labels if label in full or label.form in surnames]
    rest = [name for name in names if first_overlapping(people, name.start, name.end) is None]
    return sorted([*rest, *people], key=lambda name: name.start)


def _labels(place: NumberedParagraph, text: str, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """The labels of turns in a paragraph as names of people, without the titles that they begin with."""
    has_colon = text.find(":", place.paragraph.start, place.paragraph.end) >= 0
    for match in _LABEL.finditer(text, place.paragraph.start, place.paragraph.end) if has_colon else ():
        start, end = match.span("name")
        while (title := _FIRST.match(text, start, end)) and _is_title(title[1], gazetteer):
            start = title.end()
        sentence, ordinal = place.sentence_at(start), place.paragraph.ordinal
        yield NameSpan(start, end, text[start:end], "PERSON", ordinal, sentence, None, _FILLED)


def _is_title(word: str, gazetteer: Gazetteer) -> bool:
    return fold(word) in gazetteer.gender_of_honorific or fold(word) in gazetteer.role_heads


class _Spans:
    """Names in order, none over another."""

    def __init__(self, names: list[NameSpan]) -> None:
        self.names = names
        self._starts = [name.start for name in names]

    def over(self, start: int, end: int) -> slice:
        """Where those stand that touch a span."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.names[first].end <= start:
            first += 1
        return slice(first, bisect_left(self._starts, end))

    def put(self, name: NameSpan) -> None:
        """Take a name in place of its pieces; not where a name goes over its bounds, or it is there."""
        at = self.over(name.start, name.end)
        pieces = self.names[at]
        if any(p.start < name.start or p.end > name.end or p.end - p.start == name.end - name.start for p in pieces):
            return
        self.names[at] = [name]
        self._starts[at] = [name.start]


def _longer(
    names: Sequence[NameSpan], places: Sequence[NumberedParagraph], text: str
) -> Iterator[tuple[NumberedParagraph, NameSpan]]:
    """Every place where a name of several words stands, as that name."""
    by_word: dict[str, dict[str, NameSpan]] = defaultdict(dict)
    for name in names:
        words = _WORD.match(name.text)
        several = " " in name.text or "-" in name.text
        if words and several and name.type in _TYPES and name.confidence >= _SURE and len(name.text) <= _MAX_NAME:
            by_word[words[0]].setdefault(name.text, name)
    longest_first = {
        word: sorted(same, key=len, reverse=True) for word, same in by_word.items() if len(same) <= _MOST_SAME_START
    }
    for place in places:
        for match in _WORD.finditer(text, place.paragraph.start, place.paragraph.end):
            for form in longest_first.get(match[0], ()):
                if _stands(form, text, match.start()) and not _follows_word(text, match.start()):
                    yield place, _at(place, match.start(), match.start() + len(form), text, by_word[match[0]][form])
                    break


def _stands(form: str, text: str, start: int) -> bool:
    end = start + len(form)
    return text.startswith(form, start) and not text[end : end + 1].isalnum() and text[end : end + 1] != "-"


def _follows_word(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-@#/.")


def _at(place: NumberedParagraph, start: int, end: int, text: str, like: NameSpan) -> NameSpan:
    return replace(
        like,
        start=start,
        end=end,
        text=text[start:end],
        paragraph=place.paragraph.ordinal,
        sentence=place.sentence_at(start),
        honorific=None,
        confidence=min(like.confidence, _FILLED),
    )


def _alone(spans: _Spans, places: Sequence[NumberedParagraph], text: str, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """Surnames of people named in full, and bodies of one word, where no tagger marked them."""
    papers = _papers(spans.names)
    like = {**papers, **_single_words(spans.names, gazetteer)}
    for place in places if like else ():
        for at, word in enumerate(place.paragraph.words):
            if word not in like:
                continue
            token = place.paragraph.doc[at]
            if token.pos_ != "PROPN" or not _stands_alone(token) or (word in papers and not _has_article(token)):
                continue
            start = place.paragraph.offsets[at]
            end = start + len(word)
            free = not spans.names[spans.over(start, end)]
            if free and place.names_somebody(start, end):
                yield _at(place, start, end, text, like[word])


def _single_words(names: Sequence[NameSpan], gazetteer: Gazetteer) -> Mapping[str, NameSpan]:
    """Words that name somebody of the article by themselves -> the name they are from."""
    like: dict[str, NameSpan] = {}
    for name in names:
        if name.confidence < _SURE or name.type not in _TYPES:
            continue
        surname = person_name(name.text, gazetteer).surname if name.type == "PERSON" and " " in name.text else None
        for word in name.text.split()[-2:]:  # "King" of "Ann King Jr."
            if surname == word.lower():
                like.setdefault(word, name)
        if name.type == "ORG" and " " not in name.text and len(name.text) > _MIN_LETTERS:
            like.setdefault(name.text, name)
    return like


def _papers(names: Sequence[NameSpan]) -> Mapping[str, NameSpan]:
    """Last words of outlets that are named in full, which name them behind "the" -> the name they are from."""
    like: dict[str, NameSpan] = {}
    for name in names:
        if name.type == "ORG" and fold(name.text).removeprefix("the ") in OUTLET_FORMS:
            like.setdefault(name.text.rsplit(" ", 1)[1], name)
    return like


def _has_article(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ == "the"


def _stands_alone(token: Token) -> bool:
    """Whether no other proper noun stands beside a token, titles with a full stop aside ("Rep. King")."""
    before = token.nbor(-1) if token.i > 0 else None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and after.pos_ == "PROPN" and after.text[:1].isupper():
        return False
    if before is None or before.text.endswith("."):
        return True
    opens = token.is_sent_start or before.is_sent_start
    return before.text not in ("-", "@", "#", "/") and (opens or not before.text[:1].isupper())
