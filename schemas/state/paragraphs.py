"""Paragraphs as the language pipeline parsed them: as stages hand them on, and as later runs find them."""

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

_ABOUT = {
    "text_hash": text("Content hash of the paragraph's text.", required=True),
    "model": Column(WORD, "Name and version of the pipeline that parsed it.", required=True),
}
_LAST = {
    "sentences": Column(_INTS, "First token of each sentence."),
    "spans": Column(pa.list_(SPAN_TYPE), "Entities and span groups; `cue` and `source` index into their groups."),
}
_TAGS = {
    "tags": Column(_STRINGS, "Fine-grained tags."),
    "pos": Column(_STRINGS, "Universal parts of speech."),
}
_DEPS = {"deps": Column(_STRINGS, "Dependency labels.")}
_SPACES = {"spaces": Column(pa.list_(pa.bool_()), "Whether a blank follows the token.", required=True)}

PARSED = Table(
    "parsed",
    "Distinct paragraphs as the language pipeline parsed them; token positions, not characters.",
    internal=True,
    columns={
        **_ABOUT,
        "words": Column(_STRINGS, "Tokens.", required=True),
        **_SPACES,
        **_TAGS,
        "lemmas": Column(_STRINGS, "Base forms."),
        "heads": Column(_INTS, "Syntactic head of each token, as a token position."),
        **_DEPS,
        **_LAST,
    },
)

PARAGRAPHS = Table(
    "paragraphs",
    "Every distinct paragraph that was parsed, without what follows from its text.",
    internal=True,
    grows_only=True,
    columns={
        **_ABOUT,
        "words": Column(_STRINGS, "Tokens; null where they are the text, cut up."),
        "lengths": Column(pa.list_(pa.uint16()), "Characters of each token of the text, blanks not counted."),
        **_SPACES,
        **_TAGS,
        "forms": Column(
            _STRINGS, "Base forms; null in place of one that is the token, in lower case but for names, marks, numbers."
        ),
        "steps": Column(_INTS, "How many tokens further on the syntactic head of each token is."),
        **_DEPS,
        **_LAST,
    },
)
