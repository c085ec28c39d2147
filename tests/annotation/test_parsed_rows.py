"""Documents as rows and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
import spacy
from spacy.tokens import Doc, Span

from newsloom.schemas.state.paragraphs import PARSED
from newsloom.transforms.annotation.document import put_group
from newsloom.transforms.annotation.parses.parsed_rows import parsed_rows
from newsloom.transforms.annotation.parses.read_rows import Documents
from newsloom.transforms.annotation.parses.tokens import Doc as ReadDoc

NLP = spacy.blank("en")


def spoken() -> Doc:
    """Two contents, of which the second has no cue and no source."""
    doc = Doc(NLP.vocab, ["Holm", "said", "so", ".", "Rain"], heads=[1, 1, 1, 1, 4], deps=["nsubj"] * 5)
    doc.set_ents([Span(doc, 0, 1, "PERSON")])
    put_group(doc, "content", [doc[2:3], doc[4:5]], [0.5, 0.25])
    doc.spans["content"].attrs.update(cue=[0, -1], source=[0, -1], link_scores=[0.5, 0.25])
    return doc


def split() -> Doc:
    """Sentences without a tree."""
    return Doc(
        NLP.vocab, ["It", "rained", ".", "Then", "not", "."], sent_starts=[True, False, False, True, False, False]
    )


def tagged() -> Doc:
    """Tags, parts of speech and base forms, and no sentences."""
    return Doc(NLP.vocab, ["Boats", "left"], tags=["NNS", "VBD"], pos=["NOUN", "VERB"], lemmas=["boat", "leave"])


MADE: list[Callable[[], Doc]] = [spoken, split, tagged, lambda: Doc(NLP.vocab), lambda: Doc(NLP.vocab, ["Rain"])]


def there_and_back(*docs: Doc) -> list[ReadDoc]:
    return list(Documents(parsed_rows([f"h{i}" for i in range(len(docs))], "m", docs)).values())


def about(doc: Doc | ReadDoc) -> dict[str, Any]:
    tokens = [(t.text, t.whitespace_, t.tag_, t.pos_, t.lemma_, t.head.i, t.dep_, bool(t.is_sent_start)) for t in doc]
    groups = {name: [(s.start, s.end, s.label_) for s in group] for name, group in doc.spans.items()}
    return {"tokens": tokens, "ents": [(e.start, e.end, e.label_) for e in doc.ents], "groups": groups}


@pytest.mark.parametrize("make", MADE)
def test_a_document_comes_back(make: Callable[[], Doc]) -> None:
    doc = make()
    (again,) = there_and_back(doc)
    assert about(again) == about(doc)
    assert again.has_annotation("DEP") == doc.has_annotation("DEP")


def test_documents_of_all_sorts_at_once() -> None:
    docs = [make() for make in MADE]
    assert list(map(about, there_and_back(*docs))) == list(map(about, docs))
    assert there_and_back() == []


def test_scores_and_links_come_back() -> None:
    attrs = there_and_back(spoken())[0].spans["content"].attrs
    assert (attrs["cue"], attrs["source"], attrs["link_scores"]) == ([0, -1], [0, -1], [0.5, 0.25])
    assert attrs["scores"] == [0.5, 0.25]


def test_a_link_that_is_not_stored_is_none() -> None:
    (row,) = parsed_rows(["h"], "m", [spoken()]).to_pylist()
    row["spans"][-1] |= {"cue": None, "source": None}
    assert Documents(PARSED.table([row]))["h"].spans["content"].attrs["cue"] == [0, -1]


def test_a_part_of_a_table() -> None:
    rows = parsed_rows(["a", "b", "c"], "m", [tagged(), spoken(), split()])
    parts = pa.concat_tables([rows.slice(1, 1), rows.slice(2, 1)])
    assert list(map(about, Documents(parts).values())) == [about(spoken()), about(split())]


def test_what_is_not_there_is_null() -> None:
    (row,) = parsed_rows(["h"], "m", [split()]).to_pylist()
    assert (row["tags"], row["heads"], row["deps"], row["sentences"]) == (None, None, None, [0, 3])
