"""Sentences for tests of single rules, made of tokens that say what they are."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

_VOCAB = spacy.blank("en").vocab


def sentence(words: str) -> Doc:
    """One sentence of tokens "word/POS", or "word/POS/relation/head" with the head's index where it has a parse."""
    cells = [cell.split("/") for cell in words.split()]
    parse = len(cells[0]) > 2
    return Doc(
        _VOCAB,
        [cell[0] for cell in cells],
        pos=[cell[1] for cell in cells],
        deps=[cell[2] for cell in cells] if parse else None,
        heads=[int(cell[3]) for cell in cells] if parse else None,
    )
