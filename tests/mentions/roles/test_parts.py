"""What the words of a role say, from roles as they stand beside a name."""

from __future__ import annotations

import pytest

from newsloom.transforms.mentions.roles.parts import _goes_on, read_role
from newsloom.transforms.mentions.roles.words import is_head, is_proper
from tests.marked_names import gazetteer, names, tokenizer
from tests.mentions.build import sentence

H = "[PERSON Ida Holm]"
CASES = [
    ("case and article", f"The Trade Minister {H} left.", ("trade minister", None, None, "current")),
    ("acronym", f"The CEO {H} left.", ("CEO", None, None, "current")),
    ("abbreviation", f"Sen. {H} left.", ("senator", None, None, "current")),
    ("shouted abbreviation", f"SEN {H} left.", ("senator", None, None, "current")),
    ("shouted, four letters", f"HOST {H} left.", ("host", None, None, "current")),
    ("a party's word", f"Democrat Mayor {H} left.", ("mayor", None, None, "current")),
    ("a leaning", f"[NORP Conservative] activist {H} left.", ("conservative activist", None, None, "current")),
    ("a leaning of who is elected", f"[NORP Conservative] Rep. {H} left.", ("representative", None, None, "current")),
    ("half a people", f"An African-[NORP American] writer {H} left.", ("writer", None, "United States", "current")),
    ("an opinion with a hyphen", f"The plain-speaking general {H} left.", ("general", None, None, "current")),
    ("a hyphen of a status", f"The ex-[ORG NFC] general {H} left.", ("general", "NFC", None, "former")),
    ("what a writer says", f"The great writer {H} left.", ("writer", None, None, "current")),
    ("the first of them", f"The first [NORP Norwegian] minister {H} left.", ("minister", None, "Norway", "current")),
    ("the first of its name", f"First Minister {H} left.", ("first minister", None, None, "current")),
    ("previous", f"The previous mayor {H} left.", ("mayor", None, None, "former")),
    ("future", f"The future mayor {H} left.", ("mayor", None, None, "elect")),
    ("a state's chamber", f"State Senate President {H} left.", ("president", "State Senate", None, "current")),
    ("shouted", f"PRESIDENT {H} left.", ("president", None, None, "current")),
    ("adjective of a country", f"[NORP Norwegian] Minister {H} left.", ("minister", None, "Norway", "current")),
    ("a party stays", f"[NORP Gullite] Minister {H} left.", ("Gullite minister", None, None, "current")),
    ("country's", f"[GPE Norway]'s president {H} left.", ("president", None, "Norway", "current")),
    ("a town's", f"[GPE Brelt] mayor {H} left.", ("mayor", "Brelt", None, "current")),
    ("of a town", f"The mayor of [GPE Brelt] {H} left.", ("mayor", "Brelt", None, "current")),
    ("a state's", f"[GPE Ohio] Gov. {H} left.", ("governor", "Ohio", None, "current")),
    ("based in a town", f"[GPE Brelt]-based mayor {H} left.", ("mayor", None, None, "current")),
    ("an office that is no town's", f"[GPE Brelt] painter {H} left.", ("painter", None, None, "current")),
    ("a body behind the name", f"Analyst {H} of the [ORG Gull Bank] left.", ("analyst", "Gull Bank", None, "current")),
    ("a party behind the name", f"Minister {H} of the [ORG Gull Party] left.", ("minister", None, None, "current")),
    ("what a body behind owns", f"Analyst {H} of [ORG Gull]'s fall", ("analyst", None, None, "current")),
    ("the one before", f"The past president of [ORG NFC] {H} left.", ("president", "NFC", None, "former")),
    ("in an apposition, now", f"{H}, now a writer at [ORG NFC], left.", ("writer", "NFC", None, "current")),
    ("in an apposition, once", f"{H}, once a writer at [ORG NFC], left.", ("writer", "NFC", None, "former")),
    (
        "with a hyphen at the end",
        f"Education director-general {H} left.",
        ("education director general", None, None, "current"),
    ),
    ("a side of a nation", f"[NORP Western Australian] Premier {H} left.", ("premier", None, None, "current")),
    ("a chamber behind", f"{H}, president of the Senate, left.", ("president", "Senate", None, "current")),
    ("running for a chamber", f"{H}, an aide running for Senate, left.", ("aide", None, None, "current")),
    ("an acronym that was marked", f"Former [ORG MLA] {H} left.", ("MLA", None, None, "former")),
    ("a prefix", f"Sub-Inspector {H} left.", ("sub-inspector", None, None, "current")),
    ("body before", f"[ORG NFC] director {H} left.", ("director", "NFC", None, "current")),
    ("chamber before", f"House Speaker {H} left.", ("speaker", "House", None, "current")),
    (
        "body with a head word",
        f"The [ORG Gull Board of Supervisors] chairman {H} left.",
        ("chairman", "Gull Board of Supervisors", None, "current"),
    ),
    ("commander in chief", f"Commander-in-chief {H} left.", ("commander in chief", None, None, "current")),
    (
        "a body with its acronym",
        f"[ORG Gull Board] ([ORG GB]) chairman {H} left.",
        ("chairman", "Gull Board", None, "current"),
    ),
    (
        "of what somebody owns",
        f"{H}, director of women's health, left.",
        ("director of women's health", None, None, "current"),
    ),
    ("honours behind the name", f"{H} OBE, a writer, left.", ("writer", None, None, "current")),
    ("seat", f"[FAC Kremlin] spokesman {H} left.", ("spokesman", "Kremlin", None, "current")),
    ("no seat", f"[FAC Gull Tower] spokesman {H} left.", ("spokesman", None, None, "current")),
    ("body behind", f"{H}, a fellow at the [ORG Gull Bank], left.", ("fellow", "Gull Bank", None, "current")),
    (
        "what the title is of",
        f"{H}, a professor of law at [ORG Gull College], left.",
        ("professor of law", "Gull College", None, "current"),
    ),
    ("of a country", f"{H}, president of [GPE Norway], left.", ("president", None, "Norway", "current")),
    (
        "a body of titles' words",
        f"[ORG Justice Department] aide {H} left.",
        ("aide", "Justice Department", None, "current"),
    ),
    (
        "a body behind that begins with one",
        f"{H}, chairman of the [ORG Senate Fish Committee], left.",
        ("chairman", "Senate Fish Committee", None, "current"),
    ),
    ("a department's word", f"[ORG State] Secretary {H} left.", ("secretary", None, None, "current")),
    (
        "a people of two words",
        f"[NORP South African] President {H} left.",
        ("president", None, "South Africa", "current"),
    ),
    ("of an owner without name", f"{H}, the party's executive, left.", ("executive", None, None, "current")),
    ("a nation in a longer name", f"[GPE U.S. District] Judge {H} left.", ("judge", None, "United States", "current")),
    ("of what a country does", f"{H}, director of [GPE Norway] research, left.", ("director", None, None, "current")),
    ("about a country", f"{H}, senior director for [GPE Norway], left.", ("senior director", None, None, "current")),
    ("speaks for a country", f"{H}, a spokesman for [GPE Norway], left.", ("spokesman", None, "Norway", "current")),
    ("plays for a country", f"{H}, a midfielder for [GPE Norway], left.", ("midfielder", None, "Norway", "current")),
    (
        "ambassador to a country",
        f"{H}, the [GPE U.S.] ambassador to [GPE Norway], left.",
        ("ambassador", None, "United States", "current"),
    ),
    ("ambassador to nobody's", f"{H}, ambassador to [GPE Norway], left.", ("ambassador", None, None, "current")),
    ("about a body", f"{H}, a lecturer on the [ORG Gull Bank], left.", ("lecturer", None, None, "current")),
    ("behind the title", f"{H}, a lawyer representing them, left.", ("lawyer", None, None, "current")),
    ("a department's word", f"Secretary of [ORG State] {H} left.", ("secretary of state", None, None, "current")),
    ("former", f"Former Minister {H} left.", ("minister", None, None, "former")),
    ("ex", f"The ex-minister {H} left.", ("minister", None, None, "former")),
    ("then", f"Then-Minister {H} left.", ("minister", None, None, "former")),
    ("acting", f"[GPE Norway]'s acting minister {H} left.", ("minister", None, "Norway", "acting")),
    ("elect", f"President-elect {H} left.", ("president", None, None, "elect")),
    ("then elect", f"First Ada Obi, then President-elect {H} left.", ("president", None, None, "elect")),
    ("said to be current", f"The incumbent president {H} left.", ("president", None, None, "current")),
    ("an unmarked state", f"Ohio Sen. {H} left.", ("senator", None, None, "current")),
    ("one of two words", f"It was New Jersey Gov. {H}.", ("governor", None, None, "current")),
    ("fellow", f"Fellow Sen. {H} left.", ("senator", None, None, "current")),
    ("below a governor", f"He met Lieutenant Gov. {H} there.", ("lieutenant governor", None, None, "current")),
    ("two in one", f"{H}, a veteran and lawmaker, left.", ("veteran and lawmaker", None, None, "current")),
    ("an age", f"{H}, a 34-year-old lawyer, left.", ("lawyer", None, None, "current")),
    ("whose the picture is", f"Per Lund/AP President {H} left.", ("president", None, None, "current")),
    ("what a writer says", f"The outspoken mayor {H} left.", ("mayor", None, None, "current")),
    ("a known body", f"The Fed chairman {H} left.", ("chairman", "Fed", None, "current")),
    ("a known body with its town", f"[GPE Brelt] Fed chairman {H} left.", ("chairman", "Brelt Fed", None, "current")),
    ("an acronym's", f"{H}, GULL's director, left.", ("director", "GULL", None, "current")),
    (
        "a body marked in part",
        f"{H}, head of [ORG Colour] of Change, left.",
        ("head", "Colour of Change", None, "current"),
    ),
    (
        "cut in front of its end",
        f"{H}, head of [ORG Gulls and] Terns, left.",
        ("head", "Gulls and Terns", None, "current"),
    ),
    (
        "a body with a small word",
        f"{H}, editor of Truth in Print, left.",
        ("editor", "Truth in Print", None, "current"),
    ),
    ("a department's capital", f"{H}, his secretary of State, left.", ("secretary of state", None, None, "current")),
    (
        "speaks for a government",
        f"{H}, a spokesman for the [NORP Norwegian] government, left.",
        ("spokesman", None, "Norway", "current"),
    ),
    ("hyphen", f"Vice-President {H} left.", ("vice president", None, None, "current")),
    ("vice", f"The Vice President {H} left.", ("vice president", None, None, "current")),
    (
        "a second title",
        f"{H}, president of the [ORG Gull] and former [NORP Norwegian] minister, left.",
        ("president", "Gull", None, "current"),
    ),
    ("an unmarked name", f"told Volta campaign manager {H} so", ("campaign manager", None, None, "current")),
    ("an unmarked body", f"{H}, head of the Gull Fish Club, left.", ("head", "Gull Fish Club", None, "current")),
    ("one unmarked word", f"{H}, lawyer for ProGull, left.", ("lawyer", None, None, "current")),
    ("an unmarked town", f"{H}, lawyer from Gull Town, left.", ("lawyer", None, None, "current")),
    ("at the time", f"{H}, [GPE Norway]'s minister at the time, left.", ("minister", None, "Norway", "former")),
    ("a body's town", f"{H}, director of [ORG Gull]-based firms, left.", ("director", None, None, "current")),
    ("a party's member", f"[NORP Republican] Sen. {H} left.", ("senator", None, None, "current")),
    ("an unmarked party's member", f"Democratic Congresswoman {H} left.", ("congresswoman", None, None, "current")),
    ("a party in letters", f"[ORG GOP] Gov. {H} left.", ("governor", None, None, "current")),
    ("a party's office", f"[ORG GOP] chairwoman {H} left.", ("chairwoman", "GOP", None, "current")),
    (
        "a party's office, written out",
        f"[ORG Republican Party] chair {H} left.",
        ("chair", "Republican Party", None, "current"),
    ),
    ("two titles", f"{H}, chair and director of [ORG Gull], left.", ("chair and director", "Gull", None, "current")),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_parts(label: str, text: str, expected: tuple[str, str | None, str | None, str]) -> None:
    (role,) = names(text).role_records
    assert (role.role, role.organisation, role.country, role.status) == expected


def test_a_seat_that_no_tagger_marked() -> None:
    doc = tokenizer()("a senior White House official")
    parts = read_role(doc, 0, len(doc), {}, gazetteer())
    assert (parts.text, parts.organisation) == ("senior official", "White House")


def test_a_nation_that_no_tagger_marked() -> None:
    doc = tokenizer()("Norwegian President")
    parts = read_role(doc, 0, len(doc), {}, gazetteer())
    assert (parts.text, parts.country) == ("president", "NO")


OCCUPATIONS = [
    ("Sen.", "senator"),
    ("Representative", "representative"),
    ("Attorney General", "attorney"),
    ("Surgeon General", "surgeon"),
    ("Lieutenant General", "general"),
    ("General", "general"),
    ("Secretary-General", "secretary"),
    ("Vice-President", "president"),
]


@pytest.mark.parametrize(("title", "expected"), OCCUPATIONS)
def test_the_word_by_which_people_are_compared(title: str, expected: str) -> None:
    assert names(f"{title} {H} left.").chains[0]["roles"] == [expected]


def test_a_role_that_is_all_of_a_name_has_words() -> None:
    doc = tokenizer()("Gull Board")
    parts = read_role(doc, 0, len(doc), {0: "ORG", 1: "ORG"}, gazetteer())
    assert parts.text == "board"


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [
        ("finance", "NOUN", True),
        ("Justice", "PROPN", True),
        ("foreign", "ADJ", True),
        ("x", "", True),
        ("quickly", "ADV", False),
        ("left", "VERB", False),
        ("3", "NOUN", False),
        ("the", "DET", True),
        ("and", "CCONJ", True),
        ("&", "CCONJ", True),
        ("minister", "VERB", True),
    ],
)
def test_what_goes_on_behind_a_preposition(word: str, pos: str, expected: bool) -> None:
    assert _goes_on(sentence(f"{word}/{pos}")[0], {}, gazetteer()) == expected


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("the/DET Justice/PROPN minister/NOUN", 1, True),
        ("the/DET Justice/PROPN Minister/NOUN", 1, False),
        ("the/DET justice/NOUN minister/NOUN", 1, False),
        ("the/DET NFC/PROPN minister/NOUN", 1, False),
        (",/PUNCT Justice/PROPN minister/NOUN", 1, False),
        ("Justice/PROPN minister/NOUN left/VERB", 0, False),
    ],
)
def test_a_capital_before_a_title_in_small_letters_is_a_names(words: str, at: int, expected: bool) -> None:
    doc = sentence(words)
    head = next(token.i for token in doc if token.lower_ == "minister")
    assert is_proper(doc[at], head) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("minister", True), ("co-minister", True), ("ex-minister", True), ("boat", False)]
)
def test_heads_of_titles(word: str, expected: bool) -> None:
    assert is_head(sentence(f"{word}/NOUN")[0], gazetteer()) == expected


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Former Justice Department Inspector General", "inspector general", "Justice Department"),
        ("the Fish Reform Committee chairman", "chairman", "Fish Reform Committee"),
        ("EU envoy", "envoy", "EU"),
        ("Department Director", "department director", None),
        ("Deputy Director", "deputy director", None),
        ("CEO", "CEO", None),
    ],
)
def test_a_body_before_a_title_that_no_tagger_marked(text: str, role: str, organisation: str | None) -> None:
    doc = tokenizer()(text)
    parts = read_role(doc, 0, len(doc), {}, gazetteer())
    assert (parts.text, parts.organisation) == (role, organisation)
