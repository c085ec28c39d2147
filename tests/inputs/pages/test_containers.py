"""Text that stands in several containers."""

import lxml.html
import pytest

from newsloom.transforms.inputs.pages.containers import joined, long_paragraphs, missing, text_containers, with_lost

LINE = "The board of the harbour voted on Tuesday to keep the old ferry for one more winter, it said ({})."


def part(name, n=3, tag="div", extra="", css="text"):
    return (
        f"<{tag} class='{css}'>{extra}" + "".join(f"<p>{LINE.format(f'{name}{i}')}</p>" for i in range(n)) + f"</{tag}>"
    )


def found(*parts):
    return text_containers(lxml.html.document_fromstring(f"<html><body>{''.join(parts)}</body></html>"))


@pytest.mark.parametrize(
    ("parts", "n"),
    [
        ((part("a"), part("b")), 2),
        ((part("a"), part("b", 1)), 2),
        ((part("a"), part("b", 2, css="other")), 1),
        ((part("a"), part("b", tag="article", css="x")), 2),
        ((part("a"), part("b", extra="<h1>Another</h1>")), 1),
        ((part("a"), part("b", extra="<h2><a href='/2'>Another</a></h2>")), 1),
        ((part("a"), part("b", extra="<time>5 March</time>")), 1),
        ((part("a"), f"<article><h1>Another</h1>{part('b')}</article>"), 1),
        ((part("a"), f"<aside>{part('b')}</aside>"), 1),
        ((part("a"), part("b", css="related-stories")), 1),
        ((part("a", 2), part("b", 2)), 0),
    ],
)
def test_containers(parts, n):
    assert len(found(*parts)) == n


def test_teasers_are_no_text():
    linked = part("b").replace("<p>", "<p><a href='/x'>").replace("</p>", "</a></p>")
    assert len(found(part("a"), linked)) == 1


def test_what_is_missing_is_joined():
    containers = found(part("a"), part("b"))
    lines = [LINE.format(name) for name in ("a0", "a1", "a2", "b0", "b1")]
    assert missing("\n".join(lines[:4]), containers) and not missing("\n".join(lines), containers)
    joined(containers)
    assert [p.text[-4:-2] for p in containers[0]] == ["a0", "a1", "a2", "b0", "b1", "b2"]


@pytest.mark.parametrize(("length", "n"), [(60, 1), (59, 0)])
def test_how_long_a_paragraph_is(length, n):
    assert len(found("<div>" + f"<p>{'x' * length}</p>" * 3 + "</div>")) == n


@pytest.mark.parametrize(("linked", "n"), [(29, 1), (30, 0)])
def test_how_much_of_a_paragraph_may_be_links(linked, n):
    paragraph = f"<p><a href='/'>{'x' * linked}</a>{'y' * (100 - linked)}</p>"
    assert len(found("<div>" + paragraph * 3 + "</div>")) == n


@pytest.mark.parametrize(("n_there", "expected"), [(2, False), (1, True), (0, True), (3, False)])
def test_a_text_that_lacks_most_of_a_container(n_there, expected):
    lines = [LINE.format(f"a{i}") for i in range(4)][:n_there]
    assert missing("\n".join(lines), found(part("a", 4))) == expected


@pytest.mark.parametrize(
    ("around", "n"),
    [
        ("<div class='sidebar'>{}</div>", 0),
        ("<div class='left-sidebar'>{}</div>", 0),
        ("<div class='sidebar-grid__container'>{}</div>", 1),
        ("<div class='content-sidebar-wrap'>{}</div>", 1),
        ("<div class='has-sidebar'>{}</div>", 1),
        ("<main class='right-sidebar'>{}</main>", 1),
    ],
)
def test_what_is_laid_out_with_a_sidebar_is_none(around, n):
    assert len(found(around.format(part("a")))) == n


def test_paragraphs_that_extraction_lost_come_back_in_their_places():
    paragraphs = [LINE.format(name) for name in "abcd"]
    text = f"Ferry stays\n{paragraphs[1]}\nA crosshead\n{paragraphs[3]}"
    lines = [paragraphs[0], paragraphs[1], paragraphs[2], "A crosshead", paragraphs[3]]
    assert with_lost(text, [paragraphs]).split("\n") == ["Ferry stays", *lines]
    assert with_lost(paragraphs[1], [paragraphs]) == paragraphs[1]  # most of it is another article's


def test_a_paragraph_ends_at_a_box_inside_it_and_captions_are_none():
    tree = lxml.html.document_fromstring(f"<body>{part('a')}</body>")
    container = tree.find(".//div")
    container[0].append(lxml.html.fragment_fromstring("<div><a href='/2'>Mayor leaves after a row</a></div>"))
    container[1].set("class", "caption")
    assert long_paragraphs([container]) == [[LINE.format("a0"), LINE.format("a2")]]
