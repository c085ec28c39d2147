"""People in order of place, and what each is to its verb: subject, reporter, one told of, unnamed."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.mentions.references.nominals import OpenNominal
from newsloom.transforms.mentions.references.person_mentions import (
    PersonMention,
    _is_anybody,
    _speaks,
    find_person_mentions,
    is_subject,
    mark_quoted,
)
from tests.marked_names import article, gazetteer
from tests.mentions.build import sentence

_VOCAB = spacy.blank("en").vocab
LEMMAS = {"said": "say", "thinks": "think", "left": "leave", "replied": "reply"}


def parsed(words: str, tags: dict[str, str] | None = None) -> ParsedArticle:
    """One sentence from tokens "word/relation/head"; Holm and Lund are people."""
    cells = [cell.split("/") for cell in words.split()]
    texts = [cell[0] for cell in cells]
    doc = Doc(
        _VOCAB,
        texts,
        heads=[int(cell[2]) for cell in cells],
        deps=[cell[1] for cell in cells],
        pos=["NOUN" if cell[1] != "ROOT" else "VERB" for cell in cells],
        tags=[(tags or {}).get(text, "NN") for text in texts],
        lemmas=[LEMMAS.get(text, text) for text in texts],
    )
    doc.set_ents([Span(doc, i, i + 1, "PERSON") for i, cell in enumerate(cells) if cell[0] in ("Holm", "Lund")])
    return ParsedArticle("a_0", doc.text, (Paragraph(0, "paragraph", 0, len(doc.text), doc),))


def mentions(item: ParsedArticle) -> list[PersonMention]:
    spans = find_name_spans(item, gazetteer())
    return find_person_mentions(item, spans, build_chains(item.text, spans, gazetteer()))


def shown(item: ParsedArticle, field: str) -> dict[str, object]:
    return {item.text[m.start : m.end]: getattr(m, field) for m in mentions(item)}


CASES = [  # label, parsed words, field, its value by the words of each mention
    ("subjects", "Holm/nsubj/1 met/ROOT/1 her/obj/1", "subject", {"Holm": True, "her": False}),
    ("a subject in the passive", "Holm/nsubj:pass/2 was/aux/2 met/ROOT/2", "subject", {"Holm": True}),
    ("who says", "Holm/nsubj/1 said/ROOT/1 Lund/nsubj/3 left/ccomp/1", "reports", {"Holm": True, "Lund": False}),
    (
        "who thinks does not say",
        "Holm/nsubj/1 thinks/ROOT/1 he/nsubj/3 left/ccomp/1",
        "reports",
        {"Holm": False, "he": False},
    ),
    ("before a quotation", "Holm/nsubj/1 quipped/ROOT/1 ,/punct/1 “/punct/1 so/obj/1", "reports", {"Holm": True}),
    ("before a word in marks", "Holm/nsubj/1 saw/ROOT/1 a/det/4 “/punct/4 gull/obj/1", "reports", {"Holm": False}),
    ("who leads", "Holm/nsubj/1 said/ROOT/1 Lund/nsubj/3 left/ccomp/1", "leads", {"Holm": True, "Lund": False}),
    ("what the sentence ends with", "They/nsubj/1 saw/ROOT/1 Holm/obj/1", "leads", {"Holm": False}),
    ("who answers", "Holm/nsubj/1 replied/ROOT/1 so/obj/1", "replies", {"Holm": True}),
    ("who says and answers not", "Holm/nsubj/1 said/ROOT/1 so/obj/1", "replies", {"Holm": False}),
    ("who is answered", "They/nsubj/1 replied/ROOT/1 Holm/obl/1", "replies", {"Holm": False}),
    ("to whom it is said", "They/nsubj/1 said/ROOT/1 Holm/obl/1", "reports", {"Holm": False}),
    ("told of", "Holm/nsubj/1 said/ROOT/1 Lund/nsubj/3 left/ccomp/1", "told_of", {"Holm": False, "Lund": True}),
    (
        "not told, but thought of",
        "Holm/nsubj/1 thinks/ROOT/1 Lund/nsubj/3 left/ccomp/1",
        "told_of",
        {"Holm": False, "Lund": False},
    ),
    ("gender of pronouns alone", "Holm/nsubj/1 met/ROOT/1 her/obj/1", "gender", {"Holm": None, "her": "female"}),
]


@pytest.mark.parametrize(("label", "words", "field", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_a_mention_is(label: str, words: str, field: str, expected: dict[str, object]) -> None:
    assert shown(parsed(words), field) == expected


UNNAMED = [  # label, parsed words, tags, whether an unnamed person speaks
    ("a juror", "juror/nsubj/1 said/ROOT/1 so/advmod/1", {}, True),
    ("many", "jurors/nsubj/1 said/ROOT/1 so/advmod/1", {"jurors": "NNS"}, False),
    ("no person", "report/nsubj/1 said/ROOT/1 so/advmod/1", {}, False),
    ("who does not speak", "juror/nsubj/1 left/ROOT/1 so/advmod/1", {}, False),
    ("who is spoken to", "they/nsubj/1 said/ROOT/1 juror/obj/1", {}, False),
    ("in a quotation", "“/punct/2 juror/nsubj/2 said/ROOT/2 ”/punct/2", {}, False),
    ("a noun that tells a gender", "officers/nsubj/1 saw/ROOT/1 woman/obj/1", {"officers": "NNS"}, True),
    (
        "a noun that is no argument",
        "officers/nsubj/1 saw/ROOT/1 gulls/obj/1 woman/conj/2",
        {"officers": "NNS", "gulls": "NNS"},
        False,
    ),
    ("women", "officers/nsubj/1 saw/ROOT/1 women/obj/1", {"officers": "NNS", "women": "NNS"}, False),
    ("in a quotation, with a gender", "“/punct/2 mother/nsubj/2 left/ROOT/2 ”/punct/2", {}, True),
    ("what somebody is", "Holm/nsubj/2 is/cop/2 woman/ROOT/2", {}, False),
    ("before her name", "saw/ROOT/0 wife/obj/0 ,/punct/3 Holm/appos/1", {}, False),
    ("the title of one who is named", "officer/nsubj/2 Holm/appos/0 said/ROOT/2", {}, False),
]


@pytest.mark.parametrize(("label", "words", "tags", "speaks"), UNNAMED, ids=[case[0] for case in UNNAMED])
def test_who_speaks_and_is_not_named(label: str, words: str, tags: dict[str, str], speaks: bool) -> None:
    unnamed = [m.chain for m in mentions(parsed(words, tags)) if m.chain is not None and m.chain < 0]
    assert unnamed == ([-1] if speaks else [])


def test_each_unnamed_speaker_has_a_number() -> None:
    words = "juror/nsubj/1 said/ROOT/1 and/cc/4 officer/nsubj/4 said/conj/1"
    assert [m.chain for m in mentions(parsed(words))] == [-1, -2]


@pytest.mark.parametrize(("second", "numbers"), [("the", [-1, -1]), ("a", [-1, -2])])
def test_the_man_is_the_last_man(second: str, numbers: list[int]) -> None:
    words = f"man/nsubj/1 saw/ROOT/1 ;/punct/1 {second}/det/4 man/nsubj/5 left/parataxis/1"
    assert [m.chain for m in mentions(parsed(words))] == numbers


def test_sentences_and_paragraphs_are_counted() -> None:
    read = mentions(article("[PERSON Holm] left. She sat.\nHe came."))
    assert [(m.paragraph, m.sentence) for m in read] == [(0, 1), (0, 2), (1, 3)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a “b” c", "b"),
        ('a "b" c', "b"),
        ("a „b“ c", "b"),
        ("a «b» c", "b"),
        ("a 'b' c", ""),  # single marks may be apostrophes
        ("a” b", ""),
        ("a “b", "b"),  # a quotation that goes on in the next paragraph
        ("a “b\ncold.” d", "b cold"),
        ('he "b" c "d" e', "b d"),
    ],
)
def test_what_stands_in_quotation_marks(text: str, inside: str) -> None:
    read = article(text)
    words = [
        token.text
        for paragraph in read.paragraphs
        for token, state in zip(paragraph.doc, mark_quoted(paragraph, read.quoted_spans), strict=True)
        if state and token.is_alpha
    ]
    assert " ".join(words) == inside


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("he/PRON left/VERB", True),
        ("She/PRON left/VERB", True),
        ("him/PRON left/VERB", False),
        ("her/PRON left/VERB", False),
        ("Holm/PROPN left/VERB", True),
        ("Holm/PROPN has/AUX", True),
        ("Holm/PROPN then/ADV ,/PUNCT left/VERB", True),
        ("Holm/PROPN of/ADP Oslo/PROPN left/VERB", False),
        ("Holm/PROPN", False),
        ("Holm/PROPN then/ADV ,/PUNCT then/ADV left/VERB", False),
    ],
)
def test_subjects_without_a_parse(words: str, expected: bool) -> None:
    assert is_subject(sentence(words)[0], parsed=False) == expected


def test_subjects_by_their_relation() -> None:
    doc = sentence("Holm/PROPN/nsubj/1 met/VERB/ROOT/1 her/PRON/obj/1")
    assert [is_subject(token, parsed=True) for token in doc] == [True, False, False]


@pytest.mark.parametrize(
    ("words", "quoted", "expected"),
    [
        ("mayor/nsubj/1 said/ROOT/1", False, True),
        ("mayor/nsubj/1 said/ROOT/1", True, False),
        ("mayor/nsubj/1 left/ROOT/1", False, False),
        ("saw/ROOT/0 mayor/obj/0", False, False),
    ],
)
def test_who_is_described_speaks_outside_of_quotations(words: str, quoted: bool, expected: bool) -> None:
    doc = parsed(words).paragraphs[0].doc
    token = next(token for token in doc if token.text == "mayor")
    nominal = OpenNominal(token.idx, token.idx + 5, frozenset((0,)))
    assert _speaks(token, nominal, doc.text, [quoted] * len(doc)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("he or she left", [True, False, True, False]),
        ("his / her nets", [True, False, True, False]),
        ("he or he left", [False] * 4),
        ("Holm or she left", [False] * 4),
        ("she left", [False, False]),
    ],
)
def test_he_or_she_is_nobody_in_particular(words: str, expected: list[bool]) -> None:
    assert [_is_anybody(token) for token in Doc(_VOCAB, words.split())] == expected
