"""Whose word a noun before a content is, with the shipped pipeline's parses."""

from functools import cache

import pytest

from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.owners import with_owner
from tests.quotes.build import CUES, span_of, view

pipeline = cache(load_pipeline)

OWNERS = [  # text, cue, source, content; cue and source as they are
    (
        "Ann Lee's claim that the pier was safe was rejected by Ove Park.",
        "was rejected",
        "Ove Park",
        "the pier was safe",
        ("claim", "Ann Lee"),
    ),
    (
        "Ann Lee's announcement that she will go pleased us.",
        "announcement",
        None,
        "she will go",
        ("announcement", "Ann Lee"),
    ),
    ("Park objected to Lee's statement that it was safe.", "objected to", "Park", "it was safe", ("statement", "Lee")),
    ("Park told us before Lee's announcement that it was safe.", "told", "Park", "it was safe", ("told", "Park")),
    (
        "Park signaled in a note after Lee's announcement that it was safe.",
        "signaled in a note after",
        "Park",
        "it was safe",
        ("signaled in a note after", "Park"),
    ),
    ("Park rejected the claim that it was safe.", "rejected", "Park", "it was safe", ("rejected", "Park")),
    ("Park liked Lee's bridge that was safe.", "liked", "Park", "was safe", ("liked", "Park")),
    ("Lee's claim that it was safe hurt.", "claim", "Lee", "it was safe", ("claim", "Lee")),
]


@pytest.mark.parametrize(("text", "cue", "source", "content", "expected"), OWNERS)
def test_a_word_is_its_owners(text, cue, source, content, expected):
    attribution = Attribution(span_of(text, content), span_of(text, cue), span_of(text, source))
    linked = with_owner(attribution, view(text, pipeline()(text)), CUES)
    assert (text[slice(*linked.cue)], text[slice(*linked.source)]) == expected
