"""Texts at their places: code points, portions, rows of other tables."""

import duckdb
import pytest

from newsloom.schemas import check_spans
from newsloom.schemas.check_spans import SpanCheck, Tally, broken_spans

CHECK = SpanCheck("spans", "spans", "start", "end", "text")
OWNED = SpanCheck("pieces", "spans", "start", "end", "text", key="span_id", owner="spans")
ARTICLES = [("a1", "Ąžuolas — café", "Oaks"), ("a2", "🙂 fine", None), ("a3", None, None)]
ROWS = [
    ("letters beyond ASCII", ("a1", 0, 7, "Ąžuolas"), True),
    ("after them", ("a1", 10, 14, "café"), True),
    ("code points, not UTF-16", ("a2", 2, 6, "fine"), True),
    ("shifted by one", ("a2", 1, 5, "fine"), False),
    ("an end before the start", ("a1", 5, 4, ""), False),
    ("a start before the text", ("a1", -1, 0, ""), False),
    ("an end beyond the text", ("a2", 2, 7, "fine"), False),
    ("no end", ("a1", 0, None, "Ąžuolas"), False),
    ("no start is no span", ("a1", None, None, "anything"), True),
    ("no text is an empty one", ("a1", 3, 3, None), True),
    ("an article without text", ("a3", 0, 0, None), True),
]


def connection(spans, pieces=()):
    made = duckdb.connect()
    made.execute("CREATE TABLE articles (article_id TEXT, text TEXT, title TEXT)")
    made.executemany("INSERT INTO articles VALUES (?, ?, ?)", ARTICLES)
    made.execute('CREATE TABLE spans (article_id TEXT, "start" INT, "end" INT, text TEXT, span_id TEXT)')
    made.executemany("INSERT INTO spans VALUES (?, ?, ?, ?, ?)", [(*s, str(i)) for i, s in enumerate(spans)])
    made.execute('CREATE TABLE pieces (span_id TEXT, "start" INT, "end" INT, text TEXT)')
    if pieces:
        made.executemany("INSERT INTO pieces VALUES (?, ?, ?, ?)", pieces)
    return made


def tallies(checks, spans, pieces=(), sampled=5):
    rows = {"articles": "articles", "spans": "spans", "pieces": "pieces"}
    return broken_spans(connection(spans, pieces), checks, rows, sampled)


@pytest.mark.parametrize(("row", "holds"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_a_row(row, holds):
    assert tallies([CHECK], [row])[0].n_failing == (0 if holds else 1)


def test_places_in_titles_beside_those_in_texts():
    in_title = SpanCheck("spans", "title spans", "start", "end", "text", column="title")
    assert in_title.expected == "articles.title[start:end] is text"
    rows = [("a1", 0, 4, "Oaks"), ("a1", 0, 7, "Ąžuolas"), ("a2", 0, 1, "F")]
    assert [tally.sample for tally in tallies([in_title, CHECK], rows)] == [
        ["a1 0 7 Ąžuolas", "a2 0 1 F"],
        ["a1 0 4 Oaks", "a2 0 1 F"],
    ]


@pytest.mark.parametrize("portion", [1, 8, 10**6])
def test_portions_change_nothing(monkeypatch, portion):
    monkeypatch.setattr(check_spans, "PORTION", portion)
    monkeypatch.setattr(check_spans, "_ARTICLES", 1)
    (tally,) = tallies([CHECK], [row for _, row, _ in ROWS])
    assert tally.n_failing == sum(not holds for *_, holds in ROWS)


def test_rows_that_know_their_article_by_another_table():
    (tally,) = tallies([OWNED], [("a1", 0, 7, "Ąžuolas")], [("0", 0, 1, "Ą"), ("0", 1, 2, "x")])
    assert (tally.n_failing, tally.sample) == (1, ["0 1 2 x"])
    assert OWNED.tables == {"pieces", "spans", "articles"}
    assert CHECK.tables == {"spans", "articles"}


def test_only_some_rows():
    some = SpanCheck("spans", "spans", "start", "end", "text", only="t.article_id <> 'a2'")
    assert tallies([some], [("a2", 1, 5, "fine"), ("a1", 0, 1, "x")])[0].n_failing == 1


def test_the_rule_in_words():
    assert CHECK.expected == "articles.text[start:end] is text"


def test_a_tally_keeps_the_first_in_order():
    tally = Tally(2)
    tally.add(["c", "a"])
    tally.add(["b"])
    assert (tally.n_failing, tally.sample) == (3, ["a", "b"])


def test_no_check_reads_no_article():
    assert broken_spans(duckdb.connect(), [], {"articles": "nothing of that name"}, 5) == []
