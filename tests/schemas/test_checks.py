"""The checks of a dataset: each rule holds on sound rows, and is the one that a broken row breaks."""

import datetime as dt

import duckdb
import pyarrow as pa
import pytest

from newsloom.schemas.checks import all_checks, checks_of_rows, run_checks, schema_differences
from newsloom.schemas.contract import TABLES
from newsloom.schemas.contract.articles import REJECTS

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
A, B, C = ("a_" + digit * 16 for digit in "123")
E, F, G = ("e_" + digit * 16 for digit in "123")
Q, M = "q_" + "1" * 16, "m_" + "1" * 16
HASH = "0" * 64
RUN = {"run_id": "r1"}
TEXT = "“No,” said Al Bo."


def article(article_id=A, **values):
    given = {"source_uri": article_id, "source_row": 0, "raw_sha256": HASH, "text": TEXT, "n_chars": len(TEXT)}
    return {"article_id": article_id, **given, "n_words": 4, "first_seen_at": NOW, **RUN, **values}


def entity(entity_id=E, **values):
    counts = {"n_articles": 1, "n_mentions": 1, "n_quotes": 1}
    given = {"type": "PERSON", "name": "Al Bo", "name_origin": "text", "status": "active"}
    return {"entity_id": entity_id, **given, **counts, **RUN, **values}


def quote(**values):
    spans = {"start_char": 0, "end_char": 5, "text": "“No,”", "cue_start": 6, "cue_end": 10, "cue": "said"}
    speaker = {"speaker_start": 11, "speaker_end": 16, "speaker": "Al Bo", "speaker_entity_id": E}
    kinds = {"type": "direct", "speaker_kind": "person", "speaker_resolution": "named"}
    return {"quote_id": Q, "article_id": A, **spans, **speaker, **kinds, **RUN, **values}


def mention(**values):
    span = {"start_char": 11, "end_char": 16, "text": "Al Bo"}
    return {"mention_id": M, "article_id": A, "entity_id": E, **span, "type": "PERSON", "kind": "name", **RUN, **values}


def edit(**values):
    places = {"raw_start": 0, "raw_end": 1, "clean_start": 0, "clean_end": 1, "before": '"', "after": "“"}
    given = {"seq": 0, "kind": "unicode", "rule": "marks", "confidence": 1.0, "applied": True}
    return {"article_id": A, **given, **places, **RUN, **values}


def run(**values):
    counts = {"n_inputs": 4, "n_new": 1, "n_unchanged": 1, "n_changed": 1, "n_rejected": 1}
    given = {"started_at": NOW, "ended_at": NOW, "status": "completed", "newsloom_version": "0", "schema_version": 2}
    return {"run_id": "r1", **given, "config_hash": "h", "model": "m", "seconds": 1.0, **counts, **values}


def segment(**values):
    given = {"article_id": A, "ordinal": 0, "kind": "paragraph", "start_char": 0, "end_char": len(TEXT)}
    return {**given, "text_hash": "h", **RUN, **values}


def piece(**values):
    span = {"start_char": 1, "end_char": 4, "text": "No,", "quoted": True, "editorial": False}
    return {"quote_id": Q, "ordinal": 0, **span, **RUN, **values}


def in_title(**values):
    span = {"start_char": 0, "end_char": 4, "text": "‘No’"}
    return {"article_id": A, **span, "body_quote_id": Q, "relation": "verbatim", **RUN, **values}


def pair(a, b):
    return {"article_id_a": a, "article_id_b": b, "relation": "near", **RUN}


def reject(**values):
    return {"source_uri": "elsewhere", "source_row": 0, "reason": "empty", "raw_sha256": HASH, **RUN, **values}


SOUND = {
    "runs": [run()],
    "articles": [article(title="‘No’: Bo"), article(B, duplicate_of=A, duplicate_kind="near")],
    "entities": [entity(), entity(F, status="merged", merged_into=E)],
    "quotes": [quote()],
    "mentions": [mention()],
    "edits": [edit()],
    "segments": [segment()],
    "quote_segments": [piece()],
    "headline_quotes": [in_title()],
    "article_pairs": [pair(A, B)],
    "rejects": [reject()],
}
BROKEN = [
    ("a null", "articles", [article(text=None, n_chars=0)], "values"),
    ("an empty string", "articles", [article(title="")], "values"),
    ("a word not in its list", "quotes", [quote(type="shouted")], "values"),
    ("a number below", "articles", [article(n_words=-1)], "values"),
    ("a score above", "mentions", [mention(confidence=1.01)], "values"),
    ("a malformed id", "entities", [entity(), entity("e_1")], "values"),
    ("a key twice", "entities", [entity(), entity()], "key"),
    ("a reference to nothing", "mentions", [mention(entity_id=G)], "references"),
    ("a mention elsewhere", "mentions", [mention(start_char=10)], "spans"),
    ("a quote cut", "quotes", [quote(end_char=4)], "spans"),
    ("a quote beyond the text", "quotes", [quote(end_char=99)], "spans"),
    ("a cue elsewhere", "quotes", [quote(cue_start=7)], "cue spans"),
    ("a cue without end", "quotes", [quote(cue_end=None)], "cue spans"),
    ("a speaker elsewhere", "quotes", [quote(speaker_end=17)], "speaker spans"),
    ("an applied edit elsewhere", "edits", [edit(clean_start=1, clean_end=2)], "clean spans"),
    ("a piece elsewhere", "quote_segments", [piece(start_char=2)], "spans"),
    ("a quote elsewhere in a title", "headline_quotes", [in_title(start_char=1)], "spans"),
    ("a quote of a title that no text has", "headline_quotes", [in_title(body_quote_id="q_" + "9" * 16)], "references"),
    ("a segment beyond the text", "segments", [segment(end_char=len(TEXT) + 1)], "spans"),
    ("a segment of no length", "segments", [segment(start_char=3, end_char=3)], "spans"),
    ("merged into nothing", "entities", [entity(), entity(F, status="merged")], "merges"),
    ("living, but merged", "entities", [entity(), entity(F, merged_into=E)], "merges"),
    (
        "merged into a merged one",
        "entities",
        [entity(), entity(F, status="merged", merged_into=E), entity(G, status="merged", merged_into=F)],
        "merges",
    ),
    ("a wrong length", "articles", [article(n_chars=3), article(B)], "lengths"),
    (
        "a copy of a copy",
        "articles",
        [
            article(),
            article(B, duplicate_of=A, duplicate_kind="near"),
            article(C, duplicate_of=B, duplicate_kind="near"),
        ],
        "originals",
    ),
    ("a copy of no kind", "articles", [article(), article(B, duplicate_of=A)], "originals"),
    ("a kind of no copy", "articles", [article(), article(B, duplicate_kind="near")], "originals"),
    ("a pair the wrong way", "article_pairs", [pair(B, A)], "order"),
    ("a pair of one", "article_pairs", [pair(A, A)], "order"),
    ("a record unaccounted for", "runs", [run(n_inputs=5)], "books"),
    ("a record counted twice", "runs", [run(n_new=2)], "books"),
    ("an article that was rejected", "rejects", [reject(source_uri=A)], "books"),
]
FINE = [
    ("a doubtful edit may stand anywhere", "edits", [edit(applied=False, clean_start=1, clean_end=2)]),
    ("a quote may lack cue and speaker", "quotes", [quote(cue_start=None, cue_end=None, cue=None)]),
    ("other bytes at the place of an article", "rejects", [reject(source_uri=A, raw_sha256="1" * 64)]),
    ("a segment may end where the text does", "segments", [segment(start_char=len(TEXT) - 1)]),
]


def filled(table, rows):
    """The sound rows in DuckDB, with those of one table in place of its own."""
    connection = duckdb.connect()
    given = SOUND | ({table: rows} if table else {})
    for name, definition in TABLES.items():
        connection.register("rows", pa.Table.from_pylist(given.get(name, []), schema=plain(definition.schema)))
        connection.execute(f'CREATE TABLE "{name}" AS FROM rows')
        connection.unregister("rows")
    return connection


def checked(table=None, rows=(), written_by=None, checks=None):
    """(table, check) of every check that fails on the sound rows, with those of one table in place of its own."""
    connection = filled(table, rows)
    own = {name: f"(FROM \"{name}\" WHERE run_id = '{written_by}')" for name in TABLES}
    outcome = run_checks(connection, "r2", checks or all_checks(), own if written_by else None)
    return {(row["table_name"], row["check_name"]) for row in outcome if not row["passed"]}, outcome


def plain(schema):
    """The schema with words as strings, so that rows can be wrong."""
    types = pa.types
    return pa.schema([(f.name, f.type.value_type if types.is_dictionary(f.type) else f.type) for f in schema])


def test_sound_rows_break_nothing():
    failed, outcome = checked()
    assert failed == set()
    assert {(row["observed"], row["sample"], row["n_failing"]) for row in outcome} == {("holds", None, 0)}


@pytest.mark.parametrize(("table", "rows", "name"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_row_breaks_its_rule(table, rows, name):
    failed, outcome = checked(table, rows)
    assert (table, name) in failed
    row = next(r for r in outcome if (r["table_name"], r["check_name"]) == (table, name))
    assert row["n_failing"] >= 1
    assert row["sample"]
    assert row["run_id"] == "r2"


@pytest.mark.parametrize(("table", "rows"), [f[1:] for f in FINE], ids=[f[0] for f in FINE])
def test_what_is_allowed(table, rows):
    assert checked(table, rows)[0] == set()


def test_a_run_checks_the_rows_that_it_wrote():
    broken = [mention(), mention(mention_id="m_" + "2" * 16, start_char=10)]
    of_rows = checks_of_rows()
    assert ("mentions", "spans") in checked("mentions", broken, "r1", of_rows)[0]
    assert ("mentions", "spans") not in checked("mentions", broken, "r0", of_rows)[0]


@pytest.mark.parametrize(
    ("tables", "n_failing"), [(("mentions", "articles"), 1), (("mentions",), 0), (("articles",), 0)]
)
def test_rows_that_are_not_under_check_break_nothing(tables, n_failing):
    connection = filled("mentions", [mention(start_char=10)])
    outcome = run_checks(connection, "r2", all_checks(), {name: f'"{name}"' for name in tables})
    (row,) = (row for row in outcome if (row["table_name"], row["check_name"]) == ("mentions", "spans"))
    assert row["n_failing"] == n_failing
    assert len(outcome) == len(all_checks())


def test_checks_of_rows_are_all_but_keys():
    assert {check.name for check in all_checks()} - {check.name for check in checks_of_rows()} == {"key"}


def test_a_sample_has_five_rows_and_counts_all():
    rows = [mention(mention_id=f"m_{i:016x}", start_char=10) for i in range(8)]
    row = next(r for r in checked("mentions", rows)[1] if (r["table_name"], r["check_name"]) == ("mentions", "spans"))
    assert row["n_failing"] == 8
    assert row["sample"].count(";") == 4


def test_differences_of_a_schema_are_named():
    wrong = REJECTS.schema.remove(0).append(pa.field("colour", pa.string()))
    wrong = wrong.set(wrong.get_field_index("source_row"), pa.field("source_row", pa.string()))
    assert schema_differences(REJECTS, REJECTS.schema) == []
    assert schema_differences(REJECTS, plain(REJECTS.schema)) == []
    assert schema_differences(REJECTS, wrong) == [
        "no column source_uri",
        "unknown column colour",
        "source_row is string, not int64",
    ]
