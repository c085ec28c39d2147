"""What becomes of records: equal articles get ids of their own, and one row that fits no table harms no other."""

from __future__ import annotations

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.cleaning.clean import CleanOptions, clean_record
from newsloom.transforms.cleaning.outcomes import CleanArticle, cleaned, renamed, told_apart
from newsloom.transforms.inputs.records import RawRecord, Reject

TEXT = "The council met on Monday and voted for the new bridge over the river."


def article(text: str = TEXT, row: int = 0) -> CleanArticle:
    record = RawRecord("a.txt", row, "a.txt", f"{len(text):064x}", text)
    made = clean_record(record, CleanOptions(), load_assets().char_model)
    assert isinstance(made, CleanArticle)
    return made


def ids(outcomes: list[CleanArticle | Reject]) -> list[str]:
    return [str(o.article["article_id"]) for o in outcomes if isinstance(o, CleanArticle)]


def test_equal_records_are_told_apart() -> None:
    reject = Reject("b.txt", 0, "empty", "")
    outcomes = list(told_apart([article(), reject, article(row=1), article(row=2), article(TEXT + " It passed.")]))
    first, second, third, other = ids(outcomes)
    assert outcomes[1] is reject
    assert (first, other) == (*ids([article()]), *ids([article(TEXT + " It passed.")]))
    assert len({first, second, third, other}) == 4
    assert ids(list(told_apart([article(), article(), article()]))) == [first, second, third]


def test_all_rows_of_an_article_have_the_new_id() -> None:
    moved = renamed(article("Read more: this\n" + TEXT), "a_00000000000000aa")
    rows = [moved.article, *(row for rows in moved[1:] for row in rows)]
    assert len(rows) > 2
    assert {row["article_id"] for row in rows} == {"a_00000000000000aa"}
    assert moved.article["text"] == TEXT


def test_a_batch_is_articles_and_rejects() -> None:
    batch = cleaned([article(), Reject("b.txt", 3, "empty", "nothing")])
    assert batch.articles["text"].to_pylist() == [TEXT]
    assert batch.segments["article_id"].to_pylist() == batch.articles["article_id"].to_pylist()
    assert [(row["source_row"], row["reason"]) for row in batch.rejects.to_pylist()] == [(3, "empty")]


def test_a_row_that_fits_no_table_is_a_reject_of_its_own() -> None:
    good, bad = article(), article(TEXT + " It passed.", row=7)
    bad = bad._replace(article=bad.article | {"text": 5})
    batch = cleaned([good, bad])
    assert batch.articles["text"].to_pylist() == [TEXT]
    (row,) = batch.rejects.to_pylist()
    assert (row["source_uri"], row["source_row"], row["raw_sha256"]) == ("a.txt", 7, bad.article["raw_sha256"])
    assert set(batch.segments["article_id"].to_pylist()) == set(ids([good]))
