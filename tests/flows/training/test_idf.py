"""Document frequencies of a corpus."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, DocBin

from newsloom.flows.training.idf import count_documents, documents
from newsloom.transforms.stories.vectors import term_ids
from newsloom.transforms.text.word_hashes import hash_words


def ids(word: str) -> list[int]:
    return term_ids(hash_words([word]).hashes).tolist()


def test_terms_of_two_documents_are_counted_once_a_document() -> None:
    table = count_documents(["ferry ferry harbour", "ferry council", "council harbour ferry", "bridge"])
    counts = dict(zip(table["terms"].tolist(), table["counts"].tolist(), strict=True))
    assert counts == {ids("ferry")[0]: 3, ids("council")[0]: 2, ids("harbour")[0]: 2}
    assert int(table["n_documents"]) == 4
    assert (table["terms"].dtype, table["counts"].dtype) == (np.uint32, np.uint16)


@pytest.mark.parametrize(("least", "n"), [(1, 2), (2, 1), (3, 0)])
def test_rarer_ones_are_left_out(least: int, n: int) -> None:
    assert len(count_documents(["ferry council", "ferry"], least)["terms"]) == n


def test_sentences_of_one_document_are_one_text(tmp_path: Path) -> None:
    rows = [{"d": 1, "t": ["The", "ferry"]}, {"d": 2, "t": ["No"]}, {"d": 1, "t": ["is", "back"]}]
    file = tmp_path / "a.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    assert list(documents(file)) == ["The ferry\nis back", "No"]


@pytest.mark.parametrize(("n", "sizes"), [(15, [15]), (16, [15, 1]), (31, [15, 15, 1])])
def test_fifteen_sentences_of_a_treebank_are_taken_for_a_document(tmp_path: Path, n: int, sizes: list[int]) -> None:
    vocab = spacy.blank("en").vocab
    doc = Doc(vocab, ["Ferry"] * n, sent_starts=[True] * n)
    (tmp_path / "a.spacy").write_bytes(DocBin(docs=[doc]).to_bytes())
    assert [text.count("Ferry") for text in documents(tmp_path / "a.spacy")] == sizes
