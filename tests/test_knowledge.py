from __future__ import annotations

import pytest

from schemas.table import SchemaError
from transforms.knowledge import knowledge_from_bytes
from transforms.pins import pins_from_bytes

BASE = """kb_id,name,alias,type
K1,Ana Petrova,Anna Petrova,PERSON
K2,Petrova,,PERSON
K3,Northern Fish Council,NFC,ORG
K4,John Smith,,PERSON
K5,John Smith,,PERSON
"""


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
    assert knowledge_from_bytes(BASE.encode()).find(kind, name, forms) == expected


def test_pins_are_read_and_checked() -> None:
    pins = pins_from_bytes(b"decision,a,b,type\nsame,Ana Petrova,A. Petrova,PERSON\ndifferent,NFC,North FC,\n")
    assert pins["decision"].to_pylist() == ["same", "different"]
    assert pins["type"].to_pylist() == ["PERSON", None]
    with pytest.raises(SchemaError, match="decision"):
        pins_from_bytes(b"decision,a,b\nperhaps,Ana,Ida\n")
