"""What lies beside the tables of a snapshot for other tools: its data package, and views in SQL.

The manifest does not list them: they say nothing that the tables need, so that a `check` is about data only.
"""

from __future__ import annotations

import json
from pathlib import Path

from newsloom.flows.dataset.files import PARQUET
from newsloom.schemas.contract import TABLES
from newsloom.schemas.datapackage import PACKAGE_FILE, datapackage
from newsloom.schemas.views import VIEWS_FILE, views_sql


def write_documents(snapshot: Path) -> None:
    """Describe the files of a snapshot that is ready in `datapackage.json`, and write `views.sql`."""
    files = {
        name: [file.relative_to(snapshot).as_posix() for file in sorted((snapshot / name).rglob(f"*{PARQUET}"))]
        for name in TABLES
    }
    content = json.dumps(datapackage(files), ensure_ascii=False, indent=1)
    (snapshot / PACKAGE_FILE).write_text(content + "\n", encoding="utf-8")
    (snapshot / VIEWS_FILE).write_text(views_sql(), encoding="utf-8")
