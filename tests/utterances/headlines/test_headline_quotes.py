"""Quotes of headlines beside those of their articles, with the shipped pipeline; cases in cases/headlines.json."""

import json
from collections import Counter
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.schemas.contract.quotes import HEADLINE_RELATIONS
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.quotes.quotes import SpeechOptions, find_quotes
from newsloom.transforms.quotes.speakers.speaker_context import Speaker
from newsloom.transforms.utterances.headlines import headline_quotes
from newsloom.transforms.utterances.headlines.callers import callers_of
from newsloom.transforms.utterances.headlines.headline_quotes import _Body, _is_quoted, find_headline_quotes
from newsloom.transforms.utterances.wording import wording
from tests.conftest import CASE_FILES
from tests.quotes.build import CUES, FewNames

CASES = json.loads((CASE_FILES / "headlines.json").read_text(encoding="utf-8"))
LEAST_F1 = 0.9  # of the spans, and of the whole rows
pipeline = cache(load_pipeline)


@cache
def read(title: str, body: str, author: str | None = None) -> list[dict]:
    """The rows of a headline, as the cases have them."""
    paragraph = Paragraph(0, "paragraph", 0, len(body), pipeline()(body))
    article = ParsedArticle("a_0000000000000000", body, (paragraph,), title, outlet="Ardle Courier", author=author)
    names = find_mentions(article, NamesOptions(), load_assets().gazetteer)
    quotes = find_quotes(article, names, SpeechOptions(), load_assets().speech).quotes
    texts = {quote.quote_id: quote.text for quote in quotes}
    name_of = {chain["chain"]: chain["name"] for chain in names.chains}
    rows = find_headline_quotes(article, names, quotes, CUES)
    assert all(title[row["start_char"] : row["end_char"]] == row["text"] for row in rows)
    return [
        {
            **{key: row[key] for key in ("text", "speaker", "relation", "changed")},
            "name": name_of.get(row["chain"]),
            "quote": texts.get(row["body_quote_id"]),
        }
        for row in rows
    ]


def f1(columns: tuple[str, ...]) -> float:
    counts: Counter[str] = Counter()
    for case in CASES:
        made, expected = (
            [json.dumps([row[name] for name in columns]) for row in rows]
            for rows in (read(case["title"], case["body"]), case["expected"])
        )
        counts["both"] += sum((Counter(made) & Counter(expected)).values())
        counts["all"] += len(made) + len(expected)
    return 2 * counts["both"] / counts["all"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_headline_has_these_quotes(case):
    assert read(case["title"], case["body"]) == case["expected"]


def test_most_quotes_of_the_cases_are_right():
    assert f1(("text",)) >= LEAST_F1
    assert f1(("text", "speaker", "name", "relation", "changed", "quote")) >= LEAST_F1


@given(st.text(alphabet="Hobart says: ‘’“”,'-–| .?", max_size=60), st.booleans())
def test_any_headline_gives_spans_of_itself(title, quoted):
    body = "Lena Hobart said so."
    article = ParsedArticle("a_0000000000000000", body, (), title or None)
    rows = find_headline_quotes(article, FewNames(body, [("Lena Hobart", "PERSON", 0)]), [], CUES)
    ends = [0, *(position for row in rows for position in (row["start_char"], row["end_char"]))]
    assert ends == sorted(ends)
    for row in rows:
        assert title[row["start_char"] : row["end_char"]] == row["text"] != ""
        assert row["relation"] in HEADLINE_RELATIONS
        assert row["body_quote_id"] is None


@pytest.mark.parametrize(
    ("author", "title", "n_rows"),
    [
        ("Lena Hobart", "Lena Hobart: Bridge is safe", 0),
        ("Lena Hobart", "Lena Hobart: ‘Bridge is safe’", 1),
        ("Lena Hobart", "Lena Hobart says bridge is safe", 1),
        ("Ove Lind", "Lena Hobart: Bridge is safe", 1),
        (None, "Lena Hobart: Bridge is safe", 1),
        ("Lind", "Hobart: Bridge is safe", 1),
    ],
)
def test_an_author_before_a_colon_says_nothing(author, title, n_rows):
    assert len(read(title, "The bridge is safe, Lena Hobart said on Monday.", author)) == n_rows


def test_a_heading_is_no_quote_of_the_body():
    title = "‘We will rebuild the bridge’"
    body = f"{title}\nThe mayor spoke."
    lines = (Paragraph(0, "heading", 0, len(title), pipeline()(title)),)
    article = ParsedArticle("a_0000000000000000", body, lines, title)
    names = find_mentions(article, NamesOptions(), load_assets().gazetteer)
    quotes = find_quotes(article, names, SpeechOptions(), load_assets().speech).quotes
    assert quotes
    assert [row["body_quote_id"] for row in find_headline_quotes(article, names, quotes, CUES)] == [None]


@pytest.mark.parametrize(
    ("chain", "confidence", "shared", "expected"),
    [
        (4, 0.6, 0.6, ((1, 2), 4)),
        (4, 0.59, 0.6, (None, None)),
        (4, 0.6, 0.59, (None, None)),
        (None, 0.9, 0.9, (None, None)),
    ],
)
def test_whose_words_they_are_where_the_headline_names_nobody(
    monkeypatch: pytest.MonkeyPatch, chain: int | None, confidence: float, shared: float, expected: tuple
) -> None:
    monkeypatch.setattr(headline_quotes, "_mention_of", lambda title, content, chain: (1, 2))
    spoken = SimpleNamespace(chain=chain, confidence=confidence)
    match = headline_quotes.BodyMatch(SimpleNamespace(speaker=spoken), wording("x"), shared)
    title, quote = SimpleNamespace(text="Ferry to stay"), SimpleNamespace(speaker=None, content=(0, 5))
    assert headline_quotes._speaker(title, quote, None, match) == expected
    assert headline_quotes._speaker(title, quote, 7, match) == (None, 7)
    assert headline_quotes._speaker(title, quote, None, None) == (None, None)


@pytest.mark.parametrize(
    ("own", "text", "source", "speaker", "expected"),
    [
        ("never again", "“Never again,”", (0, 4), Speaker("person", "named", 0, 0.9), True),
        ("ever again", "“Never again,”", (0, 4), Speaker("person", "named", 0, 0.9), False),
        ("never again", "“Never again,”", None, Speaker("person", "named", 0, 0.9), False),
        ("never again", "“Never again,”", (0, 4), Speaker("person", "pronoun", None, 0.3), False),
        ("never again", "“Never again,”", (0, 4), Speaker("person", "nominal", None, 0.3), True),
        ("never again", "“Never again,”", (0, 4), Speaker("person", "pronoun", 0, 0.9), True),
        ("never", "“Never again, friends,”", (0, 4), Speaker("person", "named", 0, 0.9), True),
        ("never", "“Never again, my friends,”", (0, 4), Speaker("person", "named", 0, 0.9), False),
    ],
)
def test_few_words_are_quoted_by_somebody(own, text, source, speaker, expected):
    quote = SimpleNamespace(text=text, type="direct", source=source, speaker=speaker)
    assert _is_quoted(wording(own), quote, wording(text)) == expected


@pytest.mark.parametrize(("n_capitals", "tells"), [(7, False), (6, True)])
def test_in_a_headline_in_capitals_a_capital_tells_no_name(n_capitals, tells):
    words = ["Northern", "ferries", "wait", "while", "nobody", "repairs", "their", "broken", "landing", "stages"]
    text = " ".join([word.title() for word in words[:n_capitals]] + words[n_capitals:])
    body = _Body(ParsedArticle("a_0", "", ()), [], callers_of([]))
    assert (body.level(text).names == wording(text).names != frozenset()) == tells
