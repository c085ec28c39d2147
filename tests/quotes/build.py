"""Small articles for tests of the rules of speech, built without a network."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import spacy
from spacy.tokens import Doc

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.records import Mention, Reference, RoleRecord
from newsloom.transforms.quotes.paragraph_view import ParagraphView, view_paragraph
from newsloom.transforms.quotes.speakers.speaker_context import ArticleContext
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from newsloom.transforms.text.spans import Span

blank = cache(lambda: spacy.blank("en"))
CUES = load_assets().cues


def span_of(text: str, part: str | None) -> Span | None:
    """Where a part first stands in a text."""
    return None if part is None else (text.index(part), text.index(part) + len(part))


def paragraph(text: str, doc: Doc | None = None, kind: str = "paragraph", start: int = 0) -> Paragraph:
    """A paragraph of words alone, or with a document."""
    return Paragraph(0, kind, start, start + len(text), doc or blank()(text))


def article(text: str) -> ParsedArticle:
    """An article with its lines as paragraphs."""
    matches = re.finditer(r"[^\n]+", text)
    return ParsedArticle(
        "a_0000000000000000",
        text,
        tuple(Paragraph(i, "paragraph", *m.span(), blank()(m.group())) for i, m in enumerate(matches)),
    )


def view(text: str, doc: Doc | None = None, kind: str = "paragraph") -> ParagraphView:
    """A text of one paragraph as the rules look at it."""
    return view_paragraph(paragraph(text, doc, kind), text, find_quoted_spans(text), CUES)


class FewNames:
    """Names of an article: (text, type, chain) in order of the text; `references` are those of spans."""

    def __init__(
        self,
        text: str,
        names: Sequence[tuple[str, str, int]],
        references: Mapping[Span, Reference] | None = None,
    ) -> None:
        self.mention_records: list[Mention] = []
        position = 0
        for name, entity_type, chain in names:
            start = text.index(name, position)
            position = start + len(name)
            self.mention_records.append(Mention("a_0", chain, start, position, name, entity_type, "name", 0.9))
        self.role_records: list[RoleRecord] = []
        self._references = references or {}

    def reference_at(self, start: int, end: int) -> Reference | None:
        return self._references.get((start, end))


def context(text: str, names: FewNames) -> ArticleContext:
    """The names of an article arranged for look-up."""
    return ArticleContext(text, names.mention_records, find_quoted_spans(text), article(text).paragraphs)


def doc(words: Sequence[tuple[str, str]], heads: Sequence[int] = (), deps: Sequence[str] = ()) -> Doc:
    """A document of (word, part of speech), one blank between words; with a parse where heads are given."""
    texts, tags = zip(*words, strict=True)
    parse = {"heads": list(heads), "deps": list(deps)} if heads else {}
    return Doc(blank().vocab, words=list(texts), pos=list(tags), tags=list(tags), **parse)
