"""Speakers: what a source phrase points at, rule by rule, with the confidence of the rule."""

import pytest

from newsloom.transforms.quotes.attribution import Attribution
from newsloom.transforms.quotes.speaker_context import PreviousQuote, PreviousQuotes, Speaker
from newsloom.transforms.quotes.speakers import carry_speaker, resolve_source, resolve_speakers
from tests.quotes.build import CUES, FewNames, context, span_of

LEE = ("Ann Lee", "PERSON", 1)
PARK = ("Ben Park", "PERSON", 2)
ALL = None  # all of the text is the source
PHRASES = [  # label, text, names, source, kind, resolution, chain, confidence
    ("name", "Ann Lee said", [LEE], "Ann Lee", "person", "named", 1, 0.95),
    ("organisation", "Acme said", [("Acme", "ORG", 3)], "Acme", "organisation", "named", 3, 0.95),
    ("country", "Peru said", [("Peru", "GPE", 3)], "Peru", "organisation", "named", 3, 0.95),
    ("a thing with a name", "Hamlet said", [("Hamlet", "WORK", 3)], "Hamlet", "unknown", "named", 3, 0.95),
    ("apposition", "her deputy, Ann Lee, said", [LEE], "her deputy, Ann Lee", "person", "named", 1, 0.95),
    ("apposition with a title", "the chair, Dr. Ann Lee", [LEE], "the chair, Dr. Ann Lee", "person", "named", 1, 0.95),
    ("no person in apposition", "a man, Acme", [("Acme", "ORG", 3)], "a man, Acme", "anonymous", "nominal", None, 0.5),
    ("coordinated", "Ann Lee and Ben Park", [LEE, PARK], "Ann Lee and Ben Park", "collective", "named", None, 0.5),
    ("listed", "Ann Lee, Ben Park and X", [LEE, PARK], "Ann Lee, Ben Park and X", "collective", "named", None, 0.5),
    ("no conjunction", "Ann Lee, Ben Park’s aide", [LEE, PARK], "Ann Lee, Ben Park’s aide", "person", "named", 1, 0.95),
    ("one of them twice", "Lee and Lee", [("Lee", "PERSON", 1)] * 2, "Lee and Lee", "person", "named", 1, 0.95),
    ("words between", "Ann Lee, aide and friend of Ben Park", [LEE, PARK], ALL, "person", "named", 1, 0.95),
    ("a people", "Greens said", [("Greens", "NORP", 4)], "Greens", "collective", "named", 4, 0.95),
    ("some of a people", "some Greens", [("Greens", "NORP", 4)], "some Greens", "collective", "nominal", None, 0.5),
    ("one of a people", "the Green", [("Green", "NORP", 4)], "the Green", "person", "nominal", None, 0.5),
    ("I", "I said", [], "I", "person", "pronoun", None, 0.3),
    ("we", "we said", [], "we", "unknown", "pronoun", None, 0.3),
    ("they", "they said", [], "they", "collective", "pronoun", None, 0.4),
    ("it, alone", "it said", [], "it", "organisation", "pronoun", None, 0.4),
    ("he, alone", "he said", [], "he", "person", "pronoun", None, 0.3),
    ("who, behind a name", "Ann Lee, who said", [LEE], "who", "person", "pronoun", 1, 0.9),
    ("who, behind a noun", "Ann Lee met men who said", [LEE], "who", "unknown", "pronoun", None, 0.4),
    ("who, far off", "Ann Lee" + " " * 21 + "who said", [LEE], "who", "unknown", "pronoun", None, 0.4),
    ("who, just near enough", "Ann Lee" + " " * 20 + "who said", [LEE], "who", "person", "pronoun", 1, 0.9),
    ("title", "Mayor Ann Lee left. the mayor said", [LEE], "the mayor", "person", "nominal", 1, 0.75),
    ("title, not the", "Mayor Ann Lee left. that mayor said", [LEE], "that mayor", "person", "nominal", None, 0.5),
    ("title of nobody", "Ann Lee left. the mayor said", [LEE], "the mayor", "person", "nominal", None, 0.5),
    ("title of a thing", "Ship Ann Lee left. the ship said", [LEE], "the ship", "unknown", "nominal", None, 0.5),
]


@pytest.mark.parametrize("case", PHRASES, ids=[case[0] for case in PHRASES])
def test_phrase(case: tuple) -> None:
    _, text, rows, source, *expected = case
    names = FewNames(text, rows)
    speaker = resolve_source(context(text, names), names, span_of(text, source or text), PreviousQuotes())
    assert [speaker.kind, speaker.resolution, speaker.chain, speaker.confidence] == expected


QUOTE = "“It is late,” Ann Lee said. "
SPOKE = Speaker("person", "named", 1, 0.95)
PRONOUNS = [  # label, text after the quote, more names, chain of the pronoun, genders, chain, confidence
    ("who spoke last", "“Very,” she added.", [], None, {}, 1, 0.85),
    ("and the mention's chain", "“Very,” she added.", [], 1, {}, 1, 0.95),
    ("against the mention's chain", "“Very,” she added.", [], 2, {}, 1, 0.85),
    ("of the right gender", "“Very,” she added.", [], None, {1: "female"}, 1, 0.85),
    ("of the other gender", "“Very,” he added.", [], None, {1: "female"}, None, 0.3),
    ("of the other, chain not named since", "“Very,” he added.", [], 2, {1: "female"}, None, 0.3),
    ("of the other, chain named since", "Ben Park’s time. “Very,” he added.", [PARK], 2, {1: "female"}, 2, 0.7),
    ("someone else came up", "Ben Park came. “Very,” he added.", [PARK], None, {}, None, 0.3),
    ("someone else, by his chain", "Ben Park came. “Very,” he added.", [PARK], 2, {}, 2, 0.85),
    ("a possessor came up", "Ben Park’s time. “Very,” she added.", [PARK], None, {}, 1, 0.85),
    ("named in quotes only", "“Ben Park,” she added.", [PARK], None, {}, 1, 0.85),
    ("a body came up", "Acme came. “Very,” she added.", [("Acme", "ORG", 3)], None, {}, 1, 0.85),
    ("one paragraph on", "\n“Very,” she added.", [], None, {}, 1, 0.85),
    ("two paragraphs on", "\nIt was.\n“Very,” she added.", [], None, {}, None, 0.3),
]


@pytest.mark.parametrize("case", PRONOUNS, ids=[case[0] for case in PRONOUNS])
def test_pronoun_after_a_quote(case: tuple) -> None:
    _, rest, rows, own, genders, chain, confidence = case
    text = QUOTE + rest
    pronoun = " she " if " she " in rest else " he "
    start = text.index(pronoun) + 1
    source = (start, start + len(pronoun) - 2)
    names = FewNames(text, [LEE, *rows], genders, {source: own} if own else {})
    previous = PreviousQuotes()
    previous.add(PreviousQuote((0, 13), SPOKE, span_of(text, "Ann Lee")))
    speaker = resolve_source(context(text, names), names, source, previous)
    assert speaker == Speaker("person", "pronoun", chain, confidence)


def test_it_is_the_organisation_that_spoke_last() -> None:
    text = "“Late,” Acme said. “Very,” it added.\nSo.\n“Yes,” it said."
    names = FewNames(text, [("Acme", "ORG", 3)])
    previous = PreviousQuotes()
    previous.add(PreviousQuote((0, 7), Speaker("organisation", "named", 3, 0.95), span_of(text, "Acme")))
    there = context(text, names)
    near, far = span_of(text, "it added")[0], span_of(text, "it said")[0]
    assert resolve_source(there, names, (near, near + 2), previous) == Speaker("organisation", "pronoun", 3, 0.7)
    assert resolve_source(there, names, (far, far + 2), previous) == Speaker("organisation", "pronoun", None, 0.4)


CARRIED = [  # label, text, speaker before, whether he asked, chain
    ("person", "“Late.” “Very.”", SPOKE, False, 1),
    ("organisation", "“Late.” “Very.”", Speaker("organisation", "named", 3, 0.95), False, 3),
    ("he had asked", "“Late?” “Very.”", SPOKE, True, None),
    ("a group", "“Late.” “Very.”", Speaker("collective", "named", 4, 0.95), False, None),
    ("not known", "“Late.” “Very.”", Speaker("person", "nominal", None, 0.5), False, None),
    ("next paragraph", "“Late.”\n“Very.”", SPOKE, False, 1),
    ("the one after", "“Late.”\nSo.\n“Very.”", SPOKE, False, None),
]


@pytest.mark.parametrize("case", CARRIED, ids=[case[0] for case in CARRIED])
def test_speaker_carries_on(case: tuple) -> None:
    _, text, speaker, asked, chain = case
    previous = PreviousQuotes()
    previous.add(PreviousQuote((0, 7), speaker, None, asked))
    carried = carry_speaker(context(text, FewNames(text, [])), span_of(text, "“Very.”"), previous)
    assert carried.chain == chain
    assert carried.confidence == (0.76 if chain else 0.0)
    assert carried.resolution == ("implicit" if chain else "none")


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
    assert [speaker.confidence for speaker in speakers] == pytest.approx([0.855, 0.684, 0.285, 0, 0])
