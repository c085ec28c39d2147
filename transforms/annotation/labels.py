"""The closed label sets of the language pipeline, in the order in which the network numbers them."""

from __future__ import annotations

ENTITY_TYPES = (
    "PERSON", "NORP", "ORG", "GPE", "LOC", "EVENT", "WORK_OF_ART", "DATE", "TIME", "MONEY", "PERCENT"
)  # fmt: skip
"""What the network tells apart; the rule layer adds the types that no open corpus annotates."""

NER_TAGS = ("O", *(f"{prefix}-{label}" for label in ENTITY_TYPES for prefix in "BI"))
ROLES = ("source", "cue", "content")
ROLE_TAGS = tuple(f"{role}-{prefix}" for role in ROLES for prefix in "OBI")
"""Three taggers side by side: a source may stand inside a content, and often does."""

LINKS = ("content-cue", "content-source", "cue-source")
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip

FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD"))
"""Tags (Penn Treebank) of verbs that have a tense or are modal."""
