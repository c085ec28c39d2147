"""Pages that are no report of one event."""

import pytest

from newsloom.transforms.stories.roundups import page_kind
from tests.memory import NOW, Stored, articles, one_run

KINDS = [
    # label, title, text, kind
    ("a briefing", "Your Wednesday briefing", "", "roundup"),
    ("with a topic after it", "Evening Briefing: Harbour opens", "", "roundup"),
    ("behind a bar", "Harbour opens | The Daily Digest", "", "roundup"),
    ("dated", "News roundup for March 3", "", "roundup"),
    ("a phrase of the title", "The week in review", "", "roundup"),
    ("a phrase of the text", "Harbour opens", "Good morning. Here’s what you need to know today.", "roundup"),
    ("too late in the text", "Harbour opens", "x " * 200 + "here's what you need to know", None),
    ("a briefing that is told of", "Minister misses daily harbour briefing", "", None),
    ("a newsletter that is told of", "Town drops its newsletter", "", None),
    ("nothing but the word", "Briefing", "", None),
    ("takeaways of one event", "Five takeaways from the harbour hearing", "", None),
    ("live", "Harbour flood live updates: gate fails", "", "live_page"),
    ("at the end", "Harbour flood: Live updates", "", "live_page"),
    ("no live page", "Gulls live in the harbour", "", None),
    ("a live page by its times", "Flood", "\n".join(f"{h}:15 a.m. The water rose." for h in range(5, 10)), "live_page"),
    ("a few times", "Flood", "\n".join(f"{h}:15 a.m. The water rose." for h in range(5, 9)), None),
    ("what is to come", "Five things to watch in the harbour vote", "", "preview"),
    ("the same, in other words", "What to Expect From Friday’s Sluice Hearing", "", "preview"),
    ("a question about it", "The dam is shut. What comes next?", "", "preview"),
    ("somebody's words about it", "‘Nobody knows what comes next’: warden shuts the dam", "", None),
    ("others who watch", "Hundreds come to watch the boats", "", None),
    ("no title", None, "", None),
]


@pytest.mark.parametrize(("title", "text", "kind"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_page_kind(title, text, kind):
    assert page_kind(title, text) == kind


@pytest.mark.parametrize("size", [1, 3])
def test_a_preview_joins_its_story_and_is_in_no_pair(size):
    texts = [
        "Warden Hanne Quist answered for the Calder sluice on Monday. Forty homes were cleared when the bank slid.",
        "On Monday the council hears Hanne Quist, warden of the Calder sluice, where the bank slid near forty homes.",
        "Questions rained on Quist: why had the warden kept the Calder sluice open when the bank slid below homes?",
    ]
    titles = ["Quist hearing on sluice", "What to expect from Quist hearing on sluice", "Sluice hearing: Quist speaks"]
    new, stored = articles(texts, title=titles, published_at=[NOW] * 3), Stored()
    for first in range(0, 3, size):
        stored.run(new.slice(first, size))
    rows = stored.tables["articles"].to_pylist()
    assert len({row["story_id"] for row in rows}) == 1
    pairs = [row for row in stored.tables["article_pairs"].to_pylist() if row["relation"] == "same_story"]
    assert {row[side] for row in pairs for side in ("article_id_a", "article_id_b")} == {
        rows[0]["article_id"],
        rows[2]["article_id"],
    }


def test_a_roundup_joins_nobody():
    text = "Warden Hanne Quist shut the Calder sluice on Monday after the bank slid, and forty homes were cleared."
    stored = one_run(
        [text, text + " It rained.", text],
        title=["Sluice shut", "Bank slides", "Your Monday briefing"],
        published_at=[NOW] * 3,
    )
    one, two, three = stored.tables["articles"]["story_id"].to_pylist()
    assert one == two != three
