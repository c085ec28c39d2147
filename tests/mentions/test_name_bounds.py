from __future__ import annotations

import pytest

from newsloom.transforms.mentions.name_bounds import without_titles
from newsloom.transforms.mentions.name_spans import NameSpan
from tests.marked_names import gazetteer


@pytest.mark.parametrize(
    ("text", "names", "sentences", "expected"),
    [
        ("Barr. Ana Petrova", ("Barr", "Ana Petrova"), (0, 0), ["Ana Petrova"]),
        ("Barr. Ana Petrova", ("Barr", "Ana Petrova"), (0, 1), ["Barr", "Ana Petrova"]),  # of two sentences
        ("Barr, Ana Petrova", ("Barr", "Ana Petrova"), (0, 0), ["Barr", "Ana Petrova"]),
        ("Barr. Petrova", ("Barr", "Petrova"), (0, 0), ["Barr", "Petrova"]),
    ],
)
def test_an_abbreviated_title_is_of_the_name_behind_it(
    text: str, names: tuple[str, str], sentences: tuple[int, int], expected: list[str]
) -> None:
    spans = [
        NameSpan(text.index(name), text.index(name) + len(name), name, "PERSON", 0, sentence)
        for name, sentence in zip(names, sentences, strict=True)
    ]
    assert [span.text for span in without_titles(spans, text, gazetteer())] == expected
