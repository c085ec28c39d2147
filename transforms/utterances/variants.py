"""How two reports of the same words differ: token edits, likeness, and whether a negation, number or modal changed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.utterances.wording import FUNCTION_WORDS, MODALS, PRESENT_MODALS, Wording, expand, stem

NEGATIONS = lexicon_words("negation")
_NUMBERS = lexicon_words("function_words", "number")
_EDITED_SHARE = 0.5
"""Share of a report's levelled words found in its reference from which it is edited, not paraphrased: by hand."""
_BEFORE_SHARED, _AFTER_SHARED = 3, 1
"""Words before and after the shared part in which a negation or modal still counts, by hand."""


def measure_similarity(one: Wording, other: Wording) -> float:
    """Share of the two levelled wordings that runs in parallel, from 0 to 1."""
    if not one.level or not other.level:
        return float(one.words == other.words)
    return SequenceMatcher(None, one.level, other.level, autojunk=False).ratio()


def list_token_edits(reference: Wording, variant: Wording) -> list[dict[str, str | None]]:
    """The edits that turn the reference's words into the variant's: op, reference words, variant words."""
    matcher = SequenceMatcher(None, reference.words, variant.words, autojunk=False)
    return [
        {"op": op, "reference": _phrase(reference.words[a:b]), "variant": _phrase(variant.words[c:d])}
        for op, a, b, c, d in matcher.get_opcodes()
        if op != "equal"
    ]


def _phrase(words: Sequence[str]) -> str | None:
    return " ".join(words) or None


def has_polarity_changed(reference: Wording, variant: Wording, reported: bool) -> bool:
    """Whether the shared part of two wordings differs in a negation, number or modal.

    What a shorter report leaves out before or after the shared part does not count; nor does, where one of them is
    `reported` speech, the shift of "will" to "would".
    """
    a, b = _shared_part(reference, variant), _shared_part(variant, reference)
    return _polarity(a, reported) != _polarity(b, reported)


def _shared_part(one: Wording, other: Wording) -> list[str]:
    words = [part for word in one.words for part in expand(word)]
    others = {stem(part) for word in other.words for part in expand(word)} - FUNCTION_WORDS
    shared = [i for i, word in enumerate(words) if stem(word) in others]
    return words[max(0, shared[0] - _BEFORE_SHARED) : shared[-1] + 1 + _AFTER_SHARED] if shared else words


def _polarity(words: Sequence[str], reported: bool) -> tuple[object, ...]:
    negations = sum(word in NEGATIONS for word in words) % 2
    numbers = sorted({word for word in words if word[0].isdigit() or word in _NUMBERS})
    modals = {PRESENT_MODALS[word] if reported else word for word in words if word in MODALS}
    return negations, tuple(numbers), tuple(sorted(modals))


def classify_relation(reference: Wording, variant: Wording, both_quoted: bool) -> str:
    """verbatim, truncated, edited or paraphrase."""
    if reference.words == variant.words:
        return "verbatim"
    if _contains(reference.words, variant.words):
        return "truncated"
    if both_quoted and _covered(variant, reference) >= _EDITED_SHARE:
        return "edited"
    return "paraphrase"


def _contains(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    size = len(shorter)
    return any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1))


def _covered(variant: Wording, reference: Wording) -> float:
    if not variant.level:
        return 0.0
    blocks = SequenceMatcher(None, reference.level, variant.level, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(variant.level)
