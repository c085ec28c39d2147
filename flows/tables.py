"""All tables that a snapshot holds: those of the contract, and the internal ones."""

from __future__ import annotations

from schemas.contract import TABLES
from schemas.state import PARAGRAPHS
from schemas.table import Table

STATE: dict[str, Table] = {table.name: table for table in (PARAGRAPHS,)}
ALL_TABLES: dict[str, Table] = {**TABLES, **STATE}
