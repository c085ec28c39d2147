"""Rows of PARSED as what is read: columns of a batch are looked at once, a text's tokens made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.paragraphs import SPAN_TYPE
from newsloom.transforms.annotation.parses.parsed_rows import LABELS, NAMES
from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan, SpanGroup, Token

_NO_LINK = -1
_LISTS = ("words", "heads", "sentences", "spans", *LABELS)
_Spans = Mapping[str, Sequence[Any]]
"""The spans of all documents, by field."""


class Documents(Mapping[str, Doc]):
    """The texts of some rows, by their hash; whoever asks for one gets one of his own."""

    def __init__(self, rows: pa.Table) -> None:
        words = _Shared(rows["words"])
        blanks = [" " if space else "" for space in _flat(rows["spaces"]).to_pylist()]
        self._written = (_offsets(rows), words.values(), words.values(str.lower), blanks)
        self._labels = {name: _Shared(rows[name]).values() for name in LABELS}
        self._heads, self._starts = (_flat(rows[name]).to_pylist() for name in ("heads", "sentences"))
        self._spans = {field.name: _flat(rows["spans"]).field(field.name).to_pylist() for field in SPAN_TYPE}
        self._places = dict(zip(rows["text_hash"].to_pylist(), _places(rows), strict=True))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __getitem__(self, text_hash: str) -> Doc:
        at = self._places[text_hash]
        size = at["words"].stop - at["words"].start
        offsets, words, lower, blanks = (column[at["words"]] for column in self._written)
        doc = Doc("".join(chain.from_iterable(zip(words, blanks, strict=True))), offsets)
        labels = [self._labels[name][at[name]] if name in at else [""] * size for name in LABELS]
        begun = {*self._starts[at["sentences"]]}
        begins = [i in begun for i in range(size)]
        written = (range(size), offsets, words, lower, blanks)
        doc.tokens = [Token(doc, *token) for token in zip(*written, *labels, begins, strict=True)]
        for token, head in zip(doc.tokens, self._heads[at["heads"]] if "heads" in at else (), strict=False):
            token.head = doc.tokens[head]
        _put_spans(doc, self._spans, at.get("spans", slice(0)))
        return doc


class _Shared:
    """The strings of a column: what comes again and again is made, and worked on, once."""

    def __init__(self, lists: pa.ChunkedArray) -> None:
        coded = _flat(lists).dictionary_encode()
        self._distinct = coded.dictionary.to_pylist()
        self._numbers = coded.indices.to_pylist()

    def values(self, change: Callable[[str], str] = str) -> list[str]:
        """All of them, changed."""
        distinct = [change(value) for value in self._distinct]
        return [distinct[number] for number in self._numbers]


def _offsets(rows: pa.Table) -> list[int]:
    """Where in its text each word starts."""
    lengths = pc.list_value_length(rows["words"].combine_chunks()).to_numpy()
    spaces = _flat(rows["spaces"]).to_numpy(zero_copy_only=False).astype(np.int64)
    ends = np.cumsum(pc.utf8_length(_flat(rows["words"])).to_numpy() + spaces)
    starts = np.append(0, ends)[:-1]
    offsets = starts - np.repeat(np.append(starts, 0)[np.cumsum(lengths) - lengths], lengths)
    return cast(list[int], offsets.tolist())


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


def _put_spans(doc: Doc, spans: _Spans, at: slice) -> None:
    groups: dict[str, list[int]] = {}
    for row, name in enumerate(spans["group"][at], at.start or 0):
        groups.setdefault(name, []).append(row)
    for name, rows in groups.items():
        members = [DocSpan(doc, spans["start"][row], spans["end"][row], spans["label"][row]) for row in rows]
        if name == NAMES:
            doc.ents = members
            for span in members:
                for token in span:
                    token.ent_type_ = span.label_
        else:
            doc.spans[name] = SpanGroup(members, _attributes(spans, rows))


def _attributes(spans: _Spans, rows: Sequence[int]) -> dict[str, list[Any]]:
    """What a group's spans have beside their place and label: their scores, and links where one has any."""
    attributes = {"scores": [spans["score"][row] for row in rows]}
    if any(spans["cue"][row] is not None for row in rows):
        of = {name: [spans[name][row] for row in rows] for name in ("cue", "source", "link_score")}
        attributes |= {name: [_NO_LINK if link is None else link for link in of[name]] for name in ("cue", "source")}
        attributes["link_scores"] = of["link_score"]
    return attributes
