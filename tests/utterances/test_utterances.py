"""Utterances: which reports tell the same words, how they differ, and that order and runs do not matter."""

import datetime as dt
import json

import pyarrow as pa
import pytest

from newsloom.flows.dataset.dataset import Changes, writing
from newsloom.flows.dataset.view import View
from newsloom.flows.stages.utterances import merged_before
from newsloom.schemas.contract.quotes import QUOTES
from newsloom.schemas.contract.utterances import QUOTE_VARIANTS, UTTERANCES
from newsloom.schemas.state.speech import QUOTE_BLOCKS
from newsloom.transforms.text.ids import content_id, id_number
from newsloom.transforms.utterances.candidates import index_quotes
from newsloom.transforms.utterances.conflicts import ReportEvidence
from newsloom.transforms.utterances.grouping import ReportLink
from newsloom.transforms.utterances.reports import read_reports
from newsloom.transforms.utterances.same_statement import Bond, UtteranceOptions
from newsloom.transforms.utterances.utterances import (
    Grouped,
    compare_reports,
    compared_before,
    describe_groups,
    find_groups,
    group_utterances,
    list_uncompared,
)
from tests.conftest import CASE_FILES

CASES = json.loads((CASE_FILES / "utterances.json").read_text(encoding="utf-8"))
NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def quote(text: str, kind: str, speaker: str | None, article: int = 1, start: int = 0) -> dict:
    article_id = content_id("a_", article)
    return {
        "quote_id": content_id("q_", article_id, start),
        "article_id": article_id,
        "type": kind,
        "start_char": start,
        "end_char": start + len(text),
        "text": text,
        "speaker_kind": "person" if speaker else "unknown",
        "speaker_resolution": "named" if speaker else "none",
        "speaker_entity_id": content_id("e_", speaker) if speaker else None,
    }


def articles(count: int, copies: dict[int, int] | None = None) -> pa.Table:
    rows = [
        {
            "article_id": content_id("a_", n),
            "outlet": f"Outlet {n}",
            "outlet_domain": f"outlet{n}.example",
            "published_at": None,
            "published_date": dt.date(2024, 3, 1),
            "first_seen_at": NOON + dt.timedelta(minutes=n),
            "duplicate_of": content_id("a_", copies[n]) if copies and n in copies else None,
        }
        for n in range(count)
    ]
    schema = {
        "duplicate_of": pa.string(),
        "first_seen_at": pa.timestamp("us", "UTC"),
        "published_at": pa.timestamp("us", "UTC"),
        "published_date": pa.date32(),
    }
    names = rows[0].keys()
    return pa.table({name: pa.array([row[name] for row in rows], schema.get(name, pa.string())) for name in names})


def group(rows: list[dict], about: pa.Table, before: Grouped | None = None, known: list[dict] | None = None) -> Grouped:
    old = [row | {"utterance_id": before.utterance_of[row["quote_id"]]} for row in known or []] if before else []
    utterances = before.utterances if before else UTTERANCES.empty()
    return group_utterances(QUOTES.table(rows), QUOTES.table(old), utterances, about)


@pytest.mark.parametrize("case", [case for case in CASES if case["same"]][:9], ids=lambda case: case["label"])
def test_what_differs_from_a_reference_is_told_once(case: dict) -> None:
    reports = read_reports([QUOTES.table([quote(*case["a"], article=1), quote(*case["b"], article=2)])], articles(3))
    links = [ReportLink(*reports, Bond.QUOTED, 1.0)]
    groups = find_groups(reports, UTTERANCES.empty(), links, UtteranceOptions())
    compared = compare_reports(list_uncompared(groups, {}))
    assert len(compared) == 1
    variants = describe_groups(groups, UTTERANCES.empty(), ReportEvidence(), compared).quote_variants
    assert list_uncompared(groups, compared_before(variants)) == []
    again = describe_groups(groups, UTTERANCES.empty(), ReportEvidence(), compared_before(variants)).quote_variants
    assert again == variants


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict) -> None:
    rows = [quote(*case["a"], article=1), quote(*case["b"], article=2)]
    found = group(rows, articles(3))
    together = len(set(found.utterance_of.values())) == 1
    assert together == case["same"]
    UTTERANCES.conform(found.utterances)
    QUOTE_VARIANTS.conform(found.quote_variants)
    if not together:
        return
    variant = next(v for v in found.quote_variants.to_pylist() if v["quote_id"] != v["reference_quote_id"])
    assert variant["relation"] == case["relation"]
    assert variant["polarity_changed"] == case["polarity"]
    assert variant["changed"] == case["changed"]
    assert found.utterances["attribution_conflict"].to_pylist() == [False]


def test_two_quotes_of_one_article_stay_apart() -> None:
    rows = [
        quote("“It has never worked and it never will,”", "direct", "lee", 1, 0),
        quote("“It has never worked anywhere else,”", "direct", "lee", 1, 100),
    ]
    assert len(set(group(rows, articles(2)).utterance_of.values())) == 2


def test_copies_count_once() -> None:
    text = "“The harbour has been losing money since the day it opened,”"
    rows = [quote(text, "direct", "lee", n) for n in range(4)]
    (row,) = group(rows, articles(4, copies={1: 0, 2: 0})).utterances.to_pylist()
    assert (row["n_reports"], row["n_outlets"], row["n_independent"]) == (4, 4, 2)


def _partition(found: Grouped) -> set[frozenset[str]]:
    parts: dict[str, set[str]] = {}
    for quote_id, utterance_id in found.utterance_of.items():
        parts.setdefault(utterance_id, set()).add(quote_id)
    return {frozenset(part) for part in parts.values()}


def _rows() -> list[dict]:
    rows = []
    for number, case in enumerate(CASES[:6]):
        rows += [quote(*case["a"], article=2 * number), quote(*case["b"], article=2 * number + 1)]
    return rows


def test_order_does_not_matter() -> None:
    rows, about = _rows(), articles(12)
    first = group(rows, about)
    assert _partition(group(rows[::-1], about)) == _partition(first)
    assert group(rows[::-1], about).utterance_of == first.utterance_of


def test_runs_do_not_matter_and_ids_stay() -> None:
    rows, about = _rows(), articles(12)
    whole = group(rows, about)
    early = group(rows[::2], about)
    late = group(rows[1::2], about, before=early, known=rows[::2])
    assert _partition(late) == _partition(whole)
    kept = {q: u for q, u in late.utterance_of.items() if q in early.utterance_of}
    assert kept == early.utterance_of


def test_a_bridge_merges_into_the_older_utterance() -> None:
    one = quote("“The bridge will reopen in the first week of May,”", "direct", "lee", 0)
    other = quote("“the ferry will stop running on the very same day”", "direct", "lee", 1)
    both = quote(
        "“The bridge will reopen in the first week of May and the ferry will stop running on the very same day,”",
        "direct",
        "lee",
        2,
    )
    about = articles(3)
    early = group([one, other], about)
    late = group([both], about, before=early, known=[one, other])
    older, newer = early.utterance_of[one["quote_id"]], early.utterance_of[other["quote_id"]]
    assert set(late.utterance_of.values()) == {older}
    merged = {row["utterance_id"]: row["merged_into"] for row in late.utterances.to_pylist() if row["merged_into"]}
    assert merged == {newer: older}


def test_what_was_merged_before_points_to_the_one_that_stays(tmp_path) -> None:
    first, second, third, other = (f"u_{n:016x}" for n in range(4))

    def rows(**merged_into: str | None) -> pa.Table:
        known = {
            "text": "Words.",
            "n_reports": 1,
            "n_outlets": 0,
            "n_independent": 1,
            "first_quote_id": "q_" + "0" * 16,
        }
        known |= {"first_seen_at": NOON, "attribution_conflict": False, "run_id": "r"}
        return UTTERANCES.table(
            {"utterance_id": u, "merged_into": into, "status": "merged" if into else "active", **known}
            for u, into in merged_into.items()
        )

    with writing(tmp_path) as writer:
        changes = Changes()
        changes.upsert("utterances", rows(**{first: None, second: None, third: second, other: first}))
        writer.apply(changes)
        now = rows(**{first: None, second: first})
        changes = Changes()
        changes.upsert("utterances", now)
        changed = merged_before(View(writer.dataset, changes, ["utterances"]), now)
    assert changed.select(["utterance_id", "merged_into"]).to_pylist() == [
        {"utterance_id": third, "merged_into": first}
    ]


def test_index_meets_where_reports_do() -> None:
    """Every pair that holds shares a block, so that a run that reads only its blocks misses nothing."""
    for case in CASES:
        if case["same"]:
            rows = [quote(*case["a"], article=1), quote(*case["b"], article=2)]
            index = QUOTE_BLOCKS.conform(index_quotes(QUOTES.table(rows))).to_pylist()
            keys = [{row["block"] for row in index if row["quote"] == id_number(r["quote_id"])} for r in rows]
            assert keys[0] & keys[1]
