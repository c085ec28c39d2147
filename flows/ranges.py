"""What the values of options may be: their types by the defaults, and their ranges by the names of the options."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Mapping
from typing import Any

from newsloom.transforms.inputs.columns import NAMES

_SHARE = re.compile(r"confidence|share|score|speaker|containment|jaccard|threshold|min_own_words|min_beyond|density")
_ABOVE_ZERO = {"timeout": 0.001}
_MAY_BE_ZERO = re.compile(r"^min_|_days$|_words$|^(?:workers|limit|nearest|together|short|term_reach)$")
_UNSET: dict[str, type] = {"day_first": bool}  # what options hold that are not set, where that is no string
_TYPES = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}


def type_problem(default: Any, value: Any, name: str = "") -> str | None:
    """Why a value is none for an option with this default; None where it is one."""
    if isinstance(default, Mapping):
        sound = isinstance(value, Mapping) and all(isinstance(v, str) for pair in value.items() for v in pair)
        return None if sound else 'should be a table of strings, such as {"this" = "that"}'
    if isinstance(default, tuple | frozenset):
        return None if isinstance(value, list | tuple | frozenset) else "should be a list"
    wanted = _UNSET.get(name, str) if default is None else type(default)
    if type(value) is wanted or (wanted is float and type(value) is int):
        return None
    return f"should be of type {wanted.__name__}: {_TYPES[wanted]}"


def range_problem(name: str, default: Any, value: Any) -> str | None:
    """Why a value of the right type is out of the option's range; None where it is within."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        low, high = number_range(name, default)
        return None if low <= value <= high and math.isfinite(value) else f"is out of range: {_told(low, high)}"
    if isinstance(value, str):
        return _string_problem(name, default, value)
    if name == "columns" and (strange := [ours for ours in value if ours not in NAMES]):
        return f"names what newsloom does not have: {strange[0]} is none of {', '.join(NAMES)}"
    return None


def number_range(name: str, default: float) -> tuple[float, float]:
    """The smallest and the largest value that makes sense."""
    if isinstance(default, float):
        return _ABOVE_ZERO.get(name, 0), 1 if _SHARE.search(name) else math.inf
    return 0 if default == 0 or _MAY_BE_ZERO.search(name) else 1, math.inf


def _told(low: float, high: float) -> str:
    return f"{low} or more" if math.isinf(high) else f"{low} to {high}"


def _string_problem(name: str, default: Any, value: str) -> str | None:
    if default is not None and not value.strip():
        return "is empty"
    if name == "language" and not re.fullmatch("[a-z]{2}", value):
        return "should be two letters of ISO 639-1, such as en"
    if name == "encoding" and value:
        try:
            codecs.lookup(value)
        except (LookupError, ValueError):
            return "is no encoding that Python knows"
    return None
