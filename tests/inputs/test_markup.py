"""HTML to text: blocks are lines, fragments stay what they are, and what takes too long is refused."""

from __future__ import annotations

import pytest

from newsloom.transforms.inputs import markup
from newsloom.transforms.inputs.markup import fragment_text, html_text, main_text, parse_tree, with_few_attributes
from newsloom.transforms.inputs.records import Bad


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain\ntext", "plain\ntext"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("One<br>Two", "One\nTwo"),
        ("<b>One</b> and <i>two</i>", "One and two"),
        ("<p>One\nline.</p>", "One line."),
        ("<p>One.</p><script>x = 1</script><style>p {}</style><p>Two.</p>", "One.\nTwo."),
        ("a &amp; b", "a & b"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<!-- never --><p>One.</p>", "One."),
        ("<p></p>", ""),
    ],
)
def test_fragments(html: str, text: str) -> None:
    assert fragment_text(html) == text


PROSE = "The council met on Monday evening and voted for the new bridge over the river, as many had hoped. "
PAGE = f"<!doctype html><html><body><nav>Home</nav><article><p>{PROSE}</p><p>{PROSE * 2}</p></article></body></html>"


def test_code_styles_and_drawings_are_no_text() -> None:
    beside = "<script>var ferry = 'late'</script><style>p {}</style><svg><text>Ferry</text></svg>"
    assert html_text(PAGE.replace("<article>", f"<article>{beside}")) == html_text(PAGE)


def test_an_article_that_stands_in_json_ld_alone() -> None:
    stated = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{PROSE * 3}"}}</script>'
    assert html_text(f"<html><head>{stated}</head><body><p>Loading</p></body></html>") == (PROSE * 3).strip()


@pytest.mark.parametrize("start", ["", "<?xml version='1.0'?>\n", "  "])
def test_whole_pages(start: str) -> None:
    assert html_text(start + PAGE) == f"{PROSE.strip()}\n{(PROSE * 2).strip()}"


@pytest.mark.parametrize("html", ["<p>Home</p>", "<htmlx>Home</htmlx>", "<div><html>Home"])
def test_what_is_no_page_is_a_fragment(html: str) -> None:
    assert html_text(html) == "Home"


@pytest.mark.parametrize("html", ["", "<!-- x -->"])
def test_nothing(html: str) -> None:
    assert parse_tree(html) is None or fragment_text(html) in ("", html)


@pytest.mark.parametrize(
    ("tag", "n", "expected"),
    [
        ("b", 10_000, "all"),
        ("b", 10_001, "fast"),
        ("b", 100_000, "fast"),
        ("b", 100_001, "100,001 elements on a page, more than 100,000"),
        ("a", 10_000, "fast"),
        ("a", 10_001, "10,001 links on a page, more than 10,000"),
    ],
)
def test_what_a_page_may_hold(monkeypatch: pytest.MonkeyPatch, tag: str, n: int, expected: str) -> None:
    monkeypatch.setattr(markup, "_text", lambda tree, fast: "fast" if fast else "all")
    around = 3 if tag == "b" else 0  # html, body and p are elements too
    tree = parse_tree("<p>" + f"<{tag}>x</{tag}>" * (n - around) + "</p>")
    assert tree is not None
    try:
        assert main_text(tree) == expected
    except Bad as error:
        assert error.detail.endswith(expected)


@pytest.mark.parametrize(("n", "text"), [(400, "a" * 400), (401, "no table")])
def test_a_row_of_paragraphs_places_the_text(monkeypatch: pytest.MonkeyPatch, n: int, text: str) -> None:
    monkeypatch.setattr(markup, "_extracted", lambda tree, tables, fast: f"|{'a' * n}|" if tables else "no table")
    tree = parse_tree(PAGE)
    assert tree is not None
    assert main_text(tree) == text


@pytest.mark.parametrize(("n", "left"), [(1_000, 1_000), (1_001, 1_000), (3_000, 1_000)])
def test_a_thousand_attributes_of_one_element(n: int, left: int) -> None:
    html = b"<p " + b" ".join(b"a%d='x y'" % number for number in range(n)) + b">text</p>"
    cut = with_few_attributes(html)
    assert cut.count(b"='x y'") == left
    assert cut.endswith(b">text</p>")
