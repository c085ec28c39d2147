"""From stories as clusters to the rows of `stories`, `story_events` and `articles.story_id`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa

from newsloom.schemas.sameness import ARTICLE_PAIRS, STORIES, STORY_EVENTS
from newsloom.schemas.state.sameness import STORY_SUMS, STORY_VECTORS
from newsloom.transforms.reuse.articles import TEXT_OF, Article, fetch_articles
from newsloom.transforms.reuse.copies import Copies
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Assigned, Item, Story, StoryOptions, assign_stories
from newsloom.transforms.stories.cosine import Bag
from newsloom.transforms.stories.index import index_rows
from newsloom.transforms.stories.items import day_of, new_item, stored_items
from newsloom.transforms.stories.pairs import find_story_pairs
from newsloom.transforms.stories.term_counts import count_terms
from newsloom.transforms.stories.vectors import Idf, VectorOptions, article_vectors

STORY_OF = pa.schema([("article_id", pa.string()), ("story_id", pa.string())])
_COLUMNS = ("article_id", "story_id", "duplicate_of", "version_of")
_FACTS = ("article_id", "published_at", "arrived_at", "outlet")
_PLACED = 8  # articles of one text and day that are placed by themselves; the others follow the first; by hand
_SHORT = ("Mr", "Mrs", "Ms", "Dr", "St", "Gov", "Sen", "Rep", "Gen", "Lt", "Col", "Prof", "Rev", "No", "vs")
_STOP = "".join(rf"(?<!\b{word})" for word in _SHORT) + r"(?<![^A-Za-z][A-Z])\."  # none that ends "Mr." or "U.S."
_SENTENCE = re.compile(rf".{{30,}}?(?:{_STOP}|[!?])[”\"’']?(?=\s|$)|.+", re.DOTALL)
_TITLE_LENGTH = 200  # code points of a first sentence that stands in for a headline; by hand


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
    new: pa.Table,
    articles: Sequence[Article],
    chosen: pa.Table,
    copies: Copies,
    read: Read,
    idf: Idf,
    vector_options: VectorOptions,
    options: StoryOptions,
) -> StoryChanges:
    """Place the new articles, and describe every story that changed. Copies of one text and day are placed once."""
    texts, titles = [a.text for a in articles], [a.title for a in articles]
    names = new["names"].to_pylist() if "names" in new.column_names else None
    vectors = article_vectors(texts, idf, vector_options, titles, names)
    items = [new_item(article, vectors, i) for i, article in enumerate(articles)]
    placed = _placed_before(copies.same_text, read)
    leaders = _leaders(items, placed, copies.same_text)
    leading = sorted((x for x in items if leaders[x.article_id] == x.article_id), key=lambda x: (x.at, x.article_id))
    counts = count_terms(leading, read)

    def reweigh(bag: Bag) -> Bag:
        return bag.reweighed(idf, counts.of, counts.n_articles, vector_options.rarity)

    similar = find_story_pairs(leading, copies, reweigh, read, options)
    open_ids = sorted({item.story_id for item in similar.earlier if item.story_id})
    assigned = assign_stories(similar.new, similar.earlier, similar.links, _sums(open_ids, read), options)
    story_of = _story_of(items, [*placed, *similar.earlier], leaders, assigned)
    moved, repointed = _moved(assigned, read), _repointed(assigned, read)
    stories, events = _describe(story_of | moved, story_of, articles, chosen, assigned, repointed, read)
    return StoryChanges(
        ARTICLE_PAIRS.conform(ARTICLE_PAIRS.table(similar.rows)),
        similar.dropped,
        stories,
        events,
        pa.table([list((story_of | moved).keys()), list((story_of | moved).values())], schema=STORY_OF),
        _state(leading, story_of, moved, assigned, read)
        | {"story_terms": index_rows(leading, options), "term_counts": counts.rows},
    )


def _placed_before(same_text: Sequence[Sequence[str]], read: Read) -> list[Item]:
    """Earlier articles that new ones with the same text may follow."""
    names = {name for group in same_text if len(group) > _PLACED for name in group}
    return stored_items(read("story_vectors", "article_id", pa.array(sorted(names), pa.string())))


def _leaders(
    items: Sequence[Item], earlier_items: Sequence[Item], same_text: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Which article each new one follows into its story: itself, but where very many have its text and day."""
    times = {item.article_id: day_of(item.at) for item in (*earlier_items, *items)}
    leaders = {item.article_id: item.article_id for item in items}
    earlier = {item.article_id for item in earlier_items}
    for group in same_text:
        days: dict[int, list[str]] = defaultdict(list)
        for name in sorted((n for n in group if n in times), key=lambda n: (n not in earlier, n)):
            days[times[name]].append(name)
        for alike in days.values():
            leaders |= {name: alike[0] for name in alike[_PLACED:] if name in leaders}
    return leaders


def _sums(ids: Sequence[str], read: Read) -> list[Story]:
    rows = read("story_sums", "story_id", pa.array(ids, pa.string()))
    names = ("story_id", "n_articles", "first_at", "last_at", "dated", "first_arrived", "last_arrived", "terms",
             "weights")  # fmt: skip
    columns = [rows[name].to_pylist() for name in names]
    *facts, terms, weights = columns
    totals = (dict(zip(t, w, strict=True)) for t, w in zip(terms, weights, strict=True))
    return [Story(*row) for row in zip(*facts, totals, strict=True)]


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


def _describe(
    story_of: dict[str, str],
    placed: dict[str, str],
    articles: Sequence[Article],
    chosen: pa.Table,
    assigned: Assigned,
    repointed: dict[str, str],
    read: Read,
) -> tuple[pa.Table, pa.Table]:
    """Rows of the stories that changed, and what happened to them."""
    choices = {
        name: (of, version) for name, of, _, version in zip(*(c.to_pylist() for c in chosen.columns), strict=True)
    }
    recount = read("articles", "article_id", pa.array(sorted(set(choices) - set(placed)), pa.string()), ["story_id"])
    touched = set(story_of.values()) | {story for story in recount["story_id"].to_pylist() if story}
    touched |= set(_left(assigned))
    gone = dict(assigned.merged)
    members = _members(touched | set(gone), story_of, articles, choices, read)
    firsts = {story: min(articles_of, key=_Member.order) for story, articles_of in members.items() if story not in gone}
    titles = _titles(firsts.values(), articles, read)
    rows = [_story_row(story, members[story], first, titles) for story, first in sorted(firsts.items())]
    ended = _merged_rows(gone | repointed, read)
    return STORIES.conform(STORIES.table([*rows, *ended])), _events(placed, assigned)


@dataclass(frozen=True)
class _Member:
    article_id: str
    at: datetime
    outlet: str | None
    copied: bool

    def order(self) -> tuple[datetime, str]:
        """The earliest first."""
        return self.at, self.article_id


def _members(
    touched: set[str],
    story_of: dict[str, str],
    articles: Sequence[Article],
    choices: dict[str, tuple[str | None, str | None]],
    read: Read,
) -> dict[str, list[_Member]]:
    """All articles of the stories that changed."""
    members: dict[str, dict[str, _Member]] = defaultdict(dict)
    rows = read("articles", "story_id", pa.array(sorted(touched), pa.string()), _COLUMNS)
    facts = read("sameness_texts", "article_id", pa.array(rows["article_id"].to_pylist(), pa.string()), _FACTS)
    facts_of = {name: rest for name, *rest in zip(*(column.to_pylist() for column in facts.columns), strict=True)}
    for name, story, *chosen in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        published, arrived, outlet = facts_of[name]
        copied = any(choices.get(name, chosen))
        members[story_of.get(name, story)][name] = _Member(name, published or arrived, outlet, copied)
    for article in articles:
        name, at = article.article_id, article.published_at or article.arrived_at
        copied = any(choices.get(name, ()))
        members[story_of[name]][name] = _Member(name, at, article.outlet, copied)
    return {story: list(members.values()) for story, members in members.items()}


def _titles(firsts: Iterable[_Member], articles: Sequence[Article], read: Read) -> dict[str, str | None]:
    """The title of each of the articles: its headline, or the beginning of its text."""
    wanted = {member.article_id for member in firsts}
    here = {article.article_id: article for article in articles if article.article_id in wanted}
    at_hand = [*here.values(), *fetch_articles(sorted(wanted.difference(here)), read)]
    return {article.article_id: article.title or first_sentence(article.text) for article in at_hand}


def _story_row(story: str, members: list[_Member], first: _Member, titles: dict[str, str | None]) -> dict[str, object]:
    return {
        "story_id": story,
        "status": "active",
        "title": titles[first.article_id],
        "first_article_id": first.article_id,
        "first_published_at": first.at,
        "last_published_at": max(member.at for member in members),
        "n_articles": len(members),
        "n_outlets": len({member.outlet for member in members if member.outlet}),
        "n_independent": sum(not member.copied for member in members),
    }


def first_sentence(text: str) -> str | None:
    """The first sentence of a text, cut to a headline's length; None for an empty one.

    A stop in the first few words ends an abbreviation, as in a dateline, or a sentence too short to stand for a story.

    >>> first_sentence("FERRY, St. Ives (NW) - It rained until noon. Then it stopped.")
    'FERRY, St. Ives (NW) - It rained until noon.'
    >>> first_sentence("Ministers of nine countries warned the U.S. on Monday, said Gov. Orla Wick. It went on.")
    'Ministers of nine countries warned the U.S. on Monday, said Gov. Orla Wick.'
    """
    sentence = _SENTENCE.search(text.strip().split("\n")[0])
    return sentence[0][:_TITLE_LENGTH].strip() if sentence else None


def _merged_rows(targets: dict[str, str], read: Read) -> list[dict[str, object]]:
    rows = read("stories", "story_id", pa.array(sorted(targets), pa.string())).to_pylist()
    return [
        {**row, "status": "merged", "merged_into": targets[row["story_id"]], "run_id": None, "n_articles": 0,
         "n_outlets": 0, "n_independent": 0}
        for row in rows
    ]  # fmt: skip


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
    rows += [{"story_id": kept, "event": "merged", "other_story_id": gone} for gone, kept in sorted(assigned.merged)]
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
        }
        for item in leading
    ]
    stored = read("story_vectors", "story_id", pa.array(_left(assigned), pa.string())).to_pylist()
    rows += [{**row, "story_id": moved[row["article_id"]]} for row in stored if row["article_id"] in moved]
    sums = [
        {"story_id": s.story_id, "n_articles": s.n_articles, "first_at": s.first_at.astimezone(UTC),
         "last_at": s.last_at.astimezone(UTC), "dated": s.dated, "first_arrived": s.first_arrived,
         "last_arrived": s.last_arrived, "terms": list(s.total), "weights": list(s.total.values())}
        for s in assigned.stories
    ]  # fmt: skip
    return {
        "story_vectors": STORY_VECTORS.conform(STORY_VECTORS.table(rows)),
        "story_sums": STORY_SUMS.conform(STORY_SUMS.table(sums)),
    }
