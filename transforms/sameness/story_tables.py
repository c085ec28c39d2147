"""From stories as clusters to the rows of `stories`, `story_events` and `articles.story_id`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.sameness import OVERLAPS, STORIES, STORY_EVENTS
from schemas.state_sameness import ALL_ARTICLES, STORY_SUMS, STORY_VECTORS, TERM_COUNTS
from transforms.sameness.copies import Copies, Read, overlaps_of, pairs_of
from transforms.sameness.pairs import Article
from transforms.sameness.similar import Similar, bag_of, candidate_pairs, comparable, cosines, nearest_pairs
from transforms.sameness.stories import Assigned, Item, Story, StoryOptions, assign, date_of
from transforms.sameness.vectors import Idf, VectorOptions, Vectors, article_vectors

STORY_OF = pa.schema([("article_id", pa.string()), ("story_id", pa.string())])
_DAY = 86400
_PLACED = 8  # articles of one text and day that are placed by themselves; the others follow the first
_SENTENCE = re.compile(r".{30,}?[.!?][”\"’']?(?=\s|$)|.+", re.DOTALL)
_TITLE_LENGTH = 200  # code points of a first sentence that stands in for a headline


@dataclass(frozen=True)
class Told:
    """Rows to write: same-story overlaps, stories, events, story of articles, state; overlaps to delete."""

    similar: pa.Table
    dropped: list[tuple[str, str]]
    stories: pa.Table
    events: pa.Table
    story_of: pa.Table
    state: dict[str, pa.Table]


def tell_stories(
    new: pa.Table,
    articles: Sequence[Article],
    chosen: pa.Table,
    copies: Copies,
    read: Read,
    idf: Idf,
    vector_options: VectorOptions,
    options: StoryOptions,
) -> Told:
    """Place the new articles, and describe every story that changed. Copies of one text and day are placed once."""
    texts, titles = [a.text for a in articles], [a.title for a in articles]
    names = new["names"].to_pylist() if "names" in new.column_names else None
    vectors = article_vectors(texts, idf, vector_options, titles, names)
    items = [_item(article, vectors, i) for i, article in enumerate(articles)]
    known = _known_items(items, read, options)
    leaders = _leaders(items, known, copies.same_text)
    leading = sorted((x for x in items if leaders[x.article_id] == x.article_id), key=lambda x: (x.at, x.article_id))
    counts = _term_counts(leading, read)
    similar, dropped, links, today = _similar(leading, known, counts, copies, idf, read, vector_options.rarity, options)
    open_ids = sorted({item.story_id for item in known if item.story_id})
    assigned = assign(today[: len(leading)], today[len(leading) :], links, _sums(open_ids, read), options)
    story_of = _story_of(items, known, leaders, assigned)
    moved, repointed = _moved(assigned, read), _repointed(assigned, read)
    stories, events = _describe(story_of | moved, story_of, articles, chosen, assigned, repointed, read, options)
    return Told(
        OVERLAPS.conform(OVERLAPS.table(similar)),
        dropped,
        stories,
        events,
        pa.table([list((story_of | moved).keys()), list((story_of | moved).values())], schema=STORY_OF),
        _state(leading, story_of, moved, assigned, read) | {"term_counts": _counted(counts)},
    )


def _similar(
    new: Sequence[Item],
    known: Sequence[Item],
    counts: dict[int, int],
    copies: Copies,
    idf: Idf,
    read: Read,
    rarity: float,
    options: StoryOptions,
) -> tuple[list[dict[str, object]], list[tuple[str, str]], list[tuple[int, int]], list[Item]]:
    """Same-story rows to write and to delete, links for clustering, and all items with the weights of today.

    Pairs are reported by the background alone, so that they do not depend on the order of arrival; stories are
    made with what the dataset has taught about the rarity of terms as well.
    """
    items = [*new, *known]
    bag = bag_of(items)
    i, j = candidate_pairs(items, len(new), bag, options)
    today = bag.reweighed(idf, counts, counts.get(ALL_ARTICLES, 0), rarity)
    near = cosines(today, i, j) >= options.threshold
    links = list(zip(i[near].tolist(), j[near].tolist(), strict=True))
    scored = [(items[x], items[y], c) for x, y, c in zip(i.tolist(), j.tolist(), cosines(bag, i, j), strict=True)]
    closer = set(pairs_of(copies.overlaps))
    found = [
        (one, two, cosine)
        for one, two, cosine in scored + _apart_again(copies, items, read, options)
        if cosine >= options.pair_threshold and _pair(one, two) not in closer
    ]
    before = _reported([item.article_id for pair in found for item in pair[:2]], read)
    write, drop = nearest_pairs(found, before, _times(before, items, read), options)
    rows: list[dict[str, object]] = [
        {"article_id_a": a, "article_id_b": b, "relation": "same_story", "score": cosine} for a, b, cosine in write
    ]
    spans = [slice(today.offsets[k], today.offsets[k + 1]) for k in range(len(items))]
    return rows, drop, links, [replace(x, weights=today.weights[s].tolist()) for x, s in zip(items, spans, strict=True)]


def _apart_again(
    copies: Copies, items: Sequence[Item], read: Read, options: StoryOptions
) -> list[tuple[Item, Item, float]]:
    """Earlier pairs that are no copies any more, and can tell the same event by themselves now."""
    pairs = list(pairs_of(copies.dropped))
    item_of = {item.article_id: item for item in items}
    item_of |= {item.article_id: item for item in _absent(pairs, item_of, read)}
    both = [(item_of[a], item_of[b]) for a, b in pairs if a in item_of and b in item_of]
    both = [pair for pair in both if comparable(*pair, options)]
    bag = bag_of([item for pair in both for item in pair])
    place = np.arange(len(both)) * 2
    return [(one, two, cosine) for (one, two), cosine in zip(both, cosines(bag, place, place + 1), strict=True)]


def _absent(pairs: Iterable[tuple[str, ...]], present: Container[str], read: Read) -> list[Item]:
    """The earlier articles of the pairs that are not at hand."""
    names = {name for pair in pairs for name in pair if name not in present}
    return _stored_items(read("story_vectors", "article_id", pa.array(sorted(names), pa.string())))


def _times(pairs: Iterable[Similar], items: Sequence[Item], read: Read) -> dict[str, datetime]:
    """When the articles were published, those of the pairs among them."""
    at = {item.article_id: item.at for item in items}
    return at | {item.article_id: item.at for item in _absent((pair[:2] for pair in pairs), at, read)}


def _pair(one: Item, two: Item) -> tuple[str, str]:
    return min(one.article_id, two.article_id), max(one.article_id, two.article_id)


def _reported(names: Sequence[str], read: Read) -> set[Similar]:
    """Same-story pairs of these articles that earlier runs reported."""
    rows = overlaps_of(names, read)
    rows = rows.filter(pc.equal(rows["relation"].cast(pa.string()), "same_story"))
    columns = (rows[name].to_pylist() for name in ("article_id_a", "article_id_b", "score"))
    return set(zip(*columns, strict=True))


def _term_counts(new: Sequence[Item], read: Read) -> dict[int, int]:
    """In how many articles of the dataset, the new ones included, each term of the new ones occurs."""
    rows = read("term_counts", None, [])
    counts = Counter(dict(zip(rows["term"].to_pylist(), rows["n_articles"].to_pylist(), strict=True)))
    counts.update(term for item in new for term in item.terms)
    counts[ALL_ARTICLES] += len(new)
    return counts


def _counted(counts: dict[int, int]) -> pa.Table:
    columns = {"term": pa.array(counts.keys(), pa.uint32()), "n_articles": pa.array(counts.values(), pa.int32())}
    return TERM_COUNTS.conform(pa.table(columns))


def _item(article: Article, vectors: Vectors, i: int) -> Item:
    span = slice(vectors.offsets[i], vectors.offsets[i + 1])
    at, dated = article.published_at or article.arrived_at, article.published_at is not None
    return Item(
        article.article_id, at, dated, article.arrived_at, vectors.terms[span].tolist(), vectors.weights[span].tolist()
    )


def day_of(at: datetime) -> int:
    """Days since 1970-01-01."""
    return int(at.timestamp() // _DAY)


def _known_items(items: Sequence[Item], read: Read, options: StoryOptions) -> list[Item]:
    """Earlier articles that the new ones may be compared with: by time of publication, or of arrival.

    Those without a date are stored under the day of arrival; those with one are found by it only if a new article
    has none.
    """
    published = _days_around((item.at for item in items), options)
    arrived = _days_around((item.arrived for item in items), options)
    rows = read("story_vectors", "day", pa.array(sorted(published | arrived), pa.int32()))
    if not all(item.dated for item in items):
        also = read("story_vectors", "arrived_day", pa.array(sorted(arrived), pa.int32()))
        rows = pa.concat_tables([rows, also.filter(pc.invert(pc.is_in(also["article_id"], rows["article_id"])))])
    return _stored_items(rows)


def _stored_items(rows: pa.Table) -> list[Item]:
    rows = rows.append_column("dated", pc.equal(rows["at_origin"].cast(pa.string()), "published"))
    names = ("article_id", "at", "dated", "arrived_at", "terms", "weights", "story_id")
    return [Item(*row) for row in zip(*(rows[name].to_pylist() for name in names), strict=True)]


def _days_around(times: Iterable[datetime], options: StoryOptions) -> set[int]:
    reach = range(-options.window_days, options.window_days + 1)
    return {day + step for day in {day_of(at) for at in times} for step in reach}


def _leaders(items: Sequence[Item], known: Sequence[Item], same_text: Sequence[Sequence[str]]) -> dict[str, str]:
    """Which article each new one follows into its story: itself, but where very many have its text and day."""
    times = {item.article_id: day_of(item.at) for item in (*known, *items)}
    leaders = {item.article_id: item.article_id for item in items}
    earlier = {item.article_id for item in known}
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
    items: Sequence[Item], known: Sequence[Item], leaders: dict[str, str], assigned: Assigned
) -> dict[str, str]:
    """The story of each new article."""
    gone = dict(assigned.merged)
    placed = {item.article_id: gone.get(item.story_id or "", item.story_id or "") for item in known}
    placed |= assigned.placed | {name: story for name, _, story in assigned.moved}
    return {item.article_id: placed[leaders[item.article_id]] for item in items}


def _moved(assigned: Assigned, read: Read) -> dict[str, str]:
    """New story of earlier articles whose story was merged, or that were cut off from theirs."""
    gone, moved = dict(assigned.merged), {name: story for name, _, story in assigned.moved}
    members = read("articles", "story_id", pa.array(_left(assigned), pa.string()))
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
    rows = read("sameness_texts", "article_id", pa.array(sorted(former), pa.string()))
    text_of = dict(zip(rows["article_id"].to_pylist(), rows["text_key"].to_pylist(), strict=True))
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
    options: StoryOptions,
) -> tuple[pa.Table, pa.Table]:
    """Rows of the stories that changed, and what happened to them."""
    choices = {
        name: (of, version) for name, of, _, version in zip(*(c.to_pylist() for c in chosen.columns), strict=True)
    }
    recount = read("articles", "article_id", pa.array(sorted(set(choices) - set(placed)), pa.string()))
    touched = set(story_of.values()) | {story for story in recount["story_id"].to_pylist() if story}
    touched |= set(_left(assigned))
    gone = dict(assigned.merged)
    members = _members(touched - set(gone), set(gone), story_of, articles, choices, read, options)
    rows = [_story_row(story, found) for story, found in sorted(members.items()) if story not in gone]
    ended = _merged_rows(gone | repointed, read)
    return STORIES.conform(STORIES.table([*rows, *ended])), _events(placed, assigned)


@dataclass(frozen=True)
class _Member:
    article_id: str
    at: datetime
    outlet: str | None
    title: str | None
    text: str
    copied: bool


def _members(
    touched: set[str],
    gone: set[str],
    story_of: dict[str, str],
    articles: Sequence[Article],
    choices: dict[str, tuple[str | None, str | None]],
    read: Read,
    options: StoryOptions,
) -> dict[str, list[_Member]]:
    """All articles of the stories that changed."""
    found: dict[str, dict[str, _Member]] = defaultdict(dict)
    rows = read("articles", "story_id", pa.array(sorted(touched | gone), pa.string()))
    names = ("article_id", "story_id", "published_at", "first_seen_at", "outlet_domain", "outlet", "title", "text",
             "duplicate_of", "version_of")  # fmt: skip
    for row in rows.select(list(names)).to_pylist():
        name = row["article_id"]
        copy_of, version_of = choices.get(name, (row["duplicate_of"], row["version_of"]))
        at = date_of(row["published_at"], row["first_seen_at"], options).at
        outlet = row["outlet_domain"] or row["outlet"]
        member = _Member(name, at, outlet, row["title"], row["text"], bool(copy_of or version_of))
        found[story_of.get(name, row["story_id"])][name] = member
    for article in articles:
        name, at = article.article_id, article.published_at or article.arrived_at
        copied = any(choices.get(name, (None, None)))
        found[story_of[name]][name] = _Member(name, at, article.outlet, article.title, article.text, copied)
    return {story: list(members.values()) for story, members in found.items()}


def _story_row(story: str, members: list[_Member]) -> dict[str, object]:
    first = min(members, key=lambda member: (member.at, member.article_id))
    return {
        "story_id": story,
        "status": "active",
        "title": first.title or first_sentence(first.text),
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
    """
    found = _SENTENCE.search(text.strip().split("\n")[0])
    return found[0][:_TITLE_LENGTH].strip() if found else None


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
            "day": day_of(item.at),
            "at": item.at,
            "at_origin": "published" if item.dated else "arrival",
            "arrived_at": item.arrived,
            "arrived_day": day_of(item.arrived),
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
