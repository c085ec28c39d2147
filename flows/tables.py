"""All tables that a snapshot holds: those of the contract, and the internal ones."""

from __future__ import annotations

from newsloom.schemas import state_inputs, state_names, state_repair, state_sameness
from newsloom.schemas.contract import TABLES
from newsloom.schemas.state import PARAGRAPHS
from newsloom.schemas.state_speech import QUOTE_BLOCKS
from newsloom.schemas.table import Table

STATE: dict[str, Table] = {
    table.name: table
    for table in (
        PARAGRAPHS,
        *state_inputs.TABLES,
        *state_repair.TABLES,
        *state_names.TABLES,
        *state_sameness.STATE_TABLES,
        QUOTE_BLOCKS,
    )
}
ALL_TABLES: dict[str, Table] = {**TABLES, **STATE}
