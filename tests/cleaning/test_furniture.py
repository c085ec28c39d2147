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
    (
        "Speaker Odd Run Odd Marius Run Harbour vote delayed Council splits MORE (L) spoke.",
        "Speaker Odd Run (L) spoke.",
    ),
    ("Speaker Odd Run met Ann Run and Harbour folk, no MORE.", None),
    (
        "One.\nPhotos: Ferries Photos: Ferries Ferries wait. Hide Caption 1 of 2 Photos: Ferries Back.\nTwo.",
        "One.\n\nTwo.",
    ),
    ("Photos: Ferries wait in the ice, and nobody pays.", None),
    ("Story highlights Ferries wait in the ice\nThe board votes", "Ferries wait in the ice\nThe board votes"),
    ("The Story highlights much.", None),
    ("History [ edit ]\nIt is old.", "History\nIt is old."),
    ("He said he would [edit] it.", None),
    (
        "Quay Watch is a newsroom of its own. Sign up to receive our best stories.",
        "Quay Watch is a newsroom of its own.",
    ),
    ("Ann Bo writes for us. Want Quay First in your inbox? Sign up here.", "Ann Bo writes for us."),
    ("News moves fast. To stay updated, follow Ann Bo on Twitter.", "News moves fast."),
    ("We like ferries. If you have a story to tell, write to us at desk@quay.example.", "We like ferries."),
    ("We pay for it. To help keep it free, become a member today.", "We pay for it."),
    ("These are ours. To read more columns, go to the page of columns.", "These are ours."),
    ("Her plan is plain. Sign up voters, one by one, and wait.", None),
    ("“It is easy. Sign up for the newsletter and wait,” she said of the scheme.", None),
    ('"It is easy. Sign up for the newsletter and wait," she said.', None),
    ("It was hard. To stay alive, they ate snow.", None),
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
     "wil… Continue reading Ferry is back →", "wil [truncated]", "wil… Read the full story at quay.example",
     "The end wil...(contd)", "wil… more »", "It wil.\nTo continue reading, subscribe to the Quay Post.",
     "It wil.\nONLY AVAILABLE IN PAID PLANS", "It wil [...]\nGet unlimited access for 1 pound a week",
     "It wil.\nThis is a preview. Log in to read the full story.",
     "It wil.\nTo read the full story, please subscribe.", "It wil.\nThis article is for subscribers only."],
)  # fmt: skip
def test_cut_off(text):
    assert is_cut_off(text) and is_cut_off(text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "It is back.",
        "Read more",
        "To read more of them, subscribers write in.",
        "This article is for sailors only.",
        "It is back. Read more about it.",
        "[1834 chars] of it",
        "",
        "It goes on (see page 4)",
        "Members got unlimited access to the harbour, and nobody minded that it took a year to come to this.",
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
        ("JUST WATCHED Ferries wait Replay More Videos ... MUST WATCH Ferries wait 02:48", "player"),
        ("Just watched: two ferries, one crane and a tug.", None),
        ("CLOSE The board votes on the ferry once more, and it may be the last time. (May 3) Quay News", "player"),
        ("Close the quay for good, he told them, and be done with it", None),
        ("AD", "advertisement"),
        ("Ad", None),
        ("Advertisement Continue reading the main story", "advertisement"),
        ("Follow @quaydesk Follow @annbo", "follow"),
        ("- Follow the Desk on Twitter: @quaydesk", "follow"),
        ("Read or Share this story: https://quay.example/2ru", "follow"),
        ("SHARE THIS ARTICLE Share Tweet Post Email", "follow"),
        ("Share this with the board, he said", None),
        ("• Ann Bo contributed to this report.", "contributed"),
        ("Hill News’ Ann Bo, J. R. Fors Jr. and The Eda Press contributed to this report.", "contributed"),
        ("The rain held off. Ann Bo contributed to this report.", None),
        ("“Ann contributed to this report,” he said of the audit.", None),
        ("Contributing: Ann Bo and Siv Moe", "desk_credit"),
        ("Contributing to the delay: ice.", None),
        ("( PHOTOS: Ferries of the north)", "related_link"),
        ("PHOTOS: Ferries of the north, best to worst", "related_link"),
        ("Photos: two of them, both of ferries", None),
        ("More:What the vote means", "related_link"),
        ("More:", "related_link"),
        ("Read: What the vote means", "related_link"),
        ("Also see:", "related_link"),
        ("Also see the map of ferries that the board has drawn.", "related_link"),
        ("Also seen there was the mayor.", None),
        ("--Updated at 1:08 p.m.", "reading_aid"),
        ("Updated at 2:20 p.m. ET", "reading_aid"),
        ("Updated rules come at 2:20 p.m. ET", None),
        ("**Want Quay First in your inbox every day? Sign up here.**", "newsletter"),
        ("Daily ferry news: sign up for our newsletter", "newsletter"),
        ("For more on ferries and tugs, subscribe to Hill Courier's newsletters", "newsletter"),
        ("He wants a day in your inbox, and no more.", None),
        ("Interested in Ferries? Add Ferries as an interest to stay up to date.", "prompt"),
        ("Let us know what you think at desk@quay.example.", "prompt"),
        ("Are you affected by the ice? Let us know. Email desk@quay.example with your story.", "prompt"),
        ("Are you a pilot or a clerk of the port? Help make sure our reporting is right.", "prompt"),
        ("Are you a pilot? she asked him, and he was.", None),
        ("Please include a contact number if you would speak to us.", "prompt"),
        ("If you enjoyed this article, we have more for you.", "prompt"),
        ("Click for more from the Hill Courier.", "click"),
        ("___", "ruler"),
        ("***", "ruler"),
        ("• • •", "ruler"),
        ("* One of them is back", None),
        ("Comments (3)", "prompt"),
        ("For more stories like this, check our news page.", "prompt"),
        ("You must confirm your display name before commenting", "prompt"),
        ("You must be there on time, he said.", None),
        ("You might also like", "related_link"),
        ("You might like it there, he said", None),
        ("Editor's picks", "related_link"),
        ("More stories from Hill Courier", "related_link"),
        ("More news is bad news", None),
        ("Tagged: ferries, winter", "reading_aid"),
        ("Published in News", "reading_aid"),
        ("Published in 1921, the book is old.", None),
        ("To report a typo, click here.", "click"),
        ("Have your say: comment below", "prompt"),
        ("Print this page", "follow"),
        ("Email this story to a friend", "follow"),
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


@pytest.mark.parametrize(("text", "cut"), [("x" * 32_767, True), ("x" * 32_766, False), ("é" * 32_767 + "x", True)])
def test_a_text_that_fills_a_cell_is_cut(text, cut):
    assert is_cut_off(text) == cut
