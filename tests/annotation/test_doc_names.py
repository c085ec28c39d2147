from __future__ import annotations

from newsloom.transforms.annotation.doc_names import Name, is_capital, key_of, tokens_of
from tests.marked_names import tokenizer

DOC = tokenizer()("The Gull bank fell .")


def test_a_key_has_no_article() -> None:
    assert key_of(DOC, Name(0, 2, "ORG", 1.0)) == "Gull"
    assert key_of(DOC, Name(1, 3, "ORG", 1.0)) == "Gull bank"


def test_tokens_of_names() -> None:
    assert tokens_of([Name(0, 2, "ORG", 1.0), Name(3, 4, "ORG", 1.0)]) == {0, 1, 3}


def test_capitals_are_words() -> None:
    assert [is_capital(DOC, place) for place in (-1, 0, 1, 2, 4, 5)] == [False, True, True, False, False, False]
