"""Threads: the stories of one running story, as its hearings, trial days and follow-ups are.

They are told in the same words over weeks: what keeps them apart as events is time and outlet alone. So two stories of
which some articles are within the window, and which are alike without these, share a thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Assigned, Item, Story, StoryOptions
from newsloom.transforms.stories.likeness import outlet_factor, shared_sources
from newsloom.transforms.stories.linkage import dot
from newsloom.transforms.text.disjoint_sets import root

Threads = dict[str, str | None]
"""The thread of each story; None for one that is alone."""


def link_threads(
    kin: Iterable[tuple[Item, Item]],
    open_stories: Sequence[Story],
    assigned: Assigned,
    story_of: Mapping[str, str],
    read: Read,
    options: StoryOptions,
) -> Threads:
    """The stories whose thread changes. `kin`: articles that are alike; `story_of`: those that are new or have moved.

    A thread has the id of one of its stories; where two meet, the smaller one stays.
    """
    gone = dict(assigned.merged)
    sums = {s.story_id: s for s in (*open_stories, *assigned.stories) if s.story_id not in gone}
    linked = sorted(_linked(kin, sums, story_of, gone, options))
    return join_threads(linked, gone, _stored_threads({name for pair in linked for name in pair} | set(gone), read))


def join_threads(linked: Iterable[tuple[str, str]], gone: Mapping[str, str], before: Threads) -> Threads:
    """The threads that change where stories are `linked`, and others are `gone`, merged into those named.

    `before` holds the threads of all of them, and every other story of these threads.

    >>> join_threads([("s_2", "s_3")], {}, {"s_1": "s_1", "s_2": "s_1", "s_3": None})
    {'s_3': 's_1'}
    >>> join_threads([], {"s_2": "s_1"}, {"s_1": "s_1", "s_2": "s_1"})
    {'s_1': None}
    """
    links = [*linked, *gone.items()]
    thread = {name: before.get(name) or name for name in {*before, *(name for pair in links for name in pair)}}
    parent = {name: name for name in thread.values()}
    existing = {name for name in before.values() if name}
    for one, two in links:
        first, second = sorted(
            (root(parent, thread[one]), root(parent, thread[two])), key=lambda n: (n not in existing, n)
        )
        parent[second] = first
    now = {name: root(parent, own) for name, own in thread.items() if name not in gone}
    size = Counter(now.values())
    return {
        name: shared
        for name, own in sorted(now.items())
        if (shared := own if size[own] > 1 else None) != before.get(name)
    }


def _linked(
    kin: Iterable[tuple[Item, Item]],
    sums: Mapping[str, Story],
    story_of: Mapping[str, str],
    gone: Mapping[str, str],
    options: StoryOptions,
) -> set[tuple[str, str]]:
    """Pairs of stories, the smaller id first, that are alike whatever time and outlet say."""
    stories = [[story_of.get(item.article_id, item.story_id or "") for item in pair] for pair in kin]
    pairs = {(min(pair), max(pair)) for pair in ([gone.get(name, name) for name in pair] for pair in stories)}
    return {(a, b) for a, b in pairs if a != b and _alike(sums[a], sums[b], options) >= options.thread_threshold}


def _alike(a: Story, b: Story, options: StoryOptions) -> float:
    """Mean cosine, less within an outlet, whose articles are alike in more than what they tell, and less of stories
    without a day, which are compared with those of all days."""
    n_pairs = a.n_articles * b.n_articles
    outlets = outlet_factor(shared_sources(a.sources, b.sources) / n_pairs, options.likeness)
    days = 1.0 if a.dated and b.dated else options.likeness.undated
    return dot(a.total, b.total) / n_pairs * outlets * days


def _stored_threads(stories: Iterable[str], read: Read) -> Threads:
    """The threads of the stories, and all stories of these."""
    columns = ["story_id", "thread_id"]
    rows = read("stories", "story_id", pa.array(sorted(stories), pa.string()), columns)
    threads = sorted({name for name in rows["thread_id"].to_pylist() if name})
    both = pa.concat_tables([rows, read("stories", "thread_id", pa.array(threads, pa.string()), columns)])
    return dict(zip(both["story_id"].to_pylist(), both["thread_id"].to_pylist(), strict=True))
