from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom.transforms.mentions.bodies import (
    LISTED,
    find_acronyms,
    find_apposed,
    find_bodies_of_people,
    find_listed,
    find_offices,
    find_outlets,
    find_places,
)
from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.names.folding import fold
from tests.marked_names import article, gazetteer

CASES = [
    ("administration", "The [PERSON Holm] administration said so.", ["Holm administration"]),
    ("administration of a full name", "The [PERSON Ida Holm] administration fell.", ["Ida Holm administration"]),
    ("administrations", "The [PERSON Holm] administrations fell.", []),
    ("campaign", "The [PERSON Holm] campaign, however, paid.", ["Holm campaign"]),
    ("office", "[PERSON Holm]’s office declined.", ["Holm’s office"]),
    ("somebody's something else", "[PERSON Holm]’s officer declined.", []),
    ("of a place", "The [GPE Holm] administration said so.", []),
    ("office of a post", "Call the Kent County Sheriff's Office today.", ["Kent County Sheriff's Office"]),
    ("behind words that open a sentence", "But the Harbour Pilots’ Union left.", ["Harbour Pilots’ Union"]),
    ("opened by the article", "The Attorney General’s Office said so.", ["Attorney General’s Office"]),
    ("at most five words", "Ab Cd Ef Gh Ij Kl Mn's Office", ["Ef Gh Ij Kl Mn's Office"]),
    ("small letters", "the sheriff's office", []),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_bodies(label: str, text: str, expected: list[str]) -> None:
    read = article(text)
    names, places = find_name_spans(read, gazetteer()), find_places(read)
    bodies = [*find_bodies_of_people(names, places, read.text), *find_offices(places, read.text)]
    assert [body.text for body in bodies] == expected
    assert all(body.confidence == 0.6 for body in find_offices(places, read.text))
    assert all(body.type == "ORG" and read.text[body.start : body.end] == body.text for body in bodies)


ACRONYMS = [
    ("named at length", "The [ORG World Health Organization] met. A WHO team left.", ["WHO"]),
    ("behind the article", "It told the WHO so.", ["WHO"]),
    ("neither", "A man WHO left sang.", []),
    ("shouted", "The [ORG World Health Organization] met. GUESS WHO CAME", []),
    ("no body's", "The [ORG World Health Organization] met. The NGO left.", []),
]


@pytest.mark.parametrize(("label", "text", "expected"), ACRONYMS, ids=[case[0] for case in ACRONYMS])
def test_acronyms_that_are_words(label: str, text: str, expected: list[str]) -> None:
    read = article(text)
    bodies = find_acronyms(find_name_spans(read, gazetteer()), find_places(read), read.text, gazetteer())
    assert [body.text for body in bodies] == expected


def test_sentences_are_counted_over_paragraphs() -> None:
    read = article("One. Two.\nThree. The Kent Sheriff's Office fell.")
    (body,) = find_offices(find_places(read), read.text)
    assert (body.paragraph, body.sentence) == (1, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The operator, [ORG Gull] Grid, said so.", ["Gull Grid"]),
        ("The operator, [ORG Gull] Grid And Wire Works, said so.", []),
        ("The operator, [ORG Gull] Grid said so.", []),
        ("The operator [ORG Gull] Grid, said so.", []),
        ("The company, [PERSON Gull] Grid, said so.", ["Gull Grid"]),
        ("The miller, [PERSON Gull] Lindau, said so.", []),
        ("He spoke to them, [PERSON Gull] Grid, said so.", []),
        ("In the paper, [ORG Gull] Monday, it was so.", []),
    ],
)
def test_a_body_between_commas_is_whole(text: str, expected: list[str]) -> None:
    read = article(text)
    assert [body.text for body in find_apposed(find_name_spans(read, gazetteer()), read.text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was late, the Nation reported.", ["the Nation"]),
        ("The Nation first reported it.", ["The Nation"]),
        ("She told The Nation so.", ["The Nation"]),
        ("According to The Hill, it was late.", ["The Hill"]),
        ("The Irish Times has reported it.", ["Irish Times"]),
        ("She told the Nation Council so.", []),
        ("The nation reported it.", []),
        ("The Hill is steep.", []),
        ("The Brelt reported it.", []),
    ],
)
def test_outlets_that_are_words_report_or_are_told(text: str, expected: list[str]) -> None:
    read = article(text)
    outlets = list(find_outlets(find_places(read), read.text))
    assert [outlet.text for outlet in outlets] == expected
    assert all(outlet.type == "ORG" and read.text[outlet.start : outlet.end] == outlet.text for outlet in outlets)


LISTED_CASES = [
    ("one word", "Then Rappler wrote of it.", ["Rappler"]),
    ("the longest", "The Xinhua News Agency wrote of it.", ["Xinhua News Agency"]),
    ("with its accent", "A story in Clarín of today", ["Clarín"]),
    ("a possessive", "Safaricom's masts and Safaricom’s men", ["Safaricom", "Safaricom"]),
    ("with a hyphen", "He left Zanu-PF for good.", ["Zanu-PF"]),
    ("before a participle", "A Safaricom-led group", ["Safaricom"]),
    ("a part of another name", "The Safaricom-Gull deal and Safaricoms", []),
    ("an address", "See safaricom.com and @Rappler or Rappler.com today.", []),
    ("small letters", "a rappler of sorts", []),
    ("known, of several words", "The Gull Watch Union of Holm met.", ["Gull Watch Union"]),
    ("known, with a possessive", "Gull Watch's boat", ["Gull Watch"]),
    ("known, in small letters", "A Gull watch stopped.", []),
    ("known, of one word", "The Gullfax stopped.", []),
]


@pytest.mark.parametrize(("label", "text", "expected"), LISTED_CASES, ids=[case[0] for case in LISTED_CASES])
def test_bodies_by_name(label: str, text: str, expected: list[str]) -> None:
    known_bodies = replace(gazetteer(), known_bodies=frozenset(("gull watch", "gull watch union", "gullfax")))
    parsed = article(text)
    spans = list(find_listed(find_places(parsed), parsed.text, known_bodies))
    assert [span.text for span in spans] == expected
    assert {span.type for span in spans} <= {"ORG"}


def test_no_name_of_the_list_is_a_country() -> None:
    assert not [name for name in LISTED if fold(name) in gazetteer().country_of]
