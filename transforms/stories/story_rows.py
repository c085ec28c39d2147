"""The rows of `stories`: title, first and last article, and how many articles and outlets tell each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from newsloom.schemas.contract.stories import STORIES
from newsloom.transforms.reuse.articles import Article, fetch_articles
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.text.sentences import sentence_breaks

_COLUMNS = ("article_id", "story_id", "duplicate_of", "version_of")
_HEADLINE = ("article_id", "title")
_FACTS = ("article_id", "arrived_at", "published_at", "day_only", "outlet")
_LEAST_SENTENCE = (
    30  # code points; a stop before ends a dateline, or a sentence too short to stand for a story; by hand
)
_TITLE_LENGTH = 200  # code points of a first sentence that stands in for a headline; by hand


@dataclass(frozen=True)
class Changed:
    """What a run does to stories.

    `story_of`: story of each article that is new or has moved. `left`: stories that articles have left. `merged_into`:
    where stories went that are no more. `threads`: thread of each story whose thread has changed, None for none.
    """

    story_of: Mapping[str, str]
    left: Set[str]
    merged_into: Mapping[str, str]
    threads: Mapping[str, str | None]


@dataclass(frozen=True)
class _Member:
    article_id: str
    arrived: datetime
    published: datetime | None
    day_only: bool
    outlet: str | None
    copied: bool

    def order(self) -> tuple[datetime, str]:
        """The earliest first."""
        return self.published or self.arrived, self.article_id


def describe_stories(changed: Changed, articles: Sequence[Article], chosen: pa.Table, read: Read) -> pa.Table:
    """Rows of the stories that changed; `chosen` says which articles turned out to be copies or versions."""
    choices = {
        name: (of, version) for name, of, _, version in zip(*(c.to_pylist() for c in chosen.columns), strict=True)
    }
    recount = read("articles", "article_id", pa.array(sorted(set(choices)), pa.string()), ["story_id"])
    touched = set(changed.story_of.values()) | {story for story in recount["story_id"].to_pylist() if story}
    touched |= changed.left | set(changed.threads)
    members = _members(touched | set(changed.merged_into), changed.story_of, articles, choices, read)
    alive = {story: of_story for story, of_story in members.items() if story not in changed.merged_into}
    firsts = {story: min(of_story, key=_Member.order) for story, of_story in alive.items()}
    titles, threads = _titles(firsts.values(), articles, read), _threads(sorted(alive), read) | dict(changed.threads)
    rows = [
        {**_story_row(story, members[story]), "title": titles[first.article_id], "thread_id": threads.get(story)}
        for story, first in sorted(firsts.items())
    ]
    return STORIES.conform(STORIES.table([*rows, *_merged_rows(changed.merged_into, read)]))


def _threads(stories: Sequence[str], read: Read) -> dict[str, str | None]:
    rows = read("stories", "story_id", pa.array(stories, pa.string()), ["story_id", "thread_id"])
    return dict(zip(rows["story_id"].to_pylist(), rows["thread_id"].to_pylist(), strict=True))


def _members(
    touched: Set[str],
    story_of: Mapping[str, str],
    articles: Sequence[Article],
    choices: Mapping[str, tuple[str | None, str | None]],
    read: Read,
) -> dict[str, list[_Member]]:
    """All articles of the stories that changed."""
    members: dict[str, dict[str, _Member]] = defaultdict(dict)
    rows = read("articles", "story_id", pa.array(sorted(touched), pa.string()), _COLUMNS)
    facts = read("sameness_texts", "article_id", pa.array(rows["article_id"].to_pylist(), pa.string()), _FACTS)
    facts_of = {name: rest for name, *rest in zip(*(column.to_pylist() for column in facts.columns), strict=True)}
    for name, story, *chosen in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        copied = any(choices.get(name, chosen))
        arrived, published, day_only, outlet = facts_of[name]
        members[story_of.get(name, story)][name] = _Member(name, arrived, published, day_only, outlet, copied)
    for x in articles:
        copied = any(choices.get(x.article_id, ()))
        member = _Member(x.article_id, x.arrived_at, x.published_at, x.day_only, x.outlet, copied)
        members[story_of[x.article_id]][x.article_id] = member
    return {story: list(of_story.values()) for story, of_story in members.items()}


def _titles(firsts: Iterable[_Member], articles: Sequence[Article], read: Read) -> dict[str, str | None]:
    """The title of each of the articles: its headline, or the beginning of its text, which is read for that alone."""
    wanted = {member.article_id for member in firsts}
    here = {article.article_id: article for article in articles if article.article_id in wanted}
    earlier = read("sameness_texts", "article_id", pa.array(sorted(wanted.difference(here)), pa.string()), _HEADLINE)
    titles = dict(zip(*(column.to_pylist() for column in earlier.columns), strict=True))
    without = sorted(name for name, title in titles.items() if not title)
    at_hand = [*here.values(), *(fetch_articles(without, read) if without else [])]
    return titles | {article.article_id: article.title or first_sentence(article.text) for article in at_hand}


def _story_row(story: str, members: Sequence[_Member]) -> dict[str, object]:
    first, last = _end(members), _end(members, last=True)
    return {
        "story_id": story,
        "status": "active",
        "first_article_id": first.article_id if all(member.published for member in members) else None,
        "first_published_date": first.day,
        "first_published_at": first.at,
        "last_published_date": last.day,
        "last_published_at": last.at,
        "n_articles": len(members),
        "n_outlets": len({member.outlet.casefold() for member in members if member.outlet}),
        "n_independent": sum(not member.copied for member in members),
    }


@dataclass(frozen=True)
class _End:
    """The first or last day of a story, the time where all articles of that day have one, and the article that is
    alone there."""

    day: date | None
    at: datetime | None
    article_id: str | None


def _end(members: Sequence[_Member], last: bool = False) -> _End:
    pick = max if last else min
    times = {member.article_id: member.published for member in members if member.published}
    if not times:
        return _End(None, None, None)
    day = pick(at.date() for at in times.values())
    of_day = {name: at for name, at in times.items() if at.date() == day}
    timed = not any(member.day_only for member in members if member.article_id in of_day)
    at = pick(of_day.values()) if timed else None
    there = [name for name, time in of_day.items() if at is None or time == at]
    return _End(day, at, there[0] if len(there) == 1 else None)


def first_sentence(text: str) -> str | None:
    """The first sentence of a text, cut to a headline's length; None for an empty one.

    A stop in the first few words ends an abbreviation, as in a dateline, or a sentence too short to stand for a story.

    >>> first_sentence("FERRY, St. Ives (NW) - It rained until noon. Then it stopped.")
    'FERRY, St. Ives (NW) - It rained until noon.'
    >>> first_sentence("Ministers of nine countries warned the U.S. on Monday, said Gov. Orla Wick. It went on.")
    'Ministers of nine countries warned the U.S. on Monday, said Gov. Orla Wick.'
    """
    line = text.strip().split("\n")[0]
    end = next((start for start, _ in sentence_breaks(line, _LEAST_SENTENCE)), len(line))
    return line[: min(end, _TITLE_LENGTH)].strip() or None


def _merged_rows(targets: Mapping[str, str], read: Read) -> list[dict[str, object]]:
    rows = read("stories", "story_id", pa.array(sorted(targets), pa.string())).to_pylist()
    return [
        {**row, "status": "merged", "merged_into": targets[row["story_id"]], "run_id": None, "thread_id": None,
         "n_articles": 0, "n_outlets": 0, "n_independent": 0}
        for row in rows
    ]  # fmt: skip
