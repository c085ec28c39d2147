"""Furniture inside paragraphs goes, and sentences that look like it stay."""

import time

import pytest

from newsloom.transforms.cleaning.boilerplate import boilerplate_rule
from newsloom.transforms.cleaning.furniture import furniture_edits, is_cut_off
from newsloom.transforms.text.edits import apply_edits

CASES = [
    (
        "Rep. Odd Run Odd Marius RunHarbour vote delayedCouncil splits MORE (L-Ellery) told the board.",
        "Rep. Odd Run (L-Ellery) told the board.",
    ),
    ("Sen. Odd RunOdd RunHarbour vote “delayed” again MORE’s aide left.", "Sen. Odd Run’s aide left."),
    (
        "Leader Mo McRun Addison (Mo) Mitchell McRun10 things to know MORE and Al Poe Al PoeShips wait MORE spoke.",
        "Leader Mo McRun and Al Poe spoke.",
    ),
    ("Bo Ray Jr. Bo Ray Jr.Harbour vote MORE spoke.", "Bo Ray Jr. spoke."),
    ("McDonald and MacDonald want MORE. eBay too.", None),
    ("Odd Run said Odd Run would give MORE to all.", None),
    ("FILE - Ferries (old ones) in 2019. (AP Photo/Jo Bergan, File)\nIt is back.", "\nIt is back."),
    ("“We are glad,” he said. FILE PHOTO: Ferries wait. (Reuters)", "“We are glad,” he said. "),
    ("He put it on FILE - and (so he said) left.", None),
    ("The ferry waits. (AP Photo/Jo Bergan)", "The ferry waits."),
    ("It is back. The post Ferry returns appeared first on Hill Courier.", "It is back."),
    ("The post he held appeared first on a list of many, and then on none." + " x" * 60, None),
    ("We go! pic.twitter.com/Ab1Cd2Ef3 — Ann (@ann)", "We go! — Ann (@ann)"),
    ("It is back.\nContinue reading…", "It is back."),
    ("It wil… Read more »", "It wil"),
    ("Read more books, she said.", None),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_furniture(text, wanted):
    edits = furniture_edits(text)
    assert apply_edits(text, edits) == (text if wanted is None else wanted)
    assert all(edit.kind == "boilerplate" and text[edit.start : edit.end] == edit.before for edit in edits)


@pytest.mark.parametrize(
    "text",
    ["wil... [1834 chars]", "wil [+1834 chars]", "wil […]", "wil…", "wil...", "wil… Read more",
     "It wil. Continue reading →",
     "wil Read more…", "wil (more…)", "wil ... (continued)", "wil... Read full article", "wil [Read more...]",
     "wil… Continue reading Ferry is back →", "wil [truncated]"],
)  # fmt: skip
def test_cut_off(text):
    assert is_cut_off(text) and is_cut_off(text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "It is back.",
        "Read more",
        "It is back. Read more about it.",
        "[1834 chars] of it",
        "",
        "It goes on (see page 4)",
    ],
)
def test_whole(text):
    assert not is_cut_off(text)


@pytest.mark.parametrize(("length", "cut"), [(200, True), (201, False)])
def test_how_much_of_the_end_is_looked_at(length, cut):
    assert is_cut_off(f"wil [{'1' * (length - 8)} chars]") == cut


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("MORE : Nine walls you must see", "related_link"),
        ("Do you have a tip? Write to our newsroom at desk@quay.example", "prompt"),
        ("Got a story? Tell us", "prompt"),
        ("Join our commenting forum", "prompt"),
        (
            "Quay Morning Email Sign Up By signing up you agree to receive letters from Quay. You can leave.",
            "sign_up_terms",
        ),
        ("Please verify you're not a robot by clicking the box.", "sign_up_terms"),
        ("QPR transcripts are created on a rush deadline by Quay Inc. and may change.", "transcript"),
        ("The transcripts were read in court, and the judge said nothing.", None),
        ("He got the house by signing a deed, you see.", None),
        ("Loading…", "player"),
        ("Slideshow (6 Images)", "player"),
        ("The post Ferry returns appeared first on Hill Courier.", "appeared_first"),
        ("WATCH: Ferry returns", "related_link"),
        ("WATCH: Ferry returns — Hill Courier (@hill) May 3, 2024", None),
        ("More than nine walls", None),
        ("Do you have a tip for him, she asked.", None),
        ("Comments were few.", None),
    ],
)
def test_lines(line, rule):
    assert boilerplate_rule(line) == rule


@pytest.mark.parametrize(
    "text", ["Run" * 20_000 + " MORE", "Aa " * 20_000 + "MORE", "FILE - " * 5_000, "The post " * 5_000 + "appeared"]
)
def test_time_is_bounded(text):
    started = time.process_time()
    furniture_edits(text)
    assert time.process_time() - started < 2
