"""What was changed in a sentence."""

import pytest

from newsloom.transforms.revisions.kinds import find_kinds
from tests.revisions.test_sentences import version


def row(text, words, speaker=None, entity=None, kind="direct"):
    """A row of `quotes`, found by its words."""
    start, where = text.index(words), text.index(speaker) if speaker else None
    return {
        "type": kind,
        "text": words,
        "start_char": start,
        "end_char": start + len(words),
        "speaker": speaker,
        "speaker_start": where,
        "speaker_end": where + len(speaker) if speaker else None,
        "speaker_entity_id": entity,
    }


def sentence(text, quote=None, names=()):
    quotes = [row(text, *quote)] if quote else []
    mentions = [{"kind": "name", "start_char": text.index(n), "end_char": text.index(n) + len(n)} for n in names]
    (only,) = version(text, quotes=quotes, mentions=mentions).sentences
    return only


PLAIN = [
    # label, before, after, kinds
    ("wording", "The boat sank at night.", "The boat went down at night.", ["wording"]),
    ("a number", "Some 12 boats sank.", "Some 15 boats sank.", ["number"]),
    ("a number in words", "Some twelve boats sank.", "Some 15 boats sank.", ["number"]),
    ("one and two", "Only one person died.", "Only two people died.", ["number"]),
    ("the same number in words", "Some twelve boats sank.", "Some 12 boats sank.", ["wording"]),
    ("a number that came", "Some boats sank.", "Some 12 boats sank.", ["wording"]),
    ("for a word", "Several boats sank.", "Seven boats sank.", ["wording"]),
    ("a clock", "It began at 9:30 sharp.", "It began at 10:15 sharp.", ["number"]),
    ("an ordinal", "It is the 5th time.", "It is the 6th time.", ["number"]),
    ("two numbers in another order", "Of 3 and 4 boats.", "Of 4 and 3 boats.", ["wording"]),
    ("a name", "The road to Lowmoor is shut.", "The road to Ostend is shut.", ["name"]),
    ("another spelling", "The road to Lowmoor is shut.", "The road to Lowmore is shut.", ["name"]),
    ("a name for a noun", "The road to Lowmoor is shut.", "The road to town is shut.", ["wording"]),
    ("a day of the week", "It comes on Monday at noon.", "It comes on Tuesday at noon.", ["wording"]),
    ("a month", "It comes in March at noon.", "It comes in April at noon.", ["wording"]),
    ("a number and a name", "In Lowmoor 12 boats sank.", "In Ostend 15 boats sank.", ["number", "name"]),
    ("marks", "The boat, it sank.", "The “boat” it sank!", []),
    ("a notice", "This story was amended.", "This story was amended twice.", ["correction_notice"]),
]


@pytest.mark.parametrize(("before", "after", "kinds"), [p[1:] for p in PLAIN], ids=[p[0] for p in PLAIN])
def test_plain_sentences(before, after, kinds):
    assert find_kinds(sentence(before), sentence(after)) == kinds


ORR, HOLM = ("Ada Orr", "e_1"), ("Ida Holm", "e_2")
SPOKEN = [
    # label, words before, speaker, words after, speaker, kinds
    ("other words", "“We left,”", ORR, "“We stayed,”", ORR, ["quote"]),
    ("another number in it", "“We had 12 boats,”", ORR, "“We had 15 boats,”", ORR, ["quote"]),
    ("another speaker", "“We left,”", ORR, "“We left,”", HOLM, ["speaker"]),
    ("both", "“We all left at night,”", ORR, "“We all left at noon,”", HOLM, ["quote", "speaker"]),
    ("other words, and he says another thing", "“We left,”", ORR, "“It is very cold here,”", HOLM, ["quote", "name"]),
    ("a fuller form", "“We left,”", ("Orr", "e_1"), "“We left,”", ORR, ["wording"]),
    ("a fuller form that is not known", "“We left,”", ("Orr", None), "“We left,”", ORR, ["wording"]),
    ("known as one", "“We left,”", ("the mayor", "e_1"), "“We left,”", ORR, ["wording"]),
    ("not known, other words", "“We left,”", ("the mayor", None), "“We left,”", ORR, ["speaker"]),
    ("a pronoun for another", "“We left,”", ("she", "e_2"), "“We left,”", ORR, ["speaker"]),
    ("a pronoun of nobody", "“We left,”", ("she", None), "“We left,”", ORR, ["wording"]),
    ("a namesake", "“We left,”", ("Eva Orr", "e_3"), "“We left,”", ORR, ["speaker"]),
]


@pytest.mark.parametrize(("one", "by", "other", "of", "kinds"), [s[1:] for s in SPOKEN], ids=[s[0] for s in SPOKEN])
def test_quotes_and_speakers(one, by, other, of, kinds):
    before, after = (
        sentence(
            f"{words} said {speaker} on the pier.", (words, speaker, entity), [speaker] if speaker[0] in "AIE" else []
        )
        for words, (speaker, entity) in ((one, by), (other, of))
    )
    assert find_kinds(before, after) == kinds


def test_what_is_quoted_but_no_speech_is_wording():
    assert find_kinds(sentence("The film “Blue boat” ran."), sentence("The film “Red boat” ran.")) == ["wording"]


def test_marks_put_around_reported_words():
    words = ("that it was too late", "Ada Orr", "e_1", "indirect")
    quoted = ("that it was “too late”", "Ada Orr", "e_1", "mixed")
    before = sentence("Ada Orr said that it was too late.", words)
    after = sentence("Ada Orr said that it was “too late”.", quoted)
    assert find_kinds(before, after) == ["quote"]


def test_inside_reported_words_a_number_is_one():
    one, other = (
        sentence(f"Ada Orr said that {n} boats sank.", (f"that {n} boats sank", "Ada Orr", "e_1", "indirect"))
        for n in (12, 15)
    )
    assert find_kinds(one, other) == ["number"]
