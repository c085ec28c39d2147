"""Paragraphs as spaCy documents, and an article as its parsed paragraphs.

A paragraph is the unit of annotation: the same paragraph in ten articles is parsed once, and the dataset keeps
the result for later runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

READABLE = ("paragraph", "heading", "caption")
_ATTRIBUTES = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE")


@dataclass(frozen=True)
class Paragraph:
    """One segment of an article with its document; document offsets plus `start` are offsets in the article."""

    ordinal: int
    kind: str
    start: int
    end: int
    doc: Doc


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


def docs_to_bytes(docs: Iterable[Doc]) -> list[bytes]:
    """Each document on its own as bytes, with entities, span groups and their attributes."""
    return [DocBin(attrs=_ATTRIBUTES, docs=[doc], store_user_data=True).to_bytes() for doc in docs]


def docs_from_bytes(blobs: Iterable[bytes], vocab: Vocab) -> list[Doc]:
    """The documents that `docs_to_bytes` stored."""
    return [next(DocBin().from_bytes(blob).get_docs(vocab)) for blob in blobs]


def parsed_article(
    article: Mapping[str, object], segments: Iterable[Mapping[str, object]], docs: Mapping[str, Doc]
) -> ParsedArticle:
    """The article with its readable segments; `docs` maps text_hash to document."""
    paragraphs = tuple(
        Paragraph(s["ordinal"], s["kind"], s["start"], s["end"], docs[s["text_hash"]])  # type: ignore[arg-type,index]
        for s in segments
        if s["kind"] in READABLE
    )
    return ParsedArticle(
        article_id=article["article_id"],  # type: ignore[arg-type]
        text=article["text"],  # type: ignore[arg-type]
        paragraphs=paragraphs,
        title=article["title"],  # type: ignore[arg-type]
        published_date=article["published_date"],  # type: ignore[arg-type]
        outlet=article["outlet"],  # type: ignore[arg-type]
    )
