"""All tables, in the order of the path of the data; each is declared in the module of its subject."""

from __future__ import annotations

from newsloom.schemas import names, runs, sameness, speech, text
from newsloom.schemas.table import Table

SCHEMA_VERSION = 2
TABLES: dict[str, Table] = {
    table.name: table for table in (*text.TABLES, *sameness.TABLES, *names.TABLES, *speech.TABLES, *runs.TABLES)
}
