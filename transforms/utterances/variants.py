"""How two reports of the same words differ: token edits, likeness, and what sort of a difference it is."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from newsloom.transforms.utterances.wording import Wording

_EDITED_SHARE = 0.5
"""Share of a report's levelled words found in its reference from which it is edited, not paraphrased: by hand."""
Edit = dict[str, str | None]


def measure_similarity(one: Wording, other: Wording) -> float:
    """Share of the two levelled wordings that runs in parallel, from 0 to 1."""
    if not one.level or not other.level:
        return float(one.words == other.words)
    return SequenceMatcher(None, one.level, other.level, autojunk=False).ratio()


def list_token_edits(reference: Wording, variant: Wording) -> list[Edit]:
    """The edits that turn the reference's words into the variant's: op, reference words, variant words."""
    matcher = SequenceMatcher(None, reference.words, variant.words, autojunk=False)
    return [
        {"op": op, "reference": _phrase(reference.words[a:b]), "variant": _phrase(variant.words[c:d])}
        for op, a, b, c, d in matcher.get_opcodes()
        if op != "equal"
    ]


def _phrase(words: Sequence[str]) -> str | None:
    return " ".join(words) or None


def classify_relation(
    reference: Wording, variant: Wording, edits: Sequence[Edit], changed: Sequence[str], both_quoted: bool
) -> str:
    """verbatim, truncated, edited or paraphrase, by the edits of `list_token_edits` and what `find_changes` says.

    Words that are left out make a truncation, unless what is left says another thing.
    """
    if not edits:
        return "verbatim"
    if not changed and all(edit["op"] == "delete" for edit in edits):
        return "truncated"
    if both_quoted and _covered(variant, reference) >= _EDITED_SHARE:
        return "edited"
    return "paraphrase"


def _covered(variant: Wording, reference: Wording) -> float:
    if not variant.level:
        return 0.0
    blocks = SequenceMatcher(None, reference.level, variant.level, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(variant.level)
