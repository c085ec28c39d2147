"""Whom the label of a turn stands for."""

import pytest

from newsloom.transforms.mentions.records import RoleRecord
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.labels import resolve_label
from tests.quotes.build import FewNames, context, span_of

LEE, PARK, SON = ("Ann Lee-Holm", "PERSON", 1), ("Bo Park", "PERSON", 2), ("Jo Park", "PERSON", 3)
LABELS = [  # text, names, label, origin, chain
    ("Ann Lee-Holm came. Lee-Holm: It is late.", [LEE], "Lee-Holm:", "label", 1),
    ("Ann Lee-Holm came. AL: It is late.", [LEE], "AL:", "label", 1),
    ("Ann Lee-Holm came. ALH: It is late.", [LEE], "ALH:", "label", 1),
    ("Bo Park and Jo Park came. Park: It is late.", [PARK, SON], "Park:", "label", None),
    ("Bo Park, a pilot, came. Pilot: It is late.", [PARK], "Pilot:", "label", 2),
    ("Ann Lee-Holm came. AL: It is late.", [LEE], "AL:", "trained", None),
    ("Ann Park came. AP: It is late.", [("Ann Park", "PERSON", 4)], "AP:", "label", None),  # the agency
]


@pytest.mark.parametrize(("text", "names", "label", "origin", "chain"), LABELS)
def test_label(text: str, names: list, label: str, origin: str, chain: int | None) -> None:
    start, end = span_of(text, label)
    few = FewNames(text, names)
    few.role_records.append(RoleRecord("a_0", 2, 0, 0, "pilot", "pilot", None, None, "current", None))
    turn = Attribution((end + 1, len(text)), (end - 1, end), (start, end - 1), origin=origin)
    speaker = resolve_label(context(text, few), few, turn)
    assert (speaker.chain if speaker else None) == chain
