"""Utterances: which quotes, over outlets, report the same words."""

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
