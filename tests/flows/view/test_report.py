"""The page as a file: alone, safe, small, and a summary without script."""

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.view.page.numbers import NUMBERS, query_of
from newsloom.flows.view.page.options import PageOptions
from newsloom.flows.view.report import write_report
from tests.flows.view.made import HARM
from tests.flows.view.test_encode import decoded


class Elements(HTMLParser):
    """The elements with their attributes, and the text of scripts and styles."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        if self.cdata_elem:
            self.texts.append((self.cdata_elem, data))


def page_of(folder, tmp_path, options=None):
    return write_report(folder, tmp_path / "page.html", options).read_text(encoding="utf-8")


def tables_of(page):
    return decoded(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture(scope="module")
def page(made, tmp_path_factory):
    return page_of(made, tmp_path_factory.mktemp("page"))


def test_it_names_nothing_to_load(page):
    found = Elements(page).elements
    assert not {tag for tag, _ in found} & {"img", "link", "iframe", "object", "embed", "video", "audio", "base"}
    assert not [attributes for _, attributes in found if {"src", "style", "onclick", "action"} & set(attributes)]
    assert {attributes["href"][0] for tag, attributes in found if tag == "a"} == {"#"}


def test_its_policy_lets_in_its_own_script_and_style_alone(page):
    parsed = Elements(page)
    policy = next(a["content"] for tag, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    own = {
        f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for tag, text in parsed.texts
        if not text.startswith("{")
    }
    assert set(policy.split("; ")) == own | {"default-src 'none'", "base-uri 'none'"}


def test_texts_cannot_leave_their_place(page):
    assert HARM not in page
    assert len(re.findall("</script>", page)) == 2
    assert any("</script>" in (row["title"] or "") for row in tables_of(page)["articles"])


def test_without_script_it_is_a_summary(page):
    body = unescape(re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL))
    assert "3 articles of 2 outlets" in body
    assert "1 statement in several articles, among them 1 that outlets changed;" in body
    assert "<del>may </del>" in body or "<del>will </del>" in body
    assert "Mara Lindqvist <small>chief engineer</small>" in body
    assert "1 record had no text" in body


def test_each_number_is_what_its_query_gives(made, page):
    shown = {row["name"]: row for row in tables_of(page)["numbers"]}
    dataset = Dataset(made)
    for number in NUMBERS:
        row = shown[number.name]
        assert row["sql"] == query_of(number, PageOptions())
        assert row["sql_sure"] == query_of(number, PageOptions(), sure=True)
        for sql, n in ((row["sql"], row["n"]), (row["sql_sure"], row["n_sure"])):
            assert dataset.sql(sql).fetchall() == [(n,)], sql


def test_a_role_is_the_most_frequent_one_not_the_last_of_the_alphabet(samples, tmp_path):
    tables = tables_of(page_of(samples, tmp_path))
    for entity in tables["entities"]:
        counts = [row["n"] for row in tables["roles"] if row["entity_id"] == entity["entity_id"]]
        assert counts == sorted(counts, reverse=True)


def test_of_a_large_dataset_it_holds_what_fits(samples, tmp_path):
    small = tables_of(page_of(samples, tmp_path, PageOptions(max_bytes=64_000)))
    whole = [row for row in small["articles"] if row.get("text")]
    assert 0 < len(whole) < len(small["articles"])
    assert len(json.dumps(small)) < 200_000
    full = tables_of(page_of(samples, tmp_path))
    assert small["numbers"] == full["numbers"]
    changed = {
        row["article_id"] for row in full["quotes"] if row.get("utterance_id") == full["utterances"][0]["utterance_id"]
    }
    assert {row["article_id"] for row in whole} & changed
