"""Of several candidates for a column the one of the best origin wins, and those that disagree are marked."""

from newsloom.transforms.cleaning.candidates import Found, choose


def test_fields_beat_text_and_conflicts_are_marked():
    found = [
        Found("published_at", "13 March 2025", "header"),
        Found("published_at", "2025-03-14T08:00:00Z", "field"),
        Found("title", "A title", "field"),
        Found("title", "A  Title", "html"),
    ]
    winners, conflicts = choose(found)
    assert winners["published_at"].origin == "field"
    assert conflicts == {"published_at"}


def test_a_date_that_cannot_be_read_is_no_candidate():
    found = [Found("published_at", "garbage", "field"), Found("published_at", "10 November 2011", "dateline")]
    winners, conflicts = choose(found)
    assert winners["published_at"].origin == "dateline" and not conflicts
    assert choose(found[:1]) == ({}, set())
