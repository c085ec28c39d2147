from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.mentions.roles.appositions import _heads, _is_apposed
from newsloom.transforms.mentions.roles.titles import _belongs, _leads_to, is_owner
from tests.marked_names import gazetteer, names, tokenizer
from tests.mentions.build import sentence

CASES = [
    ("title before", "Trade Minister [PERSON Ida Holm] spoke.", ["Trade Minister"]),
    ("with a country", "[NORP Norwegian] Minister [PERSON Ida Holm] spoke.", ["Norwegian Minister"]),
    ("possessive", "[GPE Norway]'s president [PERSON Ida Holm] spoke.", ["Norway's president"]),
    ("of a person", "[PERSON Lund]'s lawyer [PERSON Ida Holm] spoke.", ["Lund's lawyer"]),
    ("no head", "Yesterday [PERSON Ida Holm] spoke.", []),
    ("abbreviation", "Gov. [PERSON Ida Holm] spoke.", ["Gov."]),
    ("elect", "President-elect [PERSON Ida Holm] spoke.", ["President-elect"]),
    (
        "of a seat, which begins a sentence",
        "He left. White House adviser [PERSON Ida Holm] spoke.",
        ["White House adviser"],
    ),
    ("fellow of nobody", "[PERSON Ida Holm], a fellow traveller, left.", []),
    ("lead of nothing", "[PERSON Ida Holm], the lead, left.", []),
    ("of a department", "Secretary of State [PERSON Ida Holm] spoke.", ["Secretary of State"]),
    ("of a body", "director of the [ORG Gull Bank] [PERSON Ida Holm] spoke.", ["director of the Gull Bank"]),
    ("for is not of", "lawyer for police [PERSON Ida Holm] spoke.", []),
    ("small words before a capital", "the same president Minister [PERSON Ida Holm] spoke.", ["Minister"]),
    ("two titles", "chairman and director [PERSON Ida Holm] spoke.", ["chairman and director"]),
    ("not joined", "told police and Minister [PERSON Ida Holm] that", ["Minister"]),
    ("a dash between words", "He left - Minister [PERSON Ida Holm] spoke.", ["Minister"]),
    ("ten words", "a b c" + " federal" * 9 + " judge [PERSON Ida Holm] left", ["federal " * 9 + "judge"]),
    ("no more than ten", "a b c" + " federal" * 12 + " judge [PERSON Ida Holm] left", ["federal " * 9 + "judge"]),
    ("not of a body", "Minister [ORG NFC] spoke.", []),
    ("apposition", "[PERSON Ida Holm], a fellow at the [ORG Gull Bank], left.", ["a fellow at the Gull Bank"]),
    ("apposition of an owner", "[PERSON Ida Holm], [PERSON Lund]'s lawyer, left.", ["Lund's lawyer"]),
    ("age", "[PERSON Ida Holm], 54, a lawyer, left.", ["a lawyer"]),
    ("apposition that does not end", "[PERSON Ida Holm], a lawyer left", []),
    ("a clause ends it", "[PERSON Ida Holm], a lawyer who left", ["a lawyer"]),
    ("a bracket ends it", "[PERSON Ida Holm], a lawyer (a good one)", ["a lawyer"]),
    ("the next of a list", "[PERSON Ida Holm], and the lawyer, [PERSON Per Lund], left.", []),
    ("an age in front", "[PERSON Ida Holm], a 34-year-old lawyer, left.", ["a 34-year-old lawyer"]),
    ("of a state", "He met state Sen. [PERSON Ida Holm] there.", ["state Sen."]),
    ("how many times", "the three-time mayor [PERSON Ida Holm] left", ["mayor"]),
    ("a body begins the sentence", "[ORG Gull Agency] chief [PERSON Ida Holm] left.", ["Gull Agency chief"]),
    ("a known body", "[PERSON Ida Holm] met Fed Chair [PERSON Per Lund].", ["Fed Chair"]),
    ("apposition without a head", "[PERSON Ida Holm], at the bank, left.", []),
    ("head behind a preposition", "[PERSON Ida Holm], of the lawyers, left.", []),
    ("another person ends it", "[PERSON Ida Holm], minister [PERSON Lund], left.", ["minister"]),
    ("of whom somebody is a son", "[PERSON Ida Holm], the vice president's daughter, left.", []),
    ("of whom somebody is an aide", "[PERSON Ida Holm], the minister's adviser, left.", ["the minister's adviser"]),
    ("an office before a rank", "Former army chief General [PERSON Ida Holm] left.", ["Former army chief", "General"]),
    ("a word of the rank's", "the deputy General [PERSON Ida Holm] left.", ["General"]),
    ("a rank that is no rank", "the deputy Minister [PERSON Ida Holm] left.", ["Minister"]),
    ("both sides", "Dr. [PERSON Ida Holm], a surgeon, left.", ["a surgeon"]),
    ("a title before an address", "Trade Minister Dr. [PERSON Ida Holm] spoke.", ["Trade Minister"]),
    ("an address alone", "Mr. [PERSON Ida Holm] met Sir [PERSON Lund].", []),
    ("a sentence between", "He met the minister. Dr. [PERSON Ida Holm] left.", []),
    ("apposition before needs a parse", "The minister, [PERSON Ida Holm], left.", []),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_where_roles_stand(label: str, text: str, expected: list[str]) -> None:
    found = names(text)
    assert [role.text for role in found.role_records] == expected
    assert all(found.text[role.start_char : role.end_char] == role.text for role in found.role_records)


def parsed(words: str) -> ParsedArticle:
    """One sentence of tokens "word/relation/head", head an index; entities are words that end with "*"."""
    cells = [cell.split("/") for cell in words.split()]
    plain = [cell[0].rstrip("*") for cell in cells]
    pos = ["VERB" if cell[1] == "ROOT" else "NOUN" for cell in cells]
    doc = Doc(tokenizer().vocab, plain, heads=[int(cell[2]) for cell in cells], deps=[c[1] for c in cells], pos=pos)
    doc.set_ents([Span(doc, i, i + 1, "PERSON") for i, cell in enumerate(cells) if cell[0].endswith("*")])
    return ParsedArticle("a_0", doc.text, (Paragraph(0, "paragraph", 0, len(doc.text), doc),))


PARSED = [
    (
        "a name that hangs on its title",
        "Yesterday/advmod/4 minister/nsubj/4 dr/nmod/3 Holm*/flat/1 left/ROOT/4",
        ["minister"],
    ),
    (
        "a noun of the title",
        "Yesterday/advmod/4 oil/compound/2 minister/compound/3 Holm*/nsubj/4 left/ROOT/4",
        ["oil minister"],
    ),
    (
        "a field that opens a sentence",
        "Fish/compound/1 Minister/nmod/2 Holm*/nsubj/3 left/ROOT/3",
        ["Fish Minister"],
    ),
    (
        "no field",
        "Yesterday/obl/3 Minister/nmod/2 Holm*/nsubj/3 left/ROOT/3",
        ["Minister"],
    ),
    (
        "apposition before a rank that hangs on it",
        "The/det/1 minister/nsubj/5 ,/punct/3 Admiral/appos/1 Holm*/flat/3 left/ROOT/5",
        ["Admiral"],
    ),
    (
        "and is closed",
        "The/det/1 minister/nsubj/6 ,/punct/3 Admiral/appos/1 Holm*/flat/3 ,/punct/1 left/ROOT/6",
        ["The minister", "Admiral"],
    ),
    (
        "a noun of another phrase",
        "In/case/1 weeks/obl/4 minister/compound/3 Holm*/nsubj/4 left/ROOT/4",
        ["minister"],
    ),
    (
        "apposition before",
        "The/det/1 minister/nsubj/5 ,/punct/3 Holm*/appos/1 ,/punct/1 left/ROOT/5",
        ["The minister"],
    ),
    (
        "apposition before a rank",
        "The/det/1 minister/nsubj/6 ,/punct/4 Prof./nmod/4 Holm*/appos/1 ,/punct/1 left/ROOT/6",
        ["The minister", "Prof."],
    ),
    (
        "honours behind the name",
        "The/det/1 minister/nsubj/8 ,/punct/3 Holm*/appos/1 (/punct/5 SAN/appos/3 )/punct/5 ,/punct/1 left/ROOT/8",
        ["The minister"],
    ),
    (
        "a clause before",
        "Meeting/advcl/6 the/det/2 minister/obj/0 ,/punct/6 Holm*/nsubj/6 ,/punct/6 left/ROOT/6",
        [],
    ),
    (
        "five letters and a stop",
        "Yesterday/advmod/4 mayor/compound/3 ./punct/1 Holm*/nsubj/4 left/ROOT/4",
        ["mayor ."],
    ),
    (
        "six letters and a stop",
        "Yesterday/advmod/4 doctor/compound/3 ./punct/1 Holm*/nsubj/4 left/ROOT/4",
        [],
    ),
    (
        "two short titles",
        "Yesterday/advmod/5 Lt/compound/3 ./punct/1 Gov./nmod/4 Holm*/nsubj/5 left/ROOT/5",
        ["Lt . Gov."],
    ),
    (
        "of somebody, by the parse",
        "Yesterday/advmod/4 Lund*/compound/2 lawyer/compound/3 Holm*/nsubj/4 left/ROOT/4",
        ["Lund lawyer"],
    ),
]


@pytest.mark.parametrize(("label", "words", "expected"), PARSED, ids=[case[0] for case in PARSED])
def test_the_parse_tells_what_belongs(label: str, words: str, expected: list[str]) -> None:
    found = find_mentions(parsed(words), NamesOptions(), gazetteer())
    assert [role.text for role in found.role_records] == expected


def test_the_holder_is_the_one_beside() -> None:
    found = names("[PERSON Ida Holm], a lawyer, met Minister [PERSON Per Lund], a judge.")
    holders = [(role.role, found.chain_records[role.chain].name) for role in found.role_records]
    assert holders == [("lawyer", "Ida Holm"), ("minister", "Per Lund"), ("judge", "Per Lund")]


def test_heads_countries_and_bodies_are_the_chains() -> None:
    (holm,) = (
        c
        for c in names("[NORP Norwegian] ex-minister [PERSON Holm], a fellow at [ORG Gull], left.").chain_records
        if c.type == "PERSON"
    )
    assert (holm.roles, holm.countries, holm.organisations) == (["fellow", "minister"], ["NO"], ["gull"])


def test_a_noun_tells_gender() -> None:
    (holm,) = names("Spokeswoman [PERSON Holm] left.").chain_records
    assert holm.gender == "female"


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Volta/PROPN adviser/NOUN", "PERSON", False),
        ("Volta/PROPN 's/PART adviser/NOUN", "PERSON", True),
        ("Volta/PROPN", "PERSON", False),
        ("Volta/PROPN/compound/1 adviser/NOUN/ROOT/1", "PERSON", True),
        ("Volta/PROPN adviser/NOUN", "ORG", True),
        ("Volta/PROPN adviser/NOUN", "NORP", True),
        ("Volta/PROPN adviser/NOUN", "DATE", False),
    ],
)
def test_whose_a_title_may_be(words: str, label: str, expected: bool) -> None:
    assert is_owner(sentence(words)[0], {0: label}) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a/DET lawyer/NOUN", ["lawyer"]),
        ("a/DET young/ADJ lawyer/NOUN", ["lawyer"]),
        ("former/ADJ lawyer/NOUN", ["lawyer"]),
        ("chairman/NOUN and/CCONJ director/NOUN", ["chairman", "director"]),
        ("the/DET president/NOUN and/CCONJ then/ADV ran/VERB to/ADP a/DET lawyer/NOUN", ["president"]),
        ("from/NOUN lawyer/NOUN", []),
        ("of/ADP lawyer/NOUN", []),
        ("left/VERB lawyer/NOUN", []),
        ("a/DET boat/NOUN", []),
    ],
)
def test_a_titles_heads_come_first(words: str, expected: list[str]) -> None:
    doc = sentence(words)
    assert [head.text for head in _heads(doc, 0, len(doc), {}, gazetteer())] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The/DET/det/1 minister/NOUN/nsubj/4 ,/PUNCT/punct/3 Holm/PROPN/appos/1 left/VERB/ROOT/4", True),
        ("The/DET/det/1 minister/NOUN/appos/3 ,/PUNCT/punct/3 Holm/PROPN/nsubj/4 left/VERB/ROOT/4", True),
        ("The/DET/det/1 minister/NOUN/obl/4 ,/PUNCT/punct/3 Holm/PROPN/nsubj/4 left/VERB/ROOT/4", False),
        ("The/DET minister/NOUN ,/PUNCT Holm/PROPN left/VERB", False),
    ],
)
def test_phrase_and_name_are_one_thing(words: str, expected: bool) -> None:
    doc = sentence(words)
    assert _is_apposed(doc[1], doc[3:4]) == expected


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("Crossing/NOUN guard/NOUN judge/NOUN Holm/PROPN", 0, False),
        ("Federal/ADJ guard/NOUN judge/NOUN Holm/PROPN", 0, True),
        ("Minister/NOUN guard/NOUN judge/NOUN Holm/PROPN", 0, True),
        ("a/DET crossing/NOUN judge/NOUN Holm/PROPN", 1, True),
        ("a/DET quickly/ADV judge/NOUN Holm/PROPN", 1, False),
        ("a/DET crossing/NOUN Judge/NOUN Holm/PROPN", 1, False),
    ],
)
def test_what_belongs_to_a_title(words: str, at: int, expected: bool) -> None:
    assert _belongs(sentence(words), at, 2, 4, {}, gazetteer()) == expected


@pytest.mark.parametrize(
    ("words", "at", "labels", "expected"),
    [
        ("Gull/PROPN/compound/1 boss/NOUN/compound/2 Lee/PROPN/ROOT/2", 0, {0: "ORG"}, True),
        # "House of Gulls boss Lee": by the head of the whole name
        (
            "House/PROPN/compound/3 of/ADP/case/2 Gulls/PROPN/nmod/0 boss/NOUN/ROOT/3",
            2,
            dict.fromkeys((0, 1, 2), "ORG"),
            True,
        ),
        ("saw/VERB/ROOT/0 Gull/PROPN/obj/0 boss/NOUN/obj/0", 1, {1: "ORG"}, False),
        ("Gull/PROPN/obj/3 boss/NOUN/nsubj/3 Lee/PROPN/flat/1 saw/VERB/ROOT/3", 0, {0: "ORG"}, False),
        ("Gull/PROPN/nsubj/3 boss/NOUN/flat/0 Lee/PROPN/flat/0 saw/VERB/ROOT/3", 0, {0: "ORG"}, True),
        ("Gull/PROPN boss/NOUN Lee/PROPN", 0, {0: "ORG"}, True),
    ],
)
def test_what_a_word_before_a_title_hangs_on(words: str, at: int, labels: dict[int, str], expected: bool) -> None:
    """The title and the name end before the fourth word at most."""
    doc = sentence(words)
    end = next((i for i, token in enumerate(doc) if token.pos_ == "VERB" and i > at), len(doc))
    assert _leads_to(doc[at], end, labels) == expected


def test_the_same_title_goes_on_with_its_owner() -> None:
    text = "[NORP Norwegian] President [PERSON Ida Holm] left.\nPresident [PERSON Holm] met ex-minister [PERSON Holm]."
    assert [role.country for role in names(text).role_records] == ["Norway", "Norway", None]


def test_two_owners_of_a_title_fill_in_neither() -> None:
    text = "[ORG Gull] director [PERSON Ida Holm] left.\nDirector [PERSON Holm] is [ORG Tern] director [PERSON Holm]."
    assert [role.organisation for role in names(text).role_records] == ["Gull", None, "Tern"]
