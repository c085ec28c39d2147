"""Words of a paragraph as numbers the encoder reads: word pieces, letter case, quotation state.

The encoder was pretrained on lower-cased text, so letter case is lost in its vocabulary and put back here as a
`shape`; whether a word stands inside quotation marks is computed, not learned, because marks pair up over
distances a network finds hard to count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, groupby

from newsloom.transforms.text.caching import remembered
from newsloom.transforms.text.folding import without_accents
from newsloom.transforms.text.quotation_marks import find_quoted_spans, quotation_states

SHAPES = (
    "none", "lower", "title", "upper", "initial", "mixed", "dotted", "digits", "alnum", "punct", "other"
)  # fmt: skip
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
    """For each word of a paragraph the index in `STATES`; `spaces[i]` says whether blank space follows word i.

    Words before a closing mark that nothing opened are outside: so the network was trained.

    >>> quote_states(["He", "said", ":", '"', "No", ".", '"'], [True, True, True, False, False, False, False])
    [0, 0, 0, 1, 2, 2, 3]
    """
    parts = [word + " " * space for word, space in zip(words, spaces, strict=True)]
    starts = list(accumulate(map(len, parts), initial=0))[:-1]
    spans = [span for span in find_quoted_spans("".join(parts)) if span.start < span.inner_start]
    return quotation_states(starts, spans)
