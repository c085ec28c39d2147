"""From stories as clusters to the rows of `stories`, `story_events` and `articles.story_id`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

import pyarrow as pa

from newsloom.schemas.contract.article_pairs import ARTICLE_PAIRS
from newsloom.schemas.contract.stories import STORY_EVENTS
from newsloom.schemas.state.sameness import STORY_SUMS, STORY_VECTORS
from newsloom.transforms.reuse.articles import TEXT_OF, Article
from newsloom.transforms.reuse.copies import Copies
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Assigned, Item, Story, StoryOptions, assign_stories
from newsloom.transforms.stories.index import index_rows
from newsloom.transforms.stories.items import day_of, new_item, stored_items
from newsloom.transforms.stories.pairs import find_story_pairs
from newsloom.transforms.stories.roundups import PREVIEW
from newsloom.transforms.stories.story_rows import Changed, describe_stories
from newsloom.transforms.stories.term_counts import count_terms
from newsloom.transforms.stories.threads import link_threads
from newsloom.transforms.stories.vectors import IN_PREVIEW, Idf, VectorOptions, article_vectors

_DAYS_APART = 1  # of equal texts of which one follows the other: a reprint of the next morning; by hand
STORY_OF = pa.schema([("article_id", pa.string()), ("story_id", pa.string())])


@dataclass(frozen=True)
class StoryChanges:
    """Rows to write: same-story article_pairs, stories, events, story of articles, state; article_pairs to delete."""

    same_story: pa.Table
    dropped: list[tuple[str, str]]
    stories: pa.Table
    events: pa.Table
    story_of: pa.Table
    state: dict[str, pa.Table]


def cluster_stories(
    texts: Sequence[str],
    articles: Sequence[Article],
    kinds: Mapping[str, str],
    chosen: pa.Table,
    copies: Copies,
    read: Read,
    idf: Idf,
    vector_options: VectorOptions,
    options: StoryOptions,
) -> StoryChanges:
    """Place the new articles by their `texts`, and describe every story that changed. Copies of one text and day are
    placed once. `kinds`: pages that are no report of one event, by id."""
    vectors = article_vectors(texts, idf, vector_options, [article.title for article in articles])
    items = [_telling(new_item(article, texts[i], vectors, i), kinds) for i, article in enumerate(articles)]
    placed = _placed_before(copies.same_text, read)
    leaders = _leaders(items, placed, copies.same_text)
    leading = sorted((x for x in items if leaders[x.article_id] == x.article_id), key=lambda x: (x.at, x.article_id))
    counts = count_terms(leading, read, idf, vector_options)
    similar = find_story_pairs(leading, copies, counts.weigh, read, options)
    near = [*similar.earlier, *(item for pair in similar.kin for item in pair)]
    open_ids = sorted({item.story_id for item in near if item.story_id})
    open_stories = _sums(open_ids, read)
    placing = replace(options, likeness=options.likeness.among(similar.days_known))
    assigned = assign_stories(similar.new, similar.earlier, similar.links, open_stories, placing)
    story_of = _story_of(items, [*placed, *similar.earlier], leaders, assigned)
    moved, repointed = _moved(assigned, read), _repointed(assigned, read)
    threads = link_threads(similar.kin, open_stories, assigned, story_of | moved, read, placing)
    changed = Changed(story_of | moved, set(_left(assigned)), dict(assigned.merged) | repointed, threads)
    return StoryChanges(
        ARTICLE_PAIRS.conform(ARTICLE_PAIRS.table(similar.rows)),
        similar.dropped,
        describe_stories(changed, articles, chosen, read),
        _events(story_of, assigned),
        pa.table([list((story_of | moved).keys()), list((story_of | moved).values())], schema=STORY_OF),
        _state(leading, story_of, moved, assigned, read)
        | {"story_terms": index_rows(leading, options), "term_counts": counts.rows},
    )


def _telling(item: Item, kinds: Mapping[str, str]) -> Item:
    """The article with what it tells of an event: nothing where it is a roundup or a live page, which joins nobody."""
    kind = kinds.get(item.article_id)
    if kind == PREVIEW:
        return replace(item, places=[place | IN_PREVIEW for place in item.places])
    return replace(item, terms=(), weights=(), places=()) if kind else item


def _placed_before(same_text: Sequence[Sequence[str]], read: Read) -> list[Item]:
    """Earlier articles that new ones with the same text may follow."""
    names = {name for group in same_text for name in group}
    return stored_items(read("story_vectors", "article_id", pa.array(sorted(names), pa.string())))


def _leaders(
    items: Sequence[Item], earlier_items: Sequence[Item], same_text: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Which article each new one follows into its story: the first that has its text and nearly its day, which may be
    itself.

    One without terms leads itself and nobody else. Placed one by one, equal texts would be a cluster alike inside,
    which nothing that tells the event otherwise joins.
    """
    days = {item.article_id: day_of(item.at) for item in (*earlier_items, *items) if item.terms}
    leaders = {item.article_id: item.article_id for item in items}
    earlier = {item.article_id for item in earlier_items}
    for group in same_text:
        leading: list[str] = []
        for name in sorted((n for n in group if n in days), key=lambda n: (n not in earlier, days[n], n)):
            near = [leader for leader in leading if abs(days[leader] - days[name]) <= _DAYS_APART]
            if near and name in leaders:
                leaders[name] = near[0]
            else:
                leading.append(name)
    return leaders


def _sums(ids: Sequence[str], read: Read) -> list[Story]:
    rows = read("story_sums", "story_id", pa.array(ids, pa.string()))
    names = ("story_id", "n_articles", "first_at", "last_at", "dated", "first_arrived", "last_arrived", "terms",
             "weights", "sources", "source_counts")  # fmt: skip
    columns = [rows[name].to_pylist() for name in names]
    *facts, terms, weights, sources, counts = columns
    totals = (dict(zip(t, w, strict=True)) for t, w in zip(terms, weights, strict=True))
    shares = (Counter(dict(zip(s, n, strict=True))) for s, n in zip(sources, counts, strict=True))
    return [Story(*row) for row in zip(*facts, totals, shares, strict=True)]


def _story_of(
    items: Sequence[Item], earlier: Sequence[Item], leaders: dict[str, str], assigned: Assigned
) -> dict[str, str]:
    """The story of each new article."""
    merged_into = dict(assigned.merged)
    placed = {item.article_id: merged_into.get(item.story_id or "", item.story_id or "") for item in earlier}
    placed |= assigned.placed | {name: story for name, _, story in assigned.moved}
    return {item.article_id: placed[leaders[item.article_id]] for item in items}


def _moved(assigned: Assigned, read: Read) -> dict[str, str]:
    """New story of earlier articles whose story was merged, or that were cut off from theirs."""
    gone, moved = dict(assigned.merged), {name: story for name, _, story in assigned.moved}
    members = read("articles", "story_id", pa.array(_left(assigned), pa.string()), ("article_id", "story_id"))
    former = dict(zip(members["article_id"].to_pylist(), members["story_id"].to_pylist(), strict=True))
    merged = {name: gone[story] for name, story in former.items() if story in gone}
    return merged | _with_followers(moved, former, read)


def _left(assigned: Assigned) -> list[str]:
    """Stories that earlier articles have left."""
    return sorted({gone for gone, _ in assigned.merged} | {story for _, story, _ in assigned.moved})


def _with_followers(moved: dict[str, str], former: dict[str, str], read: Read) -> dict[str, str]:
    """The moved articles, and those of their former story that have the text of one of them and follow it."""
    if not moved:
        return {}
    rows = read("sameness_texts", "article_id", pa.array(sorted(former), pa.string()), TEXT_OF)
    text_of = {row["article_id"]: row["text_key"] or row["article_id"] for row in rows.to_pylist()}
    target = {(text_of[name], former[name]): story for name, story in moved.items()}
    return {name: target[text_of[name], story] for name, story in former.items() if (text_of[name], story) in target}


def _repointed(assigned: Assigned, read: Read) -> dict[str, str]:
    """New target of stories that had been merged into one that is now gone."""
    gone = dict(assigned.merged)
    before = read("stories", "merged_into", pa.array(sorted(gone), pa.string()))
    targets = zip(before["story_id"].to_pylist(), before["merged_into"].to_pylist(), strict=True)
    return {name: gone[story] for name, story in targets}


def _events(placed: dict[str, str], assigned: Assigned) -> pa.Table:
    created = set(assigned.created)
    rows: list[dict[str, object]] = [{"story_id": story, "event": "created"} for story in sorted(created)]
    rows += [
        {"story_id": story, "event": "grown", "article_id": name}
        for name, story in sorted(placed.items())
        if story not in created
    ]
    rows += [
        {"story_id": story, "event": "grown", "article_id": name, "other_story_id": former}
        for name, former, story in sorted(assigned.moved)
    ]
    rows += [
        {"story_id": remaining, "event": "merged", "other_story_id": gone}
        for gone, remaining in sorted(assigned.merged)
    ]
    return STORY_EVENTS.table(rows)


def _state(
    leading: Sequence[Item],
    story_of: dict[str, str],
    moved: dict[str, str],
    assigned: Assigned,
    read: Read,
) -> dict[str, pa.Table]:
    rows: list[dict[str, object]] = [
        {
            "article_id": item.article_id,
            "at": item.at,
            "dated": item.dated,
            "arrived_at": item.arrived,
            "story_id": story_of[item.article_id],
            "terms": item.terms,
            "weights": item.weights,
            "sources": item.sources,
            "places": item.places,
            "days_told": item.days_told,
        }
        for item in leading
    ]
    stored = read("story_vectors", "story_id", pa.array(_left(assigned), pa.string())).to_pylist()
    rows += [{**row, "story_id": moved[row["article_id"]]} for row in stored if row["article_id"] in moved]
    sums = [
        {"story_id": s.story_id, "n_articles": s.n_articles, "first_at": s.first_at.astimezone(UTC),
         "last_at": s.last_at.astimezone(UTC), "dated": s.dated, "first_arrived": s.first_arrived,
         "last_arrived": s.last_arrived, "terms": list(s.total), "weights": list(s.total.values()),
         "sources": list(s.sources), "source_counts": list(s.sources.values())}
        for s in assigned.stories
    ]  # fmt: skip
    return {
        "story_vectors": STORY_VECTORS.conform(STORY_VECTORS.table(rows)),
        "story_sums": STORY_SUMS.conform(STORY_SUMS.table(sums)),
    }
