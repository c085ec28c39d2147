"""Places of one name: a state of the United States that is called as a country is."""

from __future__ import annotations

import re
from collections.abc import Set

from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import lexicon

_STATES = lexicon("states")
STATE_OF_FORM = {form: state for state, some in _STATES.items() for form in some}
"""Short forms of states -> the state: "n.h."."""
_TOWNS = frozenset(("washington", "new york"))
"""States whose names news uses for towns mostly, in articles about any country."""


_TOWNS_OF = lexicon("state_towns")
_STATE_OF = re.compile(r"\b[Ss]tate of ([A-Z]\w+)")


def states_meant(forms: Set[str], gazetteer: Gazetteer, text: str = "") -> set[str]:
    """Those of an article's names, folded, that mean a state and no country: where another state is named, or the
    state's short form or a town of it, or the text has "state of" before it, and neither the country's people nor its
    seat. Georgia beside Ohio, and not beside Tbilisi."""
    nations = {gazetteer.people_of.get(form) or gazetteer.seat_of.get(form) for form in forms}
    both = {form: gazetteer.place_key(form) for form in forms & _STATES.keys()}
    said = {fold(match[1]) for match in _STATE_OF.finditer(text)} if both else set()
    return {
        form
        for form, iso in both.items()
        if iso
        and iso not in nations
        and (form in said or forms & ((_STATES.keys() - _TOWNS - {form}) | _STATES[form] | _TOWNS_OF.get(form, set())))
    }
