"""Parsed paragraphs as they are stored: without what their text says anyway, and so that the rest takes few bytes.

Of the words only the ends at which no blank stands are there, of the base forms those that are not the word, of parts
of speech and relations those that are not the tag's usual ones, of the heads the way to them. What stages hand on is
made of it and the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.paragraphs import PARAGRAPHS, PARSED
from newsloom.schemas.table import Table
from newsloom.transforms.annotation.lemmas import UNCHANGED

_UNCHANGED = pa.array(sorted(UNCHANGED))
_NAMES, _GROUP_OF_NAMES = "ents", "entities"
_POINTS = 10_000  # to which the pipeline that ships rounds its scores

# Part of the form of what is stored: whoever changes a line has to give the column another name.
# Measured on 300 articles: of parts of speech 8 % are others, of relations 41 %; half of their bytes.
_USUAL_POS = {
    "ADJ": "JJ JJR JJS",
    "ADP": "IN RP",
    "ADV": "RB RBR RBS WRB",
    "AUX": "MD VBZ",
    "CCONJ": "CC",
    "DET": "DT PDT",
    "INTJ": "UH",
    "NOUN": "NN NNS",
    "NUM": "CD LS",
    "PART": "TO POS",
    "PRON": "EX PRP PRP$ WDT WP WP$",
    "PROPN": "NNP NNPS ADD",
    "PUNCT": ", . : `` '' -LRB- -RRB- HYPH NFP",
    "SYM": "$ SYM",
    "VERB": "VB VBD VBG VBN VBP",
}
_USUAL_DEPS = {
    "advmod": "RB RBR RBS WRB",
    "amod": "JJ JJR JJS",
    "aux": "MD VBP",
    "case": "IN POS",
    "cc": "CC",
    "compound": "NNP",
    "compound:prt": "RP",
    "det": "DT PDT",
    "expl": "EX",
    "mark": "TO",
    "nmod:poss": "PRP$ WP$",
    "nsubj": "PRP WDT WP NNPS",
    "nummod": "CD",
    "obj": "NN NNS",
    "punct": ", . : `` '' -LRB- -RRB- HYPH NFP",
    "ROOT": "VBD VBN",
}


def _by_tag(usual: Mapping[str, str]) -> dict[str, str]:
    return {tag: value for value, tags in usual.items() for tag in tags.split()}


_USUAL = {"pos": _by_tag(_USUAL_POS), "deps": _by_tag(_USUAL_DEPS)}


def to_store(parsed: pa.Table, texts: Mapping[str, str]) -> pa.Table:
    """Rows of PARAGRAPHS for rows of PARSED; `texts` by text_hash."""
    words, spaces, lemmas = (parsed[name].combine_chunks() for name in ("words", "spaces", "lemmas"))
    columns = (parsed["text_hash"].to_pylist(), words.to_pylist(), spaces.to_pylist())
    cuts = [_cuts(texts[text_hash], *tokens) for text_hash, *tokens in zip(*columns, strict=True)]
    follow = pa.array([cut is not None for cut in cuts], pa.bool_())
    expected = _unchanged(words, parsed["pos"].combine_chunks(), lemmas)
    spans, stored_once = _stored_spans(parsed["spans"].combine_chunks())
    stored = {name: parsed[name] for name in ("text_hash", "model", "tags", "sentences")} | {
        "words": pc.if_else(follow, None, words),
        "cuts": pa.array(cuts, pa.list_(pa.uint32())),
        "spaces": pc.if_else(follow, None, spaces),
        "forms": _lists(lemmas, pc.if_else(pc.equal(expected, lemmas.flatten()), None, lemmas.flatten())),
        "steps": _shifted(parsed["heads"].combine_chunks(), -1),
        **{name: _without_usual(name, parsed) for name in _USUAL},
        "named": stored_once,
        "spans": spans,
    }
    return pa.table(stored).select(PARAGRAPHS.schema.names).cast(PARAGRAPHS.schema)


def from_stored(rows: pa.Table, texts: Mapping[str, str]) -> pa.Table:
    """Rows of PARSED for rows of PARAGRAPHS."""
    columns = (rows[name].to_pylist() for name in ("text_hash", "words", "spaces", "cuts"))
    tokens = [
        (words, spaces) if cuts is None else _cut_up(texts[text_hash], cuts)
        for text_hash, words, spaces, cuts in zip(*columns, strict=True)
    ]
    words = pa.array([words for words, _ in tokens], pa.list_(pa.string()))
    usual = {name: _with_usual(name, rows) for name in _USUAL}
    forms = rows["forms"].combine_chunks()
    parsed = {name: rows[name] for name in ("text_hash", "model", "tags", "sentences")} | {
        "words": words,
        "spaces": pa.array([spaces for _, spaces in tokens], pa.list_(pa.bool_())),
        **usual,
        "lemmas": _lists(forms, pc.coalesce(forms.flatten(), _unchanged(words, usual["pos"], forms))),
        "heads": _shifted(rows["steps"].combine_chunks(), 1),
        "spans": _parsed_spans(rows["spans"].combine_chunks(), rows["named"].combine_chunks()),
    }
    return pa.table(parsed).select(PARSED.schema.names).cast(PARSED.schema)


def _cuts(text: str, words: list[str], spaces: list[bool]) -> list[int] | None:
    """Where the text has to be cut, besides at blanks, to give the words; None if that does not give them."""
    ends = accumulate(len(word) + space for word, space in zip(words, spaces, strict=True))
    cut = [end for end, space in zip(ends, spaces, strict=True) if not space]
    cuts = [end - before for before, end in zip([0, *cut], cut, strict=False)]
    return cuts if _cut_up(text, cuts) == (words, spaces) else None


def _cut_up(text: str, cuts: list[int]) -> tuple[list[str], list[bool]]:
    """The words, and whether a blank follows each."""
    words, spaces, start = list[str](), list[bool](), 0
    for end in (*accumulate(cuts), len(text)):
        while start < end:
            blank = text.find(" ", start + 1, end)
            words.append(text[start : end if blank < 0 else blank])
            spaces.append(blank >= 0)
            start = end if blank < 0 else blank + 1
    return words, spaces


def _without_usual(name: str, parsed: pa.Table) -> pa.ListArray:
    values = parsed[name].combine_chunks()
    usual = pc.equal(_usual(name, parsed["tags"].combine_chunks(), values), values.flatten()).fill_null(False)
    return _lists(values, pc.if_else(usual, None, values.flatten()))


def _with_usual(name: str, rows: pa.Table) -> pa.ListArray:
    values = rows[name].combine_chunks()
    return _lists(values, pc.coalesce(values.flatten(), _usual(name, rows["tags"].combine_chunks(), values)))


def _usual(name: str, tags: pa.ListArray, like: pa.ListArray) -> pa.Array:
    """What the tags of the paragraphs that have a value of this sort usually go with; null where there is nothing."""
    tagged, counts = tags.filter(like.is_valid()), pc.list_value_length(like).drop_null()
    is_tagged = pa.array(np.repeat(tagged.is_valid().to_numpy(zero_copy_only=False), counts.to_numpy()))
    by_tag = _USUAL[name]
    row = pc.index_in(tagged.flatten(), pa.array(list(by_tag), pa.string()))
    usual = pa.array(list(by_tag.values()), pa.string()).take(row)
    return pc.replace_with_mask(pa.nulls(len(is_tagged), pa.string()), is_tagged, usual)


def _stored_spans(spans: pa.ListArray) -> tuple[pa.ListArray, pa.Array]:
    """Spans as they are stored, and of which paragraphs the entities are not stored twice."""
    values, owners = spans.flatten(), pc.list_parent_indices(spans).to_numpy()
    group = values.field("group")
    names, group_of_names = (pc.equal(group, name).to_numpy(zero_copy_only=False) for name in (_NAMES, _GROUP_OF_NAMES))
    counts = [np.bincount(owners[chosen], minlength=len(spans)) for chosen in (names, group_of_names)]
    stored_once = counts[0] == counts[1]
    alike = [np.flatnonzero(chosen & stored_once[owners]) for chosen in (names, group_of_names)]
    for field in ("start", "end", "label"):
        a, b = (values.field(field).take(pa.array(places)) for places in alike)
        stored_once[owners[alike[0]][pc.not_equal(a, b).fill_null(True).to_numpy(zero_copy_only=False)]] = False
    stays = ~(names & stored_once[owners])
    values = values.filter(pa.array(stays))
    score = values.field("score")
    points = pc.round(pc.multiply(score.cast(pa.float64()), _POINTS))
    rounded = pc.and_(pc.equal(pc.divide(points, _POINTS).cast(pa.float32()), score), pc.less_equal(points, _POINTS))
    rounded = pc.and_(rounded, pc.greater_equal(points, 0)).fill_null(False)
    columns = {name: values.field(name) for name in ("group", "start", "label", "cue", "source", "link_score")} | {
        "length": pc.subtract(values.field("end"), values.field("start")),
        "score": pc.if_else(rounded, None, score),
        "points": pc.if_else(rounded, points, None),
    }
    return _structs(columns, PARAGRAPHS, owners[stays], spans), pa.array(stored_once)


def _parsed_spans(spans: pa.ListArray, stored_once: pa.Array) -> pa.ListArray:
    """The spans that `_stored_spans` has stored; entities before the groups."""
    values, owners = spans.flatten(), pc.list_parent_indices(spans).to_numpy()
    points = pc.divide(values.field("points").cast(pa.float64()), _POINTS).cast(pa.float32())
    columns = {name: values.field(name) for name in ("group", "start", "label", "cue", "source", "link_score")} | {
        "end": pc.add(values.field("start"), values.field("length")),
        "score": pc.coalesce(values.field("score"), points),
    }
    rows = pa.table(columns)
    twice = pc.and_(pc.equal(rows["group"], _GROUP_OF_NAMES), stored_once.take(pa.array(owners)))
    again = rows.filter(twice).select(["start", "end", "label"])
    again = again.append_column("group", pa.array([_NAMES] * again.num_rows, pa.string()))
    owners = np.concatenate([owners[twice.to_numpy()], owners])
    rows = pa.concat_tables([again, rows], promote_options="default").take(
        pa.array(order := np.argsort(owners, kind="stable"))
    )
    return _structs({name: rows[name].combine_chunks() for name in rows.column_names}, PARSED, owners[order], spans)


def _structs(columns: Mapping[str, pa.Array], table: Table, owners: np.ndarray, like: pa.ListArray) -> pa.ListArray:
    """Spans as a table has them, from their columns, in the lists that own them; null where `like` is."""
    kind = table.columns["spans"].type.value_type
    values = pa.StructArray.from_arrays([columns[field.name].cast(field.type) for field in kind], fields=list(kind))
    ends = np.cumsum(np.bincount(owners, minlength=len(like)), dtype=np.int32)
    return _in_lists(ends, like, values)


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
    lengths = pc.list_value_length(like).fill_null(0).to_numpy(zero_copy_only=False)
    return _in_lists(np.cumsum(lengths, dtype=np.int32), like, values)


def _in_lists(ends: np.ndarray, like: pa.ListArray, values: pa.Array) -> pa.ListArray:
    absent = np.append(like.is_null().to_numpy(zero_copy_only=False), False)
    return pa.ListArray.from_arrays(pa.array(np.append(np.int32(0), ends), pa.int32(), mask=absent), values)
