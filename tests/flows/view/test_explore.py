"""`newsloom explore`: every address answers from the tables, for this machine alone, and follows new runs."""

import http.client
import json
import shutil
import threading
from contextlib import contextmanager

import pytest

from newsloom.flows.dataset.dataset import Dataset, DatasetError
from newsloom.flows.view.explore import Explorer, make_server
from newsloom.flows.view.page.numbers import NUMBERS, query_of
from newsloom.flows.view.page.options import PageOptions
from newsloom.flows.view.page.part import PARTS
from tests.conftest import N_SAMPLES
from tests.flows.view.test_encode import decoded


@pytest.fixture(scope="module")
def explorer(samples):
    return Explorer(samples)


def rows(explorer, *address):
    return decoded(explorer.rows(*address))


@contextmanager
def serving(folder):
    server = make_server(folder, 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def get(port, path, host=None, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), dict(answer.getheaders())


def test_the_page_begins_with_the_lists_and_no_text(explorer):
    page = explorer.page()
    assert "connect-src 'self'" in page
    assert "Linas Petkus" in page
    assert f"{N_SAMPLES} articles of 8 outlets" in page


def test_a_person_has_all_quotes_and_articles(explorer):
    person = next(row for row in rows(explorer, "search/petkus")["entities"] if row["name"] == "Linas Petkus")
    held = rows(explorer, f"person/{person['entity_id']}")
    assert {row["entity_id"] for row in held["quotes"]} == {person["entity_id"]}
    assert {row["article_id"] for row in held["quotes"]} <= {row["article_id"] for row in held["articles"]}
    assert sum(row["n"] for row in held["speech"]) == 8


def test_an_article_comes_with_its_text_its_marks_and_its_copies(explorer):
    article = next(row for row in rows(explorer, "articles")["articles"] if row.get("copy_of_id"))
    assert article.get("text") is None
    held = rows(explorer, f"article/{article['article_id']}")
    texts = {row["article_id"]: row.get("text") for row in held["articles"]}
    assert texts[article["article_id"]] and article["copy_of_id"] in texts
    assert held["mentions"] and held["quotes"] and held["stories"]


def test_a_statement_has_every_version(explorer):
    statement = rows(explorer, "quotes")["utterances"][0]
    held = rows(explorer, f"utterance/{statement['utterance_id']}")
    assert len(held["quotes"]) == len(held["variants"]) == statement["n_reports"]


def test_a_search_looks_into_texts_without_regard_to_accents(explorer):
    assert [row["name"] for row in rows(explorer, "search/VAITKUNAITE")["entities"]] == ["Agnė Vaitkūnaitė"]
    assert rows(explorer, "search/%zeppelin_'")["articles"] == []
    assert rows(explorer, "search/ferry checks")["articles"]


@pytest.mark.parametrize(("words", "found"), [("ship gdansk", 1), ("Gdańsk ship", 1), ("ship zeppelin", 0)])
def test_a_quote_has_to_have_all_of_the_words(explorer, words, found):
    held = rows(explorer, f"search/{words}")
    of_article = {row["article_id"] for row in held["articles"] if "quays" in row["title"]}
    assert len([row for row in held["quotes"] if row["article_id"] in of_article]) == found


def test_filters_are_those_of_the_page(explorer):
    assert {row["outlet"] for row in rows(explorer, "articles", "Port News")["articles"]} == {"Port News"}
    days = {row["day"] for row in rows(explorer, "articles", "", "2025-04")["articles"]}
    assert "2025-04-04" in days and all(day.startswith("2025-04") for day in days)


LOTS = {
    "said": ("quotes", lambda row, copies: row["article_id"] not in copies, "quotes"),
    "articles": ("articles", lambda row, copies: True, "articles"),
    "articles/copies": ("articles", lambda row, copies: row["article_id"] in copies, "copies"),
    "people": ("entities", lambda row, copies: row["type"] == "PERSON", "people"),
    "people/others": ("entities", lambda row, copies: row["type"] != "PERSON", "others"),
    "people/silent": ("entities", lambda row, copies: not row["quoted"], "silent"),
    "stories": ("stories", lambda row, copies: True, "stories"),
    "quotes": ("utterances", lambda row, copies: True, "several"),
    "quotes/changed": ("utterances", lambda row, copies: True, "changed"),
    "quotes/shortened": ("utterances", lambda row, copies: True, "shortened"),
    "quotes/conflicts": ("utterances", lambda row, copies: True, "conflicts"),
}
"""Address of a list → the table of its rows, which of them are the list's, and the number that counts them."""


@pytest.mark.parametrize("address", LOTS)
def test_a_long_list_comes_in_lots_to_the_last_row(samples, few, address):
    table, is_of_list, name = LOTS[address]
    copied = Dataset(samples).sql("SELECT article_id FROM articles WHERE duplicate_of IS NOT NULL")
    copies = {article_id for (article_id,) in copied.fetchall()}
    listed, lots = set(), 0
    while True:
        answer = few.rows(address, lot=str(lots))
        listed |= {json.dumps(row) for row in decoded(answer)[table] if is_of_list(row, copies)}
        lots += 1
        if not json.loads(answer)["more"]:
            break
    (number,) = [number for number in NUMBERS if number.name == name]
    ((n,),) = Dataset(samples).sql(query_of(number, PageOptions())).fetchall()
    assert len(listed) == n
    assert lots > n // 8


@pytest.fixture(scope="module")
def few(samples):
    return Explorer(samples, PageOptions(part_quotes=7, part_articles=6, part_names=5))


@pytest.mark.parametrize("lot", ["-1", "x", "²", "9" * 30])
def test_a_lot_that_is_none_is_the_first_or_empty(explorer, lot):
    assert "articles" in rows(explorer, "articles", "", "", lot)


@pytest.mark.parametrize("address", ["", "nonsense", "person/", "article/x' OR 1=1 --", *PARTS])
def test_no_address_fails(explorer, address):
    assert "articles" in rows(explorer, address)


def test_it_answers_this_machine_alone(samples):
    with serving(samples) as port:
        status, page, headers = get(port, "/")
        assert status == 200 and "Linas Petkus" in page
        assert headers["Cache-Control"] == "no-store" and "Access-Control-Allow-Origin" not in headers
        assert get(port, "/", host=f"evil.example:{port}")[0] == 403
        assert get(port, "/../etc/passwd")[0] == 404
        assert get(port, "/", method="POST")[0] == 501
        status, answer, _ = get(port, "/rows?address=people")
        assert status == 200 and json.loads(answer)["snapshot"] == (samples / "current").resolve().name


def test_a_new_snapshot_is_followed(samples, tmp_path):
    folder = tmp_path / "news"
    shutil.copytree(samples, folder, symlinks=True)
    explorer = Explorer(folder)
    before = (folder / "current").resolve()
    later = before.with_name("29991231T000000000000-abcdef")
    shutil.copytree(before, later)
    (folder / "next").symlink_to(later.relative_to(folder))
    (folder / "next").replace(folder / "current")
    assert json.loads(explorer.rows("people"))["snapshot"] == later.name
    assert later.name in explorer.page()


def test_nothing_to_explore_is_said(tmp_path):
    with pytest.raises(DatasetError):
        Explorer(tmp_path / "nothing")
