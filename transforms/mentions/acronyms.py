"""Acronyms of one article joined to the names that they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.comparing import abbreviates, acronym_letters, initials
from newsloom.transforms.text.disjoint_sets import root

_OPENS = re.compile(r"\s*\(\s*(?:the\s+|or\s+)?[\"“'‘]?$")
_BRACKET = 40  # code points in which a bracket may open before an acronym; by hand


def join_acronyms(text: str, spans: Sequence[NameSpan], chains: Sequence[Chain]) -> list[Chain]:
    """ "European Union (EU)" and initials of a name in the same text: the chains that are left."""
    home = list(range(len(chains)))  # number of a chain -> of the one that it was joined to
    written: dict[str, dict[int, None]] = defaultdict(dict)
    ending: dict[int, tuple[int, str]] = {}  # where a name ends -> its chain, its text
    for number, chain in enumerate(chains):
        ending.update((spans[index].end, (number, spans[index].text)) for index in chain.names)
        for long in {spans[index].text for index in chain.names}:
            for letters in initials(long):
                written[letters][number] = None
    for number, chain in enumerate(chains):
        if chain.type not in ("ORG", "GPE", "EVENT", "LAW", "OTHER"):
            continue
        if chain.type == "GPE" and chain.key.startswith("="):
            continue  # a country is no acronym of the body that has its name before it: "US Senate"
        short = spans[min(chain.names)].text
        stated = {root(home, n) for n in _written_out(short, text, (spans[i].start for i in chain.names), ending)}
        match = min(stated - {number}, default=None)
        if match is None:
            match = _only(written.get(acronym_letters(short) or "", {}), home, number)
        types = (chain.type, "ORG", "LAW") if match in stated else (chain.type, "ORG")
        if match is not None and chains[match].type in types:
            chains[match].names += chain.names
            chains[match].gender = chains[match].gender or chain.gender
            home[number] = match
    left = [chain for number, chain in enumerate(chains) if home[number] == number]
    for chain in left:
        chain.names.sort()
    return left


def _only(numbers: dict[int, None], home: list[int], but: int) -> int | None:
    """The one chain among these but one; None where there are two."""
    roots: set[int] = set()
    for number in numbers:
        roots.add(root(home, number))
        if len(roots - {but}) > 1:
            return None
    return min(roots - {but}, default=None)


def _written_out(short: str, text: str, starts: Iterable[int], ending: dict[int, tuple[int, str]]) -> set[int]:
    """Chains of the names that stand right before a bracket with the acronym, and that it could abbreviate."""
    candidates = (ending.get(end) for end in (_bracket(text, start) for start in starts) if end is not None)
    return {name[0] for name in candidates if name and abbreviates(short, name[1])}


def _bracket(text: str, start: int) -> int | None:
    """Where what stands before the bracket ends that opens just before `start`; None without one."""
    window = text[max(0, start - _BRACKET) : start]
    lead = _OPENS.search(window)
    return start - len(window) + lead.start() if lead else None
