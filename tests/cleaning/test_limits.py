"""What an article may hold: more is a reject that says what, how much and how much it may be."""

import datetime as dt

import pytest
import spacy

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.annotation.features import word_piece
from newsloom.transforms.annotation.parsed import LONGEST_WORD, portions, words_of
from newsloom.transforms.cleaning.clean import CleanArticle, CleanOptions, clean_record
from newsloom.transforms.cleaning.limits import over_limit, under_limit
from newsloom.transforms.inputs.records import RawRecord, Reject

OPTIONS = CleanOptions(max_words=200, max_paragraphs=20)
SENTENCE = "The council met on Monday and voted for the new bridge. "


def outcome(text: str) -> CleanArticle | Reject:
    record = RawRecord("u", 0, "n", "0" * 64, text)
    return clean_record(record, OPTIONS, load_assets().char_model, now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        (SENTENCE * 10, None),
        (SENTENCE * 20, "annotation: 240 words and marks; more than max_words = 200"),
        ("(a(b" * 60, "annotation: 240 words and marks; more than max_words = 200"),
        ("\n\n".join(["A vote."] * 21), "annotation: 21 paragraphs; more than max_paragraphs = 20"),
    ],
)
def test_too_large(text: str, detail: str | None) -> None:
    found = outcome(text)
    reject = (found.reason, found.detail) if isinstance(found, Reject) else None
    assert reject == (None if detail is None else ("too_large", detail))


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("The vote is on.", "4 words; min_words is 5"),
        ("Gone!", "1 word; min_words is 5"),
        ("The vote is on – now.", None),
    ],
)
def test_too_short(text: str, detail: str | None) -> None:
    assert under_limit(text, OPTIONS) == detail


def test_the_longest_features_are_far_below_the_limits() -> None:
    assert over_limit(SENTENCE * 6_000, CleanOptions()) is None  # 340,000 characters of prose


@pytest.mark.parametrize("run", ["(" * 1_000, "ab" * 1_000, "a." * 700 + " b", "x " + "’s" * 900 + " y z"])
def test_a_long_run_is_cut_and_stays_what_it_is(run: str) -> None:
    doc = words_of(run, spacy.blank("en"))
    assert doc.text == run
    assert max(map(len, doc)) <= LONGEST_WORD


def test_words_of_ordinary_length_are_the_tokenizers() -> None:
    nlp = spacy.blank("en")
    text = "He said: “It's on https://example.com/" + "a-b/" * 60 + "?x=1, Mr. Lee.”"
    assert [token.text for token in words_of(text, nlp)] == [token.text for token in nlp(text)]


def test_pieces_of_a_long_word_take_the_longest_that_the_vocabulary_has() -> None:
    pieces = word_piece(["[UNK]", "[CLS]", "[SEP]", "ab", "##ab", "##abab", "a"])
    assert pieces.pieces("ab" * 4) == (3, 5, 4)
    assert pieces.pieces("ab" * 4 + "z") == (0,)


def test_portions_are_bounded_by_number_and_by_size() -> None:
    assert list(portions([1, 2, 3], 2, lambda n: n)) == [[1, 2], [3]]
    big = 400_000
    assert list(portions([big, big, 5, 2 * big, 1], 10, lambda n: n)) == [[big], [big, 5], [2 * big], [1]]


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a " * 80_000, True), ("a " * 80_001, False), ("a\n" * 25_000, True), ("a\n" * 25_001, False)],
)
def test_what_an_article_may_hold(text: str, fits: bool) -> None:
    assert (over_limit(text, CleanOptions()) is None) == fits
