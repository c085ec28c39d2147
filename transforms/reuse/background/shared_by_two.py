"""What two texts share without one being a copy of the other: an outlet's footer, a paragraph used again.

Both are known by the pair alone, so that nothing must be looked at again when more articles arrive: a notice by its
words, other standing matter because the two texts have nothing in common but that one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.reuse.blocking.candidates import Floats
from newsloom.transforms.reuse.matches import Matches
from newsloom.transforms.reuse.passages import share_within
from newsloom.transforms.text.word_hashes import Ints, Mask, Words

# All by hand; what they give together is measured: python -m benchmarks.reuse.copies standing (docs/decisions/0031).
_FIRST = 300  # code points at the beginning of a text in which notices are looked for
_LAST = 900  # at its end
_HEAD = 12  # words, of a byline and a dateline; what two texts begin with is their own, however much of it there is
_PARAGRAPH = 100  # words; no paragraph of background is longer
_TAIL = 80  # words; no footer is longer
_TAIL_PART = 3  # the footer of a short text stands behind the first third of it
_HALF = 0.5  # of a run's words in notices, and it is one
_BREAK = re.compile(r"[.!?][\"”’)\]]*\s+|\n+")
_REACH = 400  # code points; no sentence of a notice is longer
_NOTICES = (
    *("all rights reserved", "copyright ©", "copyright (c)", "copyright 19", "copyright 20", "© 19", "© 20", "©20"),
    *(f"may not be {use}" for use in ("published", "reproduced", "rewritten", "copied", "broadcast", "redistributed")),
    *("no part of this", "trust principles", "terms of use", "terms of service", "privacy policy"),
    *("(reporting by", "\nreporting by", ". reporting by", "additional reporting by", "editing by ", "(writing by"),
    *(f"contributed to this {text}" for text in ("report", "story", "article")),
    *("story originally appeared", "article originally appeared", "was originally published", "was first published"),
    *("sign up for the", "sign up for our", "sign up to our", "subscribe to our", "subscribe now", " your inbox"),
    *("follow us on", "like us on", "join us on", "find us on", " on facebook and", "on twitter at @", "on twitter @"),
    *("editor's note:", "editor’s note:", "editors' note:", "editors’ note:", "help us report", "help our reporting"),
    *("read more:", "see also:", "click here", "email us", "email the newsroom", "community guidelines"),
)


_ANY_NOTICE = "(?i)" + "|".join(map(re.escape, _NOTICES))  # many times faster than to look for one after the other


def notice_words(texts: Sequence[str], words: Words) -> Mask:
    """Whether each word stands in a notice: a sentence at either end of a text on rights, desks, newsletters, links.

    A text of which nothing would be left has none.
    """
    inside = np.zeros(len(words.hashes), dtype=bool)
    has_one = pc.match_substring_regex(pa.array(texts, pa.string()), _ANY_NOTICE)
    for i in np.flatnonzero(has_one.to_numpy(zero_copy_only=False)).tolist():
        text = texts[i]
        first, last = words.offsets[i], words.offsets[i + 1]
        words.mark(inside, i, set(_notices(text)))
        if inside[first:last].all():
            inside[first:last] = False
    return inside


def in_notices(runs: Matches, words: Words, a: Ints, b: Ints, notices: Mask) -> Mask:
    """Whether at least half of each run stands in notices, in either text."""
    places = words.offsets[a[runs.pairs]] + runs.a_starts, words.offsets[b[runs.pairs]] + runs.b_starts
    shares = (share_within(notices, starts, runs.lengths) for starts in places)
    inside: Mask = np.maximum(*shares) >= _HALF
    return inside


def _notices(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences that are notices."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital whose small letter is two characters would shift what stands behind it
        return
    begin = max(0, len(text) - _LAST)
    ends = lower[: min(_FIRST, begin)], lower[begin:]
    for notice in _NOTICES:
        for part, shift in zip(ends, (0, begin), strict=True):
            at = part.find(notice)
            while at >= 0:
                yield _sentence_at(text, shift + at)
                at = part.find(notice, at + 1)


def _sentence_at(text: str, at: int) -> tuple[int, int]:
    """Span of the sentence that a notice stands in; one that begins with a break belongs to what comes after it."""
    at = at + 1 if text[at] in ".\n" else at
    low = max(0, at - _REACH)
    start = max((stop.end() for stop in _BREAK.finditer(text, low, at)), default=low)
    end = _BREAK.search(text, at)
    return start, min(end.end() if end else len(text), at + _REACH)


@dataclass(frozen=True)
class Spread:
    """Where two texts have words in common, one entry a pair, as shares of the shorter text's words.

    Verbatim runs of five words or more count. above: in runs that are not at the end of both texts. beyond: the same
    without the longest run, unless that is longer than a paragraph or both texts begin with it.
    """

    above: Floats
    beyond: Floats


def measure_spread(words: Words, a: Ints, b: Ints, runs: Matches, notices: Mask) -> Spread:
    """How what texts a[p] and b[p] share is spread over them; runs in notices do not count."""
    runs = runs.select(share_within(notices, words.offsets[a[runs.pairs]] + runs.a_starts, runs.lengths) < _HALF)
    n_a, n_b = words.counts[a[runs.pairs]], words.counts[b[runs.pairs]]
    head = (runs.a_starts < _HEAD) & (runs.b_starts < _HEAD)
    end = (runs.a_starts >= np.maximum(n_a - _TAIL, n_a / _TAIL_PART)) & (
        runs.b_starts >= np.maximum(n_b - _TAIL, n_b / _TAIL_PART)
    )
    paragraph = np.zeros(len(a), dtype=np.int64)
    np.maximum.at(paragraph, runs.pairs, np.where(head | end | (runs.lengths > _PARAGRAPH), 0, runs.lengths))
    above = np.bincount(runs.pairs, runs.lengths * ~end, len(a))
    shorter = np.maximum(np.minimum(words.counts[a], words.counts[b]), 1)
    return Spread(above / shorter, (above - paragraph) / shorter)
