"""What the numbers of a wording amount to: "20,000", "20 thousand" and "twenty thousand" are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from newsloom.transforms.text.lexicon import ordered_lexicon

_SMALL, _TENS, _BIG = (ordered_lexicon("amounts")[kind] for kind in ("small", "tens", "big"))
_UNITS = {word: Fraction(n) for n, word in enumerate(_SMALL, start=1)}
_UNITS |= {word: Fraction(10 * n) for n, word in enumerate(_TENS, start=2)}
_SCALES = {word: Fraction(1000) ** n for n, word in enumerate(_BIG)} | {"hundred": Fraction(100), "dozen": Fraction(12)}
_A_FEW = frozenset(("one", "a", "an"))
"""Words that are a number only before a scale ("one million")."""


def number_values(words: Iterable[str]) -> Iterator[Fraction]:
    """The values of the numbers in lower-case words, in order; "one" alone is no number, it is mostly a pronoun.

    >>> [str(value) for value in number_values("some 1.5 million of twenty five boats and one more".split())]
    ['1500000', '25']
    """
    run: list[str] = []
    for word in (*words, ""):
        if _part(word) is not None or word in _SCALES or word in _A_FEW:
            run.append(word)
            continue
        if set(run) - _A_FEW:
            yield _value(run)
        run = []


def _part(word: str) -> Fraction | None:
    """The value of figures or of a word below a hundred; a hyphen or a percent sign does not matter."""
    if word in _UNITS and word not in _A_FEW:
        return _UNITS[word]
    figures = word.rstrip("%").replace(",", "")
    return Fraction(figures) if figures.replace(".", "", 1).isdecimal() else None


def _value(run: Iterable[str]) -> Fraction:
    """Scales multiply what stands before them; a scale after a larger one only its own part."""
    total, part = Fraction(0), Fraction(0)
    for word in run:
        if word in _SCALES:
            part = (part or Fraction(1)) * _SCALES[word]
            if word != "hundred":
                total, part = total + part, Fraction(0)
        else:
            part += _part(word) or Fraction(word == "one")
    return total + part
