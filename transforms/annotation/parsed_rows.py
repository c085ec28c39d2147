"""Documents as rows of `parsed`, and rows as documents: all of a batch at once, column by column.

A document holds numbers in the place of words and labels; each distinct one is looked up once a batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from spacy.attrs import DEP, HEAD, LEMMA, ORTH, POS, SENT_START, SPACY, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from newsloom.schemas.state.paragraphs import PARSED, SPAN_TYPE

_NO_LINK = -1
_NAMES = "ents"
_LABELS = ("pos", "deps", "lemmas", "tags")
_LISTS = ("words", "heads", "sentences", "spans", *_LABELS)
_ATTRIBUTES = {"words": ORTH, "spaces": SPACY, "sentences": SENT_START, "heads": HEAD} | {
    "pos": POS,
    "deps": DEP,
    "lemmas": LEMMA,
    "tags": TAG,
}
"""What a document calls the columns of its words."""
_Spans = Mapping[str, Sequence[Any]]
"""The spans of all documents, by field."""


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
    for name in _LABELS:
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
        yield _NAMES, span.start, span.end, span.label_, None, None, None, None
    for name, group in doc.spans.items():
        columns = [list(group.attrs.get(key) or []) for key in ("scores", "cue", "source", "link_scores")]
        for i, span in enumerate(group):
            yield name, span.start, span.end, span.label_, *(_at(column, i) for column in columns)


def _at(values: list[Any], i: int) -> Any:
    return values[i] if i < len(values) else None


def docs_of(rows: pa.Table, vocab: Vocab) -> dict[str, Doc]:
    """The documents that `parsed_rows` has stored, by the hash of their text."""
    words, spaces, starts = (_flat(rows[name]).to_pylist() for name in ("words", "spaces", "sentences"))
    numbers = {name: _numbered(_flat(rows[name]), vocab.strings) for name in _LABELS} | {"heads": _steps(rows["heads"])}
    spans = _fields(_flat(rows["spans"]), vocab.strings)
    docs = {}
    for text_hash, at in zip(rows["text_hash"].to_pylist(), _places(rows), strict=True):
        doc = Doc(vocab, words=words[at["words"]], spaces=spaces[at["words"]])
        columns = {name: values[at[name]] for name, values in numbers.items() if name in at}
        if "heads" not in at and "sentences" in at:  # a parse brings its own sentences
            columns |= _started(starts[at["sentences"]], len(doc))
        if columns and len(doc):
            attributes: list[int | str] = [_ATTRIBUTES[name] for name in columns]
            doc.from_array(attributes, cast(Any, np.stack(list(columns.values()), axis=1)))
        _put_spans(doc, spans, at.get("spans", slice(0)))
        docs[text_hash] = doc
    return docs


def _flat(lists: pa.ChunkedArray) -> pa.Array:
    return lists.combine_chunks().flatten()


def _places(rows: pa.Table) -> Iterator[dict[str, slice]]:
    """Of each row, where the values of its lists stand among those of all; lists that are null are left out."""
    columns = [(name, _slices(rows[name].combine_chunks())) for name in _LISTS]
    for row in range(rows.num_rows):
        yield {name: place for name, slices in columns if (place := slices[row])}


def _slices(lists: pa.ListArray) -> list[slice | None]:
    ends = np.cumsum(pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)).tolist()
    bounds = zip(pairwise([0, *ends]), lists.is_valid().to_pylist(), strict=True)
    return [slice(*pair) if is_there else None for pair, is_there in bounds]


def _steps(heads: pa.ChunkedArray) -> np.ndarray:
    """How many words further on each word's head stands, as documents count."""
    lengths = pc.list_value_length(heads.combine_chunks()).drop_null().to_numpy()
    steps: np.ndarray = (_flat(heads).to_numpy() - _own(lengths)).astype(np.int64)
    return steps.view(np.uint64)


def _numbered(labels: pa.Array, strings: StringStore) -> np.ndarray:
    """The number of each label in the vocabulary, which gets those that it has not yet."""
    coded = labels.dictionary_encode()
    numbers = np.array([strings.add(label) for label in coded.dictionary.to_pylist()], np.uint64)
    of_labels: np.ndarray = numbers[coded.indices.to_numpy()]
    return of_labels


def _started(starts: Sequence[int], size: int) -> dict[str, np.ndarray]:
    """Where sentences start, as a column of a document."""
    if not starts:
        return {}
    column = np.full(size, -1, np.int64)
    column[list(starts)] = 1
    return {"sentences": column.view(np.uint64)}


def _fields(spans: pa.StructArray, strings: StringStore) -> _Spans:
    fields = {field.name: spans.field(field.name).to_pylist() for field in SPAN_TYPE if field.name != "label"}
    return fields | {"label": _numbered(spans.field("label"), strings).tolist()}


def _put_spans(doc: Doc, spans: _Spans, at: slice) -> None:
    groups: dict[str, list[int]] = {_NAMES: []}
    for row, name in enumerate(spans["group"][at], at.start or 0):
        groups.setdefault(name, []).append(row)
    for name, rows in groups.items():
        members = [Span(doc, spans["start"][row], spans["end"][row], spans["label"][row]) for row in rows]
        if name == _NAMES:
            doc.ents = members
        else:
            doc.spans[name] = members
            doc.spans[name].attrs.update(_attributes(spans, rows))


def _attributes(spans: _Spans, rows: Sequence[int]) -> dict[str, list[Any]]:
    """What a group's spans have beside their place and label: their scores, and links where one has any."""
    of = {name: [spans[name][row] for row in rows] for name in ("score", "cue", "source", "link_score")}
    attributes = {"scores": of["score"]}
    if any(cue is not None for cue in of["cue"]):
        attributes |= {name: [_NO_LINK if link is None else link for link in of[name]] for name in ("cue", "source")}
        attributes["link_scores"] = of["link_score"]
    return attributes
