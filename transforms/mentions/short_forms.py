"""Organisations of one article under shorter names: by one word, without their country, without an apostrophe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.comparing import without_ending
from newsloom.transforms.names.gazetteer import Gazetteer


def join_short_forms(spans: Sequence[NameSpan], chains: list[Chain], gazetteer: Gazetteer) -> list[Chain]:
    """ "Goldman" after "Goldman Sachs", "Lindau" after "Bayern Lindau": one distinctive word that begins or ends one
    organisation's name, and no other's."""
    chains = _without_apostrophe(_without_country(chains, gazetteer))
    begun: dict[str, list[Chain]] = defaultdict(list)
    ended: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        if chain.type == "ORG" and " " in chain.key:
            begun[chain.key.split(" ", 1)[0]].append(chain)
            ended[chain.key.rsplit(" ", 1)[1]].append(chain)
    left = []
    for chain in chains:
        short = chain.type == "ORG" and _distinctive(chain.key, gazetteer)
        longer = begun.get(chain.key) or ended.get(chain.key) or [] if short else []
        longer = longer if len(longer) < 2 else [other for other in longer if _is_company(other, spans, gazetteer)]
        if len(longer) == 1 and chain.names[0] > longer[0].names[0]:
            longer[0].names = sorted(longer[0].names + chain.names)
            longer[0].gender = longer[0].gender or chain.gender
        else:
            left.append(chain)
    return left


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


def _without_apostrophe(chains: list[Chain]) -> list[Chain]:
    """ "Lindaus" beside "Lindau": a possessive of a body or a place whose apostrophe got lost."""
    by_key = {chain.key: chain for chain in chains if chain.type in ("ORG", "GPE")}
    left = []
    for chain in chains:
        fuller = by_key.get(chain.key.removesuffix("s")) if chain.type in ("ORG", "GPE") else None
        if fuller is None or fuller is chain or fuller.type != chain.type:
            left.append(chain)
        else:
            fuller.names = sorted(fuller.names + chain.names)
    return left


def _distinctive(key: str, gazetteer: Gazetteer) -> bool:
    known = key in gazetteer.common_words or key in gazetteer.country_of or key.startswith("=")
    return " " not in key and len(key) > 2 and not known
