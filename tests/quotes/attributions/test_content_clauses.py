"""Contents by their clauses, with the shipped pipeline's parses."""

from functools import cache

import pytest

from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.content_clauses import fit_clauses, part_second_cue
from tests.quotes.build import CUES, span_of, view

pipeline = cache(load_pipeline)

FITTED = [  # text, content as it was, content as it is
    (
        "The news that the ferry had sunk on Monday shocked the town.",
        "the ferry had sunk on Monday shocked the town",
        "the ferry had sunk on Monday",
    ),
    ("His refusal to leave later helped him.", "to leave later helped him", "to leave later"),
    (
        "Lee said it was unlikely that the men, who left in May, had caught the fever because they were well.",
        "it was unlikely that the men, who left in May",
        "it was unlikely that the men, who left in May, had caught the fever because they were well",
    ),
    ("“Stay with me” is his motto.", "“Stay with me”", "“Stay with me”"),
    ("Lee said the pier had sunk.", "the pier had sunk", "the pier had sunk"),
    (
        "Lee said “the news that it sank” shocked him.",
        "“the news that it sank” shocked him",
        "“the news that it sank” shocked him",
    ),
]


@pytest.mark.parametrize(("text", "content", "expected"), FITTED)
def test_a_content_ends_with_its_clause(text, content, expected):
    attribution = Attribution(span_of(text, content))
    assert text[slice(*fit_clauses(attribution, view(text, pipeline()(text))).content)] == expected


def test_a_verb_behind_the_source_is_not_taken() -> None:
    text = "The pier, said Lee, had sunk in May."
    attribution = Attribution(span_of(text, "The pier"), span_of(text, "said"), span_of(text, "Lee"))
    assert fit_clauses(attribution, view(text, pipeline()(text))) == attribution


SECOND = [  # text, cue, content, (cue, content) of each part
    (
        "The ministers said on Sunday that tensions have grown but vowed to protect the fleet.",
        "said",
        "tensions have grown but vowed to protect the fleet",
        [("said", "tensions have grown"), ("vowed", "to protect the fleet")],
    ),
    (
        "Lee said Park had complained and promised to go.",
        "said",
        "Park had complained and promised to go",
        [("said", "Park had complained and promised to go")],
    ),
    (
        "Lee says tensions have grown but vowed to stay.",
        "says",
        "tensions have grown but vowed to stay",
        [("says", "tensions have grown but vowed to stay")],
    ),
    (
        "Lee said prices have risen and fallen.",
        "said",
        "prices have risen and fallen",
        [("said", "prices have risen and fallen")],
    ),
]


@pytest.mark.parametrize(("text", "cue", "content", "expected"), SECOND)
def test_a_second_cue_reports_on_its_own(text, cue, content, expected):
    attribution = Attribution(span_of(text, content), span_of(text, cue), (0, 3))
    parts = part_second_cue(attribution, view(text, pipeline()(text)), CUES)
    assert [(text[slice(*p.cue)], text[slice(*p.content)]) for p in parts] == expected


def test_nothing_is_done_without_a_parse() -> None:
    text = "Lee said tensions have grown but vowed to stay."
    attribution = Attribution((9, len(text) - 1), span_of(text, "said"), (0, 3))
    assert fit_clauses(attribution, view(text)) == attribution
    assert list(part_second_cue(attribution, view(text), CUES)) == [attribution]
