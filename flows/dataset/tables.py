"""All tables that a snapshot holds: those of the contract, and the internal ones."""

from __future__ import annotations

from newsloom.schemas.contract import TABLES
from newsloom.schemas.state import inputs as state_inputs
from newsloom.schemas.state import names as state_names
from newsloom.schemas.state import repair as state_repair
from newsloom.schemas.state import sameness as state_sameness
from newsloom.schemas.state.paragraphs import PARAGRAPHS
from newsloom.schemas.state.speech import QUOTE_BLOCKS
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
