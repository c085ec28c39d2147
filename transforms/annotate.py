"""Paragraphs as spaCy documents, and an article as its parsed paragraphs.

A paragraph is the unit of annotation: the same paragraph in ten articles is parsed once, and the dataset keeps
the result, as plain columns, for later runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

READABLE = ("paragraph", "heading", "caption")
_NO_LINK = -1


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


def annotate(texts: Sequence[str], nlp: Language, batch_size: int = 256) -> list[Doc]:
    """One document per text, in order; the texts are taken to be distinct."""
    return list(nlp.pipe(texts, batch_size=batch_size))


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
            Paragraph(s["ordinal"], s["kind"], s["start"], s["end"], docs[s["text_hash"]])
            for s in segments
            if s["kind"] in READABLE
        ),
        title=article["title"],
        published_date=article["published_date"],
        outlet=article["outlet"],
    )
