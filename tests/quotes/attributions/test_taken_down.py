"""Words that somebody else took down."""

import pytest

from newsloom.transforms.quotes.attributions.taken_down import find_taken_down
from tests.quotes.build import view
from tests.quotes.kinds.build import parsed_view

CASES = [  # text, what was said, cue, by whom, through whom
    ("Ann Lee was quoted as saying that it was late.", "it was late", "was quoted as saying", "Ann Lee", None),
    ("Ann Lee was quoted by the Post as saying it was late.", "it was late", "as saying", "Ann Lee", "the Post"),
    ("The Post quoted Ann Lee as saying “it is late” now.", "“it is late”", "as saying", "Ann Lee", "The Post"),
    ("The Post quoted Ann Lee, the mayor, as saying no.", "no", "as saying", "Ann Lee", "The Post"),
    ("It was, in the words of Ann Lee, “a mess”.", "“a mess”", "in the words of", "Ann Lee", None),
    ("It was a mess in the words of Ann Lee and a gift.", None, None, None, None),
    ("Ann Lee was quoted by the Post.", None, None, None, None),
    ("The Post quoted Ann Lee. He came as saying so is hard.", None, None, None, None),
    ("“The Post quoted Ann Lee as saying no,” he said.", None, None, None, None),
    ("Ann Lee is quoted as saying, according to the Post, that it was late.", None, None, None, None),
    ("One e-mail quoted Ann Lee as saying no.", "no", "as saying", "Ann Lee", None),
    ("Ann Lee was heard saying that it was late.", "it was late", "saying", "Ann Lee", None),
    ("It was quoted.", None, None, None, None),
]


@pytest.mark.parametrize(("text", "content", "cue", "source", "via"), CASES, ids=[case[0] for case in CASES])
def test_taken_down(text, content, cue, source, via):
    rows = [
        tuple(text[slice(*span)] if span else None for span in (a.content, a.cue, a.source, a.via))
        for a in find_taken_down(parsed_view(text))
    ]
    assert rows == ([] if content is None else [(content, cue, source, via)])


def test_without_a_parse():
    text = "Ann Lee was quoted as saying that it was late."
    assert all(a.content[1] <= len(text) for a in find_taken_down(view(text)))
