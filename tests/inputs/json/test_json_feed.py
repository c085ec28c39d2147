"""What a JSON Feed says about all of its items."""

from __future__ import annotations

import pytest

from newsloom.transforms.inputs.json.json_feed import json_feed_items

V = "https://jsonfeed.org/version/1.1"
CASES = [
    ("no feed", {"items": [{"id": "1"}]}, None),
    ("another version", {"version": "2", "items": [{"id": "1"}]}, None),
    ("no list", {"version": V, "items": "x"}, None),
    ("a number for a version", {"version": 1, "items": []}, None),
    ("no items", {"version": V, "items": []}, []),
    (
        "what all inherit",
        {"version": V, "title": "Quay Post", "language": "en", "authors": [{"name": "Ann"}], "items": [{"id": "1"}]},
        [{"source_name": "Quay Post", "language": "en", "authors": [{"name": "Ann"}], "id": "1"}],
    ),
    (
        "the item's own comes first",
        {"version": V, "language": "en", "items": [{"language": "de"}]},
        [{"language": "de"}],
    ),
    ("empty is not inherited", {"version": V, "title": "", "items": [{"id": "1"}]}, [{"id": "1"}]),
    (
        "addresses are made whole",
        {"version": V, "home_page_url": "https://quay.example/news/", "items": [{"url": "a"}, {"url": "/b"}]},
        [{"url": "https://quay.example/news/a"}, {"url": "https://quay.example/b"}],
    ),
    (
        "by the feed's own address",
        {"version": V, "feed_url": "https://quay.example/feed.json", "items": [{"url": "a"}]},
        [{"url": "https://quay.example/a"}],
    ),
    (
        "about somebody else's page",
        {"version": V, "home_page_url": "https://quay.example/", "items": [{"external_url": "https://gull.example/x"}]},
        [{"external_url": "https://gull.example/x", "url": "https://gull.example/x"}],
    ),
    (
        "no address",
        {"version": V, "home_page_url": "https://quay.example/", "items": [{"url": 5}]},
        [{"url": 5}],
    ),
    (
        "a broken address stays",
        {"version": V, "home_page_url": "https://quay.example/", "items": [{"url": "http://[x"}]},
        [{"url": "http://[x"}],
    ),
    ("what is no item", {"version": V, "items": [{"id": "1"}, "x", None]}, [{"id": "1"}]),
]


@pytest.mark.parametrize(("label", "value", "expected"), CASES, ids=[case[0] for case in CASES])
def test_items(label: str, value: dict[str, object], expected: list[dict[str, object]] | None) -> None:
    assert json_feed_items(value) == expected
