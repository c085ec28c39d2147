"""Which records are new: the same one again from its source is not, elsewhere it is a copy with an id of its own."""

import pytest

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.dataset import writing
from newsloom.flows.dataset.view import View
from newsloom.flows.stages.identity import Record, count_changed, final_ids, met_in_last_source, records_table
from newsloom.transforms.text.ids import article_id

SHA, OTHER = "a" * 64, "b" * 64
URL = "https://post.example/1"


def record(source="file.jsonl", row=0, sha=SHA, url=None):
    return Record(f"a_{row:016x}", sha, url, source, row)


def view(dataset):
    return View(dataset, Changes(), ["records"])


CASES = [
    # label, records of an earlier run, records now, numbers of the copies that they become (None: known), changed
    ("new", [], [record()], [0], 0),
    ("same source again", [record()], [record()], [None], 0),
    ("same record elsewhere", [record()], [record("copy.jsonl")], [1], 0),
    ("twice in one run", [], [record(), record(row=1)], [0, 1], 0),
    ("one more than before", [record()], [record(), record(row=1)], [None, 1], 0),
    ("moved within its source", [record(row=3)], [record(row=4)], [None], 0),
    ("same text at another address", [record(url=URL)], [record("copy.jsonl", url=URL + "0")], [0], 0),
    ("another text in its row", [record()], [record(sha=OTHER)], [0], 1),
    ("another text at its address", [record(url=URL)], [record(row=5, sha=OTHER, url=URL)], [0], 1),
    ("another text in the row of one with an address", [record(url=URL)], [record(sha=OTHER)], [0], 1),
    ("another text and address in its row", [record(url=URL)], [record(sha=OTHER, url=URL + "0")], [0], 0),
    ("another text in that row of another source", [record()], [record("copy.jsonl", sha=OTHER)], [0], 0),
]


@pytest.mark.parametrize(("label", "earlier", "now", "copies", "changed"), CASES, ids=[case[0] for case in CASES])
def test_records(tmp_path, label, earlier, now, copies, changed):
    with writing(tmp_path) as writer:
        changes = Changes()
        changes.add("records", records_table(earlier))
        stored = view(writer.apply(changes))
        found = final_ids(now, {}, stored)
        expected = zip(now, copies, strict=True)
        assert found == [None if n is None else article_id(r.raw_sha256, r.canonical_url, n) for r, n in expected]
        new = [r for r, id_ in zip(now, found, strict=True) if id_]
        assert count_changed(new, stored) == changed


def test_a_source_that_goes_on_in_the_next_chunk_gives_what_it_gives_in_one(tmp_path):
    with writing(tmp_path) as writer:
        copies, met = [], {}
        for rows in ([0, 1], [2], [3]):  # one record four times, in three chunks
            now = [record(row=row) for row in rows]
            ids = final_ids(now, met, view(writer.dataset))
            met = met_in_last_source(now, met)
            copies += ids
            changes = Changes()
            changes.add(
                "records", records_table([r._replace(article_id=i) for r, i in zip(now, ids, strict=True) if i])
            )
            writer.apply(changes)
        assert copies == [article_id(SHA, None, n) for n in range(4)]
