"""Who the speaker of a quote is: from the words that name him to a chain of mentions in the article.

Every rule here may decline. A chain is given only where the words point at one; the confidence says how often that
kind of pointing was right, and a wrong speaker is held to cost more than a missing one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from transforms.cues import word_set
from transforms.phrases import Span

Row = Mapping[str, Any]


class Names(Protocol):
    """What this module needs of an article's names."""

    mentions: list[dict[str, Any]]
    chains: list[dict[str, Any]]
    roles: list[dict[str, Any]]

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
    quoted: Sequence[Span] = field(default_factory=tuple)
    breaks: Sequence[int] = field(default_factory=tuple)

    def paragraphs_between(self, start: int, end: int) -> int:
        """How many paragraphs lie between two places."""
        return bisect_right(self.breaks, end) - bisect_right(self.breaks, start)


@dataclass(frozen=True)
class Earlier:
    """A report that came before: its place, who spoke, and whether it was put as a question to someone."""

    content: Span
    speaker: Speaker
    asked: bool = False


NOBODY = Speaker()
_GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_PLURAL = word_set("they we them these those both many some most others all several few")
_FIRST_PERSON = word_set("i me you we us")
_RELATIVE = word_set("who which that whom")
_ORGANISATION = word_set(
    "government ministry department office agency commission company firm court party campaign council committee union "
    "bank police military army administration authority parliament congress senate newspaper magazine network group "
    "organisation organization institute university board house bureau service embassy team federation association "
    "statement report study poll survey article editorial letter document filing paper website memo post outlet"
)
_ANONYMOUS = word_set("source sources insider insiders person people individual individuals informant")
_PLACE_TYPES = ("GPE", "ORG", "FAC", "LOC")
_BREAK = re.compile(r"[,;:(—–]|\s-\s")
_STOP_AT = word_set(
    "of in at for from with on by who whom which that to about near during including against close familiar whose"
)
_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_DEFINITE = word_set("the this that his her its their")
_SUBJECT_AFTER = re.compile(r"\s+(?:\w+ly\s+|also\s+|then\s+)?[a-z]+|,")
_OBLIQUE_BEFORE = re.compile(
    r"\b(?:of|to|with|for|by|from|about|against|on|in|than|and|at|after|before)\s+(?:\S+\s+){0,2}$"
)
SPEAKER_CARRY_PARAGRAPHS = 1
"""How many paragraphs back a speaker may carry on without being named again."""


def make_cast(text: str, names: Names, quoted: Sequence[Span], breaks: Sequence[int]) -> Cast:
    """The article's names; `quoted` are the spans in quotation marks, `breaks` where the paragraphs start."""
    chains = {row["chain"]: row for row in names.chains}
    mentions = sorted(
        (m for m in names.mentions if m.get("chain") is not None and m.get("kind", "name") == "name"),
        key=lambda m: (m["start"], m["end"]),
    )
    return Cast(text, chains, mentions, tuple(quoted), tuple(breaks))


def head_span(text: str, source: Span) -> Span:
    """The head word of a speaker's phrase: the last word before a comma, a bracket or a preposition."""
    last: Span | None = None
    for match in _WORD.finditer(text, *source):
        if last is not None and (_BREAK.search(text[last[1] : match.start()]) or match.group().lower() in _STOP_AT):
            break
        last = match.span()
    return last or source


def resolve_source(cast: Cast, names: Names, source: Span, previous: Sequence[Earlier]) -> Speaker:
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
    if " and " in cast.text[source[0] : source[1]] and _several(cast, source):
        return Speaker("collective", "named", None, 0.5)
    return Speaker(kind, "named", chain, 0.95)


def _mention_at(cast: Cast, head: Span) -> Row | None:
    inside = [m for m in cast.mentions if m["start"] <= head[0] and head[1] <= m["end"]]
    return max(inside, key=lambda m: m["end"] - m["start"], default=None)


def _apposed(cast: Cast, head: Span, source: Span) -> Row | None:
    after = [m for m in cast.mentions if head[1] < m["start"] < source[1] and m["type"] == "PERSON"]
    if after and re.fullmatch(r",\s+(?:[\w.’' -]+\s)?", cast.text[head[1] : after[0]["start"]]):
        return after[0]
    return None


def _several(cast: Cast, source: Span) -> bool:
    people = {m["chain"] for m in cast.mentions if source[0] <= m["start"] < source[1] and m["type"] == "PERSON"}
    return len(people) > 1


def _kind_of_type(entity_type: str) -> str:
    if entity_type == "PERSON":
        return "person"
    if entity_type == "NORP":
        return "collective"
    return "organisation" if entity_type in _PLACE_TYPES else "unknown"


def _nominal(cast: Cast, names: Names, source: Span) -> Speaker:
    """A phrase without a name at its head: "the minister", "officials", "a spokesman for the ministry"."""
    head = head_span(cast.text, source)
    noun = cast.text[head[0] : head[1]].lower()
    kind = nominal_kind(noun, cast.text[source[0] : source[1]].lower())
    chain = names.chain_at(*source)
    if chain is None and kind == "person":
        chain = _titled(cast, noun, source)
    return Speaker(kind, "nominal", chain, 0.7 if chain is not None else 0.5)


def nominal_kind(noun: str, phrase: str) -> str:
    """What a phrase without a name stands for, by its head noun and its article."""
    if noun in _ANONYMOUS or "anonymity" in phrase or "unnamed" in phrase:
        return "anonymous"
    if noun in _ORGANISATION or noun.rstrip("s") in _ORGANISATION:
        return "organisation"
    if (
        noun in _PLURAL
        or (noun.endswith("s") and not noun.endswith(("ss", "us")))
        or noun in ("people", "men", "women")
    ):
        return "collective"
    first = phrase.split(" ", 1)[0]
    return "anonymous" if first in ("a", "an", "one", "another") else "person"


def _titled(cast: Cast, noun: str, source: Span) -> int | None:
    """The one person who was given this title before: "the minister" after "Defence Minister Ann Lee"."""
    first = cast.text[source[0] : source[1]].split(" ", 1)[0].lower()
    if first not in _DEFINITE:
        return None
    found = []
    for mention in cast.mentions:
        if mention["type"] != "PERSON" or mention["end"] > source[0]:
            continue
        start, end = mention["start"], mention["end"]
        before = cast.text[max(0, start - 40) : start].lower()
        after = cast.text[end : end + 60].lower()
        if re.search(rf"\b{re.escape(noun)}\s+$", before) or re.match(rf",\s[^.,]*\b{re.escape(noun)}\b", after):
            found.append(mention["chain"])
    return found[-1] if len(set(found)) == 1 else None


def _antecedent(cast: Cast, source: Span) -> Speaker:
    """What a relative pronoun points back at: the name or noun right before it."""
    before = [m for m in cast.mentions if m["end"] <= source[0]]
    if before and cast.text[before[-1]["end"] : source[0]].strip(" ,") == "":
        mention = before[-1]
        return Speaker(_kind_of_type(str(mention["type"])), "pronoun", mention["chain"], 0.9)
    return Speaker("unknown", "pronoun", None, 0.4)


def _pronoun(cast: Cast, names: Names, source: Span, pronoun: str, previous: Sequence[Earlier]) -> Speaker:
    known = names.chain_at(*source)
    if known is not None:
        return Speaker(_kind_of_type(str(cast.chains[known].get("type"))), "pronoun", known, 0.8)
    if pronoun == "they":
        return Speaker("collective", "pronoun", None, 0.4)
    if pronoun == "it":
        return _organisation_before(cast, source, previous)
    scored = sorted(_candidates(cast, source, _GENDER[pronoun], previous).items(), key=lambda item: -item[1])
    if not scored:
        return Speaker("person", "pronoun", None, 0.3)
    margin = scored[0][1] - (scored[1][1] if len(scored) > 1 else scored[0][1] - 3)
    if margin < 0.5:
        return Speaker("person", "pronoun", None, 0.3)
    return Speaker("person", "pronoun", scored[0][0], min(0.95, 0.6 + 0.1 * margin))


def _organisation_before(cast: Cast, source: Span, previous: Sequence[Earlier]) -> Speaker:
    """ "It said": the organisation that spoke last, if it did so in this paragraph or the one before."""
    for earlier in reversed(previous):
        speaker = earlier.speaker
        if cast.paragraphs_between(earlier.content[1], source[0]) > SPEAKER_CARRY_PARAGRAPHS:
            break
        if speaker.kind == "organisation" and speaker.chain is not None:
            return Speaker("organisation", "pronoun", speaker.chain, 0.7)
    return Speaker("organisation", "pronoun", None, 0.4)


def _candidates(cast: Cast, source: Span, gender: str, previous: Sequence[Earlier]) -> dict[int, float]:
    """Scores of the people whom a pronoun may stand for: recent, in subject place, speaking before."""
    scores: dict[int, float] = {}
    for mention in cast.mentions:
        if mention["end"] > source[0]:
            break
        chain: int = mention["chain"]
        if mention["type"] != "PERSON" or not _may_be(cast.chains.get(chain, {}), gender):
            continue
        distance = cast.paragraphs_between(mention["end"], source[0])
        scores[chain] = max(scores.get(chain, -9.0), _salience(cast, mention) - distance)
    for earlier in previous:
        chain_before = earlier.speaker.chain
        distance = cast.paragraphs_between(earlier.content[1], source[0])
        if chain_before in scores and distance <= 2:
            scores[chain_before] = max(scores[chain_before], 2.5 - distance)
    return {chain: score for chain, score in scores.items() if score > -3}


def _may_be(chain: Row, gender: str) -> bool:
    known = str(chain.get("gender") or "").lower()
    return not known or known[0] not in "mf" or known[0] == gender[0]


def _salience(cast: Cast, mention: Row) -> float:
    """How much a mention invites a pronoun: subjects most, possessors and objects of prepositions least."""
    start, end = mention["start"], mention["end"]
    before, after = cast.text[max(0, start - 60) : start], cast.text[end : end + 30]
    if any(low <= start < high for low, high in cast.quoted):
        return -0.5
    if after.startswith(("’s", "'s")) or _OBLIQUE_BEFORE.search(before):
        return 0.2
    return 1.5 if _SUBJECT_AFTER.match(after) else 0.8


def carried(cast: Cast, content: Span, previous: Sequence[Earlier]) -> Speaker:
    """The speaker of a quote that names none: the one before carries on, unless he had asked someone a question."""
    if not previous:
        return NOBODY
    last = previous[-1]
    far = cast.paragraphs_between(last.content[1], content[0]) > SPEAKER_CARRY_PARAGRAPHS
    if far or last.asked or last.speaker.chain is None:
        return NOBODY
    return Speaker(last.speaker.kind, "implicit", last.speaker.chain, round(0.8 * last.speaker.confidence, 3))
