"""Snapshots of schema version 1, read under the names of today: the one place that knows their folders and columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads

from newsloom.schemas.table import Table
from newsloom.schemas.versions import VERSION_1_TABLES, former_columns


def is_version_1(snapshot: Path) -> bool:
    """Whether a snapshot has the folders of version 1, whatever is left of its manifest."""
    return all((snapshot / old).is_dir() and not (snapshot / new).exists() for new, old in VERSION_1_TABLES.items())


def read_version_1(
    table: Table, files: Sequence[Path], columns: Sequence[str] | None, where: pc.Expression | None
) -> pa.Table:
    """A table of the contract, or some columns of the rows where the expression holds; what it lacked then is null."""
    former = former_columns(table.name)
    schema = pa.schema(pa.field(former[field.name], field.type) for field in table.schema)
    stored = pads.dataset([str(file) for file in files], schema=schema).to_table()
    rows = stored.rename_columns(list(former)).cast(table.schema)
    rows = rows if where is None else rows.filter(where)
    return rows if columns is None else rows.select(list(columns))


def columns_version_1(table: Table, there: Sequence[str]) -> str:
    """What to select in SQL from a file that has the columns `there`, to get those of the table."""
    former = former_columns(table.name)
    return ", ".join(f'"{old}" AS "{new}"' if old in there else f'NULL AS "{new}"' for new, old in former.items())
