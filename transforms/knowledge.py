"""A user's knowledge base: ids for entities whose name it has, and only where it has one thing of that name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from schemas.state_names import KNOWLEDGE
from transforms.name_words import fold


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


def knowledge_from_bytes(blob: bytes) -> Knowledge:
    """The look-up from a Parquet file or a CSV in UTF-8 with the columns kb_id and name, and where there are alias,
    type and country. Raises SchemaError for unknown columns or types."""
    if blob[:4] == b"PAR1":
        rows = pq.read_table(pa.BufferReader(blob))
    else:
        texts = pacsv.ConvertOptions(
            column_types=dict.fromkeys(KNOWLEDGE.columns, pa.string()), strings_can_be_null=True
        )
        rows = pacsv.read_csv(pa.BufferReader(blob), convert_options=texts)
    return knowledge_from_table(KNOWLEDGE.conform(KNOWLEDGE.table(rows.to_pylist())))


def knowledge_from_table(rows: pa.Table) -> Knowledge:
    """The look-up from rows of `schemas.state_names.KNOWLEDGE`."""
    ids: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in rows.select(["kb_id", "name", "alias", "type"]).to_pylist():
        for name in (row["name"], row["alias"]):
            if name:
                ids[fold(name)][row["kb_id"]] = row["type"]
    return Knowledge(ids)
