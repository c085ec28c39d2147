"""Who a few words of a headline can mean."""

import pytest

from newsloom.transforms.mentions.records import Mention
from newsloom.transforms.utterances.headlines.callers import Callers, callers_of, is_evidence, is_one, is_speaking_noun
from tests.utterances.headlines.build import callers


@pytest.mark.parametrize(
    ("phrase", "chain"),
    [
        ("Hobart", 0),
        ("Mayor Lena Hobart", 0),
        ("Lee", None),  # there are two
        ("Ann Lee", 2),
        ("Acme Grid", 4),
        ("Hobart and Lind", None),  # it is both
        ("Hobart, Lind", None),
        ("Hobart’s deputy", None),
        ("deputy", None),
        ("", None),
    ],
)
def test_a_phrase_names_the_chain_at_its_end(phrase, chain):
    assert callers().chain_of(phrase) == chain


def test_names_are_those_that_can_speak():
    mentions = [
        Mention("a_0", 0, 0, 10, "Elm Street", "FAC", "name", 0.9),
        Mention("a_0", 1, 20, 22, "he", "PERSON", "pronoun", 0.9),
        Mention("a_0", None, 30, 37, "Ann Lee", "PERSON", "name", 0.9),
        Mention("a_0", 2, 40, 49, "Acme Grid", "ORG", "name", 0.9),
    ]
    names = callers_of(mentions, [2, None])
    assert (dict(names.chains), dict(names.surnames), names.quoted) == ({"acme grid": 2}, {}, {2})


def test_a_name_of_two_is_his_whom_the_article_quotes():
    assert callers([3]).chain_of("Lee") == 3
    assert callers([2, 3]).chain_of("Lee") is None


def test_a_family_speaks_where_one_of_it_does():
    assert callers([0]).is_quoted("Hobarts")
    assert callers().can_speak("Hobarts")
    assert not callers([0]).is_quoted("Hobartz")


def test_persons_are_named_by_any_part():
    assert callers().is_person("Mayor Hobart")
    assert not callers().is_person("Acme Grid")


def test_somebody_is_quoted_by_any_name():
    assert callers([0]).is_quoted("Hobart")
    assert not callers([0]).is_quoted("Lind")


def test_a_name_is_nothing_else():
    assert callers().is_name_of("Hobart", 0)
    assert not callers().is_name_of("Mayor Hobart", 0)
    assert not callers().is_name_of("Lind", 0)


def test_a_headline_may_begin_with_a_name():
    names = callers()
    assert [names.first_name(words.split()) for words in ("Lena Hobart opens", "Hobart opens", "Mayor Hobart", "")] == [
        *(2, 1, 0, 0)
    ]
    assert names.chain_of("Lena") == 0  # a first name of one
    assert names.chain_of("Ove") is None


def test_words_of_names_are_level():
    assert {"hobart", "lind", "acme", "grid"} <= callers().words


@pytest.mark.parametrize(
    ("phrase", "speaks"),
    [
        ("Mayor", True),
        ("Harbour police", True),
        ("Officials", True),
        ("GOP Rep", True),
        ("County report", True),
        ("AP poll", False),
        ("Mayor’s", False),
        ("Bridge collapse", False),
        ("Trade", False),
        ("", False),
    ],
)
def test_a_noun_can_speak(phrase, speaks):
    assert is_speaking_noun(phrase) is speaks
    assert callers().can_speak(phrase) is speaks


def test_one_speaks_or_many():
    assert [is_one(phrase) for phrase in ("Mayor", "Report", "Residents", "Mayor and captain", "")] == [
        *(True, True, False, False, False)
    ]


def test_evidence_says_nothing():
    assert [is_evidence(phrase) for phrase in ("AP Poll", "New surveys", "Report", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("Harbour admiral", True), ("Grieving brother", True), ("Residents", False), ("Report", True), ("Bridge", False)],
)
def test_a_phrase_is_of_one_person_or_a_document(phrase, expected):
    assert is_one(phrase) == expected


@pytest.mark.parametrize(("n_words", "expected"), [(6, 6), (7, 0)])
def test_how_long_a_name_is_looked_for(n_words, expected):
    name = ["Ann", "Lee", "of", "Acme", "Grid", "Ardle", "South"][:n_words]
    assert Callers({" ".join(name).lower(): 1}, {}).first_name(name) == expected
