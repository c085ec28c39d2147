"""How two reports of the same words differ: token edits, likeness, and whether a negation, number or modal changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from sys import intern

from newsloom.transforms.quotes.cues import word_set
from newsloom.transforms.text.caching import remembered

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|\w+(?:[’']\w+)*")
_CONTRACTED = {
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("be", "not"),
    "let's": ("let", "us"),
    "cannot": ("can", "not"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
}
_ENDINGS = {"n't": "not", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "'d": "will"}
_IS = word_set("it that there here what who where he she this how")
_SAME = (
    dict.fromkeys(word_set("am is are was were been being be"), "be")
    | dict.fromkeys(word_set("has have had having"), "have")
    | dict.fromkeys(word_set("i we he she they you"), "P")
    | dict.fromkeys(word_set("me us him them"), "P")
    | dict.fromkeys(word_set("my our his her their your its"), "P's")
    | {
        "would": "will",
        "could": "can",
        "might": "may",
        "should": "shall",
        "cannot": "not",
        "u.s": "us",
        "going": "go",
        "went": "go",
        "said": "say",
        "says": "say",
    }
)
_DROPPED = word_set("a an the that do does did mr mrs ms")
NEGATIONS = word_set("not no never none nothing nobody neither nor without hardly cannot")
MODALS = word_set("will would can could may might shall should must need ought")
_BACKSHIFT = {"would": "will", "could": "can", "might": "may", "should": "shall"}
_NUMBERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion trillion half third quarter dozen double twice"
)
FUNCTION_WORDS = word_set(
    "be have P P's will can may shall not to of in on at for from by with and or but if as so it this these those "
    "there what which who whom when where why how than then also just very all any some more most other such up out "
    "about into over after before because while would go get say said says one own too"
)
_SUFFIXES = (
    "ingly",
    "edly",
    "ations",
    "ation",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "ly",
    "er",
    "s",
    "e",
    "y",
)


@dataclass(frozen=True)
class Wording:
    """A report's words: as written, in lower case without marks, and levelled for comparison; `names` of the latter."""

    words: tuple[str, ...]
    level: tuple[str, ...]
    names: frozenset[str] = frozenset()

    @cached_property
    def content(self) -> frozenset[str]:
        """The levelled words that carry meaning and are no names."""
        return frozenset(word for word in self.level if word not in FUNCTION_WORDS and word not in self.names)


def wording(text: str) -> Wording:
    """The words of a report; levelling undoes contraction, tense shift, person shift and inflection.

    >>> wording("“We can't leave,”").level == wording("they could not leave").level
    True
    """
    plain = text.replace("’", "'")
    words = tuple(_lower(match.group(), plain, match.start()) for match in _TOKEN.finditer(plain))
    level = tuple(stem(part) for word in words for part in _expand(word) if part not in _DROPPED)
    return Wording(words, level, _names(plain))


def _names(plain: str) -> frozenset[str]:
    """Levelled words that stand with a capital inside a sentence."""
    inside = (m.group() for m in re.finditer(r"(?:(?<=[\w,;] )|(?<=Mr\. |Ms\. |Dr\. )|(?<=Mrs\. ))[A-Z]\w*", plain))
    return frozenset(stem(part) for word in inside for part in _expand(word.lower())) - FUNCTION_WORDS


def _lower(word: str, text: str, start: int) -> str:
    """The word in lower case, but for the month of May, which is no modal."""
    is_month = word == "May" and text[:start].rstrip(" \"“‘'(")[-1:] not in ("", ".", "!", "?")
    return word if is_month else intern(word.lower())  # there are many texts, and few words


@remembered
def _expand(word: str) -> tuple[str, ...]:
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)], full)
    if word.endswith("'s"):
        return (word[:-2], "be") if word[:-2] in _IS else (word[:-2],)
    return (word,)


@remembered
def stem(word: str) -> str:
    """A word without its inflection, roughly; auxiliaries and pronouns under one name each.

    >>> stem("negotiations") == stem("negotiating")
    True
    """
    if word in _SAME:
        return _SAME[word]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4 and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    return word[:-2] if word.endswith("at") and len(word) > 6 else word


def similarity(one: Wording, other: Wording) -> float:
    """Share of the two levelled wordings that runs in parallel, from 0 to 1."""
    if not one.level or not other.level:
        return float(one.words == other.words)
    return SequenceMatcher(None, one.level, other.level, autojunk=False).ratio()


def token_edits(reference: Wording, variant: Wording) -> list[dict[str, str | None]]:
    """The edits that turn the reference's words into the variant's: op, reference words, variant words."""
    matcher = SequenceMatcher(None, reference.words, variant.words, autojunk=False)
    return [
        {"op": op, "reference": _phrase(reference.words[a:b]), "variant": _phrase(variant.words[c:d])}
        for op, a, b, c, d in matcher.get_opcodes()
        if op != "equal"
    ]


def _phrase(words: Sequence[str]) -> str | None:
    return " ".join(words) or None


def polarity_changed(reference: Wording, variant: Wording, reported: bool) -> bool:
    """Whether the shared part of two wordings differs in a negation, number or modal.

    What a shorter report leaves out before or after the shared part does not count; nor does, where one of them is
    `reported` speech, the shift of "will" to "would".
    """
    a, b = _shared_part(reference, variant), _shared_part(variant, reference)
    return _polarity(a, reported) != _polarity(b, reported)


def _shared_part(wording_: Wording, other: Wording) -> list[str]:
    words = [part for word in wording_.words for part in _expand(word)]
    others = {stem(part) for word in other.words for part in _expand(word)} - FUNCTION_WORDS
    shared = [i for i, word in enumerate(words) if stem(word) in others]
    return words[max(0, shared[0] - 3) : shared[-1] + 2] if shared else words


def _polarity(words: Sequence[str], reported: bool) -> tuple[object, ...]:
    negations = sum(word in NEGATIONS for word in words) % 2
    numbers = sorted({word for word in words if word[0].isdigit() or word in _NUMBERS - {"one"}})
    modals = {_BACKSHIFT.get(word, word) if reported else word for word in words if word in MODALS}
    return negations, tuple(numbers), tuple(sorted(modals))


def relation(reference: Wording, variant: Wording, both_quoted: bool) -> str:
    """verbatim, truncated, edited or paraphrase."""
    if reference.words == variant.words:
        return "verbatim"
    if _contains(reference.words, variant.words):
        return "truncated"
    if both_quoted and _covered(variant, reference) >= 0.5:
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


@dataclass(frozen=True)
class Overlap:
    """What two wordings share where they run side by side.

    share: weight of the shared words in the lighter of the two; both: the same in the heavier one; words and content:
    how many words and how many content words are shared; run: the longest run of shared words.
    """

    share: float
    both: float
    words: int
    content: int
    run: int


def overlap(one: Wording, other: Wording) -> Overlap:
    """Shared words in order, looked for in the stretch of the longer wording where the shorter one fits best."""
    shorter, longer = sorted((one, other), key=lambda w: len(w.level))
    best = SequenceMatcher(None, shorter.level, longer.level, autojunk=False).find_longest_match()
    slack = max(3, len(shorter.level) // 2)
    stretch = longer.level[max(0, best.b - best.a - slack) : best.b - best.a + len(shorter.level) + slack]
    blocks = SequenceMatcher(None, shorter.level, stretch, autojunk=False).get_matching_blocks()
    shared = [word for block in blocks for word in shorter.level[block.a : block.a + block.size]]
    names = shorter.names | longer.names
    weights = [sum(_weight(word, names) for word in words) for words in (shorter.level, stretch)]
    found = sum(_weight(word, names) for word in shared)
    content = len({word for word in shared if _weight(word, names) == 1.0})
    return Overlap(_ratio(found, min(weights)), _ratio(found, max(weights)), len(shared), content, best.size)


def _ratio(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole else 0.0


def _weight(word: str, names: frozenset[str]) -> float:
    """How much it tells that two reports share a word: names and function words little."""
    return 0.2 if word in FUNCTION_WORDS else 0.3 if word in names else 1.0
