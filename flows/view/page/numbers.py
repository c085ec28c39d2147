"""The numbers of the page, each with the query that gives it from the tables of the contract."""

from __future__ import annotations

from dataclasses import dataclass

from newsloom.flows.view.page.options import PageOptions

_SAID = "FROM quotes q JOIN articles a USING (article_id) WHERE a.duplicate_of IS NULL AND q.confidence >= {counted}"
_VARIANTS = """FROM quote_variants v JOIN quotes q USING (quote_id) JOIN utterances u ON u.utterance_id = v.utterance_id
WHERE u.status = 'active' AND q.confidence >= {counted}"""


@dataclass(frozen=True)
class Number:
    """A number: what it counts, in words for one and for more, where its rows are shown, and its query."""

    name: str
    one: str
    more: str
    address: str
    sql: str


NUMBERS = (
    Number("articles", "article", "articles", "articles", "SELECT count(*) FROM articles"),
    Number(
        "copies",
        "is a copy of another",
        "are copies of others",
        "articles/copies",
        "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL",
    ),
    Number(
        "outlets",
        "outlet",
        "outlets",
        "outlets",
        "SELECT count(DISTINCT coalesce(outlet, outlet_domain)) FROM articles",
    ),
    Number("stories", "story", "stories", "stories", "SELECT count(*) FROM stories WHERE status = 'active'"),
    Number("quotes", "quote", "quotes", "people", f"SELECT count(*) {_SAID}"),
    Number(
        "people",
        "person",
        "people",
        "people",
        f"SELECT count(DISTINCT q.speaker_entity_id) {_SAID} AND q.speaker_entity_id IN "
        "(SELECT entity_id FROM entities WHERE type = 'PERSON')",
    ),
    Number(
        "changed",
        "quote that an outlet changed",
        "quotes that outlets changed",
        "quotes",
        f"SELECT count(DISTINCT v.utterance_id) {_VARIANTS} AND v.relation = 'edited'",
    ),
    Number(
        "shortened",
        "that one shortened",
        "that they shortened",
        "quotes",
        f"SELECT count(DISTINCT v.utterance_id) {_VARIANTS} AND v.relation = 'truncated'",
    ),
    Number(
        "conflicts",
        "that outlets give to different people",
        "that outlets give to different people",
        "quotes",
        "SELECT count(*) FROM utterances WHERE attribution_conflict AND status = 'active'",
    ),
    Number("refused", "record refused", "records refused", "data/refused", "SELECT count(*) FROM rejects"),
)
"""The numbers of the first sentence, in its order."""


def query_of(number: Number, options: PageOptions) -> str:
    """The query, with the thresholds in it."""
    return number.sql.format(counted=options.counted)
