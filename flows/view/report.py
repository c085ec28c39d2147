"""One self-contained HTML page to look at a dataset: no script, no font, no request to anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, select_autoescape

from newsloom.flows.dataset.connection import connect
from newsloom.flows.dataset.inspect import check_snapshot, open_existing, totals

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Section:
    """A table of the page: a query, and the column that is drawn as a bar."""

    title: str
    sql: str
    bar: str | None = None


SECTIONS = (
    Section(
        "Stories",
        """SELECT title AS story, n_articles AS articles, n_outlets AS outlets, n_independent AS independent,
        strftime(first_published_date, '%Y-%m-%d') AS first FROM stories WHERE status = 'active'
        ORDER BY n_articles DESC, first_published_date, story_id LIMIT 25""",
        bar="articles",
    ),
    Section(
        "Who is quoted",
        """SELECT e.name, e.type, count(*) AS quotes, count(*) FILTER (q.type = 'direct') AS direct,
        count(DISTINCT q.article_id) AS articles, max(q.speaker_role) AS role FROM quotes q
        JOIN entities e ON e.entity_id = q.speaker_entity_id
        GROUP BY ALL ORDER BY quotes DESC, name LIMIT 25""",
        bar="quotes",
    ),
    Section(
        "Said in more than one report",
        """SELECT u.text AS utterance, e.name AS speaker, u.n_reports AS reports, u.n_independent AS independent,
        u.attribution_conflict AS conflict FROM utterances u LEFT JOIN entities e ON e.entity_id = u.speaker_entity_id
        WHERE u.status = 'active' AND u.n_reports > 1 ORDER BY reports DESC, utterance LIMIT 25""",
        bar="reports",
    ),
    Section(
        "Latest quotes",
        """SELECT q.text AS quote, q.type, q.speaker, e.name AS resolved_to,
        coalesce(a.outlet, a.outlet_domain) AS outlet FROM quotes q JOIN articles a USING (article_id)
        LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
        ORDER BY a.published_date DESC NULLS LAST, q.article_id, q."start_char" LIMIT 40""",
    ),
    Section(
        "Copies and overlaps",
        """SELECT relation, count(*) AS pairs, round(avg(score), 2) AS mean_score FROM "article_pairs"
        GROUP BY relation ORDER BY pairs DESC""",
        bar="pairs",
    ),
    Section(
        "Repairs and other edits",
        "SELECT kind, rule, count(*) AS edits FROM edits WHERE applied GROUP BY ALL ORDER BY edits DESC LIMIT 25",
        bar="edits",
    ),
    Section(
        "Turned away",
        "SELECT reason, count(*) AS records, min(detail) AS example FROM rejects GROUP BY reason ORDER BY records DESC",
        bar="records",
    ),
    Section(
        "Runs",
        """SELECT strftime(started_at, '%Y-%m-%d %H:%M') AS started, n_inputs AS records, n_new AS new,
        n_changed AS changed, n_rejected AS rejected, round(seconds, 1) AS seconds FROM runs
        ORDER BY started_at DESC LIMIT 20""",
    ),
)


def write_report(folder: Path, out: Path) -> Path:
    """Write the page for the dataset in `folder`; returns where it is."""
    dataset = open_existing(folder)
    connection = connect(dataset)
    checks = check_snapshot(dataset, "report")
    page = (
        _environment()
        .get_template("report.html")
        .render(
            name=folder.resolve().name,
            snapshot=dataset.snapshot.name if dataset.snapshot else "",
            totals=totals(dataset),
            runs=_rows(connection, "SELECT * FROM runs ORDER BY started_at DESC LIMIT 1")[1],
            failed=[row for row in checks if not row["passed"]],
            n_checks=len(checks),
            sections=[_filled(connection, section) for section in SECTIONS],
        )
    )
    out.write_text(page, encoding="utf-8")
    return out


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(["html"]))


def _filled(connection: duckdb.DuckDBPyConnection, section: Section) -> dict[str, Any]:
    columns, rows = _rows(connection, section.sql)
    return {
        "title": section.title,
        "columns": columns,
        "rows": rows,
        "numbers": {c for c in columns if rows and isinstance(rows[0][c], int | float)},
        "bar": section.bar,
        "top": max((row[section.bar] for row in rows), default=1) if section.bar else 1,
    }


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[dict[str, Any]]]:
    result = connection.execute(sql)
    columns = [d[0] for d in result.description or []]
    return columns, [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
