"""Names of outlets by the registered domain of their addresses, and wire agencies by the forms of their names."""

from __future__ import annotations

from newsloom.transforms.text.lexicon import alternatives, entries

OUTLETS: dict[str, str] = {entry.word: entry.kind for entry in entries("outlets")}
"""`CleanOptions.outlets` adds to it."""
OUTLET_NAMES = frozenset(OUTLETS.values())
AGENCY_BY_FORM: dict[str, str] = {entry.word: entry.kind for entry in entries("agencies")}
AGENCY = rf"(?:{alternatives('agencies')})\b"
"""Pattern of any form of an agency's name."""
