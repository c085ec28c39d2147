"""Rows as the tables want them."""

from __future__ import annotations

import datetime as dt

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.text.ids import content_id, content_number
from tests.marked_names import names

FOUND = names("[NORP Norwegian] Minister [PERSON Ida Holm] spoke. [PERSON Holm] left.", dt.date(2026, 1, 5))


def test_a_mention_is_known_by_its_place() -> None:
    row = FOUND.mentions[1]
    assert row["mention_id"] == content_id("m_", FOUND.article_id, row["start_char"], row["end_char"])
    assert (row["text"], row["type"], row["kind"]) == ("Ida Holm", "PERSON", "name")


def test_a_chain_counts_its_forms_and_mentions() -> None:
    row = FOUND.chains[1]
    assert row["number"] == content_number("chain", FOUND.article_id, 1)
    assert (row["forms"], row["form_counts"], row["n_mentions"]) == (["Ida Holm", "Holm"], [1, 1], 2)
    assert (row["given"], row["surname"], row["name"]) == ("ida", "holm", "Ida Holm")
    assert CHAINS.table(FOUND.chains).num_rows == 2


def test_a_role_names_its_country() -> None:
    (row,) = FOUND.roles
    assert (row["role"], row["text"], row["country"], row["chain"]) == ("minister", "Norwegian Minister", "Norway", 1)
    assert row["observed_date"] == dt.date(2026, 1, 5)
