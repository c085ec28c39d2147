"""Speakers: what is a quote, of which type, and who is named as its speaker."""

import pytest

from newsloom import find_quotes
from tests.floors.gold import ratio, read_gold

PRECISION, RECALL = 0.95, 0.95  # measured: 19 of 20 each
TYPES, SPEAKERS, NAMES = 0.94, 0.89, 0.94  # measured: 19, 17 (two end with a comma) and 19 of 19


@pytest.fixture(scope="module")
def pairs():
    """(gold quote, found quote) where both are, or None for the one that is missing."""
    pairs = []
    for item in read_gold("speakers/texts.jsonl"):
        rows = find_quotes(item["text"])
        found = {row["text"]: row for row in rows.astype(object).where(rows.notna(), None).to_dict("records")}
        pairs += [(quote, found.pop(quote["text"], None)) for quote in item["quotes"]]
        pairs += [(None, quote) for quote in found.values()]
    return pairs


def test_quotes_are_found(pairs):
    both = sum(gold is not None and found is not None for gold, found in pairs)
    assert ratio(both, sum(found is not None for _, found in pairs)) >= PRECISION
    assert ratio(both, sum(gold is not None for gold, _ in pairs)) >= RECALL


@pytest.mark.parametrize(
    ("of_gold", "of_found", "floor"),
    [("type", "type", TYPES), ("speaker", "speaker", SPEAKERS), ("name", "speaker_name", NAMES)],
)
def test_what_is_said_of_them_is_right(pairs, of_gold, of_found, floor):
    both = [(gold[of_gold], found[of_found]) for gold, found in pairs if gold and found]
    assert ratio(sum(gold == found for gold, found in both), len(both)) >= floor


def test_nobody_is_guessed(pairs):
    assert [
        found["text"] for gold, found in pairs if gold and found and not gold["name"] and found["speaker_name"]
    ] == []
