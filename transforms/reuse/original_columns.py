"""`duplicate_of`, `duplicate_kind` and `version_of` of all articles whose copies changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.copies import Copies
from newsloom.transforms.reuse.originals import COPY_RELATIONS, Choice, Copy, Facts, choose_originals, facts_of
from newsloom.transforms.reuse.state import Pair, Read, pairs_of, stored_pairs

_COLUMNS = ("article_id", "duplicate_of", "duplicate_kind", "version_of")
ORIGINALS = pa.schema([(name, pa.string()) for name in _COLUMNS])


def changed_originals(new: Sequence[Article], copies: Copies, read: Read) -> pa.Table:
    """The choices (article_id, duplicate_of, duplicate_kind, version_of) that this run sets or changes."""
    written = _copies_in(copies.article_pairs)
    dropped = set(pairs_of(copies.dropped)) | _no_copies(new, copies.article_pairs, written)
    stored = _connected(written, dropped, read)
    copies_now = {pair: copy for pair, copy in stored.items() if pair not in dropped} | written
    names = {name for pair in (*copies_now, *dropped) for name in pair}
    here = [article for article in new if article.article_id in names]
    earlier = _facts(sorted(names - {article.article_id for article in here}), read)
    choices = choose_originals([*map(facts_of, here), *earlier], _in_order(copies_now))
    before = choose_originals(earlier, _in_order(stored))  # as it was chosen then: the articles need not be read
    rows = [
        (name, choice.duplicate_of, choice.duplicate_kind, choice.version_of)
        for name, choice in sorted(choices.items())
        if choice != before.get(name, Choice())
    ]
    columns = [pa.array(list(column), pa.string()) for column in zip(*rows, strict=True)] or [[]] * len(_COLUMNS)
    return pa.table(dict(zip(_COLUMNS, columns, strict=True)), schema=ORIGINALS)


def _no_copies(new: Sequence[Article], article_pairs: pa.Table, written: Mapping[Pair, Copy]) -> set[Pair]:
    """Pairs of earlier articles, measured again, that are no copies: they may be stored as copies still."""
    fresh = {article.article_id for article in new}
    return {pair for pair in pairs_of(article_pairs) if pair not in written and fresh.isdisjoint(pair)}


def _connected(written: Mapping[Pair, Copy], dropped: Set[Pair], read: Read) -> dict[Pair, Copy]:
    """All stored pairs of copies that are connected with the written or dropped ones."""
    connected: dict[Pair, Copy] = {}
    seen: set[str] = set()
    frontier = {name for pair in (*written, *dropped) for name in pair}
    while frontier:
        seen |= frontier
        stored = _copies_in(stored_pairs(sorted(frontier), read))
        connected |= stored
        frontier = {name for pair in stored for name in pair} - seen
    return connected


def _in_order(copies: Mapping[Pair, Copy]) -> list[Copy]:
    return [copies[pair] for pair in sorted(copies)]


def _copies_in(article_pairs: pa.Table) -> dict[Pair, Copy]:
    relation = article_pairs["relation"].cast(pa.string())
    rows = article_pairs.filter(pc.is_in(relation, pa.array(COPY_RELATIONS)))
    columns = (rows["article_id_a"], rows["article_id_b"], rows["relation"].cast(pa.string()), rows["score"])
    copies = map(Copy, *(column.to_pylist() for column in columns))
    return {(copy.a, copy.b): copy for copy in copies}


def _facts(names: Sequence[str], read: Read) -> list[Facts]:
    """The facts of earlier articles."""
    rows = read("sameness_texts", "article_id", pa.array(names, pa.string()), Facts._fields)
    return [Facts(*row) for row in zip(*(column.to_pylist() for column in rows.columns), strict=True)]
