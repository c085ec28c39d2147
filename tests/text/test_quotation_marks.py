"""Quotation marks: pairing, nesting, and what carries over a paragraph break."""

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from newsloom.transforms.text.quotation_marks import find_marked

_MARKS = st.text(alphabet="ab .,\n\"“”‘’'«»„`s5", max_size=60)


@given(_MARKS)
@example('"5\n ')  # a quote that is left open before a blank last line
def test_runs_are_ordered_apart_and_within_a_line(text: str) -> None:
    runs = find_marked(text)
    for run in runs:
        assert run.start <= run.inner_start <= run.inner_end <= run.end
        assert "\n" not in text[run.start : run.end]
    assert all(one.end <= other.start for one, other in itertools.pairwise(runs))
