"""How sure a name is."""

from __future__ import annotations

import pytest

from newsloom.transforms.mentions.mentions import NAMED
from tests.marked_names import names


@pytest.mark.parametrize(("score", "right"), [(0.2, 0.299), (0.5, 0.485), (0.9, 0.767), (0.97, 0.872), (1.0, 0.98)])
def test_names_are_right_as_often_as_they_say(score: float, right: float) -> None:
    assert NAMED(score) == pytest.approx(right, abs=0.001)


def test_a_guess_is_less_sure_than_its_span() -> None:
    mentions = names("[PERSON Ida Holm] and [PERSON Per Holm] spoke. [PERSON Holm] left.").mention_records
    assert [m.confidence for m in mentions] == pytest.approx([NAMED(1), NAMED(1), 0.5 * NAMED(1)], abs=0.001)
