"""Marked articles about made-up families: a head of some office, a relative with the surname, a son with the name.

They are the second half of what `benchmarks.entities.world` makes. Sentences are in data/gold/names/world.toml; in them
{f} is the head's full name, {s} the surname, {l} a longer form of the given name, {r} the relative's full name.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

_SLOT = re.compile(r"\{(?P<slot>\w+)(?P<suffix>(?: Jr\.)?)\|(?P<who>\w)\}")


def family_articles(data: Mapping[str, Any], seed: int) -> Iterator[str]:
    """The articles of each family, every kind of them as often as the world says."""
    chance = random.Random(seed + 1_000)
    for number, family in enumerate(data["families"]["people"]):
        for kind in data["families"]["articles"]:
            for _ in range(kind["n"]):
                text = _SLOT.sub(partial(_marked, family=family, number=number), kind["text"])
                said, quote, rest = (chance.choice(data["topics"][topic]) for topic in ("said", "quote", "rest"))
                yield f"{text.format(title=family['title'], said=said, quote=quote)}\n{rest}"


def _marked(slot: re.Match[str], family: Mapping[str, str], number: int) -> str:
    """A name with its entity: f and the number of the family, then h (head), r (relative) or j (son)."""
    surname = family["surname"]
    forms = {
        "f": f"{family['given']} {surname}",
        "l": f"{family['long']} {surname}",
        "r": f"{family['relative']} {surname}",
        "s": surname,
    }
    return f"[PERSON {forms[slot['slot']]}{slot['suffix']}|f{number}{slot['who']}]"
