"""Contents that were cut inside a clause, with the shipped pipeline's parses."""

from functools import cache

import pytest

from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.content_ends import finish_contents
from tests.quotes.build import span_of, view

pipeline = cache(load_pipeline)

CUT = [  # text, cue, content as it was cut, content as it is finished
    ("Lee demands tolls that many members oppose.", "demands", "tolls that", "tolls that many members oppose"),
    ("Lee praised his own speech on Tuesday.", "praised", "his own", "his own speech"),
    ("Lee praised the plan and left the room.", "praised", "the plan and", "the plan"),
    ("Lee said the port was safe, and left.", "said", "the port was safe,", "the port was safe"),
    (
        "Lee urged us not to wait but look after the port.",
        "urged",
        "us not to wait but",
        "us not to wait but look after the port",
    ),
    ("Lee praised the plan.", "praised", "the plan", "the plan"),
    ("Lee praised the anti-war members.", "praised", "the anti", "the anti-war members"),
    ("Lee praised two-systems models.", "praised", "two", "two-systems models"),
    ("Lee praised Park, who had come late.", "praised", "Park, who", "Park"),
]


@pytest.mark.parametrize(("text", "cue", "cut", "whole"), CUT)
def test_a_content_is_finished(text: str, cue: str, cut: str, whole: str) -> None:
    content = span_of(text, cut)
    assert content is not None
    attribution = Attribution(content, span_of(text, cue), span_of(text, "Lee"))
    [finished] = finish_contents([attribution], view(text, pipeline()(text)))
    assert text[slice(*finished.content)] == whole


def test_it_ends_before_the_next_one() -> None:
    text = "Lee praised his own speech on Tuesday."
    contents = [span for part in ("his own", "speech on Tuesday") if (span := span_of(text, part))]
    finished = finish_contents([Attribution(content) for content in contents], view(text, pipeline()(text)))
    assert [a.content for a in finished] == contents


def test_without_a_parse_it_stays() -> None:
    text = "Lee praised his own speech on Tuesday."
    content = span_of(text, "his own")
    assert content is not None
    assert finish_contents([Attribution(content)], view(text))[0].content == content
