"""Excerpts of another medium, and how far they go on."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.excerpts import Excerpt, find_excerpt, pass_on
from tests.quotes.build import span_of, view

OPENINGS = [
    ("reports", "It rained. The Brask Courier reports:", "The Brask Courier"),
    ("via", "He spoke last night (via the Brask Courier):", "Brask Courier"),
    ("according to", "It sank, according to the Brask Courier:", "Brask Courier"),
    ("in the middle", "Reuters reports: “No,” Lee said.", "Reuters"),
    ("the last one", "Reuters reports: No. The Brask Courier writes: Yes.", "The Brask Courier"),
    ("no medium", "Lee reports:", None),
    ("no colon", "The Brask Courier reports that it rained.", None),
]


@pytest.mark.parametrize(("label", "text", "expected"), OPENINGS, ids=[case[0] for case in OPENINGS])
def test_opening(label: str, text: str, expected: str | None) -> None:
    excerpt = find_excerpt(view(text))
    assert (excerpt and text[slice(*excerpt.via)]) == expected
    assert excerpt is None or text[excerpt.start - 1] == ":"


def attribution(text: str, source: str | None = "Lee", via: str | None = None) -> Attribution:
    return Attribution(span_of(text, "“No,”") or (0, 0), None, span_of(text, source), 1.0, 1.0, via=span_of(text, via))


SAID = "“No,” Lee told the Courier."


@pytest.mark.parametrize(
    ("source", "via", "expected"),
    [("Lee", None, (900, 903)), ("Lee", "Courier", span_of(SAID, "Courier")), (None, None, None)],
)
def test_what_is_passed_on(source: str | None, via: str | None, expected: tuple[int, int] | None) -> None:
    (passed,), _ = pass_on([attribution(SAID, source, via)], view(SAID), Excerpt((900, 903), 0))
    assert passed.via == expected


def test_what_stands_before_the_opening_is_no_excerpt() -> None:
    text = "“No,” Lee said. Reuters reports: It rained."
    (passed,), going = pass_on([attribution(text)], view(text), None)
    assert passed.via is None
    assert going is not None


def test_where_an_excerpt_ends() -> None:
    silent = view("It rained.")
    assert pass_on([], silent, Excerpt((0, 1), 0))[1] is None
    going: Excerpt | None = Excerpt((900, 903), 0)
    paragraphs = 0
    while going is not None:
        _, going = pass_on([attribution(SAID)], view(SAID), going)
        paragraphs += 1
    assert paragraphs == 8


def test_an_opening_without_speech_goes_on() -> None:
    _, going = pass_on([], view("The Brask Courier reports:"), None)
    assert going is not None
