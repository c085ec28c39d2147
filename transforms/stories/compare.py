"""Sameness of articles: what copies what, and what tells the same event. One function for the flow: `compare`.

This is read of what earlier runs have stored:

==================  ============  ===========================================================
table               by            which rows
==================  ============  ===========================================================
sameness_texts      text_key      texts of new articles and of candidates; outlets of those of many
sameness_texts      article_id    text and facts of earlier articles in article_pairs and stories
fingerprints        hash          those of new texts; of earlier ones with fingerprints that became too common
common_fingerprints (all)         small
standing_paragraphs paragraph     those of new articles, and of earlier ones that are compared with them
outlet_paragraphs   paragraph     texts that have a paragraph of a new article
mass_reprints       hash          texts that very many articles have nearly; those with a fingerprint of the new
mass_reprints       text_key      the same, for the texts that are compared
article_pairs       article_id_a  pairs of the articles concerned, until no more are connected
article_pairs       article_id_b  the same, from the other side
articles            article_id    stories of earlier articles that copy another one now
articles            story_id      members of stories that changed
story_terms         slot          articles that share heavy terms with the new ones, of the weeks around them
story_vectors       article_id    those of them that share several
story_vectors       story_id      all articles of stories that change
story_sums          story_id      stories that the new articles come near
stories             story_id      stories that were merged
stories             merged_into   the same
stories             thread_id     stories of the threads concerned
term_counts         slot          how common the terms of the articles compared are, in the weeks around each
==================  ============  ===========================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import pyarrow as pa

from newsloom.schemas.contract import TABLES
from newsloom.schemas.state.sameness import STATE_TABLES
from newsloom.transforms.reuse.articles import Article, fetch_articles
from newsloom.transforms.reuse.background.standing import StandingChanges, without_standing
from newsloom.transforms.reuse.copies import CopyOptions, Mapper, find_copies
from newsloom.transforms.reuse.original_columns import changed_originals
from newsloom.transforms.reuse.state import Read, pairs_table
from newsloom.transforms.stories.clusters import StoryOptions, date_of
from newsloom.transforms.stories.roundups import page_kind
from newsloom.transforms.stories.tables import cluster_stories
from newsloom.transforms.stories.vectors import Idf, VectorOptions

_FACTS = (
    *("article_id", "text", "title", "published_at", "day_only", "modified_at", "first_seen_at"),
    *("outlet", "outlet_domain", "url", "canonical_url", "wire_agency"),
)


@dataclass(frozen=True)
class SamenessOptions:
    """All options of sameness, one group a step."""

    copies: CopyOptions = field(default_factory=CopyOptions)
    vectors: VectorOptions = field(default_factory=VectorOptions)
    stories: StoryOptions = field(default_factory=StoryOptions)


@dataclass(frozen=True)
class Sameness:
    """What a run changes.

    article_pairs: rows to insert or replace (key article_id_a, article_id_b).
    dropped: pairs (article_id_a, article_id_b) whose overlap row and passages are to be deleted.
    passages: the passages of the pairs in `article_pairs`; all earlier ones of those pairs are to be replaced by them.
    originals: article_id, duplicate_of, duplicate_kind, version_of of every article, new or earlier, whose values
        are set or have changed; to be written into `articles`.
    stories: rows to insert or replace. story_events: rows to add (run_id null).
    story_of: article_id, story_id of new articles and of those whose story was merged; for `articles`.
    page_kinds: what new articles are that are no report of one event (see `page_kind`), by id.
    state: rows to insert or replace by key in each state table.
    """

    article_pairs: pa.Table
    dropped: pa.Table
    passages: pa.Table
    originals: pa.Table
    stories: pa.Table
    story_events: pa.Table
    story_of: pa.Table
    page_kinds: dict[str, str]
    state: dict[str, pa.Table]


def compare(
    new: pa.Table,
    read: Read,
    idf: Idf,
    options: SamenessOptions | None = None,
    mapper: Mapper = map,
    standing: StandingChanges | None = None,
) -> Sameness:
    """Compare new articles with each other and with all earlier ones.

    `new` has the columns of `articles` that are known so far: article_id, text and first_seen_at are needed;
    title, published_at, outlet, outlet_domain, url, canonical_url, wire_agency are used where present, and so is
    `day_only` (true where published_at is midnight because only the day is known). None of the articles may be in the
    dataset already.

    `read(table, column, values, columns)` gives the stored rows of `table` whose `column` is one of `values`, with
    these `columns` or all; `column` None means the whole table. No rows where the table does not exist yet. The
    head of this module says what is read.

    `mapper` maps a pure function over buckets of fingerprints, or portions of pairs: `map`, or that of an engine. What
    comes back does not depend on the engine, nor on the order of the articles; article_pairs do not depend on how the
    same articles were split into runs. `standing`: as for `find_copies`.
    """
    options = options or SamenessOptions()
    reader = partial(_read, read)
    articles = articles_of(new, options.stories)
    fetch = partial(fetch_articles, read=reader)
    copies = find_copies(articles, reader, fetch, options.copies, mapper, standing)
    chosen = changed_originals(articles, copies, reader)
    kinds = {x.article_id: kind for x in articles if (kind := page_kind(x.title, x.text))}
    telling = partial(without_standing, standing=copies.standing, options=options.copies.pairs.standing)
    bare = [telling(article) for article in articles]
    changes = cluster_stories(bare, articles, kinds, chosen, copies, reader, idf, options.vectors, options.stories)
    return Sameness(
        article_pairs=pa.concat_tables([copies.article_pairs, changes.same_story]),
        dropped=pa.concat_tables([copies.dropped, pairs_table(changes.dropped)]),
        passages=copies.passages,
        originals=chosen,
        stories=changes.stories,
        story_events=changes.events,
        story_of=changes.story_of,
        page_kinds=kinds,
        state=copies.state | changes.state,
    )


def articles_of(table: pa.Table, options: StoryOptions) -> list[Article]:
    """The articles of a frame; a date of publication that cannot be true is left out."""
    columns = {name: table[name].to_pylist() for name in _FACTS if name in table.column_names}
    return [_article(dict(zip(columns, row, strict=True)), options) for row in zip(*columns.values(), strict=True)]


def _article(row: Mapping[str, object], options: StoryOptions) -> Article:
    arrived, published = row["first_seen_at"], row.get("published_at")
    dated = date_of(published, arrived, options)  # type: ignore[arg-type]
    return Article(
        article_id=str(row["article_id"]),
        text=str(row["text"] or ""),
        arrived_at=arrived,  # type: ignore[arg-type]
        published_at=dated.at if dated.origin == "published" else None,
        outlet=row.get("outlet_domain") or row.get("outlet"),  # type: ignore[arg-type]
        url=row.get("canonical_url") or row.get("url"),  # type: ignore[arg-type]
        agency=row.get("wire_agency"),  # type: ignore[arg-type]
        title=row.get("title"),  # type: ignore[arg-type]
        day_only=bool(row.get("day_only")),
        modified_at=row.get("modified_at"),  # type: ignore[arg-type]
    )


def _read(
    read: Read,
    table: str,
    column: str | None,
    values: Sequence[object] | pa.Array,
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """As `read`, but an empty table without asking where no values are wanted."""
    if column is not None and not len(values):
        return _SCHEMAS[table].empty_table().select(columns or _SCHEMAS[table].names)
    return read(table, column, values, columns)


_SCHEMAS = {name: table.schema for name, table in (TABLES | {t.name: t for t in STATE_TABLES}).items()}
