"""The stage that finds what was said before: quotes of all articles, grouped into utterances."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.chunks import Chunk
from newsloom.flows.dataset import Changes, Dataset
from newsloom.flows.overlay import distinct, latest, repointed
from newsloom.schemas.speech import QUOTES
from newsloom.transforms.speech import utterances as grouping
from newsloom.transforms.speech.meeting import blocks, candidate_pairs, speaker_blocks, unfilled
from newsloom.transforms.speech.variants import wording

if TYPE_CHECKING:
    from newsloom.flows.stages import Run


def group_utterances(run: Run, chunk: Chunk) -> None:
    """Group the new quotes with those that they repeat; write both with their utterances."""
    dataset, changes, options = run.writer.dataset, chunk.changes, run.settings.utterances
    words = cache(wording)
    index, moved = blocks(chunk.quotes, words), speaker_blocks(_moved(chunk))
    stored = pa.concat_tables([dataset.lookup("quote_blocks", "block", index["block"]), moved])
    pairs = candidate_pairs(index, stored, options.max_block)
    met = _known_quotes(dataset, chunk, "quote_id", pa.array(pairs.others(), pa.string()))
    links = grouping.find_links(chunk.quotes, met, _articles(dataset, chunk, met), pairs, options, words)
    linked = met.filter(pc.is_in(met["quote_id"], pa.array([other for _, other in links], pa.string())))
    known = _known_quotes(dataset, chunk, "utterance_id", distinct(linked["utterance_id"]))
    utterances = latest(dataset, changes, "utterances", "utterance_id", distinct(known["utterance_id"]))
    articles = _articles(dataset, chunk, known)
    found = grouping.group_utterances(chunk.quotes, known, utterances, articles, options, links, words)
    changes.upsert("quotes", _regrouped(dataset, chunk, known, found.utterance_of))
    changes.add("quotes", _grouped(chunk.quotes, found.utterance_of))
    changes.add("quote_segments", chunk.quote_segments)
    changes.add("quote_blocks", unfilled(index, stored, options.max_block))
    changes.add("quote_blocks", moved)
    changes.upsert("utterances", found.utterances)
    changes.upsert("utterances", merged_before(dataset, changes, found.utterances))
    changes.delete("quote_variants", found.quote_variants.select(["quote_id"]))
    changes.upsert("quote_variants", found.quote_variants)


def merged_before(dataset: Dataset, changes: Changes, utterances: pa.Table) -> pa.Table:
    """Utterances that had been merged into one that is merged itself now: they point to the one that stays."""
    pairs = zip(utterances["utterance_id"].to_pylist(), utterances["merged_into"].to_pylist(), strict=True)
    stays = {gone: kept for gone, kept in pairs if kept}
    return repointed(dataset, changes, "utterances", "merged_into", stays)


def _moved(chunk: Chunk) -> pa.Table:
    """Earlier quotes whose speaker is another entity since this chunk."""
    return pa.concat_tables([QUOTES.empty(), *chunk.changes.upserts.get("quotes", [])])


def _known_quotes(dataset: Dataset, chunk: Chunk, column: str, values: pa.Array) -> pa.Table:
    return latest(dataset, chunk.changes, "quotes", column, values, grouping.ABOUT_QUOTES)


def _articles(dataset: Dataset, chunk: Chunk, quotes: pa.Table) -> pa.Table:
    """What there is to know of the articles of the new quotes and of others."""
    ids = distinct(chunk.quotes["article_id"], quotes["article_id"])
    return latest(dataset, chunk.changes, "articles", "article_id", ids, grouping.ABOUT_ARTICLES)


def _regrouped(dataset: Dataset, chunk: Chunk, known: pa.Table, utterance_of: Mapping[str, str]) -> pa.Table:
    """Earlier quotes, whole, whose utterance was merged into another one."""
    pairs = zip(known["quote_id"].to_pylist(), known["utterance_id"].to_pylist(), strict=True)
    moved = pa.array([quote_id for quote_id, former in pairs if utterance_of[quote_id] != former], pa.string())
    return _grouped(latest(dataset, chunk.changes, "quotes", "quote_id", moved), utterance_of)


def _grouped(quotes: pa.Table, utterance_of: Mapping[str, str]) -> pa.Table:
    ids = [utterance_of.get(quote_id) for quote_id in quotes["quote_id"].to_pylist()]
    return QUOTES.with_column(quotes, "utterance_id", pa.array(ids, pa.string()))
