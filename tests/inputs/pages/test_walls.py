"""Pages that are no article."""

import lxml.html
import pytest

from newsloom.transforms.inputs.pages.walls import links_to_many, refuse_front, refuse_wall
from newsloom.transforms.inputs.records import Bad

HEADINGS = [f"Story {n}: council talks" for n in range(12)]
BOXES = [f"{heading}A vote is due in week {n}.".replace(" ", "") for n, heading in enumerate(HEADINGS)]
TEASERS = "\n".join(f"{heading}\nA vote is due in week {n}." for n, heading in enumerate(HEADINGS))
ARTICLE = "\n".join("The board of the harbour voted on Tuesday to keep the ferry. " * 6 for _ in range(12))


def test_a_page_of_teasers_is_none():
    with pytest.raises(Bad, match="12 links to articles"):
        refuse_front(TEASERS, "website", BOXES)


@pytest.mark.parametrize(
    ("text", "kind", "boxes"),
    [
        (TEASERS, "article", BOXES),
        (TEASERS, "website", BOXES[:7]),
        (ARTICLE, "website", BOXES),
        (f"{ARTICLE}\n{TEASERS[:300]}", "", BOXES),
    ],
)
def test_an_article_with_links_is_one(text, kind, boxes):
    refuse_front(text, kind, boxes)


def test_headings_that_are_links():
    html = "<h2><a href='/1'>One</a></h2><a href='/2'><h3>Two</h3></a><h2>Three</h2><p><a href='/4'>Four</a></p>"
    assert links_to_many(lxml.html.fromstring(f"<div>{html}</div>")) == ["One", "Two"]


def test_the_box_around_a_heading_is_its_teaser():
    cards = "".join(f"<div><h3><a href='/{n}'>Story {n}</a></h3><p>It rained.</p></div>" for n in range(2))
    page = lxml.html.fromstring(f"<main>{cards}<p>{'Long. ' * 200}</p></main>")
    assert links_to_many(page) == ["Story0Itrained.", "Story1Itrained."]


def test_points_that_begin_with_a_headline_are_teasers():
    points = "<li><a href='/1'>The ferry is back again</a> today</li><li><a href='/'>Home</a></li><li>No <a>x</a></li>"
    assert links_to_many(lxml.html.fromstring(f"<ul>{points}</ul>")) == ["Theferryisbackagaintoday"]


def test_a_list_of_results_is_no_article():
    points = [f"Theferryisbackagain{n}" for n in range(9)]
    with pytest.raises(Bad, match="9 links"):
        refuse_front("\n".join(f"- The ferry is back again {n}" for n in range(9)), "", points)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("", False),
        ("Please log in. Page not found. " + "x" * 1900, False),
        ("Sign in to continue", False),
        ("x", True),
        ("We and 90 partners store and access information on a device. " + "x" * 200, False),
        ("Choose your plan. Cancel at any time. " + "x" * 200, False),
    ],
)
def test_walls(text, asks):
    with pytest.raises(Bad):
        refuse_wall(text, asks)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Please log in. Page not found. " + "x" * 2000, False),
        ("Please log in. " + "x" * 600, False),
        ("Members may cancel at any time, the club said. " + "x" * 200, False),
        ("x" * 300, True),
    ],
)
def test_no_walls(text, asks):
    refuse_wall(text, asks)


@pytest.mark.parametrize(
    ("said", "length", "asks", "refused"),
    [
        ("Please log in.", 599, False, True),
        ("Please log in.", 600, False, False),
        ("Please log in. Page not found.", 1_999, False, True),
        ("Please log in. Page not found.", 2_000, False, False),
        ("Please log in. Please log in.", 700, False, False),
        ("The board met.", 299, True, True),
        ("The board met.", 300, True, False),
        ("The board met.", 299, False, False),
    ],
)
def test_how_long_a_wall_is(said, length, asks, refused):
    if refused:
        with pytest.raises(Bad):
            refuse_wall(said.ljust(length, "x"), asks)
    else:
        refuse_wall(said.ljust(length, "x"), asks)


def is_front(lines, teasers, kind=""):
    try:
        refuse_front("\n".join(lines), kind, teasers)
    except Bad:
        return True
    return False


@pytest.mark.parametrize(
    ("label", "teasing", "others", "n", "kind", "expected"),
    [
        ("half of the text", ["a" * 100] * 8, ["b" * 100] * 8, 8, "", True),
        ("less than half", ["a" * 100] * 8, ["b" * 101] * 8, 8, "", False),
        ("seven teasers", ["a" * 100] * 8, [], 7, "", False),
        ("lines of 299", ["a" * 299] * 8, [], 8, "", True),
        ("lines of 300", ["a" * 300] * 8, [], 8, "", False),
        ("seven lines", ["a" * 100] * 7, [], 8, "", False),
        ("seven lines of a front page", ["a" * 100] * 7, [], 8, "website", True),
        ("an article by its type", ["a" * 100] * 8, [], 8, "og:Article ", False),
    ],
)
def test_what_makes_a_front_page(label, teasing, others, n, kind, expected):
    assert is_front([*teasing, *others], ["a" * 300] * n, kind) == expected


@pytest.mark.parametrize(("link", "n"), [("One two three four", 1), ("One two three", 0)])
def test_a_headline_has_four_words(link, n):
    assert len(links_to_many(lxml.html.fromstring(f"<ul><li><a href='/'>{link}</a> today</li></ul>"))) == n


@pytest.mark.parametrize(("length", "whole"), [(800, True), (801, False)])
def test_how_long_a_teaser_with_its_box_is(length, whole):
    box = "<div><h3><a href='/1'>Ferry</a></h3>" + "<p>" + "x" * (length - 5) + "</p></div>"
    (teaser,) = links_to_many(lxml.html.fromstring(f"<main>{box}<p>{'y' * 900}</p></main>"))
    assert (len(teaser) == length) == whole


@pytest.mark.parametrize(
    ("n", "css", "text", "teasers"),
    [
        (8, "row", "Line {} gets new rails", 8),
        (7, "row", "Line {} gets new rails", 0),
        (8, "", "Line {} is back now", 0),
    ],
)
def test_rows_that_begin_with_a_link_are_teasers(n, css, text, teasers):
    rows = "".join(
        f"<div class='{css}'><a href='/{i}'>{text.format(i)}</a><p>It is due in week {i}.</p></div>" for i in range(n)
    )
    assert len(links_to_many(lxml.html.fromstring(f"<main>{rows}</main>"))) == teasers
