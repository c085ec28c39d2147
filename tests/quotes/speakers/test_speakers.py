"""Speakers: what a source phrase points at, rule by rule, with the confidence of the rule."""

import pytest

from newsloom.transforms.mentions.records import Reference
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.speaker_context import PreviousQuote, PreviousQuotes, Speaker
from newsloom.transforms.quotes.speakers.speakers import carry_speaker, resolve_source, resolve_speakers, without_chain
from tests.quotes.build import CUES, FewNames, context, span_of

LEE = ("Ann Lee", "PERSON", 1)
PARK = ("Ben Park", "PERSON", 2)
OSLO = ("Oslo", "GPE", 5)
ALL = None  # all of the text is the source
PHRASES = [  # label, text, names, source, kind, resolution, chain, confidence
    ("name", "Ann Lee said", [LEE], "Ann Lee", "person", "named", 1, 0.9),
    ("organisation", "Acme said", [("Acme", "ORG", 3)], "Acme", "organisation", "named", 3, 0.9),
    ("country", "Peru said", [("Peru", "GPE", 3)], "Peru", "organisation", "named", 3, 0.9),
    ("a thing with a name", "Hamlet said", [("Hamlet", "WORK", 3)], "Hamlet", "unknown", "named", 3, 0.9),
    ("apposition", "her deputy, Ann Lee, said", [LEE], "her deputy, Ann Lee", "person", "named", 1, 0.9),
    ("apposition with a title", "the chair, Dr. Ann Lee", [LEE], "the chair, Dr. Ann Lee", "person", "named", 1, 0.9),
    ("a ship", "the driver of the MV Ann Lee", [LEE], ALL, "person", "nominal", None, 0.0),
    ("who is of a body", "the captain of the team Ann Lee", [LEE], ALL, "person", "named", 1, 0.9),
    ("no person in apposition", "a man, Acme", [("Acme", "ORG", 3)], "a man, Acme", "anonymous", "nominal", None, 0.0),
    ("coordinated", "Ann Lee and Ben Park", [LEE, PARK], "Ann Lee and Ben Park", "collective", "named", None, 0.0),
    ("listed", "Ann Lee, Ben Park and X", [LEE, PARK], "Ann Lee, Ben Park and X", "collective", "named", None, 0.0),
    ("no conjunction", "Ann Lee, Ben Park’s aide", [LEE, PARK], "Ann Lee, Ben Park’s aide", "person", "named", 1, 0.9),
    ("one of them twice", "Lee and Lee", [("Lee", "PERSON", 1)] * 2, "Lee and Lee", "person", "named", 1, 0.9),
    ("words between", "Ann Lee, aide and friend of Ben Park", [LEE, PARK], ALL, "person", "named", 1, 0.9),
    ("a people", "Greens said", [("Greens", "NORP", 4)], "Greens", "collective", "named", 4, 0.9),
    ("some of a people", "some Greens", [("Greens", "NORP", 4)], "some Greens", "collective", "nominal", None, 0.0),
    ("one of a people", "the Green", [("Green", "NORP", 4)], "the Green", "person", "nominal", None, 0.0),
    ("I", "I said", [], "I", "person", "pronoun", None, 0.0),
    ("we", "we said", [], "we", "unknown", "pronoun", None, 0.0),
    ("they", "they said", [], "they", "collective", "pronoun", None, 0.0),
    ("it, alone", "it said", [], "it", "organisation", "pronoun", None, 0.0),
    ("he, alone", "he said", [], "he", "person", "pronoun", None, 0.0),
    ("who, behind a name", "Ann Lee, who said", [LEE], "who", "person", "pronoun", 1, 0.9),
    ("who, behind a noun", "Ann Lee met men who said", [LEE], "who", "unknown", "pronoun", None, 0.0),
    ("who, far off", "Ann Lee" + " " * 21 + "who said", [LEE], "who", "unknown", "pronoun", None, 0.0),
    ("who, just near enough", "Ann Lee" + " " * 20 + "who said", [LEE], "who", "person", "pronoun", 1, 0.9),
]


@pytest.mark.parametrize("case", PHRASES, ids=[case[0] for case in PHRASES])
def test_phrase(case: tuple) -> None:
    _, text, rows, source, *expected = case
    names = FewNames(text, rows)
    speaker = resolve_source(context(text, names), names, span_of(text, source or text), PreviousQuotes())
    assert [speaker.kind, speaker.resolution, speaker.chain, speaker.confidence] == expected


@pytest.mark.parametrize(
    ("resolution", "link", "confidence"),
    [
        ("nominal", 0.96, 0.943),
        ("named", 0.96, 0.943),
        ("nominal", 0.5, 0.269),
        ("pronoun", 0.96, 0.0),
        ("none", 0.96, 0.0),
    ],
)
def test_words_that_lead_to_nobody_are_as_sure_as_their_link(resolution: str, link: float, confidence: float) -> None:
    speaker = without_chain(Speaker("person", resolution, 1, 0.4), link)
    assert (speaker.chain, speaker.confidence) == (None, pytest.approx(confidence, abs=1e-3))


SPOKE = Speaker("person", "named", 1, 0.95)
REFERENCES = [  # label, source, what the mentions say of it, kind, chain, confidence
    ("he", "he", Reference(2, "pronoun", "PERSON", 0.8), "person", 2, 0.8),
    ("he, of two", "he", Reference(None, "pronoun", "PERSON", 0.8), "person", None, 0.0),
    ("she, a name", "she", Reference(2, "name", "PERSON", 0.8), "person", None, 0.0),
    ("the mayor", "the mayor", Reference(2, "nominal", "PERSON", 0.7), "person", 2, 0.7),
    ("the mayor, of two", "the mayor", Reference(None, "nominal", "PERSON", 0.7), "person", None, 0.0),
    ("the firm", "the firm", Reference(3, "nominal", "ORG", 0.6), "organisation", 3, 0.6),
]


@pytest.mark.parametrize("case", REFERENCES, ids=[case[0] for case in REFERENCES])
def test_what_the_mentions_say_of_a_pronoun_or_a_description(case: tuple) -> None:
    _, source, reference, kind, chain, confidence = case
    text = f"“Late,” {source} said."
    span = span_of(text, source)
    names = FewNames(text, [], references={span: reference})
    resolution = "pronoun" if " " not in source else "nominal"
    expected = Speaker(kind, resolution, chain, confidence)
    assert resolve_source(context(text, names), names, span, PreviousQuotes()) == expected


RELATIVES = [  # label, text, names, pronoun, chain
    ("a place between", "Ann Lee of Oslo, Norway, who said", [LEE, OSLO, ("Norway", "GPE", 6)], "who", 1),
    ("a place alone", "in Oslo, who said", [OSLO], "who", None),
    ("a place that is a thing", "in Oslo, which said", [OSLO], "which", 5),
    ("words between", "Ann Lee left Oslo, who said", [LEE, OSLO], "who", None),
]


@pytest.mark.parametrize("case", RELATIVES, ids=[case[0] for case in RELATIVES])
def test_relative(case: tuple) -> None:
    _, text, rows, pronoun, chain = case
    names = FewNames(text, rows)
    assert resolve_source(context(text, names), names, span_of(text, pronoun), PreviousQuotes()).chain == chain


def test_it_is_the_organisation_that_spoke_last() -> None:
    text = "“Late,” Acme said. “Very,” it added.\nSo.\n“Yes,” it said."
    names = FewNames(text, [("Acme", "ORG", 3)])
    previous = PreviousQuotes()
    previous.add(PreviousQuote((0, 7), Speaker("organisation", "named", 3, 0.95)))
    there = context(text, names)
    near, far = span_of(text, "it added")[0], span_of(text, "it said")[0]
    assert resolve_source(there, names, (near, near + 2), previous) == Speaker("organisation", "pronoun", 3, 0.7)
    assert resolve_source(there, names, (far, far + 2), previous) == Speaker("organisation", "pronoun", None, 0.0)


CARRIED = [  # label, text, speaker before, whether he asked, chain
    ("person", "“Late.” “Very.”", SPOKE, False, 1),
    ("organisation", "“Late.” “Very.”", Speaker("organisation", "named", 3, 0.95), False, 3),
    ("he had asked", "“Late?” “Very.”", SPOKE, True, None),
    ("a group", "“Late.” “Very.”", Speaker("collective", "named", 4, 0.95), False, None),
    ("not known", "“Late.” “Very.”", Speaker("person", "nominal", None, 0.0), False, None),
    ("next paragraph", "“Late.”\n“Very.”", SPOKE, False, 1),
    ("the one after", "“Late.”\nSo.\n“Very.”", SPOKE, False, None),
]


@pytest.mark.parametrize("case", CARRIED, ids=[case[0] for case in CARRIED])
def test_speaker_carries_on(case: tuple) -> None:
    _, text, speaker, asked, chain = case
    previous = PreviousQuotes()
    previous.add(PreviousQuote((0, 7), speaker, asked))
    carried = carry_speaker(context(text, FewNames(text, [])), span_of(text, "“Very.”"), previous)
    assert carried.chain == chain
    assert carried.confidence == (pytest.approx(0.95, abs=1e-3) if chain else 0.0)
    assert carried.resolution == ("implicit" if chain else "none")


@pytest.mark.parametrize(
    ("words", "chain"), [("“It was late.”", 1), ("“Late, and —”", 1), ("“A heavy load”", None), ("“most tired,”", None)]
)
def test_only_a_statement_carries_the_speaker_on(words: str, chain: int | None) -> None:
    text = f"“Late,” Ann Lee said. {words}"
    before = PreviousQuotes()
    before.add(PreviousQuote((0, 7), Speaker("person", "named", 1, 0.9), asked=False))
    assert carry_speaker(context(text, FewNames(text, [LEE])), span_of(text, words), before).chain == chain


def test_nobody_spoke_before() -> None:
    assert carry_speaker(context("“Very.”", FewNames("“Very.”", [])), (0, 7), PreviousQuotes()) == Speaker()


def test_speakers_of_an_article() -> None:
    text = "“Late,” Ann Lee said. “Very.”\n“Why?” Ben Park asked. “So.”\nIt was reported. It was."
    names = FewNames(text, [LEE, PARK])
    attributions = [
        Attribution((0, 7), span_of(text, "said"), span_of(text, "Ann Lee"), link_score=0.9),
        Attribution(span_of(text, "“Very.”")),
        Attribution(span_of(text, "“Why?”"), span_of(text, "asked"), span_of(text, "Ben Park"), link_score=0.1),
        Attribution(span_of(text, "“So.”")),
        Attribution(span_of(text, "It was."), span_of(text, "reported")),
    ]
    speakers = resolve_speakers(context(text, names), names, attributions, CUES)
    assert [speaker.chain for speaker in speakers] == [1, 1, 2, None, None]
    assert [speaker.confidence for speaker in speakers] == pytest.approx([0.939, 0.939, 0.286, 0, 0], abs=1e-3)


def test_who_hears_words_does_not_say_them() -> None:
    text = "Ann Lee heard “Stop.”"
    heard = Attribution(span_of(text, "“Stop.”"), span_of(text, "heard"), span_of(text, "Ann Lee"), link_score=0.9)
    names = FewNames(text, [LEE])
    (speaker,) = resolve_speakers(context(text, names), names, [heard], CUES)
    assert (speaker.chain, speaker.resolution) == (None, "none")
