"""Folded spelling: the one form in which names are compared."""

from __future__ import annotations

import re

from anyascii import anyascii

from newsloom.transforms.text.caching import remembered

_APOSTROPHES = re.compile(r"['’‘`ʼ´ʹʻ]")
_NOT_WORD = re.compile(r"[^a-z0-9&-]+")
_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_NICKNAME = re.compile(r"(?<=\w )[\"“‘']([^\"“”‘’]{2,30})[\"”’'] (?=\w)")
_ARTICLE = re.compile(r"^(?:al|el|ul|ad|ar|as|ash|az|an|at)-(?=\w{3})")


@remembered
def fold(text: str) -> str:
    """Lower case ASCII words, one blank apart, for comparing spellings.

    >>> fold("Dovilė Šakalienė"), fold("U.S."), fold("Côte d’Ivoire"), fold("Owen Smith, Jr.")
    ('dovile sakaliene', 'us', 'cote divoire', 'owen smith jr')
    """
    plain = _APOSTROPHES.sub("", text if text.isascii() else anyascii(text)).lower()
    if plain.isalpha():
        return plain
    plain = _DOTTED.sub(r"\1", plain)
    return " ".join(word.strip("-") for word in _NOT_WORD.sub(" ", plain).split() if word.strip("-"))


@remembered
def folded_words(text: str) -> tuple[str, ...]:
    """The folded words, an Arabic article apart from its noun, a nickname in marks left out.

    >>> folded_words("Bashar al-Assad"), folded_words("Alexandria Ocasio-Cortez")
    (('bashar', 'al', 'assad'), ('alexandria', 'ocasio-cortez'))
    """
    folded: list[str] = []
    for word in fold(without_nickname(text)).split():
        article = _ARTICLE.match(word)
        folded += [word[: article.end() - 1], word[article.end() :]] if article else [word]
    return tuple(folded)


def without_nickname(text: str) -> str:
    """A person's name without a nickname in marks inside.

    >>> without_nickname("James “Mad Dog” Matter"), without_nickname("Sinead O’Hara ‘D’")
    ('James Matter', 'Sinead O’Hara ‘D’')
    """
    return _NICKNAME.sub("", text)


def nickname(text: str) -> str | None:
    """The nickname in marks inside a person's name.

    >>> nickname("James “Mad Dog” Matter"), nickname("James Matter")
    ('Mad Dog', None)
    """
    match = _NICKNAME.search(text)
    return match[1] if match else None


def nickname_span(text: str) -> tuple[int, int] | None:
    """Where the nickname stands with its marks and the blank behind them; None without one."""
    match = _NICKNAME.search(text)
    return match.span() if match else None
