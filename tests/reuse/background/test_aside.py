"""What was read inside standing paragraphs is set aside by its place; chains lose the mentions that stood there."""

import pyarrow as pa
import pytest

from newsloom.schemas.contract.articles import SEGMENTS
from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.reuse.background.aside import mark_segments, reduce_chains, rows_inside, spans_of

A, B = "a_000000000000000a", "a_000000000000000b"
SPANS = {A: [(10, 20), (30, 40)]}


@pytest.mark.parametrize(
    ("article", "start", "end", "inside"),
    [(A, 10, 20, True), (A, 12, 13, True), (A, 9, 20, False), (A, 10, 21, False), (A, 15, 35, False), (A, 30, 40, True),
     (A, 0, 5, False), (B, 12, 13, False)],
)  # fmt: skip
def test_a_row_is_inside_where_all_of_it_is(article, start, end, inside):
    rows = pa.table({"article_id": [article], "start_char": [start], "end_char": [end]})
    assert rows_inside(rows, SPANS).to_pylist() == [inside]


def test_segments_that_are_boilerplate_by_themselves_are_not_marked_again():
    places = [(0, "paragraph", 0, 9), (1, "heading", 10, 20), (2, "boilerplate", 30, 40)]
    segments = SEGMENTS.table(
        {"article_id": A, "ordinal": n, "kind": kind, "start_char": start, "end_char": end, "text_hash": "0" * 16}
        for n, kind, start, end in places
    )
    marked = mark_segments(segments, SPANS)
    assert marked.schema.equals(SEGMENTS.schema)
    assert [(row["ordinal"], row["kind"]) for row in marked.to_pylist()] == [(1, "boilerplate")]
    assert spans_of(marked) == {A: [(10, 20)]}


def chain(number=0, article=A, forms=(("Odda Quist", 1), ("Quist", 2)), starts=(0, 12, 33, 50), **values):
    return {
        "number": number + 7, "article_id": article, "chain": number, "type": "PERSON", "key": "quist", "name": "Quist",
        "forms": [form for form, _ in forms], "form_counts": [n for _, n in forms], "n_mentions": len(starts),
        "starts": list(starts), "blocks": [], "together": [], "roles": [], "organisations": [], "countries": [],
    } | values  # fmt: skip


def mention(start, text="Quist", kind="name", number=0, article=A):
    return {"article_id": article, "chain": number, "start_char": start, "text": text, "kind": kind}


def reduced(chains, mentions, referred=()):
    schema = pa.schema([("article_id", pa.string()), ("chain", pa.int32()), ("start_char", pa.int32()),
                        ("text", pa.string()), ("kind", pa.string())])  # fmt: skip
    return reduce_chains(CHAINS.table(chains), pa.Table.from_pylist(mentions, schema), referred).to_pylist()


def test_a_chain_loses_what_is_set_aside():
    (row,) = reduced([chain()], [mention(12), mention(33, "she", "pronoun")])
    assert (row["n_mentions"], row["starts"]) == (2, [0, 50])
    assert dict(zip(row["forms"], row["form_counts"], strict=True)) == {"Odda Quist": 1, "Quist": 1}
    (row,) = reduced([chain()], [mention(12, "Odda Quist")])
    assert row["forms"] == ["Quist"]


def test_a_chain_of_which_nothing_is_left_goes_unless_others_refer_to_it():
    chains = [chain(0, forms=[("Quist", 1)], starts=(12,)), chain(1, starts=(0,)), chain(0, B, starts=(12,))]
    assert [(r["article_id"], r["chain"]) for r in reduced(chains, [mention(12)])] == [(A, 1), (B, 0)]
    (row, _, _) = reduced(chains, [mention(12)], [(A, 0)])
    assert (row["n_mentions"], row["starts"], row["forms"]) == (0, [], ["Quist"]), "it is still called something"


def test_without_mentions_nothing_changes():
    assert reduced([chain()], []) == CHAINS.table([chain()]).to_pylist()
