"""A name that lost letters is restored from other articles of the chunk or of the dataset, and the edit says which."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pyarrow as pa
import pytest

from newsloom.flows.settings import Settings
from newsloom.flows.stages.evidence import new_spellings, repair_from_others
from newsloom.flows.stages.stage import Context
from newsloom.flows.work.jobs import CleanJob, clean_batch
from newsloom.flows.work.progress import silent
from newsloom.schemas.state.repair import SPELLINGS
from newsloom.transforms.cleaning.clean import CleanOptions
from newsloom.transforms.inputs.records import RawRecord

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
GOOD = "The minister Dovilė Sakalienė met İlham Əliyev and members of parliament on Monday."
BAD = "Members listened to Dovil? Sakalien\ufffd for an hour on Monday, and then they voted."
DROPPED = "Members listened to Ilham Æliyev for an hour on Monday, and then they voted."


OPTIONS = CleanOptions(any_language=True)


def a_run(known=(), options=OPTIONS):
    """What a stage is told of a dataset that knows some spellings, and of the run."""
    rows = SPELLINGS.table(
        {"word": word, "key": key, "article_id": "a_00000000000000aa", "n_articles": 1} for word, key in known
    )

    def lookup(table, column, values):
        return rows.filter(pa.compute.is_in(rows[column], values))

    settings = Settings(inputs=("-",), dataset="out", clean=options)
    return SimpleNamespace(lookup=lookup), Context(settings, NOW, map, silent)


def read(texts, run):
    stored, context = run
    """Text tables of one chunk by name, after the repair from others."""
    records = tuple(RawRecord("a", n, "a", f"{n:064x}", text) for n, text in enumerate(texts))
    batch = clean_batch(CleanJob(context.settings.parse, context.settings.clean, NOW, records=records))
    text = repair_from_others(batch.tables._asdict(), batch.damaged, stored, context)
    return text, batch


def by_row(text):
    return {row["source_row"]: row for row in text["articles"].to_pylist()}


@pytest.mark.parametrize(
    ("bad", "expected", "words"),
    [
        (BAD, "Dovilė Sakalienė for an hour", ("Dovilė", "Sakalienė")),
        (DROPPED, "Ilham Əliyev for an hour", ("Əliyev",)),
    ],
)
def test_letters_are_restored_from_another_article_of_the_chunk(bad, expected, words):
    text, _ = read((bad, GOOD), a_run())
    articles = by_row(text)
    assert expected in articles[0]["text"] and articles[1]["text"] == GOOD
    edits = [edit for edit in text["edits"].to_pylist() if edit["applied"]]
    assert [edit["evidence"] for edit in edits] == [f"spelled {w} in {articles[1]['article_id']}" for w in words]
    assert {edit["article_id"] for edit in edits} == {articles[0]["article_id"]}


def test_letters_are_restored_from_the_dataset():
    text, _ = read((BAD,), a_run(known=(("Dovilė", "Dovil?"), ("Sakalienė", "Sakalien?"))))
    assert "Dovilė Sakalienė for an hour" in by_row(text)[0]["text"]
    assert {e["evidence"] for e in text["edits"].to_pylist()} == {
        f"spelled {w} in a_00000000000000aa" for w in ("Dovilė", "Sakalienė")
    }


def test_the_article_that_was_read_first_is_named_whatever_the_chunks():
    text, _ = read((GOOD, BAD), a_run(known=(("Dovilė", "Dovil?"),)))
    own = by_row(text)[0]["article_id"]
    assert {edit["evidence"] for edit in text["edits"].to_pylist()} == {
        "spelled Dovilė in a_00000000000000aa",
        f"spelled Sakalienė in {own}",
    }


@pytest.mark.parametrize("run", [a_run(), a_run(options=replace(OPTIONS, repair=False))])
def test_without_evidence_or_repair_nothing_is_cleaned_again(run):
    before, batch = read((BAD, "Other people met on Monday, and members of parliament did so too."), run)
    assert before["articles"].equals(batch.tables.articles)
    assert before["edits"].equals(batch.tables.edits)


def test_only_spellings_that_are_new_are_kept():
    run = a_run(known=(("Dovilė", "Dovil?"),))
    text, _ = read((GOOD,), run)
    assert set(new_spellings(text["articles"], run[0])["word"].to_pylist()) == {"Sakalienė", "İlham", "Əliyev"}
