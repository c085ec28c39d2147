"""What other tools cost beside ours: which articles, which line, and the rules of the script."""

import json

import pytest
import spacy
from spacy.tokens import Doc, Span

from benchmarks.analyst import quotes_of
from benchmarks.peers import PEERS, Cost, first_articles, line


def test_the_first_articles_that_have_a_text(tmp_path):
    source, target = tmp_path / "source.jsonl", tmp_path / "target.jsonl"
    rows = [{"text": "Ōne", "id": 1}, {"text": " "}, {"title": "none"}, {"text": "Two"}, {"text": "Three"}]
    source.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert first_articles(source, target, 2) == (2, pytest.approx(0.0035))
    assert [json.loads(row) for row in target.read_text("utf-8").splitlines()] == [rows[0], rows[3]]


def test_a_line_is_of_the_run_that_took_least():
    costs = [Cost(3.0, 1.0, 50, 90, "1 pair"), Cost(2.0, 1.5, 50, 80, "1 pair")]
    assert line("copies", costs, 100).split() == ["copies", "2.00", "20.0", "80", "50", "1.50", "1", "pair"]


def test_what_is_not_installed_is_skipped_with_what_installs_it():
    assert line("copies", ["rensa", "rensa"], 100).endswith("skipped, no rensa here: uv sync --group bench installs it")


def test_each_name_fits_its_column():
    assert max(map(len, PEERS)) < 36


@pytest.fixture
def doc():
    """Two paragraphs, with the trees and names that a pipeline would give."""
    rows = [
        ("“", 4, "punct", 0), ("We", 2, "nsubj", 1), ("will", 4, "aux", 1), ("not", 4, "neg", 1),
        ("wait", 7, "ccomp", 0), (",", 4, "punct", 0), ("”", 4, "punct", 1), ("said", 7, "ROOT", 1),
        ("Mara", 9, "compound", 1), ("Ilves", 7, "nsubj", 0), (".", 7, "punct", 0), ("\n\n", 7, "dep", 0),
        ("She", 13, "nsubj", 1), ("added", 13, "ROOT", 1), ("ferries", 15, "nsubj", 1), ("stop", 13, "ccomp", 0),
        (".", 13, "punct", 0),
    ]  # fmt: skip
    words, heads, deps, spaces = map(list, zip(*rows, strict=True))
    doc = Doc(spacy.blank("en").vocab, words, list(map(bool, spaces)), deps=deps, heads=heads)
    doc.set_ents([Span(doc, 8, 10, "PERSON")])
    return doc


def test_quotes_have_the_subject_of_the_nearest_verb_as_speaker(doc):
    direct, indirect = quotes_of(doc)
    assert direct["text"] == "“We will not wait,”"
    assert [direct[key] for key in ("type", "cue", "speaker", "name")] == ["direct", "said", "Mara Ilves", "Mara Ilves"]
    assert indirect["text"] == "ferries stop"
    assert [indirect[key] for key in ("type", "cue", "speaker", "name")] == ["indirect", "added", "She", "Mara Ilves"]
