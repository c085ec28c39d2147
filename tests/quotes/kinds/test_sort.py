"""Speech or something else, by the cue and what stands around it."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.score import INTERCEPT, SpeechScore
from newsloom.transforms.quotes.kinds.sort import sort_attribution
from tests.quotes.build import CUES, span_of
from tests.quotes.kinds.build import parsed_view

LIKELY, UNLIKELY = (SpeechScore({INTERCEPT: odds}) for odds in (3.0, -3.0))
CASES = [  # sentence, content, cue, source, type, factuality
    ("Lena Hobart said it was safe.", "it was safe", "said", "Lena Hobart", "speech", "asserted"),
    ("Lena Hobart did not say it was safe.", "it was safe", "say", "Lena Hobart", "speech", "negated"),
    ("Lena Hobart believes it is safe.", "it is safe", "believes", "Lena Hobart", "thought", "asserted"),
    ("Lena Hobart decided to close it.", "to close it", "decided", "Lena Hobart", "intent", "asserted"),
    ("Reporters saw that and knew it had sunk.", "it had sunk", "knew", "Reporters", "knowledge", "asserted"),
    ("A survey shows that most avoid it.", "most avoid it", "shows", "A survey", "evidence", "asserted"),
    ("The figures suggest that most avoid it.", "most avoid it", "suggest", "The figures", "evidence", "asserted"),
    ("Lena Hobart suggested that most avoid it.", "most avoid it", "suggested", "Lena Hobart", "speech", "asserted"),
    ("Most avoid it, according to a poll.", "Most avoid it", "according to", "a poll", "evidence", "asserted"),
    ("Lena Hobart thinks it “may fall down”.", "it “may fall down”", "thinks", "Lena Hobart", "speech", "asserted"),
    ("Lena Hobart thinks it “may fall”.", "it “may fall”", "thinks", "Lena Hobart", "thought", "asserted"),
    ("Lena Hobart plans “a new toll road”.", "“a new toll road”", "plans", "Lena Hobart", "speech", "asserted"),
    ("Lena Hobart plans “a new toll road” now.", "“a new toll road” now", "plans", "Lena Hobart", "intent", "asserted"),
    ("Hobart praised the plan.", "the plan", "praised", "Hobart", "thought", "asserted"),
    ("Hobart praised the big new plan.", "the big new plan", "praised", "Hobart", "speech", "asserted"),
    ("Hobart praised the new plan.", "the new plan", "praised", "Hobart", "thought", "asserted"),
    ("Hobart believes it firmly.", "it", "believes", "Hobart", None, "asserted"),
    ("The plan seems to fail.", "to fail", "seems", "The plan", None, "asserted"),
    ("The plan “seems” to fail.", "“seems” to fail", "seems", "The plan", "thought", "asserted"),
    ("He wrote a book titled “We Wait”.", "“We Wait”", "titled", "He", None, "asserted"),
    ("Hobart agreed to pay what it cost.", "to pay what it cost", "agreed", "Hobart", "intent", "asserted"),
    ("Hobart agreed that it was dear.", "it was dear", "agreed", "Hobart", "speech", "asserted"),
    ("A look at the books reveals that it was dear.", "it was dear", "reveals", "A look", "evidence", "asserted"),
    ("Police are looking into “a big old fraud”.", "“a big old fraud”", "looking into", "Police", "speech", "asserted"),
    (
        "Police are looking into whether he “sold the pier”.",
        "whether he “sold the pier”",
        "looking into",
        "Police",
        "knowledge",
        "asserted",
    ),
    ("Hobart did not mislay the name.", "the name", "did not mislay", "Hobart", None, "negated"),
    ("Rain is expected to fall.", "to fall", "expected", None, "intent", "hypothetical"),
    ("The plan is said to have failed.", "to have failed", "said", None, None, "asserted"),
    ("The plan is said to have “failed”.", "to have “failed”", "said", None, "speech", "asserted"),
    ("Hobart was told that it was dear.", "it was dear", "told", None, "speech", "asserted"),
    ("Hobart praised “the plan”.", "“the plan”", "praised", "Hobart", "speech", "asserted"),
    ("Hobart praised them for closing it.", "them for closing it", "praised", "Hobart", "speech", "asserted"),
    ("Hobart ordered a troop surge.", "a troop surge", "ordered", "Hobart", None, "asserted"),
    ("Hobart ordered them to leave.", "them to leave", "ordered", "Hobart", "speech", "asserted"),
    ("Hobart aspires to win it.", "to win it", "aspires", "Hobart", "intent", "asserted"),
    ("Hobart announced the plan.", "the plan", "announced", "Hobart", "speech", "asserted"),
    ("Hobart wants to close it.", "to close it", "wants", "Hobart", "intent", "hypothetical"),
    ("Hobart wants a new plan for it.", "a new plan for it", "wants", "Hobart", "thought", "asserted"),
    ("Hobart wants to “close” it.", "to “close” it", "wants", "Hobart", "thought", "hypothetical"),
    ("As predicted, the toll rises.", "the toll rises", "predicted", None, None, "asserted"),
    ("“It is safe,” she would say.", "“It is safe,”", "say", "she", "speech", "asserted"),
    ("“It is safe,” Hobart never said.", "“It is safe,”", "said", "Hobart", "speech", "asserted"),
    ("Hobart never said “it is safe”.", "“it is safe”", "said", "Hobart", "speech", "negated"),
]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "kind", "factuality"), CASES, ids=[case[0] for case in CASES]
)
def test_kind(text, content, cue, source, kind, factuality):
    attribution = Attribution(*(span_of(text, part) for part in (content, cue, source)))
    found = sort_attribution(attribution, parsed_view(text), CUES, LIKELY, 0.5)
    assert (found.type, found.factuality) == (kind, factuality)
    assert found.is_uttered == ((kind, factuality) == ("speech", "asserted"))


@pytest.mark.parametrize(("odds", "kind"), [(0.0, "thought"), (0.8, "thought"), (0.9, "speech"), (-0.1, None)])
def test_a_stance_that_may_be_silent_is_a_thought(odds, kind):
    text = "Hobart praised the big new plan."
    attribution = Attribution(span_of(text, "the big new plan"), span_of(text, "praised"), span_of(text, "Hobart"))
    assert sort_attribution(attribution, parsed_view(text), CUES, SpeechScore({INTERCEPT: odds}), 0.5).type == kind


@pytest.mark.parametrize(
    ("text", "content", "cue", "kind"),
    [
        ("“It is late,” Hobart added.", "“It is late,”", "added", "speech"),
        ("“A late bridge,” Hobart added.", "“A late bridge,”", "added", None),
        ("“It is late.”", "“It is late.”", None, None),
        ("“It is late again.”", "“It is late again.”", None, "speech"),
        ("“It is so late”", "“It is so late”", None, None),
        ("It is so late again.", "It is so late again.", None, None),
        ("It is late, Hobart added.", "It is late", "added", None),
        ("It is late, according to Hobart.", "It is late", "according to", "speech"),
    ],
)
def test_a_clause_in_marks_beside_a_cue_was_said(text, content, cue, kind):
    attribution = Attribution(span_of(text, content), span_of(text, cue) if cue else None)
    assert sort_attribution(attribution, parsed_view(text), CUES, UNLIKELY, 0.5).type == kind


def test_a_label_of_evidence_says_nothing():
    text = "Poll: Hobart is ahead."
    attribution = Attribution(span_of(text, "Hobart is ahead."), None, span_of(text, "Poll"), origin="label")
    assert sort_attribution(attribution, parsed_view(text), CUES, LIKELY, 0.5).type == "evidence"


TOPICS = [  # sentence, content, cue, whether it is what was spoken of
    ("She discussed the trends in traffic.", "the trends in traffic", "discussed", True),
    ("She discussed “the trends” in traffic.", "“the trends” in traffic", "discussed", False),
    ("She discussed what was done.", "what was done", "discussed", False),
    ("She announced the trends in traffic.", "the trends in traffic", "announced", False),
    ("She tweeted a photo of the port.", "a photo of the port", "tweeted", True),
    ("She released a plan that would close the port.", "a plan that would close the port", "released", True),
    ("She released a “plan” that would close it.", "a “plan” that would close it", "released", False),
    ("She released a statement on the port.", "a statement on the port", "released", False),
    ("She tweeted that the port would close.", "the port would close", "tweeted", False),
    ("She offered a room to the crew.", "a room to the crew", "offered", True),
    ("She offered an explanation for it.", "an explanation for it", "offered", False),
    ("She offered that the room was free.", "the room was free", "offered", False),
    ("She claimed a close victory.", "a close victory", "claimed", True),
    ("She claimed it was late.", "it was late", "claimed", False),
    ("She submitted a “plea of sorts” to the court.", "a “plea of sorts”", "submitted", True),
    ("She submitted that the port was “closed”.", "the port was “closed”", "submitted", False),
    ("She reported a theft.", "a theft", "reported", True),
    ("She reported a big new theft.", "a big new theft", "reported", False),
    ("She reported it was late.", "it was late", "reported", False),
]


@pytest.mark.parametrize(("text", "content", "cue", "topic"), TOPICS, ids=[case[0] for case in TOPICS])
def test_a_topic_is_no_speech(text, content, cue, topic):
    attribution = Attribution(span_of(text, content), span_of(text, cue), span_of(text, "She"), 0.9)
    found = sort_attribution(attribution, parsed_view(text), CUES, LIKELY, 0.5)
    assert (found.type is None) == topic


@pytest.mark.parametrize(("odds", "kind"), [(1.7, None), (1.8, "speech")])
@pytest.mark.parametrize("origin", ["trained", "label"])
def test_words_behind_a_cue_that_is_not_listed_are_likely_or_none(odds, kind, origin):
    text = "Hobart polished that the port was late."
    spans = [span_of(text, part) for part in ("the port was late", "polished", "Hobart")]
    found = sort_attribution(
        Attribution(*spans, score=0.9, origin=origin), parsed_view(text), CUES, SpeechScore({INTERCEPT: odds}), 0.5
    )
    assert found.type == (kind if origin == "trained" else "speech")
    assert found.is_uttered == (found.type == "speech")


def test_a_known_noun_before_the_words_is_a_cue():
    text = "Hobart polished off the claim that the port was late."
    spans = [span_of(text, part) for part in ("the port was late", "polished off", "Hobart")]
    view = parsed_view(text)
    found = sort_attribution(Attribution(*spans, origin="trained"), view, CUES, SpeechScore({INTERCEPT: 1.0}), 0.5)
    assert found.type == "speech"


@pytest.mark.parametrize(
    ("text", "content", "origin", "kind"),
    [
        ("The mayor has his “quiet” port in mind.", "his “quiet” port in mind", "trained", None),
        ("The mayor has his “quiet” port in mind.", "his “quiet” port in mind", "label", "speech"),
        ("The “quiet” port is on my mind.", "The “quiet” port is on my mind.", "trained", "speech"),
    ],
)
def test_some_marks_with_neither_cue_nor_source_are_the_writers(text, content, origin, kind):
    attribution = Attribution(span_of(text, content), None, None, 0.9, origin=origin)
    assert sort_attribution(attribution, parsed_view(text), CUES, LIKELY, 0.5).type == kind


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Hobart was charged with the theft of a boat.", None, None),
        ("Lee charged that the boat was late.", "Lee", "speech"),
    ],
)
def test_who_was_charged_is_told_of(text, source, kind):
    content = "the theft of a boat" if source is None else "the boat was late"
    cue = "was charged with" if source is None else "charged"
    attribution = Attribution(span_of(text, content), span_of(text, cue), source and span_of(text, source), 0.9)
    assert sort_attribution(attribution, parsed_view(text), CUES, LIKELY, 0.5).type == kind


def test_what_says_nothing_has_no_probability():
    text = "She said it twice."
    attribution = Attribution(span_of(text, "it"), span_of(text, "said"), span_of(text, "She"), 0.9)
    found = sort_attribution(attribution, parsed_view(text), CUES, LIKELY, 0.5)
    assert (found.type, found.probability) == (None, 0.0)


@pytest.mark.parametrize(("score", "kind"), [(LIKELY, "speech"), (UNLIKELY, None)])
def test_speech_that_is_unlikely_is_of_no_known_type(score, kind):
    text = "Lena Hobart said it was safe."
    attribution = Attribution(span_of(text, "it was safe"), span_of(text, "said"), span_of(text, "Lena Hobart"))
    found = sort_attribution(attribution, parsed_view(text), CUES, score, 0.5)
    assert (found.type, found.is_uttered) == (kind, kind == "speech")
    assert found.probability == pytest.approx(score({}) if kind else 0.0)  # no network is sure of it
