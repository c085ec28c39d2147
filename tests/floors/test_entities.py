"""Entities: which names, over articles, are one person, body or place."""

import re

from tests.floors.gold import dataset_of, pair_scores, ratio, read_gold

ITEMS = 30  # of the 323 articles of data/gold/names, the first: as many as a test can read
NAMED, PRECISION, RECALL = 0.99, 0.99, 0.97  # measured: 302 of 302, 1190 of 1190, 1190 of 1214 pairs
MARK = re.compile(r"\[([A-Z_]+) ([^|\]]+)\|([^\]]+)\]")


def unmarked(marked):
    """Plain text, and (start, end) → entity of each name."""
    text, names, end = "", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        names[len(text), len(text) + len(mark[2])] = mark[3]
        text, end = text + mark[2], mark.end()
    return text + marked[end:], names


def test_who_is_who_over_articles(tmp_path):
    plain = [unmarked(item["text"]) for item in read_gold("names/articles.jsonl")[:ITEMS]]
    dataset = dataset_of([{"text": text} for text, _ in plain], tmp_path)
    rows = dataset.sql("""SELECT source_row, start_char, end_char, entity_id
        FROM mentions JOIN articles USING (article_id) WHERE kind = 'name'""").fetchall()
    entity_at = {(row, start, end): entity for row, start, end, entity in rows}
    gold = {(i, *span): entity for i, (_, names) in enumerate(plain) for span, entity in names.items()}
    found = {place: entity_at[place] for place in gold if entity_at.get(place)}
    assert ratio(len(found), len(gold)) >= NAMED
    precision, recall = pair_scores(found, {place: gold[place] for place in found})
    assert precision >= PRECISION
    assert recall >= RECALL
