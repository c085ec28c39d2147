"""Which of equal articles is placed by itself, and which stories articles move to."""

from datetime import timedelta

import pyarrow as pa
import pytest

from newsloom.transforms.stories.clusters import Assigned
from newsloom.transforms.stories.tables import _left, _moved, _repointed, _story_of, _with_followers
from tests.memory import NOW, TABLE_OF, Stored, articles, in_memory
from tests.stories.test_cosine import item


@pytest.mark.parametrize("size", [12, 3])
@pytest.mark.parametrize(("hours", "placed"), [(0, 1), (4, 1), (8, 2), (12, 3)])
def test_one_article_of_each_text_and_two_days_is_placed(size, hours, placed):
    at = [NOW - timedelta(hours=1 + (11 - n) * hours) for n in range(12)]
    new = articles(["The tide was high at noon and the ferry did not sail."] * 12, published_at=at)
    stored = Stored()
    for first in range(0, 12, size):
        stored.run(new.slice(first, size))
    assert stored.tables["story_vectors"].num_rows == placed
    assert stored.tables["stories"]["n_articles"].to_pylist() == [12]


def table(name, rows):
    return pa.Table.from_pylist(rows, schema=TABLE_OF[name].schema)


TEXTS = table(
    "sameness_texts", [{"article_id": a, "text_key": k} for a, k in (("a", 1), ("b", 1), ("c", 2), ("d", None))]
)
MEMBERS = table(
    "articles", [{"article_id": a, "story_id": s} for a, s in zip("abcde", ("s_1",) * 4 + ("s_9",), strict=True)]
)
READ = in_memory({"sameness_texts": TEXTS, "articles": MEMBERS})


def test_articles_with_the_text_of_one_that_is_cut_off_follow_it():
    former = dict.fromkeys("abcd", "s_1")
    assert _with_followers({"a": "s_2"}, former, READ) == {"a": "s_2", "b": "s_2"}
    assert _with_followers({"a": "s_2"}, former | {"b": "s_3"}, READ) == {"a": "s_2"}
    assert _with_followers({"d": "s_2"}, former, READ) == {"d": "s_2"}
    assert _with_followers({}, former, READ) == {}


def test_articles_move_with_their_story_or_away_from_it():
    merged = Assigned([], {}, [], [("s_1", "s_9")])
    assert _moved(merged, READ) == dict.fromkeys("abcd", "s_9")
    cut = Assigned([], {}, ["s_2"], [], [("a", "s_1", "s_2")])
    assert _moved(cut, READ) == {"a": "s_2", "b": "s_2"}
    assert _left(cut) == _left(merged) == ["s_1"]
    both = Assigned([], {}, [], [("s_1", "s_9")], [("a", "s_1", "s_2")])
    assert _moved(both, READ) == {"a": "s_2", "b": "s_2", "c": "s_9", "d": "s_9"}


def test_stories_merged_into_one_that_goes_point_to_what_it_became():
    rows = [{"story_id": "s_1", "merged_into": "s_2"}, {"story_id": "s_4", "merged_into": "s_5"}, {"story_id": "s_2"}]
    read = in_memory({"stories": table("stories", rows)})
    assert _repointed(Assigned([], {}, [], [("s_2", "s_3")]), read) == {"s_1": "s_3"}


def test_new_articles_are_where_the_one_that_they_follow_is():
    items = [item(name, [1, 2]) for name in "abcd"]
    earlier = [item("e", [1, 2]), item("f", [1, 2])]
    stories = {"e": "s_1", "f": "s_2"}
    earlier = [type(x)(**vars(x) | {"story_id": stories[x.article_id]}) for x in earlier]
    assigned = Assigned([], {"a": "s_5"}, [], [("s_1", "s_5")], [("f", "s_2", "s_7")])
    leaders = {"a": "a", "b": "a", "c": "e", "d": "f"}
    assert _story_of(items, earlier, leaders, assigned) == {"a": "s_5", "b": "s_5", "c": "s_5", "d": "s_7"}
