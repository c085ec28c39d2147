"""Parsed paragraphs as they are stored: without what their text says anyway, and so that the rest takes few bytes.

Of the words only the lengths are there, of the base forms those that are not the word, of the heads the way to
them. What stages hand on is made of it and the text.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.paragraphs import PARAGRAPHS, PARSED
from newsloom.transforms.annotation.lemmas import UNCHANGED

_UNCHANGED = pa.array(sorted(UNCHANGED))
_LONGEST = np.iinfo(np.uint16).max


def to_store(parsed: pa.Table, texts: Mapping[str, str]) -> pa.Table:
    """Rows of PARAGRAPHS for rows of PARSED; `texts` by text_hash."""
    columns = (parsed[name].to_pylist() for name in ("text_hash", "words", "spaces"))
    cut_up = [
        "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == texts[text_hash]
        and all(len(word) <= _LONGEST for word in words)
        for text_hash, words, spaces in zip(*columns, strict=True)
    ]
    words, lemmas, heads = (parsed[name].combine_chunks() for name in ("words", "lemmas", "heads"))
    follow = pa.array(cut_up, pa.bool_())
    lengths = _lists(words, pc.min_element_wise(pc.utf8_length(words.flatten()), _LONGEST).cast(pa.uint16()))
    rows = parsed.drop_columns("heads").append_column("steps", _shifted(heads, -1))
    rows = rows.append_column("lengths", pc.if_else(follow, lengths, None))
    rows = rows.set_column(rows.column_names.index("words"), "words", pc.if_else(follow, None, words))
    expected = _unchanged(words, parsed["pos"].combine_chunks(), lemmas)
    forms = pc.if_else(pc.equal(expected, lemmas.flatten()), None, lemmas.flatten())
    rows = rows.append_column("forms", _lists(lemmas, forms))
    return rows.select(PARAGRAPHS.schema.names).cast(PARAGRAPHS.schema)


def from_stored(rows: pa.Table, texts: Mapping[str, str]) -> pa.Table:
    """Rows of PARSED for rows of PARAGRAPHS."""
    columns = (rows[name].to_pylist() for name in ("text_hash", "words", "lengths", "spaces"))
    words = pa.array(
        [
            words or _words(texts[text_hash], lengths or [], spaces)
            for text_hash, words, lengths, spaces in zip(*columns, strict=True)
        ],
        pa.list_(pa.string()),
    )
    forms = rows["forms"].combine_chunks()
    lemmas = _lists(forms, pc.coalesce(forms.flatten(), _unchanged(words, rows["pos"].combine_chunks(), forms)))
    parsed = rows.drop_columns(["words", "lengths", "forms", "steps"])
    parsed = parsed.append_column("words", words).append_column("lemmas", lemmas)
    parsed = parsed.append_column("heads", _shifted(rows["steps"].combine_chunks(), 1))
    return parsed.select(PARSED.schema.names).cast(PARSED.schema)


def _words(text: str, lengths: list[int], spaces: list[bool]) -> list[str]:
    words, start = [], 0
    for length, space in zip(lengths, spaces, strict=True):
        words.append(text[start : start + length])
        start += length + space
    return words


def _unchanged(words: pa.ListArray, pos: pa.ListArray, lemmas: pa.ListArray) -> pa.Array:
    """The words of the paragraphs that have base forms, as those of words that are not inflected are written."""
    written = words.filter(lemmas.is_valid()).flatten()
    tagged = pos.filter(lemmas.is_valid())  # null where the pipeline has no parts of speech
    counts = pc.list_value_length(words.filter(lemmas.is_valid())).to_numpy()
    as_written = np.repeat(tagged.is_valid().to_numpy(zero_copy_only=False), counts)
    as_written[as_written] = pc.is_in(tagged.flatten(), _UNCHANGED).to_numpy(zero_copy_only=False)
    return pc.if_else(pa.array(as_written), written, pc.utf8_lower(written))


def _shifted(positions: pa.ListArray, sign: int) -> pa.ListArray:
    """Positions of other tokens, plus or minus each token's own."""
    counts = pc.list_value_length(positions).drop_null().to_numpy()
    own = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return _lists(positions, pa.array((positions.flatten().to_numpy() + sign * own).astype(np.int32)))


def _lists(like: pa.ListArray, values: pa.Array) -> pa.ListArray:
    """The values in lists of the same lengths, null where those are."""
    ends = np.cumsum(pc.list_value_length(like).fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int32)
    absent = np.append(like.is_null().to_numpy(zero_copy_only=False), False)
    return pa.ListArray.from_arrays(pa.array(np.append(np.int32(0), ends), pa.int32(), mask=absent), values)
