"""What resolving a speaker needs: the article's names, the quotes before, and what each kind of evidence is worth."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.mentions.records import Mention, Reference, RoleRecord
from newsloom.transforms.quotes.noun_phrases import parsed_head
from newsloom.transforms.text.quotation_marks import QuotedSpan
from newsloom.transforms.text.spans import Span, first_overlapping

_MOST_RECENT = 64  # names before a place among which one of a chain is looked for; a bound on time


class Names(Protocol):
    """What is needed of an article's names."""

    @property
    def mention_records(self) -> Sequence[Mention]:
        """Mentions in order, each with the number of its chain."""

    @property
    def role_records(self) -> Sequence[RoleRecord]:
        """Roles of its people, in order."""

    def reference_at(self, start: int, end: int) -> Reference | None:
        """What the head of a phrase, or a pronoun, at this span refers to."""


@dataclass(frozen=True)
class Speaker:
    """A resolved speaker; `chain` is None where the evidence does not reach one.

    `kind` is one of SPEAKER_KINDS, `resolution` one of SPEAKER_RESOLUTIONS (schemas/speech.py). `confidence` is 0 where
    nothing says who it is.
    """

    kind: str = "unknown"
    resolution: str = "none"
    chain: int | None = None
    confidence: float = 0.0

    def row(self) -> dict[str, Any]:
        """The columns of `quotes` that say who speaks, by the chain's number in place of an entity."""
        return {
            "speaker_kind": self.kind,
            "speaker_resolution": self.resolution,
            "speaker_chain": self.chain,
            "speaker_confidence": self.confidence or None,
        }


NOBODY = Speaker()


@dataclass(frozen=True)
class SpeakerConfidences:
    """How sure each kind of evidence makes of a chain, from 0 to 1, by hand; a curve makes a probability of it."""

    label: float = 0.95  # by hand: a turn's label is short for a name
    document: float = 0.75  # by hand: "a statement from X"
    relative: float = 0.9  # by hand: "who" right behind a name
    it: float = 0.7  # by hand: "it", where an organisation spoke shortly before


CONFIDENCES = SpeakerConfidences()


@dataclass(frozen=True)
class ArticleContext:
    """The article's names, arranged for look-up: in order, none overlapping another, each with its chain."""

    text: str
    mentions: Sequence[Mention]
    quoted: Sequence[QuotedSpan] = ()
    paragraphs: Sequence[Paragraph] = ()

    @cached_property
    def breaks(self) -> list[int]:
        """Where the paragraphs start."""
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def starts(self) -> list[int]:
        """Where the mentions start."""
        return [mention.start_char for mention in self.mentions]

    @cached_property
    def ends(self) -> list[int]:
        """Where the mentions end."""
        return [mention.end_char for mention in self.mentions]

    @cached_property
    def people(self) -> Mapping[str, set[int | None]]:
        """The forms by which people are mentioned -> the chains of whom."""
        chains: dict[str, set[int | None]] = {}
        for mention in self.mentions:
            if mention.type == "PERSON":
                chains.setdefault(mention.text, set()).add(mention.chain)
        return chains

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether some of a span stands in quotation marks."""
        return first_overlapping(self.quoted, start, end) is not None

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that start in a span."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def mention_over(self, span: Span) -> Mention | None:
        """The mention that holds all of a span."""
        index = bisect_right(self.starts, span[0]) - 1
        return self.mentions[index] if index >= 0 and span[1] <= self.ends[index] else None

    def mention_before(self, position: int) -> Mention | None:
        """The last mention that ends before a position."""
        index = bisect_right(self.ends, position) - 1
        return self.mentions[index] if index >= 0 else None

    def last_of_chain(self, chain: int | None, position: int) -> Mention | None:
        """The last mention of a chain that ends before a position, among the few before it."""
        index = bisect_right(self.ends, position)
        recent = self.mentions[max(0, index - _MOST_RECENT) : index]
        return next((mention for mention in reversed(recent) if mention.chain == chain), None)

    def paragraphs_between(self, start: int, end: int) -> int:
        """How many paragraph breaks lie between two positions."""
        return bisect_right(self.breaks, end) - bisect_right(self.breaks, start)

    def paragraph_at(self, position: int) -> Paragraph | None:
        """The paragraph that a position lies in; None before the first one."""
        index = bisect_right(self.breaks, position) - 1
        return self.paragraphs[index] if index >= 0 else None

    def parsed_head(self, span: Span) -> Token | None:
        """The syntactic head of a span of the article, None without a parse."""
        paragraph = self.paragraph_at(span[0])
        return None if paragraph is None else parsed_head(paragraph, span)


def make_context(
    text: str, names: Names, quoted: Sequence[QuotedSpan], paragraphs: Sequence[Paragraph]
) -> ArticleContext:
    """The article's names with the numbers of their chains; mentions that are no names are left out."""
    mentions = sorted(
        (m for m in names.mention_records if m.chain is not None and m.kind == "name"),
        key=lambda m: (m.start_char, m.end_char),
    )
    return ArticleContext(text, mentions, quoted, tuple(paragraphs))


@dataclass(frozen=True)
class PreviousQuote:
    """An attribution that came before: what, by whom, and whether someone was asked something."""

    content: Span
    speaker: Speaker
    asked: bool = False


@dataclass
class PreviousQuotes:
    """The attributions so far, and those that still say something of who speaks."""

    quotes: list[PreviousQuote] = field(default_factory=list)
    by_organisation: PreviousQuote | None = None  # the last one by a known organisation

    def add(self, quote: PreviousQuote) -> None:
        """One more."""
        self.quotes.append(quote)
        if quote.speaker.kind == "organisation" and quote.speaker.chain is not None:
            self.by_organisation = quote
