from __future__ import annotations

import pytest

from tests.marked_names import names

FOUND = names(
    "[GPE US] President [PERSON Ana Petrova] spoke, Mr. [PERSON Per Lund] said. A spokesman for [PERSON Petrova]; "
    "[PERSON Petrova]'s lawyer. He left."
)
CASES = [
    ("US President Ana Petrova", "Ana Petrova", "name"),
    ("Ana Petrova spoke", None, None),
    ("A spokesman for Petrova", None, None),
    ("Petrova's lawyer", None, None),
    ("Per Lund said", None, None),
    ("Mr. Per Lund", "Per Lund", "name"),
    ("He", "Per Lund", "pronoun"),
]


@pytest.mark.parametrize(("phrase", "name", "kind"), CASES, ids=[case[0] for case in CASES])
def test_whom_a_phrase_refers_to(phrase: str, name: str | None, kind: str | None) -> None:
    start = FOUND.text.index(phrase)
    reference = FOUND.reference_at(start, start + len(phrase))
    if name is None:
        assert reference is None
    else:
        assert reference is not None and reference.chain is not None
        assert (FOUND.chain_records[reference.chain].name, reference.kind) == (name, kind)
