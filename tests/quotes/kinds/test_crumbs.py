"""What is no row, and what cannot have been said."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.crumbs import (
    _is_torn_from,
    is_actor,
    is_crumb,
    is_gloss,
    is_headed,
    is_hearer,
    is_hearsay,
    is_in_passing,
    says_nothing,
    with_demonstrative,
    without_front,
    without_setting,
)
from newsloom.transforms.quotes.kinds.features import read_content
from tests.quotes.build import span_of, view
from tests.quotes.kinds.build import parsed_view

FRONTS = [  # paragraph, content as it was, content without what sticks to it
    ("17:40 Turnout is high, the board says.", "17:40 Turnout is high", "Turnout is high"),
    ("9.05 a.m. Turnout is high, the board says.", "9.05 a.m. Turnout is high", "Turnout is high"),
    ("Q: When did you know?", "Q: When did you know?", "When did you know?"),
    ("• Turnout is high, the board says.", "• Turnout is high", "Turnout is high"),
    ("Check out: Turnout is high, the board says.", "Check out: Turnout is high", "Turnout is high"),
    ("17:40", "17:40", "17:40"),
    ("At 17:40 turnout is high, it says.", "17:40 turnout is high", "17:40 turnout is high"),
]


@pytest.mark.parametrize(("text", "content", "without"), FRONTS, ids=[case[0] for case in FRONTS])
def test_front(text, content, without):
    trimmed = without_front(Attribution(span_of(text, content)), view(text))
    assert text[slice(*trimmed.content)] == without


SETTINGS = [  # paragraph, cue, content as it was, content without the occasion
    (
        "Hobart denied the charge in a statement on Monday.",
        "denied",
        "the charge in a statement on Monday",
        "the charge",
    ),
    ("Hobart denied it all in an interview.", "denied", "it all in an interview", "it all"),
    ("Hobart denied it all, in her first interview.", "denied", "it all, in her first interview", "it all"),
    ("Hobart denied it during a television interview.", "denied", "it during a television interview", "it"),
    ("Hobart said he lied in a statement, and left.", "said", "he lied in a statement, and left", None),
    ("Hobart said “he lied in a statement”.", "said", "“he lied in a statement”", None),
    ("He lied in a statement, Hobart said.", "said", "He lied in a statement", None),
    ("Hobart said he lies in the grass.", "said", "he lies in the grass", None),
]


@pytest.mark.parametrize(("text", "cue", "content", "without"), SETTINGS, ids=[case[0] for case in SETTINGS])
def test_setting(text, cue, content, without):
    trimmed = without_setting(Attribution(span_of(text, content), span_of(text, cue)), view(text))
    assert text[slice(*trimmed.content)] == (without or content)


def attribution(text, content, cue=None):
    return Attribution(span_of(text, content), span_of(text, cue))


CRUMBS = [  # text, content, other content of the same cue, cue, whether it is a crumb
    ("There was rain, she said, and wind came up.", "and", None, "said", True),
    ("There was rain, she said, and wind came up.", "wind came up", "There was rain", "said", False),
    ("She said it was late before the vote.", "before the vote", "it was late and dark", "said", False),
    ("She said “and” once.", "“and”", None, "said", False),
    ("She said that it was very late in May.", "in May", "it was very late", "said", True),
    ("It was late, she said after leaving the old port.", "after leaving the old port", "It was late", "said", True),
    ("It was late, she said, leaving no one in doubt.", "leaving no one in doubt", "It was late", "said", True),
    ("It was late, she said, as ferries are old.", "as ferries are old", "It was late", "said", False),
    ("Lee was scolded by men for leaving the old port.", "for leaving the old port", "Lee", "was scolded", False),
    ("In May, she said, it was very late.", "In May", "it was very late", "said", False),
]


@pytest.mark.parametrize(("text", "content", "other", "cue", "crumb"), CRUMBS, ids=[case[0] for case in CRUMBS])
def test_crumb(text, content, other, cue, crumb):
    this = attribution(text, content, cue)
    siblings = [this] if other is None or other not in text else [this, attribution(text, other, cue)]
    assert is_crumb(this, siblings, parsed_view(text)) == crumb


NOTHING = [  # text, content, cue, whether it says nothing
    ("She said it twice.", "it", "said", True),
    ("She said so to him.", "so to him", "said", False),
    ("She denied all this on Monday.", "all this", "denied", True),
    ("They denied it and this.", "it and this", "denied", False),
    ("The engineer was accused of hiding the cracks.", "The engineer", "accused", True),
    ("The engineer was accused of hiding the cracks.", "hiding the cracks", "accused", False),
    ("The engineer was accused of hiding the cracks.", "The engineer", None, False),
    ("The engineer was accused of hiding the cracks.", "The engineer", "hiding", False),
    ("The mayor issued an order that would close the port.", "would close the port", None, False),
    ("The order, which would close the port, was late, he said.", "would close the port", "said", False),
    ("She said “it” twice.", "“it”", "said", False),
    ("The Post asked the mayor for comment.", "the mayor for comment", "asked", True),
    ("The Post asked “the mayor” for comment.", "“the mayor” for comment", "asked", False),
    ("A clerk asked not to be named.", "not to be named", "asked", True),
    ("A clerk asked to remain anonymous.", "to remain anonymous", "asked", True),
    ("A clerk requested anonymity for this.", "anonymity for this", "requested", True),
    ("A clerk asked not to use his real name.", "not to use his real name", "asked", True),
    ("A clerk asked that her name not be used.", "that her name not be used", "asked", True),
    ("A clerk asked to be named.", "to be named", "asked", False),
    ("A clerk asked to remain here.", "to remain here", "asked", False),
    ("The mayor issued an order that would close the port.", "would close the port", "issued an order", True),
    ("She voiced doubts that could close the port.", "could close the port", "voiced doubts", True),
    ("The mayor issued an order that the port would close.", "the port would close", "issued an order", False),
    ("The bridge, which she said would close, is old.", "would close", "said", False),
    ("According to it, the memo said the port closed.", "the memo said", "According to", True),
    ("Then Lee is quoted as saying, according to Park, no.", "Lee is quoted as saying", "according to", True),
    ("According to it, the port closed.", "the port closed", "According to", False),
    ("The agency quoted Ann Lee as saying.", "Ann Lee as saying", "quoted", True),
    ("The agency praised the port, which is old.", "the port, which is old", "praised", False),
]


@pytest.mark.parametrize(("text", "content", "cue", "nothing"), NOTHING, ids=[case[1] for case in NOTHING])
def test_says_nothing(text, content, cue, nothing):
    this = attribution(text, content, cue)
    parsed = parsed_view(text)
    assert says_nothing(this, read_content(this.content, parsed), parsed) == nothing


SUBJECTS = [  # text, content, cue, the content with its subject
    ("She said that would help the town.", "would help the town", "said", "that would help the town"),
    ("She said that was no surprise to her.", "was no surprise to her", "said", "that was no surprise to her"),
    ("She said that the port would close.", "the port would close", "said", "the port would close"),
    ("She said it would close.", "would close", "said", "would close"),
    ("She announced a bill that would close the port.", "would close the port", "announced", "would close the port"),
    ("She voiced doubts that could close the port.", "could close the port", "voiced doubts", "could close the port"),
    ("She said that closing it is wrong.", "closing it is wrong", "said", "closing it is wrong"),
]


@pytest.mark.parametrize(("text", "content", "cue", "expected"), SUBJECTS, ids=[case[0] for case in SUBJECTS])
def test_with_demonstrative(text, content, cue, expected):
    made = with_demonstrative(attribution(text, content, cue), parsed_view(text))
    assert text[slice(*made.content)] == expected


GLOSSES = [  # text, content, whether it is the writer's gloss
    ("“It is late,” she said, referring to the new toll system.", "the new toll system", True),
    ("“It is late,” she told the paper, apparently alluding to the toll.", "the toll", True),
    ("She answered him by referring to the toll.", "the toll", False),
    ("She laughed, referring to the toll as a joke.", "the toll as a joke", False),
    ("She laughed, referring to the “toll of fools”.", "the “toll of fools”", False),
    ("She had been referring to the toll.", "the toll", False),
    ("She was referring to the toll.", "the toll", True),
    ("She refers to the toll.", "the toll", False),
]


@pytest.mark.parametrize(("text", "content", "expected"), GLOSSES, ids=[case[0] for case in GLOSSES])
def test_is_gloss(text, content, expected):
    view = parsed_view(text)
    token = next(token for token in view.paragraph.doc if token.lemma_ in ("refer", "allude"))
    start = text.index(content)
    assert is_gloss(read_content((start, start + len(content)), view), token) == expected


def content_and_cue(text, content, cue):
    """The first place of a content as it is read, and the first token that is the cue."""
    view = parsed_view(text)
    start = text.index(content)
    token = next(token for token in view.paragraph.doc if token.text == cue)
    return read_content((start, start + len(content)), view), token


ACTORS = [  # text, content, cue, whether the content names who acts
    ("Here the “insider” describes what went on.", "“insider”", "describes", True),
    ("The so-called “old hands” said that it was late.", "“old hands”", "said", True),
    ("The so-called “men of the old guard” said that it was late.", "“men of the old guard”", "said", False),
    ("“Never,” said the mayor.", "“Never,”", "said", False),
    ("It was empty. “And rope,” Mrs. Harcourt-Lane added.", "“And rope,”", "added", False),
    ("She described the “insider” as a fraud.", "“insider”", "described", False),
]


@pytest.mark.parametrize(("text", "content", "cue", "expected"), ACTORS, ids=[case[0] for case in ACTORS])
def test_is_actor(text, content, cue, expected):
    assert is_actor(*content_and_cue(text, content, cue)) == expected


PASSING = [  # text, content, cue, source, whether it only looks like a report
    ("As predicted, the mayor wastes no time.", "the mayor wastes no time", "predicted", None, True),
    ("As Lee predicted, the mayor wastes no time.", "the mayor wastes no time", "predicted", "Lee", False),
    ("It was predicted that the port would close.", "the port would close", "predicted", None, False),
    ("The port is dear, not to mention the toll.", "the toll", "not to mention", None, True),
    ("Lee told him not to mention the toll.", "the toll", "told", "Lee", False),
    ("In what promised to be a long winter, we left.", "to be a long winter", "promised", "what", True),
    ("Lee promised to be there.", "to be there", "promised", "Lee", False),
    ("It asked to be closed.", "to be closed", "asked", "It", False),
    ("She feared the questioning he faces in May.", "he faces in May", "questioning", "She", True),
    ("She feared the questioning “he faces” in May.", "“he faces” in May", "questioning", "She", False),
    ("She made the claim that he faces a trial.", "he faces a trial", "claim", "She", False),
]


@pytest.mark.parametrize(("text", "content", "cue", "source", "passing"), PASSING, ids=[case[0] for case in PASSING])
def test_is_in_passing(text, content, cue, source, passing):
    view = parsed_view(text)
    this = Attribution(span_of(text, content), span_of(text, cue), span_of(text, source))
    word = cue.split()[-1]
    token = next(token for token in view.paragraph.doc if token.text == word)
    assert is_in_passing(this, read_content(this.content, view), token, view) == passing


def test_nothing_without_a_cue_is_in_passing():
    text = "Not to mention the toll."
    view = parsed_view(text)
    this = attribution(text, "the toll")
    assert not is_in_passing(this, read_content(this.content, view), None, view)


def test_without_a_parse_nothing_is_a_crumb():
    text = "There was rain, she said, and wind came up."
    assert not is_crumb(attribution(text, "and", "said"), [], view(text))


HEARSAY = [  # sentence, content, cue, whether nobody in particular said it
    ("The plan is said to have failed.", "to have failed", "said", True),
    ("The plan was reported to be late.", "to be late", "reported", True),
    ("The plan is said to have “failed”.", "to have “failed”", "said", False),
    ("The board vowed to wait.", "to wait", "vowed", False),
    ("The plan is considered dead.", "dead", "considered", False),
    ("Hobart was told that it was dear.", "it was dear", "told", False),
    ("It is said to be late.", "to be late", None, False),
]


@pytest.mark.parametrize(("text", "content", "cue", "expected"), HEARSAY, ids=[case[0] for case in HEARSAY])
def test_is_hearsay(text, content, cue, expected):
    said, view = attribution(text, content, cue), parsed_view(text)
    assert is_hearsay(said, read_content(said.content, view), view) == expected


HEARERS = [  # text, content, cue, whether the content is who was told
    ("“It is late,” Ann Lee told her brother's old driver.", "her brother's old driver", "told", True),
    ("Ann Lee told them that it was late.", "it was late", "told", False),
    ("Ann Lee told them about the port.", "about the port", "told", False),
    ("She would order a review, he said, and warned against thieves from abroad.", "against thieves", "warned", False),
    ("Ann Lee told them “the truth”.", "“the truth”", "told", False),
    ("Ann Lee announced her new driver.", "her new driver", "announced", False),
]


@pytest.mark.parametrize(("text", "content", "cue", "expected"), HEARERS, ids=[case[0] for case in HEARERS])
def test_is_hearer(text, content, cue, expected):
    assert is_hearer(*content_and_cue(text, content, cue)) == expected


TORN = [  # content and cue, content and cue of the other, whether the first is torn from it: of one sentence
    ("in May", "said", "it was very late", "said", True),
    ("in May", "said", "it was very late", "was", False),
    ("in May", None, "it was very late", None, False),
    ("was very late", "said", "it was very late in May", "said", False),
    ("very late in May", "said", "it was", "said", False),
    ("in May", "late", "She said that", "late", False),
    ("it", "said", "was very late in May", "said", False),
]


@pytest.mark.parametrize(("content", "cue", "other", "other_cue", "expected"), TORN)
def test_what_is_torn_from_another_piece(content, cue, other, other_cue, expected):
    text = "She said that it was very late in May."
    this, longer = attribution(text, content, cue), attribution(text, other, other_cue)
    parsed = parsed_view(text)
    assert _is_torn_from(this, read_content(this.content, parsed), longer, parsed) == expected


def test_an_occasion_before_that_is_torn_from_what_was_said():
    text = "She said when she left that she would come back in May."
    view = parsed_view(text)
    occasion, said = attribution(text, "when she left", "said"), attribution(text, "she would come back in May", "said")
    assert _is_torn_from(occasion, read_content(occasion.content, view), said, view)
    assert not _is_torn_from(said, read_content(said.content, view), occasion, view)


HEADED = [  # paragraph, content, source, whether a label stands before it that nobody speaks by
    ("STORY: Turnout is high.", "Turnout is high.", "STORY", True),
    ("Ann Lee: The mayor has her best year. Lee is 60.", "The mayor has her best year.", "Ann Lee", True),
    ("Ann Lee: The town has its best year.", "The town has its best year.", "Ann Lee", False),
    ("Ann Lee: “Turnout is high.” Lee is 60.", "“Turnout is high.”", "Ann Lee", False),
    ("So said Ann Lee: Turnout is high. Lee is 60.", "Turnout is high.", "Ann Lee", False),
]


@pytest.mark.parametrize(("text", "content", "source", "expected"), HEADED, ids=[case[0] for case in HEADED])
def test_label_by_which_nobody_speaks(text, content, source, expected):
    attribution = Attribution(span_of(text, content), span_of(text, ":"), span_of(text, source))
    paragraph = parsed_view(text)
    assert is_headed(attribution, read_content(attribution.content, paragraph), paragraph) is expected


def test_without_a_label_none_is_headed():
    text = "Turnout is high, Ann Lee said."
    attribution = Attribution(span_of(text, "Turnout is high"), span_of(text, "said"))
    paragraph = parsed_view(text)
    assert not is_headed(attribution, read_content(attribution.content, paragraph), paragraph)
