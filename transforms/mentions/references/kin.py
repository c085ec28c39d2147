"""People meant by their place in a family: "the father" where an article names a father and his child."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.families import ELDER, YOUNGER
from newsloom.transforms.mentions.references.nominals import Nominal
from newsloom.transforms.text.lexicon import alternatives, lexicon

_CONFIDENCE = 0.75  # by hand
_CHILD_OR_PARENT = re.compile(
    rf"\b[Tt]he ({alternatives('relatives', ELDER, YOUNGER)})\b(?!['’-]|,? (?:of|to|who|and)\b|,)"
)


def find_kin(text: str, chains: Sequence[Chain]) -> list[Nominal]:
    """ "The father" and "the son" where an article names one of each and both have the surname."""
    pair = {kind: [n for n, chain in enumerate(chains) if chain.generation == kind] for kind in (ELDER, YOUNGER)}
    if any(len(numbers) != 1 for numbers in pair.values()):
        return []
    people = [chains[numbers[0]].person for numbers in pair.values()]
    if len({person.core for person in people if person}) != 1:
        return []
    nouns = lexicon("relatives")
    nominals = []
    for match in _CHILD_OR_PARENT.finditer(text):
        number = pair[ELDER if match[1] in nouns[ELDER] else YOUNGER][0]
        gender = "male" if match[1] in nouns["male"] else "female"
        if chains[number].gender in (None, gender):
            nominals.append(Nominal(*match.span(), number, _CONFIDENCE))
    return nominals
