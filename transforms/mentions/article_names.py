"""The names of one article for those who ask: rows for the tables, and whom a phrase or a pronoun refers to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from newsloom.transforms.mentions.records import ChainRecord, Mention, Reference, RoleRecord, Row

_HEAD_END = re.compile(r",|;|\(|\s(?:of|for|at|in|on|from|with|to|by|who|which|that|whose|and)\s", re.IGNORECASE)
_CLOSING = " \t\n\"'”’)],.;:"


@dataclass(frozen=True)
class ArticleNames:
    """Mentions (in order of place), chains (by number) and roles (in order of place) of one article."""

    article_id: str
    text: str
    mention_records: Sequence[Mention] = ()
    chain_records: Sequence[ChainRecord] = ()
    role_records: Sequence[RoleRecord] = ()

    @cached_property
    def mentions(self) -> list[Row]:
        """Rows of the contract, `chain` (number in the article, None if unclear) in place of entity_id; in order."""
        return [mention.row() for mention in self.mention_records]

    @cached_property
    def chains(self) -> list[Row]:
        """Rows of `newsloom.schemas.state.names.CHAINS` without added_at and entity_id."""
        return [chain.row() for chain in self.chain_records]

    @cached_property
    def roles(self) -> list[Row]:
        """Rows of the contract, `chain` in place of entity_id."""
        return [role.row() for role in self.role_records]

    def reference_at(self, start: int, end: int) -> Reference | None:
        """What the head of a noun phrase or a pronoun at [start, end) refers to: "US President Donald Trump" to Trump.

        None where the head is no mention: "a spokesman for Trump", "Trump's lawyer".
        """
        head_end = self._head_end(start, end)
        for mention in self._starting(start, head_end):
            if mention.end_char == head_end:
                return Reference(mention.chain, mention.kind, mention.type, mention.confidence)
        return None

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start_char for mention in self.mention_records]

    @cached_property
    def _reached(self) -> list[int]:
        """For each mention, how far it and those before it reach."""
        return list(accumulate((mention.end_char for mention in self.mention_records), max))

    def _starting(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that start in a span."""
        return self.mention_records[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _head_end(self, start: int, end: int) -> int:
        """Offset where the head of the phrase ends: before a comma, a preposition or a relative clause."""
        ends = {mention.end_char for mention in self._starting(start, end)}
        for match in _HEAD_END.finditer(self.text, start, end):
            if match.start() > start and not self._in_mention(match.start()):
                end = match.start()
                break
        while end > start and end not in ends and self.text[end - 1] in _CLOSING:
            end -= 1
        return end

    def _in_mention(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset)
        return index > 0 and offset < self._reached[index - 1]
