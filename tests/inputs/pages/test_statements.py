"""What a page states about its article, by its elements."""

from __future__ import annotations

import pytest

from newsloom.transforms.inputs.markup import parse_tree
from newsloom.transforms.inputs.pages.statements import kind_of_page, meta_of, stated


def fields(html: str, url: str | None = None) -> list[tuple[str, str]]:
    tree = parse_tree(html)
    assert tree is not None
    return [(field.field, field.value) for field in stated(tree, meta_of(tree), url)]


def meta(name: str, content: str, attribute: str = "property") -> str:
    return f'<meta {attribute}="{name}" content="{content}">'


def links(letters: str) -> str:
    return "".join(f'<a rel="author">Writer {letter}</a>' for letter in letters)


CASES = [
    ("a title", meta("og:title", "Bridge voted"), [("title", "Bridge voted")]),
    ("the better name first", meta("twitter:title", "b") + meta("og:title", "a"), [("title", "a"), ("title", "b")]),
    ("by name or itemprop", meta("author", "Ann Lee", "name"), [("author", "Ann Lee")]),
    ("several authors", meta("author", "Ann Lee") + meta("author", "Bo Ray"), [("author", "Ann Lee; Bo Ray")]),
    ("one of several titles", meta("og:title", "a") + meta("og:title", "b"), [("title", "a")]),
    ("an address is no author", meta("author", "https://quay.example/ann"), []),
    ("a handle is no outlet", meta("og:site_name", "@quay"), []),
    ("nothing said", meta("og:title", " "), []),
    ("the address", '<link rel="canonical" href="https://quay.example/a">', [("url", "https://quay.example/a")]),
    ("a date", '<time pubdate datetime="2024-05-01">May</time>', [("published_at", "2024-05-01")]),
    ("a date of a microformat", '<abbr class="published" title="2024-05-01">May</abbr>',
     [("published_at", "2024-05-01")]),
    ("a label of a card", meta("twitter:label1", "Written by") + meta("twitter:data1", "Ann Lee"),
     [("author", "Ann Lee")]),
    ("another label", meta("twitter:label1", "Reading time") + meta("twitter:data1", "5 minutes"), []),
    ("a bare time", '<time datetime="2024-05-01">May</time>', []),
    ("the language", '<html lang="en-GB"><body>x</body></html>', [("language", "en-GB")]),
    ("an author's link", '<p><a rel="author">Ann Lee</a></p>', [("author", "Ann Lee")]),
    ("six links", links("ABCDEF"), [("author", "; ".join(f"Writer {letter}" for letter in "ABCDEF"))]),
    ("seven links are of others", links("ABCDEFG"), []),
    ("not beside the article", '<aside><a rel="author">Ann Lee</a></aside>', []),
    ("a byline", '<p class="byline">By Ann Lee</p>', [("author", "By Ann Lee")]),
    ("a byline of 200", f'<p class="byline">{"a" * 200}</p>', [("author", "a" * 200)]),
    ("a longer one is text", f'<p class="byline">{"a" * 201}</p>', []),
    ("a class that only looks so", '<p class="bylines-list">By Ann Lee</p>', []),
    (
        "a masthead",
        "<head><title>Bridge voted - Quay Post</title></head><body><h1>Quay Post</h1></body>",
        [("outlet", "Quay Post"), ("title", "Bridge voted - Quay Post")],
    ),
    (
        "a heading of the article",
        "<title>Bridge voted</title><body><h1>Quay Post</h1><article><h1>Bridge voted</h1></article></body>",
        [("title", "Bridge voted"), ("title", "Quay Post")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("label", "html", "expected"), CASES, ids=[case[0] for case in CASES])
def test_stated(label: str, html: str, expected: list[tuple[str, str]]) -> None:
    assert fields(html) == expected


def test_the_address_that_it_was_read_from_comes_last() -> None:
    html = '<link rel="canonical" href="https://quay.example/a">'
    assert fields(html, "https://quay.example/b") == [
        ("url", "https://quay.example/a"),
        ("url", "https://quay.example/b"),
    ]


@pytest.mark.parametrize(("html", "kind"), [(meta("og:type", "article"), "article"), ("<p>x</p>", "")])
def test_the_kind_of_page(html: str, kind: str) -> None:
    tree = parse_tree(html)
    assert tree is not None
    assert kind_of_page(meta_of(tree)) == kind


STORY = "The board voted to keep the ferry for another winter, it said on Monday evening."


@pytest.mark.parametrize(
    ("below", "stated_fields"),
    [
        ("<time datetime='2024-03-05'>5 March</time>", [("published_at", "2024-03-05")]),
        ("<p>Updated <time datetime='2024-03-06'>6 March</time></p>", [("modified_at", "2024-03-06")]),
        ("<span>By us</span> edited <time datetime='2024-03-06'></time>", [("modified_at", "2024-03-06")]),
        ("<aside><time datetime='2024-03-05'></time></aside>", []),
        ("<time>5 March</time>", []),
        (f"<p>{STORY}</p><time datetime='2024-03-05'></time>", []),
    ],
)
def test_a_time_between_heading_and_text_is_the_day(below: str, stated_fields: list[tuple[str, str]]) -> None:
    html = f"<body><article><h1>Ferry stays</h1><div>{below}</div><p>{STORY}</p></article></body>"
    assert [item for item in fields(html) if item[0] != "title"] == stated_fields


def test_a_time_says_nothing_where_the_page_does() -> None:
    html = (
        meta("article:published_time", "2024-03-05") + "<body><h1>Ferry</h1><time datetime='2024-03-01'></time></body>"
    )
    assert [value for field, value in fields(html) if field == "published_at"] == ["2024-03-05"]


@pytest.mark.parametrize(
    ("line", "stated_fields"),
    [
        ("<p class='author'>By <span>Ann Lee</span></p>", [("author", "By Ann Lee")]),
        ("<p class='author'>Ann Lee has sailed all her life</p>", []),
        (
            "<p class='byline'>Ann Lee | Staff Writer | March 5, 2024</p>",
            [("author", "Ann Lee | Staff Writer | March 5, 2024"), ("published_at", "March 5, 2024")],
        ),
    ],
)
def test_lines_of_writers(line: str, stated_fields: list[tuple[str, str]]) -> None:
    assert [item for item in fields(f"<body><h1>Ferry stays</h1>{line}</body>") if item[0] != "title"] == stated_fields
