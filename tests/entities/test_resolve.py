from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom.schemas.contract.entities import ALIASES, ENTITIES
from newsloom.schemas.state.names import CHAINS, CO_MENTIONS, NAME_BLOCKS, NAME_TYPES, PINS
from newsloom.transforms.entities.naming.knowledge import Knowledge
from newsloom.transforms.entities.registry import Registered, register
from newsloom.transforms.entities.resolve import moved
from tests.marked_names import gazetteer, names

TABLES = (CHAINS, ENTITIES, ALIASES, NAME_BLOCKS, CO_MENTIONS, NAME_TYPES)
START = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
TEXTS = (
    "[NORP Norwegian] Trade Minister [PERSON Ida Holm] spoke. [PERSON Holm] left [GPE Oslo].",
    "[PERSON Ida Holm] wrote to the [ORG Northern Fish Council] ([ORG NFC]).",
    "[PERSON I. Holm] met the [ORG NFC].",
    "Footballer [PERSON Ida Holm] scored for [GPE Sweden].",
    "[PERSON Holm] said no. The [ORG NFC] agreed.",
    "[NORP Ukrainian] President [PERSON Petro Zelenskyy] spoke to the [GPE US].",
    "President [PERSON Petro Zelensky] of [GPE Ukraine] thanked [GPE America].",
    "[PERSON Zelenskiy] and [PERSON Per Holm] met in the [GPE United States].",
    "[PERSON John Smith], a plumber, won.",
    "Senator [PERSON John Smith] lost.",
    "[PERSON Smith] waited. [PERSON Bae Dong-hyun] and [PERSON Dong-hyun Bae] spoke.",
    "[PERSON Dovilė Šimkutė], a fellow at the [ORG Baltic Forum], left.",
    "[PERSON Dovile Simkute] of the [ORG Baltic Forum] came back.",
)


class Registry:
    """What a dataset would keep between runs."""

    def __init__(self, pins: pa.Table | None = None) -> None:
        self.tables = {table.name: table.empty() for table in TABLES}
        self.pins = pins or PINS.empty()
        self.runs = 0

    def run(self, texts: Sequence[tuple[int, str]]) -> Registered:
        rows = [row for number, text in texts for row in names(text, number=number).chains]
        new = CHAINS.table(rows)
        self.runs += 1
        now = START + dt.timedelta(days=self.runs)
        found = register(new, self.read, self.pins, Knowledge(), gazetteer(), now)
        for table in TABLES:
            rows = table.conform(getattr(found, table.name))
            self.tables[table.name] = upsert(table.key, self.tables[table.name], rows)
        return found

    def read(self, table: str, column: str, values: pa.Array) -> pa.Table:
        rows = self.tables[table]
        return rows.filter(pc.is_in(rows[column], value_set=values))

    @property
    def chains(self) -> pa.Table:
        return self.tables["chains"]

    @property
    def entities(self) -> pa.Table:
        return self.tables["entities"]

    def clusters(self) -> set[frozenset[tuple[str, int]]]:
        """Chains by entity."""
        found: dict[str, set[tuple[str, int]]] = {}
        for row in self.chains.select(["article_id", "chain", "entity_id"]).to_pylist():
            found.setdefault(row["entity_id"], set()).add((row["article_id"], row["chain"]))
        return {frozenset(members) for members in found.values()}

    def entity(self, name: str) -> dict:
        """The living entity whose name or fullest form this is."""
        ids = set(self.chains.filter(pc.equal(self.chains["name"], name))["entity_id"].to_pylist())
        assert len(ids) == 1, (name, ids)
        return next(row for row in self.entities.to_pylist() if row["entity_id"] in ids)


def upsert(key: Sequence[str], old: pa.Table, new: pa.Table) -> pa.Table:
    """Old rows replaced by new ones of the same key."""
    gone = set(zip(*(new[name].to_pylist() for name in key), strict=True))
    kept = [row not in gone for row in zip(*(old[name].to_pylist() for name in key), strict=True)]
    return pa.concat_tables([old.filter(pa.array(kept, pa.bool_())), new])


def registry(*runs: Sequence[str], pins: pa.Table | None = None) -> Registry:
    """The registry after runs over texts."""
    made = Registry(pins)
    for number, texts in enumerate(runs):
        made.run([(number, text) for text in texts])
    return made


def n_clusters(texts: Sequence[str], kind: str | None = None) -> int:
    """Entities, of one type where it is given, after a run over texts, each an article."""
    made = Registry()
    made.run(list(enumerate(texts)))
    chains = made.chains if kind is None else made.chains.filter(pc.equal(made.chains["type"].cast(pa.string()), kind))
    return len(set(chains["entity_id"].to_pylist()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(len(TEXTS))), st.lists(st.integers(0, len(TEXTS)), max_size=3))
def test_order_and_runs_do_not_matter(order: list[int], cuts: list[int]) -> None:
    whole = Registry()
    whole.run([(0, text) for text in TEXTS])
    split = Registry()
    edges = [0, *sorted(cuts), len(order)]
    for start, end in itertools.pairwise(edges):
        split.run([(0, TEXTS[number]) for number in order[start:end]])
    assert split.clusters() == whole.clusters()


def test_a_second_run_changes_nothing() -> None:
    made = registry(TEXTS)
    before = made.chains, made.entities
    found = made.run([(0, text) for text in TEXTS])
    assert not found.merges
    assert made.clusters() == registry(TEXTS).clusters()
    assert sorted(made.entities["entity_id"].to_pylist()) == sorted(before[1]["entity_id"].to_pylist())


def test_spellings_are_one_person_with_diacritics() -> None:
    made = registry(TEXTS)
    assert made.entity("Dovile Simkute")["name"] == "Dovilė Šimkutė"
    assert made.entity("Petro Zelenskyy")["entity_id"] == made.entity("Petro Zelensky")["entity_id"]


def test_titles_keep_namesakes_apart() -> None:
    made = registry(["Senator [PERSON John Smith] lost."], ["Midfielder [PERSON John Smith] won."])
    assert len(made.clusters()) == 2


def test_a_merge_keeps_the_older_id() -> None:
    first = "[ORG NFC] rules changed."
    made = registry([first])
    old = made.entities["entity_id"].to_pylist()
    made.run([(9, "The [ORG Northern Fish Council] met.")])
    found = made.run([(10, "The [ORG Northern Fish Council] ([ORG NFC]) met.")])
    assert list(found.merges.values()) == old
    merged = {row["entity_id"]: row for row in made.entities.to_pylist()}
    assert all(merged[gone]["merged_into"] == kept for gone, kept in found.merges.items())


def test_pins_outweigh_rules() -> None:
    texts = ["Singer [PERSON Maria Holm] sang.", "[PERSON Maria Holm] sang.", "[PERSON Xenia Kor] sang."]
    pins = PINS.table(
        [
            {"decision": "same", "a": "Xenia Kor", "b": "Maria Holm"},
        ]
    )
    assert len(registry(texts, pins=pins).clusters()) == 1
    one = names(texts[0]).article_id
    other = names(texts[1]).article_id
    pins = PINS.table(
        [{"decision": "different", "a": "Maria Holm", "a_article_id": one, "b": "Maria Holm", "b_article_id": other}]
    )
    assert len(registry(texts[:2], pins=pins).clusters()) == 2


def test_mentions_of_earlier_articles_follow_their_entity() -> None:
    made = registry(["[ORG NFC] rules changed."], ["The [ORG Northern Fish Council] met."])
    earlier = names("The [ORG Northern Fish Council] met.", number=1)
    old = made.entity("Northern Fish Council")["entity_id"]
    found = made.run([(10, "The [ORG Northern Fish Council] ([ORG NFC]) met.")])
    mentions = pa.table(
        {
            "mention_id": [m["mention_id"] for m in earlier.mentions],
            "article_id": [m["article_id"] for m in earlier.mentions],
            "start_char": [m["start_char"] for m in earlier.mentions],
            "entity_id": [old] * len(earlier.mentions),
        }
    )
    assert moved(mentions, found.moves, ["entity_id"])["entity_id"].to_pylist() == list(found.merges.values())


def test_merged_entities_point_to_a_living_one() -> None:
    made = registry(
        ["[ORG Gull Watch] met.", "[ORG Gull-Watch Ltd] met."],
        ["[ORG NFC] rules."],
        ["The [ORG Northern Fish Council] ([ORG NFC]) met."],
        ["The [ORG Northern Fish Council] met. [ORG NFC] too."],
    )
    status = {row["entity_id"]: row["status"] for row in made.entities.to_pylist()}
    assert all(status[row["merged_into"]] == "active" for row in made.entities.to_pylist() if row["status"] == "merged")
