"""The word of a cue that says what its source does."""

import pytest

from newsloom.transforms.quotes.kinds.cue_heads import NO_CUE, _may_head, cue_tokens, read_cue
from tests.quotes.build import CUES, doc, span_of, view
from tests.quotes.kinds.build import parsed_view

HEADS = [  # sentence, cue, lemma, class, governor
    ("Ann Lee said the pier was shut.", "said", "say", "neutral", None),
    ("The engineers went on to describe the pier as unsafe.", "went on to describe", "describe", "neutral", None),
    ("Ann Lee made a pledge to mend it.", "made a pledge", "pledge", "promising", None),
    ("Ann Lee declined to say who paid.", "declined to say", "say", "neutral", "negating"),
    ("Ann Lee declined the offer.", "declined", "decline", "denying", None),
    ("Ann Lee wanted to say who paid.", "wanted to say", "say", "neutral", "irrealis"),
    ("Ann Lee decided to announce the plan.", "decided to announce", "decide", "intent", None),
    ("The decision to close it came late.", "The decision to", "decision", "intent", None),
    ("Ann Lee pointed out that it rained.", "pointed out", "point out", "assertive", None),
    ("Ann Lee harrumphed that it rained.", "harrumphed", "harrumph", None, None),
]


@pytest.mark.parametrize(("text", "cue", "lemma", "cue_class", "governor"), HEADS, ids=[case[1] for case in HEADS])
def test_head(text, cue, lemma, cue_class, governor):
    head = read_cue(span_of(text, cue), parsed_view(text), CUES)
    assert (head.lemma, head.cue_class, head.governor) == (lemma, cue_class, governor)
    assert head.token is not None
    assert head.speaks == (lemma in CUES.speech)


def test_no_cue_has_no_head():
    assert read_cue(None, view("It rained."), CUES) == NO_CUE


def test_a_mark_or_a_cue_elsewhere_has_no_token():
    text = "Lee: it rained."
    assert read_cue(span_of(text, ":"), view(text), CUES).token is None
    assert cue_tokens((90, 94), view(text)) == []


def test_without_a_parse_the_list_alone_decides():
    text = "Ann Lee went on to describe the pier."
    head = read_cue(span_of(text, "went on to describe"), view(text), CUES)
    assert (head.lemma, head.speaks) == ("describe", True)


@pytest.mark.parametrize(
    ("tag", "lemma", "expected"),
    [("VERB", "say", True), ("ADP", "like", False), ("ADP", "according to", True), ("VERB", "point out", True)],
)
def test_a_listed_form_heads_a_cue_unless_it_is_grammar(tag, lemma, expected):
    assert _may_head(doc([("word", tag)])[0], lemma) == expected
