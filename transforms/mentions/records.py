"""Mentions and chains of an article as they leave this folder: typed, and as rows only at the table's edge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsloom.transforms.text.ids import content_id, content_number

Row = dict[str, Any]


@dataclass(frozen=True)
class Mention:
    """One mention: where it stands in the article, and the chain that it belongs to (None if unclear)."""

    article_id: str
    chain: int | None
    start_char: int
    end_char: int
    text: str
    type: str
    kind: str  # name, pronoun, nominal
    confidence: float

    def row(self) -> Row:
        """The row of `mentions`, with the chain's number in place of entity_id."""
        return {"mention_id": content_id("m_", self.article_id, self.start_char, self.end_char), **vars(self)}


@dataclass(frozen=True)
class ChainRecord:
    """What a chain's names say about who it is; see `newsloom.schemas.state.names.CHAINS` for each field."""

    article_id: str
    chain: int
    type: str
    key: str
    name: str
    forms: Mapping[str, int]  # spelling -> names that have it, in order of first use
    given: str | None
    surname: str | None
    likely: int | None  # number of the chain of the article's only full name with this surname
    gender: str | None
    born: int | None  # year, from an age beside the name
    roles: list[str]
    organisations: list[str]
    countries: list[str]
    together: list[int]
    observed_date: dt.date | None
    starts: list[int]
    blocks: list[int]

    def row(self) -> Row:
        """The row of CHAINS without added_at and entity_id."""
        return {
            **vars(self),
            "number": content_number("chain", self.article_id, self.chain),
            "likely": None if self.likely is None else content_number("chain", self.article_id, self.likely),
            "forms": list(self.forms),
            "form_counts": list(self.forms.values()),
            "n_mentions": len(self.starts),
        }


@dataclass(frozen=True)
class RoleRecord:
    """A title, an office or an affiliation beside a name, with the number of the chain that has it."""

    article_id: str
    chain: int
    start_char: int
    end_char: int
    text: str
    role: str  # the title alone
    organisation: str | None
    country: str | None  # its English name
    status: str  # current, former, acting, elect
    observed_date: dt.date | None

    def row(self) -> Row:
        """The row of `roles`, with the chain's number in place of entity_id."""
        return dict(vars(self))


@dataclass(frozen=True)
class Reference:
    """What a phrase refers to: a chain (None where the mention may be one of two), and how sure that is."""

    chain: int | None
    kind: str  # name, pronoun, nominal
    type: str
    confidence: float
