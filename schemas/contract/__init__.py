"""All tables, in the order of the path of the data; each is declared in the module of its subject."""

from __future__ import annotations

from newsloom.schemas.contract import (
    article_pairs,
    articles,
    entities,
    quotes,
    revisions,
    runs,
    stories,
    utterances,
)
from newsloom.schemas.table import Table

SCHEMA_VERSION = 2
_MODULES = (articles, article_pairs, stories, revisions, entities, quotes, utterances, runs)
TABLES: dict[str, Table] = {table.name: table for module in _MODULES for table in module.TABLES}
