"""Texts of a page are compared without their blanks, which the layout puts in and leaves out."""

from __future__ import annotations


def squeezed(text: str) -> str:
    """A text without its blanks.

    >>> squeezed(" The ferry\\n is late")
    'Theferryislate'
    """
    return "".join(text.split())
