"""Quotations side by side are one attribution each."""

import pytest

from newsloom.transforms.quotes.attributions.adjacent_quotes import part_adjacent
from newsloom.transforms.quotes.attributions.attribution import Attribution
from tests.quotes.build import span_of, view

PARTS = [  # text, content, cue, source; (content, source) of each part
    (
        "“Who did it?” “The mayor.”",
        "“Who did it?” “The mayor.”",
        None,
        None,
        [("“Who did it?”", None), ("“The mayor.”", None)],
    ),
    (
        "Lee said: “We stay.” “No one goes.”",
        "“We stay.” “No one goes.”",
        "said",
        "Lee",
        [("“We stay.”", "Lee"), ("“No one goes.”", None)],
    ),
    (
        "“We stay.” “No one goes,” Lee said.",
        "“We stay.” “No one goes,”",
        "said",
        "Lee",
        [("“We stay.”", None), ("“No one goes,”", "Lee")],
    ),
    (
        "“We stay.” “Sir, no one goes.”",
        "“We stay.” “Sir, no one goes.”",
        None,
        "Sir",
        [("“We stay.”", None), ("“Sir, no one goes.”", None)],
    ),
    (
        "“There was a man —” “Who, Sir?” said Wick.",
        "“There was a man —” “Who, Sir?”",
        "said",
        "Wick",
        [("“There was a man —”", None), ("“Who, Sir?”", "Wick")],
    ),
    ("Lee saw “a shame,” “a mess.”", "“a shame,” “a mess.”", "saw", "Lee", [("“a shame,” “a mess.”", "Lee")]),
    ("Lee saw “a mess.” It was “bad.”", "“a mess.” It was “bad.”", "saw", "Lee", [("“a mess.” It was “bad.”", "Lee")]),
    ("Lee said it was late", "it was late", "said", "Lee", [("it was late", "Lee")]),
]


@pytest.mark.parametrize(("text", "content", "cue", "source", "expected"), PARTS)
def test_finished_quotations_are_parted(text, content, cue, source, expected):
    whole = Attribution(span_of(text, content), span_of(text, cue), span_of(text, source), via=(0, 1))
    parts = list(part_adjacent(whole, view(text)))
    assert [(text[slice(*p.content)], text[slice(*p.source)] if p.source else None) for p in parts] == expected
    assert all(p.via == ((0, 1) if p.source or len(parts) == 1 or (cue or source) is None else None) for p in parts)
