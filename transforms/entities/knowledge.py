"""A user's knowledge base: ids for entities whose name it has, and only where it has one thing of that name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from newsloom.transforms.names.folding import fold


@dataclass(frozen=True)
class Knowledge:
    """Ids by folded name; a name that two entries share finds nothing."""

    ids: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)  # folded name -> kb_id -> type

    def find(self, kind: str, name: str, forms: Mapping[str, int]) -> str | None:
        """The entry that the name means, else the one that most of the full forms mean."""
        for form in (name, *sorted(forms, key=lambda form: (-len(form.split()), -forms[form], form))):
            if kind == "PERSON" and " " not in form and form != name:
                continue  # a surname on its own is nobody in particular
            found = [kb_id for kb_id, type_ in self.ids.get(fold(form), {}).items() if type_ in (None, kind)]
            if len(found) == 1:
                return found[0]
            if found:
                return None
        return None


def knowledge_from_table(rows: pa.Table) -> Knowledge:
    """The look-up from rows of `newsloom.schemas.state.names.KNOWLEDGE`."""
    ids: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in rows.select(["kb_id", "name", "alias", "type"]).to_pylist():
        for name in (row["name"], row["alias"]):
            if name:
                ids[fold(name)][row["kb_id"]] = row["type"]
    return Knowledge(ids)
