"""What feeds say about their entries."""

from __future__ import annotations

import json

import pytest

from newsloom.transforms.inputs.formats.feed import linked_entries
from newsloom.transforms.inputs.records import RawRecord
from tests.payloads import parsed

RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>The Post &amp;amp; Mail</title>
<link>https://post.example/news/</link><language>en</language>
<item><description>A text.</description>{}</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://post.example/">
<title>The Post</title><author><name>The desk</name></author><entry><summary>A text.</summary>{}</entry></feed>"""
CASES = [
    (RSS, "<link>/a</link>", "url", ["https://post.example/a"]),
    (RSS, "<link>a?id=1</link>", "url", ["https://post.example/news/a?id=1"]),
    (RSS, "<link>//cdn.example/a</link>", "url", ["https://cdn.example/a"]),
    (RSS, "<link>http://[broken/</link>", "url", []),
    (RSS, "<link>javascript:alert(1)</link>", "url", []),
    (RSS, "<guid>tag:post.example,2025:1</guid>", "url", []),
    (RSS, "<link>https://a.example/a?token=hidden</link>", "url", ["https://a.example/a?token="]),
    (RSS, "<link>https://c.example/1</link><fb:origLink>https://a.example/1</fb:origLink>", "url",
     ["https://a.example/1"]),
    (RSS, "", "outlet", ["The Post & Mail"]),
    (RSS, '<News:Source xmlns:News="https://s.example/">Other Post</News:Source>', "outlet",
     ["Other Post", "The Post & Mail"]),
    (RSS, '<source url="https://o.example/f">Other Post</source>', "outlet", ["Other Post", "The Post & Mail"]),
    (RSS, "<dc:creator>Ann Bo</dc:creator><dc:creator>Cy Do</dc:creator>", "author", ["Ann Bo, Cy Do"]),
    (RSS, "<dc:date>2025-02-13T10:00:00Z</dc:date>", "published_at", ["2025-02-13T10:00:00Z"]),
    (RSS, "<dc:date>2025-02-13T10:00:00Z</dc:date>", "modified_at", []),
    (RSS, "<pubDate>Thu, 13 Feb 2025 10:00:00 GMT</pubDate><atom:updated>2025-02-14T10:00:00Z</atom:updated>",
     "modified_at", ["2025-02-14T10:00:00Z"]),
    (RSS, "<dc:language>fr</dc:language>", "language", ["fr", "en"]),
    (ATOM, '<link href="n/1"/>', "url", ["https://post.example/n/1"]),
    (ATOM, "", "author", ["The desk"]),
    (ATOM, "<author><name>Ann Bo</name></author><author><name>Cy Do</name></author>", "author", ["Ann Bo, Cy Do"]),
    (ATOM, "<updated>2025-02-13T10:00:00Z</updated>", "modified_at", ["2025-02-13T10:00:00Z"]),
    (ATOM, "<updated>2025-02-13T10:00:00Z</updated>", "published_at", []),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "said", "field", "wanted"), CASES)
def test_fields(feed: str, said: str, field: str, wanted: list[str]) -> None:
    (record,) = parsed("feed.xml", feed.format(said))
    assert isinstance(record, RawRecord)
    assert [f.value for f in record.fields if f.field == field] == wanted


@pytest.mark.parametrize("name", ["feed.html", "feed.htm", "feed.txt", "feed.json", "feed", "feed.csv"])
def test_a_feed_is_one_under_any_name(name: str) -> None:
    assert [o.text for o in parsed(name, RSS.format(""))] == ["A text."]


def test_links_are_joined_to_where_the_feed_was_if_it_does_not_say_better() -> None:
    feed = RSS.format("<link>a</link>").encode()
    assert [p.url for p in linked_entries(feed, "http://f.example/x/rss")] == ["https://post.example/news/a"]
    feed = feed.replace(b"<link>https://post.example/news/</link>", b"")
    assert [p.url for p in linked_entries(feed, "http://f.example/x/rss")] == ["http://f.example/x/a"]
    assert linked_entries(feed) == []


def test_a_page_stands_for_one_entry_and_never_for_the_feed() -> None:
    item = "<item><link>{}</link><description>Text.</description></item>"
    links = ("/a", "/a#2", "/rss", "/b", "/a")
    feed = f"<rss version='2.0'><channel><title>T</title>{''.join(map(item.format, links))}</channel></rss>"
    assert [p.url for p in linked_entries(feed.encode(), "http://f.example/rss")] == [
        "http://f.example/a",
        "http://f.example/b",
    ]
    about = {"source_uri": "http://f.example/rss", "followed": True}
    assert len(parsed("http://f.example/rss", feed, **about)) == 3


def test_a_json_feed_says_as_much() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Post",
        "home_page_url": "https://post.example/",
        "language": "en",
        "authors": [{"name": "The desk"}],
        "items": [
            {"id": "1", "url": "/n/1", "content_text": "A text."},
            {"id": "2", "external_url": "https://o.example/2", "content_text": "B.", "authors": [{"name": "Ann Bo"}]},
        ],
    }
    first, second = ({f.field: f.value for f in record.fields} for record in parsed("feed.json", json.dumps(feed)))
    about = {"outlet": "The Post", "language": "en"}
    assert first == {**about, "author": "The desk", "url": "https://post.example/n/1"}
    assert second == {**about, "author": "Ann Bo", "url": "https://o.example/2"}


@pytest.mark.parametrize(("n", "is_fetched"), [(1_199, True), (1_200, False)])
def test_from_which_length_on_an_entry_is_the_article(n: int, is_fetched: bool) -> None:
    feed = RSS.replace("A text.", "a" * n).format("<link>/a</link>")
    assert [linked.url for linked in linked_entries(feed.encode())] == (
        ["https://post.example/a"] if is_fetched else []
    )


def test_a_writer_of_a_wordpress_export_has_the_name_that_is_shown():
    export = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
        "<channel><wp:author><wp:author_login><![CDATA[apoe]]></wp:author_login>"
        "<wp:author_display_name><![CDATA[Ann &amp; Poe]]></wp:author_display_name></wp:author>"
        "<item><dc:creator>apoe</dc:creator><description>A text.</description></item>"
        "<item><dc:creator>cdo</dc:creator><description>A text.</description></item></channel></rss>"
    )
    authors = [{f.field: f.value for f in record.fields}["author"] for record in parsed("a.xml", export)]
    assert authors == ["Ann & Poe", "cdo"]
