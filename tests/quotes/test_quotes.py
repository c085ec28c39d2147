"""Quotes and speakers over the phenomena of reported speech, with the shipped pipeline; cases in cases/quotes.json."""

import itertools
import json
import re
from functools import cache
from types import SimpleNamespace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle, annotate
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.quotes.attributions.attribution import Attribution, Kind
from newsloom.transforms.quotes.quotes import (
    _OWNER,
    ArticleSpeech,
    SpeechOptions,
    _is_row,
    _without_weak_chain,
    find_quotes,
)
from newsloom.transforms.quotes.speakers.speaker_context import Speaker
from tests.conftest import CASE_FILES

CASES = json.loads((CASE_FILES / "quotes.json").read_text(encoding="utf-8"))


@cache
def parses() -> dict[str, Doc]:
    """The cases' lines, parsed in one go."""
    lines = sorted({line for case in CASES for line in case["text"].split("\n")})
    return dict(zip(lines, annotate(lines, pipeline()), strict=True))


pipeline = cache(load_pipeline)
blank = cache(spacy.blank)


def parsed(text: str, article_id: str = "a_0000000000000000") -> ParsedArticle:
    lines = text.split("\n")
    docs = [parses().get(line) or pipeline()(line) for line in lines]
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    paragraphs = tuple(
        Paragraph(i, "paragraph", start, start + len(line), doc)
        for i, (start, line, doc) in enumerate(zip(starts, lines, docs, strict=True))
    )
    return ParsedArticle(article_id, text, paragraphs)


def read(text: str) -> tuple[ArticleSpeech, dict[int | None, str]]:
    """The article's speech and the names of its chains."""
    article = parsed(text)
    names = find_mentions(article, NamesOptions(), load_assets().gazetteer)
    speech = find_quotes(article, names, SpeechOptions(), load_assets().speech)
    return speech, {chain["chain"]: chain["name"] for chain in names.chains}


def _params() -> list[object]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if case.get("xfail") else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", _params())
def test_case(case: dict) -> None:
    speech, names = read(case["text"])
    quotes = {quote.text: quote for quote in speech.quotes}
    for expected in case["expected"]:
        quote = quotes.get(expected["text"])
        assert quote is not None, f"not among {list(quotes)}"
        assert quote.type == expected["type"]
        assert names.get(quote.speaker.chain) == expected["speaker"]
        if "via" in expected:
            assert quote.via_text == expected["via"]
        if expected["resolution"]:
            assert quote.speaker.resolution == expected["resolution"]
    for text in case["absent"]:
        assert not any(text in quote for quote in quotes)


def test_pieces_of_a_quote() -> None:
    speech, _ = read("Tomas Berg said the pier was “a gift [to the mayor] … and nobody else,” as he put it.")
    first = speech.quotes[0]
    pieces = [(s.text, s.quoted, s.editorial) for s in speech.segments if s.quote_id == first.quote_id]
    assert pieces[:5] == [
        ("the pier was", False, False),
        ("a gift", True, False),
        ("[to the mayor]", True, True),
        ("…", True, True),
        ("and nobody else,", True, False),
    ]


def test_rows_keep_to_the_text() -> None:
    for case in CASES[:20]:
        speech, _ = read(case["text"])
        for row in [*speech.quotes, *speech.segments]:
            assert case["text"][row.start_char : row.end_char] == row.text
        for quote in (quote.row() for quote in speech.quotes):
            for name in ("cue", "speaker"):
                if quote[name]:
                    assert case["text"][quote[f"{name}_start"] : quote[f"{name}_end"]] == quote[name]


def test_floor_without_trained_spans() -> None:
    """Any pipeline will do: marks, cue words and positions find direct speech and plain reported clauses."""
    text = "“The pier is closed,” said Tomas Berg.\nMara Ilves said that the board would rebuild it before winter."
    lines = text.split("\n")
    nlp = blank("en")
    article = ParsedArticle(
        "a_0000000000000000",
        text,
        (
            Paragraph(0, "paragraph", 0, len(lines[0]), nlp(lines[0])),
            Paragraph(1, "paragraph", len(lines[0]) + 1, len(text), nlp(lines[1])),
        ),
    )
    names = find_mentions(article, NamesOptions(), load_assets().gazetteer)
    quotes = find_quotes(article, names, SpeechOptions(), load_assets().speech).quotes
    assert [(q.type, q.text, q.source_text) for q in quotes] == [
        ("direct", "“The pier is closed,”", "Tomas Berg"),
        ("indirect", "the board would rebuild it before winter", "Mara Ilves"),
    ]


def test_an_attribution_that_tells_little_is_no_row() -> None:
    text = "The council discussed the mayor’s plan.\nLena Hobart believes the ferry is late."
    article = parsed(text)
    names = find_mentions(article, NamesOptions(), load_assets().gazetteer)
    rows = [
        [other.text for other in find_quotes(article, names, options, load_assets().speech).others]
        for options in (SpeechOptions(), SpeechOptions(min_untyped=1.0), SpeechOptions(min_other=0.99, min_untyped=1.0))
    ]
    assert rows == [["the mayor’s plan", "the ferry is late"], ["the ferry is late"], []]


_WORDS = [*"“”\"‘’',.:…\n", "said", "Lee", "the", "mayor", "that", "according", "to", "[x]"]
_TEXT = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(_TEXT)
def test_any_text_gives_rows_that_keep_to_it(words: list[str]) -> None:
    text = " ".join(words).strip() or "x"
    nlp = blank("en")
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    paragraphs = tuple(Paragraph(i, "paragraph", low, high, nlp(text[low:high])) for i, (low, high) in enumerate(spans))
    article = ParsedArticle("a_0000000000000000", text, paragraphs)
    names = SimpleNamespace(mention_records=[], role_records=[], reference_at=lambda start, end: None)
    speech = find_quotes(article, names, SpeechOptions(), load_assets().speech)
    ends = [(quote.start_char, quote.end_char) for quote in speech.quotes]
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(ends))
    for row in [*speech.quotes, *speech.segments]:
        assert row.start_char < row.end_char
        assert text[row.start_char : row.end_char] == row.text


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind("thought", "asserted", 0.45), True),
        (Kind("thought", "asserted", 0.44), False),
        (Kind("speech", "negated", 0.45), True),
        (Kind("speech", "negated", 0.44), False),
        (Kind("speech", "asserted", 0.1), True),
        (Kind(None, "asserted", 0.85), True),
        (Kind(None, "asserted", 0.84), False),
    ],
)
def test_what_nobody_said_is_a_row_where_it_is_sure(kind: Kind, expected: bool) -> None:
    assert _is_row(Attribution((0, 4), kind=kind), SpeechOptions()) == expected


@pytest.mark.parametrize(("confidence", "chain"), [(0.5, 3), (0.49, None)])
def test_a_doubtful_speaker_has_no_chain(confidence: float, chain: int | None) -> None:
    assert _without_weak_chain(Speaker("person", "named", 3, confidence), 0.9, SpeechOptions()).chain == chain


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("the club's captain", "captain"),
        ("Her chief aide", "chief aide"),
        ("the workers’ lawyer", "lawyer"),
        ("a state's attorney", "state's attorney"),
        ("Gull Bank's chairman", "Gull Bank's chairman"),
    ],
)
def test_a_speakers_role_says_whose_it_is_only_by_name(role: str, expected: str) -> None:
    assert _OWNER.sub("", role) == expected
