"""Through whom speech came: the spans of `via`, and the inner speaker of what another one passes on."""

import pytest

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.speakers.layers import is_medium, layer
from tests.quotes.build import span_of, view

CASES = [  # label, text, content, cue, source: of the attribution; content, source, via: of the layered one
    ("credit", "“No,” Lee said, according to the Post.", ("“No,”", "said", "Lee"), ("“No,”", "Lee", "the Post")),
    ("own credit", "It is, according to Lee.", ("It is", "according to", "Lee"), ("It is", "Lee", None)),
    ("credit of another sentence", "“No,” Lee said. It is, according to Reuters.", ("“No,”", "said", "Lee"), None),
    ("credit in marks", "Lee said “no, according to Reuters.”", ("“no, according to Reuters.”", "said", "Lee"), None),
    (
        "credit in what is said, and one behind",
        "Lee said it is as reported by Park, according to Reuters.",
        ("it is as reported by Park", "said", "Lee"),
        ("it is as reported by Park", "Lee", "Reuters"),
    ),
    ("told an outlet", "“No,” Lee told Reuters.", ("“No,”", "told", "Lee"), ("“No,”", "Lee", "Reuters")),
    ("told the paper", "“No,” Lee told the paper.", ("“No,”", "told", "Lee"), ("“No,”", "Lee", "the paper")),
    ("told somebody", "“No,” Lee told Park.", ("“No,”", "told", "Lee"), None),
    (
        "a mark that never closes",
        "Lee stated, “just when it is late, Reuters reports no change.",
        ("“just when it is late, Reuters reports no change.", "stated", "Lee"),
        None,
    ),
    ("said Reuters", "“No,” Lee said Reuters.", ("“No,”", "said", "Lee"), None),
    ("interview", "“No,” Lee said in an interview with CNN.", ("“No,”", "said", "Lee"), ("“No,”", "Lee", "CNN")),
    ("on air", "“No,” Lee said Monday on CNN.", ("“No,”", "said", "Lee"), ("“No,”", "Lee", "CNN")),
    ("interview with somebody", "“No,” Lee said in an interview with Park.", ("“No,”", "said", "Lee"), None),
    (
        "inner clause of one word",
        "Lee said that late, Reuters reported.",
        ("Lee said that late", "reported", "Reuters"),
        None,
    ),
    (
        "inner clause of two words",
        "Lee said that it is, Reuters reported.",
        ("Lee said that it is", "reported", "Reuters"),
        ("it is", "Lee", "Reuters"),
    ),
    ("possessive", "“No,” Lee said on CNN’s show.", ("“No,”", "said", "Lee"), ("“No,”", "Lee", "CNN")),
    ("witness", "Park testified that Lee said “no.”", ("“no.”", "said", "Lee"), ("“no.”", "Lee", "Park")),
    ("two that speak", "Park said no and Lee said “no.”", ("“no.”", "said", "Lee"), None),
    (
        "inner clause",
        "Lee said that it is late, Reuters reported.",
        ("Lee said that it is late", "reported", "Reuters"),
        ("it is late", "Lee", "Reuters"),
    ),
    (
        "a person's report of a clause stays",
        "Park testified that Lee said it is late.",
        ("Lee said it is late", "testified", "Park"),
        None,
    ),
    (
        "a person's report of words in marks",
        "Park testified that Lee told her “it is late.”",
        ("Lee told her “it is late.”", "testified", "Park"),
        ("“it is late.”", "Lee", "Park"),
    ),
    (
        "words in marks at the end of all that a person tells",
        "Park testified that a woman of the crew had been there when Lee asked “is it late?”",
        ("a woman of the crew had been there when Lee asked “is it late?”", "testified", "Park"),
        None,
    ),
    (
        "words in marks, then their cue",
        "“It is late,” Lee said on Monday, according to Park.",
        ("“It is late,” Lee said on Monday", "according to", "Park"),
        ("“It is late,”", "Lee", "Park"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_layer(case: tuple) -> None:
    _, text, (content, cue, source), expected = case
    found = layer(Attribution(span_of(text, content), span_of(text, cue), span_of(text, source)), view(text))
    spans = (found.content, found.source, found.via)
    texts = tuple(text[slice(*span)] if span else None for span in spans)
    assert texts == (expected or (content, source, None))


MEDIA = [
    ("Brask Courier", True),
    ("the Brask Courier", True),
    ("Reuters", True),
    ("the newspaper", True),
    ("the local newspaper", True),
    ("the owner of the newspaper", False),
    ("a newspaper", False),
    ("Courier Brask Holding Group", False),
    ("courier", False),
    ("", False),
]


@pytest.mark.parametrize(("phrase", "expected"), MEDIA)
def test_is_medium(phrase: str, expected: bool) -> None:
    assert is_medium(phrase.split()) == expected
