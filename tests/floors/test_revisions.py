"""Revisions: what was changed between two versions of an article."""

from benchmarks.revisions.ledger import CHANGES, f1, score_pairs

PAIRS = 30
ALL, EACH = 0.95, 0.85  # measured: .987 of 300 pairs, the least of a kind .94 (python -m benchmarks.revisions.ledger)


def test_made_changes_are_listed_and_nothing_else_is(tmp_path):
    made, listed, right, _ = score_pairs(tmp_path, PAIRS, seed=7)
    assert f1(made.total(), listed.total(), right.total()) >= ALL
    for kind in CHANGES:
        assert f1(made[kind], listed[kind], right[kind]) >= EACH, kind
