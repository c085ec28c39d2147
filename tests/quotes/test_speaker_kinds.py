"""Kinds of speakers without a name, by the head noun and the phrase."""

import pytest

from newsloom.transforms.quotes.speaker_kinds import is_person_noun, nominal_kind

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
def test_kind(noun: str, phrase: str, kind: str) -> None:
    assert nominal_kind(noun, phrase) == kind


def test_person_nouns() -> None:
    assert [is_person_noun(noun) for noun in ("mayor", "fireman", "tree", "officials")] == [True, True, False, False]
