"""Quotes against those of a corpus in PolNeAR's form: whose content agrees, and whose source.

A *fragment* is one contiguous run of content; runs of one quote that only blanks part are one. Words are compared, so
that marks and punctuation at an edge never count. Figures, as precision, recall and F:

exact    the same words
match50  paired one to one, half of the words of both shared
soft     the share of the words of each fragment that the other side has, averaged (PARC's *partial*)
joint    match50, and the source is the same: each span holds the head word of the other

A fragment's type is that of its words: all inside quotation marks (direct), none (indirect), some (mixed). Corpus:
Newell, Margolin and Ruths, 2018.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from newsloom.transforms.text.spans import Span

Words = frozenset[int]
TYPES = ("direct", "mixed", "indirect")

_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_ENDS_HEAD = re.compile(r"[,;:(—–]|\s-\s")
_AFTER_HEAD = lexicon_words("function_words", "head_end")


@dataclass(frozen=True)
class Document:
    """A text and its words, which are counted from 0."""

    text: str

    @cached_property
    def spans(self) -> list[Span]:
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def _quoted(self) -> frozenset[int]:
        return frozenset(w for span in find_quoted_spans(self.text) for w in self.words([(span.start, span.end)]))

    def words(self, spans: Iterable[Span]) -> Words:
        """Numbers of the words that stand in `spans`, cut ones included."""
        starts, ends = [low for low, _ in self.spans], [high for _, high in self.spans]
        return frozenset(i for low, high in spans for i in range(bisect_right(ends, low), bisect_left(starts, high)))

    def head(self, spans: Sequence[Span]) -> int | None:
        """The last word of the first noun phrase, told by what may follow one."""
        last: int | None = None
        for word in sorted(self.words(spans[:1])):
            low, high = self.spans[word]
            if last is not None:
                between = self.text[self.spans[last][1] : low]
                if _ENDS_HEAD.search(between) or self.text[low:high].lower() in _AFTER_HEAD:
                    break
            last = word
        return last

    def type_of(self, words: Words) -> str:
        inside = len(words & self._quoted)
        return "direct" if inside == len(words) else "mixed" if inside else "indirect"

    def joined(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Spans in order; those that only blanks part are one."""
        low = high = -1
        for begin, end in sorted(spans):
            if high >= 0 and not self.text[high:begin].strip():
                high = max(high, end)
                continue
            if high >= 0:
                yield low, high
            low, high = begin, end
        if high >= 0:
            yield low, high


@dataclass(frozen=True)
class Fragment:
    """A run of content with the source of its quote, as numbers of words."""

    words: Words
    type: str
    source: Words
    head: int | None

    def has_source_of(self, other: Fragment) -> bool:
        if not self.source or not other.source:
            return not self.source and not other.source
        return self.head in other.source and other.head in self.source


Gold = Mapping[str, tuple[Document, list[Fragment]]]


def read_gold(path: Path) -> Gold:
    """Documents by id, from JSON lines of doc_id, text, attributions [{content, source: [[start, end], ...]}]."""
    gold = {}
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            document = Document(record["text"])
            quotes = ((a["content"], a["source"]) for a in record["attributions"])
            gold[record["doc_id"]] = (document, list(fragments(document, quotes)))
    return gold


def fragments(document: Document, quotes: Iterable[tuple[Any, Any]]) -> Iterator[Fragment]:
    """Fragments of quotes, each given as the spans of its content and of its source."""
    for content, source in quotes:
        spans = list(document.joined(map(tuple, source)))
        for span in document.joined(map(tuple, content)):
            words = document.words([span])
            if words:
                yield Fragment(words, document.type_of(words), document.words(spans), document.head(spans))


def match(predicted: Sequence[Words], gold: Sequence[Words], least: float) -> list[tuple[int, int]]:
    """Pairs (predicted, gold), one to one and best first, that share at least `least` of the words of both."""
    having = defaultdict(list)
    for j, words in enumerate(gold):
        for word in words:
            having[word].append(j)
    shares = []
    for i, words in enumerate(predicted):
        for j, n in Counter(j for word in words for j in having[word]).items():
            share = n / max(len(words), len(gold[j]))
            if share >= least:
                shares.append((-share, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(shares):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())


Counts = Counter[tuple[str, str, str]]
"""What was counted: (figure, side, type), side being "predicted" or "gold"."""


def count(predicted: Sequence[Fragment], gold: Sequence[Fragment]) -> Counts:
    """What one document adds to each figure, by type and over all."""
    counts: Counts = Counter()

    def add(figure: str, side: str, fragment: Fragment, n: float = 1) -> None:
        for kind in ("all", fragment.type):
            counts[figure, side, kind] += n  # type: ignore[assignment]  # soft adds shares

    words = {"predicted": [f.words for f in predicted], "gold": [f.words for f in gold]}
    for side, mine, other in (("predicted", predicted, "gold"), ("gold", gold, "predicted")):
        theirs = frozenset().union(*words[other])
        for fragment in mine:
            add("n", side, fragment)
            add("soft", side, fragment, len(fragment.words & theirs) / len(fragment.words))
    for figure, least in (("exact", 1.0), ("match50", 0.5)):
        for i, j in match(words["predicted"], words["gold"], least):
            right = figure == "match50" and predicted[i].has_source_of(gold[j])
            for name in (figure, "joint") if right else (figure,):
                add(name, "predicted", predicted[i])
                add(name, "gold", gold[j])
    return counts


def figures(counts: Counts, figure: str, kind: str = "all") -> tuple[float, float, float]:
    """Precision, recall and F of a figure."""
    precision, recall = (counts[figure, side, kind] / max(1, counts["n", side, kind]) for side in ("predicted", "gold"))
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def show(counts: Counts) -> None:
    """Print every figure, by type."""
    print(f"{'P / R / F':10s}" + "".join(f"{name:>22s}" for name in ("exact", "match50", "soft", "joint")))
    for kind in ("all", *TYPES):
        row = (figures(counts, name, kind) for name in ("exact", "match50", "soft", "joint"))
        cells = "".join(f"{p:8.3f} {r:6.3f} {f:6.3f}" for p, r, f in row)
        n = (counts["n", side, kind] for side in ("predicted", "gold"))
        print(f"{kind:10s}{cells}   {' of '.join(f'{x:.0f}' for x in n)}")


def total(gold: Gold, predicted: Mapping[str, Sequence[Fragment]]) -> Counts:
    """Counts over all documents that were predicted."""
    counts: Counts = Counter()
    for doc_id, mine in predicted.items():
        counts.update(count(mine, gold[doc_id][1]))
    return counts
