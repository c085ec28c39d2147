"""Articles for tests of names: plain text in which names are marked as [TYPE name]."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import spacy
from spacy.language import Language

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.article_names import ArticleNames
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.names.gazetteer import Gazetteer, gazetteer_from_bytes
from newsloom.transforms.text.ids import content_id
from tests.conftest import ROOT

NAMES = ROOT / "data" / "names"
_MARK = re.compile(r"\[([A-Z_]+) ([^\]]+)\]")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    return gazetteer_from_bytes(*((NAMES / n).read_bytes() for n in ("countries.tsv", "organisations.tsv")))


@cache
def tokenizer() -> Language:
    """Tokens and sentence starts, nothing learned."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def article(marked: str, date: dt.date | None = None, number: int = 0) -> ParsedArticle:
    """The article whose paragraphs are the lines of `marked`, with entities where the marks are."""
    paragraphs, texts, start = [], [], 0
    for ordinal, line in enumerate(marked.split("\n")):
        plain, spans = _unmarked(line)
        doc = tokenizer()(plain)
        found = [doc.char_span(a, b, label=kind, alignment_mode="expand") for a, b, kind in spans]
        doc.set_ents([span for span in found if span is not None])
        paragraphs.append(Paragraph(ordinal, "paragraph", start, start + len(plain), doc))
        texts.append(plain)
        start += len(plain) + 1
    text = "\n".join(texts)
    return ParsedArticle(content_id("a_", text, number), text, tuple(paragraphs), published_date=date)


def _unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    plain, spans, end = "", [], 0
    for mark in _MARK.finditer(line):
        plain += line[end : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain += mark[2]
        end = mark.end()
    return plain + line[end:], spans


def names(marked: str, date: dt.date | None = None, number: int = 0) -> ArticleNames:
    """Mentions, chains and roles of a marked article."""
    return find_mentions(article(marked, date, number), NamesOptions(), gazetteer())
