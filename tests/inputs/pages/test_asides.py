"""What a page holds beside its article."""

import lxml.html
import pytest

from newsloom.transforms.inputs.pages.asides import Asides, asides_of, drop_unseen, without_asides

TEXT = "The board voted on Tuesday.\nIt keeps the old ferry for one more winter.\nNobody spoke against it."


def tree_of(body, head=""):
    return lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def lines_of(body, head=""):
    asides = asides_of(tree_of(body, head), ["Ferry stays"])
    return asides.anywhere, asides.at_end


@pytest.mark.parametrize(
    ("body", "n_anywhere", "n_at_end"),
    [
        ("<p><a href='/2'>Mayor leaves after a row</a></p>", 1, 0),
        ("<p><a href='/2'>Mayor leaves after a row.</a></p>", 0, 0),  # a sentence
        ("<p><a href='/2'>Mayor leaves</a></p>", 0, 0),
        ("<p><a href='#2'>Mayor leaves after a row</a></p>", 0, 0),  # a place in the same article
        ("<p>Read: <a href='/2'>Mayor leaves after a row</a></p>", 0, 0),
        ("<ul><li><a href='/2'>Mayor leaves after a row</a></li></ul>", 1, 0),
        ("<ul><li><a href='https://shop.example/2'>Six good books about ferries</a></li></ul>", 0, 0),
        ("<a href='/2'><h3>Mayor leaves after a row</h3><p>He had been there for long.</p></a>", 3, 0),
        ("<a href='/2'><h3>Ferry stays, board says</h3><p>It is the old one.</p></a>", 0, 0),
        ("<div><h3><a href='/2'>Why did the mayor leave?</a></h3><p>He had been there for long.</p></div>", 0, 3),
        ("<h3><a href='/2'>Why did the mayor leave?</a></h3>", 0, 0),
    ],
)
def test_links_to_others(body, n_anywhere, n_at_end):
    anywhere, at_end = lines_of(f"<p>{TEXT}</p><h2>Ferry stays</h2><h2>Two</h2>{body}")
    assert (len(anywhere), len(at_end)) == (n_anywhere, n_at_end)


def test_a_list_that_leads_to_pages_of_the_same_site():
    head = "<link rel='canonical' href='https://www.quay.example/1'>"
    body = "<ul><li><a href='https://quay.example/2'>Mayor leaves after a row</a></li></ul>"
    assert lines_of(body, head)[0] and not lines_of(body)[0]


def test_lines_go_where_they_stand():
    asides = Asides({"Mayorleavesafterarow"}, {"Hehadbeenthereforlong."})
    assert without_asides(f"{TEXT}\n- Mayor leaves after a row\nHe had been there for long.", asides) == TEXT
    middle = f"He had been there for long.\n{TEXT}"
    assert without_asides(middle, asides) == middle


def test_what_is_most_of_a_text_stays():
    lines = {"".join(line.split()) for line in TEXT.split("\n")}
    assert without_asides(TEXT, Asides(lines)) == TEXT


@pytest.mark.parametrize(
    "element",
    [
        "<span class='a sr-only'>Told to readers of screens</span>",
        "<p>Thank you for visiting quay.example. You are using a browser that is old.</p>",
    ],
)
def test_what_is_not_shown_goes_and_what_follows_stays(element):
    tree = tree_of(f"<div>Before {element} behind</div>")
    drop_unseen(tree)
    assert " ".join(tree.text_content().split()) == "Before behind"
