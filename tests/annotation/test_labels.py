from __future__ import annotations

from newsloom.transforms.annotation.labels import ENTITY_TYPES, NER_TAGS, ROLE_TAGS, ROLES


def test_tags_are_numbered_as_the_network_was_trained() -> None:
    assert NER_TAGS[0] == "O" and NER_TAGS[1:3] == (f"B-{ENTITY_TYPES[0]}", f"I-{ENTITY_TYPES[0]}")
    assert len(NER_TAGS) == 1 + 2 * len(ENTITY_TYPES)
    assert tuple(f"{role}-{prefix}" for role in ROLES for prefix in "OBI") == ROLE_TAGS
