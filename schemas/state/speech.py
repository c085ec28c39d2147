"""What later runs need of the speech stage: the index in which reports of the same words find each other."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table

QUOTE_BLOCKS = Table(
    "quote_blocks",
    "Index of quotes by what reports of the same utterance have in common; blocks that many have are cut short.",
    key=("block", "quote"),
    internal=True,
    grows_only=True,
    mapped=True,
    columns={
        "block": Column(
            pa.uint64(),
            "Hash of words, of three content words in order (both odd), of two, or of speaker and content word.",
            required=True,
        ),
        "quote": Column(pa.uint64(), "The digits of the id of the quote that has it.", required=True),
    },
)

TABLES = (QUOTE_BLOCKS,)
