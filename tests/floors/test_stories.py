"""Stories: which articles tell the same event."""

from tests.floors.gold import dataset_of, pair_scores, read_gold

PRECISION, RECALL = 0.95, 0.95  # measured: 10 of 10 pairs


def test_articles_of_one_event_are_one_story(tmp_path):
    items = read_gold("stories/articles.jsonl")
    rows = dataset_of(items, tmp_path).read("articles", ["source_row", "story_id"])
    found = {items[row.source_row]["id"]: row.story_id for row in rows.itertuples()}
    precision, recall = pair_scores(found, {item["id"]: item["event"] for item in items})
    assert precision >= PRECISION
    assert recall >= RECALL
