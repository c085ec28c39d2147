"""Wire agencies that lines credit which cleaning takes out, and those that publish an article themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsloom.transforms.cleaning.candidates import Found
from newsloom.transforms.cleaning.outlets import AGENCY, AGENCY_BY_FORM
from newsloom.transforms.text.edits import Edit

__all__ = ["credited_agencies"]

_RIGHTS = re.compile(
    rf"(?:©|\(c\)|copyright)[ \t]*(?:©[ \t]*)?(?:19|20)\d\d[ \t]*,?[ \t]*((?:The )?{AGENCY})(?=[\s.,]|\Z)",
    re.IGNORECASE,
)
_RIGHTS_ALONE = re.compile(
    rf"\s*(?:©|\(c\)|copyright)\s*((?:The )?{AGENCY})(?:\.? all rights reserved)?\.?\s*", re.IGNORECASE
)
_FILES = re.compile(
    rf"\bwith (?:additional )?(?:inputs?|files|reporting|material) (?:from|by) ((?:the )?{AGENCY})(?=[\s.,)]|\Z)",
    re.IGNORECASE,
)
_WRITERS = re.compile(
    rf"(?:The )?({AGENCY}) (?:writers?|reporters?|journalists?|correspondents?) [^\n]{{3,200}} contributed"
)
_STANDARDS = re.compile(rf"\bour standards:[ \t]*(?:the )?({AGENCY}) trust principles", re.IGNORECASE)


def credited_agencies(edits: Iterable[Edit], outlets: Iterable[str]) -> Iterator[Found]:
    """Candidates for `wire_agency`: in lines of rights and of writers who contributed, and the outlet that is one.

    >>> edit = Edit("boilerplate", "rights", 0, 10, "© 2025 AFP", "")
    >>> [found.value for found in credited_agencies([edit], ["Quay Post"])]
    ['AFP']
    """
    for edit in edits:
        if edit.kind == "boilerplate":
            matches = [form.search(edit.before) for form in (_RIGHTS, _WRITERS, _FILES, _STANDARDS)]
            for match in (*matches, _RIGHTS_ALONE.fullmatch(edit.before) if edit.rule == "rights" else None):
                name = match and (match[1] if match[1] in AGENCY_BY_FORM else re.sub(r"(?i:the) ", "", match[1]))
                if match and name in AGENCY_BY_FORM:
                    at = edit.start + match.end(1) - len(name)
                    yield Found("wire_agency", name, "trailer", at, at + len(name))
    yield from (Found("wire_agency", outlet, "url") for outlet in outlets if outlet in AGENCY_BY_FORM)
