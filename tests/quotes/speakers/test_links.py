"""Links from a quote to its cue phrase, by position."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.links import MAX_GAP, MAX_WORDY_GAP, attachment, link
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from tests.quotes.build import doc, span_of, view

POSITIONS = [  # text with one quote and one cue phrase, how they stand
    ("“It is late,” Ann Lee said.", "after"),
    ("“It is late,” said Ann Lee.", "after"),
    ("Ann Lee said: “It is late.”", "before"),
    ("Ann Lee said, “It is late.”", "before"),
    ("Ann Lee said in her speech: “It is late.”", "before"),
    ("Ann Lee said. In her speech: “It is late.”", None),
    ("Ann Lee said of the place “It is late.”", "apart"),
    ("Ann Lee said so. He left “It is late.”", None),
    ("Ann Lee said so; he left “It is late.”", None),
    ("“It is late,” as the mayor said.", "apart"),
    ("“It is late.” So. Then Ann Lee said.", None),
    ("Ann Lee said of " + "so " * 10 + "“It is late.”", "apart"),
    ("Ann Lee said of " + "so " * 12 + "“It is late.”", None),
    ("Ann Lee said of " + "x" * (MAX_WORDY_GAP - 5) + " “It is late.”", "apart"),
    ("Ann Lee said of " + "x" * MAX_WORDY_GAP + " “It is late.”", None),
    ("Ann Lee said" + " " * (MAX_GAP - 1) + "“It is late.”", "before"),
    ("Ann Lee said" + " " * (MAX_GAP + 1) + "“It is late.”", None),
    ("It was, said Ann Lee, “It is late.”", "before"),
]
SCORES = [  # text, cue and score of the link of its first quote
    ("“It is late,” Ann Lee said.", "said", 0.95),
    ("Ann Lee said: “It is late.”", "said", 0.9),
    ("Ann Lee said of the place “It is late.”", "said", 0.6),
    ("“It is late,” saying so.", "saying", 0.65),
    ("Ann Lee added: “It is late,” Ben Park said.", "said", 0.95),
    ("Ann Lee added of him “It is late,” saying so.", "saying", 0.65),
    ("“It is late.”", None, 0.5),
]


@pytest.mark.parametrize(("text", "expected"), POSITIONS, ids=[case[0][:50] for case in POSITIONS])
def test_attachment(text: str, expected: str | None) -> None:
    (quoted,) = find_quoted_spans(text)
    cue_phrase = view(text).cue_phrases[0]
    assert attachment(quoted.start, quoted.end, cue_phrase, text) == expected


@pytest.mark.parametrize(("text", "cue", "score"), SCORES)
def test_score(text: str, cue: str | None, score: float) -> None:
    (quoted,) = find_quoted_spans(text)
    linked = link(Attribution((quoted.start, quoted.end), origin="marks"), view(text))
    assert (text[slice(*linked.cue)] if linked.cue else None) == cue
    assert linked.link_score == pytest.approx(score)


def test_a_source_inside_its_own_marks_is_none() -> None:
    text = "“Ann Lee left,” Ben Park said."
    inside = Attribution((0, 15), None, span_of(text, "Ann Lee"), origin="trained")
    assert link(inside, view(text)).source == span_of(text, "Ben Park")
    alone = "“Ann Lee left so early.”"
    assert link(Attribution((0, len(alone)), None, (1, 8), origin="trained"), view(alone)).source is None


def test_what_has_its_own_source_or_none_by_nature_stays() -> None:
    text = "Ann Lee said: “It is late.”"
    content = span_of(text, "“It is late.”")
    for attribution in (
        Attribution(content, origin="label"),
        Attribution(content, origin="signed"),
        Attribution(span_of(text, "Ann"), origin="trained"),
    ):
        assert link(attribution, view(text)) == attribution


CONFIRMED = [  # label, text, trained source, trained link score, source, link score
    ("both agree", "“It is late,” Ann Lee said.", "Lee", 0.4, "Lee", 0.95),
    ("both agree, the trained one is surer", "“It is late,” Ann Lee said.", "Lee", 0.99, "Lee", 0.99),
    ("a weak link yields", "Ben Park sat. “It is late,” Ann Lee said.", "Ben Park", 0.4, "Ann Lee", 0.95),
    ("a sure link stays", "Ben Park sat. “It is late?” Ann Lee said.", "Ben Park", 0.6, "Ben Park", 0.6),
    ("a comma leads to what follows", "Ben Park sat. “It is late,” Ann Lee said.", "Ben Park", 0.6, "Ann Lee", 0.95),
    ("nothing beside it", "Ben Park sat. “It is late.”", "Ben Park", 0.4, "Ben Park", 0.4),
]


@pytest.mark.parametrize("case", CONFIRMED, ids=[case[0] for case in CONFIRMED])
def test_a_trained_link_is_held_against_the_cue_phrase_beside_the_quote(case: tuple) -> None:
    _, text, trained, link_score, source, expected = case
    (quoted,) = find_quoted_spans(text)
    attribution = Attribution((quoted.start, quoted.end), None, span_of(text, trained), 0.9, link_score, "trained")
    linked = link(attribution, view(text))
    assert (linked.source, linked.link_score) == (span_of(text, source), expected)


def test_a_source_takes_the_name_before_its_apposition() -> None:
    words = [("Lee", "PROPN"), (",", "PUNCT"), ("the", "DET"), ("chair", "NOUN"), ("said", "VERB"), ("so", "ADV")]
    parsed = doc(words, [4, 0, 3, 0, 4, 4], ["nsubj", "punct", "det", "appos", "ROOT", "advmod"])
    text = parsed.text
    attribution = Attribution(span_of(text, "so"), None, span_of(text, "the chair"))
    assert link(attribution, view(text, parsed)).source == (0, text.index(" said"))
    subject = Attribution(span_of(text, "so"), None, (0, 3))
    assert link(subject, view(text, parsed)) == subject


OWNERS = [  # source as found, source as it is written without the ending of an owner
    ("Ann Lee’s", "Ann Lee"),
    ("Ann Lee's", "Ann Lee"),
    ("the Democrats’", "the Democrats"),
    ("the ‘Dukes’", "the ‘Dukes’"),
    ("Ann Lee", "Ann Lee"),
]


@pytest.mark.parametrize(("source", "name"), OWNERS)
def test_the_ending_of_an_owner_is_no_part_of_a_source(source: str, name: str) -> None:
    text = f"It was {source} claim that it was late."
    said = text.index("it was late"), len(text) - 1
    claim = Attribution(said, span_of(text, "claim"), span_of(text, source), origin="trained")
    linked = link(claim, view(text))
    assert linked.source is not None
    assert text[slice(*linked.source)] == name
