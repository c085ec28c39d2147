"""The rows of one address of the page: what `choose_rows` is for all of a dataset, for one thing, list or search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import duckdb

from newsloom.flows.view.page.options import PageOptions

_HERE = "($outlet = '' OR outlet = $outlet) AND ($day = '' OR starts_with(CAST(day AS VARCHAR), $day))"
_OUTLETS = """(SELECT article_id, story_id, title, text, coalesce(outlet, outlet_domain) AS outlet,
    published_date AS day FROM articles)"""
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
_OF_SHOWN = "SELECT quote_id FROM said JOIN shown USING (article_id) ORDER BY day DESC, quote_id LIMIT {quotes}"
_SPEAKERS = "SELECT DISTINCT speaker_entity_id AS entity_id FROM said JOIN spoken USING (quote_id)"
_TOLD = "SELECT DISTINCT story_id FROM articles JOIN shown USING (article_id) JOIN stories USING (story_id)"
_QUOTED = "SELECT DISTINCT article_id FROM said JOIN spoken USING (quote_id)"
_SEVERAL = """SELECT utterance_id, rank FROM ranked
    JOIN (SELECT DISTINCT utterance_id FROM said JOIN spoken USING (quote_id)) USING (utterance_id)"""
_REPORTED = "SELECT quote_id FROM said JOIN several USING (utterance_id)"

PARTS: Mapping[str, Mapping[str, str]] = {
    "person": {
        "listed": "SELECT $key AS entity_id",
        "spoken": "SELECT quote_id FROM said WHERE speaker_entity_id = $key AND "
        + _HERE
        + " ORDER BY day DESC LIMIT {quotes}",
        "shown": _QUOTED + " UNION (SELECT DISTINCT article_id FROM mentions WHERE entity_id = $key LIMIT {articles})",
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
        "shown": "SELECT article_id FROM articles WHERE story_id = $key LIMIT {articles}",
        "spoken": _OF_SHOWN,
        "several": _SEVERAL,
    },
    "utterance": {
        "several": "SELECT utterance_id, rank FROM ranked WHERE utterance_id = $key",
        "spoken": _REPORTED,
        "shown": _QUOTED,
    },
    "outlet": {
        "shown": f"SELECT article_id FROM {_OUTLETS} WHERE outlet = $key ORDER BY day DESC LIMIT {{articles}}",
        "listed": """SELECT speaker_entity_id AS entity_id FROM said WHERE outlet = $key AND NOT is_copy
            AND speaker_entity_id IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT {names}""",
    },
    "search": {
        "whole": f"SELECT article_id FROM {_OUTLETS} WHERE {{in_text}} AND {_HERE} ORDER BY day DESC LIMIT {{names}}",
        "listed": """SELECT entity_id FROM aliases JOIN entities USING (entity_id) WHERE {in_alias}
            GROUP BY entity_id ORDER BY max(n_quotes) DESC, max(entities.n_mentions) DESC LIMIT {names}""",
        "spoken": "SELECT quote_id FROM said JOIN quotes USING (quote_id) WHERE {in_quote} AND "
        + _HERE
        + " ORDER BY day DESC LIMIT {articles}",
        "told": """SELECT story_id FROM stories WHERE status = 'active' AND {in_title}
            ORDER BY n_independent DESC LIMIT {names}""",
        "shown": f"""{_QUOTED} UNION SELECT article_id FROM whole
            UNION (SELECT article_id FROM {_OUTLETS} WHERE {{in_title}} AND {_HERE}
            ORDER BY day DESC LIMIT {{articles}})""",
        "several": _SEVERAL,
    },
    "articles": {"shown": f"SELECT article_id FROM {_OUTLETS} WHERE {_HERE} ORDER BY day DESC LIMIT {{articles}}"},
    "people": {
        "listed": f"""SELECT speaker_entity_id AS entity_id FROM said WHERE {_HERE} AND NOT is_copy
            AND speaker_entity_id IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT {{quotes}}""",
    },
    "stories": {
        "told": f"""SELECT story_id FROM stories WHERE status = 'active' AND story_id IN
            (SELECT story_id FROM {_OUTLETS} WHERE {_HERE}) ORDER BY n_independent DESC, story_id LIMIT {{articles}}""",
        "shown": f"SELECT article_id FROM {_OUTLETS} JOIN told USING (story_id) WHERE {_HERE}",
    },
    "quotes": {
        "several": f"""SELECT utterance_id, rank FROM ranked WHERE utterance_id IN
            (SELECT utterance_id FROM said WHERE {_HERE}) ORDER BY rank, n_outlets DESC LIMIT {{articles}}""",
        "spoken": _REPORTED,
        "shown": _QUOTED,
    },
}
"""Kind of address → tables of ids, each a query; in their order, as later ones look at earlier ones."""

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
    connection: duckdb.DuckDBPyConnection, kind: str, key: str, outlet: str, day: str, options: PageOptions
) -> None:
    """Make the tables of ids for one address, after `choose_rows` has been done once; `key` is its second part."""
    words = {f"word{i}": word for i, word in enumerate(_words(key))}
    values = {"key": key, "outlet": outlet, "day": day, **words}
    limits = {"quotes": options.part_quotes, "articles": options.part_articles, "names": options.part_names}
    searched = {name: _has_all(text, words) for name, text in _SEARCHED.items()}
    part = PARTS.get(kind, {})
    for name, query in {**part, **{name: query for name, query in _NONE.items() if name not in part}}.items():
        sql = query.format(**limits, **searched)
        used = {name: value for name, value in values.items() if f"${name}" in sql}
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", used)
    connection.execute("CREATE OR REPLACE TEMP TABLE names AS FROM listed UNION FROM named UNION " + _SPEAKERS)


def _has_all(text: str, words: Iterable[str]) -> str:
    return " AND ".join(["true", *(f"contains({text}, ${word})" for word in words)])


def _words(text: str) -> list[str]:
    """The words without accents, as the search of a page compares them."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in apart if not unicodedata.combining(c)).split()
