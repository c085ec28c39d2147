"""The sentences of a version, and notices."""

import pytest

from newsloom.transforms.revisions.sentences import Version, is_notice, plain_words

NOTICES = [
    ("Correction: The vote was on Monday.", True),
    ("CORRECTION – the vote was on Monday", True),
    ("Editor's note: the vote was on Monday.", True),
    ("This article was amended on 5 March 2025.", True),
    ("This story, first published on Monday, has been corrected.", True),
    ("This report has since been updated to add a comment.", True),
    ("An earlier version of this story misstated the count.", True),
    ("In an earlier version of the article the name was wrong.", True),
    ("An earlier version of the bill was amended.", False),
    ("This report was read by many.", False),
    ("The story was corrected by nobody.", False),
    ("Corrections officers went on strike.", False),
]


@pytest.mark.parametrize(("text", "expected"), NOTICES)
def test_notice(text, expected):
    assert is_notice(text) == expected


def version(text, title=None, kinds=None, mentions=(), quotes=()):
    """A version whose segments are the lines of its text."""
    segments, at = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = (kinds or {}).get(number, "paragraph")
        segments.append({"kind": kind, "start_char": at, "end_char": at + len(line)})
        at += len(line) + 1
    return Version({"article_id": "a", "title": title, "text": text}, segments, quotes, mentions)


def texts(of):
    return [of.article["text"][s.start : s.end] for s in of.sentences]


def test_sentences_of_paragraphs():
    assert texts(version("It rained. It snowed.\nMr. Orr left")) == ["It rained.", "It snowed.", "Mr. Orr left"]


def test_furniture_stamps_and_the_headline_are_left_out():
    text = "Gate shut again\nUpdated 4 March 2025 at 09:00\nIt rained.\nShare this"
    assert texts(version(text, "Gate Shut Again", {3: "boilerplate"})) == ["Gate shut again", "It rained."]
    assert texts(version(text, "Gate shut again", {3: "boilerplate"})) == ["It rained."]


def test_a_stamp_is_a_line_of_its_own():
    assert len(version("Updated rules for boats are due. The board said so.").sentences) == 2


def test_a_notice_is_one_with_its_paragraph():
    (only,) = version("Correction: The vote was on Monday. It was not close.").sentences
    assert only.is_notice
    first, second = version("It rained. This article was amended.").sentences
    assert (first.is_notice, second.is_notice) == (False, True)


def test_a_long_paragraph_is_no_notice_as_a_whole():
    text = "Correction: The vote was on Monday. " + "It was not close. " * 60
    assert len(version(text).sentences) == 61


def test_words():
    assert plain_words("It’s 9:30 on the 5th, 1,200 say") == ["It's", "9:30", "on", "the", "5th", "1,200", "say"]


def test_quoted_words():
    (only,) = version("“We left,” she said.").sentences
    assert only.key == ("We", "left", "she", "said")
    assert only.quoted == ("We", "left")


def test_names_are_those_of_mentions_else_capitals_inside():
    text = "Orr met Ida Holm’s aunt in Lowmoor on Monday in May."
    mention = {"kind": "name", "start_char": text.index("Ida"), "end_char": text.index("Ida") + len("Ida Holm’s")}
    pronoun = {"kind": "pronoun", "start_char": 4, "end_char": 7}
    (only,) = version(text, mentions=[mention, pronoun]).sentences
    names = {word.text: sorted(word.name) for word in only.words if word.name}
    assert names == {"Ida": ["holm", "ida"], "Holm's": ["holm", "ida"], "Lowmoor": ["lowmoor"]}


def test_quotes_are_those_that_a_sentence_has_a_part_of():
    text = "“We left.” It rained. So said Orr."
    quote = {"start_char": 0, "end_char": 10, "speaker_start": text.index("Orr"), "speaker_end": text.index("Orr") + 3}
    silent = {"start_char": 0, "end_char": 10, "speaker_start": None, "speaker_end": None}
    one, two, three = version(text, quotes=[quote, silent]).sentences
    assert [len(s.quotes) for s in (one, two, three)] == [2, 0, 1]
