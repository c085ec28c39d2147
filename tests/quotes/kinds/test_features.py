"""Features of an attribution."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.calibration import QUOTED, REPORTED
from newsloom.transforms.quotes.kinds.cue_heads import read_cue
from newsloom.transforms.quotes.kinds.features import Content, certainty, features_of
from tests.quotes.build import CUES, span_of
from tests.quotes.kinds.build import parsed_view


def features(text, content, cue=None, source=None, quoted=0, **more):
    view = parsed_view(text)
    attribution = Attribution(*(span_of(text, part) for part in (content, cue, source)), **more)
    span = view.paragraph.doc.char_span(*attribution.content, alignment_mode="contract")
    read = Content(len(content.split()), quoted, span)
    return features_of(attribution, read, read_cue(attribution.cue, view, CUES), view)


def names(*arguments, **more):
    """Features that are yes."""
    return {name for name, value in features(*arguments, **more).items() if value == 1.0}


SENTENCES = [  # text, content, cue, source, some features that it has, some that it has not
    (
        "Lena Hobart said it was safe.",
        "it was safe",
        "said",
        "Lena Hobart",
        {"say", "finite", "complement"},
        {"to", "no subject"},
    ),
    ("It was safe, said Lena Hobart.", "It was safe", "said", "Lena Hobart", {"cue behind"}, {"no source"}),
    ("The bridge, Lena Hobart said, was safe.", "was safe", "said", "Lena Hobart", {"finite", "no subject"}, set()),
    ("Lena Hobart praised the plan.", "the plan", "praised", "Lena Hobart", {"stance", "few words"}, {"say", "finite"}),
    ("Lena Hobart vowed to close it.", "to close it", "vowed", "Lena Hobart", {"to", "say", "some words"}, {"finite"}),
    ("Lena Hobart urged them to close it.", "them to close it", "urged", "Lena Hobart", {"request, to"}, {"say"}),
    ("Lena Hobart urged restraint.", "restraint", "urged", "Lena Hobart", {"stance"}, {"request, to"}),
    ("Lena Hobart asked who paid.", "who paid", "asked", "Lena Hobart", {"question", "stance"}, {"silent"}),
    ("Lena Hobart thinks it is safe.", "it is safe", "thinks", "Lena Hobart", {"silent"}, {"unlisted"}),
    ("Lena Hobart harrumphed it was safe.", "it was safe", "harrumphed", None, {"unlisted", "no source"}, {"no cue"}),
    ("It was safe.", "It was safe", None, None, {"no cue", "no source"}, {"unlisted", "complement"}),
]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "has", "has_not"), SENTENCES, ids=[case[0] for case in SENTENCES]
)
def test_features(text, content, cue, source, has, has_not):
    found = names(text, content, cue, source)
    assert has <= found
    assert not has_not & found


def test_words_in_marks_and_the_type():
    assert Content(3, 0, None).type == "indirect"
    assert (Content(3, 2, None).type, Content(3, 3, None).type) == ("mixed", "direct")
    assert "direct" in names("“It was safe,” she said.", "“It was safe,”", "said", "she", quoted=3)


def test_certainty_of_a_trained_content_is_calibrated():
    trained = Attribution((0, 4), score=0.9, origin="trained")
    assert certainty(trained, Content(3, 0, None)) == REPORTED(0.9)
    assert certainty(trained, Content(3, 1, None)) == QUOTED(0.9)
    assert certainty(Attribution((0, 4), score=0.9), Content(3, 0, None)) == 0.9


@pytest.mark.parametrize(("score", "odds"), [(0.5, 0.0), (1.0, 4.0), (0.0, -4.0), (0.999, 4.0)])
def test_log_odds_are_bounded(score, odds):
    assert features("It was safe.", "It was safe", score=score)["certainty"] == pytest.approx(odds, abs=1e-9)
