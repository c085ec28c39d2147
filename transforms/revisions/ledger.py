"""Rows of `revisions`: an article beside its version before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Any

from newsloom.transforms.revisions.alignment import Aligned, align
from newsloom.transforms.revisions.kinds import find_kinds
from newsloom.transforms.revisions.sentences import Row, Sentence, Version, plain_words

_LATEST = datetime.max.replace(tzinfo=UTC)


def versions_before(articles: Iterable[Row]) -> dict[str, str]:
    """The version before each article that is a later version; `articles` are whole groups of versions.

    In order of publication, then of the outlet's last change, then of arrival.
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in articles:
        groups[row["version_of"] or row["article_id"]].append(row)
    ordered = (sorted(group, key=_order) for group in groups.values())
    return {later["article_id"]: former["article_id"] for group in ordered for former, later in pairwise(group)}


def _order(row: Row) -> tuple[datetime, datetime, datetime, str]:
    day = row["published_date"]
    published = row["published_at"] or (datetime.combine(day, time(), UTC) if day else _LATEST)
    return published, row["modified_at"] or published, row["first_seen_at"], row["article_id"]


def list_revisions(before: Version, after: Version) -> list[dict[str, Any]]:
    """What was changed, in the order of the later text; none where no sentence of one stands in the other."""
    aligned = align(before.sentences, after.sentences)
    if not any(one and other for one, other in aligned):
        return []
    changes = [*_headline(before.article, after.article), *_changes(before, after, aligned)]
    ids = {"article_id": after.article["article_id"], "previous_article_id": before.article["article_id"]}
    return [{**ids, "seq": seq, **change} for seq, change in enumerate(changes)]


def _headline(before: Row, after: Row) -> Iterator[Mapping[str, Any]]:
    one, other = before["title"], after["title"]
    if one and other and plain_words(one) != plain_words(other):
        yield {"kind": "headline", "before": one, "after": other}


def _changes(before: Version, after: Version, aligned: Sequence[Aligned]) -> Iterator[Mapping[str, Any]]:
    texts = before.article["text"], after.article["text"]
    for one, other in aligned:
        for kind in _kinds(one, other):
            yield {"kind": kind, **_side(one, texts[0], _BEFORE), **_side(other, texts[1], _AFTER)}


def _kinds(one: Sentence | None, other: Sentence | None) -> list[str]:
    if one and other:
        return find_kinds(one, other) if one.key != other.key or one.quoted != other.quoted else []
    single = one or other
    if single and single.is_notice:
        return ["correction_notice"]
    return ["added" if one is None else "removed"]


_BEFORE = ("previous_start", "previous_end", "before")
_AFTER = ("start_char", "end_char", "after")


def _side(sentence: Sentence | None, text: str, names: tuple[str, str, str]) -> dict[str, Any]:
    if sentence is None:
        return {}
    return dict(zip(names, (sentence.start, sentence.end, text[sentence.start : sentence.end]), strict=True))
