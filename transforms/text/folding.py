"""Letters without their accents, for everything that compares spellings but names, which fold scripts as well."""

from __future__ import annotations

import unicodedata

__all__ = ["fold_character", "plain_letter", "without_accents"]


def without_accents(text: str) -> str:
    """The text with its letters taken apart, without accents and signs that are not seen.

    >>> without_accents("Šimonytė"), without_accents("½ soft\u00adened")
    ('Simonyte', '½ softened')
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return "".join(char for char in apart if unicodedata.category(char) not in ("Mn", "Cf"))


def plain_letter(char: str) -> str:
    """The letter that a character is without its accents; "" for "".

    >>> plain_letter("ŷ"), plain_letter("Ø")
    ('y', 'Ø')
    """
    return unicodedata.normalize("NFD", char)[:1]


def fold_character(char: str) -> str:
    """One character in lower case without accents; compatibility forms of letters and digits are the plain ones.

    >>> fold_character("É"), fold_character("ß"), fold_character("²")
    ('e', 'ß', '2')
    """
    lower = char.lower()
    plain = unicodedata.normalize("NFKD", lower)[:1] if len(lower) == 1 else lower[:1]
    return plain if plain.isalnum() else lower[:1]
