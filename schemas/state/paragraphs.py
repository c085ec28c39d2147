"""Internal tables: what a later run needs from earlier ones. Not part of the contract; they may change freely."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import STRING, WORD, text

_STRINGS = pa.list_(STRING)
_INTS = pa.list_(pa.int32())
SPAN_TYPE = pa.struct(
    [
        ("group", STRING),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("label", STRING),
        ("score", pa.float32()),
        ("cue", pa.int32()),
        ("source", pa.int32()),
        ("link_score", pa.float32()),
    ]
)

PARAGRAPHS = Table(
    "paragraphs",
    "Every distinct paragraph as the language pipeline parsed it; token positions, not characters.",
    internal=True,
    grows_only=True,
    columns={
        "text_hash": text("Content hash of the paragraph's text.", required=True),
        "model": Column(WORD, "Name and version of the pipeline that parsed it.", required=True),
        "words": Column(_STRINGS, "Tokens.", required=True),
        "spaces": Column(pa.list_(pa.bool_()), "Whether a blank follows the token.", required=True),
        "tags": Column(_STRINGS, "Fine-grained tags."),
        "pos": Column(_STRINGS, "Universal parts of speech."),
        "lemmas": Column(_STRINGS, "Base forms."),
        "heads": Column(_INTS, "Syntactic head of each token, as a token position."),
        "deps": Column(_STRINGS, "Dependency labels."),
        "sentences": Column(_INTS, "First token of each sentence."),
        "spans": Column(pa.list_(SPAN_TYPE), "Entities and span groups; `cue` and `source` index into their groups."),
    },
)
