"""Places of one name: a state of the United States that is called as a country is."""

from __future__ import annotations

from collections.abc import Set

from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import lexicon

_STATES = lexicon("states")
_TOWNS = frozenset(("washington", "new york"))
"""States whose names news uses for towns mostly, in articles about any country."""


def states_meant(forms: Set[str], gazetteer: Gazetteer) -> set[str]:
    """Those of an article's names, folded, that mean a state and no country: where another state is named, or the
    state's short form, and neither the country's people nor its seat. Georgia beside Ohio, and not beside Tbilisi."""
    nations = {gazetteer.people_of.get(form) or gazetteer.seat_of.get(form) for form in forms}
    both = {form: gazetteer.place_key(form) for form in forms & _STATES.keys()}
    return {
        form
        for form, iso in both.items()
        if iso and iso not in nations and forms & ((_STATES.keys() - _TOWNS - {form}) | _STATES[form])
    }
