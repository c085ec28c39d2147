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

from newsloom.flows.assets.assets import load_assets
from newsloom.schemas.checks import all_checks, run_checks
from newsloom.transforms.annotation.amounts import find_amounts
from newsloom.transforms.annotation.features import word_piece
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle, words_of
from newsloom.transforms.annotation.parses.parsed_rows import parsed_rows
from newsloom.transforms.annotation.parses.read_rows import Documents
from newsloom.transforms.annotation.places import build_places
from newsloom.transforms.annotation.rules import apply_rules
from newsloom.transforms.annotation.tagger import windows_of
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.quotes.quotes import SpeechOptions, find_quotes
from newsloom.transforms.text.caching import forget
from newsloom.transforms.text.quotation_marks import find_quoted_spans

GROWTH = 4
MOST = 8.0  # times as long for GROWTH times as much: 4 where time is linear, 16 where it is quadratic
NOISE = 0.02  # CPU seconds under which a time counts as this much
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


SHAPES = {  # text by size, the smaller size, and the passes that are timed on it
    "pronouns, two people": (lines("Ilse Holm met Jorun Tveit on day {i}. She told him that he was late."), 100, "ns"),
    "pronouns, many people": (lines("{a} {b} met Ada {b} on day {i}. She told him that he was late."), 60, "n"),
    "pronouns, no stop": (joined("{a} {b} met him and she told him"), 50, "n"),
    "distinct names": (lines("{a} {b} met {b} {a}."), 100, "ns"),
    "one surname": (lines("{a} Holm met Holm."), 150, "n"),
    "one surname, initials": (lines("J. {a} Holm met {a} Holm."), 120, "n"),
    "surnames of names": (lines("{a} {b} met {b}."), 120, "n"),
    "one name": (lines("Ada Holm met Ada Holm."), 200, "n"),
    "names without a stop": (joined("{a} {b} and the"), 200, "dn"),
    "capitalised list": (joined("{a}", ", "), 250, "n"),
    "one name of many words": (joined("{a}"), 1_000, "n"),
    "bodies": (joined("Council", " of "), 500, "n"),
    "acronyms": (lines("The {a} {b} Council (C{a}) met the {b} {a} Group of A.B. and Cgroup{i}."), 100, "n"),
    "letters of common words": (joined("it had basic tide income (BTI) for"), 500, "n"),
    "short forms": (lines("The {a} Council met the {a}."), 100, "n"),
    "offices": (lines("Minister {a} {b} met the minister, and the minister said it."), 100, "ns"),
    "offices of one": (lines("Minister Ada Holm left, the minister said on day {i}."), 150, "ns"),
    "said the minister": (joined("Minister Ada Holm left, the {a} minister said that it was late"), 80, "s"),
    "quotes by one": (lines("“It was late on day {i},” Ada Holm said."), 100, "s"),
    "quotes by pronouns": (lines("“It was late on day {i},” he said."), 100, "s"),
    "quotes by none": (lines("“It was late on day {i}, and they left.”"), 150, "s"),
    "quotes in one paragraph": (joined("“It was late on day {i},” Ada Holm said"), 120, "ds"),
    "quotes in one paragraph, by it": (joined("“It was late on day {i},” it said"), 60, "s"),
    "quotes in quotes": (lambda n: "“It was “late” on the day, " * n + "”" * n, 400, "ms"),
    "label over quotes": (lambda n: "Ada Holm: " + "“It was late on day,” " * n, 250, "s"),
    "unclosed by paragraph": (lines("“It was late on day {i}, Ada Holm said, and they left"), 150, "ms"),
    "opened marks": (lambda n: "“ " * n, 2_000, "ms"),
    "opened marks, closed": (lambda n: "“a ”b “c " * n, 600, "ms"),
    "angled marks": (lambda n: "it »was " * n, 1_500, "m"),
    "single marks": (lambda n: "it ‘was late " * n, 500, "m"),
    "statements": (joined("{a} said"), 300, "s"),
    "statements, commas": (joined("said {a} ,"), 300, "s"),
    "according to": (joined("according to {a}"), 200, "s"),
    "who said": (joined("which said it was late, who said it was late"), 300, "s"),
    "posts": (joined("It was late — {a} (@{a}) and"), 150, "s"),
    "stops": (lambda n: "Ada said that it was late " * n + ". " * n, 250, "s"),
    "brackets": (lambda n: "(" * n, 4_000, "td"),
    "long word": (lambda n: "ab" * n, 6_000, "td"),
    "number words": (joined("twenty one"), 400, "t"),
    "digits": (lambda n: "1" + ",000" * n, 2_000, "t"),
    "blank lines": (lambda n: "a\n" * n, 1_000, "s"),
}  # fmt: skip
blank = cache(lambda: spacy.blank("en"))


def tagged(text: str) -> Doc:
    """A document with tags, names, sentences, trees and speech spans, by rules of the thumb."""
    found = list(re.finditer(r"[^\W_]+|\S", text))
    words = [match[0] for match in found]
    spaces = [text[match.end() : match.end() + 1].isspace() for match in found]
    pos = [_pos(word) for word in words]
    starts = [i for i in range(len(words)) if i == 0 or words[i - 1] == "."]
    heads, deps = list(range(len(words))), ["ROOT"] * len(words)
    for low, high in itertools.pairwise([*starts, len(words)]):
        root = next((i for i in range(low, high) if pos[i] == "VERB"), low)
        for i in range(low, high):
            heads[i], deps[i] = root, "ROOT" if i == root else "nsubj" if i < root else "obj"
    doc = Doc(blank().vocab, words=words, spaces=spaces, pos=pos, tags=pos, lemmas=words, heads=heads, deps=deps)
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


made = {}


def read_names(shape: str, size: int) -> None:
    made[shape, size] = find_mentions(article(shape, size), NamesOptions(), load_assets().gazetteer)


def names(shape: str, size: int):
    if (shape, size) not in made:
        read_names(shape, size)
    return made[shape, size]


def read_speech(shape: str, size: int) -> None:
    find_quotes(article(shape, size), names(shape, size), SpeechOptions(), load_assets().speech)


def read_documents(shape: str, size: int) -> None:
    places = build_places([], [], {}, [])
    for paragraph in article(shape, size).paragraphs:
        rows = parsed_rows(["h"], "m", [paragraph.doc])
        list(Documents(rows).values())
        apply_rules(paragraph.doc.copy(), places)
        (row,) = rows.to_pylist()
        list(windows_of(0, row["words"], row["spaces"], word_piece(["[UNK]", "[CLS]", "[SEP]", "a", "##b", "##a"])))


def read_marks(shape: str, size: int) -> None:
    find_quoted_spans(article(shape, size).text)


def read_text(shape: str, size: int) -> None:
    for line in SHAPES[shape][0](size).split("\n"):
        words_of(line, blank())
        find_amounts(line)


PASSES = {"t": read_text, "d": read_documents, "m": read_marks, "n": read_names, "s": read_speech}


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
    _, size, passes = SHAPES[shape]
    for step in map(PASSES.__getitem__, passes):
        prepared = names if step is read_speech else article
        prepared(shape, size * GROWTH)
        long = seconds(lambda step=step: step(shape, size * GROWTH), 1)
        if long <= MOST * NOISE:  # whatever the shorter one takes
            continue
        prepared(shape, size)
        short = seconds(lambda step=step: step(shape, size), 3)
        if long > MOST * short:  # once more, for a machine that did something else as well
            long = seconds(lambda step=step: step(shape, size * GROWTH), 2)
        ratio = long / short
        assert ratio <= MOST, f"{step.__name__}: {ratio:.1f} times as long for {GROWTH} times as much"


@cache
def spans_in_one_article(size: int) -> duckdb.DuckDBPyConnection:
    """Tables with one article and a quote with one piece for every sentence of it; one in ten pieces is wrong."""
    sentence, text = "“Ja, é late.” ", "“Ja, é late.” " * size
    starts = [i * len(sentence) for i in range(size)]
    ids = [f"q_{i:016x}" for i in range(size)]
    words = ["other" if i % 10 == 0 else "“Ja, é late.”" for i in range(size)]
    spans = {"start_char": starts, "end_char": [start + 13 for start in starts], "text": words, "run_id": ["r"] * size}
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
    which = f"WHERE run_id = '{run_id}'" if run_id else ""
    own = {name: f"(FROM {name} {which})" for name in ("articles", "quote_segments", "mentions")}
    outcome = run_checks(spans_in_one_article(size), "r", CHECKS, own)
    return [(row["n_failing"], row["sample"]) for row in outcome]


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
