"""Repair: damaged texts restored to the letter, correct texts left alone."""

from newsloom import repair_text
from tests.floors.gold import ratio, read_gold

RESTORED = 0.93  # measured: 15 of 16


def test_damaged_texts_are_restored():
    items = [item for item in read_gold("repair/texts.jsonl") if item["channel"] != "correct"]
    restored = sum(repair_text(item["input"]) == item["expected"] for item in items)
    assert ratio(restored, len(items)) >= RESTORED


def test_no_correct_text_is_changed():
    items = [item for item in read_gold("repair/texts.jsonl") if item["channel"] == "correct"]
    assert [item["input"] for item in items if repair_text(item["input"]) != item["expected"]] == []
