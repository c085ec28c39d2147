"""spaCy's documents as rows of `parsed`: all of a batch at once, column by column.

A document holds numbers in the place of words and labels; each distinct one is looked up once a batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from spacy.attrs import DEP, HEAD, LEMMA, ORTH, POS, SENT_START, SPACY, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from newsloom.schemas.state.paragraphs import PARSED, SPAN_TYPE

NAMES = "ents"
LABELS = ("pos", "tags", "lemmas", "deps")
_ATTRIBUTES = {"words": ORTH, "spaces": SPACY, "sentences": SENT_START, "heads": HEAD} | {
    "pos": POS,
    "deps": DEP,
    "lemmas": LEMMA,
    "tags": TAG,
}
"""What a document calls the columns of its words."""


def parsed_rows(hashes: Sequence[str], model: str, docs: Sequence[Doc]) -> pa.Table:
    """Documents as rows of PARSED, each under the hash of its text."""
    names: list[int | str] = list(_ATTRIBUTES.values())
    none = np.empty((0, len(names)), np.uint64)
    values = np.concatenate([none, *(doc.to_array(names) for doc in docs)])
    columns = dict(zip(_ATTRIBUTES, values.T, strict=True))
    lengths = np.array([len(doc) for doc in docs], np.int64)
    strings = docs[0].vocab.strings if docs else StringStore()
    tokens = {
        "words": _lists(lengths, _written(columns["words"], strings)),
        "spaces": _lists(lengths, pa.array(columns["spaces"].astype(bool))),
        "heads": _where(docs, DEP, lengths, pa.array(_absolute(columns["heads"], lengths))),
        "sentences": _sentences(columns["sentences"], lengths),
    }
    for name in LABELS:
        tokens[name] = _where(docs, _ATTRIBUTES[name], lengths, _written(columns[name], strings))
    about = {"text_hash": pa.array(hashes, pa.string()), "model": pa.array([model] * len(docs), pa.string())}
    return PARSED.conform(pa.table({**about, **tokens, "spans": _stored_spans(docs)}))


def _written(numbers: np.ndarray, strings: StringStore) -> pa.Array:
    """What the numbers stand for."""
    coded = pa.array(np.ascontiguousarray(numbers)).dictionary_encode()
    return pa.array([strings[number] for number in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def _absolute(steps: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Where in its document each word's head stands."""
    heads: np.ndarray = np.ascontiguousarray(steps).view(np.int64) + _own(lengths)
    return heads.astype(np.int32)


def _own(lengths: np.ndarray) -> np.ndarray:
    """The place of each word in its document."""
    places: np.ndarray = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return places


def _lists(lengths: np.ndarray, values: pa.Array, absent: np.ndarray | None = None) -> pa.ListArray:
    """The values in lists; null where one is absent."""
    mask = None if absent is None else np.append(absent, False)
    offsets = np.append(0, np.cumsum(lengths)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32(), mask=mask), values)


def _where(docs: Sequence[Doc], annotation: int, lengths: np.ndarray, values: pa.Array) -> pa.ListArray:
    """The values of the documents that have an annotation."""
    has = np.array([doc.has_annotation(annotation) for doc in docs], bool)
    return _lists(np.where(has, lengths, 0), values.filter(pa.array(np.repeat(has, lengths))), ~has)


def _sentences(starts: np.ndarray, lengths: np.ndarray) -> pa.ListArray:
    """The places of the words that start a sentence."""
    begins = starts == 1
    owners = np.repeat(np.arange(len(lengths)), lengths)[begins]
    places = np.flatnonzero(begins) - (np.cumsum(lengths) - lengths)[owners]
    return _lists(np.bincount(owners, minlength=len(lengths)), pa.array(places.astype(np.int32)))


def _stored_spans(docs: Sequence[Doc]) -> pa.ListArray:
    rows = [list(_spans_of(doc)) for doc in docs]
    columns = zip(*(row for spans in rows for row in spans), strict=True)
    fields = [pa.array(values, field.type) for values, field in zip(columns, SPAN_TYPE, strict=False)]
    fields = fields or [pa.array([], field.type) for field in SPAN_TYPE]
    return _lists(np.array(list(map(len, rows)), np.int64), pa.StructArray.from_arrays(fields, fields=list(SPAN_TYPE)))


def _spans_of(doc: Doc) -> Iterator[tuple[Any, ...]]:
    """The entities and the spans of all groups, field by field as `SPAN_TYPE` has them."""
    for span in doc.ents:
        yield NAMES, span.start, span.end, span.label_, None, None, None, None
    for name, group in doc.spans.items():
        columns = [list(group.attrs.get(key) or []) for key in ("scores", "cue", "source", "link_scores")]
        for i, span in enumerate(group):
            yield name, span.start, span.end, span.label_, *(_at(column, i) for column in columns)


def _at(values: list[Any], i: int) -> Any:
    return values[i] if i < len(values) else None
