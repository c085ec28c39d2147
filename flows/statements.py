"""`newsloom find`: did anyone say this? Every report of it, from the index of a dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.dataset import Dataset
from newsloom.schemas.errors import UsageError
from newsloom.transforms.names.folding import folded_words
from newsloom.transforms.utterances.candidates import lookup_blocks, rank_quotes
from newsloom.transforms.utterances.lookup import FINDINGS, LookupOptions, Match, match_words
from newsloom.transforms.utterances.wording import wording

_ABOUT = ("quote_id", "article_id", "type", "text", "speaker", "speaker_entity_id", "utterance_id")
_ARTICLE = ("article_id", "title", "outlet", "outlet_domain", "published_date", "url")
_UTTERANCE = ("utterance_id", "text", "speaker_entity_id", "attribution_conflict")
Row = dict[str, Any]


@dataclass(frozen=True)
class Statement:
    """An utterance that has the words: how, in which quote, who said it, and each of its reports with outlet, day,
    speaker and address. `speakers`: all who are named, the one of the utterance first."""

    utterance: Row
    match: Match
    quote: Row
    speakers: tuple[str, ...]
    reports: tuple[Row, ...]


def find_statements(folder: str | Path, words: str, by: str | None = None) -> list[Statement]:
    """The utterances that have the words, those that have them best first; none where nobody is reported to have.

    folder: a dataset; words: what was said; by: a person, by any of the names that the dataset has.
    Raises UsageError for words that are none, DatasetError where there is no dataset.
    """
    if not any(char.isalnum() for char in words):
        raise UsageError('nothing to look for; give some words: newsloom find DIR "we will not resign"')
    dataset, options, asked = Dataset(folder), LookupOptions(), wording(words)
    speakers = _speakers(dataset, by)
    rows = dataset.lookup("quote_blocks", "block", lookup_blocks(asked, speakers or ()))
    ids = pa.array(rank_quotes(rows, options.candidates), pa.string())
    quotes = dataset.lookup("quotes", "quote_id", ids, columns=_ABOUT).to_pylist()
    matches: list[tuple[Match, Row]] = []
    for quote in quotes:
        if speakers is None or quote["speaker_entity_id"] in speakers:
            match = match_words(asked, wording(quote["text"]), quote["type"] != "indirect", options)
            matches += [(match, quote)] if match else []
    matches.sort(key=lambda pair: (pair[0].rank, pair[1]["quote_id"]))
    return _statements(dataset, matches, quotes)


def _speakers(dataset: Dataset, by: str | None) -> frozenset[str] | None:
    """Ids of those whom a name may mean; None where no one is asked for."""
    if by is None:
        return None
    sought = folded_words(by)
    aliases = dataset.arrow("aliases", ["alias", "entity_id"])
    longest = max(by.split(), key=len, default="")
    likely = (
        aliases.filter(pc.match_substring(aliases["alias"], longest, ignore_case=True)) if by.isascii() else aliases
    )
    pairs = zip(likely["alias"].to_pylist(), likely["entity_id"].to_pylist(), strict=True)
    return frozenset(entity for alias, entity in pairs if set(sought) <= set(folded_words(alias)))


def _statements(dataset: Dataset, matches: Sequence[tuple[Match, Row]], read: Sequence[Row]) -> list[Statement]:
    """The best match of each utterance, with all of its reports; `read`: quotes that need not be read again."""
    best: dict[str, tuple[Match, Row]] = {}
    for match, quote in matches:
        best.setdefault(quote["utterance_id"], (match, quote))
    ids = pa.array(sorted(best), pa.string())
    utterances = {row["utterance_id"]: row for row in _rows(dataset, "utterances", "utterance_id", ids, _UTTERANCE)}
    quotes = _quotes_of(dataset, ids, [row for row in read if row["utterance_id"] in best])
    articles = _by_key(dataset, "articles", _ARTICLE, [row["article_id"] for row in quotes])
    names = _by_key(dataset, "entities", ("entity_id", "name"), [row["speaker_entity_id"] for row in quotes])
    reports: dict[str, list[Row]] = defaultdict(list)
    for row in quotes:
        reports[row["utterance_id"]].append(_report(row, articles[row["article_id"]], names))
    return [
        _statement(utterances[utterance_id], match, quote, reports[utterance_id], names)
        for utterance_id, (match, quote) in best.items()
    ]


def _quotes_of(dataset: Dataset, utterances: pa.Array, read: Sequence[Row]) -> list[Row]:
    """The quotes of utterances. Those of several quotes list them in `quote_variants`, which are in their order: to
    look for utterances among all quotes would read a column of every one."""
    listed = _rows(dataset, "quote_variants", "utterance_id", utterances, ("quote_id",))
    others = {row["quote_id"] for row in listed} - {row["quote_id"] for row in read}
    return [*read, *_rows(dataset, "quotes", "quote_id", pa.array(sorted(others), pa.string()), _ABOUT)]


def _rows(dataset: Dataset, table: str, column: str, values: pa.Array, columns: Sequence[str]) -> list[Row]:
    rows: list[Row] = dataset.lookup(table, column, values, columns=columns).to_pylist()
    return rows


def _by_key(dataset: Dataset, table: str, columns: Sequence[str], ids: Sequence[str | None]) -> dict[str, Row]:
    wanted = pa.array(sorted({value for value in ids if value}), pa.string())
    return {row[columns[0]]: row for row in _rows(dataset, table, columns[0], wanted, columns)}


def _report(quote: Row, article: Row, names: Mapping[str, Row]) -> Row:
    entity = names.get(quote["speaker_entity_id"] or "", {})
    return {
        "quote_id": quote["quote_id"],
        "type": quote["type"],
        "text": quote["text"],
        "speaker": entity.get("name"),
        "speaker_as_written": quote["speaker"],
        "outlet": article["outlet"] or article["outlet_domain"],
        "day": article["published_date"],
        "url": article["url"],
        "title": article["title"],
    }


def _statement(utterance: Row, match: Match, quote: Row, reports: Sequence[Row], names: Mapping[str, Row]) -> Statement:
    said_by = names.get(utterance["speaker_entity_id"] or "", {}).get("name")
    others = sorted({row["speaker"] for row in reports if row["speaker"]} - {said_by})
    ordered = sorted(reports, key=lambda row: (str(row["day"] or "9999"), row["outlet"] or "", row["quote_id"]))
    return Statement(utterance, match, quote, ((said_by,) if said_by else ()) + tuple(others), tuple(ordered))


def claim_review(words: str, statements: Sequence[Statement]) -> Row:
    """What was found as one JSON object in the terms of schema.org's ClaimReview.

    `reviewRating.alternateName` is the best finding: exact, edited, paraphrase or not_found; each of `itemReviewed` is
    a Claim with its author, its first appearance where one report was first of all, and all appearances.
    """
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": words,
        "reviewRating": {"@type": "Rating", "alternateName": finding(statements)},
        "itemReviewed": [_claim(statement) for statement in statements],
    }


def finding(statements: Sequence[Statement]) -> str:
    """The best that was found: exact, edited, paraphrase or not_found."""
    return min((s.match.finding for s in statements), key=FINDINGS.index, default="not_found")


def _claim(statement: Statement) -> Row:
    people = [{"@type": "Person", "name": name} for name in statement.speakers]
    days = sorted(str(row["day"]) for row in statement.reports if row["day"])
    return {
        "@type": "Claim",
        "identifier": statement.utterance["utterance_id"],
        "text": statement.utterance["text"],
        "author": people[0] if len(people) == 1 else people or None,
        "datePublished": days[0] if days else None,
        "finding": statement.match.finding,
        "share": round(statement.match.share, 3),
        "quote": statement.quote["text"],
        "edits": list(statement.match.edits),
        "changed": list(statement.match.changed),
        "attributionConflict": statement.utterance["attribution_conflict"],
        "appearance": [_appearance(row) for row in statement.reports],
    }


def _appearance(report: Row) -> Row:
    return {
        "@type": "NewsArticle",
        "url": report["url"],
        "headline": report["title"],
        "datePublished": str(report["day"]) if report["day"] else None,
        "publisher": {"@type": "Organization", "name": report["outlet"]},
        "text": report["text"],
        "author": report["speaker"],
        "speakerAsWritten": report["speaker_as_written"],
        "identifier": report["quote_id"],
    }
