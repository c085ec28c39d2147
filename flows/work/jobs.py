"""Pieces of work that can run in any process: one batch in, its tables out.

Every function here takes one plain job and returns plain values, mostly Arrow tables, so that a process or a cluster
can be in between.
"""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from spacy.language import Language
from spacy.vocab import Vocab

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.schemas.contract.articles import REJECTS
from newsloom.schemas.contract.entities import MENTIONS, ROLES
from newsloom.schemas.contract.quotes import HEADLINE_QUOTES, OTHER_ATTRIBUTIONS, QUOTE_SEGMENTS, QUOTES
from newsloom.schemas.state.names import CHAINS
from newsloom.schemas.table import Column, Table
from newsloom.transforms.annotation.parsed import annotate, parsed_article
from newsloom.transforms.annotation.parses.parsed_rows import parsed_rows
from newsloom.transforms.annotation.parses.read_rows import Documents
from newsloom.transforms.cleaning.clean import CleanOptions, clean_articles
from newsloom.transforms.cleaning.outcomes import Cleaned
from newsloom.transforms.entities.clustering.clusters import Clusters, Part
from newsloom.transforms.inputs.layout import Layout, Noticed
from newsloom.transforms.inputs.parse import Payload, RawRecord, Reject, parse_payload
from newsloom.transforms.inputs.records import ParseOptions
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.quotes.quotes import SpeechOptions, find_quotes, mentions_in_quotes
from newsloom.transforms.repair.spelling import lost_keys
from newsloom.transforms.utterances.candidates import read_quote_words
from newsloom.transforms.utterances.grouping import ReportLink, bind_reports
from newsloom.transforms.utterances.headlines.headline_quotes import find_headline_quotes
from newsloom.transforms.utterances.reports import QuoteReport, Row
from newsloom.transforms.utterances.same_statement import UtteranceOptions
from newsloom.transforms.utterances.utterances import IdPair, compare_reports

_LASTING_WORDS = 30_000  # of a vocabulary, about 10 MB; those of the first 300 articles or so. By hand
_MOST_SAID = 200  # characters of what an error says
_CHAIN = Column(pa.int32(), "Number of the entity within its article.")


def _in_article(table: Table, column: str, via: str | None = None) -> Table:
    """The table with entities known by their number in the article only: `chain` and, for `via`, `via_chain`."""
    columns = {name: c for name, c in table.columns.items() if name not in (column, via)} | {"chain": _CHAIN}
    return Table(table.name, table.description, columns | ({"via_chain": _CHAIN} if via else {}), table.key)


LOCAL_MENTIONS = _in_article(MENTIONS, "entity_id")
LOCAL_ROLES = _in_article(ROLES, "entity_id")
LOCAL_QUOTES = _in_article(QUOTES, "speaker_entity_id", "via_entity_id")
LOCAL_HEADLINE_QUOTES = _in_article(HEADLINE_QUOTES, "speaker_entity_id")
LOCAL_OTHERS = _in_article(OTHER_ATTRIBUTIONS, "speaker_entity_id", "via_entity_id")


@dataclass(frozen=True)
class CleanJob:
    """Small payloads to parse here, and records that were parsed already."""

    parse: ParseOptions
    clean: CleanOptions
    now: dt.datetime
    payloads: tuple[Payload, ...] = ()
    records: tuple[RawRecord | Reject, ...] = ()


class CleanedBatch(NamedTuple):
    """Rows of the text tables, how many records each payload held, the records that may have lost letters, and what
    the payloads look like, each with its source."""

    tables: Cleaned
    n_records: dict[str, int]
    damaged: list[RawRecord]
    layouts: list[tuple[str, Layout]]


def clean_batch(job: CleanJob) -> CleanedBatch:
    """Parse and clean; every record becomes an article or a reject."""
    outcomes: list[RawRecord | Reject] = list(job.records)
    n_records, layouts = {}, []
    model = load_assets().char_model
    for payload in job.payloads:
        noticed = Noticed()
        records = list(parse_payload(payload, job.parse, model.text_cost, noticed))
        n_records[payload.name] = len(records)
        layouts.append((payload.source_uri, noticed.layout()))
        outcomes += records
    articles = [record for record in outcomes if isinstance(record, RawRecord)]
    cleaned = clean_articles(articles, job.clean, model, now=job.now)
    rejects = REJECTS.table(record.row() for record in outcomes if isinstance(record, Reject))
    tables = cleaned._replace(rejects=pa.concat_tables([cleaned.rejects, rejects]))
    return CleanedBatch(tables, n_records, _damaged(cleaned.articles, articles), layouts)


def _damaged(articles: pa.Table, records: list[RawRecord]) -> list[RawRecord]:
    """The records whose articles have words that other articles may restore."""
    rows = articles.select(["source_uri", "source_row", "text"]).to_pylist()
    places = {(row["source_uri"], row["source_row"]) for row in rows if lost_keys(row["text"])}
    return [record for record in records if (record.source_uri, record.source_row) in places]


@dataclass(frozen=True)
class AnnotateJob:
    """Distinct paragraphs to parse: text hash and text of each."""

    model: str | None
    hashes: tuple[str, ...]
    texts: tuple[str, ...]


def annotate_batch(job: AnnotateJob) -> pa.Table:
    """The paragraphs as rows of PARSED."""
    nlp, version = pipeline(job.model), model_version(job.model)
    with passing_words(nlp.vocab):
        return parsed_rows(job.hashes, version, list(annotate(job.texts, nlp)))


@dataclass(frozen=True)
class ReadJob:
    """Articles with their segments and their parsed paragraphs."""

    names: NamesOptions
    speech: SpeechOptions
    articles: pa.Table
    segments: pa.Table
    paragraphs: pa.Table


class ReadBatch(NamedTuple):
    """Names and speech of the articles, entities by their number in the article."""

    mentions: pa.Table
    chains: pa.Table
    roles: pa.Table
    quotes: pa.Table
    quote_segments: pa.Table
    other_attributions: pa.Table
    headline_quotes: pa.Table
    quote_words: pa.Table


def read_batch(job: ReadJob) -> ReadBatch:
    """Who is named and who says what, article by article."""
    segments: dict[str, list[dict[str, Any]]] = {}
    for row in job.segments.to_pylist():
        segments.setdefault(row["article_id"], []).append(row)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ReadBatch._fields if name != "quote_words"}
    docs = Documents(job.paragraphs)
    for article in job.articles.to_pylist():
        reading = _read_article(article, segments.get(article["article_id"], []), docs, job)
        for name in rows:
            rows[name] += reading[name]
    quotes = LOCAL_QUOTES.table(rows["quotes"])
    return ReadBatch(
        LOCAL_MENTIONS.table(rows["mentions"]),
        CHAINS.table(rows["chains"]),
        LOCAL_ROLES.table(rows["roles"]),
        quotes,
        QUOTE_SEGMENTS.table(rows["quote_segments"]),
        LOCAL_OTHERS.table(rows["other_attributions"]),
        LOCAL_HEADLINE_QUOTES.table(rows["headline_quotes"]),
        read_quote_words(quotes),
    )


def read_what_can_be(job: ReadJob) -> tuple[ReadBatch, list[str]]:
    """Names and speech, and what to tell of articles that have none because to read them raised: the run goes on."""
    try:
        return read_batch(job), []
    except (OSError, MemoryError):  # which is not the article's fault, and another try may end better
        raise
    except Exception:  # find out whose it is
        readings, warnings = [read_batch(_of_articles(job, job.articles[:0]))], []
    for row in range(job.articles.num_rows):
        article = job.articles.slice(row, 1)
        try:
            readings.append(read_batch(_of_articles(job, article)))
        except Exception as error:
            place = f"{article['source_uri'][0]} row {article['source_row'][0]}"
            said = f"{type(error).__name__}: {error}"[:_MOST_SAID]
            warnings.append(f"no names and no speech of {place}, as newsloom failed to read it, please report: {said}")
    return ReadBatch(*(pa.concat_tables(tables) for tables in zip(*readings, strict=True))), warnings


def _of_articles(job: ReadJob, articles: pa.Table) -> ReadJob:
    segments = job.segments.filter(pc.is_in(job.segments["article_id"], articles["article_id"]))
    return replace(job, articles=articles, segments=segments)


def _read_article(
    article: dict[str, Any], segments: list[dict[str, Any]], docs: Documents, job: ReadJob
) -> dict[str, list[dict[str, Any]]]:
    assets = load_assets()
    parsed = parsed_article(article, segments, docs)
    names = find_mentions(parsed, job.names, assets.gazetteer)
    speech = find_quotes(parsed, names, job.speech, assets.speech)
    inside = mentions_in_quotes(names.mention_records, speech.quotes)
    rows = {
        "mentions": [m | {"quote_id": q} for m, q in zip(names.mentions, inside, strict=True)],
        "chains": names.chains,
        "roles": names.roles,
        "quotes": [_local(quote.row()) for quote in speech.quotes],
        "quote_segments": [segment.row() for segment in speech.segments],
        "other_attributions": [_local(other.other_row()) for other in speech.others],
        "headline_quotes": find_headline_quotes(parsed, names, speech.quotes, assets.speech.cues),
    }
    for paragraph in parsed.paragraphs:
        paragraph.doc.release()
    return rows


def _local(quote: dict[str, Any]) -> dict[str, Any]:
    return {"chain" if name == "speaker_chain" else name: value for name, value in quote.items()}


def cluster_part(part: Part) -> Clusters:
    """Who is who among some chains."""
    return part.clusters(load_assets().gazetteer)


@dataclass(frozen=True)
class BindJob:
    """Reports by their quotes' ids, and pairs of them to compare."""

    reports: dict[str, QuoteReport]
    pairs: list[tuple[str, str]]
    options: UtteranceOptions


def bind_batch(job: BindJob) -> list[ReportLink]:
    """The links among the pairs."""
    return bind_reports(job.reports, job.pairs, job.options)


def compare_batch(pairs: list[tuple[QuoteReport, QuoteReport]]) -> dict[IdPair, Row]:
    """How reports differ from their references."""
    return compare_reports(pairs)


def passing_words(vocab: Vocab) -> AbstractContextManager[object]:
    """Have the vocabulary forget the words of the block, once it holds the common ones: it would keep every word that
    any text ever had, but to make those that come again and again anew takes a twentieth of the time of a batch."""
    return nullcontext() if len(vocab) < _LASTING_WORDS else vocab.memory_zone()


@cache
def pipeline(model: str | None) -> Language:
    """The language pipeline, loaded once a process."""
    return load_pipeline(model)


def model_name(model: str | None) -> str:
    """What the pipeline calls itself."""
    meta = pipeline(model).meta
    return f"{meta['lang']}_{meta['name']}"


def model_version(model: str | None) -> str:
    """Name and version: what paragraphs were parsed with."""
    return f"{model_name(model)}-{pipeline(model).meta['version']}"
