"""A parsed text as plain Python objects: what reads articles looks at every word many times.

Names and meanings are those of spaCy, whose own documents answer the same questions, but work each answer out anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, overload

from spacy.lang.en.lex_attrs import like_num
from spacy.lang.lex_attrs import is_punct

from newsloom.transforms.text.caching import remembered

_MOST_LOOKS = 12  # spaCy's number


@remembered
def _is_punct(text: str) -> bool:
    return bool(is_punct(text))


@remembered
def _like_num(text: str) -> bool:
    return bool(like_num(text))  # type: ignore[no-untyped-call]


class Token:
    """A word or mark; a label that is not known is ""."""

    __slots__ = (
        "dep_", "doc", "ent_type_", "head", "i", "idx", "is_sent_start", "lemma_", "lower_", "pos_", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    def __init__(
        self,
        doc: Doc,
        i: int,
        idx: int,
        text: str,
        lower: str,
        whitespace: str,
        pos: str,
        tag: str,
        lemma: str,
        dep: str,
        is_sent_start: bool,
    ) -> None:
        self.doc, self.i, self.idx = doc, i, idx
        self.text, self.lower_, self.whitespace_ = text, lower, whitespace
        self.pos_, self.tag_, self.lemma_, self.dep_ = pos, tag, lemma, dep
        self.is_sent_start = is_sent_start
        self.head, self.ent_type_ = self, ""

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, steps: int = 1) -> Token:
        """The token that stands so many further on; IndexError where the text ends before."""
        if self.i + steps < 0:
            raise IndexError(steps)
        return self.doc.tokens[self.i + steps]

    @property
    def children(self) -> Sequence[Token]:
        """Those that hang on it, in order."""
        return self.doc.children[self.i]

    @property
    def lefts(self) -> Iterator[Token]:
        """Those before it that hang on it."""
        return (child for child in self.doc.children[self.i] if child.i < self.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs on, directly or not, up to the root."""
        token = self
        for _ in self.doc.tokens:  # heads in a ring, as another pipeline may have left them, end here
            if token.head is token:
                return
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Whether the other hangs on it, directly or not."""
        return any(token is self for token in other.ancestors)

    @property
    def subtree(self) -> Iterator[Token]:
        """It and all that hang on it, directly or not, in the order of the tree."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.doc.children[self.i]:
            if child.i > self.i:
                yield from child.subtree

    @property
    def left_edge(self) -> Token:
        """The first of its subtree."""
        return self.doc.tokens[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last of its subtree."""
        return self.doc.tokens[self.doc.edges[1][self.i]]

    @property
    def sent(self) -> DocSpan:
        """Its sentence."""
        tokens, start, end = self.doc.tokens, self.i, self.i + 1
        while start > 0 and not tokens[start].is_sent_start:
            start -= 1
        while end < len(tokens) and not tokens[end].is_sent_start:
            end += 1
        return DocSpan(self.doc, start, end)

    @property
    def is_sent_end(self) -> bool:
        """Whether a sentence ends with it."""
        at = self.i + 1
        return at == len(self.doc.tokens) or self.doc.tokens[at].is_sent_start

    @property
    def is_alpha(self) -> bool:
        """Whether it is of letters alone."""
        return self.text.isalpha()

    @property
    def is_space(self) -> bool:
        """Whether it is of blanks alone."""
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """Whether it is of punctuation alone."""
        return _is_punct(self.text)

    @property
    def like_num(self) -> bool:
        """Whether it is a number, in digits or in words."""
        return _like_num(self.text)


class DocSpan:
    """Tokens `start:end` of a text, and what they are marked as."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label
        self._root: Token | None = None

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> DocSpan: ...
    def __getitem__(self, at: int | slice) -> Token | DocSpan:
        if isinstance(at, slice):
            start, end, _ = at.indices(self.end - self.start)
            return DocSpan(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DocSpan) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, int, int, str]:
        return id(self.doc), self.start, self.end, self.label_

    @property
    def start_char(self) -> int:
        """Where its first token starts in the text."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where its last token ends in the text."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its tokens as they are written."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def root(self) -> Token:
        """The first of its tokens that hang on what is nearest to the root of the sentence."""
        if self._root is None:
            tokens = self.doc.tokens[self.start : self.end]
            roots = [token for token in tokens if token.head is token]
            outer = roots[:1] or [token for token in tokens if not self.start <= token.head.i < self.end]
            only = len(outer) == 1  # nearly always
            self._root = outer[0] if only else min(outer, key=_depth, default=self.doc.tokens[self.start])
        return self._root


def _depth(token: Token) -> int:
    """How far it is to the root; a mark or blank on which nothing hangs is never the nearest."""
    if not token.children and (token.is_punct or token.is_space):
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class SpanGroup(list[DocSpan]):
    """Spans of one kind in order, with what else is known of each, by name."""

    def __init__(self, spans: Sequence[DocSpan], attrs: Mapping[str, list[Any]]) -> None:
        super().__init__(spans)
        self.attrs = attrs


class Doc:
    """A text in tokens, its names (`ents`) and the other spans that a pipeline marked in it, by kind; its tokens start
    at `starts`."""

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self.text = text
        self._starts = starts
        self.tokens: list[Token] = []
        self.ents: Sequence[DocSpan] = ()
        self.spans: dict[str, SpanGroup] = {}
        self._at_places: dict[tuple[int, int, str], DocSpan | None] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> DocSpan: ...
    def __getitem__(self, at: int | slice) -> Token | DocSpan:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return DocSpan(self, start, max(start, end))
        return self.tokens[at]

    def release(self) -> None:
        """Cut what ties it to its tokens, and roots to themselves: else all wait for a search for cycles, which takes
        long."""
        for token in self.tokens:
            if token.head is token:
                del token.head
        vars(self).clear()

    @cached_property
    def children(self) -> Sequence[Sequence[Token]]:
        """Of each token those that hang on it, in order."""
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head is not token:
                children[token.head.i].append(token)
        return children

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last token of each one's subtree. Where branches cross, looking through once may not be
        enough: it is done again, as spaCy does, until each token is in the sentence of its head."""
        first, last = list(range(len(self.tokens))), list(range(len(self.tokens)))
        for _ in range(_MOST_LOOKS):
            for token in (*self.tokens, *reversed(self.tokens)):
                at, head = token.i, token.head.i
                if first[at] < first[head]:
                    first[head] = first[at]
                if last[at] > last[head]:
                    last[head] = last[at]
            starts = {first[token.i] for token in self.tokens if token.head is token}
            sentences = list(accumulate(at in starts for at in range(len(self.tokens))))
            if all(sentences[token.i] == sentences[token.head.i] for token in self.tokens):
                break
        return first, last

    @cached_property
    def is_parsed(self) -> bool:
        """Whether it has a tree."""
        return not self.tokens or any(token.dep_ for token in self.tokens)

    def has_annotation(self, name: str) -> bool:
        """Whether it has a tree (DEP); it always has sentences (SENT_START), if only one."""
        return name == "SENT_START" or self.is_parsed

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> DocSpan | None:
        """The tokens at these places of the text, or None: those that are touched (expand), those that are whole in it
        (contract), or those that begin and end just there (strict). Many ask for the same ones."""
        key = start, end, alignment_mode
        if key not in self._at_places:
            self._at_places[key] = self._tokens_at(*key)
        return self._at_places[key]

    def _tokens_at(self, start: int, end: int, alignment_mode: str) -> DocSpan | None:
        if not 0 <= start < len(self.text) or not 0 < end <= len(self.text):
            return None
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        starts, ends = self._starts[first], self._starts[last] + len(self.tokens[last].text)
        if alignment_mode == "expand":
            first += start == starts + len(self.tokens[first].text)  # the blank behind it
        elif alignment_mode == "contract":
            first, last = first + (starts < start), last - (end < ends)
            if last < first:
                return None
        elif (starts, ends) != (start, end):
            return None
        return DocSpan(self, first, last + 1)
