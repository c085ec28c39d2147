"""What was changed in a sentence: a quote, its speaker, a number, a name, or the wording only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from newsloom.transforms.names.folding import folded_words
from newsloom.transforms.revisions.sentences import Row, Sentence, VersionWord, plain_words
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import Span, contains
from newsloom.transforms.utterances.number_values import number_values

_SAME_QUOTE = 0.5
"""Share of the words of two quotes that they have in common, from which one may be the other's; by hand."""
_HONORIFICS = lexicon_words("honorifics")
_UNSURE = frozenset(("he", "she", "they", "it", "we", "i", "who", "a", "an", "the"))
"""Words of a speaker that name nobody."""
Exchange = tuple[Sequence[VersionWord], Sequence[VersionWord]]


def find_kinds(before: Sentence, after: Sentence) -> list[str]:
    """The kinds of what was changed between a sentence and what became of it; none where only marks were."""
    if before.is_notice or after.is_notice:
        return ["correction_notice"] if before.key != after.key else []
    speakers = _changed_speakers(before, after)
    kinds = ["quote"] if _is_quote_changed(before, after) else []
    kinds += ["speaker"] if speakers else []
    spans = [one for one, _ in speakers], [other for _, other in speakers]
    exchanges = list(_exchanges(before, after, "quote" in kinds, spans))
    kinds += ["number"] if any(map(_turns_number, exchanges)) else []
    kinds += ["name"] if any(map(_turns_name, exchanges)) else []
    return kinds or (["wording"] if before.key != after.key else [])


def _is_quote_changed(before: Sentence, after: Sentence) -> bool:
    """Whether other words are quoted, where the marks of either side are those of a quote."""
    speaks = any(row["type"] != "indirect" for row in (*before.quotes, *after.quotes))
    return before.quoted != after.quoted and speaks


def _changed_speakers(before: Sentence, after: Sentence) -> list[tuple[Span, Span]]:
    """Where the speakers of quotes stand that were ascribed to somebody else."""
    pairs = []
    for row in after.quotes:
        former = max(before.quotes, key=lambda other: _likeness(other["text"], row["text"]), default=None)
        if former is not None and _likeness(former["text"], row["text"]) >= _SAME_QUOTE and _differ(former, row):
            pairs.append((_speaker_span(former), _speaker_span(row)))
    return [pair for pair in pairs if _is_within(pair[0], before) and _is_within(pair[1], after)]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, plain_words(one), plain_words(other), autojunk=False).ratio()


def _speaker_span(quote: Row) -> Span:
    return quote["speaker_start"], quote["speaker_end"]


def _is_within(span: Span, sentence: Sentence) -> bool:
    return contains((sentence.start, sentence.end), span)


def _differ(one: Row, other: Row) -> bool:
    """Whether two quotes have speakers that are two: by what they are known as, else by their words."""
    if not one["speaker"] or not other["speaker"]:
        return False
    entities = one["speaker_entity_id"], other["speaker_entity_id"]
    if all(entities) and entities[0] == entities[1]:
        return False
    first, second = (set(folded_words(row["speaker"])) - _UNSURE for row in (one, other))
    if not first or not second:
        return all(entities)
    return first.isdisjoint(second) or (all(entities) and not (first <= second or second <= first))


def _exchanges(
    before: Sentence, after: Sentence, without_quoted: bool, spans: tuple[Sequence[Span], Sequence[Span]]
) -> Iterator[Exchange]:
    """Words in the place of others, without those that the change of a quote or of its speaker tells of."""
    matcher = SequenceMatcher(None, before.key, after.key, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op != "equal":
            sides = zip((before.words[a:b], after.words[c:d]), spans, strict=True)
            one, other = ([w for w in side if not _is_told(w, without_quoted, of)] for side, of in sides)
            if one and other:
                yield one, other


def _is_told(word: VersionWord, without_quoted: bool, spans: Sequence[Span]) -> bool:
    return (without_quoted and word.quoted) or any(contains(span, (word.start, word.end)) for span in spans)


def _turns_number(exchange: Exchange) -> bool:
    one, other = map(_numbers, exchange)
    if bool(one) != bool(other):  # "one" alone is mostly a pronoun, but not where a number stands in its place
        one, other = (values or _ones(side) for values, side in zip((one, other), exchange, strict=True))
    return bool(one and other) and sorted(one) != sorted(other)


def _numbers(words: Sequence[VersionWord]) -> list[str]:
    """What the numbers among words amount to; those that are no plain number, as clocks and ordinals, as written."""
    lower = [word.text.lower() for word in words]
    values = [str(value) for value in number_values(lower)]
    return values + [word for word in lower if word[0].isdigit() and not any(number_values([word]))]


def _ones(words: Sequence[VersionWord]) -> list[str]:
    return [str(Fraction(1)) for word in words if word.text.lower() == "one"]


def _turns_name(exchange: Exchange) -> bool:
    """One name for another; not a shorter or fuller form of the same one."""
    one, other = ([word.name - _HONORIFICS for word in side if word.name] for side in exchange)
    return any(a and b and not (a <= b or b <= a) for a in one for b in other)
