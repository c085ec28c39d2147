"""Noun phrases beside a cue, and their heads."""

import pytest

from newsloom.transforms.quotes.noun_phrases import (
    MAX_PHRASE,
    asks_for_anonymity,
    head_span,
    is_time,
    parsed_head,
    phrase_after,
    phrase_before,
    read_words,
)
from tests.quotes.build import doc, paragraph

BEFORE = [  # text, the verb, the phrase before it
    ("Ann Lee said it", "said", "Ann Lee"),
    ("the chair of the board said it", "said", "the chair of the board"),
    ("On Friday Ann Lee said it", "said", "Ann Lee"),
    ("Ann Lee also said it", "said", "Ann Lee"),
    ("Ann Lee has later said it", "said", "Ann Lee"),
    ("Ann Lee quickly said it", "said", "Ann Lee"),
    ("Ann Lee, the chair of the board, said it", "said", "Ann Lee"),
    ("Ann Lee, " + "so " * 37 + ", said it", "said", "Ann Lee"),
    ("Ann Lee, " + "so " * 38 + ", said it", "said", None),
    ("Ann Lee (the chair) said it", "said", "Ann Lee"),
    ("Ann Lee – the chair – said it", "said", "Ann Lee"),
    ("when Ann Lee said it", "said", "Ann Lee"),
    ("so she said it", "said", "she"),
    ("It ended. Lee said it", "said", "Lee"),
    ("said it", "said", None),
    ("of said it", "said", None),
    ("Ann Lee of said it", "said", None),
    ("12 said it", "said", None),
]
AFTER = [  # text, the word before it, the phrase
    ("said Ann Lee", "said", "Ann Lee"),
    ("said the chair of the board on Friday", "said", "the chair of the board"),
    ("said Ann Lee Friday", "said", "Ann Lee"),
    ("said Lee, the chair", "said", "Lee"),
    ("said he yesterday", "said", "he"),
    ("said she it", "said", "she"),
    ("said Lee and Park", "said", "Lee and Park"),
    ("said Lee with Park", "said", "Lee"),
    ("said Lee who left", "said", "Lee"),
    ("said Lee. Park left", "said", "Lee"),
    ("said “so”", "said", None),
    ("said", "said", None),
]
HEADS = [  # phrase, its head
    ("scientists watching Gull Bay", "scientists"),
    ("a leading scientist", "scientist"),
    ("the chair of the board", "chair"),
    ("Ann Lee, the chair", "Lee"),
    ("Ann Lee (R-Ohio)", "Lee"),
    ("a man familiar with it", "man"),
    ("the mayor’s aide", "aide"),
    ("the chair - a friend", "chair"),
    ("!", "!"),
]


@pytest.mark.parametrize(("text", "verb", "phrase"), BEFORE)
def test_phrase_before(text: str, verb: str, phrase: str | None) -> None:
    words = read_words(paragraph(text))
    index = next(i for i, word in enumerate(words) if word.text == verb)
    bounds = phrase_before(words, index)
    assert (None if bounds is None else text[words[bounds[0]].start : words[bounds[1] - 1].end]) == phrase


@pytest.mark.parametrize(("text", "verb", "phrase"), AFTER)
def test_phrase_after(text: str, verb: str, phrase: str | None) -> None:
    words = read_words(paragraph(text))
    index = next(i for i, word in enumerate(words) if word.text == verb) + 1
    bounds = phrase_after(words, index)
    assert (None if bounds is None else text[words[bounds[0]].start : words[bounds[1] - 1].end]) == phrase


@pytest.mark.parametrize(("phrase", "head"), HEADS)
def test_head_span(phrase: str, head: str) -> None:
    start, end = head_span(phrase, (0, len(phrase)))
    assert phrase[start:end] == head


def test_tags_sharpen_phrases() -> None:
    tagged = doc([("Lee", "PROPN"), ("went", "VERB"), ("Park", "PROPN"), ("said", "VERB")])
    words = read_words(paragraph(tagged.text, tagged))
    assert phrase_before(words, 3) == (2, 3)
    alone = doc([("such", "DET"), ("said", "VERB")])
    assert phrase_before(read_words(paragraph(alone.text, alone)), 1) is None


def test_a_phrase_is_no_longer_than_it_may_be() -> None:
    text = " ".join(["Lee"] * (MAX_PHRASE + 20)) + " said"
    words = read_words(paragraph(text))
    low, high = phrase_before(words, len(words) - 1)
    assert high - low == MAX_PHRASE == 60


def test_words_have_their_spans_in_the_article() -> None:
    words = read_words(paragraph("It  ended. Lee left", start=10))
    assert [(word.text, word.start, word.sentence) for word in words[:4]] == [
        ("It", 10, 0),
        ("ended", 14, 0),
        (".", 19, 0),
        ("Lee", 21, 1),
    ]
    assert [is_time(word) for word in read_words(paragraph("Friday late today"))] == [True, False, True]


def test_head_by_the_parse() -> None:
    parsed = doc([("her", "PRON"), ("aide", "NOUN"), ("Lee", "PROPN")], [1, 1, 1], ["poss", "ROOT", "appos"])
    assert parsed_head(paragraph(parsed.text, parsed, start=5), (5, 9 + 4)).text == "aide"
    assert parsed_head(paragraph("her aide"), (0, 8)) is None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Lee asked not to be named", "asked", True),
        ("Lee asked to be named", "asked", False),
        ("Lee spoke to us on condition of anonymity", "spoke", True),
        ("Lee spoke to the paper on condition of anonymity", "spoke", False),  # the seventh word is too far
        ("Lee spoke of the harbour", "spoke", False),
    ],
)
def test_asking_to_be_left_unnamed(text, verb, expected):
    words = read_words(paragraph(text))
    assert asks_for_anonymity(words, [word.text for word in words].index(verb)) == expected
