"""The stage that reads each article by itself: who is named in it, and who says what."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.view import View
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.flows.work.jobs import ReadBatch, ReadJob, read_batch
from newsloom.transforms.annotation.parsed import portions


@stage(takes=("articles", "segments", "paragraphs"), gives=ReadBatch._fields)
def find_names_and_speech(frames: Frames, stored: View, context: Context) -> Outcome:
    """Who is named in each article, and who says what; entities are known by their number in the article."""
    batches, total = [], frames["articles"].num_rows
    context.report("find names and speech", 0, total)
    for batch in context.run_batches(read_batch, _read_jobs(frames, context)):
        batches.append(batch)
        context.report("find names and speech", min(total, len(batches) * context.settings.run.batch), total)
    return Outcome({name: pa.concat_tables([getattr(b, name) for b in batches]) for name in ReadBatch._fields})


def _read_jobs(frames: Frames, context: Context) -> Iterator[ReadJob]:
    """Batches of articles; one empty batch where there is no article, so that its tables have their schemas."""
    all_articles, all_segments, paragraphs = frames["articles"], frames["segments"], frames["paragraphs"]
    settings = context.settings
    number = {h: i for i, h in enumerate(paragraphs["text_hash"].to_pylist())}
    sizes = all_articles["n_chars"].to_pylist()
    for rows in [*portions(range(len(sizes)), settings.run.batch, sizes.__getitem__)] or [[]]:
        articles = all_articles.slice(rows[0] if rows else 0, len(rows))
        segments = all_segments.filter(pc.is_in(all_segments["article_id"], articles["article_id"]))
        hashes = dict.fromkeys(segments["text_hash"].to_pylist())
        parsed = pa.array([number[h] for h in hashes if h in number], pa.int64())
        yield ReadJob(settings.names, settings.speech, articles, segments, paragraphs.take(parsed))
