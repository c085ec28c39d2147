"""Which rows a page holds: all of a small dataset, of a large one what is looked at most."""

from __future__ import annotations

from dataclasses import asdict

import duckdb

from newsloom.flows.view.page.options import PageOptions

_SAID = """CREATE OR REPLACE TEMP TABLE said AS
SELECT q.quote_id, q.article_id, q.speaker_entity_id, q.utterance_id, q.cue_class, q.confidence, e.type AS speaker_type,
       q.confidence >= {sure} AND (q.speaker_entity_id IS NULL OR q.speaker_confidence >= {sure}) AS sure,
       coalesce(a.outlet, a.outlet_domain) AS outlet, a.published_date AS day, a.duplicate_of IS NOT NULL AS is_copy
FROM quotes q JOIN articles a USING (article_id) LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
WHERE q.confidence >= {counted}"""

_CHANGES = """CREATE OR REPLACE TEMP TABLE changes AS
SELECT utterance_id, quote_id, reference_quote_id, kind, len(changed) > 0 AS exchanged FROM changed_quotes
WHERE confidence >= {sure}"""

_RANKED = """CREATE OR REPLACE TEMP TABLE ranked AS
WITH reported AS (
    SELECT utterance_id, count(DISTINCT article_id) AS n_articles, count(DISTINCT speaker_entity_id) AS n_speakers
    FROM said WHERE utterance_id IS NOT NULL GROUP BY ALL),
differing AS (
    SELECT utterance_id, bool_or(kind = 'changed' AND exchanged) AS exchanged, bool_or(kind = 'changed') AS changed
    FROM changes GROUP BY ALL)
SELECT u.utterance_id, u.n_outlets, u.n_reports, CASE WHEN u.attribution_conflict AND n_speakers > 1 THEN 0
       WHEN d.exchanged THEN 1 WHEN d.changed THEN 2 WHEN NOT d.changed THEN 3 ELSE 4 END AS rank
FROM reported JOIN utterances u USING (utterance_id) LEFT JOIN differing d USING (utterance_id)
WHERE u.status = 'active' AND n_articles > 1"""

_SEVERAL = """CREATE OR REPLACE TEMP TABLE several AS
FROM ranked ORDER BY rank, n_outlets DESC, n_reports DESC, utterance_id LIMIT {utterances}"""

_TOLD = """CREATE OR REPLACE TEMP TABLE told AS
SELECT story_id FROM stories WHERE status = 'active'
ORDER BY n_independent DESC, n_articles DESC, first_published_date DESC, story_id LIMIT {stories}"""

_SPEAKERS = """CREATE OR REPLACE TEMP TABLE speakers AS
WITH counted AS (
    SELECT speaker_entity_id AS entity_id, coalesce(speaker_type = 'PERSON', false) AS person, count(*) AS n,
           count(*) FILTER (NOT is_copy) AS own
    FROM said WHERE speaker_entity_id IS NOT NULL GROUP BY ALL)
SELECT *, row_number() OVER (PARTITION BY person ORDER BY own DESC, n DESC, entity_id) AS rank FROM counted
QUALIFY rank <= {people}"""

_LISTED = "CREATE OR REPLACE TEMP TABLE listed AS SELECT entity_id FROM speakers"

_FULL = """CREATE OR REPLACE TEMP TABLE whole AS
WITH weighed AS (
    SELECT a.article_id, a.published_date, 600 + 1.1 * a.n_chars
           + 150 * coalesce((SELECT count(*) FROM quotes q WHERE q.article_id = a.article_id), 0)
           + 30 * coalesce((SELECT count(*) FROM mentions m WHERE m.article_id = a.article_id), 0) AS bytes,
           coalesce((SELECT min(rank) FROM several JOIN said USING (utterance_id) WHERE said.article_id = a.article_id),
                    9) AS rank,
           coalesce((SELECT n_independent FROM stories s WHERE s.story_id = a.story_id), 1) AS told
    FROM articles a)
SELECT article_id, bytes FROM weighed
QUALIFY sum(bytes) OVER (ORDER BY rank, told DESC, published_date DESC NULLS LAST, article_id) <= {text_bytes}"""

_SPOKEN = """CREATE OR REPLACE TEMP TABLE spoken AS
SELECT quote_id FROM said JOIN whole USING (article_id)
UNION SELECT quote_id FROM said JOIN several USING (utterance_id)
UNION (SELECT quote_id FROM said JOIN speakers ON entity_id = speaker_entity_id
    WHERE rank <= {people_with_quotes} AND NOT is_copy
    QUALIFY row_number() OVER (
        PARTITION BY speaker_entity_id ORDER BY sure DESC, day DESC, quote_id) <= {quotes_each})
UNION (SELECT quote_id FROM said WHERE NOT is_copy ORDER BY day DESC NULLS LAST, quote_id LIMIT {quotes})"""

_LIGHT = """CREATE OR REPLACE TEMP TABLE shown AS
SELECT article_id FROM whole
UNION SELECT article_id FROM said JOIN spoken USING (quote_id)
UNION (SELECT article_id FROM articles JOIN told USING (story_id)
    QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY published_date, article_id) <= {reports_each})"""

_SILENT = """CREATE OR REPLACE TEMP TABLE silent AS
SELECT entity_id FROM entities WHERE type = 'PERSON' AND status = 'active'
AND entity_id NOT IN (SELECT entity_id FROM speakers)
AND entity_id NOT IN (SELECT speaker_entity_id FROM said WHERE speaker_entity_id IS NOT NULL)
ORDER BY n_articles DESC, n_mentions DESC, entity_id LIMIT {silent}"""

_NAMES = """CREATE OR REPLACE TEMP TABLE names AS
SELECT entity_id FROM speakers UNION SELECT entity_id FROM silent
UNION SELECT entity_id FROM mentions JOIN whole USING (article_id) WHERE kind = 'name' AND entity_id IS NOT NULL
UNION SELECT speaker_entity_id FROM said JOIN spoken USING (quote_id) WHERE speaker_entity_id IS NOT NULL"""


def choose_rows(connection: duckdb.DuckDBPyConnection, options: PageOptions) -> None:
    """Make the tables of ids that the tables of the page are joined to, over a connection with its views: `said`, all
    speech that counts; `changes`, what outlets made of it; `several`, `told`, `speakers`, `listed`, `silent`, what is
    listed; `whole`, `shown`, articles with and without text; `spoken`; `names`.
    """
    for statement in _STATEMENTS:
        connection.execute(statement.format(**asdict(options)))


_STATEMENTS = (_SAID, _CHANGES, _RANKED, _SEVERAL, _TOLD, _SPEAKERS, _LISTED, _FULL, _SPOKEN, _LIGHT, _SILENT, _NAMES)


def held_bytes(connection: duckdb.DuckDBPyConnection) -> int:
    """Estimated bytes of the articles that are held with their text."""
    return int(connection.execute("SELECT coalesce(sum(bytes), 0) FROM whole").fetchall()[0][0])
