"""Tables of names: who and what is named, under which spellings, and where."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import (
    END,
    ENTITY_TYPES,
    RUN_ID,
    START,
    STATUSES,
    article_id,
    count,
    entity_id,
    identifier,
    score,
    text,
    word,
)

NAME_ORIGINS = ("text", "gazetteer", "user")
ALIAS_KINDS = ("full", "surname", "acronym", "unaccented", "transliteration", "spelling", "metonym")
ROLE_STATUSES = ("current", "former", "acting", "elect")
MENTION_KINDS = ("name", "nominal", "pronoun")

ENTITIES = Table(
    "entities",
    "One row per person, place, organisation or other named thing, over all articles.",
    key=("entity_id",),
    columns={
        "entity_id": identifier("e", "The entity's id, from its first member; kept for good.", required=True),
        "type": word("What it is.", ENTITY_TYPES, required=True),
        "name": text("Its fullest, best-spelled name in the texts.", required=True),
        "name_origin": word("Where the name comes from.", NAME_ORIGINS, required=True),
        "kb_id": text(
            "Its id in the user's knowledge base, else in Wikidata; null where its name is not one thing's alone."
        ),
        "status": word("Whether the entity stands or was merged into an older one.", STATUSES, required=True),
        "merged_into": entity_id("The entity that this one was merged into."),
        "n_articles": count("Articles that name it.", unit="articles", required=True),
        "n_mentions": count("Mentions of it.", unit="mentions", required=True),
        "n_quotes": count("Quotes of which it is the speaker.", unit="quotes", required=True),
        "run_id": RUN_ID,
    },
)

ALIASES = Table(
    "aliases",
    "Every spelling under which an entity was named.",
    key=("entity_id", "alias"),
    columns={
        "entity_id": entity_id("The entity.", required=True),
        "alias": text("The spelling.", required=True),
        "kind": word(
            "How it relates to the name; surname: one part of it alone; metonym: a capital for the government.",
            ALIAS_KINDS,
            required=True,
        ),
        "n_mentions": count("Mentions with this spelling.", unit="mentions", required=True),
        "confidence": score("How sure it is that the spelling names it: its share of such names, less errors."),
        "run_id": RUN_ID,
    },
)

ROLES = Table(
    "roles",
    "Titles and affiliations that articles give to people, with their place in the text.",
    key=("article_id", "start_char", "end_char"),
    divide_by="entity_id",
    columns={
        "entity_id": entity_id("The person.", required=True),
        "role": text(
            "The title alone: no article, country or name, in lower case but for acronyms, abbreviations written out.",
            required=True,
        ),
        "organisation": text("Body that the role is of, as written."),
        "country": text("Country that the role is of, by its English name."),
        "status": word("Whether it is held, by the words beside it; current where none says else.", ROLE_STATUSES),
        "article_id": article_id("The article that says so."),
        "start_char": START,
        "end_char": END,
        "text": text("The words of the article.", required=True),
        "observed_date": Column(pa.date32(), "Day of publication of that article."),
        "run_id": RUN_ID,
    },
)

MENTIONS = Table(
    "mentions",
    "Every place where an entity is named, described or referred to by a pronoun.",
    key=("mention_id",),
    divide_by="entity_id",
    columns={
        "mention_id": identifier("m", "The mention's id.", required=True),
        "article_id": article_id(),
        "entity_id": entity_id("The entity; null where it is not known."),
        "start_char": START,
        "end_char": END,
        "text": text("The mention as written.", required=True),
        "type": word("What is mentioned.", ENTITY_TYPES, required=True),
        "kind": word("How it is mentioned.", MENTION_KINDS, required=True),
        "quote_id": identifier("q", "The quote that the mention stands in.", references="quotes.quote_id"),
        "confidence": score("How sure the mention and its entity are."),
        "run_id": RUN_ID,
    },
)

TABLES = (ENTITIES, ALIASES, ROLES, MENTIONS)
