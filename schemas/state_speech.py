"""What later runs need of the speech stage: the index in which reports of the same words find each other."""

from __future__ import annotations

from schemas.table import Table
from schemas.types import identifier, text

QUOTE_BLOCKS = Table(
    "quote_blocks",
    "Index of quotes by what reports of the same utterance have in common.",
    key=("block", "quote_id"),
    internal=True,
    part_by="part",
    columns={
        "part": text("First digit of the block: which file holds it.", required=True),
        "block": text("Hash of three content words in order, or of the speaker and one content word.", required=True),
        "quote_id": identifier("q", "The quote that has it.", required=True, references="quotes.quote_id"),
    },
)

TABLES = (QUOTE_BLOCKS,)
