"""The view of what outlets made of each other's words: what is a change of two outlets, and what is none."""

import duckdb
import pytest

from newsloom.schemas.contract import TABLES
from newsloom.schemas.views import VIEWS
from newsloom.transforms.utterances.variants import classify_relation, list_token_edits
from newsloom.transforms.utterances.wording import wording

FULL = "“The gate will not leak, and it will hold for fifty years to come,”"
MAY = "“The gate may not leak, and it will hold for fifty years to come,”"
WONT, CANT = FULL.replace("will not", "won’t"), FULL.replace("will not", "can't")
IT_IS = "“It is clear the gate will hold for fifty years to come,”"
WILL = FULL.replace("will not", "will")
PART = "“The gate will not leak.”"
ECHO, LEDGER, POST = "Echo", "Ledger", "Post"


FBI = ("“The F.B.I. was told.”", "“The F.B.I. was told. It slept.”", '"The FBI was told,"')


def _report(outlet, text, **more):
    return {"outlet": outlet, "text": text, "type": "direct", "copy_of": None, "changed": [], "confidence": 0.9} | more


CASES = {
    "words exchanged": ([_report(ECHO, FULL), _report(LEDGER, MAY)], ["changed"]),
    "parts left out": ([_report(ECHO, FULL), _report(LEDGER, PART)], ["shortened"]),
    "the same words": ([_report(ECHO, FULL), _report(LEDGER, FULL)], []),
    "other marks and points": ([_report(ECHO, FBI[0]), _report(LEDGER, FBI[2])], []),
    "a part with other points": ([_report(ECHO, FBI[1]), _report(LEDGER, FBI[2])], ["shortened"]),
    "a contraction": ([_report(ECHO, FULL), _report(LEDGER, WONT)], []),
    "a contraction that denies": ([_report(ECHO, FULL), _report(LEDGER, CANT)], ["changed"]),
    "parts left out of the middle, and a contraction": (
        [_report(ECHO, IT_IS), _report(LEDGER, "“It's clear gate will hold for fifty years to come,”")],
        ["shortened"],
    ),
    "a negation left out": ([_report(ECHO, FULL), _report(LEDGER, WILL, changed=["negation"])], ["changed"]),
    "one outlet against itself": ([_report(ECHO, FULL), _report(ECHO, MAY)], []),
    "outlets that are not known": ([_report(None, FULL), _report(LEDGER, MAY)], []),
    "both not known": ([_report(None, FULL), _report(None, MAY)], []),
    "a copy": ([_report(ECHO, FULL), _report(LEDGER, MAY, copy_of=0)], []),
    "two copies of one": ([_report(ECHO, FULL, copy_of=9), _report(LEDGER, MAY, copy_of=9)], []),
    "it has the other's words, too": ([_report(ECHO, FULL), _report(LEDGER, MAY), _report(LEDGER, FULL)], []),
    "the other has its words, too": ([_report(ECHO, FULL), _report(LEDGER, MAY), _report(ECHO, MAY)], []),
    "a third has the same words": ([_report(ECHO, FULL), _report(LEDGER, MAY), _report(POST, FULL)], ["changed"]),
    "partly in quotation marks": ([_report(ECHO, FULL), _report(LEDGER, MAY, type="mixed")], []),
    "not in quotation marks": ([_report(ECHO, FULL, type="indirect"), _report(LEDGER, MAY, type="indirect")], []),
    "another statement of like words": (
        [_report(ECHO, FULL), _report(LEDGER, "“The gate will not leak as long as I am here to see to it,”")],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("reports", "kinds"), CASES.values(), ids=CASES)
def test_a_change_is_between_two_outlets(reports, kinds):
    assert [kind for kind, *_ in asked(reports, "kind")] == kinds


def test_a_row_has_both_wordings_and_the_lesser_confidence():
    reports = [_report(ECHO, FULL, confidence=0.6), _report(LEDGER, MAY)]
    ((reference, variant, outlets, confidence, speaker),) = asked(
        reports, "reference, variant, [reference_outlet, variant_outlet], confidence, speaker_confidence"
    )
    assert (reference, variant, outlets, speaker) == (FULL, MAY, [ECHO, LEDGER], None)
    assert confidence == pytest.approx(0.6)


def asked(reports, columns):
    """The view over reports of one utterance, the first of which is the reference."""
    connection, last = duckdb.connect(), "changed_quotes"
    texts = [wording(report["text"]) for report in reports]
    rows = {"quotes": [], "quote_variants": [], "articles": [], "utterances": []}
    rows["utterances"].append({"utterance_id": _id("u", 0), "status": "active"})
    for i, (report, words) in enumerate(zip(reports, texts, strict=True)):
        copy_of = None if report["copy_of"] is None else _id("a", report["copy_of"])
        rows["articles"].append({"article_id": _id("a", i), "outlet": report["outlet"], "duplicate_of": copy_of})
        quote = {"quote_id": _id("q", i), "article_id": _id("a", i)}
        rows["quotes"].append(quote | {name: report[name] for name in ("text", "type", "confidence")})
        edits = list_token_edits(texts[0], words)
        relation = classify_relation(texts[0], words, edits, (), True) if i else None
        variant = {"utterance_id": _id("u", 0), "quote_id": _id("q", i), "reference_quote_id": _id("q", 0)}
        rows["quote_variants"].append(variant | {"relation": relation, "edits": edits, "changed": report["changed"]})
    for name, table in TABLES.items():
        plain = table.schema.empty_table().from_pylist(rows.get(name, []), table.schema.remove_metadata())
        connection.register(name, plain)
    for view in VIEWS[: 1 + [view.name for view in VIEWS].index(last)]:
        connection.execute(view.statement())
    return connection.execute(f"SELECT {columns} FROM {last} ORDER BY quote_id").fetchall()


def _id(prefix, number):
    return f"{prefix}_{number:016x}"
