"""The stage that finds what was said before: quotes of all articles, grouped into utterances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from flows.chunks import Chunk
from flows.overlay import distinct, latest
from schemas.speech import QUOTES
from transforms.speech import utterances as grouping

if TYPE_CHECKING:
    from flows.stages import Run


def group_utterances(run: Run, chunk: Chunk) -> None:
    """Group the new quotes with those that they repeat; write both with their utterances."""
    dataset, changes = run.writer.dataset, chunk.changes
    index = grouping.blocks(chunk.quotes)
    met = latest(dataset, changes, "quotes", "quote_id", _quotes_that_meet(run, index))
    known = latest(dataset, changes, "quotes", "utterance_id", distinct(met["utterance_id"]))
    utterances = latest(dataset, changes, "utterances", "utterance_id", distinct(known["utterance_id"]))
    article_ids = distinct(chunk.quotes["article_id"], known["article_id"])
    articles = latest(dataset, changes, "articles", "article_id", article_ids)
    found = grouping.group_utterances(chunk.quotes, known, utterances, articles, run.settings.utterances)
    regrouped = _grouped(known, found.utterance_of)
    changes.add("quotes", _grouped(chunk.quotes, found.utterance_of))
    changes.upsert("quotes", regrouped.filter(pc.not_equal(known["utterance_id"], regrouped["utterance_id"])))
    changes.add("quote_segments", chunk.quote_segments)
    changes.add("quote_blocks", index)
    changes.upsert("utterances", found.utterances)
    changes.delete("quote_variants", found.quote_variants.select(["quote_id"]))
    changes.upsert("quote_variants", found.quote_variants)


def _quotes_that_meet(run: Run, index: pa.Table) -> pa.Array:
    """Earlier quotes that share a block of the index with a new one."""
    return distinct(run.writer.dataset.lookup("quote_blocks", "block", distinct(index["block"]))["quote_id"])


def _grouped(quotes: pa.Table, utterance_of: Mapping[str, str]) -> pa.Table:
    ids = [utterance_of.get(quote_id) for quote_id in quotes["quote_id"].to_pylist()]
    return QUOTES.with_column(quotes, "utterance_id", pa.array(ids, pa.string()))
