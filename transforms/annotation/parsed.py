"""Paragraphs as spaCy documents, and an article as its parsed paragraphs.

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
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from newsloom.transforms.text.quotation_marks import QuotedSpan, find_quoted_spans

LONGEST_WORD = 300
"""Code points without a blank that may be one word; of web addresses, few are longer."""
PORTION = 500_000
"""Code points that are read together; a longer text is read by itself."""
_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
READABLE = ("paragraph", "heading", "caption")
_NO_LINK = -1
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
        return bool(self.doc.has_annotation("DEP"))


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


def annotate(texts: Iterable[str], nlp: Language, batch_size: int = 256) -> Iterator[Doc]:
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


def words_of(text: str, nlp: Language) -> Doc:
    """The text in words. A run without blanks is cut up where it is longer than any word: a tokenizer looks at the
    whole of it for each mark that it takes off."""
    places = [cut for run in _LONG_RUN.finditer(text) for cut in range(run.start(), run.end(), LONGEST_WORD)]
    if not places:
        return nlp.tokenizer(text)
    parts = [nlp.tokenizer(text[start:end]) for start, end in pairwise([0, *places, len(text)]) if start < end]
    words = [token for part in parts for token in part]
    return Doc(nlp.vocab, words=[token.text for token in words], spaces=[bool(token.whitespace_) for token in words])


def doc_row(text_hash: str, model: str, doc: Doc) -> dict[str, Any]:
    """A document as a row of the `paragraphs` table."""
    parsed = doc.has_annotation("DEP")
    return {
        "text_hash": text_hash,
        "model": model,
        "words": [token.text for token in doc],
        "spaces": [bool(token.whitespace_) for token in doc],
        "tags": [token.tag_ for token in doc] if doc.has_annotation("TAG") else None,
        "pos": [token.pos_ for token in doc] if doc.has_annotation("POS") else None,
        "lemmas": [token.lemma_ for token in doc] if doc.has_annotation("LEMMA") else None,
        "heads": [token.head.i for token in doc] if parsed else None,
        "deps": [token.dep_ for token in doc] if parsed else None,
        "sentences": [i for i, token in enumerate(doc) if token.is_sent_start],
        "spans": [
            *({"group": "ents", "start": e.start, "end": e.end, "label": e.label_} for e in doc.ents),
            *(row for name in doc.spans for row in _group_rows(doc, name)),
        ],
    }


def _group_rows(doc: Doc, name: str) -> list[dict[str, Any]]:
    group = doc.spans[name]
    columns = {key: list(group.attrs.get(key) or []) for key in ("scores", "cue", "source", "link_scores")}
    return [
        {
            "group": name,
            "start": span.start,
            "end": span.end,
            "label": span.label_,
            "score": _at(columns["scores"], i),
            "cue": _at(columns["cue"], i),
            "source": _at(columns["source"], i),
            "link_score": _at(columns["link_scores"], i),
        }
        for i, span in enumerate(group)
    ]


def _at(values: list[Any], i: int) -> Any:
    return values[i] if i < len(values) else None


def doc_from_row(row: Mapping[str, Any], vocab: Vocab) -> Doc:
    """The document that `doc_row` stored."""
    starts = set(row["sentences"] or [])
    parsed = row["heads"] is not None
    doc = Doc(
        vocab,
        words=row["words"],
        spaces=row["spaces"],
        tags=row["tags"],
        pos=row["pos"],
        lemmas=row["lemmas"],
        heads=row["heads"],
        deps=row["deps"],
        # a parse brings its own sentences
        sent_starts=None if parsed or not starts else [i in starts for i in range(len(row["words"]))],
    )
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for span in row["spans"] or []:
        groups.setdefault(span["group"], []).append(span)
    doc.ents = [Span(doc, s["start"], s["end"], s["label"]) for s in groups.pop("ents", [])]
    for name, spans in groups.items():
        _restore_group(doc, name, spans)
    return doc


def _restore_group(doc: Doc, name: str, spans: list[Mapping[str, Any]]) -> None:
    doc.spans[name] = [Span(doc, s["start"], s["end"], s["label"]) for s in spans]
    attrs = doc.spans[name].attrs
    attrs["scores"] = [s["score"] for s in spans]
    if any(s["cue"] is not None for s in spans):
        attrs["cue"] = [_NO_LINK if s["cue"] is None else s["cue"] for s in spans]
        attrs["source"] = [_NO_LINK if s["source"] is None else s["source"] for s in spans]
        attrs["link_scores"] = [s["link_score"] for s in spans]


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
