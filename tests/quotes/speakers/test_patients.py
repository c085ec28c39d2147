"""Passive subjects as sources, with the shipped pipeline's parses."""

from functools import cache

import pytest

from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.patients import without_patient
from tests.quotes.build import span_of, view

pipeline = cache(load_pipeline)

CASES = [  # text, cue, source, content, whether the source stays
    ("The port has been declared unsafe.", "declared", "The port", "unsafe", False),
    ("Ann Lee was asked about that old plan.", "was asked", "Ann Lee", "about that old plan", False),
    ("Lee, who had been informed that it was late, left.", "had been informed", "who", "it was late", False),
    ("Ann Lee was quoted as saying that it was late.", "was quoted as saying", "Ann Lee", "it was late", True),
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
