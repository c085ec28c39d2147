"""What earlier runs knew of inputs, and the pages that feeds still owe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyarrow as pa

from newsloom.schemas.state.inputs import OWED
from newsloom.transforms.inputs.records import Field

_AT_ONCE = dt.timedelta(hours=1)  # a page that has been owed for less is asked for in every run
_LONGEST_REST = dt.timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """What an earlier run knew of one version of an input."""

    n_records: int
    etag: str | None = None
    last_modified: str | None = None
    stated_at: str | None = None


@dataclass(frozen=True)
class Owed:
    """A page that a feed links to and that no run could read: a row of the `owed` state.

    `name` is its address without secrets; where it had any (`secret`), only the feed has the address itself. `text`
    and `fields` are what the feed says, `n_records` how many records stand for the page meanwhile. A page is owed
    until it comes or is `given_up`, which holds until the feed states another date.
    """

    name: str
    feed: str
    secret: bool
    text: str
    fields: tuple[Field, ...]
    stated_at: str | None
    problem: str
    n_records: int
    given_up: bool
    since: dt.datetime
    tried_at: dt.datetime | None  # None: no run has asked for it yet

    def is_due(self, now: dt.datetime) -> bool:
        """Whether to ask now: at every run at first, then after a rest as long as all the time it was asked before."""
        if self.tried_at is None or self.tried_at - self.since < _AT_ONCE:
            return True
        return now - self.tried_at >= min(self.tried_at - self.since, _LONGEST_REST)

    def row(self) -> dict[str, object]:
        """The page as a row of the `owed` state."""
        fields = [{"field": f.field, "value": f.value, "origin": f.origin} for f in self.fields]
        return {**vars(self), "fields": fields}


def _owed(row: dict[str, Any]) -> Owed:
    fields = tuple(Field(**field) for field in row["fields"] or ())
    return Owed(**{name: row[name] for name in Owed.__dataclass_fields__} | {"fields": fields})


class OwedChanges(NamedTuple):
    """Rows of the `owed` state to add or replace, names of the pages that came, and those of them whose summary stood
    for them before."""

    rows: pa.Table
    came: pa.Table
    came_after_summary: list[str]

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.rows.num_rows or self.came.num_rows)


class OwedPages:
    """The pages that feeds owe: what the state says, and what this run changes in it.

    `now` is when the run began: the only clock by which pages become due or are given up.
    """

    def __init__(self, rows: Iterable[Owed] = (), now: dt.datetime | None = None) -> None:
        self.now = now or dt.datetime.now(dt.UTC)
        self._pages = {page.name: page for page in rows}
        self._written: dict[str, Owed] = {}
        self._settled: dict[str, bool] = {}
        self.n_waiting = 0  # pages owed by the feeds of this run, when it has read them

    @classmethod
    def from_table(cls, table: pa.Table, now: dt.datetime) -> OwedPages:
        """The pages of the `owed` state."""
        return cls(map(_owed, table.sort_by([("since", "ascending"), ("name", "ascending")]).to_pylist()), now)

    def get(self, name: str) -> Owed | None:
        """What is known of a page that was not read."""
        return self._pages.get(name)

    def of_feed(self, feed: str) -> list[Owed]:
        """The pages that a feed owes, the oldest first; without those that were given up."""
        return [page for page in self._pages.values() if page.feed == feed and not page.given_up]

    def put(self, page: Owed) -> None:
        """Remember a page that could not be read."""
        self._pages[page.name] = self._written[page.name] = page
        self._settled.pop(page.name, None)

    def settle(self, name: str, first: bool = True) -> None:
        """A page that was read is owed no more; `first` where no run had ever read it before."""
        page = self._pages.pop(name, None)
        if page:
            self._written.pop(name, None)
            self._settled[name] = first and page.n_records > 0 and bool(page.text)

    def take_changes(self) -> OwedChanges:
        """What has changed since the last call."""
        rows = OWED.table(page.row() for page in self._written.values())
        names = pa.table({"name": pa.array(self._settled, pa.string())})
        after_summary = [name for name, had_summary in self._settled.items() if had_summary]
        self._written, self._settled = {}, {}
        return OwedChanges(rows, names, after_summary)


@dataclass(frozen=True)
class KnownInputs:
    """Versions that earlier runs have read: by name and hash, and the latest of each name; and pages owed."""

    versions: dict[tuple[str, str], Known] = field(default_factory=dict)
    latest: dict[str, Known] = field(default_factory=dict)
    owed: OwedPages = field(default_factory=OwedPages)
