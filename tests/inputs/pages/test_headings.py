"""Headlines and standfirsts above an article."""

import lxml.html
import pytest

from newsloom.transforms.inputs.pages.headings import (
    byline_of,
    standfirst_of,
    with_standfirst,
    without_byline,
    without_headline,
)

LINE = "The board of the harbour voted on Tuesday to keep the old ferry for one more winter, it said ({})."
PARAGRAPHS = "".join(f"<p>{LINE.format(n)}</p>" for n in range(3))
STANDFIRST = "The board gives the old ferry one more winter"


def standfirst(between, descriptions=(), behind=""):
    body = f"<h1>Ferry stays</h1>{between}<div class='text'>{PARAGRAPHS}</div>{behind}"
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    return standfirst_of(tree, ["Ferry stays"], descriptions)


@pytest.mark.parametrize(
    ("between", "descriptions", "expected"),
    [
        (f"<h2>{STANDFIRST}</h2>", (f"{STANDFIRST}.",), STANDFIRST),
        (f"<h2 class='sub-headline'>{STANDFIRST}</h2>", (), STANDFIRST),
        (f"<div class='article-summary'><p>{STANDFIRST}</p></div>", (), STANDFIRST),
        (f"<p itemprop='description'>{STANDFIRST}</p>", (), STANDFIRST),
        (
            f"<p>{STANDFIRST}, and a new one after that, if it comes</p>",
            (f"{STANDFIRST}, and a new one after th…",),
            "",
        ),
        (f"<p>{STANDFIRST}</p>", ("Harbour news",), ""),
        ("<h2 class='sub-headline'>Ferry news</h2>", (), ""),
        (f"<figure class='summary'><figcaption>{STANDFIRST}</figcaption></figure>", (), ""),
    ],
)
def test_what_a_page_marks_or_describes_itself_with(between, descriptions, expected):
    assert standfirst(between, descriptions) == expected


def test_a_long_description_may_be_cut_off():
    text = f"{STANDFIRST}, and if a new one comes in March, as the yard says, no longer"
    assert standfirst(f"<p>{text}</p>", (f"{text[:80]}...",)) == text


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("<p><strong>MARA ILVES</strong></p>", "MARA ILVES"),
        ("<div><p> <b>Mara\nIlves</b> </p></div>", "Mara Ilves"),
        ("<p><b>Mara Ilves</b> left.</p>", ""),
        ("<p><b>Old Harbour</b></p>", ""),
        ("<p>Mara Ilves</p>", ""),
        ("<p>Mara Ilves</p><p>5 March 2024</p>", "Mara Ilves"),
        ("<p>5 March 2024</p><p>Mara Ilves</p>", ""),
        ("<p>So it goes.</p><p><b>Mara Ilves</b></p>", ""),
    ],
)
def test_a_name_in_bold_below_the_headline(first, name):
    tree = lxml.html.document_fromstring(f"<body><h1>Ferry stays</h1>{first}{PARAGRAPHS}</body>")
    assert byline_of(tree, ["Ferry stays"]) == name


def test_a_byline_is_no_text():
    text = "x" * 100
    assert without_byline(f"Mara Ilves\n{text}", "Mara Ilves") == text
    assert without_byline(f"Mara Ilves\n{text}", "") == f"Mara Ilves\n{text}"
    assert without_byline("Mara Ilves\nleft", "Mara Ilves") == "Mara Ilves\nleft"


def test_what_stands_below_the_text_is_none():
    assert standfirst("", (STANDFIRST,), f"<p>{STANDFIRST}</p>") == ""


def test_a_standfirst_stands_once():
    assert with_standfirst("It is back.", STANDFIRST) == f"{STANDFIRST}\nIt is back."
    assert with_standfirst(f"{STANDFIRST}.\nIt is back.", STANDFIRST) == f"{STANDFIRST}.\nIt is back."


@pytest.mark.parametrize(
    ("above", "n_lines"),
    [
        ("Ferry  stays\n", 1),
        ("HARBOUR\nFerry stays\n", 1),
        ("Harbour\nNews\nFerry stays\n", 1),
        ("12 March 2024\nFerry stays\n", 3),  # a day is read, not dropped
        ("It was late.\nFerry stays\n", 3),
        ("Ferry stays, says board\n", 2),
    ],
)
def test_the_headline_is_no_text(above, n_lines):
    assert len(without_headline(above + 2 * LINE, ["Ferry stays"]).split("\n")) == n_lines


def test_a_text_of_hardly_more_than_its_headline_stays():
    assert without_headline("Ferry stays\nIt does.", ["Ferry stays"]) == "Ferry stays\nIt does."
