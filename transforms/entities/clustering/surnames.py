"""Surnames on their own over all articles: each put to the person whom it is sure to mean, or to nobody.

A surname whose article has the full name further down is that person's, unless other articles tell of somebody else
with this surname and the title that stands before it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering.match_weights import (
    WEIGHTS,
    PersonCluster,
    common_name_score,
    compare_roles,
    context_score,
    profile,
)
from newsloom.transforms.entities.constraints import CannotLink, must_differ
from newsloom.transforms.names.blocking import surname_keys
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import gender_of_given

# All by hand, on the scale of match weights.
_MARGIN = 1.2  # by how much the best of several candidates must lead
_ALONE = 1.0  # evidence that a surname on its own needs to be a certain person
_ONLY_CANDIDATE = 0.5  # for the only person of a surname
_FAME = 20  # articles from which on a person is as well known as can be
_OFFICE = 3  # articles that somebody must have whose title makes a surname his in spite of another full name
_TIMES_KNOWN = 10  # articles of somebody for each of a namesake who is hardly known beside him; by hand
_LITTLE_KNOWN = 3  # articles from which on a given name alone may be somebody's surname without more; by hand
_DOMINANT = 0.87  # share of the articles of all bearers that lets one without a lead be the well-known one
_DOMINANT_ARTICLES = 10  # and how many these must be
BEST_KNOWN = 16  # people of one surname, those in most articles, whom the surname on its own can mean


def place_surnames(
    people: Sequence[PersonCluster],
    rows: Sequence[int],
    chains: ChainFrame,
    days: Sequence[int | None],
    cannot_link: CannotLink,
) -> list[int]:
    """Add each of the rows (chains without a given name) to the person that it is sure to mean; those left over."""
    index = _Bearers(people, chains)
    homeless: list[int] = []
    gained: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        alone = PersonCluster([row], profile(chains, [row], days), chains.person(row))
        candidates = [p for p in index.bearers(row) if not must_differ(p.rows, alone.rows, cannot_link)]
        settled = chains.numbers[row] in chains.settled
        home = None if settled else _meant(alone, candidates, index.likely(row), chains)
        if home is None:
            homeless.append(row)
        else:
            gained[id(home)].append(row)
    for person in people:
        person.rows = sorted(person.rows + gained[id(person)])
    return homeless


class _Bearers:
    """Who bears a surname, and who is named in full in an article."""

    def __init__(self, people: Sequence[PersonCluster], chains: ChainFrame) -> None:
        self._chains = chains
        self._person_of = {row: person for person in people for row in person.rows}
        self._in_article: dict[str, set[int]] = defaultdict(set)
        for row, person in self._person_of.items():
            self._in_article[chains.articles[row]].add(id(person))
        by_surname: dict[str, dict[int, PersonCluster]] = defaultdict(dict)
        for person in people:
            for key in {key for name in person.profile.names for key in surname_keys(name)}:
                by_surname[key][id(person)] = person
        self._by_surname = {key: _best_known(some.values()) for key, some in by_surname.items()}

    def likely(self, row: int) -> PersonCluster | None:
        """Whose full name the article of a surname has further down."""
        full = self._chains.row_of.get(self._chains.likely[row] or 0)
        return None if full is None else self._person_of.get(full)

    def bearers(self, row: int) -> list[PersonCluster]:
        """Whom a surname can mean: its best known bearers, without those whom its article names in full apart from
        it, and those of another generation where there are some of its own."""
        name, likely = self._chains.person(row), self.likely(row)
        some = next((self._by_surname[key] for key in surname_keys(name) if key in self._by_surname), [])
        apart = self._in_article[self._chains.articles[row]]
        some = [person for person in some if person is likely or id(person) not in apart]
        own = [person for person in some if person.name.suffix == name.suffix]
        return own if own or name.suffix else some


def _best_known(people: Collection[PersonCluster]) -> list[PersonCluster]:
    """Those people of a surname whom it can mean on its own."""
    return sorted(people, key=lambda person: (-person.profile.n, person.order))[:BEST_KNOWN]


def _meant(
    alone: PersonCluster, candidates: Sequence[PersonCluster], likely: PersonCluster | None, chains: ChainFrame
) -> PersonCluster | None:
    """The candidate that titles, company and fame speak for, with a clear lead over the next."""
    if likely is not None:
        rivals = [person for person in candidates if _outdoes(person, likely, alone, chains)]
        rivals = rivals or [person for person in candidates if _overshadows(person, likely, alone, candidates, chains)]
        return _clear_best(alone, rivals, chains) or likely
    return _clear_best(alone, candidates, chains)


def _outdoes(person: PersonCluster, likely: PersonCluster, alone: PersonCluster, chains: ChainFrame) -> bool:
    """Whether a person bears the title before the surname, as the one named in full does in no article, or his name
    without its suffix, and is as well known."""
    if person is likely or person.profile.n < max(_OFFICE, likely.profile.n):
        return False
    if likely.name.suffix and replace(likely.name, suffix=None) in person.profile.names:
        return True
    title, other = (compare_roles(p.profile.roles, alone.profile.roles, chains.gazetteer) for p in (person, likely))
    return title == "same role" != other


def _overshadows(
    person: PersonCluster,
    likely: PersonCluster,
    alone: PersonCluster,
    candidates: Sequence[PersonCluster],
    chains: ChainFrame,
) -> bool:
    """Whether a person is whom nearly all articles mean by an uncommon surname, and the one named in full further down
    is hardly known: who writes "Holm" before any other name means the one of whom everybody has heard."""
    unknown = person is not likely and person.profile.n >= _TIMES_KNOWN * likely.profile.n
    return unknown and person.profile.n >= _FAME and _dominates(person, alone, candidates, chains)


def _clear_best(alone: PersonCluster, candidates: Sequence[PersonCluster], chains: ChainFrame) -> PersonCluster | None:
    base = _ONLY_CANDIDATE if len(candidates) == 1 else 0.0
    base += common_name_score(alone.name, chains.gazetteer)
    scored = []
    for person in candidates:
        fame = min(person.profile.n, _FAME) / _FAME + _weigh_given(alone, person, chains.gazetteer)
        scored.append((base + fame + context_score(person.profile, alone.profile, chains.gazetteer), person))
    scored.sort(key=lambda pair: (-pair[0], pair[1].order))
    if not scored or scored[0][0] < _ALONE:
        return None
    leads = len(scored) == 1 or scored[0][0] - scored[1][0] >= _MARGIN
    return scored[0][1] if leads or _dominates(scored[0][1], alone, candidates, chains) else None


def _weigh_given(alone: PersonCluster, person: PersonCluster, gazetteer: Gazetteer) -> float:
    """What given names weigh against a person: the name on its own is one that others have, "Matt" hardly Richard Matt,
    who is little known; or "Ms." stands before it and the person is called Bert."""
    core = alone.name.core
    given = gender_of_given([core]) is not None and core not in gazetteer.common_surnames
    other = not person.profile.genders and alone.genders.isdisjoint(person.genders)
    weight = WEIGHTS["common part"] if given and person.profile.n < _LITTLE_KNOWN else 0.0
    return weight + (WEIGHTS["other gender"] if other and alone.genders and person.genders else 0.0)


def _dominates(
    best: PersonCluster, alone: PersonCluster, candidates: Sequence[PersonCluster], chains: ChainFrame
) -> bool:
    """Whether nearly all articles that name somebody of an uncommon surname in full name this one, and nothing speaks
    against it."""
    total = sum(person.profile.n for person in candidates)
    well_known = best.profile.n >= max(_DOMINANT_ARTICLES, _DOMINANT * total)
    common = common_name_score(alone.name, chains.gazetteer) < 0
    return well_known and not common and context_score(best.profile, alone.profile, chains.gazetteer) >= 0
