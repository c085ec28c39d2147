"""From which measures on a pair has a relation: each threshold at its value and just below it."""

import numpy as np
import pytest

from newsloom.transforms.reuse.background.shared_by_two import Spread
from newsloom.transforms.reuse.blocking.candidates import Overlap
from newsloom.transforms.reuse.coverage import Coverage
from newsloom.transforms.reuse.relations import (
    RelationOptions,
    is_alike,
    is_background,
    is_contained,
    is_figure,
    is_put_together,
    is_template,
    slot_counts,
)
from newsloom.transforms.text.word_hashes import hash_words

OPTIONS = RelationOptions()
ONE = np.array([0]), np.array([1])


def overlap(containment, jaccard=0.06, shared=4, other=0.0, longest=59):
    values = (jaccard, containment, other, shared, longest)
    return Overlap(*(np.array([value]) for value in values))


ALIKE = [
    # label, containment, jaccard, shared, reuse outside quotes, share of paragraphs that have any, expected
    ("a quarter is in the other", 0.25, 0.06, 4, 0.1, 0.5, True),
    ("less than a quarter", 0.24, 0.06, 4, 0.1, 0.5, False),
    ("the longer text has much besides", 0.25, 0.059, 4, 0.1, 0.5, False),
    ("few shingles", 0.25, 0.06, 3, 0.1, 0.5, False),
    ("all but the quotes is new", 0.25, 0.06, 4, 0.09, 0.5, False),
    ("in one place of it", 0.25, 0.06, 4, 0.1, 0.49, False),
    ("half is in the other, whatever that has besides", 0.5, 0.01, 4, 0.0, 0.0, True),
    ("not quite half", 0.49, 0.01, 4, 0.0, 0.0, False),
    ("half of very little", 0.5, 0.01, 3, 0.0, 0.0, False),
]


def coverage(own, spread, longest=10):
    return Coverage(*(np.array([value]) for value in (own, spread, longest)))


@pytest.mark.parametrize(("containment", "jaccard", "shared", "own", "spread", "expected"), [row[1:] for row in ALIKE])
def test_alike(containment, jaccard, shared, own, spread, expected):
    assert is_alike(overlap(containment, jaccard, shared), coverage(own, spread), OPTIONS).tolist() == [expected]


PUT_TOGETHER = [
    # label, containment, Jaccard, reuse outside quotes, words of the longest run, of that outside quotes, expected
    ("edited throughout", 0.49, 0.1, 0.1, 59, 10, False),
    ("a paragraph is as it was", 0.49, 0.1, 0.1, 60, 10, True),
    ("names and set phrases beside quotes", 0.49, 0.1, 0.1, 59, 9, True),
    ("half is in the other, paragraphs", 0.5, 0.1, 0.1, 60, 10, False),
    ("half is in the other, quotes", 0.5, 0.09, 0.1, 59, 9, False),
    ("little of a long text, edited throughout", 0.49, 0.09, 0.2, 31, 10, False),
    ("little of it, and that a sentence", 0.49, 0.09, 0.2, 32, 10, True),
    ("little of it, and that mostly quotes", 0.49, 0.09, 0.19, 31, 10, True),
]


@pytest.mark.parametrize(
    ("containment", "jaccard", "own", "longest", "longest_own", "expected"),
    [row[1:] for row in PUT_TOGETHER],
    ids=[r[0] for r in PUT_TOGETHER],
)
@pytest.mark.parametrize("of_the_first", [True, False])
def test_put_together(containment, jaccard, own, longest, longest_own, expected, of_the_first):
    sides = (containment, 0.0) if of_the_first else (0.0, containment)
    measures = overlap(sides[0], jaccard, other=sides[1], longest=longest)
    assert is_put_together(measures, coverage(own, 0.5, longest_own), OPTIONS).tolist() == [expected]


def test_containment_is_that_of_either_text():
    measures = overlap(0.0, other=0.5)
    assert is_alike(measures, coverage(0.1, 0.5), OPTIONS).all()
    assert is_contained(measures, OPTIONS).all()
    assert not is_background(measures, Spread(np.array([0.5]), np.array([0.0])), OPTIONS).any()


BACKGROUND = [
    # label, containment, besides what both end with, besides one paragraph too, expected
    ("a paragraph and hardly anything else", 0.49, 0.4, 0.069, True),
    ("more than a paragraph", 0.49, 0.4, 0.07, False),
    ("half of the text is no paragraph", 0.5, 0.4, 0.0, False),
    ("a footer and hardly anything else", 0.59, 0.069, 0.4, True),
    ("more than a footer", 0.59, 0.07, 0.4, False),
    ("most of the text is no footer", 0.6, 0.0, 0.4, False),
]


@pytest.mark.parametrize(("containment", "above", "beyond", "expected"), [row[1:] for row in BACKGROUND])
def test_background(containment, above, beyond, expected):
    spread = Spread(np.array([above]), np.array([beyond]))
    assert is_background(overlap(containment), spread, OPTIONS).tolist() == [expected]


@pytest.mark.parametrize(("a", "b", "expected"), [(0.5, 0.49, True), (0.49, 0.1, False), (0.5, 0.5, False)])
def test_contained(a, b, expected):
    assert is_contained(overlap(a, other=b), OPTIONS).tolist() == [expected]


def form(same, different, size, fillings=("7", "1", "2")):
    """Two texts of one form of `size` words, with so many places whose fillings are the same, and that differ."""
    texts = []
    for side in (1, 2):
        words = [f"word{i}" for i in range(size)]
        for i in range(same + different):
            words[2 + 2 * i] = fillings[0] if i < same else fillings[side]
        texts.append(" ".join(words))
    return hash_words(texts)


TEMPLATES = [
    # label, places that agree, that differ, words that are aligned, expected
    ("two places", 0, 2, 30, True),
    ("the only place", 0, 1, 30, True),
    ("one of two places", 1, 1, 30, False),
    ("fifteen in a hundred places", 11, 2, 100, True),
    ("fewer", 12, 2, 100, False),
    ("fifteen in a thousand words", 0, 2, 133, True),
    ("fewer of a long text", 0, 2, 134, False),
    ("all places agree", 3, 0, 30, False),
]


@pytest.mark.parametrize(("agree", "differ", "aligned", "expected"), [row[1:] for row in TEMPLATES])
def test_template(agree, differ, aligned, expected):
    words = form(agree, differ, aligned + 2)
    assert [int(count[0]) for count in slot_counts(words, *ONE, words.numeric)] == [agree, differ, aligned]
    assert is_template(words, *ONE, OPTIONS).tolist() == [expected]


@pytest.mark.parametrize(("agree", "differ", "expected"), [(3, 2, True), (4, 2, False), (0, 1, True)])
def test_names_make_a_template_where_more_of_them_differ(agree, differ, expected):
    words = form(agree, differ, 30, ("Calder", "Lowdale", "Highmoor"))
    assert is_template(words, *ONE, OPTIONS).tolist() == [expected]


SLOTS = [
    # label, text a, text b, same, different, aligned words
    ("six words around a number", "p1 p2 p3 7 p4 p5", "p1 p2 p3 9 p4 p5", 0, 1, 4),
    ("five are too few", "p1 p2 7 p3 p4", "p1 p2 9 p3 p4", 0, 0, 0),
    ("a number at the edge", "7 p1 p2 p3 p4 p5", "9 p1 p2 p3 p4 p5", 0, 0, 4),
    ("a day is a number", "p1 p2 p3 Monday p4 p5", "p1 p2 p3 Friday p4 p5", 0, 1, 4),
    ("a word is none", "p1 p2 p3 noon p4 p5 p6 p7 p8", "p1 p2 p3 dusk p4 p5 p6 p7 p8", 0, 0, 0),
    ("said twice: the longest counts", "p1 p2 p3 7 p4 p5 p6", "p1 p2 p3 7 p4 p5 q1 q2 p1 p2 p3 9 p4 p5 p6", 0, 1, 5),
]


@pytest.mark.parametrize(("a", "b", "same", "different", "aligned"), [row[1:] for row in SLOTS])
def test_places_of_a_form(a, b, same, different, aligned):
    both = np.array([0, 1, 0]), np.array([1, 0, 1])  # the pair, turned round, and once more
    words = hash_words([a, b])
    counts = slot_counts(words, *both, is_figure(words))
    assert [count.tolist() for count in counts] == [[same] * 3, [different] * 3, [aligned] * 3]


NAMES = [
    # label, two texts, whether they fill one form
    (
        "two fires",
        "Fire destroyed a grain store in Lowdale on Monday night, and forty men worked until dawn to save a school.",
        "Fire destroyed a paper store in Highmoor on Monday night, and thirty men worked until dawn to save a school.",
        True,
    ),
    (
        "one fire, told again",
        "Fire destroyed a grain store in Lowdale on Monday night, and forty men worked until dawn to save a school.",
        "Calder: fire destroyed a grain store in Lowdale on Monday night, and forty men toiled until dawn to save it.",
        False,
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_names_that_differ_make_a_template(a, b, expected):
    assert is_template(hash_words([a, b]), *ONE, OPTIONS).tolist() == [expected]
