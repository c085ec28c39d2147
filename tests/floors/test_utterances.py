"""Utterances: which quotes, over outlets, report the same words."""

from benchmarks.utterances.alterations import make_pairs, read_alterations
from benchmarks.utterances.headlines import make_headlines, score_headlines
from tests.floors.gold import dataset_of, pair_scores, read_gold

PRECISION, RECALL = 0.95, 0.95  # measured: 8 of 8 pairs


def test_reports_of_the_same_words_are_one_utterance(tmp_path):
    items = read_gold("utterances/articles.jsonl")
    rows = dataset_of(items, tmp_path).sql(
        "SELECT source_row, utterance_id FROM quotes JOIN articles USING (article_id)"
    )
    found = {items[row]["id"]: utterance for row, utterance in rows.fetchall()}
    assert len(found) == len(items)
    precision, recall = pair_scores(found, {item["id"]: item["utterance"] for item in items})
    assert precision >= PRECISION
    assert recall >= RECALL


PAIRS = 10
SEEN = {"negation": "negation", "number": "number", "modal": "modal", "name": "name", "denial": "negation"}
LEAST_SEEN, LEAST_CONFLICTS = 9, 9  # measured: 10 of 10 each, and 10 (python -m benchmarks.utterances.alterations)


def test_alterations_are_seen_and_nothing_else_is(tmp_path):
    counts = read_alterations(tmp_path, make_pairs(PAIRS, seed=5), workers=1)
    for kind, change in SEEN.items():
        assert counts[kind]["joined"] >= 2 * LEAST_SEEN  # both reports of each pair
        assert counts[kind][change] >= LEAST_SEEN
    assert counts["conflict"]["conflict"] >= 2 * LEAST_CONFLICTS
    for kind in (*SEEN, "cut", "contraction"):
        assert not counts[kind]["conflict"]
    assert not set(counts["contraction"]) - {"joined", "conflict"}


HEADLINES, HEADLINE_F1 = 30, 0.9  # measured: 1.0 of 30, .99 of 200 (python -m benchmarks.utterances.headlines)


def test_headlines_are_read_beside_their_bodies(tmp_path):
    f1, _ = score_headlines(tmp_path, make_headlines(HEADLINES, seed=5))
    assert f1 >= HEADLINE_F1
