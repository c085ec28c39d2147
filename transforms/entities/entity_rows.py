"""Rows of entities and aliases: what was counted before, with what a chunk adds and what moves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from newsloom.schemas.contract.entities import ALIASES, ENTITIES
from newsloom.transforms.entities.aliases import RIGHT_ALIASES, SpellingShares
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.naming.canonical import alias_kind, canonical_name
from newsloom.transforms.entities.naming.knowledge import Knowledge
from newsloom.transforms.entities.resolve import Clustered
from newsloom.transforms.names.blocking import bare_key
from newsloom.transforms.names.gazetteer import Gazetteer

Row = dict[str, Any]


@dataclass(frozen=True)
class Described:
    """Rows of the contract for entities that changed, and keys of `aliases` that are void.

    n_quotes is as it was, and n_articles has the new articles only: the flow counts what moved.
    """

    entities: pa.Table
    aliases: pa.Table
    void: pa.Table


@dataclass
class _Counts:
    """What is counted of one entity."""

    forms: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    n_mentions: int = 0

    def add(self, other: Mapping[str, int], n_mentions: int, sign: int) -> None:
        for form, number in other.items():
            self.forms[form] += sign * number
        self.n_mentions += sign * n_mentions


def describe_entities(clustered: Clustered, entities: pa.Table, aliases: pa.Table, knowledge: Knowledge) -> Described:
    """What to write of `clustered.touched` and of the merged entities.

    entities, aliases: the stored rows of both and of those that were merged into one of them before.
    """
    stored = {row.pop("entity_id"): row for row in entities.drop_columns("run_id").to_pylist()}
    counts = _changes(clustered)
    for entity_id, alias, number in zip(*(aliases[c].to_pylist() for c in _COUNTED), strict=True):
        counts[clustered.merges.get(entity_id, entity_id)].forms[alias] += number
    shares = SpellingShares(clustered)
    rows, spellings = [], []
    for cluster, entity_id in zip(clustered.clusters, clustered.ids, strict=True):
        if entity_id in counts:
            former = [stored[id_] for id_, into in clustered.merges.items() if into == entity_id and id_ in stored]
            row, some = _entity(clustered, cluster, counts[entity_id].forms, knowledge, shares)
            rows.append({"entity_id": entity_id} | row | _sums(counts[entity_id], stored.get(entity_id), former))
            spellings += [{"entity_id": entity_id} | alias for alias in some]
    changed, void = _difference(aliases, ALIASES.table(spellings))
    return Described(ENTITIES.table([*rows, *_merged_rows(stored, clustered.merges)]), changed, void)


_COUNTED = ("entity_id", "alias", "n_mentions")


def _changes(clustered: Clustered) -> defaultdict[str, _Counts]:
    """What new chains add to each entity, and what earlier ones take along that moved on their own."""
    counts: defaultdict[str, _Counts] = defaultdict(_Counts)
    articles = clustered.chains.table["article_id"].to_pylist()
    for entity_id in clustered.touched:
        counts[entity_id] = _Counts()
    for row, now in enumerate(clustered.entity_of):
        before = clustered.fate(row)
        if before == now:
            continue
        forms, n_mentions = clustered.chains.count_forms([row]), int(clustered.chains.n_mentions[row])
        counts[now].add(forms, n_mentions, 1)
        if before is None:
            counts[now].articles.add(articles[row])
        else:
            counts[before].add(forms, n_mentions, -1)
    return counts


def _sums(counts: _Counts, own: Row | None, merged: Sequence[Row]) -> Row:
    before = [row for row in (own, *merged) if row]
    return {
        "n_articles": (own["n_articles"] if own else 0) + len(counts.articles),
        "n_mentions": max(0, counts.n_mentions + sum(row["n_mentions"] for row in before)),
        "n_quotes": own["n_quotes"] if own else 0,
    }


def _entity(
    clustered: Clustered,
    cluster: Sequence[int],
    counted: Mapping[str, int],
    knowledge: Knowledge,
    shares: SpellingShares,
) -> tuple[Row, list[Row]]:
    """What the entity's names tell of it, and its aliases."""
    chains = clustered.chains
    forms = {form: number for form, number in counted.items() if number > 0} or chains.count_forms(cluster)
    kind = _type(cluster, chains)
    keys = {chains.keys[row] for row in cluster}
    from_gazetteer = _gazetteer_name(keys, kind, chains.gazetteer)
    name = from_gazetteer or canonical_name(kind, _with_headline_names(cluster, forms, chains), chains.gazetteer)
    row = {
        "type": kind,
        "name": name,
        "name_origin": "gazetteer" if from_gazetteer and name not in forms else "text",
        "kb_id": knowledge.find(kind, name, forms) or _country_id(keys, kind, chains.gazetteer),
        "status": "active",
    }
    share_of = shares.of(cluster)
    aliases = [
        _alias(form, alias_kind(kind, form, name, chains.gazetteer), number, share_of.get(form, 1.0))
        for form, number in sorted(forms.items())
    ]
    return row, aliases


def _with_headline_names(cluster: Sequence[int], forms: Mapping[str, int], chains: ChainFrame) -> Mapping[str, int]:
    """The forms of a person's name, and those full names that only headlines have."""
    in_headlines = (chains.names[row] for row in cluster if chains.types[row] == "PERSON")
    return {**dict.fromkeys(in_headlines, 1), **forms}


def _alias(form: str, kind: str, number: int, share: float) -> Row:
    confidence = round(RIGHT_ALIASES[kind] * share, 4)
    return {"alias": form, "kind": kind, "n_mentions": number, "confidence": confidence}


def _type(cluster: Sequence[int], chains: ChainFrame) -> str:
    """What most articles read the names of an entity as."""
    if len(kinds := {chains.types[row] for row in cluster}) == 1:
        return kinds.pop()
    names = Counter((bare_key(chains.types[row], chains.keys[row]), chains.types[row]) for row in cluster)
    n_articles: Counter[str] = Counter()
    for name, n_rows in names.items():
        n_articles[name[1]] += chains.readings.get(name, n_rows)
    return max(sorted(n_articles), key=lambda kind: n_articles[kind])


def _gazetteer_name(keys: set[str], kind: str, gazetteer: Gazetteer) -> str | None:
    """The name that the gazetteer has for a country or organisation of one of these keys."""
    for key in sorted(keys):
        if key.startswith("=") and kind in ("GPE", "LOC"):
            return gazetteer.countries[key[1:]].name
        if key.startswith("=") and kind == "ORG":
            return gazetteer.organisation_of[key[1:]]
    return None


def _country_id(keys: set[str], kind: str, gazetteer: Gazetteer) -> str | None:
    """The id of the one country that a place's keys name."""
    ids = {gazetteer.countries[key[1:]].kb_id for key in keys if key.startswith("=") and kind in ("GPE", "LOC")}
    return ids.pop() if len(ids) == 1 else None


def _merged_rows(stored: Mapping[str, Row], merges: Mapping[str, str]) -> list[Row]:
    """Rows of entities that are merged now, and of those merged earlier into one of them: all point to a living one."""
    into = {entity_id: merges.get(row["merged_into"] or entity_id) for entity_id, row in stored.items()}
    return [
        {"entity_id": entity_id, **stored[entity_id], "status": "merged", "merged_into": living}
        for entity_id, living in into.items()
        if living
    ]


def counts_after(rows: pa.Table, column: str, keys: Iterable[Hashable], change: Mapping[Any, int]) -> pa.Array:
    """A column of counts with what each row's key wins or loses, at least 0. *Shape:* one key a row."""
    counts = zip(keys, rows[column].to_pylist(), strict=True)
    return pa.array([max(0, before + change.get(key, 0)) for key, before in counts], pa.int32())


def _difference(before: pa.Table, after: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Aliases that are new or changed, and the keys of those that are gone."""
    stored, now = (_content_by_key(rows) for rows in (before, after))
    changed = [stored.get(key) != content for key, content in now.items()]
    gone = [key for key in stored if key not in now]
    void = {name: pa.array([key[i] for key in gone], pa.string()) for i, name in enumerate(ALIASES.key)}
    return after.filter(pa.array(changed, pa.bool_())), pa.table(void)


def _content_by_key(aliases: pa.Table) -> dict[tuple[str, ...], tuple[object, ...]]:
    """What the rows say by their keys, numbers as they are stored."""
    keys, content = (
        zip(*(aliases[name].to_pylist() for name in names), strict=True)
        for names in (ALIASES.key, ("kind", "n_mentions", "confidence"))
    )
    return dict(zip(keys, content, strict=True))
