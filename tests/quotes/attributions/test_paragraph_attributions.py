"""All attributions of a paragraph: trained spans, rules and marks brought together."""

import pytest
from spacy.tokens import Doc, Span

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.paragraph_attributions import (
    best_linked,
    find_paragraph_attributions,
    is_introduced,
    read_trained_attributions,
)
from newsloom.transforms.quotes.calibration import LINKED
from tests.quotes.build import blank, paragraph, span_of, view

BY_RULE = [  # text, (content, source, score, origin) of each
    ("“It is late,” Ann Lee said.", [("“It is late,”", "Ann Lee", 0.9, "marks")]),
    ("“It is too late, and so on", [("“It is too late, and so on", None, 0.6, "marks")]),
    ("Ann Lee said that it was late.", [("it was late", "Ann Lee", 0.6, "rule")]),
    ("Ann Lee said it was “so late”.", [("it was “so late”", "Ann Lee", 0.6, "rule")]),
    ("Ann Lee said the pier “is so late now.”", [("the pier “is so late now.”", "Ann Lee", 0.6, "rule")]),
    ("The “late” train left.", []),
    ("Lee: “It is late.”", [("“It is late.”", "Lee", 0.7, "label")]),
    ("Lee: It is late.", []),
    ("Lee: It is so “late”.", []),
    ("Lee: 'tis a late hour.", []),
    ("“It was late” — Ann Lee", [("“It was late”", "Ann Lee", 0.9, "signed")]),
]


@pytest.mark.parametrize(("text", "expected"), BY_RULE)
def test_by_rule(text: str, expected: list[tuple]) -> None:
    attributions = find_paragraph_attributions(view(text))
    assert [text[slice(*a.content)] for a in attributions] == [case[0] for case in expected]
    assert [(text[slice(*a.source)] if a.source else None) for a in attributions] == [case[1] for case in expected]
    assert [a.origin for a in attributions] == [case[3] for case in expected]


def test_scores_of_marks() -> None:
    closed, open_ = (find_paragraph_attributions(view(text)) for text in ("“It is too late.”", "“It is too late"))
    assert (closed[0].score, open_[0].score) == (0.9, 0.6)


def test_a_label_over_a_headline_speaks() -> None:
    text = "Lee: It is late"
    assert find_paragraph_attributions(view(text)) == []
    (headline,) = find_paragraph_attributions(view(text, kind="heading"))
    assert text[slice(*headline.content)] == "It is late"


def trained(
    text: str, contents: list[str], cue: str, source: str, scores: list[float], tags: dict | None = None
) -> Doc:
    """A document with trained spans; every content has the cue and the source."""
    parsed = blank()(text)
    for token in parsed:
        token.pos_ = (tags or {}).get(token.text, "NOUN")
        token.tag_ = (tags or {}).get(token.text, "NN")

    def spans(parts: list[str], label: str) -> list[Span]:
        return [parsed.char_span(*span_of(text, part), label=label) for part in parts]

    parsed.spans["cue"], parsed.spans["source"] = spans([cue], "cue"), spans([source], "source")
    parsed.spans["content"] = spans(contents, "content")
    parsed.spans["content"].attrs.update(
        {"scores": scores, "link_scores": scores, "cue": [0] * len(contents), "source": [0] * len(contents)}
    )
    return parsed


def test_trained_spans_are_read_with_their_links() -> None:
    text = "Ann Lee said it was late"
    parsed = trained(text, ["it was late"], "said", "Ann Lee", [0.8])
    (attribution,) = read_trained_attributions(paragraph(text, parsed, start=10))
    assert attribution == Attribution((23, 34), (18, 22), (10, 17), 0.8, LINKED(0.8), "trained")
    parsed.spans["content"].attrs.clear()
    (unlinked,) = read_trained_attributions(paragraph(text, parsed))
    assert (unlinked.cue, unlinked.source, unlinked.score) == (None, None, 0.5)
    assert read_trained_attributions(paragraph(text)) == []


def test_trained_content_goes_to_the_edges_of_marks_and_leaves_that_out() -> None:
    text = "Ann Lee said that it “was too late” then"
    (attribution,) = find_paragraph_attributions(
        view(text, trained(text, ["that it “was too"], "said", "Ann Lee", [0.8]))
    )
    assert text[slice(*attribution.content)] == "it “was too late”"


def test_pieces_in_one_pair_of_marks_are_one_attribution() -> None:
    text = "Ann Lee said “it was late, and they all left” then"
    parsed = trained(text, ["it was late", "they all left"], "said", "Ann Lee", [0.6, 0.8])
    (attribution,) = find_paragraph_attributions(view(text, parsed))
    assert text[slice(*attribution.content)] == "“it was late, and they all left”"
    assert attribution.score == 0.6  # of the first, which the marks widen over the second


def test_a_content_that_breaks_off_is_finished() -> None:
    text = "Ann Lee said it was late , so"
    parsed = trained(text, ["it was"], "said", "Ann Lee", [0.8], {"was": "AUX", ",": "PUNCT"})
    (attribution,) = find_paragraph_attributions(view(text, parsed))
    assert text[slice(*attribution.content)] == "it was late"


ENDS = [  # text, trained content, content that does not break off
    ("Ann Lee said it hit its gate , so", "it hit its", "it hit its gate"),
    ("Ann Lee said it hit her , so", "it hit her", "it hit her"),
    ("Ann Lee said it hit Park, who fell", "it hit Park, who", "it hit Park"),
    ("Ann Lee asked who left", "who", "who"),
]


@pytest.mark.parametrize(("text", "content", "expected"), ENDS, ids=[case[1] for case in ENDS])
def test_a_content_that_breaks_off_at_an_owner_or_a_relative(text: str, content: str, expected: str) -> None:
    parsed = trained(text, [content], "said" if "said" in text else "asked", "Ann Lee", [0.8], {",": "PUNCT"})
    (attribution,) = find_paragraph_attributions(view(text, parsed))
    assert text[slice(*attribution.content)] == expected


DATELINED = [  # text, trained content and source, both as they are read
    ("RIGA (Wire) — It was late, Lee said", "RIGA (Wire) — It was late", "Lee", "It was late", "Lee"),
    ("RIGA, Latvia - Lee, who fell, said it was", "it was", "RIGA, Latvia - Lee, who fell", "it was", "Lee, who fell"),
    ("RIGA (Wire) — It was late, Lee said", "RIGA", "Lee", None, None),
    ("RIGA (Wire) — Chief Lee of Brelt said it was", "it was", "RIGA", "it was", "Chief Lee of Brelt"),
    ("RIGA (Wire) — Late, Lee said it was", "it was", "RIGA", "it was", None),
    ("Riga — It was late, Lee said", "Riga — It was late", "Lee", "Riga — It was late", "Lee"),
]


@pytest.mark.parametrize(("text", "content", "source", "said", "speaker"), DATELINED)
def test_a_dateline_is_neither_said_nor_a_speaker(
    text: str, content: str, source: str, said: str | None, speaker: str | None
) -> None:
    attributions = find_paragraph_attributions(view(text, trained(text, [content], "said", source, [0.8])))
    assert [text[slice(*a.content)] for a in attributions] == ([said] if said else [])
    assert [text[slice(*a.source)] for a in attributions if a.source] == ([speaker] if speaker else [])


def test_best_linked() -> None:
    weak, strong = Attribution((0, 1), None, (2, 3), link_score=0.1), Attribution((0, 1), None, (2, 3), link_score=0.9)
    bare = Attribution((0, 1), link_score=1.0)
    assert best_linked(weak, strong) == strong
    assert best_linked(bare, weak) == weak
    assert best_linked(weak, weak) is weak


INTRODUCED = [  # text, content, cue, origin, whether something introduces the content
    ("Lee praised the plan", "the plan", "praised", "trained", True),
    ("Lee praised the plan", "the plan", None, "trained", False),
    ("Lee praised the plan", "the plan", None, "label", True),
    ("Lee praised the plan", "the plan", None, "signed", True),
    ("Lee praised “the plan”", "“the plan”", None, "trained", True),
]


@pytest.mark.parametrize(("text", "content", "cue", "origin", "expected"), INTRODUCED)
def test_a_cue_a_label_or_marks_introduce(
    text: str, content: str, cue: str | None, origin: str, expected: bool
) -> None:
    attribution = Attribution(span_of(text, content), span_of(text, cue), origin=origin)
    assert is_introduced(attribution, view(text)) == expected
