"""Conflicts: two outlets, both direct, two people named in full, both known from elsewhere; nothing less."""

import pytest

from newsloom.transforms.utterances.conflicts import (
    Person,
    ReportEvidence,
    _are_two_people,
    has_conflict,
    list_suspects,
    sentence_around,
)
from newsloom.transforms.utterances.reports import QuoteReport
from tests.utterances.build import report

QUOTE = "“We are not going to gamble with a valley,”"
PEOPLE = {"solheid": Person("Ragna Solheid", 3), "innvik": Person("Kurt Innvik", 2), "other": Person("Ida Solheid", 5)}


def named(quote_id: str, speaker: str, said: str, text: str, **values: object) -> QuoteReport:
    """A report whose spans stand in the text of its article."""
    start, at = text.index(QUOTE[:8]), text.index(said)
    end = text.index("”", start) + 1
    known = {"speaker": speaker, "speaker_text": said, "speaker_start": at, "speaker_end": at + len(said)}
    return report(text[start:end], quote_id, **(known | {"start": start, "end": end} | values))


A = f"{QUOTE} Prime Minister Ragna Solheid said in Dalen on Monday. Solheid then left."
B = f"The dam will not be built. {QUOTE} Energy Minister Kurt Innvik said. Ragna Solheid had met the mayors."


def conflict(b: str = B, people: dict | None = None, speakers: dict | None = None, **of_b: object) -> bool:
    one = named("a", "solheid", "Prime Minister Ragna Solheid", A)
    said = str(of_b.pop("said", "Energy Minister Kurt Innvik"))
    other = named("b", str(of_b.pop("speaker", "innvik")), said, b, **of_b)
    evidence = ReportEvidence({"a-a": A, "a-b": b}, PEOPLE if people is None else people, speakers or {})
    assert has_conflict([one, other], evidence) == has_conflict([other, one], evidence)
    return has_conflict([one, other], evidence)


def test_two_names_for_the_same_words() -> None:
    assert conflict()


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("one outlet", {"outlet": "a.example"}),
        ("no outlet", {"outlet": None}),
        ("not direct", {"type": "mixed"}),
        ("a noun", {"resolution": "nominal"}),
        ("a group", {"speaker_kind": "collective"}),
        ("a doubt of ours", {"confidence": 0.69}),
        ("a namesake", {"speaker": "other", "said": "Kurt Innvik"}),
        ("an unknown person", {"speaker": "nobody"}),
    ],
)
def test_what_is_none(label: str, values: dict) -> None:
    assert not conflict(**values)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ragna Innvik", True),
        ("Ragna Solhejd", False),  # another spelling
        ("Ragna Solheid Innvik", False),
        ("Ragna Maria Innvik", True),
        ("Solheid Innvik", False),
        ("Kurt Ragna Innvik", False),
    ],
)
def test_people_of_one_given_name(name: str, expected: bool) -> None:
    people = PEOPLE | {"innvik": Person(name, 2)}
    assert conflict(B.replace("Kurt Innvik", name), people, said=f"Energy Minister {name}") is expected


def test_sure_enough() -> None:
    assert conflict(confidence=0.7)


def test_a_surname_alone() -> None:
    assert not conflict(B.replace("Energy Minister Kurt Innvik", "Innvik"), said="Innvik")


def test_both_are_known_from_elsewhere() -> None:
    assert not conflict(people=PEOPLE | {"innvik": Person("Kurt Innvik", 1)})


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE} Energy Minister Kurt Innvik said, as Ragna Solheid had it.",  # names the other
        f"{QUOTE} she said. Energy Minister Kurt Innvik was there.",  # another sentence
        f"{QUOTE}\nEnergy Minister Kurt Innvik was there.",
        f"{QUOTE} it was said{' again and again' * 12} by Energy Minister Kurt Innvik.",
        B.replace("We are not going to gamble with", "We are certain to win"),  # other words
    ],
)
def test_sentences_that_make_none(text: str) -> None:
    assert not conflict(text)


def test_the_other_one_speaks_there() -> None:
    start = B.index(QUOTE[:8])
    assert conflict(speakers={"a-b": [((start, start + 9), "innvik")]})
    assert not conflict(speakers={"a-b": [((start, start + 9), "solheid")]})
    assert conflict(speakers={"a-b": [((0, start), "solheid")]})


def test_suspects_have_two_speakers_and_two_outlets() -> None:
    one = named("a", "solheid", "Prime Minister Ragna Solheid", A)
    other = named("b", "innvik", "Energy Minister Kurt Innvik", B)
    assert list_suspects([one, other]) == [one, other]
    assert list_suspects([one, named("b", "solheid", "Kurt Innvik", B)]) == []
    assert list_suspects([one]) == []


def test_sentence_around() -> None:
    text = f"It rained. {QUOTE} Lt. Gov. J. Kurt Innvik said. It rained."
    assert sentence_around(named("b", "x", "Kurt Innvik", text), text) == f"{QUOTE} Lt. Gov. J. Kurt Innvik said."
    assert sentence_around(named("a", "x", "Ragna Solheid", A), A).endswith("on Monday.")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ida Solheid", "Kurt Innvik", True),
        ("Ida Solheid", "Kurt Solheid", False),
        ("Ida Petrov", "Ida Petrenko", False),  # seven letters in ten are the same
        ("Ida Petrov", "Ida Pavlova", True),  # five are
        ("Ida Solheid", "Ida Innvik", True),
    ],
)
def test_whether_two_names_are_of_two_people(one: str, other: str, expected: bool) -> None:
    evidence = ReportEvidence({}, {"one": Person(one, 2), "other": Person(other, 2)}, {})
    reports = report("x", "a", speaker="one"), report("x", "b", speaker="other")
    assert _are_two_people(*reports, evidence) == expected
