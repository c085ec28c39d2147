"""Copies that very many articles have nearly; matching by buckets; dates without a time."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsloom.transforms.reuse.blocking.mass_reprints import MassReprintOptions
from tests.memory import SMALL_CAP, Stored, articles, small_stream, words

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


def test_a_footer_makes_no_mass_reprint():
    rng = random.Random(2)
    footer = words(rng, 70)
    stored = stored_in_runs([words(rng, rng.randint(80, 150)) + "\n" + footer for _ in range(40)], 10)
    assert not [row for row in closer(stored) if any(f"'{relation}'" in row for relation in COPIED)]


def test_buckets_matched_by_themselves_give_what_one_go_gives():
    texts = small_stream(3, 24)
    by_bucket = replace(SMALL_CAP, copies=replace(SMALL_CAP.copies, few_prints=0))
    assert_same(stored_in_runs(texts, 12), stored_in_runs(texts, 12, by_bucket))
