"""Copies that very many articles have nearly; matching by buckets; dates without a time."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsloom.transforms.reuse.blocking.equal_texts import star_pairs
from newsloom.transforms.reuse.blocking.mass_reprints import MassReprintOptions
from tests.memory import NOW, SMALL_CAP, Stored, articles, crowded_stream, small_stream, words

COPIED = ("near", "contained", "exact", "revision")


def edited(rng, text, changes):
    """The text with some words replaced and an opening of its own."""
    kept = text.split()
    for _ in range(changes):
        kept[rng.randrange(len(kept))] = words(rng, 1)
    return words(rng, rng.randint(0, 12)) + "\n" + " ".join(kept)


def mass_reprint(seed, count, others=10):
    """One report, lightly edited by many; and some articles besides."""
    rng = random.Random(seed)
    report = words(rng, 150)
    texts = [edited(rng, report, 6) for _ in range(count)] + small_stream(seed, others)
    rng.shuffle(texts)
    return texts


def stored_in_runs(texts, size, options=SMALL_CAP, **columns):
    stored = Stored(options)
    new = articles(texts, **columns)
    for first in range(0, new.num_rows, size):
        stored.run(new.slice(first, size))
    return stored


def closer(stored):
    return [row for row in stored.rows("article_pairs") if "same_story" not in row]


def assert_same(one, two):
    assert closer(one) == closer(two)
    assert one.rows("shared_passages") == two.rows("shared_passages")
    facts = ("article_id", "duplicate_of", "duplicate_kind", "version_of")
    assert one.rows("articles", *facts) == two.rows("articles", *facts)


@pytest.mark.parametrize("dated", [True, False])
def test_every_article_of_a_mass_reprint_is_a_copy_of_the_first(dated):
    texts = mass_reprint(1, 60, others=0)
    at = [datetime(2025, 2, 1, i // 60, i % 60, tzinfo=UTC) if dated else None for i in range(len(texts))]
    stored = stored_in_runs(texts, 60, published_at=at)
    rows = stored.tables["articles"].to_pylist()
    first = rows[0] if dated else min(rows, key=lambda row: (-len(row["text"].split()), row["article_id"]))
    assert {row["duplicate_of"] for row in rows if row != first} == {first["article_id"]}
    assert len(closer(stored)) <= len(texts) * MassReprintOptions().sketch_size * MassReprintOptions().representatives


@given(st.integers(0, 10_000), st.integers(5, 20), st.booleans())
@example(5, 7, True)
@settings(max_examples=2, deadline=None)
def test_a_mass_reprint_is_the_same_in_any_runs(seed, size, dated):
    texts = mass_reprint(seed, 24, 6)
    order = random.Random(seed).sample(range(len(texts)), len(texts))
    at = [datetime(2025, 2, 1 + i % 20, i // 20, tzinfo=UTC) if dated else None for i in order]
    assert_same(stored_in_runs(texts, len(texts), published_at=at), stored_in_runs(texts, size, published_at=at))


PRINTED_BY = 10  # outlets, more than represent a text against any other


@pytest.mark.parametrize("size", [1, 4, 11])
def test_each_outlet_that_prints_what_all_print_has_its_own_later_version(size):
    rng = random.Random(6)
    text = words(rng, 120)
    outlets = [f"calder{i}.example" for i in range(PRINTED_BY)]
    for late in range(PRINTED_BY):
        stored = stored_in_runs(
            [*[text] * PRINTED_BY, f"{text} {words(rng, 30)}"],
            size,
            options=None,
            outlet_domain=[*outlets, outlets[late]],
            published_at=[NOW - timedelta(hours=9)] * PRINTED_BY + [NOW],
            title=["Tide holds the ferry"] * (PRINTED_BY + 1),
        )
        rows = stored.tables["articles"].to_pylist()
        assert [row["version_of"] for row in rows] == [None] * PRINTED_BY + [rows[late]["article_id"]]


def test_a_headline_changes_at_one_address_whoever_else_has_the_text():
    titles = ["Tide holds the ferry"] * PRINTED_BY + ["Ferry held"]
    for late in range(PRINTED_BY):
        urls = [f"https://calder{i}.example/tide" for i in (*range(PRINTED_BY), late)]
        stored = stored_in_runs(
            ["The tide was high at noon and the ferry did not sail from the old pier."] * (PRINTED_BY + 1),
            5,
            options=None,
            url=urls,
            published_at=[NOW - timedelta(hours=9)] * PRINTED_BY + [NOW],
            title=titles,
        )
        rows = stored.tables["articles"].to_pylist()
        assert [row["version_of"] for row in rows] == [None] * PRINTED_BY + [rows[late]["article_id"]]


@pytest.mark.parametrize(("seed", "size"), [(8, 15), (28, 1), (31, 1), (34, 3)])
def test_what_many_outlets_print_and_change_is_the_same_in_any_runs(seed, size):
    """Each of these streams came out otherwise while only stored pairs told which texts to pair anew."""
    new = crowded_stream(seed)
    order = random.Random(seed).sample(range(new.num_rows), new.num_rows)
    whole, split = Stored(SMALL_CAP), Stored(SMALL_CAP)
    whole.run(new)
    for first in range(0, len(order), size):
        split.run(new.take(order[first : first + size]))
    assert_same(whole, split)
    assert "revision" in whole.tables["article_pairs"]["relation"].to_pylist()


def test_versions_of_a_flood_are_as_many_as_its_articles():
    """Of texts that nearly all outlets have nearly, each article is paired with the versions of its own outlet."""
    rng = random.Random(3)
    report, n_texts, n_outlets = words(rng, 80), 4, 40
    texts = [text for text in (edited(rng, report, 3) for _ in range(n_texts)) for _ in range(n_outlets)]
    outlets = [f"calder{i}.example" for i in range(n_outlets)] * n_texts
    stored = stored_in_runs(texts, 50, options=None, outlet_domain=outlets)
    members, n_text_pairs = 8, n_texts * (n_texts - 1) // 2
    exact = n_texts * len(star_pairs(range(n_outlets), members))
    assert len(closer(stored)) <= n_text_pairs * (members**2 + n_outlets) + exact


def test_a_footer_makes_no_mass_reprint():
    rng = random.Random(2)
    footer = words(rng, 70)
    stored = stored_in_runs([words(rng, rng.randint(80, 150)) + "\n" + footer for _ in range(40)], 10)
    assert not [row for row in closer(stored) if any(f"'{relation}'" in row for relation in COPIED)]


def test_buckets_matched_by_themselves_give_what_one_go_gives():
    texts = small_stream(3, 24)
    by_bucket = replace(SMALL_CAP, copies=replace(SMALL_CAP.copies, few_prints=0))
    assert_same(stored_in_runs(texts, 12), stored_in_runs(texts, 12, by_bucket))
