"""Restore characters that were garbled by a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from transforms.edits import Edit, apply_edits

__all__ = ["EMPTY_EVIDENCE", "Evidence", "repair_edits", "repair_text"]


@dataclass(frozen=True)
class Evidence:
    """Spellings that other articles settle."""

    names: Mapping[str, str] = field(default_factory=dict)


EMPTY_EVIDENCE = Evidence()
_PAIR = re.compile("(?<=[a-z])[\u00c3-\u00c5][\u0080-\u00bf\u2010-\u2122\u0152-\u0192\u02c6\u02dc](?![A-Z])")


def repair_text(text: str) -> str:
    """`text` with its garbled characters restored."""
    return apply_edits(text, repair_edits(text))


def repair_edits(text: str, evidence: Evidence = EMPTY_EVIDENCE) -> list[Edit]:
    """The repairs of a text."""
    edits = []
    for match in _PAIR.finditer(text):
        try:
            after = match[0].encode("cp1252").decode()
        except UnicodeError:
            continue
        edits.append(Edit("mojibake", "utf8_as_cp1252", match.start(), match.end(), match[0], after, "shape", 0.9))
    return edits
