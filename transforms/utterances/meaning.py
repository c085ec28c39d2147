"""Where two wordings correspond and yet say another thing: a negation, number, modal verb or name that was exchanged.

Only words between words that correspond are looked at. What one wording leaves out before, after or between is a
truncation, what stands around the other is its context, and neither changes what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import NamedTuple

from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.utterances.number_values import number_values
from newsloom.transforms.utterances.wording import (
    FUNCTION_WORDS,
    MODALS,
    PRESENT_MODALS,
    Wording,
    expand,
    measure_overlap,
    stem,
)

POLARITY = frozenset(("negation", "modal"))
"""Changes that turn what was said, or weaken or strengthen it."""
NEGATIONS = lexicon_words("negation")
_UNLEVELLED = lexicon_words("function_words", "unlevelled")
_NO_MODALS = frozenset(("need",))
"""Modals that are mostly other words."""
_TENSE = frozenset(("will", "would"))
"""Modals that, where the other wording has none, make another tense."""
_SAME_MODALS = {"shall": "will"}
_LIKE_MODALS = {"will": ("go", "to"), "must": ("have", "to"), "can": ("able", "to"), "shall": ("suppos", "to")}
"""Levelled words that mean the same as a modal."""
_SHORT_CONTRACTION = "'d"
"""May be "would" or "had", so it is neither."""
_LEAST_COMMON = 0.6
"""Share of the shorter wording that corresponds to the other one; with less they are two wordings: by hand."""
_LEAST_DENIED = 0.6
"""Share of both wordings that is the same where what one denies is what the other one says, by hand."""
_WHOLE_CUT, _CONTENT_OF_CUT = 0.9, 3
"""Share of the shorter wording, and content words, that stand in the other one where that is a cut of it, by hand."""
_BEFORE_CUT = 3
"""Words before those that correspond in which these may be negated ("there was no …"), by hand."""
_LEAST_RUN = 2
"""Corresponding words that an exchange needs on a side where the wordings go on, or in all where it is the only one:
by hand."""
_RUN_ACROSS = 3
"""Corresponding words on the other side that make up for a shorter run, or for the edge of both wordings: by hand."""
_LONGEST_EXCHANGE = 4
"""Words of one wording that may stand for some of the other, by hand; more are another wording."""
_KIN = 0.6
"""Likeness of the letters from which two names may be two spellings of one, by hand."""
_SHORT_NAME = 3
"""Letters of names that may be short for another, by hand."""


class _Word(NamedTuple):
    """A word without contraction: as written, and the form that corresponds to others; whether it is a name."""

    plain: str
    form: str
    is_name: bool


@dataclass(frozen=True)
class _Exchange:
    """Words of one wording that stand where others stand in the other; whether a name corresponds right beside them."""

    one: tuple[_Word, ...]
    other: tuple[_Word, ...]
    beside_name: bool


def find_changes(one: Wording, other: Wording, reported: bool, denied: bool = False) -> list[str]:
    """What was exchanged: "negation", "number", "modal", "name", in this order.

    `reported`: one of the wordings is reported speech, in which "will" shifts to "would". `denied`: just one of them is
    told as what is not so ("denied that …"), so that the same words say the contrary.
    """
    # most reports of one statement have the same words
    exchanges = [] if one.words == other.words else list(_exchanges(_words_of(one), _words_of(other)))
    checks = {
        "number": _turns_number,
        "modal": _turns_reported_modal if reported else _turns_modal,
        "name": _turns_name,
    }
    negated = (exchange for exchange in exchanges if _turns_negation(exchange))
    turned = (
        _denies_the_same(one, other) if denied else not all(_is_moved(exchange, one, other) for exchange in negated)
    )
    return ["negation"] * turned + [name for name, check in checks.items() if any(map(check, exchanges))]


def _denies_the_same(one: Wording, other: Wording) -> bool:
    """Whether what one of two wordings denies is what the other one says: most of both, or a whole cut, and as often
    negated, where words that stand well before or behind the cut do not count."""
    shared = measure_overlap(one, other)
    if shared.both < _LEAST_DENIED and (shared.share < _WHOLE_CUT or shared.content < _CONTENT_OF_CUT):
        return False
    sides, firsts, ends = _corresponding(one, other)
    stretches = (side[max(0, first - _BEFORE_CUT) : end] for side, first, end in zip(sides, firsts, ends, strict=True))
    odd = [_is_negated(stretch) for stretch in stretches]
    return odd[0] == odd[1]


def _is_moved(exchange: _Exchange, one: Wording, other: Wording) -> bool:
    """Whether the side without the negation has one before the words that correspond: "it is not she that decides" for
    "she does not decide"."""
    sides, firsts, _ = _corresponding(one, other)
    before = [_is_negated(side[max(0, first - _BEFORE_CUT) : first]) for side, first in zip(sides, firsts, strict=True)]
    negated = [_is_negated([word.plain for word in side]) for side in (exchange.one, exchange.other)]
    return before[0] != before[1] and before != negated


def _corresponding(one: Wording, other: Wording) -> tuple[list[list[str]], tuple[int, int], tuple[int, int]]:
    """The words of two wordings without contraction, and where in each those that correspond begin and end."""
    sides = [[part for word in wording.words for part in expand(word)] for wording in (one, other)]
    levels = [[stem(part) for part in side] for side in sides]
    matcher = SequenceMatcher(None, levels[0], levels[1], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size] or [Match(0, 0, 0)]
    last = blocks[-1]
    return sides, (blocks[0].a, blocks[0].b), (last.a + last.size, last.b + last.size)


def _is_negated(words: Sequence[str]) -> bool:
    return sum(word in NEGATIONS for word in words) % 2 == 1


def _words_of(wording: Wording) -> list[_Word]:
    parts = (part for word in wording.words for part in _spell_out(word))
    return [_Word(part, _form(part), stem(part) in wording.names) for part in parts if part not in _UNLEVELLED]


def _spell_out(word: str) -> tuple[str, ...]:
    if word.endswith(_SHORT_CONTRACTION):
        return (word.removesuffix(_SHORT_CONTRACTION), _SHORT_CONTRACTION)
    return expand(word)


def _form(part: str) -> str:
    """Inflection does not matter, but for modals, whose form may be what was changed."""
    return part if part in MODALS else stem(part)


def _exchanges(one: Sequence[_Word], other: Sequence[_Word]) -> Iterator[_Exchange]:
    matcher = SequenceMatcher(None, [word.form for word in one], [word.form for word in other], autojunk=False)
    codes = _merged(matcher.get_opcodes())
    common = sum(b - a for is_equal, a, b, _, _ in codes if is_equal)
    if common < _LEAST_COMMON * min(len(one), len(other)):
        return
    is_only = sum(not is_equal for is_equal, *_ in codes) == 1
    for n, (is_equal, a, b, c, d) in enumerate(codes):
        if is_equal or max(b - a, d - c) > _LONGEST_EXCHANGE:
            continue
        before, after = _run(codes, n - 1), _run(codes, n + 1)
        begins, ends = a == c == 0, b == len(one) and d == len(other)
        if (a == b or c == d) and (begins or ends):
            continue  # left out before or after what corresponds
        enough = is_only and before + after >= _LEAST_RUN
        if enough or (_anchors(before, begins, after) and _anchors(after, ends, before)):
            beside = [*one[max(0, a - 1) : a], *one[b : b + 1]]
            yield _Exchange(tuple(one[a:b]), tuple(other[c:d]), any(word.is_name for word in beside))


_Code = tuple[bool, int, int, int, int]
"""Whether words correspond, and the stretch [a, b) of one wording and [c, d) of the other."""


def _merged(codes: Sequence[tuple[str, int, int, int, int]]) -> list[_Code]:
    """Exchanges with one word between are one: "never had" for "had no" turns nothing."""
    merged: list[_Code] = []
    for op, a, b, c, d in codes:
        is_equal = op == "equal"
        between = merged[-1] if merged else None
        if len(merged) > 1 and not is_equal and between and between[0] and between[2] - between[1] == 1:
            merged.pop()
            _, first, _, start, _ = merged.pop()
            merged.append((False, first, b, start, d))
        else:
            merged.append((is_equal, a, b, c, d))
    return merged


def _run(codes: Sequence[_Code], n: int) -> int:
    return codes[n][2] - codes[n][1] if 0 <= n < len(codes) else 0


def _anchors(run: int, at_edge: bool, across: int) -> bool:
    """Whether a side of an exchange corresponds: by its own words, or as the edge of both wordings."""
    return run >= _LEAST_RUN or ((at_edge or run > 0) and across >= _RUN_ACROSS)


def _turns_negation(exchange: _Exchange) -> bool:
    """A negation on one side, and nothing else that tells but for a word in its place ("not" and "now")."""
    sides = (exchange.one, exchange.other)
    odd = [sum(word.plain in NEGATIONS for word in side) % 2 for side in sides]
    if odd[0] == odd[1]:
        return False
    negated, affirmed = _telling(exchange) if odd[0] else _telling(exchange)[::-1]
    return not negated and (not affirmed or max(map(len, sides)) == 1)


def _telling(exchange: _Exchange) -> list[list[_Word]]:
    """The words of each side that tell, negations left aside, and do not stand on the other one."""
    pairs = (exchange.one, exchange.other), (exchange.other, exchange.one)
    return [
        [word for word in side if _tells(word) and word.plain not in NEGATIONS and word.form not in _forms(across)]
        for side, across in pairs
    ]


def _forms(side: Sequence[_Word]) -> set[str]:
    return {word.form for word in side}


def _tells(word: _Word) -> bool:
    return word.form not in FUNCTION_WORDS and word.form not in MODALS and word.form != _SHORT_CONTRACTION


def _turns_number(exchange: _Exchange) -> bool:
    one, other = (sorted(number_values(word.plain for word in side)) for side in (exchange.one, exchange.other))
    return bool(one and other) and one != other


def _turns_modal(exchange: _Exchange) -> bool:
    return _modals_differ(exchange, {})


def _turns_reported_modal(exchange: _Exchange) -> bool:
    return _modals_differ(exchange, PRESENT_MODALS)


def _modals_differ(exchange: _Exchange, present: dict[str, str]) -> bool:
    """Another modal, or one more; a paraphrase of the modal or other words in its place are none."""
    one, other = (_modals(side, present) for side in (exchange.one, exchange.other))
    if not (one and other) and _TENSE.issuperset(one + other):
        return False
    if one == other or any(word.plain == _SHORT_CONTRACTION for word in (*exchange.one, *exchange.other)):
        return False
    for modals, side in ((one, exchange.other), (other, exchange.one)):
        forms = [word.form for word in side]
        if any(PRESENT_MODALS[modal] in _LIKE_MODALS and _is_in(forms, modal) for modal in modals):
            return False
    return not any(_telling(exchange))


def _is_in(forms: Sequence[str], modal: str) -> bool:
    return all(form in forms for form in _LIKE_MODALS[PRESENT_MODALS[modal]])


def _modals(side: Sequence[_Word], present: dict[str, str]) -> list[str]:
    modals = (present.get(word.plain, word.plain) for word in side if word.plain in MODALS - _NO_MODALS)
    return sorted(_SAME_MODALS.get(modal, modal) for modal in modals)


def _turns_name(exchange: _Exchange) -> bool:
    """One name for another; not a first name, title or short form of the same one."""
    if exchange.beside_name or len(exchange.one) != 1 or len(exchange.other) != 1:
        return False
    one, other = exchange.one[0], exchange.other[0]
    return one.is_name and other.is_name and not _is_kin(one.plain, other.plain)


def _is_kin(one: str, other: str) -> bool:
    short = min(len(one), len(other)) <= _SHORT_NAME
    return short or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _KIN
