"""Paragraphs that an outlet prints again and again are boilerplate in all of its articles, whichever came first."""

import json
from itertools import pairwise

import pytest

from newsloom.flows.dataset.dataset import Dataset

APPEAL = "“Readers like you keep this paper on its feet,” publisher Odda Quist said. Ask Mr. Quist for the Tide Club."
TOWNS = ("Lowmoor", "Harrow Quay", "Aldmoor", "Corvik", "Sandnes", "Ebbas")
SAID = (
    "We have paid for that bridge twice",
    "Nobody asked the islanders",
    "My boat was built for harder winters",
    "The engine comes from a yard in the north",
    "Half of the fuel is ours to buy",
    "Visitors will find the quay in better shape",
)
PEOPLE = ("Ina Vestby", "Tom Achter", "Rut Lie", "Ann Bering", "Siv Moe", "Leo Fors")
KEY = {
    "segments": ["article_id", "ordinal", "kind"],
    "quotes": ["quote_id", "text", "speaker"],
    "quote_segments": ["quote_id", "ordinal"],
    "other_attributions": ["quote_id"],
    "mentions": ["mention_id", "text"],
    "roles": ["article_id", "start_char", "end_char"],
    "article_pairs": ["article_id_a", "article_id_b", "relation"],
    "entities": ["name", "type", "n_articles", "n_mentions", "n_quotes"],
    "aliases": ["alias", "n_mentions"],
    "utterances": ["text", "n_reports", "n_outlets"],
}


def article(n, with_appeal=True):
    own = f"The council of {TOWNS[n]} voted on Tuesday to reopen the ferry, {n + 3} winters after it had been stopped."
    said = f"“{SAID[n]},” {PEOPLE[n]} said in {TOWNS[n]}. It is back in May."
    return {
        "title": f"Ferry of {TOWNS[n]}",
        "text": "\n\n".join([own, *([APPEAL] if with_appeal else []), said]),
        "date": f"2024-03-0{n + 1}",
        "url": f"https://tide.example/{n}",
    }


def build(folder, newsloom, runs):
    for number, records in enumerate(runs):
        file = folder / f"in-{number}.jsonl"
        file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        result = newsloom("run", file, "--dataset", folder / "news", "--workers", 1, "--quiet")
        assert result.exit_code == 0, result.output
    assert newsloom("check", folder / "news").exit_code == 0
    return {name: Dataset(folder / "news").read(name) for name in [*KEY, "articles"]}


def rows(tables, name):
    table = tables[name]
    table = table[table["status"] == "active"] if "status" in table and name != "roles" else table
    return sorted(map(str, table[KEY[name]].itertuples(index=False, name=None)))


@pytest.fixture(scope="module")
def at_once(tmp_path_factory, newsloom):
    return build(tmp_path_factory.mktemp("once"), newsloom, [[article(n) for n in range(6)]])


def test_nothing_of_it_is_left(at_once):
    kinds = at_once["segments"].groupby("article_id")["kind"].agg(list)
    assert all(kind == ["paragraph", "boilerplate", "paragraph"] for kind in kinds)
    assert len(at_once["quotes"]) == 6 and not at_once["quotes"]["text"].str.contains("Readers").any()
    for name in ("mentions", "entities"):
        column = at_once[name]["text" if name == "mentions" else "name"]
        assert not column.str.contains("Quist|Tide Club").any()
    assert set(PEOPLE) <= set(at_once["entities"]["name"])
    assert at_once["article_pairs"][at_once["article_pairs"]["relation"] == "shared_passage"].empty


@pytest.mark.parametrize(("cuts", "backwards"), [((0, 4, 6), True), ((0, 1, 5, 6), False), ((0, 2, 3, 5, 6), True)])
def test_runs_and_order_do_not_matter(at_once, tmp_path, newsloom, cuts, backwards):
    records = [article(n) for n in range(6)][:: -1 if backwards else 1]
    tables = build(tmp_path, newsloom, [records[a:b] for a, b in pairwise(cuts)])
    for name in KEY:
        assert rows(tables, name) == rows(at_once, name), name


def test_until_then_it_is_read(tmp_path, newsloom):
    tables = build(tmp_path, newsloom, [[article(n) for n in range(4)]])
    assert (tables["segments"]["kind"] == "paragraph").all()
    assert tables["quotes"]["text"].str.contains("Readers").sum() == 4
    assert "Odda Quist" in set(tables["entities"]["name"])


def test_of_others_what_it_names_stays(tmp_path, newsloom):
    """An entity of the paragraph that is named elsewhere, too, loses no more than the paragraph's mentions."""
    other = {
        "title": "Publisher steps down",
        "text": "Publisher Odda Quist will step down in May after 30 years. “I am tired,” Quist told reporters.",
        "date": "2024-03-09",
        "url": "https://tide.example/9",
    }
    tables = build(tmp_path, newsloom, [[other], [article(n) for n in range(3)], [article(3), article(4)]])
    (quist,) = tables["entities"][tables["entities"]["name"] == "Odda Quist"].to_dict("records")
    mentions = tables["mentions"][tables["mentions"]["entity_id"] == quist["entity_id"]]
    assert (quist["n_articles"], quist["n_quotes"]) == (1, 1)
    assert quist["n_mentions"] == len(mentions) and mentions["article_id"].nunique() == 1
    aliases = tables["aliases"][tables["aliases"]["entity_id"] == quist["entity_id"]]
    names = mentions[mentions["kind"] == "name"]["text"].value_counts()
    assert dict(zip(aliases["alias"], aliases["n_mentions"], strict=True)) == names.to_dict()
    assert tables["utterances"]["speaker_entity_id"].notna().all()
