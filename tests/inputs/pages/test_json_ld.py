"""Which thing of a page's JSON-LD is its article, and what it says."""

import json

import pytest

from newsloom.transforms.inputs.pages.json_ld import alike, article_statements, things_in, weaker_statements

OTHER = {"@type": "NewsArticle", "headline": "Related: floods of 2011", "datePublished": "2011-05-05"}
OWN = {"@type": "NewsArticle", "headline": "Ferry returns, slowly", "datePublished": "2024-03-05"}


def said(*things, headings=("Ferry returns",), addresses=()):
    statements = article_statements([json.dumps(thing) for thing in things], headings, addresses)
    return dict(reversed(list(statements)))


def authors(value, *others):
    return said({"@type": "Article", "author": value}, *others).get("author")


@pytest.mark.parametrize("things", [([OTHER, OWN],), (OTHER, OWN), ({"@graph": [OTHER, OWN]},)])
def test_the_article_is_the_one_with_the_heading(things):
    assert said(*things)["published_at"] == "2024-03-05"


def test_an_address_tells_as_well():
    own = {**OWN, "headline": "X", "mainEntityOfPage": {"@id": "https://www.p.example/ferry/"}}
    address = ("https://p.example/ferry?x=1",)
    assert said(OTHER, own, headings=(), addresses=address)["published_at"] == "2024-03-05"
    assert said(OTHER, {**own, "mainEntityOfPage": "https://p.example/"}, headings=(), addresses=address) == said(OTHER)


def test_without_a_heading_the_first_is_meant():
    assert said(OTHER, OWN, headings=("Something else",))["published_at"] == "2011-05-05"


def test_a_list_of_others_is_not_looked_into():
    assert said({"@type": "ItemList", "itemListElement": [OTHER]}) == {}
    assert said({"@type": "WebPage", "mainEntity": OWN})["title"] == "Ferry returns, slowly"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Poe", "Ann Poe"),
        ([{"name": "Ann Poe"}, {"givenName": "Tor", "familyName": "Moe"}], "Ann Poe, Tor Moe"),
        ([["Ann Poe"], "Ann Poe"], "Ann Poe"),
        ({"@id": "#p1"}, "Bo Ray"),
        ([{"@id": "#p1"}, {"@id": "#none"}], "Bo Ray"),
        ("#p1", "Bo Ray"),
        ({"name": ["Ann Poe", "Bo Ray"]}, "Ann Poe, Bo Ray"),
        (None, None),
        (7, "7"),
    ],
)
def test_authors(value, names):
    assert authors(value, {"@type": "Person", "@id": "#p1", "name": "Bo Ray"}) == names


@pytest.mark.parametrize(
    "script",
    [
        '{"name": "a // b, ]",}',
        '<!-- {"name": "a // b, ]"} -->',
        '//<![CDATA[\n{"name": "a // b, ]"}\n//]]>',
        '/* x */ {"name": "a // b, ]"};',
        "{&quot;name&quot;: &quot;a // b, ]&quot;}",
    ],
)
def test_what_is_nearly_json_is_read(script):
    assert [thing["name"] for thing in things_in(script)] == ["a // b, ]"]


@pytest.mark.parametrize("script", ["{broken", '"text"', "[" * 5000, "", "[1, null]"])
def test_what_is_none_says_nothing(script):
    assert things_in(script) == []


def test_an_apostrophe_may_be_escaped_as_in_code():
    assert [thing["name"] for thing in things_in(r'{"name": "Ilves\'s \\ ferry"}')] == ["Ilves's \\ ferry"]


@pytest.mark.parametrize(("one", "other"), [("", ""), ("A b c d e", "a b x y z"), ("…", "…")])
def test_unlike(one, other):
    assert not alike(one, other)


def test_alike():
    assert alike("a b c d e", "A &amp; B c x y")


@pytest.mark.parametrize(("one", "other"), [("", "Ferry stays"), ("Ferry stays", ""), ("", "")])
def test_no_words_are_like_none(one, other):
    assert not alike(one, other)


@pytest.mark.parametrize(
    "script",
    [
        '\ufeff{"name": "a"}',
        '{"name": "a"};',
        '{"note": "He said "no" twice and left", "name": "a"}',
        '{"name": "a"}{"name": "b"}',
        '{"name": "a"},\n{"name": "b"};',
        '[{"name": "a"}{"name": "b"}]',
        "{'name': 'a'}",
        '{"name": "a", "other": [1, {"note": "He sa',
    ],
)
def test_quotes_within_strings_and_values_in_a_row_are_read(script):
    assert things_in(script)[0]["name"] == "a"


def test_what_is_beyond_repair_says_nothing():
    assert things_in('{"name": "a", "other": ') == []


def test_what_is_said_for_want_of_better():
    graph = [
        {**OWN, "publisher": {"@id": "#org"}, "dateCreated": "2024-03-04"},
        {"@type": "Organization", "@id": "#org", "name": "Quay Post"},
    ]
    statements = list(weaker_statements([json.dumps({"@graph": graph})], ["Ferry returns"], []))
    assert statements == [("published_at", "2024-03-04"), ("outlet", "Quay Post")]
    assert list(weaker_statements([json.dumps({**OWN, "publisher": {"@id": "#org"}})], ["Ferry returns"], [])) == []
