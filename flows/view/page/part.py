"""The rows of one address of the page: what `choose_rows` is for all of a dataset, for one thing, list or search."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import duckdb

from newsloom.flows.view.page.options import PageOptions

_HERE = "($outlet = '' OR outlet = $outlet) AND ($day = '' OR starts_with(CAST(day AS VARCHAR), $day))"
_OUTLETS = """(SELECT article_id, story_id, title, text, coalesce(outlet, outlet_domain) AS outlet,
    published_date AS day FROM articles)"""
_LIKE = "len(list_filter($words, lambda w: NOT contains(lower(strip_accents(coalesce({}, ''))), w))) = 0"
_IN_TEXT = (
    "len(list_filter($words, lambda w: NOT contains(lower(text), w))) = 0"  # accents would take five times as long
)
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
        "whole": f"SELECT article_id FROM {_OUTLETS} WHERE {_IN_TEXT} AND {_HERE} ORDER BY day DESC LIMIT {{names}}",
        "listed": f"""SELECT entity_id FROM aliases JOIN entities USING (entity_id) WHERE {_LIKE.format("alias")}
            GROUP BY entity_id ORDER BY max(n_quotes) DESC, max(entities.n_mentions) DESC LIMIT {{names}}""",
        "spoken": f"SELECT quote_id FROM said JOIN quotes USING (quote_id) WHERE {_LIKE.format('quotes.text')} "
        f"AND {_HERE} ORDER BY day DESC LIMIT {{articles}}",
        "told": f"""SELECT story_id FROM stories WHERE status = 'active' AND {_LIKE.format("title")}
            ORDER BY n_independent DESC LIMIT {{names}}""",
        "shown": f"""{_QUOTED} UNION SELECT article_id FROM whole
            UNION (SELECT article_id FROM {_OUTLETS} WHERE {_LIKE.format("title")} AND {_HERE}
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
    values: dict[str, object] = {"key": key, "outlet": outlet, "day": day, "words": _words(key)}
    limits = {"quotes": options.part_quotes, "articles": options.part_articles, "names": options.part_names}
    part = PARTS.get(kind, {})
    for name, query in {**part, **{name: query for name, query in _NONE.items() if name not in part}}.items():
        sql = query.format(**limits)
        used = {name: value for name, value in values.items() if f"${name}" in sql}
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}", used)
    connection.execute("CREATE OR REPLACE TEMP TABLE names AS FROM listed UNION FROM named UNION " + _SPEAKERS)


def _words(text: str) -> list[str]:
    """The words without accents, as the search of a page compares them."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in apart if not unicodedata.combining(c)).split()
