"""The stage that finds out who is who over all articles, and puts entities in the place of an article's own numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from flows.assets import load_assets
from flows.chunks import Chunk
from flows.dataset import Dataset
from flows.overlay import distinct
from flows.settings import SettingsError
from schemas.names import ENTITIES, MENTIONS, ROLES
from schemas.speech import QUOTES, UTTERANCES
from schemas.state_names import CHAINS, KNOWLEDGE, PINS
from schemas.table import SchemaError, Table
from transforms.names.knowledge import Knowledge, knowledge_from_table
from transforms.names.registry import register
from transforms.names.resolve import Resolved, moved

if TYPE_CHECKING:
    from flows.stages import Run

Chain = tuple[str, int]


def resolve_names(run: Run, chunk: Chunk) -> None:
    """Entities of the chunk's chains, and of earlier ones that now turn out to be others."""
    dataset, options = run.writer.dataset, run.settings.run
    pins, knowledge = read_pins(options.pins), read_knowledge(options.knowledge_base)
    new = _whole(CHAINS, chunk.chains)
    found = register(new, dataset.lookup, pins, knowledge, load_assets().gazetteer, run.started_at)
    entity_of = found.assignment
    chunk.mentions = _assigned(MENTIONS, chunk.mentions, "entity_id", entity_of)
    chunk.roles = _known_only(_assigned(ROLES, chunk.roles, "entity_id", entity_of))
    chunk.quotes = _assigned(QUOTES, chunk.quotes, "speaker_entity_id", entity_of)
    quoted = Counter(chunk.quotes["speaker_entity_id"].drop_null().to_pylist())
    quoted.update(_move_earlier(dataset, chunk, found))
    chunk.changes.add("mentions", chunk.mentions)
    chunk.changes.add("roles", chunk.roles)
    chunk.changes.upsert("chains", found.chains)
    chunk.changes.upsert("name_blocks", found.name_blocks)
    chunk.changes.upsert("entities", _with_quotes(found.entities, quoted))
    chunk.changes.delete("aliases", pa.table({"entity_id": pa.array(found.touched, pa.string())}))
    chunk.changes.upsert("aliases", found.aliases)


def _whole(table: Table, rows: pa.Table) -> pa.Table:
    return rows.select(list(table.columns)).cast(table.schema)


def _assigned(table: Table, rows: pa.Table, column: str, entity_of: dict[Chain, str]) -> pa.Table:
    """The rows of new articles with entities in the place of chain numbers."""
    chains = zip(rows["article_id"].to_pylist(), rows["chain"].to_pylist(), strict=True)
    ids = pa.array([entity_of.get(chain) for chain in chains], pa.string())
    return _whole(table, rows.drop_columns("chain").append_column(column, ids))


def _known_only(roles: pa.Table) -> pa.Table:
    """A role is a row about an entity; one whose holder is not known is none."""
    return roles.filter(pc.is_valid(roles["entity_id"]))


def _with_quotes(entities: pa.Table, change: Counter[str]) -> pa.Table:
    counts = zip(entities["entity_id"].to_pylist(), entities["n_quotes"].to_pylist(), strict=True)
    n_quotes = pa.array([max(0, before + change[id_]) for id_, before in counts], pa.int32())
    return ENTITIES.with_column(entities, "n_quotes", n_quotes)


def _move_earlier(dataset: Dataset, chunk: Chunk, found: Resolved) -> Counter[str]:
    """Rewrite earlier rows whose entity is another one now; how many quotes each entity won or lost."""
    articles = distinct(found.moves["article_id"])
    mentions = moved(dataset.lookup("mentions", "article_id", articles), found.moves, "entity_id")
    roles = moved(dataset.lookup("roles", "article_id", articles), found.moves, "entity_id")
    before = dataset.lookup("quotes", "article_id", articles)
    quotes = moved(before, found.moves, "speaker_entity_id")
    chunk.changes.upsert("mentions", mentions)
    chunk.changes.delete("roles", roles.select(["article_id", "start", "end"]))
    chunk.changes.upsert("roles", roles)
    chunk.changes.upsert("quotes", quotes)
    chunk.changes.upsert("utterances", _utterances_of_merged(dataset, found))
    change = Counter(quotes["speaker_entity_id"].to_pylist())
    change.subtract(before.filter(pc.is_in(before["quote_id"], quotes["quote_id"]))["speaker_entity_id"].to_pylist())
    return change


def _utterances_of_merged(dataset: Dataset, found: Resolved) -> pa.Table:
    """Utterances of speakers that were merged, with the one that stays."""
    rows = dataset.lookup("utterances", "speaker_entity_id", pa.array(sorted(found.merges), pa.string()))
    speakers = pa.array([found.merges[id_] for id_ in rows["speaker_entity_id"].to_pylist()], pa.string())
    return UTTERANCES.with_column(rows, "speaker_entity_id", speakers)


def read_pins(path: str | None) -> pa.Table:
    """The user's decisions about names: a CSV with the columns of PINS that it needs."""
    return PINS.empty() if path is None else _user_table(PINS, path)


def read_knowledge(path: str | None) -> Knowledge:
    """The user's knowledge base, a Parquet or CSV file with the columns of KNOWLEDGE that it needs."""
    return Knowledge() if path is None else knowledge_from_table(_user_table(KNOWLEDGE, path))


def _user_table(table: Table, path: str) -> pa.Table:
    try:
        given = pq.read_table(path) if Path(path).suffix == ".parquet" else pacsv.read_csv(path)
        rows = [{k: v for k, v in row.items() if v not in ("", None)} for row in given.to_pylist()]
        return table.conform(table.table(rows))
    except (OSError, pa.ArrowInvalid, SchemaError) as error:
        raise SettingsError(f"{path}: {' '.join(str(error).split())[:200]}") from error
