"""Rows of the ledger, and which version came before."""

from datetime import UTC, date, datetime
from itertools import permutations

from newsloom.transforms.revisions.ledger import list_revisions, versions_before
from tests.revisions.test_sentences import version

FIRST, SECOND = datetime(2025, 3, 1, 8, tzinfo=UTC), datetime(2025, 3, 1, 9, tzinfo=UTC)


def rows(before, after, titles=(None, None)):
    one, other = version(before, titles[0]), version(after, titles[1])
    one.article["article_id"] = "a_before"
    return [
        (r["seq"], r["kind"], r.get("before"), r.get("after"), r.get("previous_start"), r.get("start_char"))
        for r in list_revisions(one, other)
    ]


def test_rows_are_in_the_order_of_the_text_and_the_headline_is_first():
    before, after = "It rained.\nSome 12 boats sank.\nAll wept.", "It rained.\nThey sang.\nSome 15 boats sank."
    assert rows(before, after, ("Boats sink", "Boats sink again")) == [
        (0, "headline", "Boats sink", "Boats sink again", None, None),
        (1, "added", None, "They sang.", None, 11),
        (2, "number", "Some 12 boats sank.", "Some 15 boats sank.", 11, 22),
        (3, "removed", "All wept.", None, 31, None),
    ]


def test_ends_are_behind_the_sentence():
    (only,) = list_revisions(version("It rained.\nAll wept now."), version("It rained.\nAll wept then."))
    assert (only["previous_end"], only["end_char"]) == (24, 25)
    assert (only["article_id"], only["previous_article_id"]) == ("a", "a")


def test_blanks_marks_and_furniture_are_none():
    assert not rows("It rained. All wept.", "It  rained.\nAll “wept”…")
    assert not rows("It rained.", "It rained.", ("Gate shut", "Gate shut!"))
    assert not rows("It rained.", "It rained.", (None, "Gate shut"))
    assert not rows("It rained.", "It rained.", ("Gate shut", None))


def test_a_notice_that_comes_or_goes():
    notice = "Correction: It did not rain."
    assert rows("It rained.", f"It rained.\n{notice}") == [(0, "correction_notice", None, notice, None, 11)]
    assert rows(f"It rained.\n{notice}", "It rained.") == [(0, "correction_notice", notice, None, 11, None)]


def test_texts_that_share_no_sentence_are_not_compared():
    assert not rows("It rained.", "Ships sail at noon.", ("One", "Two"))


def article(name, of=None, published=FIRST, modified=None, seen=FIRST, day=date(2025, 3, 1)):
    return {
        "article_id": name,
        "version_of": of,
        "published_at": published,
        "published_date": day,
        "modified_at": modified,
        "first_seen_at": seen,
    }


def before(*articles):
    results = [versions_before(order) for order in permutations(articles)]
    assert all(result == results[0] for result in results)
    return results[0]


def test_the_version_right_before():
    later = datetime(2025, 3, 1, 10, tzinfo=UTC)
    articles = article("a"), article("b", "a", SECOND), article("c", "a", later), article("x", published=SECOND)
    assert before(*articles) == {"b": "a", "c": "b"}


def test_one_time_of_publication_then_the_last_change_then_arrival():
    assert before(article("b"), article("a", "b", modified=SECOND)) == {"a": "b"}
    assert before(article("b", modified=FIRST, seen=SECOND), article("a", "b", modified=SECOND)) == {"a": "b"}
    assert before(article("b"), article("a", "b", seen=SECOND)) == {"a": "b"}
    assert before(article("b"), article("a", "b")) == {"b": "a"}


def test_a_day_stands_for_its_beginning_and_no_day_comes_last():
    assert before(article("b", published=None), article("a", "b")) == {"a": "b"}
    assert before(article("b"), article("a", "b", published=None, day=None)) == {"a": "b"}
