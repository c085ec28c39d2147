"""One attribution: a content, the cue phrase that introduces it and the source it is ascribed to (PolNeAR's terms)."""

from __future__ import annotations

from dataclasses import dataclass

from newsloom.transforms.text.spans import Span


@dataclass(frozen=True)
class Kind:
    """What an attribution is: `type` speech, thought, intent, knowledge or evidence, None where it is none of them.

    `factuality`: asserted, negated or hypothetical. `probability` of being speech that was uttered, from 0 to 1.
    `cue_lemma` and `cue_class` are those of the word of the cue that counts.
    """

    type: str | None = "speech"
    factuality: str = "asserted"
    probability: float = 0.5
    cue_lemma: str | None = None
    cue_class: str | None = None

    @property
    def is_uttered(self) -> bool:
        """Whether somebody did say it."""
        return self.type == "speech" and self.factuality == "asserted"


@dataclass(frozen=True)
class Attribution:
    """What is reported, by which cue, from whom, in article offsets; scores from 0 to 1.

    `score` is for the content, `link_score` for its cue and source. `origin`: what found it: "trained", "rule", "label"
    (a name and a colon), "signed" (a name after a dash) or "marks". `is_quote` is False for what becomes no row but
    tells who has the floor. `kind` is read last; `via` is through whom the words
    came, where that is another one than the source.
    """

    content: Span
    cue: Span | None = None
    source: Span | None = None
    score: float = 0.5
    link_score: float = 0.5
    origin: str = "rule"
    is_quote: bool = True
    kind: Kind = Kind()
    via: Span | None = None


@dataclass(frozen=True)
class AttributionScores:
    """What an attribution found by rule is worth, as (content, link) or as one of the two. All by hand.

    They order what competes for one place and decide, with SpeechOptions.min_score, what becomes a quote; nobody has
    counted how often each is right. `benchmarks/quotes/speech.py` shows what a change does to the whole.
    """

    clause: tuple[float, float] = (0.6, 0.7)  # by hand: "X said that …"
    according: tuple[float, float] = (0.7, 0.9)  # by hand: "according to X"
    label: tuple[float, float] = (0.7, 0.9)  # by hand: "X: …"
    embedded_post: tuple[float, float] = (0.8, 0.95)  # by hand: "… — X (@handle)"
    signed: tuple[float, float] = (0.9, 0.95)  # by hand: "“…” — X"
    introduced: tuple[float, float] = (0.7, 0.8)  # by hand: a paragraph after one that is a cue and a colon
    introduced_link: float = 0.9  # by hand: the same, where the paragraph opens with a mark
    quoted: tuple[float, float] = (0.9, 0.0)  # by hand: in quotation marks that are closed, nothing beside it
    unclosed: tuple[float, float] = (0.6, 0.0)  # by hand: in marks of which the last is missing
    unscored: float = 0.5  # by hand: a trained span without a score
    shared_cue: float = 0.9  # by hand: part of the link score that a second quote has from the one before it
    after: float = 0.95  # by hand: link to a cue phrase right behind the quote
    before: float = 0.9  # by hand: link to one right before it
    apart: float = 0.6  # by hand: link to one with words in between
    subject: float = 0.6  # by hand: link to the subject of the cue, by the parse
    doubtful: float = 0.5  # by hand: a trained link below it yields to a cue phrase right beside the quote
    without_source: float = 0.3  # by hand: what a link loses where the cue phrase has no source


SCORES = AttributionScores()
