"""The numbers of the page, each with the query that gives it from the tables of the contract and the ready views."""

from __future__ import annotations

from dataclasses import dataclass

from newsloom.flows.view.page.options import PageOptions

_COUNTED = "q.confidence >= {counted}"
_SURE = "q.confidence >= {sure} AND (q.speaker_entity_id IS NULL OR q.speaker_confidence >= {sure})"
_SURE_PAIR = "(speaker_confidence IS NULL OR speaker_confidence >= {sure})"
_SAID = "FROM quotes q JOIN articles a USING (article_id) WHERE a.duplicate_of IS NULL AND {speech}"
_PEOPLE = "SELECT entity_id FROM entities WHERE type = 'PERSON'"
_SEVERAL = """FROM (SELECT u.utterance_id FROM quotes q JOIN utterances u USING (utterance_id)
WHERE u.status = 'active' AND {speech} GROUP BY u.utterance_id HAVING count(DISTINCT q.article_id) > 1)"""
_SPEAKERS = "bool_or(u.attribution_conflict) AND count(DISTINCT q.speaker_entity_id) > 1"
_CHANGED = "SELECT count(DISTINCT utterance_id) FROM changed_quotes WHERE confidence >= {sure} AND {pair} AND kind = "


@dataclass(frozen=True)
class Number:
    """A number: what it counts, in words for one and for more, where its rows are shown, and its query.

    In the query, {speech} stands for what speech counts, {pair} for what pairs of reports do, other names for options.
    """

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
    Number("quotes", "quote", "quotes", "said", f"SELECT count(*) {_SAID}"),
    Number(
        "people",
        "person",
        "people",
        "people",
        f"SELECT count(DISTINCT q.speaker_entity_id) {_SAID} AND q.speaker_entity_id IN ({_PEOPLE})",
    ),
    Number(
        "others",
        "organisation or other",
        "organisations and others",
        "people/others",
        f"SELECT count(DISTINCT q.speaker_entity_id) {_SAID} AND q.speaker_entity_id NOT IN ({_PEOPLE})",
    ),
    Number(
        "unknown",
        "quote of somebody who is not identified",
        "quotes of speakers who are not identified",
        "said/unknown",
        f"SELECT count(*) {_SAID} AND q.speaker_entity_id IS NULL",
    ),
    Number(
        "silent",
        "person named, never quoted",
        "people named, never quoted",
        "people/silent",
        "SELECT count(*) FROM entities WHERE type = 'PERSON' AND status = 'active' AND entity_id NOT IN "
        "(SELECT q.speaker_entity_id FROM quotes q WHERE q.speaker_entity_id IS NOT NULL AND "
        f"{_COUNTED})",
    ),
    Number(
        "several",
        "statement in several articles",
        "statements in several articles",
        "quotes",
        f"SELECT count(*) {_SEVERAL}",
    ),
    Number("changed", "that outlets changed", "that outlets changed", "quotes/changed", f"{_CHANGED}'changed'"),
    Number("shortened", "that they shortened", "that they shortened", "quotes/shortened", f"{_CHANGED}'shortened'"),
    Number(
        "conflicts",
        "that they give to different people",
        "that they give to different people",
        "quotes/conflicts",
        f"SELECT count(*) {_SEVERAL[:-1]} AND {_SPEAKERS})",
    ),
    Number("refused", "record refused", "records refused", "data/refused", "SELECT count(*) FROM rejects"),
)
"""The numbers of the page, those of its first sentence in its order."""


def query_of(number: Number, options: PageOptions, *, sure: bool = False) -> str:
    """The query, with the thresholds in it; `sure`: of what the switch "sure only" leaves."""
    speech, pair = (_SURE, _SURE_PAIR) if sure else (_COUNTED, "true")
    sql = number.sql.format(speech=speech, pair=pair, counted="{counted}", sure="{sure}")
    return sql.replace(" AND true", "").format(counted=options.counted, sure=options.sure)
