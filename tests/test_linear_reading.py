"""No article takes more than linear time: each pass over one article, on shapes of text at two sizes.

Documents are built by hand, by rules that need no network, so that only the passes are timed.
"""

import itertools
import re
import time
from collections.abc import Callable
from functools import cache

import duckdb
import pyarrow as pa
import pytest
import spacy
from spacy.tokens import Doc, Span

from newsloom.flows.assets import load_assets
from newsloom.transforms.annotate import Paragraph, ParsedArticle, doc_from_row, doc_row, words_of
from newsloom.transforms.check import all_checks, run_checks
from newsloom.transforms.names.mentions import NamesOptions, find_mentions
from newsloom.transforms.pipeline.amounts import find_amounts
from newsloom.transforms.pipeline.features import word_piece
from newsloom.transforms.pipeline.gazetteer import build_places
from newsloom.transforms.pipeline.rules import apply_rules
from newsloom.transforms.pipeline.tagger import windows_of
from newsloom.transforms.remembered import forget
from newsloom.transforms.speech.marks import find_marked
from newsloom.transforms.speech.quotes import SpeechAssets, SpeechOptions, find_quotes

GROWTH = 4
MOST = 8.0  # times as long for GROWTH times as much: 4 where time is linear, 16 where it is quadratic
NOISE = 0.04  # CPU seconds under which a time counts as this much
VERBS = frozenset(("said", "met", "told", "was", "left"))
PRONOUNS = frozenset(("he", "she", "him", "it", "they"))


def word(n: int) -> str:
    """A made-up capitalised word for each number, unlike its neighbours in sound."""
    letters = []
    for base in (19, 5, 19, 5, 19, 5):
        n, digit = divmod(n, base)
        letters.append(("bcdfghjklmnprstvwxz" if base == 19 else "aeiou")[digit])
    return "".join(letters).capitalize()


def lines(form: str) -> Callable[[int], str]:
    """Paragraphs of one form; {i}, {a}, {b} are the number and two words for it."""
    return lambda n: "\n".join(form.format(i=i, a=word(i), b=word(i * 7 + 3)) for i in range(n))


def joined(form: str, between: str = " ", end: str = ".") -> Callable[[int], str]:
    """One paragraph of one form."""
    return lambda n: between.join(form.format(i=i, a=word(i), b=word(i * 7 + 3)) for i in range(n)) + end


SHAPES = {
    "pronouns, two people": (lines("Ilse Brandholt met Jorun Tveit on day {i}. She told him that he was late."), 300),
    "pronouns, many people": (lines("{a} {b} met Ada {b} on day {i}. She told him that he was late."), 300),
    "pronouns, no stop": (joined("{a} {b} met him and she told him"), 500),
    "distinct names": (lines("{a} {b} met {b} {a}."), 500),
    "one surname": (lines("{a} Holm met Holm."), 500),
    "one surname, initials": (lines("J. {a} Holm met {a} Holm."), 500),
    "surnames of names": (lines("{a} {b} met {b}."), 500),
    "one name": (lines("Ada Holm met Ada Holm."), 800),
    "names without a stop": (joined("{a} {b} and the"), 1_000),
    "capitalised list": (joined("{a}", ", "), 2_000),
    "one name of many words": (joined("{a}"), 2_000),
    "bodies": (joined("Council", " of "), 1_000),
    "acronyms": (lines("The {a} {b} Council (C{a}) met the {b} {a} Group of A.B. and Cgroup{i}."), 250),
    "short forms": (lines("The {a} Council met the {a}."), 400),
    "offices": (lines("Minister {a} {b} met the minister, and the minister said it."), 400),
    "offices of one": (lines("Minister Ada Holm left, the minister said on day {i}."), 400),
    "said the minister": (joined("Minister Ada Holm left, the {a} minister said that it was late"), 400),
    "quotes by one": (lines("“It was late on day {i},” Ada Holm said."), 500),
    "quotes by pronouns": (lines("“It was late on day {i},” he said."), 500),
    "quotes by none": (lines("“It was late on day {i}, and they left.”"), 500),
    "quotes in one paragraph": (joined("“It was late on day {i},” Ada Holm said"), 500),
    "quotes in one paragraph, by it": (joined("“It was late on day {i},” it said"), 500),
    "quotes in quotes": (lambda n: "“It was “late” on the day, " * n + "”" * n, 800),
    "label over quotes": (lambda n: "Ada Holm: " + "“It was late on day,” " * n, 800),
    "unclosed by paragraph": (lines("“It was late on day {i}, Ada Holm said, and they left"), 500),
    "opened marks": (lambda n: "“ " * n, 4_000),
    "opened marks, closed": (lambda n: "“a ”b “c " * n, 4_000),
    "angled marks": (lambda n: "it »was " * n, 3_000),
    "single marks": (lambda n: "it ‘was late " * n, 1_000),
    "statements": (joined("{a} said"), 1_500),
    "statements, commas": (joined("said {a} ,"), 1_500),
    "according to": (joined("according to {a}"), 800),
    "who said": (joined("which said it was late, who said it was late"), 600),
    "posts": (joined("It was late — {a} (@{a}) and"), 800),
    "stops": (lambda n: "Ada said that it was late " * n + ". " * n, 800),
    "brackets": (lambda n: "(" * n, 10_000),
    "long word": (lambda n: "ab" * n, 10_000),
    "number words": (joined("twenty one"), 800),
    "digits": (lambda n: "1" + ",000" * n, 4_000),
    "blank lines": (lambda n: "a\n" * n, 2_000),
}  # fmt: skip
blank = cache(lambda: spacy.blank("en"))


def tagged(text: str) -> Doc:
    """A document with tags, names, sentences, trees and speech spans, by rules of the thumb."""
    doc = words_of(text, blank())
    words = [token.text for token in doc]
    pos = [_pos(word) for word in words]
    starts = [i for i in range(len(words)) if i == 0 or words[i - 1] == "."]
    heads, deps = list(range(len(words))), ["ROOT"] * len(words)
    for low, high in itertools.pairwise([*starts, len(words)]):
        root = next((i for i in range(low, high) if pos[i] == "VERB"), low)
        for i in range(low, high):
            heads[i], deps[i] = root, "ROOT" if i == root else "nsubj" if i < root else "obj"
    spaces = [bool(token.whitespace_) for token in doc]
    doc = Doc(doc.vocab, words=words, spaces=spaces, pos=pos, tags=pos, lemmas=words, heads=heads, deps=deps)
    doc.ents = [Span(doc, low, high, label) for low, high, label in _names(words, pos)]
    doc.spans["entities"] = list(doc.ents)
    doc.spans["entities"].attrs["scores"] = [0.9] * len(doc.ents)
    return doc


def _pos(text: str) -> str:
    if text.lower() in VERBS:
        return "VERB"
    if text.lower() in PRONOUNS:
        return "PRON"
    if not text[0].isalnum():
        return "PUNCT"
    return "PROPN" if text[0].isupper() else "DET" if text in ("the", "a") else "NOUN"


def _names(words: list[str], pos: list[str]) -> list[tuple[int, int, str]]:
    found = []
    for proper, run in itertools.groupby(range(len(words)), lambda i: pos[i] == "PROPN"):
        places = list(run)
        if proper:
            body = any(words[i] in ("Council", "Group") or words[i].isupper() for i in places)
            found.append((places[0], places[-1] + 1, "ORG" if body else "PERSON"))
    return found


@cache
def article(shape: str, size: int) -> ParsedArticle:
    text = SHAPES[shape][0](size)
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
    docs = {line: tagged(line) for line in {text[low:high] for low, high in spans}}
    paragraphs = tuple(Paragraph(i, "paragraph", *span, docs[text[slice(*span)]]) for i, span in enumerate(spans))
    return ParsedArticle("a_0000000000000000", text, paragraphs)


@cache
def names(shape: str, size: int):
    return find_mentions(article(shape, size), NamesOptions(), load_assets().gazetteer)


def read_names(shape: str, size: int) -> None:
    find_mentions(article(shape, size), NamesOptions(), load_assets().gazetteer)


def read_speech(shape: str, size: int) -> None:
    find_quotes(article(shape, size), names(shape, size), SpeechOptions(), SpeechAssets(load_assets().cues))


def read_documents(shape: str, size: int) -> None:
    places = build_places([], [], {}, [])
    for paragraph in article(shape, size).paragraphs:
        row = doc_row("h", "m", paragraph.doc)
        apply_rules(doc_from_row(row, blank().vocab), places)
        list(windows_of(0, row["words"], row["spaces"], word_piece(["[UNK]", "[CLS]", "[SEP]", "a", "##b", "##a"])))


def read_marks(shape: str, size: int) -> None:
    find_marked(article(shape, size).text)


def read_text(shape: str, size: int) -> None:
    for line in SHAPES[shape][0](size).split("\n"):
        words_of(line, blank())
        find_amounts(line)


PASSES = (read_text, read_documents, read_marks, read_names, read_speech)


def seconds(call: Callable[[], None], times: int) -> float:
    """CPU seconds of the quickest of some calls, each with nothing remembered."""
    found = []
    for _ in range(times):
        forget()
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return max(min(found), NOISE)


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_no_faster_than_the_article(shape: str) -> None:
    size = SHAPES[shape][1]
    for n in (size, size * GROWTH):
        names(shape, n)  # and the article, so that they are at hand
    for step in PASSES:
        short = seconds(lambda step=step: step(shape, size), 2)
        ratio = seconds(lambda step=step: step(shape, size * GROWTH), 1) / short
        if ratio > MOST:  # once more, for a machine that did something else as well
            ratio = seconds(lambda step=step: step(shape, size * GROWTH), 2) / short
        assert ratio <= MOST, f"{step.__name__}: {ratio:.1f} times as long for {GROWTH} times as much"


@cache
def spans_in_one_article(size: int) -> duckdb.DuckDBPyConnection:
    """Tables with one article and a quote with one piece for every sentence of it; one in ten pieces is wrong."""
    sentence, text = "“Ja, é late.” ", "“Ja, é late.” " * size
    starts = [i * len(sentence) for i in range(size)]
    ids = [f"q_{i:016x}" for i in range(size)]
    words = ["other" if i % 10 == 0 else "“Ja, é late.”" for i in range(size)]
    spans = {"start": starts, "end": [start + 13 for start in starts], "text": words, "run_id": ["r"] * size}
    tables = {
        "articles": {"article_id": ["a", "b"], "text": [text, ""], "n_chars": [len(text), 0], "run_id": ["r", "s"]},
        "quotes": {"quote_id": ids, "article_id": ["a"] * size},
        "quote_segments": {"quote_id": ids, **spans},
        "mentions": {"article_id": ["a"] * size, **spans},
    }
    connection = duckdb.connect()
    for name, columns in tables.items():
        connection.register("given", pa.table(columns))
        connection.execute(f"CREATE TABLE {name} AS FROM given")
    return connection


CHECKS = [check for check in all_checks() if check.table in ("quote_segments", "mentions") and check.name == "spans"]


def failing(size: int, run_id: str | None = "r") -> list[tuple[int, str | None]]:
    return [(row["n_failing"], row["sample"]) for row in run_checks(spans_in_one_article(size), "r", CHECKS, run_id)]


def test_texts_that_do_not_stand_at_their_places_are_counted_and_shown() -> None:
    mentions, pieces = failing(30)
    assert pieces == (3, "; ".join(f"q_{i:016x} {i * 14} {i * 14 + 13} other" for i in (0, 10, 20)))
    assert mentions == (3, "a 0 13 other; a 140 153 other; a 280 293 other")
    assert failing(30, None) == [mentions, pieces]
    assert failing(30, "s") == [(0, None), (0, None)]


def test_checking_spans_grows_no_faster_than_the_article() -> None:
    size = 3_000
    for n in (size, size * GROWTH):
        spans_in_one_article(n)
    assert seconds(lambda: failing(size * GROWTH), 2) <= MOST * seconds(lambda: failing(size), 2)
