"""Paragraphs through spaCy, and an article as its parsed paragraphs.

A paragraph is the unit of annotation: the same paragraph in ten articles is parsed once, and the dataset keeps
the result, as plain columns, for later runs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from newsloom.transforms.annotation.parses.tokens import Doc
from newsloom.transforms.text.quotation_marks import QuotedSpan, find_quoted_spans

LONGEST_WORD = 300
"""Code points without a blank that may be one word; of web addresses, few are longer."""
PORTION = 500_000
"""Code points that are read together; a longer text is read by itself."""
_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
READABLE = ("paragraph", "heading", "caption")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Paragraph:
    """One segment of an article with its document; document offsets plus `start` are offsets in the article."""

    ordinal: int
    kind: str
    start: int
    end: int
    doc: Doc

    @cached_property
    def parsed(self) -> bool:
        """Whether the document has a dependency tree."""
        return self.doc.has_annotation("DEP")

    @cached_property
    def words(self) -> list[str]:
        """Its tokens as written; asked of the document once, as whatever reads an article looks through them."""
        return [token.text for token in self.doc]

    @cached_property
    def lower(self) -> list[str]:
        """Its tokens in lower case."""
        return [token.lower_ for token in self.doc]

    @cached_property
    def offsets(self) -> list[int]:
        """Where its tokens start in the article."""
        return [self.start + token.idx for token in self.doc]

    @cached_property
    def pos(self) -> list[str]:
        """The parts of speech of its tokens, "" where they are not known."""
        return [token.pos_ for token in self.doc]

    @cached_property
    def tags(self) -> list[str]:
        """The fine tags of its tokens, "" where they are not known."""
        return [token.tag_ for token in self.doc]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The tokens at which sentences begin; by full stops where the pipeline set none."""
        if self.doc.has_annotation("SENT_START"):
            return [token.i for token in self.doc if token.i == 0 or token.is_sent_start]
        ends = {i + 1 for i, word in enumerate(self.words) if word in (".", "!", "?")}
        return [i for i in range(len(self.words)) if i == 0 or i in ends]


@dataclass(frozen=True)
class ParsedArticle:
    """An article ready to be read for names and speech."""

    article_id: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    published_date: dt.date | None = None
    outlet: str | None = None
    author: str | None = None

    @cached_property
    def quoted_spans(self) -> list[QuotedSpan]:
        """What stands in quotation marks; whoever reads the article asks here."""
        return find_quoted_spans(self.text)


def annotate(texts: Iterable[str], nlp: Language, batch_size: int = 256) -> Iterator[SpacyDoc]:
    """One document per text, in order; the texts are taken to be distinct."""
    for some in portions(texts, batch_size, len):
        yield from nlp.pipe([words_of(text, nlp) for text in some], batch_size=batch_size)


def portions(
    items: Iterable[Item], most: int, chars: Callable[[Item], int], most_chars: int = PORTION
) -> Iterator[list[Item]]:
    """Items in order, as many at a time as do not take much memory together; `chars` gives the size of one."""
    portion: list[Item] = []
    size = 0
    for item in items:
        if portion and (len(portion) == most or size + chars(item) > most_chars):
            yield portion
            portion, size = [], 0
        portion.append(item)
        size += chars(item)
    if portion:
        yield portion


def words_of(text: str, nlp: Language) -> SpacyDoc:
    """The text in words. A run without blanks is cut up where it is longer than any word: a tokenizer looks at the
    whole of it for each mark that it takes off."""
    places = [cut for run in _LONG_RUN.finditer(text) for cut in range(run.start(), run.end(), LONGEST_WORD)]
    if not places:
        return nlp.tokenizer(text)
    parts = [nlp.tokenizer(text[start:end]) for start, end in pairwise([0, *places, len(text)]) if start < end]
    words = [token for part in parts for token in part]
    return SpacyDoc(
        nlp.vocab, words=[token.text for token in words], spaces=[bool(token.whitespace_) for token in words]
    )


def parsed_article(
    article: Mapping[str, Any], segments: Sequence[Mapping[str, Any]], docs: Mapping[str, Doc]
) -> ParsedArticle:
    """The article with its readable segments; `docs` maps text_hash to document."""
    return ParsedArticle(
        article_id=article["article_id"],
        text=article["text"],
        paragraphs=tuple(
            Paragraph(s["ordinal"], s["kind"], s["start_char"], s["end_char"], docs[s["text_hash"]])
            for s in segments
            if s["kind"] in READABLE
        ),
        title=article["title"],
        published_date=article["published_date"],
        outlet=article["outlet"],
        author=article["author"],
    )
