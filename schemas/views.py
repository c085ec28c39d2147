"""Views for the common questions, as DuckDB SQL over the tables of the contract.

`views.sql` in every snapshot holds them, behind views on the tables themselves, by paths relative to the snapshot: it
works after the folder was moved, from within the folder or with DuckDB's `file_search_path` set to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Table

VIEWS_FILE = "views.sql"


@dataclass(frozen=True)
class Question:
    """A view: its name, what it answers, and the query over tables, and over views before it."""

    name: str
    description: str
    query: str

    def statement(self) -> str:
        """The SQL that makes the view."""
        return f"CREATE OR REPLACE VIEW {self.name} AS\n{self.query};"


def _lexicon(name: str) -> list[list[str]]:
    """The rows of a list, ready to stand in SQL."""
    lines = (files("newsloom") / "data" / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.replace("'", "''").split("\t") for line in lines if not line.startswith("#")][1:]


def _publishers() -> str:
    """The lines of the list of outlets as rows of SQL."""
    rows = _lexicon("outlets")
    return ",\n".join(f"    ('{domain}', '{name}', nullif('{country}', ''))" for domain, name, country in rows)


def _letters(text: str) -> str:
    """An expression for the letters and digits of a text whose contractions are written out."""
    is_is = "|".join(word for word, kind, *_ in _lexicon("function_words") if kind == "before_is")
    sql = f"replace(lower({text}), '’', '''')"
    for word, kind, *_ in _lexicon("function_words"):
        for prefix, start in (("contracts ", "\\b"), ("ending of ", "")):
            if kind.startswith(prefix):
                sql = f"regexp_replace({sql}, '{start}{word}\\b', ' {kind.removeprefix(prefix)}', 'g')"
    sql = f"regexp_replace({sql}, '\\b({is_is})''s\\b', '\\1 is', 'g')"
    return f"regexp_replace({sql}, '[^\\pL\\pN]+', '', 'g')"


VIEWS = (
    Question(
        "quotes_in_context",
        "Every quote with its speaker, outlet, day and story in one row; is_copy: the article copies another one.",
        """SELECT q.quote_id, q.type, q.text, q.cue, q.speaker, q.speaker_kind, e.name AS speaker_name,
       e.type AS speaker_type, e.kb_id AS speaker_kb_id, q.speaker_role, q.confidence, q.speaker_confidence,
       a.article_id, a.title, a.url, coalesce(a.outlet, a.outlet_domain) AS outlet, a.outlet_domain,
       a.published_date AS day, a.duplicate_of IS NOT NULL AS is_copy, a.story_id, s.title AS story, q.utterance_id,
       q.speaker_entity_id
FROM quotes q
JOIN articles a USING (article_id)
LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
LEFT JOIN stories s ON s.story_id = a.story_id""",
    ),
    Question(
        "people_by_day",
        "How often each person was mentioned and quoted on each day of publication, copies left out.",
        """WITH originals AS (SELECT article_id, published_date FROM articles WHERE duplicate_of IS NULL),
mentioned AS (
    SELECT m.entity_id, o.published_date AS day, count(*) AS n_mentions, count(DISTINCT m.article_id) AS n_articles
    FROM mentions m JOIN originals o USING (article_id) GROUP BY ALL),
quoted AS (
    SELECT q.speaker_entity_id AS entity_id, o.published_date AS day, count(*) AS n_quotes
    FROM quotes q JOIN originals o USING (article_id) GROUP BY ALL)
SELECT e.name, m.day, m.n_articles, m.n_mentions, coalesce(q.n_quotes, 0) AS n_quotes, e.entity_id
FROM mentioned m
JOIN entities e USING (entity_id)
LEFT JOIN quoted q ON q.entity_id = m.entity_id AND q.day IS NOT DISTINCT FROM m.day
WHERE e.type = 'PERSON'""",
    ),
    Question(
        "variant_pairs",
        "Every report of an utterance beside the reference that it is compared with, with both texts and outlets.",
        """SELECT v.utterance_id, e.name AS speaker_name, v.relation, v.similarity, v.changed, v.polarity_changed,
       r.text AS reference, coalesce(ra.outlet, ra.outlet_domain) AS reference_outlet,
       q.text AS variant, coalesce(qa.outlet, qa.outlet_domain) AS variant_outlet,
       v.edits, v.derived_from_quote_id, v.derived_evidence, v.reference_quote_id, v.quote_id
FROM quote_variants v
JOIN quotes q ON q.quote_id = v.quote_id
JOIN articles qa ON qa.article_id = q.article_id
JOIN quotes r ON r.quote_id = v.reference_quote_id
JOIN articles ra ON ra.article_id = r.article_id
LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
WHERE v.quote_id <> v.reference_quote_id""",
    ),
    Question(
        "changed_quotes",
        "What one outlet made of another's words: kind changed (words exchanged or put in; or a negation, number, name "
        "or modal left out; a contraction is no change) or shortened (other words left out). Both reports are in "
        "quotation marks as a whole, of two known outlets, no copies of one another; neither outlet has the other's "
        "wording too. What shares less than four in five of its words is another statement (by hand: of 37 changes in "
        "real news two were none). Confidences: the lesser of both.",
        f"""WITH reports AS (
    SELECT v.utterance_id, v.quote_id, v.reference_quote_id, v.relation, v.similarity, v.changed, v.edits, q.type,
           q.text, q.confidence, q.speaker_entity_id, coalesce(a.outlet, a.outlet_domain) AS outlet,
           CASE WHEN q.speaker_entity_id IS NOT NULL THEN q.speaker_confidence END AS speaker_confidence,
           a.article_id, coalesce(a.duplicate_of, a.article_id) AS original,
           {_letters("q.text")} AS letters
    FROM quote_variants v
    JOIN utterances u USING (utterance_id)
    JOIN quotes q USING (quote_id)
    JOIN articles a USING (article_id)
    WHERE u.status = 'active')
SELECT v.utterance_id, e.name AS speaker_name,
       CASE WHEN len(v.changed) = 0 AND (len([x FOR x IN v.edits IF x.variant IS NOT NULL AND {_letters("x.variant")}
           IS DISTINCT FROM {_letters("x.reference")}]) = 0 OR contains(r.letters, v.letters))
           THEN 'shortened' ELSE 'changed' END AS kind,
       v.changed, r.outlet AS reference_outlet, r.text AS reference, v.outlet AS variant_outlet, v.text AS variant,
       v.similarity, least(r.confidence, v.confidence) AS confidence,
       least(r.speaker_confidence, v.speaker_confidence) AS speaker_confidence, v.edits,
       r.article_id AS reference_article_id, v.article_id, v.reference_quote_id, v.quote_id
FROM reports v
JOIN reports r ON r.utterance_id = v.utterance_id AND r.quote_id = v.reference_quote_id
LEFT JOIN entities e ON e.entity_id = coalesce(v.speaker_entity_id, r.speaker_entity_id)
WHERE v.relation IN ('edited', 'truncated') AND v.type = 'direct' AND r.type = 'direct'
  AND v.outlet <> r.outlet AND v.original <> r.original AND v.letters <> r.letters
  AND (contains(r.letters, v.letters) OR coalesce(list_sum([len(string_split(x.variant, ' ')) for x in v.edits]), 0)
      <= 0.2 * len(regexp_extract_all(v.text, '[\\pL\\pN]+(?:[’''][\\pL\\pN]+)*')))
  AND NOT EXISTS (
    FROM reports o WHERE o.utterance_id = v.utterance_id AND (
        o.outlet = v.outlet AND contains(o.letters, r.letters) OR o.outlet = r.outlet AND o.letters = v.letters))""",
    ),
    Question(
        "framing",
        "How outlets introduce a statement: the classes of cues for each utterance and outlet, copies left out.",
        """SELECT q.utterance_id, e.name AS speaker_name, coalesce(a.outlet, a.outlet_domain) AS outlet, q.cue_class,
       count(*) AS n_quotes, list(DISTINCT q.cue_lemma ORDER BY q.cue_lemma) AS cues,
       min(a.published_date) AS first_day, any_value(u.n_outlets) AS n_outlets
FROM quotes q
JOIN utterances u USING (utterance_id)
JOIN articles a USING (article_id)
LEFT JOIN entities e ON e.entity_id = u.speaker_entity_id
WHERE a.duplicate_of IS NULL AND q.cue_class IS NOT NULL AND coalesce(a.outlet, a.outlet_domain) IS NOT NULL
GROUP BY q.utterance_id, e.name, coalesce(a.outlet, a.outlet_domain), q.cue_class""",
    ),
    Question(
        "framing_by_quarter",
        "How often each outlet uses each class of cues in each quarter, and their share of its quotes with a cue then.",
        """WITH used AS (
    SELECT coalesce(a.outlet, a.outlet_domain) AS outlet, date_trunc('quarter', a.published_date) AS quarter,
           q.cue_class, count(*) AS n_quotes
    FROM quotes q JOIN articles a USING (article_id)
    WHERE a.duplicate_of IS NULL AND q.cue_class IS NOT NULL AND coalesce(a.outlet, a.outlet_domain) IS NOT NULL
    GROUP BY ALL)
SELECT outlet, quarter, cue_class, n_quotes, n_quotes / sum(n_quotes) OVER (PARTITION BY outlet, quarter) AS share
FROM used""",
    ),
    Question(
        "publishers",
        "The outlets that are known by their domain: name and country (ISO 3166).",
        f"SELECT * FROM (VALUES\n{_publishers()}) AS known(domain, name, country)",
    ),
    Question(
        "outlets",
        "Every outlet with its country, articles, how many of them are copies, its quotes, and its first and last day.",
        """WITH quoted AS (SELECT article_id, count(*) AS n_quotes FROM quotes GROUP BY ALL)
SELECT mode(coalesce(a.outlet, a.outlet_domain) ORDER BY a.article_id) AS outlet,
       any_value(a.outlet_domain) AS outlet_domain, any_value(p.country) AS country, count(*) AS n_articles,
       count(*) FILTER (a.duplicate_of IS NOT NULL) AS n_copies,
       count(DISTINCT a.story_id) AS n_stories, CAST(coalesce(sum(q.n_quotes), 0) AS BIGINT) AS n_quotes,
       min(a.published_date) AS first_day, max(a.published_date) AS last_day
FROM articles a
LEFT JOIN quoted q USING (article_id)
LEFT JOIN publishers p ON p.domain = a.outlet_domain
WHERE coalesce(a.outlet, a.outlet_domain) IS NOT NULL
GROUP BY lower(coalesce(a.outlet, a.outlet_domain))""",
    ),
)

_HEAD = """-- Views of DuckDB on the tables beside this file, and on them for common questions. Made by newsloom.
-- In this folder:   duckdb -init views.sql
-- From elsewhere:   SET file_search_path = 'news/current'; and then this file."""


def views_sql() -> str:
    """The file `views.sql`: a view for each table, then one for each common question."""
    questions = [f"-- {view.description}\n{view.statement()}" for view in VIEWS]
    return "\n\n".join([_HEAD, "\n".join(map(_table_view, TABLES.values())), *questions]) + "\n"


def _table_view(table: Table) -> str:
    return (
        f"""CREATE OR REPLACE VIEW "{table.name}" AS """
        f"FROM read_parquet('{table.name}/**/*.parquet', hive_partitioning = false);"
    )
