"""Did anyone say this? Words that are asked for, against quotes that may have them."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsloom.transforms.utterances.meaning import find_changes
from newsloom.transforms.utterances.variants import Edit, list_token_edits
from newsloom.transforms.utterances.wording import SharedWords, Wording, measure_overlap, weigh

FINDINGS = ("exact", "edited", "paraphrase")
"""How a quote has the words that are asked for, the best first."""
_LEAST = 1e-9  # in place of no weight at all


@dataclass(frozen=True)
class LookupOptions:
    """When a quote has the words that are asked for. All by hand, on made-up quotes.

    `edited_share`, `edited_run`: share of the words' weight that an edited quote has, in order and beside each other,
    and the longest run of them; `told_share`, `told_content`: share and shared content words of a paraphrase.
    `least_content`: content words without which only the same words are a find. Up to `few_content` shared content
    words stand in quotes of all sorts by chance: there as much as `few_both` of both wordings must be shared, or
    `few_run` words in a row. `candidates`: quotes that are compared.
    """

    edited_share: float = 0.7
    edited_run: int = 2
    told_share: float = 0.6
    told_content: int = 3
    least_content: int = 2
    few_content: int = 3
    few_both: float = 0.55
    few_run: int = 5
    candidates: int = 200


@dataclass(frozen=True)
class Match:
    """How a quote has the words: the finding, the share of their weight, and the edits from quote to words."""

    finding: str
    share: float
    edits: tuple[Edit, ...] = ()
    changed: tuple[str, ...] = ()
    rank: tuple[int, float] = field(default=(0, 0.0), compare=False)


def match_words(asked: Wording, quote: Wording, is_direct: bool, options: LookupOptions) -> Match | None:
    """How a quote has the words, None where it has not.

    Exact are words that stand in the quote as they are, contractions spelled out or not; edited are words of which it
    has most, in a quote that is direct; other quotes that have most of them are paraphrases.
    """
    if _stands_in(asked.words, quote.words) or (_stands_in(asked.level, quote.level) and not _changes(asked, quote)):
        return Match("exact", 1.0, rank=(0, -measure_overlap(asked, quote).both))
    shared = measure_overlap(asked, quote)
    share = shared.weight / max(weigh(asked, quote.names), _LEAST)
    if shared.content < options.least_content or _is_chance(shared, options):
        return None
    if is_direct and share >= options.edited_share and shared.run >= options.edited_run:
        return _edited("edited", asked, quote, share, shared.both)
    if share >= options.told_share and shared.content >= options.told_content:
        return _edited("paraphrase", asked, quote, share, shared.both)
    return None


def _is_chance(shared: SharedWords, options: LookupOptions) -> bool:
    """Whether few words are shared, in wordings that have many others."""
    is_few = shared.content <= options.few_content and shared.run < options.few_run
    return is_few and shared.both < options.few_both


def _changes(asked: Wording, quote: Wording) -> list[str]:
    return find_changes(quote, asked, False)


def _edited(finding: str, asked: Wording, quote: Wording, share: float, both: float) -> Match:
    edits = tuple(list_token_edits(_near(asked, quote), asked))
    return Match(finding, share, edits, tuple(_changes(asked, quote)), (FINDINGS.index(finding), -share - both))


def _near(asked: Wording, quote: Wording) -> Wording:
    """The stretch of a quote that corresponds to the words: what stands around it is no edit."""
    indices = [i for i, word in enumerate(quote.words) if word in set(asked.words)]
    if not indices:
        return quote
    best = max(indices, key=lambda i: sum(i <= j < i + len(asked.words) + _SLACK for j in indices))
    inside = [j for j in indices if best <= j < best + len(asked.words) + _SLACK]
    return Wording(quote.words[inside[0] : inside[-1] + 1], quote.level, quote.names)


_SLACK = 4
"""Words that a quote may have more than what is asked for, by hand."""


def _stands_in(words: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    size = len(words)
    return size > 0 and any(longer[i : i + size] == words for i in range(len(longer) - size + 1))
