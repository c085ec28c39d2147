"""Feeds and pages as payloads.

A feed gives its entries; where an entry holds only a summary, the page that it links to is fetched in its place.
Conditional requests (ETag, Last-Modified) keep a scheduled run from fetching what has not changed. A page that does not
come is owed: its summary stands for it, and later runs ask for it, whether the feed still holds the entry or not.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsloom.flows.inputs.web.known import Known, KnownInputs, Owed, OwedPages
from newsloom.flows.inputs.web.options import SourceOptions
from newsloom.transforms.inputs.addresses import without_secrets
from newsloom.transforms.inputs.formats import feed
from newsloom.transforms.inputs.formats.feed import Linked, linked_entries
from newsloom.transforms.inputs.records import Payload
from newsloom.transforms.inputs.sniff import HEAD

if TYPE_CHECKING:  # imported where the network is used: most runs read files
    from newsloom.flows.inputs.web.answers import Answer
    from newsloom.flows.inputs.web.client import Home, Web


@contextlib.contextmanager
def opened_web(options: SourceOptions) -> Iterator[Callable[[], Web]]:
    """What gives the run's one client, which is made when it is first asked for."""
    with contextlib.ExitStack() as stack:

        @cache
        def web() -> Web:
            from newsloom.flows.inputs.web.client import Web

            return stack.enter_context(contextlib.closing(Web(options)))

        yield web


def read_address(address: str, earlier: KnownInputs, web: Web, seen: set[Path | str]) -> Iterator[Payload]:
    """The page or feed at an address, then the pages that the feed links to or owes; each address once in a run.

    A payload whose `known_records` is set is what an earlier run has read. `seen` grows by the addresses, and
    `earlier.owed` learns which pages came and which did not. Addresses are named without the secrets in them.
    """
    name = without_secrets(address)
    if name in seen:
        return
    seen.add(name)
    home, owed = web.home_of(address), earlier.owed.of_feed(name) if web.options.follow_links else []
    before = earlier.latest.get(name)
    # the state has no secrets, so a page with one can be asked for only if the feed says its address again
    asked = None if any(page.secret for page in owed) else before
    answer = web.fetch(address, home, asked, linked=False)
    if answer.problem is None:
        earlier.owed.settle(name, first=before is None)
    links = _links(answer, name, web.options)
    payload = _payload(name, answer, before, earlier)
    yield replace(payload, followed=bool(links), base=without_secrets(answer.address) if links else payload.base)
    feed = _Feed(name, home, answer, earlier, web)
    for page in _in_order(links, owed):
        if page.name not in seen:
            seen.add(page.name)
            yield from feed.read(page)
    earlier.owed.n_waiting += len(earlier.owed.of_feed(name))


def _links(answer: Answer, name: str, options: SourceOptions) -> list[Linked]:
    if not (options.follow_links and feed.begins(answer.data[:HEAD])):
        return []
    try:
        return linked_entries(answer.data, answer.address or name)
    except Exception:  # parsing the feed as a payload meets the same, and makes a reject of it
        return []


@dataclass(frozen=True)
class _Page:
    """A page to ask for; `address` is None where nobody knows it."""

    name: str
    address: str | None
    linked: Linked


def _in_order(links: list[Linked], owed: list[Owed]) -> Iterator[_Page]:
    """The pages that earlier runs could not read, the oldest first, and then the others, as the feed lists them."""
    listed = {without_secrets(linked.url): linked for linked in links}
    for page in owed:
        linked = listed.pop(page.name, None)
        if linked:
            yield _Page(page.name, linked.url, linked)
        else:
            address = None if page.secret else page.name
            yield _Page(page.name, address, Linked(page.name, page.fields, page.stated_at, page.text))
    for name, linked in listed.items():
        yield _Page(name, linked.url, linked)


class _Feed:
    """A feed whose pages are read: at most as many as the options allow."""

    def __init__(self, name: str, home: Home | None, answer: Answer, earlier: KnownInputs, web: Web) -> None:
        self._name, self._home, self._known, self._web = name, home, earlier, web
        self._came = answer.problem is None
        self._n_asked = 0

    @property
    def _owed(self) -> OwedPages:
        return self._known.owed

    def read(self, page: _Page) -> Iterator[Payload]:
        """The payload of a page: itself, what stands for it, or how many records an earlier run made of either."""
        before, debt = self._known.latest.get(page.name), self._owed.get(page.name)
        stated_at = page.linked.stated_at
        if debt and debt.stated_at == stated_at and (debt.given_up or not debt.is_due(self._owed.now)):
            yield _counted(page.name, debt.n_records)
        elif not debt and before and before.stated_at == stated_at:
            yield _counted(page.name, before.n_records)
        elif page.address is None:
            yield from self._unknown_address(page, debt)
        elif self._n_asked >= self._web.options.max_links:
            yield from self._put_off(page, debt)
        else:
            yield from self._asked(page, page.address, before, debt)

    def _asked(self, page: _Page, address: str, before: Known | None, debt: Owed | None) -> Iterator[Payload]:
        """The page is asked for. One that we have is asked for only because the feed states another date."""
        self._n_asked += 1
        answer = self._web.fetch(address, self._home, before)
        if answer.problem is None:
            self._owed.settle(page.name, first=before is None)
            payload = _payload(page.name, answer, before, self._known)
            linked = page.linked
            yield replace(payload, fields=linked.fields, stated_at=linked.stated_at, text=linked.text or None)
        elif answer.later:
            yield from self._not_yet(page, answer.problem, before, debt)
        else:
            lasting = answer.status is not None  # else it was refused, which may change with robots.txt and options
            yield from self._never(page, answer.problem, debt, lasting, has_page=before is not None)

    def _not_yet(self, page: _Page, problem: str, before: Known | None, debt: Owed | None) -> Iterator[Payload]:
        """The page may come later, unless it has been owed for too long. Of one that we have nothing need stand in."""
        now, days = self._owed.now, self._web.options.owed_days
        fresh = debt is None or debt.stated_at != page.linked.stated_at
        if debt and not fresh and now - debt.since > dt.timedelta(days=days):
            yield from self._never(page, f"{problem}; given up after {days} days", debt, lasting=True)
            return
        new = fresh or (debt is not None and debt.tried_at is None)
        since = now if debt is None or new else debt.since
        n_records = before.n_records if before else 1
        self._owed.put(self._debt(page, problem, n_records, since=since, tried_at=now))
        if before or not new:
            yield _counted(page.name, n_records)
        elif page.linked.text:
            yield _stand_in(page, None)
        else:
            yield _stand_in(page, f"{problem}; later runs ask for it again, for {days} days")

    def _never(
        self, page: _Page, problem: str, debt: Owed | None, lasting: bool, has_page: bool = False
    ) -> Iterator[Payload]:
        """The page will not come: what the feed says of it stays in its place, beside a reject."""
        if has_page:
            page = replace(page, linked=replace(page.linked, text=""))
        now = self._owed.now
        if lasting:
            since = debt.since if debt else now
            n_records = 1 + bool(page.linked.text)
            self._owed.put(self._debt(page, problem, n_records, since, now, given_up=True))
        else:
            self._owed.settle(page.name)
        yield _stand_in(page, problem)

    def _put_off(self, page: _Page, debt: Owed | None) -> Iterator[Payload]:
        """The run has asked for as many pages of this feed as it may: the next run goes on."""
        if debt is None:
            problem = f"not asked for yet: more than max_links = {self._web.options.max_links} pages of one feed"
            self._owed.put(self._debt(page, problem, n_records=0, since=self._owed.now, tried_at=None))
        yield _counted(page.name, debt.n_records if debt else 0)

    def _unknown_address(self, page: _Page, debt: Owed | None) -> Iterator[Payload]:
        if self._came:
            problem = "cannot be fetched: its address had a secret, and the feed does not name it any more"
            yield from self._never(page, problem, debt, lasting=True)
        else:
            yield _counted(page.name, debt.n_records if debt else 0)

    def _debt(
        self,
        page: _Page,
        problem: str,
        n_records: int,
        since: dt.datetime,
        tried_at: dt.datetime | None,
        given_up: bool = False,
    ) -> Owed:
        linked, secret = page.linked, page.address != page.name
        return Owed(
            page.name, self._name, secret, linked.text, linked.fields, linked.stated_at, problem, n_records, given_up,
            since, tried_at,
        )  # fmt: skip


def _stand_in(page: _Page, problem: str | None) -> Payload:
    """What the feed says in place of a page, where it says anything, and why the page is not there."""
    text = page.linked.text or None
    size = len(page.linked.text)
    return Payload(page.name, page.name, nothing, size=size, text=text, problem=problem, fields=page.linked.fields)


def _counted(name: str, n_records: int) -> Payload:
    """An input that gives what it gave to an earlier run."""
    return Payload(name, name, nothing, known_records=n_records)


def _payload(name: str, answer: Answer, before: Known | None, earlier: KnownInputs) -> Payload:
    if answer.unchanged and before:
        return _counted(name, before.n_records)
    if answer.problem:
        return Payload(name, name, nothing, problem=answer.problem)
    digest = hashlib.sha256(answer.data).hexdigest()
    same = earlier.versions.get((name, digest))
    return Payload(
        source_uri=name,
        name=name,
        open=partial(io.BytesIO, answer.data),
        media_type=answer.media_type,
        charset=answer.charset,
        sha256=digest,
        size=len(answer.data),
        etag=answer.etag,
        last_modified=answer.last_modified,
        known_records=same.n_records if same else None,
        base=without_secrets(answer.address) if answer.redirected else None,
    )


def nothing() -> BinaryIO:
    """What opens a payload that has no bytes."""
    return io.BytesIO()
