"""Rules over a Doc's entities where rules beat a small network: titles, places, peoples, numbers, one name one type.

They know kinds of words and lists of places, never a person of any story.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.amounts import find_amounts
from newsloom.transforms.annotation.doc_names import NUMERIC, Name, tokens_of
from newsloom.transforms.annotation.document import put_group
from newsloom.transforms.annotation.name_edges import drop_foreign, drop_parties, strip_titles, trim_edges
from newsloom.transforms.annotation.name_joins import extend_names, join_names
from newsloom.transforms.annotation.name_kinds import (
    bodies_not_places,
    cities_not_persons,
    name_acronyms,
    name_bodies,
    name_peoples,
    name_things,
    one_label,
    place_kinds,
    surnames_inherit,
)
from newsloom.transforms.annotation.places import Places


def apply_rules(doc: Doc, places: Places) -> Doc:
    """Correct the Doc's entities in place, and its `entities` span group with them."""
    names = _entities(doc)
    for rule in RULES:
        names = rule(doc, names, places)
    names = add_amounts(doc, names)
    doc.set_ents([Span(doc, n.start, n.end, n.label) for n in names], default="outside")
    put_group(doc, "entities", list(doc.ents), [n.score for n in names])
    return doc


def _entities(doc: Doc) -> list[Name]:
    group = doc.spans.get("entities")
    if group is not None and len(group) == len(doc.ents) == len(group.attrs.get("scores", ())):
        scores = group.attrs["scores"]
    else:
        scores = [1.0] * len(doc.ents)
    return [Name(e.start, e.end, e.label_, s) for e, s in zip(doc.ents, scores, strict=True)]


def add_amounts(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Numbers, dates and times by rule; of two readings of one place the longer, and names before bare numbers."""
    proper = [name for name in names if name.label not in NUMERIC]
    learned = [name for name in names if name.label in NUMERIC]
    starts = [name.start for name in learned]
    taken = tokens_of(proper)
    amounts = []
    for start, end, label in find_amounts(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or taken & set(range(span.start, span.end)):
            continue
        if label in ("CARDINAL", "ORDINAL", "DATE", "TIME") and _covered(span, learned, starts):
            continue
        amounts.append(Name(span.start, span.end, label, 1.0))
    taken |= tokens_of(amounts)
    amounts += [name for name in learned if not taken & set(range(name.start, name.end))]
    return _apart(sorted([*proper, *amounts], key=lambda name: (name.start, -name.end)))


def _covered(span: Span, names: Sequence[Name], starts: Sequence[int]) -> bool:
    """Whether one of the names, in order and apart, holds all of the span."""
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and names[at].end >= span.end


def _apart(names: Iterable[Name]) -> list[Name]:
    """Drop what overlaps an earlier one."""
    result: list[Name] = []
    for name in names:
        if not result or name.start >= result[-1].end:
            result.append(name)
    return result


RULES = (
    trim_edges,
    drop_foreign,
    drop_parties,
    join_names,
    extend_names,
    strip_titles,
    name_bodies,
    name_things,
    name_peoples,
    place_kinds,
    cities_not_persons,
    bodies_not_places,
    surnames_inherit,
    name_acronyms,
    one_label,
)
"""Each takes the Doc, its names so far and the lists of places, and gives the names corrected; in this order."""
