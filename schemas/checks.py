"""Checks of a whole dataset, as SQL made from the table definitions plus the rules that span tables.

Every check but those of texts at their places (`check_spans`) is a query for the rows that break it. The caller hands
in a DuckDB connection in which each table of the contract is a view or a table, also for its cursors; whether those
stand on Parquet files or on frames is not this module's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from newsloom.schemas.check_spans import SpanCheck, Tally, broken_spans
from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Column, Table, plain_type, sql_text

_SAMPLED = 5


@dataclass(frozen=True)
class Check:
    """One rule: `failing` is SQL that selects the rows of `table` that break it, as one text column `row`.

    In it, @rows stands for the rows under check and @articles for their articles, so that a run can check what it
    wrote and a whole dataset can be checked by the same text.
    """

    table: str
    name: str
    expected: str
    failing: str
    severity: str = "error"
    breaks: str | None = None  # SQL true of a row that breaks it, where one scan can tell that none does
    refers: tuple[tuple[str, str], ...] = ()  # columns and what they refer to, where all tables can be asked at once

    @property
    def tables(self) -> frozenset[str]:
        """Tables that the check reads."""
        words = set(self.failing.replace('"', " ").replace("(", " ").replace(")", " ").split())
        return frozenset((words & set(TABLES)) | {self.table, "articles"})


def all_checks() -> list[Check | SpanCheck]:
    """Every check of the contract, table by table."""
    own = [check for table in TABLES.values() for check in _own_checks(table)]
    return [*own, *_SPANS, *_span_bounds(), *_RULES, *_PEOPLE]


def checks_of_rows() -> list[Check | SpanCheck]:
    """The checks that can be limited to some rows. Keys need none: writing a row replaces the one with its key."""
    return [check for check in all_checks() if isinstance(check, SpanCheck) or "@rows" in check.failing]


def run_checks(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    checks: Iterable[Check | SpanCheck],
    rows: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Rows of the `checks` table: one per check, with the number of failing rows and the first of them.

    `rows` limits the rows under check: by table, the SQL relation of them; of a table that is not there, none.
    """
    rows = {name: f'"{name}"' for name in TABLES} if rows is None else rows
    checks = list(checks)
    wanted = {check.table for check in checks}
    wanted |= {"articles"} if any(isinstance(check, SpanCheck) for check in checks) else set()
    filled = _filled(connection, {name: relation for name, relation in rows.items() if name in wanted})
    asked = [check for check in checks if check.table in filled]  # where no row is, none breaks a rule
    spans = [check for check in asked if isinstance(check, SpanCheck) and "articles" in filled]
    of_spans = broken_spans(connection, spans, rows, _SAMPLED)
    tallies: dict[Check | SpanCheck, Tally] = dict(zip(spans, of_spans, strict=True))
    queries = [check for check in asked if isinstance(check, Check)]
    if _all_resolve(connection, queries, rows):
        queries = [check for check in queries if not check.refers]
    tallies |= {check: _tally(connection, check, rows) for check in queries}
    return [_outcome(run_id, check, tallies.get(check, Tally(_SAMPLED))) for check in checks]


def _filled(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, str]) -> set[str]:
    """The tables that have a row under check."""
    any_row = [f"(SELECT '{name}' FROM {relation} LIMIT 1)" for name, relation in rows.items()]
    return {name for (name,) in connection.execute(" UNION ALL ".join(any_row)).fetchall()} if any_row else set()


def _all_resolve(connection: duckdb.DuckDBPyConnection, checks: Iterable[Check], rows: Mapping[str, str]) -> bool:
    """Whether nothing refers to what is not there: what is referred to is read once, whoever refers to it."""
    referring: defaultdict[str, list[str]] = defaultdict(list)
    for check in checks:
        for column, target in check.refers:
            referring[target].append(f'SELECT "{column}" AS id FROM {rows[check.table]}')
    for target, ids in referring.items():
        table, key = target.split(".")
        sql = f"""SELECT 1 FROM (SELECT DISTINCT id FROM ({" UNION ALL ".join(ids)}) WHERE id IS NOT NULL) r
            ANTI JOIN "{table}" t ON r.id = t."{key}" LIMIT 1"""
        if connection.execute(sql).fetchall():
            return False
    return True


def _tally(connection: duckdb.DuckDBPyConnection, check: Check, rows: Mapping[str, str]) -> Tally:
    if check.breaks is not None:
        any_sql = f"SELECT count(*) FROM {rows[check.table]} WHERE {check.breaks}"
        if connection.execute(any_sql).fetchall()[0][0] == 0:
            return Tally(_SAMPLED)
    articles = rows.get("articles", '(FROM "articles" WHERE false)')
    failing = check.failing.replace("@rows", rows[check.table]).replace("@articles", articles)
    sql = f'SELECT count(*), list("row" ORDER BY "row")[:{_SAMPLED}] FROM ({failing})'
    n_failing, sample = connection.execute(sql).fetchall()[0]
    return Tally(_SAMPLED, n_failing, sample or [])


def _outcome(run_id: str, check: Check | SpanCheck, tally: Tally) -> dict[str, Any]:
    n_failing = tally.n_failing
    return {
        "run_id": run_id,
        "table_name": check.table,
        "check_name": check.name,
        "severity": check.severity,
        "passed": n_failing == 0,
        "n_failing": n_failing,
        "observed": f"{n_failing} rows break it" if n_failing else "holds",
        "expected": check.expected,
        "sample": "; ".join(str(row) for row in tally.sample) if n_failing else None,
    }


def schema_differences(table: Table, stored: pa.Schema) -> list[str]:
    """How a file's columns differ from the definition; empty when they agree."""
    wanted = {name: plain_type(column.type) for name, column in table.columns.items()}
    seen = {field.name: plain_type(field.type) for field in stored}
    missing = [f"no column {name}" for name in wanted if name not in seen]
    unknown = [f"unknown column {name}" for name in seen if name not in wanted]
    wrong = [f"{n} is {seen[n]}, not {t}" for n, t in wanted.items() if n in seen and seen[n] != t]
    return missing + unknown + wrong


def _own_checks(table: Table) -> Iterator[Check]:
    conditions = [(n, *broken) for n, column in table.columns.items() for broken in _conditions(n, column)]
    if conditions:
        failing = " UNION ALL ".join(
            f"""SELECT {_shown(table)} || ' {name}: {rule}' AS "row" FROM @rows WHERE {condition}"""
            for name, rule, condition in conditions
        )
        breaks = " OR ".join(f"({condition})" for _, _, condition in conditions)
        yield Check(table.name, "values", "every column keeps to its constraint", failing, breaks=breaks)
    if table.key:
        key = ", ".join(_quoted(table.key))
        sql = f'SELECT {_shown(table)} AS "row" FROM "{table.name}" GROUP BY {key} HAVING count(*) > 1'
        yield Check(table.name, "key", f"({', '.join(table.key)}) is unique", sql)
    refers = tuple((name, column.references) for name, column in table.columns.items() if column.references)
    if refers:
        failing = " UNION ALL ".join(_dangling(table, name, target) for name, target in refers)
        yield Check(table.name, "references", "every reference resolves", failing, refers=refers)


def _conditions(name: str, column: Column) -> Iterator[tuple[str, str]]:
    """(rule in words, SQL that is true where the column breaks it)."""
    c = f'"{name}"'
    if column.required:
        yield "null", f"{c} IS NULL"
    if pa.types.is_string(plain_type(column.type)):
        yield "empty", f"{c} = ''"
    if column.words:
        yield "not in its list", f"{c} NOT IN ({', '.join(sql_text(w) for w in column.words)})"
    if column.minimum is not None:
        yield f"below {column.minimum:g}", f"{c} < {column.minimum:g}"
    if column.maximum is not None:
        yield f"above {column.maximum:g}", f"{c} > {column.maximum:g}"
    if column.pattern:
        yield "malformed", f"NOT regexp_matches({c}, {sql_text(column.pattern)})"


def _dangling(table: Table, name: str, target: str) -> str:
    other, key = target.split(".")
    return (
        f"""SELECT {_shown(table)} || ' {name}=' || "{name}" AS "row" FROM @rows """
        f"""WHERE "{name}" IS NOT NULL AND "{name}" NOT IN (SELECT "{key}" FROM "{other}" WHERE "{key}" IS NOT NULL)"""
    )


def _shown(table: Table) -> str:
    columns = table.key or tuple(table.columns)[:1]
    return "concat_ws(' ', " + ", ".join(_quoted(columns)) + ")"


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


_SPANS = (
    SpanCheck("mentions", "spans", "start_char", "end_char", "text"),
    SpanCheck("quotes", "spans", "start_char", "end_char", "text"),
    SpanCheck("quotes", "cue spans", "cue_start", "cue_end", "cue"),
    SpanCheck("quotes", "speaker spans", "speaker_start", "speaker_end", "speaker"),
    SpanCheck("other_attributions", "spans", "start_char", "end_char", "text"),
    SpanCheck("other_attributions", "cue spans", "cue_start", "cue_end", "cue"),
    SpanCheck("other_attributions", "speaker spans", "speaker_start", "speaker_end", "speaker"),
    SpanCheck("headline_quotes", "spans", "start_char", "end_char", "text", column="title"),
    SpanCheck("edits", "clean spans", "clean_start", "clean_end", "after", only="t.applied"),
    SpanCheck("quote_segments", "spans", "start_char", "end_char", "text", key="quote_id", owner="quotes"),
    SpanCheck("revisions", "spans", "start_char", "end_char", "after"),
    SpanCheck("revisions", "spans before", "previous_start", "previous_end", "before", article="previous_article_id"),
)


def _span_bounds() -> Iterator[Check]:
    for table in ("segments", "roles"):
        yield Check(
            table,
            "spans",
            "0 ≤ start < end ≤ articles.n_chars",
            """SELECT concat_ws(' ', t.article_id, t."start_char", t."end_char") AS "row" FROM @rows t
            JOIN @articles a USING (article_id) WHERE t."start_char" >= t."end_char" OR t."end_char" > a.n_chars""",
        )


def _merged(table: str, key: str) -> Check:
    return Check(
        table,
        "merges",
        "a merged row points to a living one, a living row to none",
        f"""SELECT t.{key} AS "row" FROM @rows t LEFT JOIN "{table}" m ON m.{key} = t.merged_into
        WHERE (t.status = 'merged') <> (t.merged_into IS NOT NULL) OR m.status = 'merged'""",
    )


_RULES = (
    _merged("stories", "story_id"),
    _merged("entities", "entity_id"),
    _merged("utterances", "utterance_id"),
    Check(
        "articles",
        "lengths",
        "n_chars is the length of text",
        'SELECT article_id AS "row" FROM @rows WHERE n_chars <> length(text)',
    ),
    Check(
        "articles",
        "originals",
        "duplicate_of is an original, and has a duplicate_kind",
        """SELECT a.article_id AS "row" FROM @rows a LEFT JOIN articles o ON o.article_id = a.duplicate_of
        WHERE o.duplicate_of IS NOT NULL OR (a.duplicate_of IS NULL) <> (a.duplicate_kind IS NULL)""",
    ),
    Check(
        "article_pairs",
        "order",
        "article_id_a sorts before article_id_b",
        """SELECT concat_ws(' ', article_id_a, article_id_b) AS "row" FROM @rows
        WHERE article_id_a >= article_id_b""",
    ),
    Check(
        "runs",
        "books",
        "n_inputs = n_new + n_changed + n_unchanged + n_rejected",
        'SELECT run_id AS "row" FROM @rows WHERE n_inputs <> n_new + n_changed + n_unchanged + n_rejected',
    ),
    Check(
        "rejects",
        "books",
        "no record is both an article and a reject",
        """SELECT concat_ws(' ', r.source_uri, r.source_row) AS "row" FROM @rows r
        JOIN @articles a ON a.source_uri = r.source_uri AND a.source_row = r.source_row
        AND a.raw_sha256 = r.raw_sha256""",
    ),
)

_WRITTEN_OUT = (50, 0.02)  # articles from which on it is asked, and share of them that must have the name; by hand
_CONTRADICTED = (3, 0.2)  # pronouns of each gender, and share of the rarer one, from which on they contradict; by hand

_PEOPLE = (
    Check(
        "entities",
        "names written out",
        "a person of many articles is written out in full in 2 % of them, or the name may be another's",
        f"""SELECT concat_ws(' ', e.entity_id, e.name) AS "row" FROM @rows e JOIN mentions m USING (entity_id)
        WHERE e.type = 'PERSON' AND e.status = 'active' AND e.name LIKE '% %' AND e.n_articles >= {_WRITTEN_OUT[0]}
        GROUP BY e.entity_id, e.name, e.n_articles
        HAVING count(DISTINCT m.article_id) FILTER (m.kind = 'name' AND m.text = e.name)
        < {_WRITTEN_OUT[1]} * e.n_articles""",
        "warning",
    ),
    Check(
        "entities",
        "generations",
        "no person has the suffixes of two generations: Jr. and III are two people",
        """SELECT concat_ws(' ', e.entity_id, string_agg(a.alias, ', ' ORDER BY a.alias)) AS "row" FROM @rows e
        JOIN (SELECT *, regexp_extract(lower(alias), '\\b(jr|sr|ii|iii|iv)\\.?$', 1) AS suffix FROM aliases) a
        USING (entity_id) WHERE e.type = 'PERSON' AND e.status = 'active' AND a.suffix <> ''
        GROUP BY e.entity_id HAVING count(DISTINCT a.suffix) > 1""",
        "warning",
    ),
    Check(
        "entities",
        "pronouns agree",
        "the pronouns that refer to a person are of one gender, but for a few",
        f"""SELECT concat_ws(' ', entity_id, name, least(he, she), 'against', greatest(he, she)) AS "row" FROM (
        SELECT e.entity_id, e.name, count(*) FILTER (lower(m.text) IN ('he', 'him', 'his', 'himself')) AS he,
        count(*) FILTER (lower(m.text) IN ('she', 'her', 'hers', 'herself')) AS she FROM @rows e
        JOIN mentions m USING (entity_id) WHERE m.kind = 'pronoun' AND e.status = 'active' GROUP BY e.entity_id, e.name)
        WHERE least(he, she) >= {_CONTRADICTED[0]} AND least(he, she) >= {_CONTRADICTED[1]} * (he + she)""",
        "warning",
    ),
)
