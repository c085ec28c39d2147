"""The page in a real browser: it searches, filters, leads from thing to thing, and asks nothing of anyone."""

import os
import re
import shutil
from contextlib import contextmanager

import pytest

from newsloom.flows.view.report import write_report
from tests.conftest import N_SAMPLES
from tests.flows.view.test_explore import serving

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine, so no page is opened in one")

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LISTS = (
    "",
    "quotes",
    "quotes/changed",
    "said",
    "said/unknown",
    "people",
    "people/others",
    "people/silent",
    "stories",
    "articles",
    "articles/copies",
    "outlets",
    "data",
    "data/refused",
)
LOOKS = ("", "quotes", "said", "people", "outlets", "data")
"""One list of each look, as axe takes its time for each."""


def sandbox():
    """Arguments of Chromium: root has to go without a sandbox."""
    return ["--no-sandbox"] if os.getuid() == 0 else []


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(samples, made, tmp_path_factory):
    """The pages of the datasets, by name."""
    place = tmp_path_factory.mktemp("pages")
    return {
        name: write_report(folder, place / f"{name}.html") for name, folder in (("samples", samples), ("made", made))
    }


@contextmanager
def opened(browser, file, size=WIDE, **settings):
    """The page; that it asked for nothing, wrote no error and fits the window is held at the end."""
    context = browser.new_context(viewport=size, **settings)
    page, faults = context.new_page(), []
    page.on("request", lambda request: request.url == file.as_uri() or faults.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def page(browser, files):
    with opened(browser, files["samples"]) as page:
        yield page


@pytest.fixture
def made_page(browser, files):
    with opened(browser, files["made"]) as page:
        yield page


def wait_for(page, heading):
    page.get_by_role("heading", name=heading, level=1, exact=True).wait_for()


def go(page, address):
    page.evaluate("address => go(address)", address)
    page.wait_for_function("address => (shown || '#') === hash(address)", arg=address)


def things(page):
    """An address of each kind of thing on the page."""
    return page.evaluate(
        """() => ["person/" + speakers()[0].entity.entity_id, "story/" + all("stories")[0].story_id,
        "utterance/" + all("utterances")[0].utterance_id, "outlet/" + all("days").at(-1).outlet,
        "article/" + all("articles").find((row) => where("edits", "article_id", row.article_id).length).article_id,
        "search/ferry"]"""
    )


def test_a_search_finds_names_without_their_accents_and_words_of_texts(page):
    page.keyboard.press("/")
    page.keyboard.type("vaitkunaite")
    page.get_by_role("heading", name="Names (1)").wait_for()
    assert page.locator("#live").inner_text().startswith("1 name")
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="Who speaks").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("no such words anywhere")
    page.get_by_text("Nothing has all of these words.").wait_for()


def test_a_filter_is_followed_by_the_counts_and_goes_along(page):
    assert f"{N_SAMPLES} articles of 8 outlets" in page.locator(".lead").inner_text()
    page.select_option("#outlet", "Morning Post")
    page.get_by_text("6 articles of 1 outlet").wait_for()
    assert "outlet=Morning+Post" in page.url
    page.get_by_role("navigation").get_by_role("link", name="Articles").click()
    page.get_by_role("heading", name="Articles", level=1).wait_for()
    assert page.locator("main li .title").count() == 6
    page.go_back()
    page.go_back()
    page.get_by_text(f"{N_SAMPLES} articles of 8 outlets").wait_for()
    assert page.locator("#outlet").input_value() == ""


def test_sure_only_hides_what_is_unsure(page):
    quotes = page.get_by_role("link", name=re.compile(r"^\d+ quotes$"))
    before = quotes.inner_text()
    page.check("#sure")
    page.wait_for_function(
        "before => ![...document.querySelectorAll('.lead a')].some((a) => a.textContent === before)", arg=before
    )
    assert int(quotes.inner_text().split()[0]) < int(before.split()[0])
    assert page.locator("main .doubt").count() == 0


def test_a_changed_quote_stands_side_by_side(made_page):
    changes = [made_page.locator(f".utterance {tag}").inner_text() for tag in ("del", "ins")]
    assert sorted(changes) == ["may", "will"]
    in_words = made_page.locator(".utterance .version .by").last.inner_text()
    assert in_words == f"“{changes[0]}” → “{changes[1]}”"
    made_page.get_by_role("link", name="2 articles side by side").first.click()
    made_page.get_by_text("had it first").wait_for()
    first = made_page.locator(".versions li").first.inner_text()
    assert "Echo" in first and "had it first" in first
    assert "changed: modal" in made_page.locator(".versions").inner_text()


def test_where_outlets_name_different_speakers_each_is_named(page):
    conflict = page.locator("section", has_text="Outlets name different speakers").locator(".utterance").first
    assert conflict.locator(".who").inner_text().startswith("Karin Lindqvist or Henrik Dahl")
    versions = [" ".join(text.split()) for text in conflict.locator(".version").all_inner_texts()]
    assert [text.split()[-2:] for text in versions] == [["Karin", "Lindqvist"], ["Henrik", "Dahl"]]


def test_a_story_says_what_is_no_report_of_its_own_and_which_outlets_are_known(page):
    go(page, "stories")
    rows = {row.split("\n")[0]: row for row in page.locator("main li").all_inner_texts()}
    assert "1 report + 1 later version" in rows["Wolf seen near school in Ardle"]
    assert "2 reports + 2 copies" in rows["Klaipėda dock strike ends with pay deal"]
    assert "2 outlets, that of 1 article not known" in rows["Ministers agree on ferry checks"]
    assert any("outlet not known" in row for title, row in rows.items() if title.startswith("Pupils in Ardle"))


@pytest.mark.parametrize(
    ("outlet", "said"),
    [
        ("Morning Post", "6 articles, 50 % of them copies, 50 % credited to a news agency; "),
        ("baltic-courier.example", "1 article, no copies, none credited to a news agency; "),
    ],
)
def test_an_outlet_has_its_shares_in_words(page, outlet, said):
    go(page, f"outlet/{outlet}")
    assert page.locator(".lead").inner_text().startswith(said)


def test_an_article_shows_its_marks_and_says_why(made_page):
    made_page.get_by_role("link", name="Gate opens").first.click()
    quote = made_page.locator(".text .said").first
    quote.wait_for()
    said = "".join(made_page.locator(".text .said").all_inner_texts())
    assert said.startswith("“The gate will hold"), "offsets count code points"
    assert "".join(made_page.locator(".text .speaker").all_inner_texts()) == "chief engineer Mara Lindqvist"
    made_page.get_by_role("button", name="About this quote").focus()
    note = made_page.locator(".note")
    assert (
        "Mara Lindqvist" in note.inner_text() and "in 100 sure" in note.inner_text() and "“told”" in note.inner_text()
    )


def test_repairs_are_marked_and_the_raw_text_is_there(page):
    go(page, things(page)[4])
    mend = page.locator(".text .mend").first
    mend.focus()
    assert "Repaired:" in page.locator(".note").inner_text()
    page.get_by_text("between the raw text and this one").click()
    assert page.locator(".raw del").count() >= 1


def test_a_name_leads_to_the_person_and_back_and_forward_work(page):
    page.get_by_role("link", name="Saskia Oudejans").first.click()
    wait_for(page, "Saskia Oudejans")
    address = page.url
    page.get_by_role("link", name="Nordic Wire").first.click()
    wait_for(page, "Nordic Wire")
    page.go_back()
    wait_for(page, "Saskia Oudejans")
    assert page.url == address
    page.go_forward()
    wait_for(page, "Nordic Wire")
    page.goto("about:blank")
    page.goto(address)
    wait_for(page, "Saskia Oudejans")


def test_a_person_has_the_lines_that_put_names_right(page):
    go(page, things(page)[0])
    page.get_by_text("Two in one, or one in two?").click()
    (name,) = page.locator("h1").all_inner_texts()
    lines = page.locator("details", has_text="Two in one").locator("code").inner_text().splitlines()
    assert (lines[0], lines[-1]) == ("decision,a,b", f"same,{name},ANOTHER NAME")


def test_markup_in_a_text_stays_text(made_page):
    made_page.get_by_role("link", name=re.compile("A page on markup")).first.click()
    assert "</script>" in made_page.locator(".text").inner_text()
    assert "harmed" not in made_page.title()


def test_it_fits_a_phone(browser, files):
    with opened(browser, files["samples"], PHONE, has_touch=True) as page:
        for address in (*LISTS, *things(page)):
            go(page, address)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)], ids=["light-wide", "dark-phone"])
def test_everyone_can_use_it(browser, files, scheme, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    levels = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    with opened(browser, files["samples"], size, color_scheme=scheme) as page:
        for address in (*LOOKS, *things(page)):
            go(page, address)
            found = axe.run(page, options=levels).response["violations"]
            assert not found, (address, [(v["id"], [node["html"] for node in v["nodes"]][:3]) for v in found])


def test_without_script_it_can_be_read(browser, files):
    with opened(browser, files["samples"], java_script_enabled=False) as page:
        assert f"{N_SAMPLES} articles of 8 outlets" in page.locator(".lead").inner_text()
        assert not page.locator("#search").is_visible()


def test_explore_reads_what_is_looked_at(browser, samples):
    with serving(samples) as port:
        page, faults = browser.new_page(), []
        own = f"http://127.0.0.1:{port}/"
        page.on("request", lambda request: request.url.startswith(own) or faults.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: "favicon" in message.location["url"] or faults.append(message.text))
        page.goto(own)
        page.get_by_role("link", name="Saskia Oudejans").first.click()
        wait_for(page, "Saskia Oudejans")
        page.locator("main .quote").first.wait_for()
        page.locator("main .quote .title").first.click()
        page.locator(".text .said").first.wait_for()
        page.keyboard.press("/")
        page.keyboard.type("vaitkunaite")
        page.get_by_role("heading", name="Names (1)").wait_for()
        page.close()
    assert faults == []
