"""Entities over all articles and runs: clusters of chains, ids that last, names, other spellings.

The clusters are a function of the set of chains. What earlier runs decided has no say in who is who, only in which
id an entity keeps: the oldest of the ids that its chains had.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.names import ALIASES, ENTITIES
from schemas.state_names import CHAINS, NAME_BLOCKS
from transforms.ids import content_id
from transforms.names.canonical import alias_kind, canonical_name
from transforms.names.chain_columns import Chains, together
from transforms.names.gazetteer_names import Gazetteer
from transforms.names.knowledge import Knowledge
from transforms.names.people import find_people
from transforms.names.pins import Pinned, pinned
from transforms.names.things import find_things

_AT_A_TIME = 20_000  # entities
Age = tuple[dt.datetime, str, int]
"""When a chain came in, and its article and number, to settle ties."""


@dataclass(frozen=True)
class Resolved:
    """What a run changes.

    entities, aliases: rows of the contract for every entity that the given chains belong to or belonged to; their
    former alias rows (see `touched`) are void. n_quotes is as it was: the flow counts quotes.
    chains: rows of the state for new chains and for earlier ones whose entity is another one now.
    name_blocks: rows of the state, the index of these chains.
    moves: article_id, entity_id, now, starts: mentions of earlier articles (by where they begin) whose entity_id is
    another one now; see `moved`.
    merges: id of an entity that was merged -> id of the one that stays.
    """

    entities: pa.Table
    aliases: pa.Table
    chains: pa.Table
    name_blocks: pa.Table
    moves: pa.Table
    merges: Mapping[str, str]
    touched: Sequence[str]

    @property
    def assignment(self) -> dict[tuple[str, int], str]:
        """(article_id, chain) -> entity_id for new chains and those that moved."""
        rows = self.chains.select(["article_id", "chain", "entity_id"]).to_pylist()
        return {(row["article_id"], row["chain"]): row["entity_id"] for row in rows}


def resolve(
    new_chains: pa.Table,
    known_chains: pa.Table,
    entities: pa.Table,
    pins: pa.Table,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    now: dt.datetime,
) -> Resolved:
    """Resolve new chains together with those earlier ones that share a block with them (see `blocks.touched`).

    new_chains: rows of CHAINS, entity_id and added_at not set. known_chains: rows of CHAINS. entities: rows of the
    contract, at least those of known_chains. pins: rows of PINS. now: when the run began, UTC.
    """
    table = _dated(together(new_chains, known_chains), now)
    chains = Chains(table, gazetteer)
    pin = pinned(pins, chains)
    clusters = _clusters(chains, pin)
    former = _living(table["entity_id"].to_pylist(), entities)
    ids, merges = _identify(chains, clusters, former, set(entities["entity_id"].to_pylist()))
    quotes = dict(zip(entities["entity_id"].to_pylist(), entities["n_quotes"].to_pylist(), strict=True))
    alive, aliases = _rows(chains, clusters, ids, quotes, knowledge)
    changed, moves = _changed(chains, clusters, ids, new_chains["article_id"])
    return Resolved(
        entities=pa.concat_tables([alive, ENTITIES.table(_merged_rows(entities, merges))]),
        aliases=aliases,
        chains=changed,
        name_blocks=_index(changed),
        moves=moves,
        merges=merges,
        touched=sorted({*ids, *merges}),
    )


def _dated(table: pa.Table, now: dt.datetime) -> pa.Table:
    column = table.column_names.index("added_at")
    return table.set_column(column, "added_at", pc.fill_null(table["added_at"], pa.scalar(now, table["added_at"].type)))


# Clusters


def _clusters(chains: Chains, pin: Pinned) -> list[list[int]]:
    """Rows by entity, in order of the first row."""
    people = [row for row, kind in enumerate(chains.types) if kind == "PERSON"]
    others = [row for row, kind in enumerate(chains.types) if kind != "PERSON"]
    days = _days(chains.table["observed_date"])
    found = find_people(chains, people, days, pin.different) + find_things(chains, others, pin.different)
    return sorted(_pinned_together(found, pin.same))


def _days(dates: pa.ChunkedArray) -> list[int | None]:
    return dates.cast(pa.int32()).to_pylist()


def _pinned_together(clusters: list[list[int]], same: Sequence[Sequence[int]]) -> list[list[int]]:
    """Clusters joined where a user said that some of their chains are one."""
    if not same:
        return clusters
    home = {row: number for number, cluster in enumerate(clusters) for row in cluster}
    for rows in same:
        numbers = {home[row] for row in rows}
        target = min(numbers)
        for number in numbers - {target}:
            clusters[target] = sorted(clusters[target] + clusters[number])
            home.update(dict.fromkeys(clusters[number], target))
            clusters[number] = []
    return [cluster for cluster in clusters if cluster]


# Ids


def _living(ids: Sequence[str | None], entities: pa.Table) -> list[str | None]:
    """The ids with merged ones replaced by those that they were merged into."""
    into = {
        old: new
        for old, new in zip(entities["entity_id"].to_pylist(), entities["merged_into"].to_pylist(), strict=True)
        if new
    }

    def living(entity_id: str | None) -> str | None:
        while entity_id in into:
            entity_id = into[entity_id]
        return entity_id

    return [living(entity_id) for entity_id in ids]


def _identify(
    chains: Chains, clusters: Sequence[Sequence[int]], former: Sequence[str | None], taken: set[str]
) -> tuple[list[str], dict[str, str]]:
    """An id for each cluster, and which former ids are merged into which.

    A former id stays with the oldest chain that had it; a cluster that inherits several keeps the oldest.
    """
    added, dates = (chains.table[name].to_pylist() for name in ("added_at", "observed_date"))
    articles, numbers = (chains.table[name].to_pylist() for name in ("article_id", "chain"))
    heir: dict[str, tuple[Age, int]] = {}
    for number, cluster in enumerate(clusters):
        for row in cluster:
            entity_id = former[row]
            if entity_id:
                claim = ((added[row], articles[row], numbers[row]), number)
                heir[entity_id] = min(heir.get(entity_id, claim), claim)
    inherited: dict[int, list[tuple[Age, str]]] = defaultdict(list)
    for entity_id, (age, number) in heir.items():
        inherited[number].append((age, entity_id))
    ids, merges = [], {}
    for number, cluster in enumerate(clusters):
        olds = [entity_id for _, entity_id in sorted(inherited.get(number, []))]
        if not olds:
            first = min(cluster, key=lambda row: (dates[row] or dt.date.max, articles[row], numbers[row]))
            olds = [_new_id(articles[first], numbers[first], taken)]
        ids.append(olds[0])
        merges.update(dict.fromkeys(olds[1:], olds[0]))
    return ids, merges


def _new_id(article_id: str, chain: int, taken: set[str]) -> str:
    """Id from the first member; another one if that was given out before."""
    occurrence = 0
    while (entity_id := content_id("e_", article_id, chain, occurrence)) in taken:
        occurrence += 1
    taken.add(entity_id)
    return entity_id


# Rows


def _rows(
    chains: Chains,
    clusters: Sequence[list[int]],
    ids: Sequence[str],
    quotes: Mapping[str, int],
    knowledge: Knowledge,
) -> tuple[pa.Table, pa.Table]:
    """Rows of living entities and of their aliases, some thousands at a time to spare memory."""
    entities, aliases = [ENTITIES.empty()], [ALIASES.empty()]
    for start in range(0, len(clusters), _AT_A_TIME):
        part = range(start, min(start + _AT_A_TIME, len(clusters)))
        rows = [_entity(chains, clusters[i], ids[i], knowledge) for i in part]
        entities.append(ENTITIES.table({**row, "n_quotes": quotes.get(row["entity_id"], 0)} for row, _ in rows))
        aliases.append(ALIASES.table(alias for _, some in rows for alias in some))
    return pa.concat_tables(entities), pa.concat_tables(aliases)


def _entity(
    chains: Chains, cluster: list[int], entity_id: str, knowledge: Knowledge
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The entity's row without n_quotes, and its aliases."""
    forms = chains.count_forms(cluster)
    kind = _type(chains, cluster)
    known = _gazetteer_name({chains.keys[row] for row in cluster}, kind, chains.gazetteer)
    name = known or canonical_name(kind, forms)
    row = {
        "entity_id": entity_id,
        "type": kind,
        "name": name,
        "name_origin": "gazetteer" if name not in forms else "text",
        "kb_id": knowledge.find(kind, name, forms),
        "status": "active",
        "n_articles": len(set(chains.articles[cluster].tolist())),
        "n_mentions": int(chains.n_mentions[cluster].sum()),
    }
    aliases = [
        {
            "entity_id": entity_id,
            "alias": form,
            "kind": alias_kind(kind, form, name, chains.gazetteer),
            "n_mentions": number,
            "confidence": 1.0,
        }
        for form, number in sorted(forms.items())
    ]
    return row, aliases


def _type(chains: Chains, cluster: Sequence[int]) -> str:
    kinds = [chains.types[row] for row in cluster]
    return max(sorted(set(kinds)), key=kinds.count)


def _gazetteer_name(keys: set[str], kind: str, gazetteer: Gazetteer) -> str | None:
    """The name that the gazetteer has for a country or organisation of one of these keys."""
    for key in sorted(keys):
        if key.startswith("=") and kind in ("GPE", "LOC"):
            return gazetteer.countries[key[1:]].name
        if key.startswith("=") and kind == "ORG":
            return gazetteer.organisation_of[key[1:]]
    return None


def _merged_rows(entities: pa.Table, merges: Mapping[str, str]) -> list[dict[str, object]]:
    """Rows of entities that are merged now, and of those merged earlier into one of them: all point to a living one."""
    rows = entities.select([name for name in ENTITIES.columns if name != "run_id"]).to_pylist()
    into = {row["entity_id"]: merges.get(row["merged_into"] or row["entity_id"]) for row in rows}
    return [
        {**row, "status": "merged", "merged_into": into[row["entity_id"]]} for row in rows if into[row["entity_id"]]
    ]


def _changed(
    chains: Chains, clusters: Sequence[Sequence[int]], ids: Sequence[str], new_articles: pa.ChunkedArray
) -> tuple[pa.Table, pa.Table]:
    """State rows of new articles and those whose entity is another one now; the latter as moves."""
    entity_of: list[str | None] = [None] * len(chains)
    for cluster, entity_id in zip(clusters, ids, strict=True):
        for row in cluster:
            entity_of[row] = entity_id
    table = chains.table.append_column("now", pa.array(entity_of, pa.string()))
    new = pc.is_in(table["article_id"], value_set=pc.unique(new_articles))
    moved = pc.fill_null(pc.not_equal(table["entity_id"], table["now"]), False)
    moves = table.filter(pc.and_not(moved, new)).select(["article_id", "entity_id", "now", "starts"])
    changed = table.filter(pc.or_(moved, new)).drop_columns("entity_id").rename_columns({"now": "entity_id"})
    return changed.select(list(CHAINS.columns)), moves


def _index(chains: pa.Table) -> pa.Table:
    """Each block with each entity that has it, once."""
    entities = chains["entity_id"].take(pc.list_parent_indices(chains["blocks"]))
    rows = pa.table({"block": pc.list_flatten(chains["blocks"]), "entity_id": entities})
    return NAME_BLOCKS.conform(rows.group_by(["block", "entity_id"]).aggregate([]))


def moved(rows: pa.Table, moves: pa.Table, column: str) -> pa.Table:
    """Rows of mentions, roles or quotes whose entity in `column` moved, with the new one.

    `rows` has article_id and, for mentions, start; where one entity of an article moved to two, a mention goes by
    its place, and other rows go where the first mention went.
    """
    exact: dict[tuple[str, int], str] = {}
    first: dict[tuple[str, str], str] = {}
    for move in moves.to_pylist():
        first.setdefault((move["article_id"], move["entity_id"]), move["now"])
        exact.update({(move["article_id"], start): move["now"] for start in move["starts"]})
    starts = rows["start"].to_pylist() if "mention_id" in rows.column_names else [None] * rows.num_rows
    old = zip(rows["article_id"].to_pylist(), rows[column].to_pylist(), starts, strict=True)
    now = [
        exact.get((article, start), first[article, entity]) if (article, entity) in first else entity
        for article, entity, start in old
    ]
    place = rows.column_names.index(column)
    changed = rows.set_column(place, rows.schema.field(column), pa.array(now, pa.string()))
    return changed.filter(pc.fill_null(pc.not_equal(rows[column], changed[column]), False))
