"""Who the speaker of a quote is: from the words that name him to a chain of mentions in the article.

Every rule here may decline. A chain is given only where the words point at one; the confidence says how often that
kind of pointing was right, and a wrong speaker is held to cost more than a missing one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

from spacy.tokens import Token

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.quotes.cues import word_set
from newsloom.transforms.quotes.phrases import Span
from newsloom.transforms.quotes.spans import first_overlapping
from newsloom.transforms.quotes.speaker_kinds import head_span, is_person_noun, nominal_kind
from newsloom.transforms.quotes.titles import Row, Titles
from newsloom.transforms.text.quotation_marks import Marked


class Names(Protocol):
    """What this module needs of an article's names."""

    @property
    def mentions(self) -> list[dict[str, Any]]:
        """Mentions, each with the number of its chain."""

    @property
    def chains(self) -> list[dict[str, Any]]:
        """Chains of the article."""

    @property
    def roles(self) -> list[dict[str, Any]]:
        """Roles of its people."""

    def chain_at(self, start: int, end: int) -> int | None:
        """The chain of the name that stands at this span."""


@dataclass(frozen=True)
class Speaker:
    """A resolved speaker; `chain` is None where the evidence does not reach one."""

    kind: str = "unknown"
    resolution: str = "none"
    chain: int | None = None
    confidence: float = 0.0


@dataclass(frozen=True)
class Cast:
    """The article's people and names, arranged for look-up."""

    text: str
    chains: Mapping[int, Row]
    mentions: Sequence[Row]
    quoted: Sequence[Marked] = ()
    paragraphs: Sequence[Paragraph] = ()

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether some of a span stands in quotation marks."""
        return first_overlapping(self.quoted, start, end) is not None

    @cached_property
    def breaks(self) -> list[int]:
        """Where the paragraphs start."""
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def starts(self) -> list[int]:
        """Where the mentions start."""
        return [mention["start_char"] for mention in self.mentions]

    @cached_property
    def ends(self) -> list[int]:
        """Where the mentions end: names do not overlap."""
        return [mention["end_char"] for mention in self.mentions]

    def mentions_in(self, start: int, end: int) -> Sequence[Row]:
        """The mentions that start in a span."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    @cached_property
    def titles(self) -> Titles:
        """Titles that the article gives to people."""
        return Titles(self.text, [mention for mention in self.mentions if mention["type"] == "PERSON"])

    def paragraphs_between(self, start: int, end: int) -> int:
        """How many paragraphs lie between two places."""
        return bisect_right(self.breaks, end) - bisect_right(self.breaks, start)


@dataclass(frozen=True)
class Earlier:
    """A report that came before: its place, who spoke and by which words, whether someone was asked something."""

    content: Span
    speaker: Speaker
    source: Span | None = None
    asked: bool = False


@dataclass
class Floor:
    """The reports so far, and those that still say something of who speaks."""

    reports: list[Earlier] = field(default_factory=list)
    spoke: Earlier | None = None  # the last one with a speaker
    organisation: Earlier | None = None  # the last one by a known organisation

    def add(self, report: Earlier) -> None:
        """One more report."""
        self.reports.append(report)
        if report.speaker.resolution != "none":
            self.spoke = report
        if report.speaker.kind == "organisation" and report.speaker.chain is not None:
            self.organisation = report


NOBODY = Speaker()
_APPOSED = re.compile(r"[^,;:]*,\s+(?:[A-Z][\w.]*\s+){0,3}")
_GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_FIRST_PERSON = word_set("i me you we us")
_RELATIVE = word_set("who which that whom")
_PLACE_TYPES = ("GPE", "ORG", "FAC", "LOC")
_SPEAKING = ("PERSON", "ORG")
_COORDINATED = re.compile(r"(?:[’']s)?\s*(?:\([^)]*\))?(?:,|,? and|,? or| &)\s+(?:[A-Z][\w.]*\s+){0,3}")
_MAX_GAP = 20  # code points between a name and the relative pronoun behind it
SPEAKER_CARRY_PARAGRAPHS = 1
"""How many paragraphs back a speaker may carry on without being named again."""


def make_cast(text: str, names: Names, quoted: Sequence[Marked], paragraphs: Sequence[Paragraph]) -> Cast:
    """The article's names; `quoted` are the runs in quotation marks."""
    chains = {row["chain"]: row for row in names.chains}
    mentions = sorted(
        (m for m in names.mentions if m.get("chain") is not None and m.get("kind", "name") == "name"),
        key=lambda m: (m["start_char"], m["end_char"]),
    )
    return Cast(text, chains, mentions, quoted, tuple(paragraphs))


def resolve_source(cast: Cast, names: Names, source: Span, previous: Floor) -> Speaker:
    """The speaker that a phrase stands for; `previous` are the reports before it."""
    phrase = cast.text[source[0] : source[1]]
    lower = phrase.lower().strip()
    if lower in _RELATIVE:
        return _antecedent(cast, source)
    if lower in _FIRST_PERSON:
        return Speaker("person" if lower in ("i", "me") else "unknown", "pronoun", None, 0.3)
    if lower in _GENDER or lower in ("they", "it"):
        return _pronoun(cast, names, source, lower, previous)
    return _named(cast, source) or _nominal(cast, names, source)


def _named(cast: Cast, source: Span) -> Speaker | None:
    """A phrase whose head is a name, or that has a person in apposition: "her deputy, Ann Lee"."""
    head = head_span(cast.text, source)
    mention = _mention_at(cast, head) or _apposed(cast, head, source)
    if mention is None:
        return None
    chain = mention["chain"]
    kind = _kind_of_type(str(mention.get("type") or cast.chains.get(chain, {}).get("type")))
    if kind == "collective" and mention["start_char"] > source[0]:
        return _some_of(cast, mention, source)
    if _coordinated(cast, mention, source):
        return Speaker("collective", "named", None, 0.5)
    return Speaker(kind, "named", chain, 0.95)


def _some_of(cast: Cast, mention: Row, source: Span) -> Speaker:
    """ "Some Republicans" are not the party, and "the Republican" is one person: neither is the group itself."""
    plural = cast.text[: mention["end_char"]].endswith("s")
    return Speaker("collective" if plural else "person", "nominal", None, 0.5)


def _mention_at(cast: Cast, head: Span) -> Row | None:
    at = bisect_right(cast.starts, head[0]) - 1
    return cast.mentions[at] if at >= 0 and head[1] <= cast.ends[at] else None


def _apposed(cast: Cast, head: Span, source: Span) -> Row | None:
    """The person named after the head and one comma: "her deputy, Ann Lee", "the minister of trade, Mr. Lee"."""
    for mention in cast.mentions_in(head[1] + 1, source[1]):
        if mention["type"] == "PERSON" and _APPOSED.fullmatch(cast.text, head[1], mention["start_char"]):
            return mention
    return None


def _coordinated(cast: Cast, head: Row, source: Span) -> bool:
    """Whether the phrase names another speaker beside its head: "Lee and Park", "Lee (D-Ohio) and Park (D-Ore.)"."""
    if not re.search(r"\band\b|&|\bor\b", cast.text[slice(*source)]):
        return False
    inside = [m for m in cast.mentions_in(*source) if m["end_char"] <= source[1]]
    named = [m for m in inside if m["type"] in _SPEAKING]
    pairs = [pair for pair in pairwise(named) if head in pair]
    return any(one["chain"] != other["chain"] and _between(cast, one, other) for one, other in pairs)


def _between(cast: Cast, one: Row, other: Row) -> bool:
    return bool(_COORDINATED.fullmatch(cast.text, one["end_char"], other["start_char"]))


def _kind_of_type(entity_type: str) -> str:
    if entity_type == "PERSON":
        return "person"
    if entity_type == "NORP":
        return "collective"
    return "organisation" if entity_type in _PLACE_TYPES else "unknown"


def _nominal(cast: Cast, names: Names, source: Span) -> Speaker:
    """A phrase without a name at its head: "the minister", "officials", "a spokesman for the ministry"."""
    head = _root(cast, source) or head_span(cast.text, source)
    noun = cast.text[head[0] : head[1]].lower()
    kind = nominal_kind(noun, cast.text[source[0] : source[1]])
    chain = _titled(cast, noun, source) if kind == "person" else None
    return Speaker(kind, "nominal", chain, 0.75 if chain is not None else 0.5)


def _root(cast: Cast, source: Span) -> Span | None:
    """The phrase's head by the parse, where there is one and it is a noun."""
    root = root_of(cast, source)
    if root is None or root.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    start = cast.paragraphs[bisect_right(cast.breaks, source[0]) - 1].start + root.idx
    return start, start + len(root)


def root_of(cast: Cast, place: Span) -> Token | None:
    """The syntactic head of a span of the article, None without a parse."""
    at = bisect_right(cast.breaks, place[0]) - 1
    if at < 0 or not cast.paragraphs[at].parsed:
        return None
    offset, doc = cast.paragraphs[at].start, cast.paragraphs[at].doc
    span = doc.char_span(place[0] - offset, place[1] - offset, alignment_mode="expand")
    return None if span is None else span.root


def _titled(cast: Cast, noun: str, source: Span) -> int | None:
    """The one person to whom the article gave this title: "the minister" after "Defence Minister Ann Lee".

    All words of the phrase must stand in the title, so that "the Democratic nominee" is not the Republican one.
    """
    words = re.findall(r"[\w-]+", cast.text[source[0] : source[1]].lower())
    if not words or words[0] != "the" or words[-1] != noun or not is_person_noun(noun):
        return None
    return cast.titles.bearer(tuple(words[1:]), source[0])


def _antecedent(cast: Cast, source: Span) -> Speaker:
    """What a relative pronoun points back at: the name or noun right before it."""
    at = bisect_right(cast.ends, source[0]) - 1
    near = at >= 0 and source[0] - cast.ends[at] <= _MAX_GAP
    if near and cast.text[cast.ends[at] : source[0]].strip(" ,") == "":
        mention = cast.mentions[at]
        return Speaker(_kind_of_type(str(mention["type"])), "pronoun", mention["chain"], 0.9)
    return Speaker("unknown", "pronoun", None, 0.4)


def _pronoun(cast: Cast, names: Names, source: Span, pronoun: str, previous: Floor) -> Speaker:
    if pronoun == "they":
        return Speaker("collective", "pronoun", None, 0.4)
    if pronoun == "it":
        return _organisation_before(cast, source, previous)
    known = names.chain_at(*source)
    speaking = _still_speaking(cast, source, previous)
    if speaking is None:
        return Speaker("person", "pronoun", known, 0.85 if known is not None else 0.3)
    if _may_be(cast.chains.get(speaking, {}), _GENDER[pronoun]):
        return Speaker("person", "pronoun", speaking, 0.95 if known == speaking else 0.85)
    addressed = known is not None and _named_since(cast, known, previous.reports[-1].content[0], source[0])
    return Speaker("person", "pronoun", known if addressed else None, 0.7 if addressed else 0.3)


def _named_since(cast: Cast, chain: int, start: int, end: int) -> bool:
    return any(m["chain"] == chain for m in cast.mentions_in(start, end))


def _still_speaking(cast: Cast, source: Span, previous: Floor) -> int | None:
    """The person who spoke last, in this paragraph or the one before, if no one else came up since."""
    last = previous.spoke
    if last is None or last.speaker.kind != "person" or last.speaker.chain is None:
        return None
    since = max(last.content[1], last.source[1] if last.source else 0)
    if since > source[0] or cast.paragraphs_between(since, source[0]) > SPEAKER_CARRY_PARAGRAPHS:
        return None
    others = [
        m
        for m in cast.mentions_in(since, source[0])
        if m["end_char"] <= source[0] and m["type"] == "PERSON" and m["chain"] != last.speaker.chain
    ]
    return None if any(_stands_out(cast, m) for m in others) else last.speaker.chain


def _organisation_before(cast: Cast, source: Span, previous: Floor) -> Speaker:
    """ "It said": the organisation that spoke last, if it did so in this paragraph or the one before."""
    last = previous.organisation
    if last is not None and cast.paragraphs_between(last.content[1], source[0]) <= SPEAKER_CARRY_PARAGRAPHS:
        return Speaker("organisation", "pronoun", last.speaker.chain, 0.7)
    return Speaker("organisation", "pronoun", None, 0.4)


def _may_be(chain: Row, gender: str) -> bool:
    known = str(chain.get("gender") or "").lower()
    return not known or known[0] not in "mf" or known[0] == gender[0]


def _stands_out(cast: Cast, mention: Row) -> bool:
    """Whether a mention may take over from the speaker: not one inside quotation marks, nor a mere possessor."""
    if cast.in_quotes(mention["start_char"], mention["start_char"] + 1):
        return False
    return not cast.text.startswith(("’s", "'s"), mention["end_char"])


def carried(cast: Cast, content: Span, previous: Floor) -> Speaker:
    """The speaker of a quote that names none: the one before carries on, unless he had asked someone a question."""
    if not previous.reports:
        return NOBODY
    last = previous.reports[-1]
    far = cast.paragraphs_between(last.content[1], content[0]) > SPEAKER_CARRY_PARAGRAPHS
    if far or last.asked or last.speaker.chain is None or last.speaker.kind not in ("person", "organisation"):
        return NOBODY
    return Speaker(last.speaker.kind, "implicit", last.speaker.chain, round(0.8 * last.speaker.confidence, 3))
