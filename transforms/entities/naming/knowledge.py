"""What is known of named things elsewhere: a user's knowledge base, and one of organisations, products and places that
ships.

Both give ids for entities whose name they have, and only where one thing alone has it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import table_rows

_NAMED_AS = {"GPE": ("GPE", "LOC"), "ORG": ("ORG",), "PRODUCT": ("PRODUCT", "ORG", "WORK_OF_ART")}
"""Types of entities that a thing of the shipped base can be taken for: news calls a network by its product's name."""
_LEGAL_FORM = re.compile(r"(?<=\w) (?:corp|co|inc|ltd|llc|plc|corporation|company|incorporated|limited)$")
"""What a company's folded name may have behind it or leave out."""


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
        """What the name and the forms that are it at length or in short mean; None where they and the other forms
        mean two things. Of a place the name alone: a country has its capital among its forms."""
        others = [form for form in forms if " " in form and kind not in ("GPE", "LOC")]
        ids = self._ids(kind, (name, *others))
        own = self._ids(kind, (name, *(form for form in others if _at_length(name, form))))
        return min(own) if len(ids) == 1 and own else None

    def _ids(self, kind: str, names: Iterable[str]) -> set[str]:
        forms = (look_up_form(name) for name in names)
        entries = {self.shipped.get(form) or self.shipped.get(_LEGAL_FORM.sub("", form)) for form in forms}
        return {entry[0] for entry in entries if entry is not None and kind in _NAMED_AS[entry[1]]}


def _at_length(name: str, form: str) -> bool:
    """Whether all words of one of two forms are in the other, or the name is one word, as an acronym is: a form with
    other words may be another body's that was taken for this one."""
    a, b = (frozenset(look_up_form(text).split()) for text in (name, form))
    return len(a) == 1 or a <= b or b <= a


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


def listed_from_bytes(blob: bytes, type_: str) -> dict[str, tuple[str, str]]:
    """Things of one type from lines of name, other names parted by "|", and id, as UTF-8 bytes; a name that means too
    many things has none.

    >>> listed_from_bytes(b"# name\\tothers\\tid\\nGull Bay\\tPort Gull\\tQ9\\nGull\\n", "GPE")
    {'gull bay': ('Q9', 'GPE'), 'port gull': ('Q9', 'GPE'), 'gull': ('', 'GPE')}
    """
    names = ((form, kb_id) for name, others, kb_id in table_rows(blob, 3) for form in (name, *others.split("|")))
    return {look_up_form(form): (kb_id, type_) for form, kb_id in names if form}


def knowledge_from_table(rows: pa.Table) -> Knowledge:
    """The look-up from rows of `newsloom.schemas.state.names.KNOWLEDGE`."""
    ids: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in rows.select(["kb_id", "name", "alias", "type"]).to_pylist():
        for name in (row["name"], row["alias"]):
            if name:
                ids[fold(name)][row["kb_id"]] = row["type"]
    return Knowledge(ids)
