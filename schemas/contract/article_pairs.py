"""Tables of pairs of articles: what copies what, and which passages two share."""

from __future__ import annotations

from newsloom.schemas.table import Table
from newsloom.schemas.types import RUN_ID, article_id, count, flag, offset, score, word

RELATIONS = ("exact", "near", "contained", "revision", "shared_passage", "template", "same_story")

ARTICLE_PAIRS = Table(
    "article_pairs",
    "One row per pair of articles that have something in common; a sorts before b.",
    key=("article_id_a", "article_id_b"),
    columns={
        "article_id_a": article_id("The article of the pair with the smaller id."),
        "article_id_b": article_id("The article of the pair with the larger id."),
        "relation": word("The strongest relation that holds.", RELATIONS, required=True),
        "jaccard": score("Shared 3-word shingles over all 3-word shingles of both."),
        "containment_a": score("Share of a's 3-word shingles that b has."),
        "containment_b": score("Share of b's 3-word shingles that a has."),
        "longest_run_words": count("Longest run of words that both have verbatim.", unit="words"),
        "reuse_outside_quotes": score("Share of the smaller text that is reused outside quotation marks."),
        "score": score("Strength of the relation, on the scale of its own measure."),
        "run_id": RUN_ID,
    },
)

SHARED_PASSAGES = Table(
    "shared_passages",
    "Every verbatim run of 20 words or more that two articles share.",
    key=("article_id_a", "article_id_b", "a_start", "b_start"),
    columns={
        "article_id_a": article_id("The article of the pair with the smaller id."),
        "article_id_b": article_id("The article of the pair with the larger id."),
        "a_start": offset("Where the passage begins in a's text.", required=True),
        "a_end": offset("Where it ends in a's text, exclusive.", required=True),
        "b_start": offset("Where the passage begins in b's text.", required=True),
        "b_end": offset("Where it ends in b's text, exclusive.", required=True),
        "n_words": count("Length of the passage.", unit="words", required=True),
        "in_quote": flag("Whether it lies inside quotation marks in both articles.", required=True),
        "run_id": RUN_ID,
    },
)

TABLES = (ARTICLE_PAIRS, SHARED_PASSAGES)
