"""Passive subjects as sources, with the shipped pipeline's parses."""

from functools import cache

import pytest

from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.patients import with_agent, without_patient
from tests.quotes.build import span_of, view

pipeline = cache(load_pipeline)

CASES = [  # text, cue, source, content, whether the source stays
    ("The port has been declared unsafe.", "declared", "The port", "unsafe", False),
    ("Ann Lee was asked about that old plan.", "was asked", "Ann Lee", "about that old plan", False),
    ("Lee was grilled about the old plan.", "was grilled about", "Lee", "the old plan", False),
    ("Ann Lee was convinced that it was late.", "was convinced", "Ann Lee", "it was late", True),
    ("Lee, who had been informed that it was late, left.", "had been informed", "who", "it was late", False),
    ("Ann Lee was quoted as saying that it was late.", "was quoted as saying", "Ann Lee", "it was late", True),
    ("Ann Lee, when asked about the plan, left.", "asked about", "Ann Lee", "the plan", False),
    ("Ann Lee, asked about the plan, left.", "asked about", "Ann Lee", "the plan", False),
    ("Ann Lee, a nurse, asked about the plan.", "asked about", "Ann Lee, a nurse", "the plan", True),
    ("“Is it late?” asked Ann Lee when it was.", "asked", "Ann Lee", "“Is it late?”", True),
    ("Ann Lee had asked about the plan.", "asked about", "Ann Lee", "the plan", True),
    ("Ann Lee asked whether it was late.", "asked", "Ann Lee", "it was late", True),
    ("Ann Lee was asked and said it was late.", "said", "Ann Lee", "it was late", True),
]


@pytest.mark.parametrize(("text", "cue", "source", "content", "stays"), CASES)
def test_who_suffers_a_cue_is_no_source(text: str, cue: str, source: str, content: str, stays: bool) -> None:
    span = span_of(text, content)
    assert span is not None
    attribution = Attribution(span, span_of(text, cue), span_of(text, source))
    linked = without_patient(attribution, view(text, pipeline()(text)))
    assert linked.source == (attribution.source if stays else None)


AGENTS = [  # text, cue, source, content, who speaks, what is said
    ("Sand, once called a “waif” by Ida Lee, left.", "called", "Sand", "a “waif” by Ida", "Ida Lee", "a “waif”"),
    ("The mayor was called “a liar” by Ida Lee.", "called", None, "“a liar”", "Ida Lee", "“a liar”"),
    ("The plan, described by Mr. Holt as “an end,” fell.", "described", None, "“an end,”", "Mr. Holt", "“an end,”"),
    ("Ida Lee was impressed by Holt.", "was impressed by", "Ida Lee", "Holt", "Ida Lee", "Holt"),
    ("The port was called “unsafe” by Monday.", "called", None, "“unsafe”", None, "“unsafe”"),
    ("Ida Lee called “a liar” whoever stood by Holt.", "called", "Ida Lee", "“a liar”", "Ida Lee", "“a liar”"),
]


@pytest.mark.parametrize(("text", "cue", "source", "content", "speaker", "said"), AGENTS)
def test_who_does_what_a_participle_tells_is_the_source(
    text: str, cue: str, source: str | None, content: str, speaker: str | None, said: str
) -> None:
    span = span_of(text, content)
    assert span is not None
    attribution = Attribution(span, span_of(text, cue), span_of(text, source) if source else None)
    linked = with_agent(attribution, view(text, pipeline()(text)))
    assert (text[slice(*linked.source)] if linked.source else None) == speaker
    assert text[slice(*linked.content)] == said
