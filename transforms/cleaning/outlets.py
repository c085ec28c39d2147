"""Names of outlets by the registered domain of their addresses, and wire agencies by the forms of their names."""

from __future__ import annotations

from collections.abc import Mapping

from newsloom.transforms.cleaning.addresses import domain_of
from newsloom.transforms.text.lexicon import alternatives, entries

OUTLETS: dict[str, str] = {entry.word: entry.kind for entry in entries("outlets")}
"""`CleanOptions.outlets` adds to it."""
OUTLET_NAMES = frozenset(OUTLETS.values())
AGENCY_BY_FORM: dict[str, str] = {entry.word: entry.kind for entry in entries("agencies")}
AGENCY = rf"(?:{alternatives('agencies')})\b"
"""Pattern of any form of an agency's name."""


def outlet_of(address: str, names: Mapping[str, str]) -> str | None:
    """The name of the outlet whose address this is, by its registered domain; `names` go before those that ship.

    >>> outlet_of("https://www.dw.com/en/a", {}), outlet_of("https://dw.com/a", {"dw.com": "DW"})
    ('Deutsche Welle', 'DW')
    """
    domain = domain_of(address) or ""
    return names.get(domain) or OUTLETS.get(domain)
