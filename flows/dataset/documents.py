"""What lies beside the tables of a snapshot for other tools: its data package, and views in SQL.

The manifest does not list them: they say nothing that the tables need, so that a `check` is about data only.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    (snapshot / PACKAGE_FILE).write_text(_lines(datapackage(files)), encoding="utf-8")
    (snapshot / VIEWS_FILE).write_text(views_sql(), encoding="utf-8")


def _lines(package: dict[str, Any]) -> str:
    """The package as JSON, one line for each of its properties and of its tables."""
    resources = ",\n".join(map(_json, package["resources"]))
    properties = [f"{_json(name)}: {_json(value)}" for name, value in package.items() if name != "resources"]
    return ",\n".join(["{" + properties[0], *properties[1:], f'"resources": [\n{resources}\n]}}\n'])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
