"""Tables of utterances: what was said, over all articles, and how each report words it."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import (
    RUN_ID,
    STATUSES,
    STRING,
    count,
    entity_id,
    flag,
    identifier,
    quote_id,
    score,
    text,
    time,
    utterance_id,
    word,
)

VARIANT_RELATIONS = ("verbatim", "edited", "truncated", "paraphrase")
DERIVED_EVIDENCE = ("copy", "credit", "wording")
EDIT_TYPE = pa.list_(pa.field("element", pa.struct([("op", STRING), ("reference", STRING), ("variant", STRING)])))

UTTERANCES = Table(
    "utterances",
    "One row per thing that was said, over all articles that report it.",
    key=("utterance_id",),
    columns={
        "utterance_id": identifier("u", "The utterance's id, from its first report; kept for good.", required=True),
        "speaker_entity_id": entity_id("Who said it; null where unknown or in conflict."),
        "text": text("Its fullest direct form, or its fullest report where none is direct.", required=True),
        "n_reports": count("Quotes that report it.", unit="quotes", required=True),
        "n_outlets": count("Outlets that report it.", unit="outlets", required=True),
        "n_independent": count("Reports in articles that are not copies.", unit="quotes", required=True),
        "first_quote_id": quote_id("Its first report; null on a tie, or where a time is unknown.", required=False),
        "first_seen_at": time("When newsloom first read a report of it."),
        "attribution_conflict": flag(
            "Whether two outlets quote it directly and each names another person in full, both known from elsewhere.",
            required=True,
        ),
        "status": word("Whether the utterance stands or was merged into an older one.", STATUSES, required=True),
        "merged_into": utterance_id("The utterance that this one was merged into."),
        "run_id": RUN_ID,
    },
)

QUOTE_VARIANTS = Table(
    "quote_variants",
    "How each report of an utterance differs from its reference form.",
    key=("utterance_id", "quote_id"),
    divide_by="utterance_id",
    columns={
        "utterance_id": utterance_id("The utterance.", required=True),
        "quote_id": quote_id("The report."),
        "reference_quote_id": quote_id("The report that it is compared with."),
        "relation": word("How it relates to the reference; null for the reference itself.", VARIANT_RELATIONS),
        "similarity": score("Likeness of the two wordings; null for the reference itself."),
        "edits": Column(EDIT_TYPE, "Token edits that turn the reference into this report."),
        "changed": Column(
            pa.list_(pa.field("element", STRING)),
            "What was exchanged where the wordings correspond: negation, number, modal, name. Words left out, or put "
            "around what corresponds, change nothing.",
        ),
        "polarity_changed": flag("Whether a negation or a modal verb was exchanged.", required=True),
        "derived_from_quote_id": quote_id(
            "The earlier report that it was taken from; null where that is not known.", required=False
        ),
        "derived_evidence": word(
            "What says so: the article is a copy, it credits the outlet, or the wording is nearest to that report's.",
            DERIVED_EVIDENCE,
        ),
        "run_id": RUN_ID,
    },
)

TABLES = (UTTERANCES, QUOTE_VARIANTS)
