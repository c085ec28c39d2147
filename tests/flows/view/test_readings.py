"""What is shown of an article, and what changed between its versions."""

import datetime as dt

import pytest

from newsloom.flows.dataset.dataset import Changes, Dataset, writing
from newsloom.flows.view.readings import Change, compare_words, read_article, read_versions
from newsloom.schemas.contract.articles import ARTICLES
from newsloom.schemas.contract.revisions import REVISIONS
from newsloom.schemas.errors import UsageError

FIRST = "The harbour board met on Monday. “We will not sell the pier,” Mayor Ines Calloway said. The hall was full."
LATER = FIRST.replace("will not sell", "will sell").replace(" The hall was full.", "")
AT = dt.datetime(2025, 3, 3, 8, tzinfo=dt.UTC)


def _article(number, title, text, hours, **more):
    return {
        **{"article_id": f"a_{number:016x}", "title": title, "text": text, "outlet": "Post", "source_uri": "a"},
        **{"source_row": number, "raw_sha256": f"{number:064x}", "n_chars": len(text), "n_words": 20},
        **{"first_seen_at": AT, "published_at": AT + dt.timedelta(hours=hours)} | more,
    }


def _revisions(first, later):
    """What was changed the first time, as the stage writes it; not in order."""
    both = {"article_id": later, "previous_article_id": first}
    return [
        both | {"seq": 2, "kind": "removed", "before": "The hall was full."},
        both | {"seq": 0, "kind": "headline", "before": "Pier stays", "after": "Pier goes"},
        both | {"seq": 1, "kind": "quote", "before": "“We will not sell the pier,” she said.",
                "after": "“We will sell the pier,” she said."},
    ]  # fmt: skip


@pytest.fixture(scope="module")
def revised(tmp_path_factory):
    """A dataset in which an outlet revised an article twice, without changing a word the second time."""
    folder, first = tmp_path_factory.mktemp("revised") / "news", f"a_{9:016x}"
    rows = [
        _article(9, "Pier stays", FIRST, 0),
        _article(2, "Pier goes", LATER, 0, version_of=first, modified_at=AT + dt.timedelta(hours=5)),
        _article(3, "Pier goes", LATER, 3, version_of=first),
        _article(4, "Ferry late", "The ferry was late.", 0),
    ]
    changes = Changes()
    changes.add("articles", ARTICLES.table(rows))
    changes.add("revisions", REVISIONS.table(_revisions(first, rows[2]["article_id"])))
    with writing(folder) as writer:
        writer.apply(changes)
        writer.publish("20250304T000000000000-000000")
    return Dataset(folder)


def test_a_reading_is_in_order_of_place(samples):
    dataset = Dataset(samples)
    ((article_id,),) = dataset.sql(
        "SELECT article_id FROM articles WHERE text LIKE '%lifeboats%Riga%' OR text LIKE '%Riga%lifeboats%' LIMIT 1"
    ).fetchall()
    reading = read_article(dataset, article_id)
    for rows in (reading.mentions, reading.quotes, reading.roles):
        assert [row["start_char"] for row in rows] == sorted(row["start_char"] for row in rows)
        assert all(reading.article["text"][r["start_char"] : r["end_char"]] == r["text"] for r in rows)
    assert [row["seq"] for row in reading.edits] == sorted(row["seq"] for row in reading.edits)
    names = {reading.name_of(quote["speaker_entity_id"]) for quote in reading.quotes}
    assert names - {None}
    assert reading.name_of(None) is None


def test_an_article_that_is_not_there(samples):
    with pytest.raises(UsageError, match="has no article a_0000000000000000; these it has: newsloom sql"):
        read_article(Dataset(samples), "a_0000000000000000")


def test_versions_come_the_first_one_first_whichever_is_asked_for(revised):
    rows = {int(row["article_id"][2:], 16): row for row in revised.arrow("articles").to_pylist()}
    for number, numbers in ((9, [9, 3, 2]), (2, [9, 3, 2]), (3, [9, 3, 2]), (4, [4])):
        versions = read_versions(revised, rows[number])
        assert [int(version["article_id"][2:], 16) for version in versions] == numbers


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b", "a b", []),
        ("a b", "a\nb", []),
        ("", "a", [Change("", "", "a", "")]),
        ("a b c d e x", "a b c d e y", [Change("c d e", "x", "y", "")]),
        ("x a b c d", "a b c d", [Change("", "x", "", "a b c")]),
    ],
)
def test_changes(before, after, expected):
    assert list(compare_words(before, after)) == expected
