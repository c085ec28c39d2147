"""All mentions of an article with the chain that each belongs to, and the roles of its people."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.chains import Chain, build_chains
from newsloom.transforms.mentions.name_spans import NameSpan, find_name_spans
from newsloom.transforms.mentions.nominals import find_nominals
from newsloom.transforms.mentions.pronouns import resolve_pronouns
from newsloom.transforms.mentions.roles import Role, find_roles
from newsloom.transforms.names.blocking import block_keys
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import fold
from newsloom.transforms.text.ids import content_id, content_number

Row = dict[str, Any]

_HEAD_END = re.compile(r",|;|\(|\s(?:of|for|at|in|on|from|with|to|by|who|which|that|whose|and)\s", re.IGNORECASE)
_CLOSING = " \t\n\"'”’)],.;:"


@dataclass(frozen=True)
class NamesOptions:
    """Options of the name stage.

    pronoun_confidence: pronouns below this stay unresolved (0 to 1).
    together: how many of the article's other people and organisations a chain remembers.
    merge_score: evidence that two people of one name need to be one, see `newsloom.transforms.entities.match_weights`.
    """

    pronoun_confidence: float = 0.51
    together: int = 12
    merge_score: float = 0.0


@dataclass(frozen=True)
class ArticleNames:
    """Mentions, chains and roles of one article.

    mentions: rows of the contract, `chain` (number in the article, None if unclear) in place of entity_id; in order.
    chains: rows of `newsloom.schemas.state.names.CHAINS` without added_at and entity_id.
    roles: rows of the contract, `chain` in place of entity_id.
    """

    article_id: str
    text: str
    mentions: list[Row] = field(default_factory=list)
    chains: list[Row] = field(default_factory=list)
    roles: list[Row] = field(default_factory=list)

    def chain_at(self, start: int, end: int) -> int | None:
        """Chain of the mention that is the head of a noun phrase: "US President Donald Trump" is Trump's.

        None where the head is no mention: "a spokesman for Trump", "Trump's lawyer".
        """
        head_end = self._head_end(start, end)
        return next((m["chain"] for m in self._starting(start, head_end) if m["end_char"] == head_end), None)

    @cached_property
    def _starts(self) -> list[int]:
        return [m["start_char"] for m in self.mentions]

    @cached_property
    def _reached(self) -> list[int]:
        """For each mention, how far it and those before it reach."""
        return list(accumulate((m["end_char"] for m in self.mentions), max))

    def _starting(self, start: int, end: int) -> list[Row]:
        """The mentions that start in a span."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _head_end(self, start: int, end: int) -> int:
        """Offset where the head of the phrase ends: before a comma, a preposition or a relative clause."""
        inside = {m["end_char"] for m in self._starting(start, end)}
        for found in _HEAD_END.finditer(self.text, start, end):
            if found.start() > start and not self._in_mention(found.start()):
                end = found.start()
                break
        if end in inside:
            return end
        while end > start and self.text[end - 1] in _CLOSING and end not in inside:
            end -= 1
        return end

    def _in_mention(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset)
        return at > 0 and offset < self._reached[at - 1]


def find_mentions(article: ParsedArticle, options: NamesOptions, gazetteer: Gazetteer) -> ArticleNames:
    """Names, pronouns and roles of one article, the names gathered into chains."""
    named = find_name_spans(article, gazetteer)
    chains = build_chains(article.text, named, gazetteer)
    roles = find_roles(article, named, chains, gazetteer)
    _gender_from_roles(chains, roles, gazetteer)
    mentions = _name_rows(article, named, chains)
    for found in resolve_pronouns(article, named, chains):
        if found.confidence >= options.pronoun_confidence:
            p = found.pronoun
            mentions.append(_mention(article, p.start, p.end, "PERSON", "pronoun", found.chain, found.confidence))
    for nominal in find_nominals(article, named, chains, roles, gazetteer):
        place = (nominal.start, nominal.end, "PERSON", "nominal", nominal.chain, nominal.confidence)
        mentions.append(_mention(article, *place))
    mentions.sort(key=lambda row: (row["start_char"], row["end_char"]))
    rows = _chain_rows(article, named, chains, roles, mentions, options, gazetteer)
    role_rows = [_role_row(article, role, gazetteer) for role in roles]
    return ArticleNames(article.article_id, article.text, mentions, rows, role_rows)


def _mention(
    article: ParsedArticle, start: int, end: int, kind_of_thing: str, kind: str, chain: int | None, confidence: float
) -> Row:
    return {
        "mention_id": content_id("m_", article.article_id, start, end),
        "article_id": article.article_id,
        "chain": chain,
        "start_char": start,
        "end_char": end,
        "text": article.text[start:end],
        "type": kind_of_thing,
        "kind": kind,
        "confidence": confidence,
    }


def _name_rows(article: ParsedArticle, named: Sequence[NameSpan], chains: Sequence[Chain]) -> list[Row]:
    """One row per name; a name that can mean two people has no chain."""
    chain_of = {place: number for number, chain in enumerate(chains) for place in chain.names}
    rows = []
    for place, name in enumerate(named):
        number = chain_of.get(place)
        chain = None if number is None else chains[number]
        kind = chain.type if chain else name.type
        doubt = chain.uncertain.get(place, 1.0) if chain else 1.0
        rows.append(_mention(article, name.start, name.end, kind, "name", number, round(name.confidence * doubt, 4)))
    return rows


def _gender_from_roles(chains: Sequence[Chain], roles: Sequence[Role], gazetteer: Gazetteer) -> None:
    """ "Spokeswoman" and "a mother of two" say whom a pronoun can mean."""
    for role in roles:
        chain = chains[role.chain]
        chain.gender = chain.gender or gazetteer.gender_of_word.get(role.head)


def _role_row(article: ParsedArticle, role: Role, gazetteer: Gazetteer) -> Row:
    country = gazetteer.countries.get(role.country) if role.country else None
    return {
        "chain": role.chain,
        "role": role.text,
        "organisation": role.organisation,
        "country": country.name if country else None,
        "article_id": article.article_id,
        "start_char": role.start,
        "end_char": role.end,
        "observed_date": article.published_date,
    }


def _chain_rows(
    article: ParsedArticle,
    named: Sequence[NameSpan],
    chains: Sequence[Chain],
    roles: Sequence[Role],
    mentions: Sequence[Row],
    options: NamesOptions,
    gazetteer: Gazetteer,
) -> list[Row]:
    starts: dict[int | None, list[int]] = defaultdict(list)
    for mention in mentions:
        starts[mention["chain"]].append(mention["start_char"])
    roles_of: dict[int, list[Role]] = defaultdict(list)
    for role in roles:
        roles_of[role.chain].append(role)
    keys = [_co_mention_key(chain) for chain in chains]
    first = list(dict.fromkeys(key for key in keys if key))[: options.together + 1]
    rows = []
    for number, chain in enumerate(chains):
        forms = Counter(named[place].text for place in chain.names)
        own = roles_of[number]
        together = [key for key in first if key != keys[number]][: options.together]
        rows.append(
            {
                "number": content_number("chain", article.article_id, number),
                "article_id": article.article_id,
                "chain": number,
                "type": chain.type,
                "key": chain.key,
                "name": fullest(forms),
                "forms": list(forms),
                "form_counts": list(forms.values()),
                "given": " ".join(chain.person.given) or None if chain.person else None,
                "surname": chain.person.surname if chain.person else None,
                "gender": chain.gender,
                "roles": _distinct(role.head for role in own),
                "organisations": _distinct(fold(role.organisation) for role in own if role.organisation),
                "countries": _distinct(role.country for role in own if role.country),
                "together": [content_number("company", key) for key in together],
                "observed_date": article.published_date,
                "n_mentions": len(starts[number]),
                "starts": starts[number],
                "blocks": block_keys(chain.type, chain.key, fullest(forms), forms, gazetteer),
            }
        )
    return rows


def _co_mention_key(chain: Chain) -> str | None:
    """What others remember of a chain that they are named with: a person's surname, an organisation's key."""
    if chain.type == "PERSON":
        return chain.person.core if chain.person else chain.key
    return chain.key if chain.type == "ORG" else None


def _distinct(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


def fullest(forms: Mapping[str, int]) -> str:
    """The form with most words, then letters; ordinary case before capitals, then the most frequent one."""
    return max(sorted(forms), key=lambda form: (len(form.split()), not form.isupper(), len(form), forms[form]))
