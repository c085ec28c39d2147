"""Organisations of one article under shorter names: by one word, by the beginning of the name, without their country,
without an apostrophe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import dropwhile

from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.comparing import without_ending
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import words

_ARTICLE_BEFORE = re.compile(r"(?i)\b(?:the|an?|its|their|our|this|that) $")
_KINDS = words("name_bodies", "kind left out") | words("name_bodies", "ending")
_MOST_WORDS = 8  # of a body's name that has a shorter form; a bound on time
_OFTEN = 2  # names without an article that make a common word a body's name; by hand


def join_short_forms(text: str, spans: Sequence[NameSpan], chains: list[Chain], gazetteer: Gazetteer) -> list[Chain]:
    """ "Goldman" after "Goldman Sachs", "Lindau" after "Bayern Lindau": one distinctive word that begins or ends one
    organisation's name, and no other's. A common word is a short form where it begins the name and stands more than
    once without an article: "Union's rates", "Union said" after "Union Rural Power"."""
    chains = _by_beginning(_without_apostrophe(_without_country(chains, gazetteer)))
    begun: dict[str, list[Chain]] = defaultdict(list)
    ended: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        if chain.type == "ORG" and " " in chain.key:
            begun[chain.key.split(" ", 1)[0]].append(chain)
            ended[chain.key.rsplit(" ", 1)[1]].append(chain)
    left = []
    for chain in chains:
        longer = []
        if chain.type == "ORG" and _distinctive(chain.key, gazetteer):
            longer = begun.get(chain.key) or ended.get(chain.key) or []
        elif chain.type == "ORG" and _bare_often(text, spans, chain):
            longer = begun.get(chain.key) or []
        longer = longer if len(longer) < 2 else [other for other in longer if _is_company(other, spans, gazetteer)]
        if len(longer) == 1 and chain.names[0] > longer[0].names[0]:
            longer[0].names = sorted(longer[0].names + chain.names)
            longer[0].gender = longer[0].gender or chain.gender
        else:
            left.append(chain)
    return left


def _bare_often(text: str, spans: Sequence[NameSpan], chain: Chain) -> bool:
    starts = [spans[i].start for i in chain.names]
    return len(starts) >= _OFTEN and not any(_ARTICLE_BEFORE.search(text, max(0, at - 8), at) for at in starts)


def _is_company(chain: Chain, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> bool:
    """Whether a body's name says that it is a company, so that of several it is the one called by a word of it."""
    return any(without_ending(spans[i].form, gazetteer) != spans[i].form for i in chain.names)


def _without_country(chains: list[Chain], gazetteer: Gazetteer) -> list[Chain]:
    """ "U.S. Fish Commission" and "Fish Commission" in one text: a body with and without its country in front."""
    by_key = {chain.key: chain for chain in chains if chain.type == "ORG" and " " in chain.key}
    gone: set[str] = set()
    for key, chain in by_key.items():
        parts = key.split()
        at = next((n for n in (1, 2) if " ".join(parts[:n]) in gazetteer.country_of), len(parts))
        short = by_key.get(" ".join(parts[at:]))
        if short is not None:
            chain.names = sorted(chain.names + short.names)
            gone.add(short.key)
    return [chain for chain in chains if chain.type != "ORG" or chain.key not in gone]


def _by_beginning(chains: list[Chain]) -> list[Chain]:
    """ "Gull Solvers" beside "Gull Solvers Caucus", "Tern Authority" behind "Tern Authority of Brelt": what the longer
    name of one body adds says only what kind of body it is, or of what place."""
    longer_of: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        parts = chain.key.split(" ") if chain.type == "ORG" else []
        for n in range(2, min(len(parts), _MOST_WORDS)):
            rest = list(dropwhile(_KINDS.__contains__, parts[n:]))
            if not rest or rest[0] == "of":
                longer_of[" ".join(parts[:n])].append(chain)
    left = []
    for chain in chains:
        longer = longer_of.get(chain.key, []) if chain.type == "ORG" else []
        if len(longer) == 1 and (longer[0].names[0] < chain.names[0] or " of " not in longer[0].key):
            longer[0].names = sorted(longer[0].names + chain.names)
        else:
            left.append(chain)
    return left


def _without_apostrophe(chains: list[Chain]) -> list[Chain]:
    """ "Lindaus" beside "Lindau": a possessive of a body or a place whose apostrophe got lost; "Holm's campaign" beside
    "Holm campaign"."""
    by_key = {chain.key: chain for chain in chains if chain.type in ("ORG", "GPE")}
    left = []
    for chain in chains:
        owner, _, owned = chain.key.rpartition(" ")
        without = {chain.key.removesuffix("s"), f"{owner.removesuffix('s')} {owned}"} - {chain.key}
        fuller = next((by_key[key] for key in sorted(without) if key in by_key), None)
        if fuller is None or fuller.type != chain.type:
            left.append(chain)
        else:
            fuller.names = sorted(fuller.names + chain.names)
    return left


def _distinctive(key: str, gazetteer: Gazetteer) -> bool:
    known = key in gazetteer.common_words or key in gazetteer.country_of or key.startswith("=")
    return " " not in key and len(key) > 2 and not known
