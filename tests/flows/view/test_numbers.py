"""Every number of the page is how many rows its link leads to, under each filter; where a list is cut it says so."""

import re

import pytest

from newsloom.flows.view.page.options import PageOptions
from newsloom.flows.view.report import write_report
from tests.flows.view.test_browser import CHROMIUM, browser, opened, playwright  # noqa: F401

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine, so no page is opened in one")

CUT = PageOptions(
    **{"max_bytes": 60_000, "people": 4, "people_with_quotes": 2, "quotes_each": 2, "quotes": 5},
    **{"stories": 5, "reports_each": 1, "utterances": 2, "silent": 2, "rejects": 1},
)
"""A page that has room for little of the samples."""
READ = """(address) => {
    history.replaceState(null, "", "#" + address);
    draw();
    for (let more; (more = [...view.querySelectorAll(".more")].find((button) => !button.hidden)); ) more.click();
}"""
LEADING = "() => [...view.querySelectorAll('a.number')].map((a) => [a.textContent, a.getAttribute('href').slice(1)])"
ROWS = """() => [view.querySelectorAll("ol.plain > li, tbody tr").length,
    [...view.querySelectorAll("p.coverage, p.dim")].map((p) => p.textContent).join(" ")]"""
HEADED = r"""() => [...view.querySelectorAll("section")]
    .map((part) => [part.querySelector("h2").textContent, part.querySelectorAll("li.row, li.quote").length])
    .filter(([title]) => /\(\d+\)$/.test(title))"""


@pytest.fixture(scope="module")
def pages(samples, made, tmp_path_factory):
    """Pages by name: all of the samples, all of a small dataset, and a page that is too small for the samples."""
    place = tmp_path_factory.mktemp("numbers")
    made_of = {"samples": (samples, None), "made": (made, None), "cut": (samples, CUT)}
    return {name: write_report(folder, place / f"{name}.html", options) for name, (folder, options) in made_of.items()}


def number(text):
    return 0 if text.startswith("no ") else int(re.search(r"[\d,]+", text)[0].replace(",", ""))


def follow(page, address):
    """Each number of an address with its link, the rows there, and what is said of them."""
    page.evaluate(READ, address)
    for text, link in page.evaluate(LEADING):
        page.evaluate(READ, link)
        yield (text, link, *page.evaluate(ROWS))


@pytest.mark.parametrize("query", ["", "?sure=1", "?outlet=Morning+Post", "?day=2025-03&sure=1"])
@pytest.mark.parametrize("name", ["samples", "made"])
def test_a_number_is_how_many_rows_it_leads_to(browser, pages, name, query):  # noqa: F811
    with opened(browser, pages[name]) as page:
        leading = list(follow(page, query)) + list(follow(page, "people" + query))
        quotes = next(number(text) for text, link, *_ in leading if link.split("?")[0] == "said")
        speaking = {"people"} if quotes else set()
        assert {link.split("?")[0] for _, link, *_ in leading} >= {"articles", "said", "stories", *speaking}
        for text, link, n, _ in leading:
            assert number(text) == n, (text, link)


@pytest.mark.parametrize("query", ["", "?sure=1"])
def test_a_list_that_is_cut_says_how_much_is_shown_and_what_has_all(browser, pages, query):  # noqa: F811
    with opened(browser, pages["cut"]) as page:
        cut = [(text, n, note) for text, _, n, note in follow(page, query) if number(text) != n]
        assert len(cut) > 4
        for text, n, note in cut:
            assert f"{n} of {number(text)} shown." in note, (text, note)
            assert "newsloom explore" in note or "FROM rejects" in note


def test_under_a_filter_a_cut_list_is_no_count(browser, pages):  # noqa: F811
    with opened(browser, pages["cut"]) as page:
        page.evaluate(READ, "?outlet=Nordic+Wire")
        assert "at least" in page.locator(".lead").inner_text()
        page.evaluate(READ, "stories?outlet=Nordic+Wire")
        assert "there may be more" in page.locator("p.coverage").inner_text()


@pytest.mark.parametrize("query", ["", "?sure=1"])
def test_a_row_says_what_its_own_page_has(browser, pages, query):  # noqa: F811
    with opened(browser, pages["samples"]) as page:
        for address, (label, count) in OWN.items():
            page.evaluate(READ, address + query)
            for link, said in page.evaluate(label):
                page.evaluate(READ, link)
                assert page.evaluate(count) == said, (address, link)
                headed = page.evaluate(HEADED)
                assert [n for _, n in headed] == [number(title.split("(")[-1]) for title, _ in headed], (link, headed)


_ROW = """() => [...view.querySelectorAll("%s")].slice(0, 6)
    .map((row) => [row.querySelector("a").getAttribute("href").slice(1), %s])"""
OWN = {
    "people": (
        _ROW % ("li.row", "+row.querySelector('.count').textContent"),
        "() => view.querySelectorAll('section:first-of-type li.quote').length",
    ),
    "stories": (
        _ROW % ("li.row", "row.querySelector('.n small').textContent.match(/\\d+/g).reduce((n, one) => n + +one, 0)"),
        "() => view.querySelectorAll('.timeline > li, .timeline details li').length",
    ),
    "outlets": (
        _ROW % ("tbody tr", "+row.cells[1].textContent"),
        "() => +view.querySelector('section h2').textContent.match(/\\d+/)",
    ),
    "quotes": (
        """() => [...view.querySelectorAll("p.by > a[href*=utterance]")]
        .map((a) => [a.getAttribute("href").slice(1), +a.textContent.match(/\\d+/)])""",
        "() => view.querySelectorAll('.versions > li').length",
    ),
}
"""List → its rows with the number each has, and how many there are at the address that a row leads to."""
