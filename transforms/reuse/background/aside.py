"""What the reading of articles gave inside standing paragraphs, set aside: segments, chains, rows by their spans.

Whether a paragraph is a standing one may turn out after its article was read. So articles are read whole, and what
stands inside is taken out of the rows afterwards, of new articles and of earlier ones alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from newsloom.schemas.contract.articles import SEGMENTS
from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.text.spans import Span

Spans = Mapping[str, Sequence[Span]]
"""By article, spans in its text."""
Chain = tuple[str, int]
"""An article and the number of a chain in it."""


def mark_segments(segments: pa.Table, spans: Spans) -> pa.Table:
    """The rows of `segments` inside the spans that are no boilerplate yet, as boilerplate."""
    rows = segments.filter(rows_inside(segments, spans))
    rows = rows.filter(pa.array([kind != "boilerplate" for kind in rows["kind"].to_pylist()], pa.bool_()))
    kind = pa.array(["boilerplate"] * rows.num_rows, pa.string()).cast(SEGMENTS.columns["kind"].type)
    return SEGMENTS.with_column(rows, "kind", kind)


def spans_of(segments: pa.Table) -> Spans:
    """The spans of segments by article."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for row in segments.select(["article_id", "start_char", "end_char"]).to_pylist():
        spans[row["article_id"]].append((row["start_char"], row["end_char"]))
    return spans


def rows_inside(rows: pa.Table, spans: Spans) -> pa.Array:
    """Whether each row (article_id, start_char, end_char) lies inside one of the spans of its article."""
    columns = (rows[name].to_pylist() for name in ("article_id", "start_char", "end_char"))
    return pa.array(
        [
            any(low <= start and end <= high for low, high in spans.get(article, ()))
            for article, start, end in zip(*columns, strict=True)
        ],
        pa.bool_(),
    )


def reduce_chains(chains: pa.Table, mentions: pa.Table, referred: Iterable[Chain]) -> pa.Table:
    """Rows of CHAINS without these mentions, which were set aside (article_id, chain, start_char, text, kind).

    A chain of which no mention is left goes, unless it is among the `referred`, of which other rows tell. One whose
    names have all gone retains their spellings.
    """
    gone: defaultdict[Chain, list[dict[str, Any]]] = defaultdict(list)
    for mention in mentions.select(["article_id", "chain", "start_char", "text", "kind"]).to_pylist():
        gone[mention["article_id"], mention["chain"]].append(mention)
    if not gone:
        return chains
    stay = frozenset(referred)
    rows = [_reduced(row, gone.get((row["article_id"], row["chain"]), ())) for row in chains.to_pylist()]
    return CHAINS.table(row for row in rows if row["n_mentions"] > 0 or (row["article_id"], row["chain"]) in stay)


def _reduced(chain: dict[str, Any], gone: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A chain's row without some of its mentions."""
    if not gone:
        return chain
    places = {mention["start_char"] for mention in gone}
    fewer = Counter(mention["text"] for mention in gone if mention["kind"] == "name")
    counts = {form: n - fewer[form] for form, n in zip(chain["forms"], chain["form_counts"], strict=True)}
    left = {form: n for form, n in counts.items() if n > 0}
    forms = {"forms": list(left), "form_counts": list(left.values())} if left else {}
    starts = [start for start in chain["starts"] if start not in places]
    return chain | forms | {"n_mentions": max(0, chain["n_mentions"] - len(gone)), "starts": starts}
