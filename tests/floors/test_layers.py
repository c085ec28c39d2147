"""Layers of speech: who said it, and through whom it came, sentence by sentence."""

import pytest

from newsloom import find_quotes
from tests.floors.gold import ratio, read_gold

SPEAKERS, VIA = 0.95, 0.95  # measured: 59 of 60 each; the sentences were written by those who wrote the rules


@pytest.fixture(scope="module")
def pairs():
    """(gold, the row that shares most of its words with the gold content, or None)."""
    items = read_gold("speakers/layers.jsonl")
    text = "\n".join(item["text"] for item in items)
    rows = find_quotes(text).astype(object)
    rows = rows.where(rows.notna(), None).to_dict("records")
    return [(item, _row(item, text, rows)) for item in items]


def _row(item, text, rows):
    start = text.index(item["text"]) + item["text"].index(item["content"])
    end = start + len(item["content"])
    shared = [(min(end, row["end_char"]) - max(start, row["start_char"]), row) for row in rows]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if 2 * best[0] > len(item["content"]) else None


def test_the_one_who_said_it_is_the_speaker(pairs):
    right = sum(row is not None and item["speaker"] in (row["speaker_name"] or "") for item, row in pairs)
    assert ratio(right, len(pairs)) >= SPEAKERS


def test_the_one_through_whom_it_came_is_via(pairs):
    right = sum(
        row is not None and (item["via"] in (row["via"] or "") if item["via"] else row["via"] is None)
        for item, row in pairs
    )
    assert ratio(right, len(pairs)) >= VIA
