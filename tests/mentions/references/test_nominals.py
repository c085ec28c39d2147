from __future__ import annotations

import pytest

from tests.marked_names import names

ONE = "[NORP Norwegian] Minister [PERSON Ida Holm] spoke. "
CASES = [
    ("office", ONE + "The minister left.", [("The minister", 0.7)]),
    ("with its country", ONE + "The [NORP Norwegian] minister left.", [("The Norwegian minister", 0.85)]),
    ("of another country", ONE + "The [NORP Danish] minister left.", []),
    ("modifier", ONE + "The former minister left.", [("The former minister", 0.7)]),
    ("a word that is no modifier", ONE + "The happy minister left.", []),
    ("another office", ONE + "The judge left.", []),
    ("indefinite", ONE + "A minister left.", []),
    ("before", "The minister left. " + ONE, []),
    ("of something", ONE + "The minister of trade left.", []),
    ("somebody of the minister's", ONE + "The minister's aide left.", []),
    ("a name behind", ONE + "The minister [PERSON Per Lund] left.", []),
    ("the end of a compound", "Ex-minister [PERSON Ida Holm] spoke. The minister left.", [("The minister", 0.7)]),
    ("anybody", "Student [PERSON Ida Holm] spoke. The student left.", []),
    ("two who have it", ONE + "Minister [PERSON Per Lund] came. The minister left.", []),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_nominals(label: str, text: str, expected: list[tuple[str, float]]) -> None:
    found = names(text)
    nominals = [m for m in found.mention_records if m.kind == "nominal"]
    assert [(m.text, m.confidence) for m in nominals] == expected
    assert all(found.chain_records[m.chain].name == "Ida Holm" for m in nominals if m.chain is not None)
