"""Quotation marks: pairing, nesting, and what carries over a paragraph break."""

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from newsloom.transforms.text.quotation_marks import find_quoted_spans

_MARKS = st.text(alphabet="ab .,\n\"“”‘’'«»„`s5", max_size=60)


@given(_MARKS)
@example('"5\n ')  # a quote that is left open before a blank last line
def test_runs_are_ordered_apart_and_within_a_line(text: str) -> None:
    quoted_spans = find_quoted_spans(text)
    for span in quoted_spans:
        assert span.start <= span.inner_start <= span.inner_end <= span.end
        assert "\n" not in text[span.start : span.end]
    assert all(one.end <= other.start for one, other in itertools.pairwise(quoted_spans))
