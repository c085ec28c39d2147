"""The words of a report, levelled so that reports of one utterance can be compared, and what two wordings share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from operator import add
from sys import intern

from newsloom.transforms.text.caching import remembered
from newsloom.transforms.text.lexicon import lexicon
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from newsloom.transforms.text.sentences import STOPS

_LEVELLED, _CONTRACTS, _SLURS, _ENDING = "levelled to ", "contracts ", "slurs ", "ending of "
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|\w+(?:[’']\w+)*")
_NAME = re.compile(r"[A-Z](?:(?<=[\w,;] .)|(?<=(?:Mr|Ms|Dr)\. .)|(?<=Mrs\. .))\w*")  # the capital first: it is rare
_SUFFIXES = (
    *("ingly", "edly", "ations", "ation", "ings", "ing", "ies", "ied"),
    *("ers", "ed", "es", "ly", "er", "s", "e", "y"),
)
"""Endings of inflection and of the commonest derivations, the longest that may match first."""
_SUFFIXES_BY_LETTER = {letter: [s for s in _SUFFIXES if s.endswith(letter)] for letter in "".join(_SUFFIXES)}
_MIN_STEM = 4
"""Letters that a word without its ending needs, by hand."""
_MIN_VERBAL_STEM = 6
"""Letters that a stem in -at needs more than to lose that ("negotiat-"), by hand."""
_MONTH = "May"
_OPENING_CHARACTERS = " \"“‘'("


def _by_prefix(prefix: str) -> dict[str, str]:
    """Word -> what stands behind the prefix in the kind that the list of function words gives it."""
    kinds = lexicon("function_words").items()
    return {word: kind.removeprefix(prefix) for kind, words in kinds if kind.startswith(prefix) for word in words}


MODALS = lexicon_words("modals")
PRESENT_MODALS = {word: present for present, words in lexicon("modals").items() for word in words}
"""Modal -> its form in the present: reported speech shifts "will" to "would"."""
FUNCTION_WORDS = lexicon_words("function_words", "unweighted")
_DROPPED = lexicon_words("function_words", "unlevelled")
_BEFORE_IS = lexicon_words("function_words", "before_is")
SLURRED = frozenset(_by_prefix(_SLURS))
"""Words that write how others are spoken: "gonna"."""
_CONTRACTED = {
    word: tuple(full.split()) for prefix in (_CONTRACTS, _SLURS) for word, full in _by_prefix(prefix).items()
}
_ENDINGS = _by_prefix(_ENDING)
_LEVEL = PRESENT_MODALS | _by_prefix(_LEVELLED)


@dataclass(frozen=True)
class OverlapWeights:
    """How much it tells that two reports share a word, and where to look for it. All by hand."""

    content: float = 1.0  # by hand
    name: float = 0.3  # by hand: what is talked about is named in many reports
    function: float = 0.2  # by hand
    least_slack: int = 3  # by hand: levelled words beside the best run that are compared at least
    slack_share: int = 2  # by hand: one part in so many of the shorter wording is compared beside it


WEIGHTS = OverlapWeights()


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

    @cached_property
    def joints(self) -> frozenset[str]:
        """Every two words that follow each other, as one levelled word."""
        return frozenset(map(stem, map(add, self.words, self.words[1:])))

    def share_run(self, other: Wording, size: int) -> bool:
        """Whether so many levelled words stand in a row in both wordings."""
        return size < 1 or not self._runs(size).isdisjoint(other._runs(size))

    def _runs(self, size: int) -> set[tuple[str, ...]]:
        return set(zip(*(self.level[start:] for start in range(size)), strict=False))


NO_WORDS = Wording((), ())


def wording(text: str) -> Wording:
    """The words of a report; levelling undoes contraction, tense shift, person shift and inflection.

    >>> wording("“We can't leave,”").level == wording("they could not leave").level
    True
    """
    plain = text.replace("’", "'")
    if _MONTH in plain:
        words = tuple(_lower(match.group(), plain, match.start()) for match in _TOKEN.finditer(plain))
    else:
        words = tuple([intern(word.lower()) for word in _TOKEN.findall(plain)])  # there are many texts, and few words
    return Wording(words, _level(words), _level_names(plain))


def _level(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(_levelled, words)))


@remembered
def _levelled(word: str) -> tuple[str, ...]:
    return tuple(stem(part) for part in expand(word) if part not in _DROPPED)


def quoted_wording(text: str, kind: str, words: Wording) -> Wording:
    """The words of a quote that stand in quotation marks, by the quote's type; `words` are all of them."""
    if kind == "direct":
        return words
    if kind == "indirect":
        return NO_WORDS
    return wording(" ".join(text[span.inner_start : span.inner_end] for span in find_quoted_spans(text)))


def _level_names(plain: str) -> frozenset[str]:
    """Levelled words that stand with a capital inside a sentence."""
    names = (stem(part) for match in _NAME.finditer(plain) for part in expand(match.group().lower()))
    return frozenset(names) - FUNCTION_WORDS


def _lower(word: str, text: str, start: int) -> str:
    """The word in lower case, but for the month of May, which is no modal."""
    is_month = word == _MONTH and text[:start].rstrip(_OPENING_CHARACTERS)[-1:] not in ("", *STOPS)
    return word if is_month else intern(word.lower())


@remembered
def expand(word: str) -> tuple[str, ...]:
    """A word in lower case without contraction.

    >>> expand("won't"), expand("they've"), expand("lee's")
    (('will', 'not'), ('they', 'have'), ('lee',))
    """
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)], full)
    if word.endswith("'s"):
        return (word[:-2], "is") if word[:-2] in _BEFORE_IS else (word[:-2],)
    return (word,)


@remembered
def stem(word: str) -> str:
    """A word without its inflection, roughly; auxiliaries and pronouns under one name each.

    >>> stem("negotiations") == stem("negotiating")
    True
    """
    if word in _LEVEL or word in FUNCTION_WORDS:
        return _LEVEL.get(word, word)
    for suffix in _SUFFIXES_BY_LETTER.get(word[-1:], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= _MIN_STEM and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    return word[:-2] if word.endswith("at") and len(word) > _MIN_VERBAL_STEM else word


@dataclass(frozen=True)
class SharedWords:
    """What two wordings share where they run side by side.

    share: weight of the shared words in the lighter of the two; both: the same in the heavier one; words and content:
    how many words and how many content words are shared; run: the longest run of shared words; weight: of all that
    is shared (see `weigh`).
    """

    share: float
    both: float
    words: int
    content: int
    run: int
    weight: float = 0.0


def with_compounds_of(one: Wording, other: Wording) -> Wording:
    """The wording, with two words as one where the other wording has them so: "health care", "a blow up".

    >>> with_compounds_of(wording("new health care"), wording("their healthcare")).words
    ('new', 'healthcare')
    """
    if one.joints.isdisjoint(other.level):
        return one
    closed = set(other.level)
    words: list[str] = []
    for word in one.words:
        if words and stem(words[-1] + word) in closed:
            word = words.pop() + word
        words.append(word)
    return one if len(words) == len(one.words) else Wording(tuple(words), _level(words), one.names)


def measure_overlap(one: Wording, other: Wording) -> SharedWords:
    """Shared words in order, looked for in the stretch of the longer wording where the shorter one fits best."""
    one, other = with_compounds_of(one, other), with_compounds_of(other, one)
    if one.level == other.level:
        return _same_words(one, one.names | other.names)
    shorter, longer = sorted((one, other), key=lambda w: len(w.level))
    best = SequenceMatcher(None, shorter.level, longer.level, autojunk=False).find_longest_match()
    slack = max(WEIGHTS.least_slack, len(shorter.level) // WEIGHTS.slack_share)
    stretch = longer.level[max(0, best.b - best.a - slack) : best.b - best.a + len(shorter.level) + slack]
    blocks = SequenceMatcher(None, shorter.level, stretch, autojunk=False).get_matching_blocks()
    shared = [word for block in blocks for word in shorter.level[block.a : block.a + block.size]]
    names = shorter.names | longer.names
    weights = [_weigh(words, names) for words in (shorter.level, stretch)]
    weight = _weigh(shared, names)
    content = len({word for word in shared if word not in FUNCTION_WORDS and word not in names})
    shares = _ratio(weight, min(weights)), _ratio(weight, max(weigh(one, names), weigh(other, names)))
    return SharedWords(*shares, len(shared), content, best.size, weight)


def _same_words(one: Wording, names: frozenset[str]) -> SharedWords:
    """What two wordings share that have the same levelled words."""
    weight, size = _weigh(one.level, names), len(one.level)
    content = len({word for word in one.level if word not in FUNCTION_WORDS and word not in names})
    return SharedWords(_ratio(weight, weight), _ratio(weight, weight), size, content, size, weight)


def most_in_both(one: Wording, other: Wording) -> float:
    """The share of both wordings that is the same, at most: as if the words had no order, and each stood as often."""
    names = one.names | other.names
    weights = _weigh(one.level, names), _weigh(other.level, names)
    among = frozenset(other.level)
    return _ratio(_weigh([word for word in one.level if word in among], names), max(weights))


def weigh(one: Wording, names: frozenset[str] = frozenset()) -> float:
    """How much a wording's levelled words tell, where `names` are names as well; shared ones weigh the same."""
    return _weigh(one.level, one.names | names)


def _ratio(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole else 0.0


def _weigh(words: Iterable[str], names: frozenset[str]) -> float:
    """How much it tells that two reports share the words: names and function words little."""
    of_function, of_name, of_content = WEIGHTS.function, WEIGHTS.name, WEIGHTS.content
    return sum([of_function if word in FUNCTION_WORDS else of_name if word in names else of_content for word in words])
