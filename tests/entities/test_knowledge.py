from __future__ import annotations

import pytest

from newsloom.schemas.state.names import KNOWLEDGE
from newsloom.transforms.entities.knowledge import knowledge_from_table

BASE = KNOWLEDGE.table(
    {"kb_id": kb_id, "name": name, "alias": alias, "type": kind}
    for kb_id, name, alias, kind in (
        ("K1", "Ana Petrova", "Anna Petrova", "PERSON"),
        ("K2", "Petrova", None, "PERSON"),
        ("K3", "Northern Fish Council", "NFC", "ORG"),
        ("K4", "John Smith", None, "PERSON"),
        ("K5", "John Smith", None, "PERSON"),
    )
)


@pytest.mark.parametrize(
    ("kind", "name", "forms", "expected"),
    [
        ("PERSON", "Ana Petrová", {"Ana Petrová": 1, "Petrová": 3}, "K1"),
        ("PERSON", "Anna Petrova", {"Anna Petrova": 1}, "K1"),
        ("PERSON", "Ida Petrova", {"Ida Petrova": 1, "Petrova": 2}, None),
        ("ORG", "NFC", {"NFC": 1}, "K3"),
        ("PERSON", "John Smith", {"John Smith": 1}, None),
        ("GPE", "Petrova", {"Petrova": 1}, None),
    ],
)
def test_one_entry_or_none(kind: str, name: str, forms: dict[str, int], expected: str | None) -> None:
    assert knowledge_from_table(BASE).find(kind, name, forms) == expected
