"""Names as they stand in an article: entity spans without titles and possessives, furniture left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from newsloom.schemas.types import ENTITY_TYPES
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan
from newsloom.transforms.cleaning.datelines import PLACE
from newsloom.transforms.mentions.credits import DATELINED, Furniture, find_furniture
from newsloom.transforms.mentions.mending.cut_names import common_acronyms, with_listed, with_tail
from newsloom.transforms.mentions.name_bounds import (
    CLUBS,
    after_title,
    after_trade,
    with_club,
    with_generation,
    with_particles,
    without_covered,
    without_generation,
    without_honours,
    without_joiner,
    without_marks,
    without_titles,
)
from newsloom.transforms.names.folding import fold, nickname_span, without_nickname
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import gender_of_given
from newsloom.transforms.text.lexicon import alternatives, lexicon, words

_LABELS = {"FACILITY": "FAC", "PER": "PERSON", "MISC": "OTHER", **{label: label for label in ENTITY_TYPES}}
_SEAT = re.compile(
    rf"(\S.* (?!Co\b|Company\b)(?i:{alternatives('name_bodies', 'ending')})\.?) of ([A-Z][\w.]*(?: [A-Z][\w.]*)*)"
)
_SIGN = re.compile(rf"(\S.* (?i:{alternatives('name_bodies', 'ending')})\.?) [A-Z]{{2,5}}")
"""A company with its sign at an exchange behind its name: "Gull Trading Co GUL"."""
_OFFICER = re.compile(r"(?P<body>\S.*?) (?P<title>[A-Z][a-z]+) (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
_UNIFORMED = ("force", "law")
"""Fields of which a title is a word of bodies' names too: a general, a justice."""
_PARTY_MEMBER = re.compile(r"(\S.*) ((?:Democrat|Republican)s?)")
_PARTY_MEMBERS = words("titles", "member")
_STATES = lexicon("states").keys()
_TITLES = words("titles", "head")
_TITLE_ACRONYMS = words("titles", "acronym")
_ACTING = words("acting_verbs", "verb")
_NO_SMALL_LETTERS = ("GPE", "LOC", "FAC", "ORG")
_MAIL = re.compile(r"\S+@\S+\.\w+")
_PREPOSITION = re.compile(r" (?:on|for|of) ")
_PARTY_BEFORE = re.compile(r"(?<![\w.'’-])([A-Z][\w.'’&-]*) v\. $")
_FIRST_HALF = re.compile(r" [A-Z]\w+-")
_LONGEST_PARTY = 40  # code points of a party's last word before a court; a bound on time
_MAX_BODY = 200  # code points of a body's name in parts
_start = attrgetter("start")
_OPENINGS, _NOBODY = words("name_words", "opening"), words("name_words", "nobody")
_CAPITALS = re.compile(r"(?: [A-Z][\w’'-]*){1,2}")
_TOWN = re.compile(r" [A-Z]\w+")
_NEXT_WORD = re.compile(r" \w+")
_CAPITAL_BEHIND = re.compile(r" [A-Z]")
_DASHED = re.compile(r" ?(?:—|–|--) ?(?=[A-Z“\"])")
_COLON_PLACE = re.compile(rf"({PLACE}): ")
_DATELINE_PLACE = 0.9  # confidence of a dateline's place that no tagger marked; by hand


@dataclass(frozen=True)
class NameSpan:
    """One name in the text: offsets in the article, type as tagged, the title that stands before it."""

    start: int
    end: int
    text: str
    type: str
    paragraph: int
    sentence: int
    honorific: str | None = None  # folded last word of the title directly before the name
    confidence: float = 1.0
    government: str | None = None  # ISO code of the country whose government a capital stands for

    @cached_property
    def form(self) -> str:
        """The folded spelling, a nickname in marks left out."""
        return fold(without_nickname(self.text))

    @property
    def pieces(self) -> list[tuple[int, int]]:
        """Offsets of the name's own words: those before and those behind a nickname in marks."""
        inside = nickname_span(self.text) if self.type == "PERSON" else None
        if inside is None:
            return [(self.start, self.end)]
        return [(self.start, self.start + inside[0] - 1), (self.start + inside[1], self.end)]


def find_name_spans(article: ParsedArticle, gazetteer: Gazetteer) -> list[NameSpan]:
    """All names of an article in order of place."""
    names: list[NameSpan] = []
    no_names = common_acronyms(article.text)
    for paragraph, sentence, starts in number_sentences(article):
        furniture = find_furniture(paragraph, article)
        scores = _scores(paragraph.doc)
        limits = [*(paragraph.start + span.start_char for span in paragraph.doc.ents[1:]), paragraph.end]
        for span, limit in zip(paragraph.doc.ents, limits, strict=False):
            index = sentence + bisect_right(starts, span.start) - 1
            spans = _named(span, paragraph, article, gazetteer, index, scores.get((span.start, span.end), 1.0))
            if spans is None or spans.text in no_names:
                continue
            spans = with_tail(spans, paragraph, limit, gazetteer)
            spans = _in_dateline(spans, paragraph, furniture, article.text)
            end = furniture.end_before(spans.start, spans.end)
            if end != spans.end:
                spans = replace(spans, end=end, text=article.text[spans.start : end])
            if not furniture.names_nobody(spans.start, spans.end, spans.type in ("GPE", "LOC", "FAC")):
                names += [
                    part
                    for name in _written_out(spans, article.text, limit, gazetteer)
                    for part in _parted(name, gazetteer)
                    if not _is_common_word(part, gazetteer)
                ]
        names = _with_dateline_place(paragraph, furniture, names, article.text, sentence, gazetteer)
    people = without_titles(sorted(names, key=_start), article.text, gazetteer)
    whole = with_particles(_surnames_joined(people, article.text), article.text)
    joined = _cases_joined(_bodies_joined(whole, article.text, gazetteer), article.text)
    return without_covered(with_listed(name, article.text) for name in joined)


def _is_common_word(name: NameSpan, gazetteer: Gazetteer) -> bool:
    """Whether a place or a body is a lone word in small letters, as none is named but in texts that have no others."""
    small = name.type in _NO_SMALL_LETTERS and name.text.isalpha() and name.text.islower()
    return small and name.form not in gazetteer.country_of and name.form not in gazetteer.known_bodies


def _written_out(name: NameSpan, text: str, limit: int, gazetteer: Gazetteer) -> list[NameSpan]:
    """A name with the words that belong to it where only its first was marked: "Super" of "Super Tuesday", "Tea" of
    "tea party", "Sporting" of a club; none for such a word alone, and for whom news tells nothing of. It ends before
    `limit`, if it goes on.
    """
    if name.form in _NOBODY or (name.type == "ORG" and name.form in _TITLE_ACRONYMS):
        return []
    opening = name.form in _OPENINGS and not name.text.isupper()  # "WHO" is a name
    club = name.form in CLUBS and name.type == "ORG"
    behind = (_CAPITALS if opening else _TOWN if club else _NEXT_WORD).match(text, name.end, limit)
    if behind and not opening and not club and fold(f"{name.text}{behind[0]}") not in gazetteer.organisation_of:
        behind = None
    if behind is None:
        return [] if opening else [name]
    start, end = without_marks(text, name.start, behind.end())
    return [replace(name, start=start, end=end, text=text[start:end], type=name.type if opening else "ORG")]


def _in_dateline(name: NameSpan, paragraph: Paragraph, furniture: Furniture, text: str) -> NameSpan:
    """A name at the head of a paragraph as the place of a dateline, where it is one: the town and not its government,
    nor a person ("Brelt — Chief Holm has")."""
    if name.start != paragraph.start or paragraph.ordinal > DATELINED:
        return name
    if furniture.dateline is not None:
        return replace(name, government=None)
    town = name.type == "PERSON" and " " not in name.form and _DASHED.match(text, name.end)
    return replace(name, type="GPE", government=None) if town else name


def _with_dateline_place(
    paragraph: Paragraph,
    furniture: Furniture,
    names: list[NameSpan],
    text: str,
    sentence: int,
    gazetteer: Gazetteer,
) -> list[NameSpan]:
    """The names with the place of a paragraph's dateline in capitals, also where a tagger marked a part of it or none:
    before a colon only a capital, as anybody's turn begins so. The seat of a body is no place: "UNITED NATIONS"."""
    colon = _COLON_PLACE.match(text, paragraph.start, paragraph.end) if paragraph.ordinal <= DATELINED else None
    place = furniture.place
    if place is None and colon is not None and fold(colon[1]) in gazetteer.seat_of:
        place = colon.span(1)
    if place is None:
        return names
    start, end = place
    over = [name for name in names if name.start < end and name.end > paragraph.start]
    rest = [name for name in names if name not in over]
    if fold(text[start:end]) in gazetteer.organisation_of:
        return rest
    if over and (colon is None or any(name.end > end or name.text == text[start:end] for name in over)):
        return names
    return [*rest, NameSpan(start, end, text[start:end], "GPE", paragraph.ordinal, sentence, None, _DATELINE_PLACE)]


def _parted(name: NameSpan, gazetteer: Gazetteer) -> list[NameSpan]:
    """Two names that a tagger ran together: at "and" two people, or bodies of which one is known by itself; a company
    with its seat ("Gull Trading Co Ltd of Oslo"); a body with its officer ("FBI Director Holm"); a state
    with a party's members ("Ohio Republicans")."""
    seat = _SEAT.fullmatch(name.text) if name.type == "ORG" else None
    if seat is not None:
        place = replace(name, start=name.start + seat.start(2), text=seat[2], type="GPE")
        return [replace(name, end=name.start + seat.end(1), text=seat[1]), place]
    sign = _SIGN.fullmatch(name.text) if name.type == "ORG" else None
    if sign is not None:
        return [replace(name, end=name.start + sign.end(1), text=sign[1])]
    officer = _OFFICER.fullmatch(name.text) if name.type == "ORG" else None
    if officer is not None and _is_officer(officer["body"], officer["title"], officer["name"], gazetteer):
        person = replace(name, start=name.start + officer.start("name"), text=officer["name"], type="PERSON")
        return [replace(name, end=name.start + officer.end("body"), text=officer["body"]), person]
    member = _PARTY_MEMBER.fullmatch(name.text) if name.type in ("PERSON", "ORG") else None
    if member is not None and fold(member[1]) in _STATES:
        state = replace(name, end=name.start + member.end(1), text=member[1], type="GPE", honorific=None)
        return [state, replace(name, start=name.start + member.start(2), text=member[2], type="NORP", honorific=None)]
    left, _, right = name.text.partition(" and ")
    if not right[:1].isupper() or " and " in right or name.type not in ("PERSON", "ORG"):
        return [name]
    bodies = gazetteer.organisation_of
    two = fold(right) in bodies or (fold(left) in bodies and " " in right)
    if name.type == "ORG" and (fold(name.text) in bodies or not two):
        return [name]
    middle = name.end - len(right)
    return [
        replace(name, end=name.start + len(left), text=left),
        replace(name, start=middle, text=right, honorific=None),
    ]


def _is_officer(body: str, title: str, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a body's name ends at a title, and somebody's follows: "FBI Director Holm", not "UN General Assembly"."""
    first, _, rest = fold(name).partition(" ")
    person = bool(gender_of_given([first])) if rest else first not in gazetteer.common_words
    office = fold(title) in gazetteer.role_heads and gazetteer.field_of.get(fold(title)) not in _UNIFORMED
    return person and office and fold(body) in gazetteer.organisation_of


def _surnames_joined(names: Sequence[NameSpan], text: str) -> list[NameSpan]:
    """People as one name each whom a tagger marked in two parts: "Ida Holm" and "Lund" of "Ida Holm-Lund", "Ida" and
    "Lund" of "Ida Said-Lund", "Ida" and "Holm Lund" of "Ida Holm Lund", "Holm" and "Lund" of "Holm-Lund" where somebody
    has it in full; not "Holm-Lund talks" of two people."""
    alone = {name.text for name in names if text[name.start - 1 : name.start] != "-"}
    long = [without_generation(name.text) for name in names if " " in name.text]
    surnames = {full.rsplit(" ", 1)[1] for full in long if " " in full}
    joined: list[NameSpan] = []
    for name in names:
        last = joined[-1] if joined else None
        between = text[last.end : name.start] if last and last.paragraph == name.paragraph else None
        if last and between and _one_person(last, name, between, surnames, alone):
            joined[-1] = replace(last, end=name.end, text=text[last.start : name.end])
        else:
            joined.append(name)
    return joined


def _one_person(last: NameSpan, name: NameSpan, between: str, surnames: set[str], alone: set[str]) -> bool:
    """Whether two marked names are one: `surnames` of people named in full, `alone` names without a hyphen before."""
    if last.type != "PERSON":
        return False
    if between == "-" and f"{last.text}-{without_generation(name.text)}" in surnames:
        return True
    if between == " ":
        given = gender_of_given([last.form]) is not None and last.text not in surnames
        return given and name.type == "PERSON"
    if " " in name.text or name.text in alone:
        return False
    return between == "-" if " " in last.text else bool(name.type == "PERSON" and _FIRST_HALF.fullmatch(between))


def _bodies_joined(names: list[NameSpan], text: str, gazetteer: Gazetteer) -> list[NameSpan]:
    """ "Council" and "Fish" of "Council on Fish" as one name, where a tagger broke it at the preposition."""
    joined: list[NameSpan] = []
    for name in names:
        last = joined[-1] if joined else None
        if last and _one_body(last, name, text, gazetteer):
            confidence = min(last.confidence, name.confidence)
            joined[-1] = replace(last, end=name.end, text=text[last.start : name.end], confidence=confidence)
        else:
            joined.append(name)
    return joined


def _cases_joined(names: Sequence[NameSpan], text: str) -> list[NameSpan]:
    """Cases before a court as one name each: "Holm v. Lund", of which a tagger marked two people, or one."""
    joined: list[NameSpan] = []
    for name in names:
        versus = text.endswith(" v. ", 0, name.start)
        before = versus and _PARTY_BEFORE.search(text, max(0, name.start - _LONGEST_PARTY), name.start)
        if not before:
            joined.append(name)
            continue
        start = before.start()
        while joined and joined[-1].end > before.start():
            start = min(start, joined.pop().start)
        joined.append(replace(name, start=start, text=text[start : name.end], type="LAW", honorific=None))
    return joined


def _one_body(last: NameSpan, name: NameSpan, text: str, gazetteer: Gazetteer) -> bool:
    return (
        last.type == name.type == "ORG"
        and name.end - last.start <= _MAX_BODY
        and last.sentence == name.sentence
        and last.form.split()[-1] in gazetteer.common_words
        and _PREPOSITION.fullmatch(text, last.end, name.start) is not None
    )


def number_sentences(article: ParsedArticle) -> Iterator[tuple[Paragraph, int, list[int]]]:
    """Each paragraph with the number of its first sentence in the article, and the tokens at which its own begin."""
    first = 0
    for paragraph in article.paragraphs:
        yield paragraph, first, paragraph.sentence_starts
        first += len(paragraph.sentence_starts)


def _named(
    span: DocSpan, paragraph: Paragraph, article: ParsedArticle, gazetteer: Gazetteer, sentence: int, score: float
) -> NameSpan | None:
    kind = _LABELS.get(span.label_)
    if kind is None:
        return None
    start, end = paragraph.start + span.start_char, paragraph.start + span.end_char
    start, end = without_marks(article.text, start, end)
    honorific = None
    if kind == "PERSON" and _is_seat(span, article.text[start:end]):
        kind = "GPE"
    if kind == "ORG" and _is_titled(span, article.text[start:end], gazetteer):
        kind = "PERSON"
    if kind == "PERSON":
        start, honorific = after_title(article.text, start, end, gazetteer)
        honorific = honorific or _title_before(span, gazetteer)
        start = after_trade(article.text, start, end, gazetteer, opens=span[0].is_sent_start is True)
        end = without_honours(article.text, start, without_joiner(article.text, start, end), gazetteer)
        end = with_generation(article.text, start, end, paragraph.end)
    elif not _CAPITAL_BEHIND.match(article.text, end):
        end = without_joiner(article.text, start, end)
    if kind in ("PERSON", "ORG", "GPE", "LOC", "FAC"):
        start, kind = with_club(article.text, (start, end), kind, paragraph.start)
    text = article.text[start:end]
    if not any(char.isalpha() for char in text) or _MAIL.fullmatch(text):
        return None
    seat = gazetteer.seat_of.get(fold(text)) if kind == "GPE" else None
    government = seat if seat is not None and _acts(span) else None
    return NameSpan(start, end, text, kind, paragraph.ordinal, sentence, honorific, score, government)


def _acts(span: DocSpan) -> bool:
    """Whether a place does what governments do and towns do not: "Beijing accused …"."""
    return span.root.dep_ == "nsubj" and span.root.head.lemma_.lower() in _ACTING


def _is_seat(span: DocSpan, text: str) -> bool:
    """Whether a name stands for the state that somebody sits for: "Virginia Sen. Ann Lee", "Lee, Nevada Democrat"."""
    after = span.doc[span.end : span.end + 1].text.lower().rstrip(".")
    return fold(text) in _STATES and (after in _TITLES or after.removesuffix("s") in _PARTY_MEMBERS)


def _is_titled(span: DocSpan, text: str, gazetteer: Gazetteer) -> bool:
    """Whether one word that was marked as a body is somebody's surname: "President Holm", "the Holm administration"."""
    if not text.isalpha() or text.isupper() or fold(text) in gazetteer.organisation_of:
        return False
    if span.doc[span.end : span.end + 1].text in ("administration", "administrations"):
        return True
    before = [word.text for word in span.doc[max(0, span.start - 2) : span.start] if word.text[0].isalpha()]
    return bool(_title_before(span, gazetteer)) and before[-1][0].isupper()


def _scores(doc: Doc) -> dict[tuple[int, int], float]:
    """The tagger's own scores of spans (first token, end), where it gives some."""
    group = doc.spans.get("entities")
    scores = group.attrs.get("scores") if group is not None else None
    score_of: dict[tuple[int, int], float] = {}
    for span, score in zip(group or (), scores or (), strict=False):
        score_of.setdefault((span.start, span.end), float(score))
    return score_of


def _title_before(span: DocSpan, gazetteer: Gazetteer) -> str | None:
    if span.start == 0:
        return None
    word = fold(span.doc[span.start - 1].text)
    if not word and span.start > 1:  # "Mr" and "." as two tokens
        word = fold(span.doc[span.start - 2].text)
    return word if word in gazetteer.gender_of_honorific else None
