"""The stage that parses every distinct paragraph, once ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.view import View
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.flows.work.jobs import AnnotateJob, annotate_batch, model_version
from newsloom.schemas.state.paragraphs import PARSED
from newsloom.transforms.annotation.parsed import READABLE, portions
from newsloom.transforms.annotation.parses.stored import from_stored, to_store

_PARAGRAPHS_PER_ARTICLE = 10  # how many make work as long as a batch of articles
_PARAGRAPHS = 256  # of a job at most: as many as the pipeline takes at a time
_CHARACTERS = 40_000  # of a job, about: a few seconds of work, so that one sees that it goes on


@stage(takes=("articles", "segments"), gives=("paragraphs",), reads=("paragraphs",), writes=("paragraphs",))
def annotate_paragraphs(frames: Frames, stored: View, context: Context) -> Outcome:
    """Parse every distinct paragraph of the chunk that was never parsed before."""
    run = context.settings.run
    texts = _distinct_texts(frames["articles"], frames["segments"])
    parsed_before = stored.lookup("paragraphs", "text_hash", pa.array(list(texts), pa.string()))
    parsed_before = from_stored(parsed_before.filter(pc.equal(parsed_before["model"], model_version(run.model))), texts)
    for text_hash in parsed_before["text_hash"].to_pylist():
        del texts[text_hash]
    # long ones first: texts of like length make fast batches, and no worker is left with a long one at the end
    order = sorted(texts, key=lambda h: (-len(texts[h]), h))
    jobs = (
        AnnotateJob(run.model, tuple(hashes), tuple(texts[h] for h in hashes))
        for hashes in portions(order, _PARAGRAPHS, lambda h: len(texts[h]), _CHARACTERS)
    )
    # another process is worth its start only for as many paragraphs as a batch of articles has
    few = len(order) <= run.batch * _PARAGRAPHS_PER_ARTICLE and context.settings.engine.engine == "local"
    results = map(annotate_batch, jobs) if few else context.run_batches(annotate_batch, jobs)
    parsed = pa.concat_tables([PARSED.empty(), *_told(context, results, len(order))])
    outcome = Outcome({"paragraphs": pa.concat_tables([parsed_before, parsed])})
    outcome.changes.add("paragraphs", to_store(parsed, texts))
    return outcome


def _told(context: Context, tables: Iterable[pa.Table], total: int) -> Iterator[pa.Table]:
    """The tables as they come, and how many rows of all are done told with each."""
    done = 0
    context.report("annotate paragraphs", done, total)
    for table in tables:
        done += table.num_rows
        context.report("annotate paragraphs", done, total)
        yield table


def _distinct_texts(articles: pa.Table, segments: pa.Table) -> dict[str, str]:
    """text_hash → text of the readable segments."""
    texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
    return {
        row["text_hash"]: texts[row["article_id"]][row["start_char"] : row["end_char"]]
        for row in segments.to_pylist()
        if row["kind"] in READABLE
    }
