"""Words of a crowd: “Shame!” in "Lee entered to cries of “Shame!”" is not Lee's."""

from __future__ import annotations

import re
from dataclasses import replace

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.paragraph_view import ParagraphView

_CALLED = re.compile(
    r"(?P<own>\b(?:his|her|my|own) |['’]s? )?"
    r"\b(?:boos|chants|cheers|choruses|chorus|cries|jeers|screams|shouts|yells) of (?:the )?$"
)
_REACH = 24  # code points before the content; by hand
_ONE = ("he", "she", "i")


def without_one(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution without its source, where that is one person and many called the words out together."""
    start = attribution.content[0]
    called = _CALLED.search(view.text, max(view.paragraph.start, start - _REACH), start)
    if called is None or called["own"] or attribution.source is None or not _is_one(attribution, view):
        return attribution
    return replace(attribution, source=None)


def _is_one(attribution: Attribution, view: ParagraphView) -> bool:
    """Whether the source is a name or "he"; "the crowd" and "protesters" are many."""
    first, last = attribution.source or (0, 0)
    offset = view.paragraph.start
    source = view.paragraph.doc.char_span(first - offset, last - offset, alignment_mode="expand")
    return source is not None and (source.text.lower() in _ONE or source.root.pos_ == "PROPN")
