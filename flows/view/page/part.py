"""The rows of one address of the page: what `choose_rows` is for all of a dataset, for one thing, list or search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

import duckdb

from newsloom.flows.view.page.options import PageOptions

_HERE = "($outlet = '' OR outlet = $outlet) AND ($day = '' OR starts_with(CAST(day AS VARCHAR), $day))"
_OUTLETS = """(SELECT article_id, story_id, title, text, duplicate_of, coalesce(outlet, outlet_domain) AS outlet,
    published_date AS day FROM articles)"""
_LATEST = "ORDER BY day DESC NULLS LAST, article_id LIMIT {articles}"
_LATEST_SAID = "ORDER BY day DESC NULLS LAST, quote_id LIMIT {quotes}"
_LIMIT = re.compile(r"LIMIT (\d+)")
_ACCENTED = "[\u00c0-\u024f\u1e00-\u1eff]"
"""Letters that may have an accent; most texts have none, and what has none need not be freed of them."""
_SEARCHED = {
    "in_text": "lower(text)",  # a whole article's accents would take five times as long
    "in_quote": f"lower(CASE WHEN regexp_matches(quotes.text, '{_ACCENTED}') THEN strip_accents(quotes.text) "
    "ELSE quotes.text END)",
    "in_title": "lower(strip_accents(coalesce(title, '')))",
    "in_alias": "lower(strip_accents(alias))",
}
"""What must have all words that are searched for, by the name that it has in a query below."""
_NOBODY = "SELECT entity_id FROM entities WHERE false"
_OF_SHOWN = "SELECT quote_id FROM said JOIN shown USING (article_id) " + _LATEST_SAID
_SPEAKERS = "SELECT DISTINCT speaker_entity_id AS entity_id FROM said JOIN spoken USING (quote_id)"
_TOLD = "SELECT DISTINCT story_id FROM articles JOIN shown USING (article_id) JOIN stories USING (story_id)"
_QUOTED = "SELECT DISTINCT article_id FROM said JOIN spoken USING (quote_id)"
_SEVERAL = """SELECT utterance_id, rank FROM ranked
    JOIN (SELECT DISTINCT utterance_id FROM said JOIN spoken USING (quote_id)) USING (utterance_id)"""
_REPORTED = "SELECT quote_id FROM said JOIN several USING (utterance_id)"


def _speaking(are: str) -> str:
    return f"""SELECT speaker_entity_id AS entity_id FROM said WHERE {_HERE} AND NOT is_copy AND {are}
        AND speaker_entity_id IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT {{quotes}}"""


def _compared(are: str) -> dict[str, str]:
    several = f"""SELECT utterance_id, rank FROM ranked WHERE {are} AND utterance_id IN
        (SELECT utterance_id FROM said WHERE {_HERE})
        ORDER BY rank, n_outlets DESC, utterance_id LIMIT {{articles}}"""
    return {"several": several, "spoken": _REPORTED, "shown": _QUOTED}


PARTS: Mapping[str, Mapping[str, str]] = {
    "person": {
        "listed": "SELECT $key AS entity_id",
        "spoken": f"SELECT quote_id FROM said WHERE speaker_entity_id = $key AND {_HERE} {_LATEST_SAID}",
        "shown": f"""{_QUOTED} UNION (SELECT article_id FROM {_OUTLETS} WHERE article_id IN
            (SELECT article_id FROM mentions WHERE entity_id = $key) {_LATEST})""",
        "several": _SEVERAL,
    },
    "article": {
        "whole": "SELECT $key AS article_id",
        "spoken": "SELECT quote_id FROM said WHERE article_id = $key",
        "shown": """SELECT $key AS article_id UNION SELECT article_id FROM articles
            WHERE $key IN (duplicate_of, version_of) OR article_id IN (SELECT unnest([duplicate_of, version_of])
            FROM articles WHERE article_id = $key) UNION SELECT unnest([article_id_a, article_id_b])
            FROM article_pairs WHERE $key IN (article_id_a, article_id_b) AND relation <> 'same_story'""",
        "named": "SELECT entity_id FROM mentions WHERE article_id = $key AND entity_id IS NOT NULL",
        "told": _TOLD,
        "several": _SEVERAL,
    },
    "story": {
        "told": """SELECT story_id FROM stories WHERE story_id = $key
            OR thread_id = (SELECT thread_id FROM stories WHERE story_id = $key)""",
        "shown": f"SELECT article_id FROM {_OUTLETS} WHERE story_id = $key {_LATEST}",
        "spoken": _OF_SHOWN,
        "several": _SEVERAL,
    },
    "utterance": {
        "several": "SELECT utterance_id, rank FROM ranked WHERE utterance_id = $key",
        "spoken": _REPORTED,
        "shown": _QUOTED,
    },
    "outlet": {
        "shown": f"SELECT article_id FROM {_OUTLETS} WHERE outlet = $key {_LATEST}",
        "listed": """SELECT speaker_entity_id AS entity_id FROM said WHERE outlet = $key AND NOT is_copy
            AND speaker_entity_id IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT {names}""",
    },
    "search": {
        "whole": f"""SELECT article_id FROM {_OUTLETS} WHERE {{in_text}} AND {_HERE}
            ORDER BY day DESC, 1 LIMIT {{names}}""",
        "listed": """SELECT entity_id FROM aliases JOIN entities USING (entity_id) WHERE {in_alias}
            GROUP BY entity_id ORDER BY max(n_quotes) DESC, max(entities.n_mentions) DESC, 1 LIMIT {names}""",
        "spoken": f"""SELECT quote_id FROM said JOIN quotes USING (quote_id) WHERE {{in_quote}} AND {_HERE}
            ORDER BY day DESC, 1 LIMIT {{articles}}""",
        "told": """SELECT story_id FROM stories WHERE status = 'active' AND {in_title}
            ORDER BY n_independent DESC, story_id LIMIT {names}""",
        "shown": f"""{_QUOTED} UNION SELECT article_id FROM whole
            UNION (SELECT article_id FROM {_OUTLETS} WHERE {{in_title}} AND {_HERE} {_LATEST})""",
        "several": _SEVERAL,
    },
    "articles": {"shown": f"SELECT article_id FROM {_OUTLETS} WHERE {_HERE} {_LATEST}"},
    "articles/copies": {
        "shown": f"SELECT article_id FROM {_OUTLETS} WHERE duplicate_of IS NOT NULL AND {_HERE} {_LATEST}",
    },
    "people": {"listed": _speaking("speaker_type = 'PERSON'")},
    "people/others": {"listed": _speaking("speaker_type IS DISTINCT FROM 'PERSON'")},
    "people/silent": {
        "listed": """SELECT entity_id FROM entities WHERE type = 'PERSON' AND status = 'active' AND entity_id NOT IN
            (SELECT speaker_entity_id FROM said WHERE speaker_entity_id IS NOT NULL)
            ORDER BY n_articles DESC, n_mentions DESC, entity_id LIMIT {quotes}""",
    },
    "said": {
        "spoken": f"SELECT quote_id FROM said WHERE NOT is_copy AND {_HERE} {_LATEST_SAID}",
        "shown": _QUOTED,
        "several": _SEVERAL,
    },
    "said/unknown": {
        "spoken": f"""SELECT quote_id FROM said WHERE NOT is_copy AND speaker_entity_id IS NULL AND {_HERE}
            {_LATEST_SAID}""",
        "shown": _QUOTED,
        "several": _SEVERAL,
    },
    "stories": {
        "told": f"""SELECT story_id FROM stories WHERE status = 'active' AND story_id IN
            (SELECT story_id FROM {_OUTLETS} WHERE {_HERE}) ORDER BY n_independent DESC, story_id LIMIT {{articles}}""",
        "shown": f"SELECT article_id FROM {_OUTLETS} JOIN told USING (story_id) WHERE {_HERE}",
    },
    "quotes": _compared("true"),
    "quotes/conflicts": _compared("rank = 0"),
    "quotes/changed": _compared("utterance_id IN (SELECT utterance_id FROM changes WHERE kind = 'changed')"),
    "quotes/shortened": _compared("utterance_id IN (SELECT utterance_id FROM changes WHERE kind = 'shortened')"),
}
"""Kind of address, or a whole one → tables of ids, each a query; in their order, as later ones look at earlier ones."""

_NONE = {
    "whole": "SELECT article_id FROM articles WHERE false",
    "shown": "SELECT article_id FROM articles WHERE false",
    "spoken": "SELECT quote_id FROM quotes WHERE false",
    "told": "SELECT story_id FROM stories WHERE false",
    "several": "SELECT utterance_id, rank FROM ranked WHERE false",
    "listed": _NOBODY,
    "named": _NOBODY,
}


def choose_part(
    connection: duckdb.DuckDBPyConnection,
    address: str,
    filters: Mapping[str, str],
    options: PageOptions,
    lot: int = 0,
) -> bool:
    """Make the tables of ids for one address, after `choose_rows` has been done once; returns whether there is more.

    `filters`: outlet and day; `lot`: which of the parts of a list that is longer than what is sent at once, from 0.
    """
    kind, _, key = address.partition("/")
    words = {f"word{i}": word for i, word in enumerate(_words(key))}
    values = {"key": key, **filters, **words}
    limits = {"quotes": options.part_quotes, "articles": options.part_articles, "names": options.part_names}
    searched = {name: _has_all(text, words) for name, text in _SEARCHED.items()}
    part, has_more = PARTS.get(address) or PARTS.get(kind, {}), False
    for name, query in {**part, **{name: query for name, query in _NONE.items() if name not in part}}.items():
        sql = _LIMIT.sub(lambda limit: f"{limit[0]} OFFSET {lot * int(limit[1])}", query.format(**limits, **searched))
        used = {name: value for name, value in values.items() if f"${name}" in sql}
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", used)
        has_more = has_more or _fills(connection, name, sql)
    connection.execute("CREATE OR REPLACE TEMP TABLE names AS FROM listed UNION FROM named UNION " + _SPEAKERS)
    return has_more


def _fills(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> bool:
    """Whether a table has as many rows as were let in, so that there may be more."""
    limit = _LIMIT.search(sql)
    return limit is not None and connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] >= int(limit[1])


def _has_all(text: str, words: Iterable[str]) -> str:
    return " AND ".join(["true", *(f"contains({text}, ${word})" for word in words)])


def _words(text: str) -> list[str]:
    """The words without accents, as the search of a page compares them."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in apart if not unicodedata.combining(c)).split()
