"""Tables of quotes: who said what in an article, and what else is ascribed to somebody."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.contract.utterances import VARIANT_RELATIONS
from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import (
    END,
    RUN_ID,
    START,
    STRING,
    article_id,
    count,
    entity_id,
    flag,
    identifier,
    offset,
    quote_id,
    score,
    text,
    utterance_id,
    word,
)

QUOTE_TYPES = ("direct", "indirect", "mixed")
SPEAKER_KINDS = ("person", "organisation", "collective", "anonymous", "unknown")
SPEAKER_RESOLUTIONS = ("named", "nominal", "pronoun", "implicit", "none")
CUE_CLASSES = (
    *("neutral", "assertive", "doubtful", "admitting", "denying", "agreeing", "warning", "predicting", "promising"),
    *("directive", "asking", "criticising", "praising", "expressing", "thought", "intent", "knowledge", "evidence"),
)
ATTRIBUTION_TYPES = ("thought", "intent", "knowledge", "evidence", "speech")
FACTUALITIES = ("asserted", "negated", "hypothetical")


QUOTES = Table(
    "quotes",
    "One row per quote, direct, indirect or mixed, with its speaker: what somebody did say or write, and nothing else.",
    key=("quote_id",),
    divide_by="speaker_entity_id",
    columns={
        "quote_id": identifier("q", "The quote's id.", required=True),
        "article_id": article_id(),
        "type": word("Whether all, none or some of the words are inside quotation marks.", QUOTE_TYPES, required=True),
        "start_char": START,
        "end_char": END,
        "text": text("What is reported, with the marks that it starts or ends with.", required=True),
        "cue_start": offset("Where the cue begins in articles.text."),
        "cue_end": offset("Where the cue ends, exclusive."),
        "cue": text("The words that introduce the quote, as written."),
        "cue_lemma": text("Base form of the cue's head word."),
        "cue_class": word(
            "What the cue tells of the speaker's stance, by data/cues; null for one not listed.", CUE_CLASSES
        ),
        "via_start": offset("Where `via` begins in articles.text."),
        "via_end": offset("Where `via` ends, exclusive."),
        "via": text("The outlet or person through whom it came, as written; null where nobody is named."),
        "via_entity_id": entity_id("That outlet or person; null where it is not known."),
        "speaker_start": offset("Where the speaker begins in articles.text."),
        "speaker_end": offset("Where the speaker ends, exclusive."),
        "speaker": text("The speaker as written: the whole noun phrase with its title."),
        "speaker_kind": word("What the speaker is.", SPEAKER_KINDS, required=True),
        "speaker_resolution": word("How the text points at the speaker.", SPEAKER_RESOLUTIONS, required=True),
        "speaker_entity_id": entity_id("The speaker; null where it is not known."),
        "speaker_role": text("Title or affiliation under which the speaker spoke."),
        "utterance_id": utterance_id("What was said, over all articles."),
        "confidence": score("How sure it is that this was said; calibrated: of rows at .9, nine in ten were."),
        "speaker_confidence": score(
            "How sure the speaker is, calibrated: the entity, else the words; null where only a pronoun is known."
        ),
        "run_id": RUN_ID,
    },
)

OTHER_ATTRIBUTIONS = Table(
    "other_attributions",
    "What a text ascribes to somebody who is not said to have said it: thought, intent, what is known or shown, and "
    "speech that is denied or only supposed.",
    key=("quote_id",),
    divide_by="speaker_entity_id",
    columns={name: column for name, column in QUOTES.columns.items() if name not in ("utterance_id", "run_id")}
    | {
        "quote_id": identifier("q", "The attribution's id.", required=True),
        "text": text("What is ascribed, with the marks that it starts or ends with.", required=True),
        "confidence": score("How sure it is that this is ascribed to somebody."),
        "attribution_type": word("What is ascribed; null where the cue does not tell.", ATTRIBUTION_TYPES),
        "factuality": word(
            "Whether the text tells it as a fact, denies it, or only supposes it.", FACTUALITIES, required=True
        ),
        "run_id": RUN_ID,
    },
)

HEADLINE_RELATIONS = (*VARIANT_RELATIONS, "not_in_body")

HEADLINE_QUOTES = Table(
    "headline_quotes",
    "Quotes in the titles of articles, direct and indirect, each beside the quote of the article's text that it is of.",
    key=("article_id", "start_char"),
    columns={
        "article_id": article_id(),
        "start_char": offset("Where the quote begins in articles.title.", required=True),
        "end_char": offset("Where the quote ends in articles.title, exclusive.", required=True),
        "text": text("What is reported, with the marks that it starts or ends with.", required=True),
        "speaker": text("The speaker as the title has it; null where it names nobody."),
        "speaker_entity_id": entity_id("The speaker, by the title or by the quote of the text; null where not known."),
        "body_quote_id": quote_id("The quote of the text that it is of; null where none is.", required=False),
        "relation": word(
            "How it relates to that quote; not_in_body where the text does not have it. Verbatim without a quote: the "
            "same words stand in the text, but not as one.",
            HEADLINE_RELATIONS,
            required=True,
        ),
        "changed": Column(
            pa.list_(pa.field("element", STRING)),
            "What the title exchanged where the wordings correspond: negation, number, modal, name.",
        ),
        "run_id": RUN_ID,
    },
)

QUOTE_SEGMENTS = Table(
    "quote_segments",
    "The pieces of a quote: quoted, paraphrased, and put in by the editor.",
    key=("quote_id", "ordinal"),
    columns={
        "quote_id": quote_id("The quote."),
        "ordinal": count("Number of the piece in its quote, from 0.", required=True),
        "start_char": START,
        "end_char": END,
        "text": text("The piece as written, without its quotation marks.", required=True),
        "quoted": flag("Whether it stands inside quotation marks.", required=True),
        "editorial": flag("Whether the editor put it in, as in brackets.", required=True),
        "run_id": RUN_ID,
    },
)


TABLES = (QUOTES, OTHER_ATTRIBUTIONS, HEADLINE_QUOTES, QUOTE_SEGMENTS)
