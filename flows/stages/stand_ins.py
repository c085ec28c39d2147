"""Summaries that stood for pages of feeds, when the pages have come."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.view import View

_VERSIONS = pa.schema([("article_id", pa.string()), ("version_of", pa.string())])


def tie_stand_ins(came: Sequence[str], articles: pa.Table, changes: Changes, stored: View) -> pa.Table:
    """Rows (article_id, version_of) that make the summaries versions of the pages that came, where comparing their
    texts has not done so: they tell one article, also where the page does not repeat a word of its summary.

    `came`: addresses of pages that came in this chunk, after their summaries.
    """
    arrived = articles.filter(pc.is_in(articles["source_uri"], pa.array(came, pa.string())))
    if not arrived.num_rows:
        return _VERSIONS.empty_table()
    pages = {row["source_uri"]: row for row in arrived.select(["source_uri", "article_id", "version_of"]).to_pylist()}
    tied = _tied(changes)
    where = pc.field("source_uri").isin(pa.array(pages, pa.string()))
    rows = []
    for summary in stored.arrow("articles", ["article_id", "source_uri"], where).to_pylist():
        page = pages[summary["source_uri"]]
        if summary["article_id"] not in tied and page["version_of"] is None:
            rows.append({"article_id": summary["article_id"], "version_of": page["article_id"]})
    return pa.Table.from_pylist(rows, _VERSIONS)


def _tied(changes: Changes) -> set[str]:
    """Earlier articles that comparing texts has made versions of another one."""
    frames = [frame for frame in changes.updates.get("articles", []) if "version_of" in frame.column_names]
    return {id_ for frame in frames for id_ in frame.filter(pc.is_valid(frame["version_of"]))["article_id"].to_pylist()}
