"""The stage that reads each article by itself: who is named in it, and who says what."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.view import View
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.flows.work.jobs import ReadBatch, ReadJob, read_what_can_be
from newsloom.transforms.annotation.parsed import PORTION, portions

_CHARACTERS = 100_000  # of a job, about: half a second of work, so that no worker is left with a long one at the end


@stage(takes=("articles", "segments", "paragraphs"), gives=ReadBatch._fields)
def find_names_and_speech(frames: Frames, stored: View, context: Context) -> Outcome:
    """Who is named in each article, and who says what; entities are known by their number in the article."""
    articles, batches, warnings, done = frames["articles"], [], [], 0
    few = articles.num_rows <= context.settings.run.batch and (pc.sum(articles["n_chars"]).as_py() or 0) <= PORTION
    context.report("find names and speech", done, articles.num_rows)
    read = context.spread(read_what_can_be, _read_jobs(frames, context), few=few)
    for (batch, said), rows in zip(read, _pieces(articles, context), strict=True):
        batches.append(batch)
        warnings += said
        done += len(rows)
        context.report("find names and speech", done, articles.num_rows)
    tables = {name: pa.concat_tables([getattr(b, name) for b in batches]) for name in ReadBatch._fields}
    return Outcome(tables, warnings=warnings)


def _pieces(articles: pa.Table, context: Context) -> list[list[int]]:
    """The places of the articles of each job."""
    sizes = articles["n_chars"].to_pylist()
    return [*portions(range(len(sizes)), context.settings.run.batch, sizes.__getitem__, _CHARACTERS)] or [[]]


def _read_jobs(frames: Frames, context: Context) -> Iterator[ReadJob]:
    """Batches of articles; one empty job where there is no article, so that its tables have their schemas."""
    columns = (frames[name].combine_chunks() for name in ("articles", "segments", "paragraphs"))
    all_articles, all_segments, paragraphs = columns  # of many pieces each job would put together all that there are
    settings = context.settings
    number = {h: i for i, h in enumerate(paragraphs["text_hash"].to_pylist())}
    for rows in _pieces(all_articles, context):
        articles = all_articles.slice(rows[0] if rows else 0, len(rows))
        segments = all_segments.filter(pc.is_in(all_segments["article_id"], articles["article_id"]))
        hashes = dict.fromkeys(segments["text_hash"].to_pylist())
        parsed = pa.array([number[h] for h in hashes if h in number], pa.int64())
        yield ReadJob(settings.names, settings.speech, articles, segments, paragraphs.take(parsed))
