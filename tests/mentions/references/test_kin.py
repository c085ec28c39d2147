"""Whom "the father" and "the son" mean."""

from __future__ import annotations

import pytest

from tests.marked_names import names

PAIR = "[PERSON Bo Holm Sr.] met [PERSON Bo Holm Jr.] on Monday. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAIR + "The father left. The son ate.", [("The father", "Bo Holm Sr."), ("The son", "Bo Holm Jr.")]),
        (PAIR + "The father of three left. The son, aged 40, ate.", []),
        (PAIR + "The father's boat sank.", []),
        (PAIR + "The mother left.", [("The mother", "Bo Holm Sr.")]),
        ("Ms. " + PAIR + "The father left.", []),
        ("[PERSON Bo Holm Sr.] came with [PERSON Bo Lund Jr.] here. The father left.", []),
        ("[PERSON Bo Holm Sr.] came. The father left.", []),
        (PAIR + "[PERSON Per Holm III] came. The son left.", []),
    ],
)
def test_the_father_and_the_son(text: str, expected: list[tuple[str, str]]) -> None:
    article = names(text)
    nominals = [m for m in article.mention_records if m.kind == "nominal"]
    assert [(m.text, article.chain_records[m.chain].name) for m in nominals if m.chain is not None] == expected
