"""What the terms of an article weigh."""

import numpy as np
import pytest

from newsloom.transforms.stories.vectors import IN_LEAD, IN_TITLE, Idf, VectorOptions, article_vectors, term_ids
from newsloom.transforms.text.word_hashes import hash_words
from tests.memory import IDF

LATE = " ".join(f"filler{i}" for i in range(100)) + " "  # behind the lead
REFERENCE = "gauge"  # once, behind the lead: 1 / (1 + 3)


def share(text, word, title=None):
    """The weight of a word in a text, over that of one that stands once behind the lead."""
    vectors = article_vectors([f"{LATE}{REFERENCE} {text}"], IDF, VectorOptions(size=1000), [title])
    weights = dict(zip(vectors.terms.tolist(), vectors.weights.tolist(), strict=True))
    one, other = term_ids(hash_words([f"{word} {REFERENCE}"]).hashes).tolist()
    return weights.get(one, 0.0) / weights[other]


def weight(count):
    return (count / (count + 3)) / (1 / 4)


WEIGHTS = [
    # label, text behind the lead, word, title, how many times it counts
    ("once", "harbour", "harbour", None, 1),
    ("twice", "harbour harbour", "harbour", None, 2),
    ("in the lead", "", "filler99", None, 3),
    ("a capital", "Harbour", "harbour", None, 1.5),
    ("a number", "42", "42", None, 0.5),
    ("a number in a title", "", "42", "42", 4),
    ("in the title", "harbour", "harbour", "harbour", 9),
    ("a stop word", "because", "because", None, 0),
    ("one letter", "x", "x", None, 0),
]


@pytest.mark.parametrize(("text", "word", "title", "count"), [r[1:] for r in WEIGHTS], ids=[r[0] for r in WEIGHTS])
def test_how_many_times_a_word_counts(text, word, title, count):
    assert share(text, word, title) == pytest.approx(weight(count), rel=1e-4)


def test_the_lead_is_a_hundred_words():
    assert share("", REFERENCE) == 1  # the 101st
    assert share("", "filler99") == pytest.approx(2)


def test_the_rare_counts_for_more():
    hashes = term_ids(hash_words(["rare common"]).hashes)
    order = np.argsort(hashes)
    idf = Idf(hashes[order], np.array([9, 99], dtype=np.uint16)[order], 999)
    vectors = article_vectors(["rare common"], idf)
    weights = dict(zip(vectors.terms.tolist(), vectors.weights.tolist(), strict=True))
    rare, common = (weights[term] for term in hashes.tolist())
    assert rare / common == pytest.approx((np.log(100) / np.log(10)) ** 1.75, rel=1e-4)


def test_seen_documents_make_a_term_more_common():
    terms = np.array([1, 7], dtype=np.uint32)
    assert IDF.weight(terms, np.array([3, 0]), 4999).tolist() == pytest.approx(np.log([10000 / 5, 10000]).tolist())


def test_a_hundred_and_twenty_eight_terms_of_length_one_are_kept():
    vectors = article_vectors([" ".join(f"w{i}" for i in range(300)), ""], IDF)
    assert np.diff(vectors.offsets).tolist() == [128, 0] and len(vectors) == 2
    assert np.linalg.norm(vectors.weights) == pytest.approx(1, rel=1e-5)


def test_where_a_term_stands():
    vectors = article_vectors([f"{LATE}tide gauge"], IDF, VectorOptions(size=1000), ["Gauge pier"])
    places = dict(zip(vectors.terms.tolist(), vectors.places.tolist(), strict=True))
    terms = term_ids(hash_words(["filler99 tide gauge pier"]).hashes).tolist()
    assert [places[term] for term in terms] == [IN_LEAD, 0, IN_LEAD | IN_TITLE, IN_LEAD | IN_TITLE]
