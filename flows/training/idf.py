"""ReportEvidence document frequencies: in how many documents of openly licensed English text each word occurs.

    newsloom train idf --corpora DIR

A corpus is a .jsonl.gz with one sentence a line (`t` tokens, `d` document) or a spaCy DocBin (.spacy), in which some
sentences in a row are taken for one document. data/idf/README.md says under which licences they stand.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import DocBin

from newsloom.transforms.stories.vectors import term_ids
from newsloom.transforms.text.word_hashes import hash_words

_SENTENCES_PER_DOCUMENT = 15
CORPORA = (
    *(f"ud/ud_{name}.spacy" for name in ("ewt_train", "ewt_dev", "gum_train", "gum_dev")),
    *(f"ner/crossner_{topic}_train.jsonl.gz" for topic in ("ai", "literature", "music", "politics", "science")),
    *(f"ner/{name}.jsonl.gz" for name in ("btc_train", "gum_train", "gum_dev", "re3d_train", "redocred_train")),
    *(f"ner/{name}.jsonl.gz" for name in ("uner_ewt_dev", "wikigold_train")),
)


def documents(path: Path) -> Iterator[str]:
    """The documents of a corpus file as text."""
    yield from _docbin(path) if path.suffix == ".spacy" else _sentences(path)


def _sentences(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        parts: dict[str, list[str]] = {}
        for line in lines:
            row = json.loads(line)
            parts.setdefault(str(row["d"]), []).append(" ".join(row["t"]))
    yield from ("\n".join(sentences) for sentences in parts.values())


def _docbin(path: Path) -> Iterator[str]:
    docs = DocBin().from_bytes(path.read_bytes()).get_docs(spacy.blank("en").vocab)
    sentences = (sentence.text for doc in docs for sentence in doc.sents)
    while part := list(islice(sentences, _SENTENCES_PER_DOCUMENT)):
        yield "\n".join(part)


def count_documents(texts: Iterable[str], least: int = 2) -> dict[str, np.ndarray]:
    """Document frequency of every term of at least `least` documents, as data/idf/idf.npz holds it."""
    words = hash_words(list(texts))
    pairs = np.unique((words.text_of().astype(np.uint64) << np.uint64(32)) | term_ids(words.hashes))
    terms, counts = np.unique((pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32), return_counts=True)
    common = counts >= least
    return {
        "terms": terms[common],
        "counts": np.minimum(counts[common], 65535).astype(np.uint16),
        "n_documents": np.array(len(words)),
    }


def train_idf(corpora: Path, out: Path) -> None:
    """Count the documents of the files that `CORPORA` names and write out/idf.npz; all of them must be there."""
    texts = [text for name in CORPORA for text in documents(corpora / name)]
    table = count_documents(texts)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / "idf.npz", terms=table["terms"], counts=table["counts"], n_documents=table["n_documents"])
