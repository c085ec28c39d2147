"""Boilerplate lines go, sentences that resemble them stay."""

import pytest

from newsloom.transforms.cleaning.boilerplate import boilerplate_edits, boilerplate_rule, is_call, is_caption, may_match
from newsloom.transforms.cleaning.segment import segment
from newsloom.transforms.text.edits import apply_edits

GOES = {
    "related_link": (
        "Read more: What the vote means",
        "RELATED",
        "See also » The budget in charts",
        "Don't miss: our podcast",
        "READ NEXT: What the vote means",
        "[Read: What the vote means]",
        "[ Read more: What the vote means ]",
        "Trending now: Ten ferries",
        "Recommended for you",
        "Read more on this topic",
        "Read the full story at Quay Post",
        "Source link",
        "Recommended videos",
        "Most read in Harbours",
    ),
    "photo_credit": (
        "Photo: Jane Doe/Getty Images",
        "(Photo by Jane Doe/AFP)",
        "Image credit: AP",
        "Photo courtesy of NASA",
        "Image credits: Jane Doe / Getty Images",
        "Featured image: Jane Doe",
    ),
    "photo_agency": ("Jane Doe/AFP via Getty Images", "© Jane Doe / Reuters"),
    "writer_contact": (
        "Jane Doe is a reporter at the Quay Post. Email her at jane@quay.example.",
        "The writer can be reached at jane@quay.example",
        "For feedback on this article, write to letters@quay.example",
    ),
    "newsletter": (
        "Newsletter sign-up",
        "Sign up for our daily newsletter",
        "Subscribe",
        "Get the news straight to your inbox every morning.",
        "To read more stories like this, sign up here.",
        "Like what you read? Subscribe today.",
        "Support independent journalism. Donate today.",
        "Read more of the Quay Post's boat stories by signing up to our free weekly newsletter",
        "Please bookmark quay.example and sign up for our morning letter.",
        "This site is the place for harbour news, tides and long reads. Please bookmark it.",
        "Stay informed with the Quay Post: every tide, every vote, for 5 crowns a month.",
    ),
    "follow": ("Follow us on Twitter and Facebook", "Share this article"),
    "advertisement": (
        "ADVERTISEMENT",
        "Story continues below",
        "[Advertisement]",
        "We pick what we like. When you buy through our links, we may earn a small commission.",
        "Buying through us may earn us a commission, which pays for our work.",
        "The Quay Post may earn an affiliate commission from purchases made through links on this page.",
    ),
    "desk_credit": ("(Reporting by Jane Doe; Editing by John Roe)", "Additional reporting by Jane Doe in Riga"),
    "contributed": (
        "The Associated Press contributed to this report.",
        "Aas reported from Nordby and Roe from Riga. Quay Post writers Jane Doe in Oslo contributed to this report.",
    ),
    "rights": (
        "Reproduction of this article without written permission is prohibited.",
        "© Agence France-Presse",
        "Copyright © Quay Post 2024",
        "Content created by the Quay News Desk is available without charge to any publisher. For licences, ask us.",
        "© 2025 Example Media. All rights reserved.",
        "This article was originally published on Example.",
        "Republish our articles for free, online or in print, under a Creative Commons license.",
        "This report first ran in the Quay Post. You may republish this story under our guidelines.",
        "Originally published at https://quay.example/a",
        "(This story has not been edited by our staff and is published from a syndicated feed.)",
        "The views expressed in this column are the author's own.",
    ),
    "prompt": (
        "Report a typo",
        "Read our privacy policy",
        "Terms of use apply.",
        "Send us your tips at tips@quay.example",
        "Contact Jane Doe at jane@quay.example.",
        "What do you think? Let us know in the comments below.",
        "Comments are closed.",
        "Is your street under water? Get in touch at desk@quay.example",
        "Would you like to comment on this story?",
        "Please read our Comment Policy before commenting.",
        "Sign up (it takes a minute) or sign in now.",
        "Log in or create an account to go on reading",
        "Please logout and then login again, and choose a name.",
        "This is a breaking story - more to follow",
    ),
    "player": (
        "Watch the video below",
        "Load more comments",
        "Photo",
        "CLOSE",
        "[pullquote]",
        "Back to top",
        "Please enable Javascript to watch this video",
    ),
    "reading_aid": ("7 years ago", "Updated 3 hours ago"),
    "click": ("Click here to see the pictures",),
}
STAYS = (
    "Copyright law of 2019 was the other matter of the evening.",
    "Terms of use apply to the boats as well, the board said.",
    "Back to the front page came a story of 1999.",
    "Sign up to the register of boats by May, the harbour said in a notice.",
    "Reproduction of lobsters is forbidden ground for him, he said.",
    "Jane Doe can be reached by ferry.",
    "Agents earn commissions of 5 percent on each ticket that they sell.",
    "“We may earn a commission on each boat,” the dealer told the court.",
    "The site is the place for a new pier, the board says.",
    "Aas reported from Nordby for thirty years.",
    "Read more than one book a year, she said, and you will live longer.",
    "Follow the money, the prosecutor said.",
    "Subscribers to the service rose by 4%, the company said on Monday.",
    "Related companies of the bank were fined as well.",
    "Picture this: a village with no road, no school and no doctor.",
    "Image: the president walking alone",
    "Photo shops closed all over the country.",
    "Share prices fell.",
    "Read more about it on Monday, when the board meets again, he said.",
    "To read the room, subscribe to no creed, he said.",
    "Support local journalism was all he asked of them, and nobody did.",
    "Contact with the crew was lost at noon.",
    "Send your children to school, the mayor told us.",
    "Source of the fire",
    "Philadelphia, PA",
    "The views expressed by voters on Monday were clear.",
    "Originally published accounts differ, she said.",
    "Watch the video, he said, and you will see.",
    "This story is about a town that was edited by its own people.",
    "Editing by hand takes hours; she does it anyway, every day of the week.",
    "Watching the vote were two former ministers.",
    "Advertising revenue fell by a tenth.",
)


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in GOES.items() for line in lines])
def test_goes(rule, line):
    assert boilerplate_rule(line) == rule
    text = f"The vote is on Monday.\n\n{line}\n\nTurnout was low."
    assert apply_edits(text, boilerplate_edits(text)) == "The vote is on Monday.\n\nTurnout was low."


@pytest.mark.parametrize("line", STAYS)
def test_stays(line):
    assert boilerplate_rule(line) is None


def test_a_text_of_nothing_else_is_left_alone():
    assert boilerplate_edits("Read more: this\nSubscribe") == []


def test_segments_know_captions_and_headings():
    lines = (
        "Vote in Riga",
        "Voters queue on Monday in the rain. (AP Photo/Jane Doe)",
        "",
        "The vote was close.",
        "What now?",
        "Nobody knew that yet.",
    )
    kinds = [s["kind"] for s in segment("\n".join(lines))]
    assert kinds == ["heading", "caption", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Voters queue on Monday in the rain. (AP Photo/Jane Doe)", True),
        ("Voters queue in Nordby, March 3, 2019. REUTERS/Jane Doe", True),
        ("Voters queue in Nordby, March 3, 2019. REUTERS/Jane Doe/File Photo", True),
        ("Voters queue in Nordby, March 3, 2019. Jane Doe / Reuters", True),
        ("Voters queue in Nordby. | Jane Doe/Getty Images", True),
        ("Voters queue in the rain. Photo: Jane Doe", True),
        (f"Voters queue{' and wait' * 35} in the rain. (AP Photo/Jane Doe)", True),
        (f"Voters queue{' and wait' * 35} in the rain. (Reuters)", False),
        ("Voters queue in Nordby in the rain. (Jane Doe/Quay Post via AP)", True),
        ("Voters queue in Nordby in the rain. (Jane Doe via AP)", False),
        ("A poll by Reuters/Ipsos has them at 40 percent.", False),
        ("The poll is out. Reuters/Ipsos asked 900 people.", False),
        ("Voters queue and wait | Hill Courier", False),
        ("She works for AP and/or Reuters", False),
    ],
)
def test_captions_are_known_by_the_credit_behind_them(line, caption):
    assert is_caption(line) == caption
    assert (segment(f"{line}\n\nThe vote was close, they all said.")[0]["kind"] == "caption") == caption


@pytest.mark.parametrize(("length", "rule"), [(400, "appeared_first"), (401, None)])
def test_how_long_a_line_of_it_is(length, rule):
    line = f"The post {'a' * 300} appeared first on ".ljust(length, "b")
    assert boilerplate_rule(f"  {line}  ") == rule


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [("a", "with x in it", True), ("a", "with y in it", True), ("a", "with none", False), ("b", "with none", True)],
)
def test_a_rule_is_tried_where_its_sign_is(rule, text, expected):
    assert may_match(rule, {"a": ("x", "y")}, text) == expected


@pytest.mark.parametrize(("length", "caption"), [(700, False), (650, True)])
def test_how_long_a_caption_is(length, caption):
    line = "Voters queue".ljust(length - 21, "n") + ". REUTERS/Jane Dooooe"
    assert len(line) == length
    assert is_caption(line) == caption


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Stay up to date with the Quay Post app", True),
        ("Do you have information about the ferry? Write to tips@quay.example", True),
        ("CLICK TO GET THE QUAY NEWS APP", True),
        ("Stay with the ferry.", False),
        ("Follow them on Twitter, he said.", False),
        ("Read “the app”", False),
        ("Reading the app", False),
        ("Get the app " + "a" * 190, False),
    ],
)
def test_what_calls_on_readers(line, expected):
    assert is_call(line) == expected


def test_only_lines_at_the_end_call_on_readers():
    call = "Stay up to date with the Quay Post app"
    lines = ["The ferry is back.", *(f"It is late on day {n}." for n in range(6))]
    assert boilerplate_edits("\n".join([lines[0], call, *lines[1:]])) == []
    text = "\n".join([*lines, call])
    assert apply_edits(text, boilerplate_edits(text)) == "\n".join(lines)
    assert boilerplate_edits(call) == []
