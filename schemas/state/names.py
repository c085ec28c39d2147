"""State of the name stage: what later runs need to know about the names of earlier articles, and the users' word."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import ENTITY_TYPES, article_id, count, entity_id, flag, text, time, word

GENDERS = ("male", "female")
DECISIONS = ("same", "different")
_STRINGS = pa.list_(pa.string())
_HASHES = pa.list_(pa.uint64())

CHAINS = Table(
    "chains",
    "One row per person, place or organisation of an article: what its names say about who it is; kept are an entity's "
    "first ones of each name.",
    key=("number",),
    internal=True,
    mapped=True,
    layered=True,
    columns={
        "number": Column(pa.uint64(), "Hash of the article and the number of the chain in it.", required=True),
        "article_id": article_id(),
        "chain": count("Number of the chain in its article, from 0.", required=True),
        "type": word("What it is.", ENTITY_TYPES, required=True),
        "key": text("Folded fullest form; '=' and a code where the gazetteer knows it.", required=True),
        "name": text("Fullest form as written.", required=True),
        "forms": Column(_STRINGS, "Spellings of its names in the article, in order of first use.", required=True),
        "form_counts": Column(pa.list_(pa.int32()), "Names with each spelling.", required=True),
        "given": text("Folded given names and initials, where a person's full name is there."),
        "surname": text("Folded surname."),
        "likely": Column(
            pa.uint64(), "Of a surname on its own: the chain of the full name that its article has further down."
        ),
        "gender": word("Gender of the titles, nouns and pronouns that refer to the person.", GENDERS),
        "born": Column(pa.int16(), "Year of birth, give or take one, from an age beside the name."),
        "roles": Column(_STRINGS, "Folded head words of the person's titles."),
        "organisations": Column(_STRINGS, "Folded organisations of the person's titles."),
        "countries": Column(_STRINGS, "ISO codes of the countries of the person's titles."),
        "together": Column(_HASHES, "Of a person: hashed names of people and organisations in the same article."),
        "observed_date": Column(pa.date32(), "Day of publication of the article."),
        "n_mentions": count("Mentions of every kind.", unit="mentions", required=True),
        "starts": Column(pa.list_(pa.int32()), "Where its mentions begin in articles.text.", required=True),
        "blocks": Column(_HASHES, "Keys under which chains of like names are found.", required=True),
        "added_at": time("When the chain came into the dataset."),
        "entity_id": entity_id("The entity that it was resolved to."),
    },
)

NAME_BLOCKS = Table(
    "name_blocks",
    "Index of the chains that are kept, by the keys under which like names are found.",
    key=("block", "chain"),
    internal=True,
    grows_only=True,
    mapped=True,
    columns={
        "block": Column(pa.uint64(), "The key.", required=True),
        "chain": Column(pa.uint64(), "Number of a chain that has it.", required=True),
        "name": Column(pa.uint64(), "Hash of the chain's name: chains of one full name have the same.", required=True),
        "partial": flag("Whether the name is a person's without a given name, or with initials only.", required=True),
    },
)

CO_MENTIONS = Table(
    "co_mentions",
    "Who is named along with a person in articles whose chains are not kept.",
    key=("chain", "together"),
    internal=True,
    grows_only=True,
    mapped=True,
    columns={
        "chain": Column(pa.uint64(), "Number of a chain of that person that is kept.", required=True),
        "together": Column(pa.uint64(), "Hashed name of somebody in the same article.", required=True),
    },
)

NAME_TYPES = Table(
    "name_types",
    "In how many articles each name that is no person's was read as what.",
    key=("name", "type"),
    internal=True,
    mapped=True,
    layered=True,
    columns={
        "name": Column(pa.uint64(), "Hash of the name's key.", required=True),
        "type": word("What it was read as.", ENTITY_TYPES, required=True),
        "n_articles": count("Articles in which it was read so.", unit="articles", required=True),
    },
)

PINS = Table(
    "pins",
    "Decisions of users about names, read from their file: each row says of two names whether they are one.",
    internal=True,
    columns={
        "decision": word("Whether the two are one.", DECISIONS, required=True),
        "type": word("Type of the entities that it is about; null for any.", ENTITY_TYPES),
        "a": text("A name as written, or an entity_id.", required=True),
        "a_article_id": article_id("Only in this article; null for everywhere.", required=False),
        "b": text("The other name, or entity_id.", required=True),
        "b_article_id": article_id("Only in this article; null for everywhere.", required=False),
    },
)

KNOWLEDGE = Table(
    "knowledge",
    "A user's knowledge base: ids, names and other names, one row per name.",
    internal=True,
    columns={
        "kb_id": text("Id in the knowledge base.", required=True),
        "name": text("Its name there.", required=True),
        "alias": text("One of its names; null if it has no other one."),
        "type": word("What it is.", ENTITY_TYPES),
        "country": text("ISO 3166 code of its country."),
    },
)

TABLES = (CHAINS, NAME_BLOCKS, CO_MENTIONS, NAME_TYPES)
