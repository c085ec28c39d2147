"""The stage that finds out who is who over all articles, and puts entities in the place of an article's own numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.dataset.view import View, distinct, repointed
from newsloom.flows.settings import SettingsError
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.flows.work.jobs import cluster_part
from newsloom.schemas.contract.entities import ENTITIES, MENTIONS, ROLES
from newsloom.schemas.contract.quotes import HEADLINE_QUOTES, OTHER_ATTRIBUTIONS, QUOTES
from newsloom.schemas.state.names import CHAINS, KNOWLEDGE, PINS
from newsloom.schemas.table import SchemaError, Table
from newsloom.transforms.entities.clustering.clusters import Spread
from newsloom.transforms.entities.entity_rows import counts_after
from newsloom.transforms.entities.naming.knowledge import Knowledge, knowledge_from_table
from newsloom.transforms.entities.registry import Registered, register
from newsloom.transforms.entities.resolve import moved

Chain = tuple[str, int]


@stage(
    takes=("mentions", "chains", "roles", "quotes", "other_attributions", "headline_quotes"),
    gives=("mentions", "roles", "quotes", "moved_quotes"),
    reads=(
        *("mentions", "roles", "quotes", "other_attributions", "headline_quotes", "utterances"),
        *("entities", "aliases", "chains", "name_blocks", "co_mentions", "name_types"),
    ),
    writes=(
        *("mentions", "roles", "quotes", "other_attributions", "headline_quotes", "utterances"),
        *("entities", "aliases", "chains", "name_blocks", "co_mentions", "name_types"),
    ),
)
def resolve_names(frames: Frames, stored: View, context: Context) -> Outcome:
    """Entities of the chunk's chains, and of earlier ones that now turn out to be others."""
    options = context.settings.run
    pins, knowledge = read_pins(options.pins), read_knowledge(options.knowledge_base)
    new = _whole(CHAINS, frames["chains"])
    gazetteer = load_assets().gazetteer
    registered = register(new, stored.lookup, pins, knowledge, gazetteer, context.started_at, _spread(context))
    entity_of = registered.assignment
    mentions = _assigned(MENTIONS, frames["mentions"], "entity_id", entity_of)
    roles = _with_entity(_assigned(ROLES, frames["roles"], "entity_id", entity_of))
    quotes = _assigned(QUOTES, _with_via(frames["quotes"], entity_of), "speaker_entity_id", entity_of)
    outcome = Outcome({"mentions": mentions, "roles": roles, "quotes": quotes})
    change = _move_earlier(stored, outcome, registered)
    change.quotes.update(quotes["speaker_entity_id"].drop_null().to_pylist())
    others = _with_via(frames["other_attributions"], entity_of)
    others = _assigned(OTHER_ATTRIBUTIONS, others, "speaker_entity_id", entity_of)
    outcome.changes.add("other_attributions", others)
    in_titles = _assigned(HEADLINE_QUOTES, frames["headline_quotes"], "speaker_entity_id", entity_of)
    outcome.changes.add("headline_quotes", in_titles)
    outcome.changes.add("mentions", mentions)
    outcome.changes.add("roles", roles)
    outcome.changes.upsert("chains", registered.chains)
    outcome.changes.add("name_blocks", registered.name_blocks)
    outcome.changes.add("co_mentions", registered.co_mentions)
    outcome.changes.upsert("name_types", registered.name_types)
    outcome.changes.upsert("entities", _counted(registered.entities, change))
    outcome.changes.delete("aliases", registered.void_aliases)
    outcome.changes.upsert("aliases", registered.aliases)
    return outcome


def _spread(context: Context) -> Spread | None:
    """Over a cluster by the engine; to send chains to a process of this machine takes what it saves."""
    return partial(context.run_batches, cluster_part) if context.on_cluster else None


SPEECH_ENTITIES = ("speaker_entity_id", "via_entity_id")
"""Columns of quotes and other attributions that hold entities."""


def _whole(table: Table, rows: pa.Table) -> pa.Table:
    return rows.select(list(table.columns)).cast(table.schema)


def _assigned(table: Table, rows: pa.Table, column: str, entity_of: Mapping[Chain, str]) -> pa.Table:
    """The rows of new articles with entities in the place of chain numbers."""
    return _whole(table, _with_ids(rows, "chain", column, entity_of))


def _with_via(rows: pa.Table, entity_of: Mapping[Chain, str]) -> pa.Table:
    return _with_ids(rows, "via_chain", "via_entity_id", entity_of)


def _with_ids(rows: pa.Table, chain: str, column: str, entity_of: Mapping[Chain, str]) -> pa.Table:
    chains = zip(rows["article_id"].to_pylist(), rows[chain].to_pylist(), strict=True)
    ids = pa.array([entity_of.get(number) for number in chains], pa.string())
    return rows.drop_columns(chain).append_column(column, ids)


def _with_entity(roles: pa.Table) -> pa.Table:
    """A role is a row about an entity; one whose holder is not known is none."""
    return roles.filter(pc.is_valid(roles["entity_id"]))


class _Gains(NamedTuple):
    """How many quotes and articles each entity won or lost."""

    quotes: Counter[str]
    articles: Counter[str]


def _counted(entities: pa.Table, gains: _Gains) -> pa.Table:
    for column, change in (("n_quotes", gains.quotes), ("n_articles", gains.articles)):
        now = counts_after(entities, column, entities["entity_id"].to_pylist(), change)
        entities = ENTITIES.with_column(entities, column, now)
    return entities


def _move_earlier(stored: View, outcome: Outcome, registered: Registered) -> _Gains:
    """Rewrite earlier rows whose entity is another one now; what each entity won or lost by it."""
    merges, moves = registered.merges, registered.moves
    merged = pa.array(sorted(merges), pa.string())
    places = stored.lookup("mentions", "entity_id", merged, columns=["article_id"])
    articles = distinct(moves["article_id"], places["article_id"])
    former = sorted({*moves["entity_id"].to_pylist(), *merges})

    def moved_rows(name: str, columns: Sequence[str]) -> pa.Table:
        return moved(_rows_about(stored, name, columns, former, articles), moves, columns, merges)

    concerned = {*former, *moves["now"].to_pylist(), *merges.values()}
    mentions = _rows_about(stored, "mentions", ("entity_id",), sorted(concerned), articles)
    quotes = _rows_about(stored, "quotes", SPEECH_ENTITIES, former, articles)
    now = moved(mentions, moves, ("entity_id",), merges)
    roles = moved_rows("roles", ("entity_id",))
    repointed_rows = moved(quotes, moves, SPEECH_ENTITIES, merges)
    outcome.changes.upsert("mentions", now)
    outcome.changes.delete("roles", roles.select(["article_id", "start_char", "end_char"]))
    outcome.changes.upsert("roles", roles)
    outcome.changes.upsert("quotes", repointed_rows)
    outcome.changes.upsert("other_attributions", moved_rows("other_attributions", SPEECH_ENTITIES))
    outcome.changes.upsert("headline_quotes", moved_rows("headline_quotes", ("speaker_entity_id",)))
    outcome.changes.upsert("utterances", repointed(stored, "utterances", "speaker_entity_id", merges))
    outcome.frames["moved_quotes"] = repointed_rows
    before = quotes.filter(pc.is_in(quotes["quote_id"], repointed_rows["quote_id"]))
    unmoved = mentions.filter(pc.invert(pc.is_in(mentions["mention_id"], now["mention_id"])))
    return _Gains(
        _difference(Counter(repointed_rows["speaker_entity_id"].to_pylist()), before["speaker_entity_id"].to_pylist()),
        _difference(_named(pa.concat_tables([unmoved, now])), _named(mentions).elements()),
    )


def _rows_about(
    stored: View, name: str, columns: Sequence[str], entities: Sequence[str], articles: pa.Array
) -> pa.Table:
    """The rows of some articles in one of whose columns one of the entities is: rows of an entity stand together."""
    ids, rows = pa.array(entities, pa.string()), list[pa.Table]()
    for column in columns:
        some = stored.lookup(name, column, ids, also={"article_id": articles})
        for other in columns[: len(rows)]:  # which has them already
            some = some.filter(pc.invert(pc.is_in(some[other], ids)))
        rows.append(some)
    return pa.concat_tables(rows)


def _named(mentions: pa.Table) -> Counter[str]:
    """In how many of their articles entities are mentioned."""
    pairs = mentions.select(["article_id", "entity_id"]).group_by(["article_id", "entity_id"]).aggregate([])
    return Counter(pairs["entity_id"].drop_null().to_pylist())


def _difference(now: Counter[str], before: Iterable[str]) -> Counter[str]:
    now.subtract(before)
    return now


def read_pins(path: str | None) -> pa.Table:
    """The user's decisions about names: a CSV with the columns of PINS that it needs."""
    return PINS.empty() if path is None else _user_table(PINS, path)


def read_knowledge(path: str | None) -> Knowledge:
    """The shipped knowledge base, and the user's: a Parquet or CSV file with the columns of KNOWLEDGE that it needs."""
    given = Knowledge() if path is None else knowledge_from_table(_user_table(KNOWLEDGE, path))
    return replace(given, shipped=load_assets().knowledge)


def _user_table(table: Table, path: str) -> pa.Table:
    try:
        given = pq.read_table(path) if Path(path).suffix == ".parquet" else pacsv.read_csv(path)
        rows = [{k: v for k, v in row.items() if v not in ("", None)} for row in given.to_pylist()]
        return table.conform(table.table(rows))
    except (OSError, pa.ArrowInvalid, SchemaError) as error:
        raise SettingsError(f"{path}: {' '.join(str(error).split())[:200]}") from error
