"""The scorer of quotes on what can be counted by hand."""

import pytest

from benchmarks.quotes.scorer import Document, count, figures, fragments, match

TEXT = "“The bridge is safe,” said Lena Hobart, the mayor. Tomas Breck said the bridge had sunk by a foot."
DOCUMENT = Document(TEXT)


def span(words):
    at = TEXT.index(words)
    return at, at + len(words)


def made(*quotes):
    return list(fragments(DOCUMENT, [([span(content)], [span(source)]) for content, source in quotes]))


GOLD = made(("The bridge is safe", "Lena Hobart, the mayor"), ("the bridge had sunk by a foot", "Tomas Breck"))


def f_of(predicted, figure, kind="all"):
    return figures(count(predicted, GOLD), figure, kind)


def test_the_gold_itself_is_right_in_all():
    for figure in ("exact", "match50", "soft", "joint"):
        assert f_of(GOLD, figure) == pytest.approx((1, 1, 1))


def test_nothing_predicted_is_zero():
    assert f_of([], "match50") == (0, 0, 0)


def test_types_are_of_the_words():
    assert [fragment.type for fragment in GOLD] == ["direct", "indirect"]
    assert made(("safe,” said", "Lena Hobart"))[0].type == "mixed"


def test_marks_and_edges_do_not_count():
    assert (
        f_of(
            made(("“The bridge is safe,”", "Lena Hobart"), ("the bridge had sunk by a foot.", "Tomas Breck")), "exact"
        )[2]
        == 1
    )


def test_a_word_less_is_not_exact_but_matches():
    predicted = made(("The bridge is", "Lena Hobart"), ("bridge had sunk by a foot", "Tomas Breck"))
    assert f_of(predicted, "exact")[2] == 0
    assert f_of(predicted, "match50")[2] == 1
    assert f_of(predicted, "soft") == pytest.approx((1, (3 / 4 + 6 / 7) / 2, 0.8908), abs=1e-3)


def test_less_than_half_does_not_match():
    assert f_of(made(("safe", "Lena Hobart")), "match50")[2] == 0


def test_the_source_needs_the_head():
    assert f_of(made(("The bridge is safe", "the mayor")), "joint", "direct")[2] == 0
    assert f_of(made(("The bridge is safe", "Hobart")), "joint", "direct")[2] == 1


def test_no_source_is_right_where_gold_has_none():
    unattributed = list(fragments(DOCUMENT, [([span("The bridge is safe")], [])]))
    assert unattributed[0].has_source_of(unattributed[0])
    assert not unattributed[0].has_source_of(GOLD[0])


def test_each_pairs_once_and_the_best_first():
    assert match([frozenset({1, 2, 3}), frozenset({1, 2})], [frozenset({1, 2, 3})], 0.5) == [(0, 0)]


def test_runs_that_blanks_part_are_one():
    low, high = span("The bridge"), span("is safe")
    assert len(list(fragments(DOCUMENT, [([low, high], [])]))) == 1
    assert len(list(fragments(DOCUMENT, [([span("The bridge"), span("safe")], [])]))) == 2
