"""What is known of named things elsewhere: a user's knowledge base, and one of organisations, products and places that
ships.

Both give ids for entities whose name they have, and only where one thing alone has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import table_rows

_NAMED_AS = {"GPE": ("GPE",), "ORG": ("ORG",), "PRODUCT": ("PRODUCT", "ORG", "WORK_OF_ART")}
"""Types of entities that a thing of the shipped base can be taken for: news calls a network by its product's name."""


@dataclass(frozen=True)
class Knowledge:
    """Ids by folded name; a name that two entries share finds nothing.

    ids: the user's, by folded name and id, with the type. shipped: one id and type for each name in its look-up form.
    """

    ids: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)  # folded name -> kb_id -> type
    shipped: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def find(self, kind: str, name: str, forms: Mapping[str, int]) -> str | None:
        """The user's entry that the name means, else the one that most of the full forms mean, else the shipped one."""
        for form in (name, *sorted(forms, key=lambda form: (-len(form.split()), -forms[form], form))):
            if kind == "PERSON" and " " not in form and form != name:
                continue  # a surname on its own is nobody in particular
            kb_ids = [kb_id for kb_id, type_ in self.ids.get(fold(form), {}).items() if type_ in (None, kind)]
            if len(kb_ids) == 1:
                return kb_ids[0]
            if kb_ids:
                return None
        return self._shipped(kind, name, forms)

    def _shipped(self, kind: str, name: str, forms: Mapping[str, int]) -> str | None:
        """What the name and all other forms of several words mean; None where they mean two things. Of a place the name
        alone: a country has its capital among its forms."""
        asked = {look_up_form(form) for form in (name, *forms) if form == name or (" " in form and kind != "GPE")}
        entries = {self.shipped[form] for form in asked if form in self.shipped}
        ids = {kb_id for kb_id, type_ in entries if kind in _NAMED_AS[type_]}
        return min(ids) if len(ids) == 1 else None


def look_up_form(name: str) -> str:
    """The folded name without an article, as the shipped base has it.

    >>> look_up_form("The Boeing Company")
    'boeing company'
    """
    return fold(name).removeprefix("the ")


def shipped_from_text(text: str) -> dict[str, tuple[str, str]]:
    """The shipped base from lines of form, id and type, parted by tabs.

    >>> shipped_from_text("gull watch\\tQ1\\tORG\\n")
    {'gull watch': ('Q1', 'ORG')}
    """
    rows = (line.split("\t") for line in text.splitlines())
    return {form: (kb_id, type_) for form, kb_id, type_ in rows}


def places_from_bytes(blob: bytes) -> dict[str, tuple[str, str]]:
    """Places of the shipped base from lines of name, other names parted by "|", and id, as UTF-8 bytes.

    >>> places_from_bytes(b"# name\\tothers\\tid\\nGull Bay\\tPort Gull\\tQ9\\n")
    {'gull bay': ('Q9', 'GPE'), 'port gull': ('Q9', 'GPE')}
    """
    names = ((form, kb_id) for name, others, kb_id in table_rows(blob, 3) for form in (name, *others.split("|")))
    return {look_up_form(form): (kb_id, "GPE") for form, kb_id in names if form}


def knowledge_from_table(rows: pa.Table) -> Knowledge:
    """The look-up from rows of `newsloom.schemas.state.names.KNOWLEDGE`."""
    ids: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in rows.select(["kb_id", "name", "alias", "type"]).to_pylist():
        for name in (row["name"], row["alias"]):
            if name:
                ids[fold(name)][row["kb_id"]] = row["type"]
    return Knowledge(ids)
