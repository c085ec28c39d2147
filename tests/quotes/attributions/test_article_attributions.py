"""What carries over from one paragraph to the next, and what becomes a quote."""

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.quotes.attributions.article_attributions import (
    SpeechAssets,
    SpeechOptions,
    _judge,
    find_article_attributions,
)
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.score import INTERCEPT, SpeechScore
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from tests.quotes.build import CUES, article, span_of, view
from tests.quotes.kinds.build import pipeline

CASES = [  # label, text, (content, source, link score) of each
    ("own cue", "“It is so late,” Ann Lee said.", [("“It is so late,”", "Ann Lee", 0.95)]),
    (
        "shared speaker",
        "“It is,” Ann Lee said.  It was said so often by all the other men who left the place. “It is so late.”",
        [("“It is,”", "Ann Lee", 0.95), ("“It is so late.”", "Ann Lee", 0.855)],
    ),
    (
        "none to share",
        "“It is so late.” “And it is so dark.”",
        [("“It is so late.”", None, 0.5), ("“And it is so dark.”", None, 0.5)],
    ),
    ("introduced, in marks", "Ann Lee said:\n“It is so late.”", [("“It is so late.”", "Ann Lee", 0.9)]),
    ("introduced, no marks", "Ann Lee said:\nIt is so late.", [("It is so late.", "Ann Lee", 0.8)]),
    ("introduced by more words", "Ann Lee said with joy:\nIt is so late.", []),
    ("introduced by that", "Ann Lee said that:\nIt is so late.", [("It is so late.", "Ann Lee", 0.8)]),
    ("a colon without a source", "So saying:\nIt is so late.", []),
    ("no colon", "Ann Lee said.\n“It is so late.”", [("“It is so late.”", None, 0.0)]),
    (
        "over paragraphs",
        "Ann Lee said: “It is so late.\n“And it is so dark.”",
        [("“It is so late.\n“And it is so dark.”", "Ann Lee", 0.9)],
    ),
    (
        "over three",
        "“It is so late.\n“It is so dark.\n“And so cold,” Ann Lee said.",
        [("“It is so late.\n“It is so dark.\n“And so cold,”", "Ann Lee", 0.95)],
    ),
    (
        "a lost mark before a quote with a cue of its own",
        "Ann Lee said it was “so late.\n“It is so dark,” Ove Park said.",
        [("it was “so late.", "Ann Lee", 0.9), ("“It is so dark,”", "Ove Park", 0.95)],
    ),
    (
        "turns of a transcript",
        "LEE: It is.\nPARK: It is not.\nLEE: Yes.",
        [("It is.", "LEE", 0.9), ("It is not.", "PARK", 0.9), ("Yes.", "LEE", 0.9)],
    ),
]


def attributions(text: str, options: SpeechOptions | None = None) -> list:
    return find_article_attributions(
        article(text), find_quoted_spans(text), options or SpeechOptions(), load_assets().speech
    )


@pytest.mark.parametrize(("_", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_case(_: str, text: str, expected: list[tuple[str, str | None, float]]) -> None:
    found = attributions(text)
    assert [(text[slice(*a.content)], text[slice(*a.source)] if a.source else None) for a in found] == [
        case[:2] for case in expected
    ]
    for attribution, (_, source, link_score) in zip(found, expected, strict=True):
        if source:
            assert attribution.link_score == pytest.approx(link_score)


def test_options_decide_what_is_a_quote() -> None:
    text = "Ann Lee said that it was late."
    assert [a.is_quote for a in attributions(text)] == [True]
    assert [a.is_quote for a in attributions(text, SpeechOptions(min_score=0.61))] == [False]


@pytest.mark.parametrize(("length", "speaker"), [(160, "Ann Lee"), (161, None)])
def test_a_line_that_names_the_speaker_is_short(length: int, speaker: str | None) -> None:
    text = "“It is so late.”\n" + "— Ann Lee, a pilot and ".ljust(length, "a")
    (quote,) = attributions(text)
    assert (text[slice(*quote.source)] if quote.source else None) == speaker


@pytest.mark.parametrize(("odds", "uttered"), [(0.0, True), (-0.01, False), (-0.6, False), (0.6, True)])
def test_what_was_more_likely_said_than_not_is_a_quote(odds: float, uttered: bool) -> None:
    text = "Ann Lee said that it was late."
    item = ParsedArticle("a_0000000000000000", text, (Paragraph(0, "paragraph", 0, len(text), pipeline()(text)),))
    assets = SpeechAssets(CUES, SpeechScore({INTERCEPT: odds}))
    (first, *_) = find_article_attributions(item, (), SpeechOptions(), assets)
    assert first.kind.is_uttered == uttered


@pytest.mark.parametrize(("score", "expected"), [(0.6, True), (0.59, False)])
def test_an_attribution_of_little_score_is_no_quote(score: float, expected: bool) -> None:
    text = "Ann Lee said that it was late."
    spans = (span_of(text, part) for part in ("it was late", "said", "Ann Lee"))
    assert _judge(Attribution(*spans, score=score), [], view(text), SpeechOptions()).is_quote == expected
