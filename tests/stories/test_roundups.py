"""Pages that are no report of one event."""

import pytest

from newsloom.transforms.stories.roundups import page_kind
from tests.memory import NOW, one_run

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
    ("no title", None, "", None),
]


@pytest.mark.parametrize(("title", "text", "kind"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_page_kind(title, text, kind):
    assert page_kind(title, text) == kind


def test_a_roundup_joins_nobody():
    text = "Warden Hanne Quist shut the Calder sluice on Monday after the bank slid, and forty homes were cleared."
    stored = one_run(
        [text, text + " It rained.", text],
        title=["Sluice shut", "Bank slides", "Your Monday briefing"],
        published_at=[NOW] * 3,
    )
    one, two, three = stored.tables["articles"]["story_id"].to_pylist()
    assert one == two != three
