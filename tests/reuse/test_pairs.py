"""Pairs compared in full: revisions, passages in quotation marks, what is boilerplate on either side."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.blocking.fingerprints import text_keys
from newsloom.transforms.reuse.matches import Matches
from newsloom.transforms.reuse.pairs import (
    PairOptions,
    _among_pairs,
    _sides,
    compare_pairs,
    describe_equal_pairs,
    prepare_articles,
)
from newsloom.transforms.text.word_hashes import hash_words

NONE = np.zeros(0, dtype=np.uint64)
PAIR = np.array([0]), np.array([1])
IDS = {name: f"a_{ord(name):016x}" for name in "abcd"}
EVE, DAY, NOON = (datetime(2025, *at, tzinfo=UTC) for at in ((2, 28), (3, 1), (3, 1, 12)))


def article(name="a", text="", at=DAY, outlet="calder.example", url=None, day_only=False):
    return Article(IDS[name], text, NOON, at, outlet=outlet, url=url, day_only=day_only)


def numbered(name, count):
    return " ".join(f"{name}{i}" for i in range(count))


def quoting(quoted):
    """Two articles with a passage of twenty words in common, so many of them inside quotation marks."""
    passage = f"“{numbered('q', quoted)}” {numbered('r', 20 - quoted)}"
    return [article(name, f"{numbered(name, 60)} {passage} {numbered(name + 'z', 60)}") for name in "ab"]


@pytest.mark.parametrize(("quoted", "expected"), [(20, True), (18, True), (17, False)])
def test_a_passage_is_in_a_quote_if_nine_tenths_of_it_are(quoted, expected):
    prepared = prepare_articles(quoting(quoted), NONE, NONE, PairOptions())
    rows, passages = compare_pairs(prepared, np.array([0]), np.array([1]), PairOptions())
    assert rows["relation"].to_pylist() == ["shared_passage"]
    assert passages["in_quote"].to_pylist() == [expected]
    assert passages["n_words"].to_pylist() == [20]


def test_quotation_marks_are_looked_for_only_where_pairs_have_enough_in_common():
    close = quoting(18)
    far = [
        article("c", f"{numbered('c', 60)} {numbered('r', 19)}"),
        article("d", f"{numbered('d', 60)} {numbered('r', 19)}"),
    ]
    prepared = prepare_articles([*close, *far], NONE, NONE, PairOptions())
    rows, _ = compare_pairs(prepared, np.array([0, 2]), np.array([1, 3]), PairOptions())
    assert rows.select(["article_id_a", "article_id_b"]).to_pylist() == [
        {"article_id_a": IDS["a"], "article_id_b": IDS["b"]}
    ]
    assert ["quoted_spans" in vars(one) for one in (*close, *far)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("shared", "outlet", "expected"),
    [(72, "calder.example", "contained"), (71, "calder.example", "shared_passage"), (71, "moor.example", "contained")],
)
def test_within_an_outlet_a_copy_has_seven_tenths(shared, outlet, expected):
    """Of the hundred shingles of the shorter text so many less two are in the longer one."""
    block = numbered("s", shared)
    texts = f"{block} {numbered('a', 102 - shared)}", f"{block} {numbered('b', 300)}"
    both = [article("a", texts[0]), article("b", texts[1], outlet=outlet)]
    rows, _ = compare_pairs(prepare_articles(both, NONE, NONE, PairOptions()), *PAIR, PairOptions())
    assert rows["relation"].to_pylist() == [expected]


@pytest.mark.parametrize("side", ["a", "b", "ab"])
@pytest.mark.parametrize(
    ("covered", "left"),
    [
        ([], [(0, 20)]),
        ([(0, 20)], []),
        ([(0, 16)], []),
        ([(0, 15)], [(15, 5)]),
        ([(15, 20)], [(0, 15)]),
        ([(7, 9)], [(0, 7), (9, 11)]),
        ([(4, 10), (15, 16)], [(10, 5)]),
    ],
)
def test_words_that_are_boilerplate_on_either_side_are_cut_out_of_runs(side, covered, left):
    words = hash_words([numbered("w", 20)] * 2)
    boilerplate = np.zeros(40, dtype=bool)
    for number, (first, end) in enumerate(covered):  # by turns where both sides have some
        at = 20 * (side == "b" or (side == "ab" and number % 2))
        boilerplate[at + first : at + end] = True
    run = Matches(*(np.array([value]) for value in (0, 0, 0, 20)))
    runs = _sides(run, words, np.array([0]), np.array([1]), boilerplate)
    assert [*zip(runs.a_starts.tolist(), runs.lengths.tolist(), strict=True)] == left
    assert (runs.a_starts == runs.b_starts).all() and not runs.pairs.any()


def test_runs_without_boilerplate_stay_among_those_that_are_cut():
    words = hash_words([numbered("w", 20), numbered("w", 20), numbered("v", 9)])
    boilerplate = np.zeros(49, dtype=bool)
    boilerplate[6:8] = True
    runs = Matches(*map(np.array, ([0, 1, 1], [0, 3, 10], [0, 0, 10], [20, 3, 8])))
    cut = _sides(runs, words, np.array([0, 1]), np.array([1, 0]), boilerplate)
    rows = zip(cut.pairs.tolist(), cut.a_starts.tolist(), cut.b_starts.tolist(), cut.lengths.tolist(), strict=True)
    assert [*rows] == [(0, 0, 0, 6), (0, 8, 8, 12), (1, 3, 0, 3), (1, 10, 10, 8)]


@pytest.mark.parametrize(
    ("days", "other", "inside", "expected"),
    [
        (30, "calder.example", 0, []),
        (29, "calder.example", 0, ["shared_passage"]),
        (-30, "calder.example", 0, []),
        (30, "ashby.example", 0, ["shared_passage"]),
        (30, None, 0, ["shared_passage"]),
        (None, "calder.example", 0, ["shared_passage"]),
        (30, "calder.example", 20, ["shared_passage"]),
    ],
)
def test_what_an_outlet_prints_again_after_a_month_is_no_reuse(days, other, inside, expected):
    one, two = (text.text for text in quoting(inside))
    at = None if days is None else DAY + timedelta(days=days)
    articles = [article("a", one), article("b", two, at=at, outlet=other)]
    prepared = prepare_articles(articles, NONE, NONE, PairOptions())
    rows, passages = compare_pairs(prepared, np.array([0]), np.array([1]), PairOptions())
    assert rows["relation"].to_pylist() == expected
    assert passages.num_rows == len(expected)


def test_pairs_are_known_by_their_keys_in_either_order():
    words = hash_words(["one", "two", "three"])
    keys = text_keys(words).tolist()
    a, b = np.array([0, 1, 0]), np.array([1, 0, 2])
    assert _among_pairs(words, a, b, {(min(keys[:2]), max(keys[:2]))}).tolist() == [True, True, False]
    assert _among_pairs(words, a, b, set()).tolist() == [False] * 3


def test_a_pair_of_one_text_is_exact():
    both = [article(name, f"“{numbered('q', 10)}” {numbered('r', 20)}") for name in "ab"]
    rows, passages = describe_equal_pairs([(IDS["a"], IDS["b"])], both, PairOptions())
    assert rows.select(["relation", "jaccard", "containment_a", "score", "longest_run_words"]).to_pylist() == [
        {"relation": "exact", "jaccard": 1, "containment_a": 1, "score": 1, "longest_run_words": 30}
    ]
    assert rows["reuse_outside_quotes"].to_pylist() == [pytest.approx(2 / 3)]
    assert passages.select(["a_start", "n_words", "in_quote"]).to_pylist() == [
        {"a_start": 1, "n_words": 30, "in_quote": False}
    ]


@pytest.mark.parametrize(("url", "other", "expected"), [("u", "u", "revision"), ("u", "v", "template")])
def test_a_filled_form_at_one_address_is_a_revision(url, other, expected):
    form = " ".join(f"{numbered(f'w{i}', 9)} {{{i}}} cattle were sold" for i in range(8))
    texts = form.format(*range(10, 18)), form.format(*range(30, 38))
    both = [article(name, text, url=at) for name, text, at in zip("ab", texts, (url, other), strict=True)]
    rows, _ = compare_pairs(
        prepare_articles(both, NONE, NONE, PairOptions()), *map(np.array, ([0], [1])), PairOptions()
    )
    assert rows["relation"].to_pylist() == [expected]
