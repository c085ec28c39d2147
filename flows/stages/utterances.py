"""The stage that finds what was said before: quotes of all articles, grouped into utterances."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.view import View, distinct, repointed
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.schemas.speech import QUOTES
from newsloom.transforms.utterances import utterances as grouping
from newsloom.transforms.utterances.candidates import candidate_pairs, drop_full_blocks, index_quotes, index_speakers
from newsloom.transforms.utterances.wording import wording


@stage(
    takes=("quotes", "quote_segments", "moved_quotes"),
    reads=("articles", "quotes", "utterances", "quote_blocks"),
    writes=("quotes", "quote_segments", "quote_blocks", "utterances", "quote_variants"),
)
def group_utterances(frames: Frames, stored: View, context: Context) -> Outcome:
    """Group the new quotes with those that they repeat; write both with their utterances."""
    new, options, words = frames["quotes"], context.settings.utterances, cache(wording)
    index, repointed_index = index_quotes(new, words), index_speakers(frames["moved_quotes"])
    indexed = pa.concat_tables([stored.lookup("quote_blocks", "block", index["block"]), repointed_index])
    pairs = candidate_pairs(index, indexed, options.max_block)
    paired = _read_quotes(stored, "quote_id", pa.array(pairs.others(), pa.string()))
    links = grouping.find_links(new, paired, _articles(stored, new, paired), pairs, options, words)
    linked = paired.filter(pc.is_in(paired["quote_id"], pa.array([other for _, other in links], pa.string())))
    earlier = _read_quotes(stored, "utterance_id", distinct(linked["utterance_id"]))
    utterances = stored.lookup("utterances", "utterance_id", distinct(earlier["utterance_id"]))
    articles = _articles(stored, new, earlier)
    grouped = grouping.group_utterances(new, earlier, utterances, articles, options, links, words)
    changes = Changes()
    changes.upsert("quotes", _regrouped(stored, earlier, grouped.utterance_of))
    changes.add("quotes", _with_utterances(new, grouped.utterance_of))
    changes.add("quote_segments", frames["quote_segments"])
    changes.add("quote_blocks", drop_full_blocks(index, indexed, options.max_block))
    changes.add("quote_blocks", repointed_index)
    changes.upsert("utterances", grouped.utterances)
    changes.upsert("utterances", merged_before(stored.over(changes), grouped.utterances))
    changes.delete("quote_variants", grouped.quote_variants.select(["quote_id"]))
    changes.upsert("quote_variants", grouped.quote_variants)
    return Outcome(changes=changes)


def merged_before(stored: View, utterances: pa.Table) -> pa.Table:
    """Utterances that had been merged into one that is merged itself now: they point to the one that stays."""
    pairs = zip(utterances["utterance_id"].to_pylist(), utterances["merged_into"].to_pylist(), strict=True)
    stays = {merged: into for merged, into in pairs if into}
    return repointed(stored, "utterances", "merged_into", stays)


def _read_quotes(stored: View, column: str, values: pa.Array) -> pa.Table:
    return stored.lookup("quotes", column, values, columns=grouping.ABOUT_QUOTES)


def _articles(stored: View, new: pa.Table, quotes: pa.Table) -> pa.Table:
    """What there is to know of the articles of the new quotes and of others."""
    ids = distinct(new["article_id"], quotes["article_id"])
    return stored.lookup("articles", "article_id", ids, columns=grouping.ABOUT_ARTICLES)


def _regrouped(stored: View, earlier: pa.Table, utterance_of: Mapping[str, str]) -> pa.Table:
    """Earlier quotes, whole, whose utterance was merged into another one."""
    pairs = zip(earlier["quote_id"].to_pylist(), earlier["utterance_id"].to_pylist(), strict=True)
    changed = pa.array([quote_id for quote_id, former in pairs if utterance_of[quote_id] != former], pa.string())
    return _with_utterances(stored.lookup("quotes", "quote_id", changed), utterance_of)


def _with_utterances(quotes: pa.Table, utterance_of: Mapping[str, str]) -> pa.Table:
    ids = [utterance_of.get(quote_id) for quote_id in quotes["quote_id"].to_pylist()]
    return QUOTES.with_column(quotes, "utterance_id", pa.array(ids, pa.string()))
