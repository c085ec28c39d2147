"""Stories: articles that tell the same event, found by what they are about and when they were published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import reduce

import numpy as np

from newsloom.transforms.stories.likeness import DAY, LikenessOptions, likeness
from newsloom.transforms.stories.linkage import (
    UNDATED,
    Cluster,
    Matrix,
    Span,
    average_link,
    hull,
    join_clusters,
    products_within,
)
from newsloom.transforms.text.ids import content_id

_UNSET = {datetime(1900, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)}  # what software writes for "no date"


# The threshold and the share of titles are measured: python -m benchmarks.stories.events (docs/decisions/0032); the
# others are by hand.
@dataclass(frozen=True)
class StoryOptions:
    """When articles tell the same event.

    threshold: likeness of an article, or a story, with the articles of the story that it joins: their mean cosine,
        weighed by time and outlet.
    pair_threshold: likeness from which on a pair of articles is reported by itself.
    title_share: so much of their titles, by weight and on average, the title or lead of the other article must have for
        a pair to join stories: a title says the event, what else is alike may be its theme.
    pair_title_share: the same share of a pair that is reported, which is to be right by itself.
    doubtful_title_share: the same share of a pair that tells of other days where title and lead name any, or of which
        the earlier one tells of what was still to come.
    late_title_share, late_days: the same share of a pair that joins stories and is so many days apart and more.
    thread_threshold: mean cosine of two stories, less within an outlet, from which on they share a thread.
    nearest: with so many earlier articles at most an article is reported in pairs, the most similar ones.
    window_days: how far apart in time an article and a story may be.
    skew_days: how far after its arrival an article's date may lie; beyond that the date is not believed.
    key_terms, shared_terms: articles are compared that share so many of their so many heaviest terms.
    key_likeness: so much of the cosine of a pair that is reported comes from these terms.
    undated_key_likeness: the same, as terms are weighed today and with no vector scaled anew, of a pair that may join
        stories though one has no day; without a day no window parts what is merely of one theme.
    undated_nearest: with so many articles at most, the likest by these terms, an article is compared that way: what
        shares terms with it grows with a collection without days, what may be its event does not.
    term_reach: of the articles that have a term, in order of time, each is compared with so many before and after.
    sum_size: terms of a story that are kept from run to run.
    split_size: a story of so many articles at most is divided again where what has become common since holds it
        together no longer; looked at whenever a new article resembles one of its own.
    """

    threshold: float = 0.142
    pair_threshold: float = 0.4
    title_share: float = 0.22
    pair_title_share: float = 0.35
    doubtful_title_share: float = 0.5
    late_title_share: float = 0.3
    late_days: float = 1.5
    thread_threshold: float = 0.15
    nearest: int = 10
    window_days: int = 7
    skew_days: int = 2
    key_terms: int = 16
    shared_terms: int = 2
    key_likeness: float = 0.12
    undated_key_likeness: float = 0.012
    undated_nearest: int = 15
    term_reach: int = 2000
    sum_size: int = 512
    split_size: int = 100
    likeness: LikenessOptions = field(default_factory=LikenessOptions)


@dataclass(frozen=True)
class Dated:
    """The time by which an article is placed, and which time that is: published or arrival."""

    at: datetime
    origin: str


@dataclass(frozen=True)
class Item:
    """An article to be placed: its vector and times. `story_id` is None for a new one.

    `at` is when it was published, or when it arrived where that is not known (not `dated`). `sources`: its outlet, and
    the series of it that it belongs to. `places`: where each term stands (see `Vectors`). `days_told`: of which days it
    tells (see `told_days`).
    """

    article_id: str
    at: datetime
    dated: bool
    arrived: datetime
    terms: Sequence[int]
    weights: Sequence[float]
    story_id: str | None = None
    sources: Sequence[str] = ()
    places: Sequence[int] = ()
    days_told: int = 0


@dataclass(frozen=True)
class Story:
    """A living story as it goes from run to run: the sum of its vectors, and its times (see STORY_SUMS)."""

    story_id: str
    n_articles: int
    first_at: datetime
    last_at: datetime
    dated: bool
    first_arrived: datetime
    last_arrived: datetime
    total: dict[int, float]
    sources: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Assigned:
    """`stories`: those that changed. `placed`: story of each new article. `created`: ids of new stories.
    `merged`: (gone, kept) story ids. `moved`: (article, former story, story) of articles that a story has lost."""

    stories: list[Story]
    placed: dict[str, str]
    created: list[str]
    merged: list[tuple[str, str]]
    moved: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Part:
    """What is joined as one: a story or its largest part; another part of one (`cut_off`); a new article (no id)."""

    story_id: str | None
    cluster: Cluster
    items: Sequence[Item]
    cut_off: bool = False

    @property
    def keeps_id(self) -> bool:
        return self.story_id is not None and not self.cut_off


def date_of(published: datetime | None, arrived: datetime, options: StoryOptions | None = None) -> Dated:
    """The date of publication, or that of arrival where there is none or it lies in the future or is a filler.

    >>> date_of(None, datetime(2025, 2, 13, tzinfo=UTC)).origin
    'arrival'
    """
    options = options or StoryOptions()
    believable = (
        published is not None and published not in _UNSET and published <= arrived + timedelta(days=options.skew_days)
    )
    return Dated(published, "published") if believable and published else Dated(arrived, "arrival")


def assign_stories(
    new: Sequence[Item],
    earlier: Sequence[Item],
    pairs: Sequence[tuple[int, int]],
    open_stories: Sequence[Story],
    options: StoryOptions | None = None,
) -> Assigned:
    """Put new articles into stories, open new ones, merge stories that turn out to be one, and divide those that
    turn out to be several: of what a story has split into, the largest part keeps its id.

    `earlier` are the articles of the days around the new ones, `open_stories` their stories; `pairs` (numbers count
    the new articles first, then the earlier ones) those similar enough to be joined.
    """
    options = options or StoryOptions()
    members: dict[str, list[Item]] = defaultdict(list)
    for item in earlier:
        members[item.story_id or ""].append(item)
    touched = {earlier[i - len(new)].story_id for pair in pairs for i in pair if i >= len(new)}
    stories = sorted(open_stories, key=lambda story: (story.first_at, story.story_id))
    divided = [_parts(story, members[story.story_id], story.story_id in touched, options) for story in stories]
    parts = [cut[0] for cut in divided] + [part for cut in divided for part in cut[1:]]
    part_of = {item.article_id: i for i, part in enumerate(parts) for item in part.items}
    numbers = [len(parts) + i for i in range(len(new))] + [part_of[item.article_id] for item in earlier]
    parts += [_Part(None, _item_cluster(item), [item]) for item in new]
    links = ((numbers[i], numbers[j]) for i, j in pairs)
    root = _link([part.cluster for part in parts], links, options)
    return _result(parts, root, min((item.article_id for item in new), default=""), options)


def _link(
    clusters: Sequence[Cluster],
    links: Iterable[tuple[int, int]],
    options: StoryOptions,
    products: Matrix | None = None,
) -> list[int]:
    def alike(a: Cluster, b: Cluster, product: float) -> float:
        return likeness(a, b, product, options.window_days * DAY, options.likeness)

    return average_link(clusters, links, options.threshold, alike, products)


def _parts(story: Story, members: Sequence[Item], touched: bool, options: StoryOptions) -> list[_Part]:
    """The story as one part, or as the parts that it falls into by today's weights, the largest first."""
    at_hand = len(members) == story.n_articles
    if not (at_hand and touched and 1 < len(members) <= options.split_size):
        return [_Part(story.story_id, _story_cluster(story, members), members)]
    ordered = sorted(members, key=lambda item: (item.at, item.article_id))
    clusters = [_item_cluster(item) for item in ordered]
    groups: dict[int, list[int]] = defaultdict(list)
    products = products_within(clusters)
    near = np.nonzero(np.triu(products * options.likeness.most >= options.threshold, 1))
    close = zip(*(side.tolist() for side in near), strict=True)
    for i, r in enumerate(_link(clusters, close, options, products)):
        groups[r].append(i)
    return [
        _Part(story.story_id, join_clusters(*(clusters[i] for i in group)), [ordered[i] for i in group], rank > 0)
        for rank, group in enumerate(sorted(groups.values(), key=len, reverse=True))
    ]


def _result(parts: Sequence[_Part], root: list[int], run: str, options: StoryOptions) -> Assigned:
    result = Assigned([], {}, [], [])
    groups: dict[int, list[_Part]] = defaultdict(list)
    for part, r in zip(parts, root, strict=True):
        groups[r].append(part)
    divided = {part.story_id for part in parts if part.cut_off}
    lost: list[tuple[str, str, str]] = []
    for _, group in sorted(groups.items()):
        first = group[0]
        if len(group) == 1 and first.keeps_id and first.story_id not in divided:
            continue
        story_id = _story_id(first, run)
        if not first.keeps_id:
            result.created.append(story_id)
        for part in group:
            names = [item.article_id for item in part.items]
            if part.story_id is None:
                result.placed.update(dict.fromkeys(names, story_id))
            elif part.cut_off:
                lost += [(name, part.story_id, story_id) for name in names]
            elif part.story_id != story_id:
                result.merged.append((part.story_id, story_id))
        result.stories.append(_summed(story_id, [part.cluster for part in group], options))
    merged_into = dict(result.merged)
    result.moved.extend(move for move in lost if move[2] != merged_into.get(move[1], move[1]))
    return result


def _story_id(first: _Part, run: str) -> str:
    """The id of the story that begins with this part: the part's own, or one made of what it holds.

    What is cut off may join its story again, and be cut off another time: the id also tells by which run (one of its
    articles).
    """
    if first.story_id is not None and first.keeps_id:
        return first.story_id
    origin = [first.story_id, run] if first.story_id else []
    return content_id("s_", *origin, *(item.article_id for item in first.items))


def _summed(story_id: str, parts: Iterable[Cluster], options: StoryOptions) -> Story:
    parts = list(parts)
    total: dict[int, float] = defaultdict(float)
    for part in parts:
        for term, weight in part.total.items():
            total[term] += weight
    heaviest = sorted(total.items(), key=lambda entry: (-entry[1], entry[0]))[: options.sum_size]
    published, arrived = (reduce(hull, spans) for spans in zip(*((p.published, p.arrived) for p in parts), strict=True))
    dated = published != UNDATED
    return Story(
        story_id,
        sum(part.size for part in parts),
        *_moments(published if dated else arrived),
        dated,
        *_moments(arrived),
        dict(heaviest),
        sum((part.sources for part in parts), Counter()),
    )


def _moments(span: Span) -> tuple[datetime, datetime]:
    return datetime.fromtimestamp(span[0], UTC), datetime.fromtimestamp(span[1], UTC)


def _story_cluster(story: Story, members: Sequence[Item]) -> Cluster:
    """The story's sum: of its members as they are weighed today where all are at hand, else as it was kept."""
    total = story.total
    if len(members) == story.n_articles:
        total = defaultdict(float)
        for item in members:
            for term, weight in zip(item.terms, item.weights, strict=True):
                total[term] += weight
    published = (story.first_at.timestamp(), story.last_at.timestamp()) if story.dated else UNDATED
    arrived = (story.first_arrived.timestamp(), story.last_arrived.timestamp())
    n_undated = sum(not item.dated for item in members)
    return Cluster(total, story.n_articles, published, arrived, story.sources, n_undated)


def _item_cluster(item: Item) -> Cluster:
    at, arrived = item.at.timestamp(), item.arrived.timestamp()
    total = dict(zip(item.terms, item.weights, strict=True))
    published = (at, at) if item.dated else UNDATED
    return Cluster(total, 1, published, (arrived, arrived), Counter(item.sources), int(not item.dated))
