"""Records and rejects: which text can be an article, what raised as a reason, and what of it is told."""

from __future__ import annotations

import pytest

from newsloom.transforms.inputs.records import (
    Bad,
    Draft,
    Field,
    ParseOptions,
    Reject,
    as_bad,
    draft_hash,
    or_reject,
    public_uri,
    reject,
    storable,
    text_problem,
    until_broken,
)

UNFORESEEN = "cannot be read as what it seems to be; is it whole?"


@pytest.mark.parametrize(
    ("label", "text", "reason"),
    [
        ("an article", "The board met.", None),
        ("nothing", "", "empty"),
        ("nothing to see", " \n\ufeff\u200b\xa0", "empty"),
        ("as long as may be", "a" * 1_000_000, None),
        ("longer", "a" * 1_000_001, "too_large"),
        ("nulls throughout", "a\0" * 50, "binary"),
        ("two controls of a hundred", "a" * 98 + "\x01" * 2, None),
        ("three controls of a hundred", "a" * 97 + "\x01" * 3, "binary"),
        ("two halves of a hundred", "a" * 98 + "\ud83d" * 2, None),
        ("three halves of a hundred", "a" * 97 + "\ud83d" * 3, "undecodable"),
        ("controls throughout", "a\x01" * 50, "binary"),
    ],
)
def test_which_text_can_be_an_article(label: str, text: str, reason: str | None) -> None:
    problem = text_problem(Draft(text), ParseOptions())
    assert (problem and problem.reason) == reason


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (Bad("empty", "no text"), "empty", "no text"),
        (FileNotFoundError(2, "No such file"), "unparseable", "cannot be read: No such file"),
        (ValueError("odd"), "unparseable", f"{UNFORESEEN} (ValueError: odd)"),
    ],
)
def test_what_raised_is_a_reason(error: Exception, reason: str, detail: str) -> None:
    bad = as_bad(error, "ab")
    assert (bad.reason, bad.detail, bad.raw_sha256) == (reason, detail, "ab")
    assert as_bad(Bad("empty", "no text", "cd"), "ab").raw_sha256 == "cd"


def test_what_came_before_an_error_stands() -> None:
    def outcomes():
        yield Draft("One.")
        raise ValueError("odd")

    first, bad = until_broken(outcomes(), "ab")
    assert isinstance(first, Draft) and first.text == "One."
    assert isinstance(bad, Bad) and bad.detail == f"{UNFORESEEN} (ValueError: odd)"


def test_one_that_raises_is_a_reject_of_its_own() -> None:
    assert or_reject(lambda: 7, "a.txt", 3, None) == 7
    assert or_reject(lambda: [][0], "a.txt", 3, "ab") == Reject(
        "a.txt", 3, "unparseable", f"{UNFORESEEN} (IndexError: list index out of range)", "ab"
    )


@pytest.mark.parametrize(("n", "told"), [(499, 499), (500, 500), (501, 500), (2_000, 500)])
def test_how_much_of_a_reason_is_told(n: int, told: int) -> None:
    assert len(reject(Bad("unparseable", "x" * n), "a.txt", 0).detail) == told


def test_no_secret_is_told() -> None:
    made = reject(
        Bad("unparseable", "at https://quay.example/a?token=hidden"), "https://quay.example/a?token=hidden", 0
    )
    assert "hidden" not in made.detail + made.source_uri
    assert public_uri("inputs/a?token=kept.txt") == "inputs/a?token=kept.txt"


@pytest.mark.parametrize(("value", "stored"), [("a\0b", "ab"), ("a\ud83d", "a\ufffd"), ("a\U0001f6a2", "a\U0001f6a2")])
def test_what_a_column_takes(value: str, stored: str) -> None:
    assert storable(value) == stored


def test_the_hash_of_a_record_is_of_what_it_says() -> None:
    one = Draft("A.", (Field("title", "T", "field"), Field("author", "B", "field")))
    other = Draft("A.", (Field("author", "B", "feed"), Field("title", "T", "field")))
    assert draft_hash(one) == draft_hash(other) != draft_hash(Draft("A."))
    assert draft_hash(Draft("A.", raw=b"x")) == draft_hash(Draft("B.", raw=b"x")) != draft_hash(Draft("A."))
