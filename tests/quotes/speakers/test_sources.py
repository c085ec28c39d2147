"""Whom the words of a source name, phrase by phrase."""

import pytest

from newsloom.transforms.mentions.records import RoleRecord
from newsloom.transforms.quotes.speakers.sources import (
    is_document,
    is_person_noun,
    kind_of_type,
    nominal_kind,
    resolve_acronym,
    resolve_named,
)
from tests.quotes.build import FewNames, context, span_of

LEE, PARK = ("Ann Lee", "PERSON", 1), ("Ben Park", "PERSON", 2)
ACME, HOUSE, OSLO = ("Acme", "ORG", 3), ("the House", "ORG", 4), ("Oslo", "GPE", 5)
CLUB = ("Club for Growth", "ORG", 6)
CASES = [  # label, text, names, source (None: all of the text), kind, resolution, chain
    ("reflexive", "Ann Lee herself said", [LEE], "Ann Lee herself", "person", "named", 1),
    ("title with of", "Secretary of State Ann Lee", [LEE], None, "person", "named", 1),
    ("title with a name", "Speaker of the House Ann Lee", [HOUSE, LEE], None, "person", "named", 1),
    ("title with a body", "director of police LR Ann Lee", [LEE], None, "person", "named", 1),
    ("a body's title", "Club for Growth President Ann Lee", [CLUB, LEE], None, "person", "named", 1),
    ("a body's title and more", "Club for Growth President Ann Lee, a fan", [CLUB, LEE], None, "person", "named", 1),
    ("a body and no title", "Club for Growth rival Ann Lee", [CLUB, LEE], None, "organisation", "named", 6),
    ("a bearer's aide", "the director of President Ann Lee", [LEE], None, None, None, None),
    ("of the name itself", "director of Ann Lee", [LEE], None, None, None, None),
    ("for somebody", "secretary for President Ann Lee", [LEE], None, None, None, None),
    ("of somebody's", "director of Acme’s Ann Lee", [ACME, LEE], None, None, None, None),
    ("no office", "supporters of trade Ann Lee", [LEE], None, None, None, None),
    ("a body in apposition", "The grid operator, Acme", [ACME], None, "organisation", "named", 3),
    ("and more behind it", "The grid operator, Acme, of Oslo", [ACME, OSLO], None, "organisation", "named", 3),
    ("what it is before it", "The buyer, Oslo fund Acme,", [OSLO, ACME], None, "organisation", "named", 3),
    ("a trade before it", "The winner, former nurse Ann Lee", [LEE], None, "person", "named", 1),
    ("one of several", "Some, like Sheriff Ann Lee", [LEE], None, None, None, None),
    ("somebody's, in apposition", "The winner, Ann Lee’s aide", [LEE], None, None, None, None),
    ("a document by others", "The lawsuit of the family, Ann Lee", [LEE], None, None, None, None),
    ("no apposition", "A grid operator, Acme", [ACME], None, None, None, None),
    ("an apposition with and", "Ann Lee, Acme’s head of roads and bridges", [LEE, ACME], None, "person", "named", 1),
    ("a place's", "Ann Lee, Oslo’s head of roads and bridges", [LEE, OSLO], None, "person", "named", 1),
    ("two", "Ann Lee and Ben Park", [LEE, PARK], None, "collective", "named", None),
    ("two, by &", "Ann Lee & Ben Park", [LEE, PARK], None, "collective", "named", None),
    ("a place is no second speaker", "Oslo and Ann Lee", [OSLO, LEE], None, "person", "named", 1),
    ("one that ends behind the source", "Ann Lee and Ben Park", [LEE, PARK], "Ann Lee and Ben", "person", "named", 2),
    ("two and their states", "Ann Lee, R-Ohio, and Ben Park", [LEE, PARK], None, "collective", "named", None),
    ("two and others", "Ann Lee, Ben Park and others", [LEE, PARK], None, "collective", "named", None),
    ("no conjunction", "Ann Lee, Ben Park", [LEE, PARK], None, "person", "named", 1),
    (
        "two beside the head",
        "Acme, friend of Ann Lee and Ben Park",
        [ACME, LEE, PARK],
        None,
        "organisation",
        "named",
        3,
    ),
    ("a statement from", "a statement from Acme", [ACME], None, "organisation", "nominal", 3),
    ("reports by", "reports by the bipartisan Acme", [ACME], None, "organisation", "nominal", 3),
    ("a body's report", "an Acme report", [ACME], None, "organisation", "nominal", 3),
    ("somebody's letter", "Ann Lee’s letter", [LEE], None, "person", "nominal", 1),
    ("somebody's written statement", "Ann Lee's first written statement", [LEE], None, "person", "nominal", 1),
    ("somebody's, far before", "Ann Lee's aide in the old new statement", [LEE], None, None, None, None),
    ("a report about", "a report about Acme", [ACME], None, None, None, None),
    ("a place's report", "an Oslo report", [OSLO], None, None, None, None),
    ("a statement from somebody's", "a statement from Ann Lee’s aide", [LEE], None, None, None, None),
    ("no document", "a baker from Acme", [ACME], None, None, None, None),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_named(case: tuple) -> None:
    _, text, rows, source, *expected = case
    speaker = resolve_named(context(text, FewNames(text, rows)), span_of(text, source or text))
    assert [speaker and speaker.kind, speaker and speaker.resolution, speaker and speaker.chain] == expected


@pytest.mark.parametrize(
    ("entity_type", "kind"),
    [
        ("PERSON", "person"),
        ("ORG", "organisation"),
        ("GPE", "organisation"),
        ("NORP", "collective"),
        ("LAW", "unknown"),
    ],
)
def test_kind(entity_type: str, kind: str) -> None:
    assert kind_of_type(entity_type) == kind


KINDS = [  # noun, phrase, kind
    ("minister", "the minister", "person"),
    ("minister", "a minister", "anonymous"),
    ("official", "one official", "anonymous"),
    ("official", "an official", "anonymous"),
    ("official", "another official", "anonymous"),
    ("officials", "senior officials", "collective"),
    ("source", "a source", "anonymous"),
    ("sources", "sources close to the talks", "anonymous"),
    ("official", "the official, on condition of anonymity", "anonymous"),
    ("minister", "the unnamed minister", "anonymous"),
    ("poll", "a new poll", "unknown"),
    ("reports", "several reports", "unknown"),
    ("memos", "two memos", "unknown"),
    ("ministry", "the ministry", "organisation"),
    ("police", "police", "organisation"),
    ("people", "people", "collective"),
    ("bus", "the bus", "unknown"),
    ("class", "the class", "unknown"),
    ("crisis", "the crisis", "unknown"),
    ("zoologist", "the zoologist", "person"),
    ("tree", "the tree", "unknown"),
]


@pytest.mark.parametrize(("noun", "phrase", "kind"), KINDS)
def test_kind_of_a_noun(noun: str, phrase: str, kind: str) -> None:
    assert nominal_kind(noun, phrase) == kind


def test_person_nouns() -> None:
    assert [is_person_noun(noun) for noun in ("mayor", "fireman", "tree", "officials")] == [True, True, False, False]


def test_documents() -> None:
    assert [is_document(noun) for noun in ("report", "reports", "mayor", "class")] == [True, True, False, False]


ACRONYMS = [  # phrase, title of the article's one bearer, whether it is meant
    ("the ASG", "additional solicitor general", True),
    ("The SOS", "secretary of the state", False),
    ("The SS", "secretary of state", True),
    ("ASG", "additional solicitor general", False),
    ("the ASG", "solicitor general", False),
]


@pytest.mark.parametrize(("phrase", "title", "meant"), ACRONYMS)
def test_acronym_of_a_title(phrase: str, title: str, meant: bool) -> None:
    text = f"Ann Lee came. {phrase} said it was late."
    names = FewNames(text, [LEE])
    names.role_records.append(RoleRecord("a_0", 1, 0, 0, title, title, None, None, "current", None))
    speaker = resolve_acronym(context(text, names), names, span_of(text, phrase))
    assert (speaker.chain if speaker else None) == (1 if meant else None)


def test_two_letters_that_are_marked_as_a_name_abbreviate_no_title() -> None:
    text = "The US said it was late."
    names = FewNames(text, [("US", "GPE", 2)])
    names.role_records.append(RoleRecord("a_0", 1, 0, 0, "", "union secretary", None, None, "current", None))
    assert resolve_acronym(context(text, names), names, span_of(text, "The US")) is None
