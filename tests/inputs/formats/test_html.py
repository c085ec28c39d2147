"""Pages: what they state about their article, and text that comes out a line per paragraph."""

from __future__ import annotations

import json

import pytest

from newsloom.transforms.inputs.formats.html import declared_charset, page
from newsloom.transforms.inputs.records import Bad, Draft

BODY = (
    "The harbour board of Lindmouth voted on Tuesday to keep the old ferry running for one more winter.",
    "“We could not leave them on the other side,” said the chair, Ann Poe, who has led the board since spring.",
    "A new boat is to arrive in March. The yard has promised it twice before, and nobody is counting on it.",
)
ARTICLE = "<article><h1>Ferry stays</h1>" + "".join(f"<p>{p}</p>" for p in BODY) + "</article>"
BIO = "Ann Poe writes about harbours, boats and the people who wait for them."


def read(head: str = "", body: str = ARTICLE, url: str | None = None) -> Draft:
    found = page(f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode(), url=url)
    assert isinstance(found, Draft)
    return found


def values(draft: Draft, field: str) -> list[str]:
    return [f.value for f in draft.fields if f.field == field]


def test_paragraphs_are_lines_and_the_headline_is_the_title() -> None:
    assert read().text.split("\n") == list(BODY)
    assert values(read(), "title") == ["Ferry stays"]


def test_a_standfirst_is_the_first_line() -> None:
    head = "<meta name='description' content='The board gives the old ferry one more winter'>"
    body = ARTICLE.replace("</h1>", "</h1><div><h2>The board gives the old ferry one more winter</h2></div>")
    assert read(head, f"<main>{body}</main>").text.split("\n")[0] == "The board gives the old ferry one more winter"


def test_what_stands_beside_an_article_is_no_text() -> None:
    author = {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ann Poe", "description": BIO}}
    head = f"<script type='application/ld+json'>{json.dumps(author)}</script>"
    paragraphs = ARTICLE.split("</p>")
    paragraphs.insert(2, "<p><a href='/2024/mayor'><b>MAYOR OF LINDMOUTH LEAVES AFTER A ROW</b></a>")
    paragraphs.insert(
        3, "<div class='visually-hidden'>Text of the article goes on</div><p>Hidden no more, they all said"
    )
    teaser = f"<li><a href='/2024/tide'><h3>High tide takes the old pier</h3><p>{BODY[2][::-1]}</p></a></li>"
    text = read(head, f"{'</p>'.join(paragraphs)}<p>{BIO}</p><ul>{teaser}</ul>").text
    assert text.split("\n") == [*BODY[:2], "Hidden no more, they all said", BODY[2]]


def test_statements_come_most_reliable_first() -> None:
    stated = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "datePublished": "2001-01-01"},
            {
                "@type": ["NewsArticle"],
                "headline": "Ferry stays, board says",
                "datePublished": "2025-02-13T10:00:00+02:00",
                "author": [{"@type": "Person", "name": "Ann Poe"}, {"name": "Bo Ray"}],
                "publisher": {"name": "The Post"},
            },
        ],
    }
    head = (
        f"<title>Ferry stays | The Post</title><script type='application/ld+json'>{json.dumps(stated)}</script>"
        "<meta property='article:published_time' content='2025-02-13T08:00:00Z'>"
        "<meta property='article:author' content='https://social.example/ann'>"
        "<link rel='canonical' href='https://post.example/ferry'>"
    )
    found = read(head, url="https://post.example/ferry?utm_source=x")
    assert values(found, "title") == ["Ferry stays, board says", "Ferry stays", "Ferry stays | The Post"]
    assert values(found, "published_at") == ["2025-02-13T10:00:00+02:00", "2025-02-13T08:00:00Z"]
    assert values(found, "author") == ["Ann Poe, Bo Ray"]
    assert values(found, "outlet") == ["The Post"]
    assert values(found, "url") == ["https://post.example/ferry", "https://post.example/ferry?utm_source=x"]


def test_no_date_is_guessed() -> None:
    body = f"<p class='date'>13 February 2025</p><time datetime='2020-01-01'>then</time>{ARTICLE}<p>© 2019</p>"
    assert values(read(body=body), "published_at") == []


@pytest.mark.parametrize("script", ["{broken", "[1, null]", "[[{}]]", '{"@type": 5}', '"text"', "[" * 5000])
def test_broken_statements_are_passed_over(script: str) -> None:
    assert read(f"<script type='application/ld+json'>{script}</script>").text


def test_tables_are_rows_and_layout_is_none() -> None:
    table = "<table><tr><th>Party</th><th>Seats</th></tr><tr><td>Blue</td><td>12</td></tr></table>"
    assert "Party | Seats\nBlue | 12\n" in read(body=ARTICLE.replace("</p>", f"</p>{table}", 1)).text
    layout = f"<table><tr><td>Menu</td><td>{'<br><br>'.join(BODY * 2)}</td></tr></table>"
    assert set(BODY) < set(read(body=layout).text.split("\n"))


def test_a_long_article_that_asks_to_subscribe_is_one() -> None:
    plea = "<p>Subscribe to continue reading our other stories. Already a subscriber? Sign in to read them.</p>"
    assert read(body=ARTICLE.replace("</article>", "".join(f"<p>{p}</p>" for p in BODY * 6) + plea + "</article>"))


def test_a_page_nested_without_end_does_not_raise() -> None:
    found = page(("<html><body>" + "<div>" * 50_000 + BODY[0]).encode())
    assert isinstance(found, Draft | Bad)


def test_declared_charsets() -> None:
    assert declared_charset(b"<html><head><meta charset='windows-1250'>") == "windows-1250"
    assert declared_charset(b'<meta http-equiv=Content-Type content="text/html; charset=koi8-r">') == "koi8-r"
    assert declared_charset(b'<?xml version="1.0" encoding="iso-8859-2"?><html>') == "iso-8859-2"
    assert declared_charset(b"<html>") is None


def test_a_declared_charset_is_used() -> None:
    article = ARTICLE.replace("Ann Poe", "Łucja Wójcik").replace("“", '"').replace("”", '"')
    polish = f"<html><head><meta charset='iso-8859-2'></head><body>{article}</body></html>"
    found = page(polish.encode("iso-8859-2"))
    assert isinstance(found, Draft)
    assert "Łucja Wójcik" in found.text


def test_an_article_in_two_containers_is_whole() -> None:
    halves = [
        f"<article class='a'>{''.join(f'<p>{p} ({half}{i})</p>' for i in range(6) for p in BODY)}</article>"
        for half in "AB"
    ]
    text = read(body=f"<h1>Ferry stays</h1>{halves[0]}<div>ad</div>{halves[1]}").text
    assert "(A0)" in text and "(B5)" in text


AUTHORS = [
    ("<meta name='author' content='Ann Poe'><meta name='author' content='Bo Ray'>", "", ["Ann Poe; Bo Ray"]),
    ("", "<div class='byline'>By <a rel='author' href='/a'>Ann Poe</a></div>", ["Ann Poe", "By Ann Poe"]),
    ("", "<p class='post-author'>Ann Poe</p>", ["Ann Poe"]),
    ("", "<p class='byline'>" + "x" * 300 + "</p>", []),
    ("", "<aside><span itemprop='author'>Cy Orr</span></aside><i itemprop='author'>Ann Poe</i>", ["Ann Poe"]),
    ("", "".join(f"<i itemprop='author'>Ann Poe {n}</i>" for n in range(7)), []),
]  # fmt: skip


@pytest.mark.parametrize(("head", "byline", "authors"), AUTHORS)
def test_authors(head: str, byline: str, authors: list[str]) -> None:
    assert values(read(head, ARTICLE.replace("</h1>", f"</h1>{byline}")), "author") == authors


def test_a_masthead_comes_after_the_title() -> None:
    body = f"<header><h1>Hill Courier</h1></header>{ARTICLE.replace('h1>', 'h2>')}"
    assert values(read("<title>Ferry stays</title>", body), "title") == ["Ferry stays", "Hill Courier"]
    assert values(read("<title>Courier</title>"), "title") == ["Ferry stays", "Courier"]


def test_a_front_page_is_no_article() -> None:
    teasers = "".join(
        f"<section><h2><a href='/{n}'>Story {n}: the board of district {n} votes</a></h2><p>{BODY[0]} {n}</p></section>"
        for n in range(20)
    )
    head = "<meta property='og:type' content='website'>"
    found = page(f"<html><head>{head}</head><body><main>{teasers}</main></body></html>".encode())
    assert isinstance(found, Bad) and found.reason == "not_news_text"


@pytest.mark.parametrize(("n", "charset"), [(4096, "cp1250"), (4097, "cp125")])
def test_a_page_declares_its_charset_in_its_first_four_kilobytes(n: int, charset: str) -> None:
    assert declared_charset(b"<meta charset=cp1250".rjust(n)) == charset


@pytest.mark.parametrize("noise", [b"\x03\x17\x9d", b"\x00\x01"])
def test_bytes_that_are_no_text_are_no_page(noise: bytes) -> None:
    problem = page(b"<p>The port of Hobart was closed on Monday.</p>" + noise * 20)
    assert isinstance(problem, Bad)
    assert problem.reason == "binary"
