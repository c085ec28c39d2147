"""The stage that says what an outlet changed between the versions of an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.view import View, distinct
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.schemas.contract.revisions import REVISIONS
from newsloom.transforms.revisions.ledger import list_revisions, versions_before
from newsloom.transforms.revisions.sentences import Row, Version

_ORDERING = ("article_id", "version_of", "published_at", "published_date", "modified_at", "first_seen_at")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_id", "title", "text"),
    "segments": ("article_id", "ordinal", "kind", "start_char", "end_char"),
    "quotes": (
        *("quote_id", "article_id", "type", "start_char", "end_char", "text"),
        *("speaker_start", "speaker_end", "speaker", "speaker_entity_id"),
    ),
    "mentions": ("mention_id", "article_id", "kind", "start_char", "end_char"),
}


@stage(takes=("versions",), reads=("revisions", *_COLUMNS), writes=("revisions",))
def list_changes(frames: Frames, stored: View, context: Context) -> Outcome:
    """What was changed in new versions, and in earlier ones whose version before is another one now."""
    touched = frames["versions"]["article_id"].to_pylist()
    former = _stored(stored, "article_id", touched) | _stored(stored, "previous_article_id", touched)
    before = _versions_before(stored, frames["versions"], {*former, *former.values()})
    former |= _stored(stored, "article_id", before)
    changed = {later: one for later, one in before.items() if former.get(later) != one}
    versions = _read_versions(stored, {*changed, *changed.values()})
    rows = [row for later, one in sorted(changed.items()) for row in list_revisions(versions[one], versions[later])]
    changes = Changes()
    void = sorted(later for later in former if former[later] != before.get(later))
    changes.delete("revisions", pa.table({"article_id": pa.array(void, pa.string())}))
    changes.upsert("revisions", REVISIONS.table(rows))
    return Outcome(changes=changes)


def _stored(stored: View, column: str, ids: Iterable[str]) -> dict[str, str]:
    """The version before of each article of whose rows in the ledger a column has one of these."""
    wanted = pa.array(sorted(ids), pa.string())
    rows = stored.lookup("revisions", column, wanted, columns=["article_id", "seq", "previous_article_id"])
    return dict(zip(rows["article_id"].to_pylist(), rows["previous_article_id"].to_pylist(), strict=True))


def _versions_before(stored: View, versions: pa.Table, others: Set[str]) -> dict[str, str]:
    """The version before of each article of a group in which one of these is, or one whose versions have changed."""
    mine = versions.filter(pc.is_valid(versions["version_of"]))
    ids = distinct(mine["article_id"], mine["version_of"], pa.chunked_array([sorted(others)], pa.string()))
    if not len(ids):  # as mostly: each look-up opens every file of its table
        return {}
    some = stored.lookup("articles", "article_id", ids, columns=_ORDERING)
    firsts = distinct(some["version_of"], some["article_id"])
    groups = [stored.lookup("articles", column, firsts, columns=_ORDERING) for column in ("article_id", "version_of")]
    rows = {row["article_id"]: row for group in groups for row in group.to_pylist()}
    return versions_before(rows.values())


def _read_versions(stored: View, ids: set[str]) -> dict[str, Version]:
    """The articles with all that comparing them takes."""
    if not ids:
        return {}
    wanted = pa.array(sorted(ids), pa.string())
    rows: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in _COLUMNS}
    for name, columns in _COLUMNS.items():
        for row in stored.lookup(name, "article_id", wanted, columns=columns).to_pylist():
            rows[name][row["article_id"]].append(row)
    return {
        id_: Version(article, *(rows[name][id_] for name in ("segments", "quotes", "mentions")))
        for id_, (article,) in rows["articles"].items()
    }
