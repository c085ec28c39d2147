"""Passages: whether they lie inside quotation marks, by the words of a text; which of many runs are kept."""

import json

import numpy as np
import pytest

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.matches import Matches, Texts, find_matches
from newsloom.transforms.reuse.passages import PassageOptions, quoted_words, select_passages
from newsloom.transforms.text.word_hashes import hash_words
from tests.conftest import CASE_FILES
from tests.memory import NOW

CASES = json.loads((CASE_FILES / "quoted.json").read_text())


def quoted(text):
    words = hash_words([text])
    inside = quoted_words([Article("a_1", text, NOW)], words, [0])
    return " ".join(text[a:b] for a, b, yes in zip(words.starts, words.ends, inside, strict=True) if yes)


def case(row):
    marks = [pytest.mark.xfail(strict=True, reason=row["fails"])] if "fails" in row else []
    return pytest.param(row["text"], row["quoted"], id=row["label"], marks=marks)


@pytest.mark.parametrize(("text", "expected"), [case(row) for row in CASES])
def test_words_inside_quotation_marks(text, expected):
    assert quoted(text) == expected


def passages(a, b, options=PassageOptions()):  # noqa: B008
    found = find_matches(Texts(hash_words([a, b])), np.array([0]), np.array([1]))
    kept = select_passages(found, options)
    return list(zip(kept.a_starts.tolist(), kept.b_starts.tolist(), kept.lengths.tolist(), strict=True))


def numbered(name, count):
    return " ".join(f"{name}{i}" for i in range(count)) + " "


PARAGRAPH, OTHER = numbered("p", 40), numbered("o", 60)
REPEATED = [
    ("an article that quotes itself", PARAGRAPH + OTHER + PARAGRAPH, PARAGRAPH, [(0, 0, 40), (100, 0, 40)]),
    ("a paragraph again and again", (PARAGRAPH + OTHER) * 2, OTHER, [(40, 0, 60), (140, 0, 60)]),
    ("both again and again", PARAGRAPH * 3, PARAGRAPH * 2, [(0, 0, 80), (40, 0, 80)]),
    ("too short", numbered("p", 19) + OTHER, numbered("p", 19) + "end", []),
]


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in REPEATED], ids=[row[0] for row in REPEATED])
def test_every_place_of_a_repeated_passage_is_there(a, b, expected):
    assert passages(a, b) == expected
    assert sorted((i, j, n) for j, i, n in passages(b, a)) == expected


def test_one_word_over_and_over_has_few_passages():
    found = passages("la " * 60_000, "la " * 50_000)
    assert len(found) == PassageOptions().places
    assert max(length for _, _, length in found) == 50_000


def test_the_longest_passages_of_a_pair_are_kept():
    texts = ["".join(numbered(f"x{i}y", 20 + i) + f"{side} " for i in range(9)) for side in ("left", "right")]
    assert [length for _, _, length in passages(*texts, PassageOptions(per_pair=3))] == [26, 27, 28]


def lengths_kept(starts_a, starts_b, lengths):
    runs = Matches(np.zeros(len(lengths), dtype=np.int64), *map(np.array, (starts_a, starts_b, lengths)))
    return len(select_passages(runs, PassageOptions()).lengths)


LIMITS = [
    # label, starts in a, starts in b, words, passages
    ("twenty words", [0], [0], [20], 1),
    ("nineteen", [0], [0], [19], 0),
    ("two thousand of a pair", range(2001), range(2001), [20] * 2001, 2000),
    ("twenty places of one", range(21), [0] * 21, [20] * 21, 20),
    ("twenty places of one in the other", [0] * 21, range(21), [20] * 21, 20),
]


@pytest.mark.parametrize(("a", "b", "lengths", "expected"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_limits(a, b, lengths, expected):
    assert lengths_kept(a, b, lengths) == expected
