"""Organisations of one article under shorter names: by one word, by the beginning of the name, without their country,
without an apostrophe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import dropwhile

from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.chambers import OF_THE_STATES
from newsloom.transforms.names.comparing import without_ending
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import words

_ARTICLE_BEFORE = re.compile(r"(?i)\b(?:the|an?|its|their|our|this|that) $")
_KINDS = words("name_bodies", "kind left out") | words("name_bodies", "ending")
_NOT_ALONE = words("name_bodies", "not alone")
_PAPERS = words("media", "part")
_MOST_WORDS = 8  # of a body's name that has a shorter form; a bound on time
_OFTEN = 2  # names without an article that make a common word a body's name; by hand


def join_short_forms(text: str, spans: Sequence[NameSpan], chains: list[Chain], gazetteer: Gazetteer) -> list[Chain]:
    """ "Goldman" after "Goldman Sachs", "Lindau" after "Bayern Lindau": one distinctive word that begins or ends one
    organisation's name, and no other's. A common word is a short form where it begins the name and stands more than
    once without an article: "Union's rates", "Union said" after "Union Rural Power"."""
    chains = _by_beginning(_without_apostrophe(_without_country(chains, gazetteer)))
    begun: dict[str, list[int]] = defaultdict(list)
    ended: dict[str, list[int]] = defaultdict(list)
    for number, chain in enumerate(chains):
        if chain.type == "ORG" and " " in chain.key:
            begun[chain.key.split(" ", 1)[0]].append(number)
            ended[chain.key.rsplit(" ", 1)[1]].append(number)
    home: dict[int, int] = {}
    for number, chain in enumerate(chains):
        longer: list[int] = []
        if chain.type == "ORG" and _distinctive(chain.key, gazetteer):
            longer = begun.get(chain.key) or (ended.get(chain.key) if chain.key not in OF_THE_STATES else None) or []
        elif chain.type == "ORG" and _is_paper(text, spans, chain):
            longer = [n for n in ended.get(chain.key.removeprefix("the "), ()) if n != number]
        elif chain.type == "ORG" and _bare_often(text, spans, chain):
            longer = begun.get(chain.key) or []
        elif chain.type == "ORG" and chain.key in _NOT_ALONE:
            some = (*ended.get(chain.key, ()), *begun.get(chain.key, ()))
            is_short = (
                _is_headed_by(chain.key, chains[n], spans) or _is_company(chains[n], spans, gazetteer) for n in some
            )
            longer = [n for n, short in zip(some, is_short, strict=True) if short]
        longer = longer if len(longer) < 2 else [n for n in longer if _is_company(chains[n], spans, gazetteer)]
        if len(longer) == 1 and _may_be_short(chain, chains[longer[0]], spans, gazetteer):
            home[number] = longer[0]
    unnamed = {n for n, chain in enumerate(chains) if chain.type == "ORG" and chain.key in _NOT_ALONE}
    return _joined(chains, home, unnamed - home.keys())


def _may_be_short(chain: Chain, longer: Chain, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> bool:
    """Whether a body was named at length before, or by a headline in short and then as a company: "Gull", "Gull
    Motor Corp."."""
    begins = longer.key.split(" ", 1)[0] == chain.key
    return chain.names[0] > longer.names[0] or (begins and _is_company(longer, spans, gazetteer))


def _joined(chains: list[Chain], home: Mapping[int, int], unnamed: Set[int] = frozenset()) -> list[Chain]:
    """The chains, those that are short for another one in that one; `home`: places in the list, the shorter's first.

    What another one is short for may be short for a third: all are in the last, and no name is in two. Those
    `unnamed` name nobody.
    """
    for shorter, longer in home.items():
        while longer in home:
            longer = home[longer]
        chains[longer].names = sorted(chains[longer].names + chains[shorter].names)
        chains[longer].gender = chains[longer].gender or chains[shorter].gender
    return [chain for shorter, chain in enumerate(chains) if shorter not in home and shorter not in unnamed]


def _is_headed_by(key: str, chain: Chain, spans: Sequence[NameSpan]) -> bool:
    """Whether a word is the head of one of a chain's names, as written: "Holm Council", "Council on Fish"."""
    forms = {spans[i].form for i in chain.names}
    return any(
        form.endswith(f" {key}") or form.startswith((f"{key} of ", f"{key} on ", f"{key} for ")) for form in forms
    )


def _bare_often(text: str, spans: Sequence[NameSpan], chain: Chain) -> bool:
    starts = [spans[i].start for i in chain.names]
    return len(starts) >= _OFTEN and not any(_ARTICLE_BEFORE.search(text, max(0, at - 8), at) for at in starts)


def _is_paper(text: str, spans: Sequence[NameSpan], chain: Chain) -> bool:
    """Whether a body goes by a word for a paper and an article in small letters: "the Times" is the one that was named
    with its town, "The Times" one of its own."""
    starts = (spans[i].start + 4 * spans[i].text.startswith("the ") for i in chain.names)
    return chain.key.removeprefix("the ") in _PAPERS and all(text[max(0, at - 4) : at] == "the " for at in starts)


def _is_company(chain: Chain, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> bool:
    """Whether a body's name says that it is a company, so that of several it is the one called by a word of it."""
    return any(without_ending(spans[i].form, gazetteer) != spans[i].form for i in chain.names)


def _without_country(chains: list[Chain], gazetteer: Gazetteer) -> list[Chain]:
    """ "U.S. Fish Commission" and "Fish Commission" in one text: a body with and without its country in front."""
    by_key = {chain.key: number for number, chain in enumerate(chains) if chain.type == "ORG" and " " in chain.key}
    longer_of: dict[int, list[int]] = defaultdict(list)
    for key, number in by_key.items():
        parts = key.split()
        at = next((n for n in (1, 2) if " ".join(parts[:n]) in gazetteer.country_of), len(parts))
        short = by_key.get(" ".join(parts[at:]))
        if short is not None:
            longer_of[short].append(number)
    return _joined(chains, {short: longer[0] for short, longer in longer_of.items() if len(longer) == 1})


def _by_beginning(chains: list[Chain]) -> list[Chain]:
    """ "Gull Solvers" beside "Gull Solvers Caucus", "Tern Authority" behind "Tern Authority of Brelt": what the longer
    name of one body adds says only what kind of body it is, or of what place."""
    longer_of: dict[str, list[int]] = defaultdict(list)
    for number, chain in enumerate(chains):
        parts = chain.key.split(" ") if chain.type == "ORG" else []
        for n in range(2, min(len(parts), _MOST_WORDS)):
            rest = list(dropwhile(_KINDS.__contains__, parts[n:]))
            if not rest or rest[0] == "of":
                longer_of[" ".join(parts[:n])].append(number)
    home: dict[int, int] = {}
    for number, chain in enumerate(chains):
        longer = longer_of.get(chain.key, []) if chain.type == "ORG" else []
        if len(longer) == 1:
            other = chains[longer[0]]
            if other.names[0] < chain.names[0] or " of " not in other.key:
                home[number] = longer[0]
    return _joined(chains, home)


def _without_apostrophe(chains: list[Chain]) -> list[Chain]:
    """ "Lindaus" beside "Lindau": a possessive of a body or a place whose apostrophe got lost; "Holm's campaign" beside
    "Holm campaign"."""
    by_key = {chain.key: number for number, chain in enumerate(chains) if chain.type in ("ORG", "GPE")}
    home: dict[int, int] = {}
    for number, chain in enumerate(chains):
        owner, _, owned = chain.key.rpartition(" ")
        without = {chain.key.removesuffix("s"), f"{owner.removesuffix('s')} {owned}"} - {chain.key}
        fuller = next((by_key[key] for key in sorted(without) if key in by_key), None)
        if fuller is not None and chains[fuller].type == chain.type:
            home[number] = fuller
    return _joined(chains, home)


def _distinctive(key: str, gazetteer: Gazetteer) -> bool:
    is_common = key in gazetteer.common_words or key in gazetteer.country_of or key.startswith("=")
    return " " not in key and len(key) > 2 and not is_common
