"""Sources by the parse, with the shipped pipeline's parses."""

from functools import cache

import pytest

from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.speakers.subjects import (
    with_apposed,
    with_own_subject,
    with_subject,
    with_whole_source,
)
from tests.quotes.build import span_of, view

pipeline = cache(load_pipeline)

SUBJECTS = [  # text, cue, content, source
    ("The council said no. It added that the port was safe.", "added", "the port was safe", "It"),
    ("Ann Lee ran and lost, but said she was glad.", "said", "she was glad", "Ann Lee"),
    ("Ann Lee was called in and was told that she must leave.", "was told", "she must leave", None),
    ("Ann Lee began to say that it was late.", "say", "it was late", "Ann Lee"),
    ("Ann Lee asked him to say that it was late.", "say", "it was late", None),
    ("That said, the port was safe.", "said", "the port was safe", None),
]


@pytest.mark.parametrize(("text", "cue", "content", "source"), SUBJECTS)
def test_a_cue_has_its_subject(text: str, cue: str, content: str, source: str | None) -> None:
    span = span_of(text, content)
    assert span is not None
    linked = with_subject(Attribution(span, span_of(text, cue)), view(text, pipeline()(text)))
    assert linked.source == span_of(text, source)
    assert linked.link_score == (SCORES.subject if source else Attribution(span).link_score)


def test_a_source_stays() -> None:
    text = "Ann Lee said it was late."
    attribution = Attribution((13, 24), span_of(text, "said"), span_of(text, "Lee"))
    assert with_subject(attribution, view(text, pipeline()(text))) == attribution


OWN_SUBJECTS = [  # text, cue, content, source as linked, source
    ("Ann Lee praised Tom Park, who replied that it was late.", "replied", "it was late", "Ann Lee", "who"),
    ("Ann Lee tweeted a sharp reply: it was late.", "tweeted", "it was late", "a sharp reply", "Ann Lee"),
    ("Ann Lee said it was late.", "said", "it was late", "Ann Lee", "Ann Lee"),
    (
        "The ship brought a note offering “warm thanks,” but the harbour board refused any talk of it.",
        "offering",
        "“warm thanks,”",
        "the harbour board",
        "a note",
    ),
]


@pytest.mark.parametrize(("text", "cue", "content", "linked", "source"), OWN_SUBJECTS)
def test_a_cue_has_the_subject_of_its_own_verb(text: str, cue: str, content: str, linked: str, source: str) -> None:
    span = span_of(text, content)
    assert span is not None
    attribution = Attribution(span, span_of(text, cue), span_of(text, linked))
    assert with_own_subject(attribution, view(text, pipeline()(text))).source == span_of(text, source)


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("The town council chair said it was late.", "The town", "The town council chair"),
        ("Ann Lee said it was late.", "Ann Lee", "Ann Lee"),
    ],
)
def test_a_source_is_whole(text: str, cut: str, whole: str) -> None:
    content = span_of(text, "it was late")
    assert content is not None
    attribution = Attribution(content, span_of(text, "said"), span_of(text, cut))
    assert with_whole_source(attribution, view(text, pipeline()(text))).source == span_of(text, whole)


APPOSED = [  # text, cue, source as linked, source
    ("“No,” added her deputy, Tom Park.", "added", "her deputy", "her deputy, Tom Park"),
    ("“No,” added her deputy, Dr. Tom Park, on Monday.", "added", "her deputy", "her deputy, Dr. Tom Park"),
    ("“No,” added her deputy, Tom Park agreed.", "added", "her deputy", "her deputy"),
    ("“No,” added her deputy, who left.", "added", "her deputy", "her deputy"),
    ("“No,” added Ann Lee, Tom Park’s aide.", "added", "Ann Lee", "Ann Lee"),
    ("“No,” the deputy added, as Tom Park left.", "added", "the deputy", "the deputy"),
]


@pytest.mark.parametrize(("text", "cue", "source", "expected"), APPOSED)
def test_a_source_behind_its_cue_has_the_name_in_apposition(text: str, cue: str, source: str, expected: str) -> None:
    linked = with_apposed(Attribution((0, 5), span_of(text, cue), span_of(text, source)), view(text, pipeline()(text)))
    assert linked.source is not None
    assert text[slice(*linked.source)] == expected
