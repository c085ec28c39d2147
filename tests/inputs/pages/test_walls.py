"""Pages that are no article."""

import lxml.html
import pytest

from newsloom.transforms.inputs.pages.walls import links_to_many, refuse_front, refuse_wall
from newsloom.transforms.inputs.records import Bad

HEADINGS = [f"Story {n}: council talks" for n in range(12)]
TEASERS = "\n".join(f"{heading}\nA vote is due in week {n}." for n, heading in enumerate(HEADINGS))
ARTICLE = "\n".join("The board of the harbour voted on Tuesday to keep the ferry. " * 6 for _ in range(12))


def test_a_page_of_teasers_is_none():
    with pytest.raises(Bad, match="12 links to articles"):
        refuse_front(TEASERS, "website", HEADINGS)


@pytest.mark.parametrize(
    ("text", "kind", "headings"),
    [
        (TEASERS, "article", HEADINGS),
        (TEASERS, "website", HEADINGS[:7]),
        (ARTICLE, "website", HEADINGS),
        (f"{ARTICLE}\n{TEASERS[:300]}", "", HEADINGS),
    ],
)
def test_an_article_with_links_is_one(text, kind, headings):
    refuse_front(text, kind, headings)


def test_headings_that_are_links():
    html = "<h2><a href='/1'>One</a></h2><a href='/2'><h3>Two</h3></a><h2>Three</h2><p><a href='/4'>Four</a></p>"
    assert links_to_many(lxml.html.fromstring(f"<div>{html}</div>")) == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [("", False), ("Please log in. Page not found. " + "x" * 1900, False), ("Sign in to continue", False), ("x", True)],
)
def test_walls(text, asks):
    with pytest.raises(Bad):
        refuse_wall(text, asks)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Please log in. Page not found. " + "x" * 2000, False),
        ("Please log in. " + "x" * 600, False),
        ("x" * 300, True),
    ],
)
def test_no_walls(text, asks):
    refuse_wall(text, asks)
