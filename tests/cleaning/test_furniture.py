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
    (
        "FILE - In this 1921 image, a ferry (left) waits. (Quay Centre via Eda World via AP)\nIt is back.",
        "\nIt is back.",
    ),
    (
        "FILE - In this Jan. 3 photo, ferries wait. (AP Photo/Jo Bergan) EDA (AP) — It is back.",
        " EDA (AP) — It is back.",
    ),
    ("In this Jan. 3, 2020 photo, ferries wait. (AP Photo/Jo Bergan)\nIt is back.", "\nIt is back."),
    ("In this handout photo provided by Jo Bergan, ferries wait. (Jo Bergan via AP)\nBack.", "\nBack."),
    ("In this photo he sees much, he said (so AP).", None),
    ("Then, in In this photo ferries wait. (AP Photo/Jo Bergan) more", None),
    ("Ferries wait on Tuesday. (AP Photo/Jo Bergan) EDA (AP) — It is back.", " EDA (AP) — It is back."),
    ("Ferries wait on Tuesday. (Photo: Eda News via AP) It is back.", " It is back."),
    ("Ferries wait on Tuesday. (Reuters) It is back.", None),
    ("EDA (AP) — It is back. (AP Photo/Jo Bergan) And so on.", None),
    ("It is back.\nFerries wait on Tuesday. (AP Photo/Jo Bergan) And so on.", None),
    ("Ferries wait for their day in the harbour. | Jo Bergan/Getty Images Ferries wait again", " Ferries wait again"),
    ("Ferries wait for their day in the harbour. | AP Photos Ferries wait again", " Ferries wait again"),
    ("Ferries wait for their day in the harbour. | Jo Bergan/Getty Images 2020 Ferries", " 2020 Ferries"),
    ("Ferries wait for their day | AP and others say so", None),
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
        ("( Also on QUAY: Ferry waits again)", "related_link"),
        ("(See also: Ferry waits again)", "related_link"),
        ("(Also: he left the board.)", None),
        ("(See: he left the board.)", None),
        ("Ferry gets one more year from the board Read more", "read_more"),
        ("They all like to sit there and read more", None),
        ("Story Continued Below", "advertisement"),
        ("This article is more than 1 year old", "reading_aid"),
        ("This story is two years old and new", None),
        ("Media playback is unsupported on your device Media caption Ferries wait", "picture_labels"),
        ("Media playback is not supported on this device", "picture_labels"),
        ("Image copyright Getty Images Image caption Ferries wait", "picture_labels"),
        ("Image copyright law is hard.", None),
        ("Enlarge this image toggle caption Jo Bergan/AP Jo Bergan/AP", "picture_labels"),
        ("Hide caption Ferries wait. Previous Next Jo Bergan/AP", "picture_labels"),
        ("Hide caption and title, she said.", None),
        ("Facebook Twitter Pinterest Ferries wait. Photograph: Jo Bergan/AP", "picture_labels"),
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
