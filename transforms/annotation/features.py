"""Words of a paragraph as numbers the encoder reads: word pieces, letter case, quotation state.

The encoder was pretrained on lower-cased text, so letter case is lost in its vocabulary and put back here as a
`shape`; whether a word stands inside quotation marks is computed, not learned, because marks pair up over
distances a network finds hard to count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from newsloom.transforms.text.caching import remembered
from newsloom.transforms.text.folding import without_accents

SHAPES = (
    "none", "lower", "title", "upper", "initial", "mixed", "dotted", "digits", "alnum", "punct", "other"
)  # fmt: skip
QUOTES = ("outside", "open", "inside", "close")
MAX_WORD_PIECES = 8
"""Longer words (web addresses, base64) keep their first pieces: enough to see what they are."""

_DOUBLE = {'"', "“", "”", "„", "«", "»", "``", "''", "‟", "＂"}
_SINGLE = {"’", "‘", "`", "´", "ʼ", "′"}
_DASHES = {"–", "—", "‒", "―", "--", "---"}


@dataclass(frozen=True)
class WordPiece:
    """Greedy longest-match word pieces over a lower-cased vocabulary (BERT's scheme), remembered per word."""

    vocabulary: Mapping[str, int]
    unknown: int
    cls: int
    sep: int
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Ids of one word's pieces, at least one and at most `MAX_WORD_PIECES`."""
        ids = self._seen.get(word)
        if ids is None:
            ids = tuple(self._split(normal_form(word)))[:MAX_WORD_PIECES] or (self.unknown,)
            if len(self._seen) < 200_000:
                self._seen[word] = ids
        return ids

    def _split(self, text: str) -> list[int]:
        ids: list[int] = []
        for part in _punctuation_apart(text):
            ids += self._longest(part)
        return ids

    @cached_property
    def _most(self) -> int:
        """Characters of the longest piece."""
        return max(map(len, self.vocabulary), default=0)

    def _longest(self, part: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            end = min(len(part), start + self._most)
            while end > start and prefix + part[start:end] not in self.vocabulary:
                end -= 1
            if end == start:
                return [self.unknown]
            ids.append(self.vocabulary[prefix + part[start:end]])
            start = end
        return ids


def word_piece(vocabulary: Sequence[str]) -> WordPiece:
    """Build the splitter from a vocabulary list, one piece a place (`vocab.txt`)."""
    index = {piece: number for number, piece in enumerate(vocabulary)}
    return WordPiece(index, index["[UNK]"], index["[CLS]"], index["[SEP]"])


def normal_form(word: str) -> str:
    """Lower case, no accents, and one form for each family of marks, so that outlets' typography is no signal.

    >>> normal_form("Šimonytė"), normal_form("“"), normal_form("’s")
    ('simonyte', '"', "'s")
    """
    if word in _DOUBLE:
        return '"'
    if word in _DASHES:
        return "-"
    plain = "".join("'" if char in _SINGLE else char for char in word)
    return without_accents(plain.lower())


def _punctuation_apart(text: str) -> list[str]:
    """Runs of letters and digits, and each other character by itself."""
    parts: list[str] = []
    for is_run, chars in groupby(text, str.isalnum):
        run = "".join(chars)
        parts += [run] if is_run else "".join(run.split())
    return parts


@remembered
def shape_of(word: str) -> int:
    """The index in `SHAPES` of a word's letter case.

    >>> [SHAPES[shape_of(w)] for w in ("Lee", "NATO", "J.", "U.S.", "McCain", "2019", "said", "”", "G20")]
    ['title', 'upper', 'initial', 'dotted', 'mixed', 'digits', 'lower', 'punct', 'alnum']
    """
    return SHAPES.index(_shape_name(word))


def _shape_name(word: str) -> str:
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return "digits" if any(char.isdigit() for char in word) else "punct"
    if any(char.isdigit() for char in word):
        return "alnum"
    upper = sum(char.isupper() for char in letters)
    if upper == 0:
        return "lower" if any(char.islower() for char in letters) else "other"
    if len(letters) == 1:
        return "initial"
    if upper == len(letters):
        return "dotted" if "." in word else "upper"
    return "title" if upper == 1 and letters[0].isupper() else "mixed"


def quote_states(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    """For each word the index in `QUOTES`; `spaces[i]` says whether blank space follows word i.

    A straight mark opens when none is open and something follows it closely, and closes otherwise. A mark
    left open holds to the end: that is how papers set a quotation that goes on in the next paragraph.

    >>> quote_states(["He", "said", ":", '"', "No", ".", '"'], [True, True, True, False, False, False, False])
    [0, 0, 0, 1, 2, 2, 3]
    """
    states: list[int] = []
    is_open = False
    for index, word in enumerate(words):
        if word not in _DOUBLE:
            states.append(2 if is_open else 0)
            continue
        opens = _opens(word, index, words, spaces, is_open)
        states.append(1 if opens else 3 if is_open else 0)
        is_open = opens
    return states


def _opens(word: str, index: int, words: Sequence[str], spaces: Sequence[bool], is_open: bool) -> bool:
    if word in ("“", "„", "«", "``"):
        return True
    if word in ("”", "»", "‟") or is_open:
        return False
    return index + 1 < len(words) and not spaces[index]
