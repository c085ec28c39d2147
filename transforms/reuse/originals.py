"""Which article is the original of its copies, and which is the first version of a revised one.

The target is a choice, made on evidence as far as there is any: the agency itself, then the earliest time of
publication, then no credit to somebody else, then the fullest text, then the smallest id. An article of which only the
day is known is neither earlier nor later than those of that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.text.disjoint_sets import root

EXACT, NEAR, CONTAINED, REVISION = "exact", "near", "contained", "revision"
COPY_RELATIONS = (EXACT, NEAR, CONTAINED, REVISION)


class Facts(NamedTuple):
    """What is known of an article that bears on who copied whom."""

    article_id: str
    published_at: datetime | None
    outlet: str | None
    agency: str | None
    n_words: int
    day_only: bool = False  # published_at is midnight, because the time of day is not known
    modified_at: datetime | None = None
    arrived_at: datetime | None = None
    url: str | None = None
    title: str | None = None


class Copy(NamedTuple):
    """A pair of copies; `relation` is one of COPY_RELATIONS, `score` how much the shorter has of the longer."""

    a: str
    b: str
    relation: str
    score: float


@dataclass(frozen=True)
class Choice:
    """What an article is a copy of, and what it is a later version of; None where it is neither."""

    duplicate_of: str | None = None
    duplicate_kind: str | None = None
    version_of: str | None = None


def facts_of(article: Article) -> Facts:
    """What bears on who copied whom, of an article."""
    return Facts(*(getattr(article, name) for name in Facts._fields))


def canonical_order(articles: Iterable[Facts]) -> list[Facts]:
    """The articles, those first that the others are most likely copies of.

    Of one day, those without a time of day stand before all that have one if they have better evidence than the
    earliest of these, else after them.
    """
    by_day: dict[tuple[object, ...], list[Facts]] = defaultdict(list)
    for facts in articles:
        by_day[_day(facts)].append(facts)
    return [facts for _, group in sorted(by_day.items()) for facts in _within_day(group)]


def _day(facts: Facts) -> tuple[bool, bool, int]:
    """The agency itself first, then those with a date, by day."""
    at = facts.published_at
    return not is_agency(facts), at is None, at.toordinal() if at else 0


def _within_day(group: Sequence[Facts]) -> list[Facts]:
    timed = sorted((f for f in group if not f.day_only), key=lambda f: (_timestamp(f.published_at), *_merit(f)))
    untimed = sorted((f for f in group if f.day_only), key=_merit)
    before = [f for f in untimed if timed and _merit(f) < _merit(timed[0])]
    return [*before, *timed, *untimed[len(before) :]]


def _merit(facts: Facts) -> tuple[bool, int, str]:
    """What speaks for an original besides time: no credit to somebody else, the fullest text; then the smallest id."""
    return credits_another(facts), -facts.n_words, facts.article_id


def is_earlier(a: Facts, b: Facts) -> bool:
    """Whether a is known to have been published before b: by the day where only that is known of either."""
    if a.published_at is None or b.published_at is None:
        return False
    if a.day_only or b.day_only:
        return a.published_at.date() < b.published_at.date()
    return a.published_at < b.published_at


def is_agency(facts: Facts) -> bool:
    """Whether the article is the credited agency's own."""
    return bool(facts.agency) and str(facts.agency).lower() in (facts.outlet or "").lower()


def credits_another(facts: Facts) -> bool:
    """Whether the article credits an agency that did not publish it."""
    return bool(facts.agency) and not is_agency(facts)


def choose_originals(articles: Iterable[Facts], copies: Sequence[Copy]) -> dict[str, Choice]:
    """The choice for each article. Every target is an original itself, and a direct copy of what points to it.

    `articles` must hold every article of `copies`, and `copies` all pairs of copies among them. Texts that are
    exactly the same are treated as one; the result does not depend on any order.
    """
    ranked = canonical_order(articles)
    rank = {facts.article_id: i for i, facts in enumerate(ranked)}
    group = _exact_groups(rank, copies)
    words = {facts.article_id: facts.n_words for facts in ranked}
    near, containers, versions = _links(copies, group, words, {facts.article_id: facts for facts in ranked})
    target: dict[str, tuple[str, str]] = {}
    heads = sorted(set(group.values()), key=rank.__getitem__)
    _join_near(heads, near, rank, target)
    _join_contained(heads, containers, words, rank, target)
    order = sorted(ranked, key=lambda facts: (*_version_order(facts), rank[facts.article_id]))
    first = _first_versions(versions, {facts.article_id: i for i, facts in enumerate(order)})
    return {name: _choice(name, group[name], target, first) for name in rank}


def _choice(name: str, head: str, target: Mapping[str, tuple[str, str]], first: Mapping[str, str]) -> Choice:
    """The choice for one article from that of its group of equal texts."""
    version_of = first.get(name)
    if head in target:
        return Choice(*target[head], version_of)
    if name != head:
        return Choice(head, EXACT, version_of)
    return Choice(None, None, version_of)


def _exact_groups(rank: Mapping[str, int], copies: Sequence[Copy]) -> dict[str, str]:
    """The best-ranked article of the same text, for each article."""
    return _components(rank, ((c.a, c.b) for c in copies if c.relation == EXACT))


def _components(rank: Mapping[str, int], edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The best-ranked article that each one is connected with."""
    parent = {name: name for name in rank}

    for a, b in edges:
        first, second = sorted((root(parent, a), root(parent, b)), key=rank.__getitem__)
        parent[second] = first
    return {name: root(parent, name) for name in rank}


Links = dict[str, set[str]]


def _links(
    copies: Sequence[Copy], group: Mapping[str, str], words: Mapping[str, int], facts: Mapping[str, Facts]
) -> tuple[Links, Links, Links]:
    """Near copies of each text; the longer texts that each is contained in, unless these are known to have come out
    later: an early report is no copy of what grew out of it; revisions of each article."""
    near: Links = defaultdict(set)
    containers: Links = defaultdict(set)
    versions: Links = defaultdict(set)
    for a, b, relation, _ in copies:
        if relation == REVISION or (relation == EXACT and _has_new_headline(facts[a], facts[b])):
            versions[a].add(b)
            versions[b].add(a)
        if relation == NEAR and group[a] != group[b]:
            near[group[a]].add(group[b])
            near[group[b]].add(group[a])
        elif relation == CONTAINED and group[a] != group[b]:
            short, long = sorted((a, b), key=lambda name: (words[name], name))
            if not is_earlier(facts[group[short]], facts[group[long]]):
                containers[group[short]].add(group[long])
    return near, containers, versions


def _has_new_headline(a: Facts, b: Facts) -> bool:
    """Whether two articles of one address differ in their headline."""
    return bool(a.url and a.url == b.url and a.title and b.title and a.title != b.title)


def _version_order(facts: Facts) -> tuple[bool, float, float, float]:
    """The first version first: by publication, then by the outlet's last change, then by arrival."""
    published = _timestamp(facts.published_at)
    modified = _timestamp(facts.modified_at) or published
    return facts.published_at is None, published, modified, _timestamp(facts.arrived_at)


def _timestamp(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _join_near(heads: list[str], near: Links, rank: Mapping[str, int], target: dict[str, tuple[str, str]]) -> None:
    """From the best-ranked on: a text is a copy of the best-ranked original that it is a near copy of."""
    for head in heads:
        originals = [other for other in near[head] if rank[other] < rank[head] and other not in target]
        if originals:
            target[head] = min(originals, key=rank.__getitem__), NEAR


def _join_contained(
    heads: list[str],
    containers: Links,
    words: Mapping[str, int],
    rank: Mapping[str, int],
    target: dict[str, tuple[str, str]],
) -> None:
    """From the longest on: an original that lies in a longer one is no original, and its copies move along."""
    absorbed: dict[str, str] = {}
    for head in sorted((h for h in heads if h not in target), key=lambda h: (-words[h], rank[h])):
        longer = [other for other in containers[head] if other not in target]
        if longer:
            absorbed[head] = min(longer, key=rank.__getitem__)
            target[head] = absorbed[head], CONTAINED
    for head, (original, _) in list(target.items()):
        if original in absorbed:
            target[head] = absorbed[original], CONTAINED


def _first_versions(versions: Links, order: Mapping[str, int]) -> dict[str, str]:
    """The first version of each article that was revised, for the later ones."""
    edges = [(a, b) for a, others in versions.items() for b in others]
    names = {name: order[name] for name in versions}
    return {name: first for name, first in _components(names, edges).items() if name != first}
