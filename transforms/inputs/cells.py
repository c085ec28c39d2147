"""Cells of tables and values of JSON as strings: what is nothing, what is wrapped in an object, names in parts."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Mapping

from newsloom.transforms.text.lexicon import words

__all__ = ["joined_text", "plain"]

_NULLS = words("nulls")
_WRAPPED = (
    "name", "title", "rendered", "value", "@value", "#text", "$date", "$oid", "$numberLong", "seconds", "_seconds",
    "iso", "main", "original", "basic", "url", "text",
    "content", "fullName", "full_name", "displayName", "display_name",
)  # fmt: skip
_GIVEN, _SURNAME = (
    re.compile(r"(?:given|first|fore)_?(?:name)?", re.I),
    re.compile(r"(?:family|last|sur)_?(?:name)?", re.I),
)
_BYTES = re.compile(r"b(['\"])(?=.*\\x[0-9a-f]{2}|.*\\n).*\1", re.DOTALL)


def plain(value: object) -> str | None:
    """A cell or JSON value as a string; None for nulls, empty ones and shapes that are no single value.

    >>> plain({"first_name": "Ida", "last_name": "Holm"}), plain(["Ida Holm", None]), plain("N/A")
    ('Ida Holm', 'Ida Holm', None)
    """
    if isinstance(value, Mapping):
        return next(filter(None, (plain(value.get(k)) for k in _WRAPPED)), None) or _full_name(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(plain, value))) or None
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if value is None or isinstance(value, bool) or value != value:
        return None
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else _of_bytes(str(value))
    bare = text.strip(" \t\r\n.-–—*")
    return None if bare.casefold().removeprefix("#") in _NULLS or not any(map(str.isalnum, bare)) else text


def joined_text(value: object) -> str | None:
    """A text as a string, also where its paragraphs stand in a list."""
    if isinstance(value, (list, tuple)):
        return "\n\n".join(filter(None, map(plain, value))) or None
    return plain(value)


def _full_name(value: Mapping[str, object]) -> str | None:
    """The name of somebody whose given name and surname stand apart."""
    parts = (next((v for k, v in value.items() if form.fullmatch(str(k))), None) for form in (_GIVEN, _SURNAME))
    return " ".join(filter(None, map(plain, parts))) or None


def _of_bytes(text: str) -> str:
    """What bytes say that Python printed as a literal, as b'caf\\xc3\\xa9'; any other text as it is."""
    if not text.startswith(("b'", 'b"')) or not _BYTES.fullmatch(text.strip()):
        return text
    try:
        value = ast.literal_eval(text.strip())
        return value.decode() if isinstance(value, bytes) else text
    except (ValueError, SyntaxError, MemoryError, UnicodeDecodeError):
        return text
