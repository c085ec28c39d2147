"""The tables of a page: queries over the rows that were chosen for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import duckdb

from newsloom.flows.view.page.encode import Columns
from newsloom.flows.view.page.options import PageOptions
from newsloom.flows.view.page.words import mark_words
from newsloom.schemas.contract import TABLES

_OUTLET = "coalesce(a.outlet, a.outlet_domain) AS outlet"

QUERIES = {
    "articles": f"""SELECT a.article_id, a.title, {_OUTLET}, a.published_date AS day,
        strftime(a.published_at, '%H:%M') AS hour, coalesce(a.canonical_url, a.url) AS url, a.author,
        a.published_origin AS origin, a.dateline_place AS place, a.wire_agency AS agency, a.duplicate_of AS copy_of_id,
        a.duplicate_kind AS copy_kind, a.version_of AS version_of_id, a.story_id, a.n_words,
        a.source_uri || ', row ' || a.source_row AS source, array_to_string(a.quality_flags, ', ') AS flags,
        CASE WHEN a.title IS NULL THEN left(a.text, 90) END AS lead, w.article_id IS NOT NULL AS whole,
        CASE WHEN w.article_id IS NOT NULL THEN a.text END AS text
        FROM articles a JOIN shown USING (article_id) LEFT JOIN whole w USING (article_id)
        ORDER BY a.published_date DESC NULLS LAST, a.published_at DESC NULLS LAST, a.article_id""",
    "days": f"""SELECT {_OUTLET}, a.published_date AS day, count(*) AS n, count(a.duplicate_of) AS copies,
        count(a.wire_agency) AS wire FROM articles a GROUP BY ALL ORDER BY day, outlet""",
    "spoken": """SELECT outlet, day, CASE WHEN speaker_entity_id IS NULL THEN 'unknown' WHEN speaker_type = 'PERSON'
        THEN 'people' ELSE 'others' END AS kind, count(*) AS n, count(*) FILTER (sure) AS sure FROM said
        WHERE NOT is_copy GROUP BY ALL ORDER BY day, outlet, kind""",
    "speech": """SELECT speaker_entity_id AS entity_id, outlet, day, count(*) FILTER (NOT is_copy) AS n,
        count(*) FILTER (sure AND NOT is_copy) AS sure, count(*) FILTER (is_copy) AS copied
        FROM said JOIN listed ON entity_id = speaker_entity_id GROUP BY ALL ORDER BY ALL""",
    "framing": """SELECT outlet, cue_class, count(*) AS n, count(*) FILTER (sure) AS sure FROM said
        WHERE NOT is_copy AND cue_class IS NOT NULL GROUP BY ALL ORDER BY ALL""",
    "entities": """SELECT e.entity_id, e.type, e.name, e.kb_id, e.n_articles, e.n_mentions, e.n_quotes,
        e.entity_id IN (SELECT speaker_entity_id FROM said WHERE speaker_entity_id IS NOT NULL) AS quoted
        FROM entities e JOIN names USING (entity_id) ORDER BY e.entity_id""",
    "roles": """FROM (SELECT entity_id, role, organisation, country, status, count(DISTINCT article_id) AS n,
        min(observed_date) AS first, max(observed_date) AS last FROM roles JOIN names USING (entity_id) GROUP BY ALL)
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY n DESC, last DESC, role) <= {roles_each}
        ORDER BY entity_id, n DESC, last DESC NULLS LAST, role, organisation, country, status""",
    "aliases": """SELECT l.entity_id, l.alias, l.kind, l.n_mentions AS n, l.confidence FROM aliases l
        JOIN names USING (entity_id) JOIN entities e USING (entity_id) WHERE l.alias <> e.name
        ORDER BY l.entity_id, n DESC, l.alias""",
    "named": """SELECT article_id, entity_id, count(*) AS n FROM mentions JOIN shown USING (article_id)
        JOIN names USING (entity_id) WHERE kind = 'name' GROUP BY ALL ORDER BY ALL""",
    "mentions": """SELECT m.article_id, m.entity_id, m.start_char AS start, m.end_char AS stop, m.kind,
        m.type, m.confidence FROM mentions m JOIN whole USING (article_id) ORDER BY m.article_id, start, stop""",
    "quotes": """SELECT q.quote_id, q.article_id, q.type, q.start_char AS start, q.end_char AS stop,
        CASE WHEN w.article_id IS NULL THEN q.text END AS text, q.cue, q.cue_class, q.via, q.speaker,
        q.speaker_start, q.speaker_end, q.speaker_kind AS kind, q.speaker_resolution AS resolution,
        q.speaker_entity_id AS entity_id, q.speaker_role AS role, q.utterance_id, q.confidence, q.speaker_confidence,
        s.sure FROM quotes q JOIN spoken USING (quote_id) JOIN said s USING (quote_id)
        LEFT JOIN whole w ON w.article_id = q.article_id
        ORDER BY q.article_id, q.start_char, q.quote_id""",
    "edits": """SELECT article_id, kind, rule, clean_start AS start, clean_end AS stop, before, after, evidence,
        confidence, applied FROM edits JOIN whole USING (article_id) ORDER BY article_id, seq""",
    "utterances": """SELECT u.utterance_id, s.rank, u.speaker_entity_id AS entity_id, u.text, u.n_reports, u.n_outlets,
        u.n_independent, u.first_quote_id, u.attribution_conflict AS conflict
        FROM several s JOIN utterances u USING (utterance_id) ORDER BY s.rank, u.n_outlets DESC, u.n_reports DESC, 1""",
    "variants": """SELECT v.utterance_id, v.quote_id, v.reference_quote_id, v.relation, v.similarity,
        array_to_string(v.changed, ', ') AS changed, v.derived_from_quote_id, v.derived_evidence AS evidence,
        r.text AS reference, q.text AS variant FROM quote_variants v JOIN several USING (utterance_id)
        JOIN said USING (quote_id) JOIN quotes q USING (quote_id) JOIN quotes r ON r.quote_id = v.reference_quote_id
        ORDER BY v.utterance_id, v.quote_id""",
    "changes": """SELECT utterance_id, quote_id, reference_quote_id, kind, exchanged
        FROM changes JOIN several USING (utterance_id) ORDER BY ALL""",
    "stories": """SELECT story_id, title, first_article_id, first_published_date AS first, last_published_date AS last,
        n_articles, n_outlets, n_independent, thread_id FROM stories JOIN told USING (story_id)
        ORDER BY n_independent DESC, n_articles DESC, first DESC NULLS LAST, story_id""",
    "pairs": """SELECT article_id_a AS one_id, article_id_b AS other_id, relation, longest_run_words AS run
        FROM article_pairs WHERE relation <> 'same_story' AND (article_id_a IN (SELECT article_id FROM whole)
        OR article_id_b IN (SELECT article_id FROM whole))
        AND article_id_a IN (FROM shown) AND article_id_b IN (FROM shown) ORDER BY ALL""",
    "headlines": """SELECT h.article_id, h.start_char AS start, h.end_char AS stop, h.speaker,
        h.speaker_entity_id AS entity_id, h.body_quote_id AS quote_id, h.relation,
        array_to_string(h.changed, ', ') AS changed FROM headline_quotes h JOIN whole USING (article_id)
        ORDER BY ALL""",
    "revisions": """SELECT r.article_id, r.previous_article_id AS previous_id, r.kind, r.before, r.after
        FROM revisions r JOIN whole USING (article_id) ORDER BY r.article_id, r.seq""",
    "refused": """SELECT reason, count(*) AS n, min_by(source_uri || ', row ' || source_row, source_uri) AS example,
        min_by(detail, source_uri) AS detail FROM rejects GROUP BY ALL ORDER BY n DESC, reason""",
    "rejects": """SELECT reason, source_uri || ', row ' || source_row AS source, detail FROM rejects
        QUALIFY row_number() OVER (PARTITION BY reason ORDER BY source_uri, source_row) <= {rejects}
        ORDER BY rejects.source_uri, rejects.source_row""",
    "runs": """SELECT started_at AS started, n_inputs AS read, n_new AS new, n_unchanged AS unchanged,
        n_changed AS changed, n_rejected AS refused, seconds, newsloom_version AS version, model FROM runs
        ORDER BY started_at DESC LIMIT 20""",
    "checks": """SELECT table_name, check_name, severity, observed, sample FROM checks WHERE NOT passed
        AND run_id = (SELECT max_by(run_id, started_at) FROM runs) ORDER BY severity, table_name, check_name""",
    "repairs": """SELECT count(*) OVER () AS kinds, kind, rule, count(*) AS n, count(DISTINCT article_id) AS articles,
        min(before) AS before, min_by(after, before) AS after FROM edits WHERE applied
        AND kind NOT IN ('whitespace', 'metadata', 'boilerplate')
        GROUP BY ALL ORDER BY n DESC, rule LIMIT 12""",
}
"""Name → query; those of tables that a dataset lacks are left out."""

REASONS = {
    "empty": ("had no text", "had no text"),
    "too_short": ("was too short for an article", "were too short for an article"),
    "binary": ("was no text but another kind of file", "were no text but another kind of file"),
    "undecodable": ("could not be decoded", "could not be decoded"),
    "unparseable": ("could not be read", "could not be read"),
    "not_news_text": ("was a page without an article", "were pages without an article"),
    "wrong_language": ("was in another language", "were in other languages"),
    "missing_text": ("had no column of text that is known", "had no column of text that is known"),
    "too_large": ("was larger than the limit", "were larger than the limit"),
}
"""Why records are refused, in words for one and for more."""

_NEEDS = {"headlines": "headline_quotes"}


WHOLE = frozenset({"days", "spoken", "framing", "refused", "rejects", "runs", "checks", "repairs"})
"""Tables that are of the whole dataset, whichever rows were chosen."""


def read_tables(connection: duckdb.DuckDBPyConnection, options: PageOptions) -> dict[str, Columns]:
    """The tables of the page as columns, after `choose_rows`."""
    held = read_rows(connection, options, QUERIES)
    return held | {"refused": _in_words(held["refused"])}


def read_part(connection: duckdb.DuckDBPyConnection, options: PageOptions) -> dict[str, Columns]:
    """Those of one address, after `choose_part`."""
    return read_rows(connection, options, [name for name in QUERIES if name not in WHOLE])


def read_rows(connection: duckdb.DuckDBPyConnection, options: PageOptions, names: Iterable[str]) -> dict[str, Columns]:
    """The tables of these names."""
    held = {
        name: _columns(connection, sql.format(**asdict(options)))
        for name, sql in ((name, QUERIES[name]) for name in names)
        if name not in ("headlines", "revisions") or _NEEDS.get(name, name) in TABLES
    }
    return held | {"variants": _marked(dict(held["variants"]))}


def _columns(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, list[Any]]:
    result = connection.execute(sql)
    names = [column[0] for column in result.description or []]
    rows = result.fetchall()
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def _in_words(refused: Columns) -> Columns:
    words = [REASONS[reason] for reason in refused["reason"]]
    return {**refused, "one": [one for one, _ in words], "more": [more for _, more in words]}


def _marked(columns: dict[str, Any]) -> dict[str, Any]:
    """The variants with their changes in words in place of the two texts; none where they are alike."""
    references, texts, kinds = columns.pop("reference"), columns.pop("variant"), columns["relation"]
    pairs = zip(references, texts, kinds, strict=True)
    return columns | {"marks": [_marks(*pair) for pair in pairs]}


def _marks(reference: str, text: str, kind: str | None) -> list[tuple[str, str]] | None:
    return mark_words(reference, text) if kind in ("edited", "truncated") else None
