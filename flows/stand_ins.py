"""Summaries that stood for pages of feeds, when the pages have come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.chunks import Chunk

if TYPE_CHECKING:
    from newsloom.flows.stages import Run


def tie_stand_ins(run: Run, chunk: Chunk) -> None:
    """Make the summaries versions of the pages that came, where comparing their texts has not done so.

    They tell one article, also where the page does not repeat a word of its summary.
    """
    uris = pa.array(chunk.came_after_summary, pa.string())
    came = chunk.articles.filter(pc.is_in(chunk.articles["source_uri"], uris))
    if not came.num_rows:
        return
    pages = {row["source_uri"]: row for row in came.select(["source_uri", "article_id", "version_of"]).to_pylist()}
    tied = _tied(chunk)
    where = pc.field("source_uri").isin(pa.array(pages, pa.string()))
    rows = []
    for summary in run.writer.dataset.arrow("articles", ["article_id", "source_uri"], where).to_pylist():
        page = pages[summary["source_uri"]]
        if summary["article_id"] not in tied and page["version_of"] is None:
            rows.append({"article_id": summary["article_id"], "version_of": page["article_id"]})
    schema = pa.schema([("article_id", pa.string()), ("version_of", pa.string())])
    chunk.changes.update("articles", pa.Table.from_pylist(rows, schema))


def _tied(chunk: Chunk) -> set[str]:
    """Earlier articles that comparing texts has made versions of another one."""
    frames = [frame for frame in chunk.changes.updates.get("articles", []) if "version_of" in frame.column_names]
    return {id_ for frame in frames for id_ in frame.filter(pc.is_valid(frame["version_of"]))["article_id"].to_pylist()}
