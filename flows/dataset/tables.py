"""All tables that a snapshot holds: those of the contract, and the internal ones."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from newsloom.schemas.contract import TABLES
from newsloom.schemas.errors import UsageError
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
STATE_FOLDER = ".state"


def place_of(table: Table) -> str:
    """Where the files of a table are within a snapshot."""
    return f"{STATE_FOLDER}/{table.name}" if table.internal else table.name


def public_tables(names: Sequence[str]) -> list[str]:
    """The names, if each is a table of the contract; UsageError says which is none, and what it may mean."""
    for name in names:
        if name not in TABLES:
            near = get_close_matches(name, TABLES, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the tables are {', '.join(TABLES)}"
            raise UsageError(f"there is no table {name}; {hint}")
    return list(names)
