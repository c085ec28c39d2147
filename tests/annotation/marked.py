"""Documents with marked names, and the names that rules make of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc

from newsloom.transforms.annotation.doc_names import Name
from newsloom.transforms.annotation.places import Places, build_places
from tests.marked_names import article

PLACES = build_places(["Netherlands", "Kenya", "Peru"], ["Ontario"], {"Lima": 7_000_000}, ["Kenyan", "Peruvian"])

Rule = Callable[[Doc, Sequence[Name], Places], list[Name]]


def after(rule: Rule, marked: str, score: float = 1.0) -> list[tuple[str, str]]:
    """Texts and types of the names of a marked line once a rule has read them, each as certain as `score`."""
    doc = article(marked).paragraphs[0].doc
    names = [Name(e.start, e.end, e.label_, score) for e in doc.ents]
    return [(doc[n.start : n.end].text, n.label) for n in rule(doc, names, PLACES)]
