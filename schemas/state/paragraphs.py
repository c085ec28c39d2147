"""Paragraphs as the language pipeline parsed them: as stages hand them on, and as later runs find them."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import STRING, WORD, flag, text

_STRINGS = pa.list_(STRING)
_INTS = pa.list_(pa.int32())
_LENGTHS = pa.list_(pa.uint32())
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

_STORED_SPAN = pa.struct(
    [
        ("group", STRING),
        ("start", pa.uint32()),
        ("length", pa.uint32()),
        ("label", STRING),
        ("score", pa.float32()),
        ("points", pa.uint16()),
        ("cue", pa.int32()),
        ("source", pa.int32()),
        ("link_score", pa.float32()),
    ]
)

_ABOUT = {
    "text_hash": text("Content hash of the paragraph's text.", required=True),
    "model": Column(WORD, "Name and version of the pipeline that parsed it.", required=True),
}
_SENTENCES = "First token of each sentence."

PARSED = Table(
    "parsed",
    "Distinct paragraphs as the language pipeline parsed them; token positions, not characters.",
    internal=True,
    columns={
        **_ABOUT,
        "words": Column(_STRINGS, "Tokens.", required=True),
        "spaces": Column(pa.list_(pa.bool_()), "Whether a blank follows the token.", required=True),
        "tags": Column(_STRINGS, "Fine-grained tags."),
        "pos": Column(_STRINGS, "Universal parts of speech."),
        "lemmas": Column(_STRINGS, "Base forms."),
        "heads": Column(_INTS, "Syntactic head of each token, as a token position."),
        "deps": Column(_STRINGS, "Dependency labels."),
        "sentences": Column(_INTS, _SENTENCES),
        "spans": Column(pa.list_(SPAN_TYPE), "Entities and span groups; `cue` and `source` index into their groups."),
    },
)

PARAGRAPHS = Table(
    "paragraphs",
    "Every distinct paragraph that was parsed, without what follows from its text or is what it mostly is.",
    internal=True,
    grows_only=True,
    columns={
        **_ABOUT,
        "words": Column(_STRINGS, "Tokens; null where they are the text, cut at blanks and as `cuts` says."),
        "cuts": Column(_LENGTHS, "Characters from one end of a token that no blank follows to the next such end."),
        "spaces": Column(pa.list_(pa.bool_()), "Whether a blank follows the token; null where `words` is."),
        "tags": Column(_STRINGS, "Fine-grained tags."),
        "pos": Column(_STRINGS, "Universal parts of speech; null in place of what the tag mostly goes with."),
        "forms": Column(
            _STRINGS, "Base forms; null in place of one that is the token, in lower case but for names, marks, numbers."
        ),
        "steps": Column(_INTS, "How many tokens further on the syntactic head of each token is."),
        "deps": Column(_STRINGS, "Dependency labels; null in place of what the tag mostly goes with."),
        "sentences": Column(_LENGTHS, _SENTENCES),
        "named": flag(
            "Whether the entities are the spans of the group `entities`, and not stored twice.", required=True
        ),
        "spans": Column(
            pa.list_(_STORED_SPAN), "As parsed, `points` a score in ten-thousandths; `score` is for those in between."
        ),
    },
)
