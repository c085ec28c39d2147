"""Roles that clauses say, from parses written by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from tests.marked_names import gazetteer, names, tokenizer

MAYOR = ("mayor", None, "current")
CASES = [  # word/part of speech/relation/head; an entity ends with * (a person) or ^ (a body)
    (
        "is",
        "Holm*/PROPN/nsubj/3 is/AUX/cop/3 the/DET/det/3 editor/NOUN/ROOT/3 of/ADP/case/5 NFC^/PROPN/nmod/3",
        [("editor", "NFC", "current")],
    ),
    (
        "was, and no more",
        "Holm*/PROPN/nsubj/3 was/AUX/cop/3 the/DET/det/3 editor/NOUN/ROOT/3 of/ADP/case/5 NFC^/PROPN/nmod/3",
        [],
    ),
    (
        "was until",
        "Holm*/PROPN/nsubj/2 was/AUX/cop/2 mayor/NOUN/ROOT/2 until/ADP/case/4 2020/NUM/obl/2 ./PUNCT/punct/2",
        [("mayor", None, "former")],
    ),
    (
        "who was from when to when",
        "Holm*/PROPN/nsubj/9 ,/PUNCT/punct/4 who/PRON/nsubj/4 was/AUX/cop/4 mayor/NOUN/acl:relcl/0 from/ADP/case/6"
        " 2001/NUM/obl/4 to/ADP/case/8 2009/NUM/nmod/6 left/VERB/ROOT/9",
        [("mayor", None, "former")],
    ),
    (
        "has been since",
        "Holm*/PROPN/nsubj/3 has/AUX/aux/3 been/AUX/cop/3 mayor/NOUN/ROOT/3 since/ADP/case/5 2014/NUM/obl/3",
        [("mayor", None, "current")],
    ),
    (
        "until, in front",
        "Holm*/PROPN/nsubj/7 ,/PUNCT/punct/6 who/PRON/nsubj/6 until/ADP/case/4 May/PROPN/obl/6 was/AUX/cop/6"
        " mayor/NOUN/appos/0 left/VERB/ROOT/7",
        [("mayor", None, "former")],
    ),
    ("said behind it", "Holm*/PROPN/nsubj/2 is/AUX/cop/2 mayor/NOUN/ccomp/4 he/PRON/nsubj/4 said/VERB/ROOT/4", [MAYOR]),
    ("has been", "Holm*/PROPN/nsubj/3 has/AUX/aux/3 been/AUX/cop/3 mayor/NOUN/ROOT/3 ./PUNCT/punct/3", []),
    ("would be", "Holm*/PROPN/nsubj/3 would/AUX/aux/3 be/AUX/cop/3 mayor/NOUN/ROOT/3 ./PUNCT/punct/3", []),
    ("denied", "Holm*/PROPN/nsubj/3 is/AUX/cop/3 never/ADV/advmod/3 mayor/NOUN/ROOT/3 ./PUNCT/punct/3", []),
    ("imagined", "if/SCONJ/mark/3 Holm*/PROPN/nsubj/3 is/AUX/cop/3 mayor/NOUN/ROOT/3 ./PUNCT/punct/3", []),
    ("reported", "He/PRON/nsubj/1 says/VERB/ROOT/1 Holm*/PROPN/nsubj/4 is/AUX/cop/4 mayor/NOUN/ccomp/1", []),
    (
        "an opinion",
        "Holm*/PROPN/nsubj/4 is/AUX/cop/4 a/DET/det/4 gifted/ADJ/amod/4 editor/NOUN/ROOT/4 ./PUNCT/punct/4",
        [],
    ),
    ("no office", "Holm*/PROPN/nsubj/3 is/AUX/cop/3 a/DET/det/3 star/NOUN/ROOT/3 ./PUNCT/punct/3", []),
    (
        "two titles of one body",
        "Holm*/PROPN/nsubj/2 is/AUX/cop/2 president/NOUN/ROOT/2"
        " and/CCONJ/cc/4 editor/NOUN/conj/2 of/ADP/case/6 NFC^/PROPN/nmod/4",
        [("president and editor", "NFC", "current")],
    ),
    (
        "was named",
        "Holm*/PROPN/nsubj:pass/2 was/AUX/aux:pass/2 named/VERB/ROOT/2"
        " editor/NOUN/xcomp/2 of/ADP/case/5 NFC^/PROPN/nmod/3",
        [("editor", "NFC", "current")],
    ),
    (
        "they named him",
        "They/PRON/nsubj/1 named/VERB/ROOT/1 Holm*/PROPN/obj/1 acting/VERB/amod/4 mayor/NOUN/xcomp/1 ./PUNCT/punct/1",
        [("mayor", None, "acting")],
    ),
    (
        "was sworn in as",
        "Holm*/PROPN/nsubj:pass/2 was/AUX/aux:pass/2 sworn/VERB/ROOT/2 in/ADP/compound:prt/2 as/ADP/case/5"
        " mayor/NOUN/obl/2 ./PUNCT/punct/2",
        [MAYOR],
    ),
    (
        "was named in a year",
        "Holm*/PROPN/nsubj:pass/2 was/AUX/aux:pass/2 named/VERB/ROOT/2"
        " editor/NOUN/xcomp/2 in/ADP/case/5 1994/NUM/obl/2",
        [],
    ),
    (
        "becomes",
        "Holm*/PROPN/nsubj/1 becomes/VERB/ROOT/1 mayor/NOUN/xcomp/1 ./PUNCT/punct/1",
        [("mayor", None, "current")],
    ),
    ("became", "Holm*/PROPN/nsubj/1 became/VERB/ROOT/1 mayor/NOUN/xcomp/1 ./PUNCT/punct/1", []),
    (
        "they elected",
        "They/PRON/nsubj/1 elected/VERB/ROOT/1 Holm*/PROPN/compound/3 mayor/NOUN/obj/1 ./PUNCT/punct/1",
        [("mayor", None, "current")],
    ),
    (
        "served as",
        "Holm*/PROPN/nsubj/1 served/VERB/ROOT/1 as/ADP/case/3 mayor/NOUN/obl/1 ./PUNCT/punct/1",
        [("mayor", None, "former")],
    ),
    (
        "works as",
        "Holm*/PROPN/nsubj/1 works/VERB/ROOT/1 as/ADP/case/4 an/DET/det/4 editor/NOUN/obl/1 ./PUNCT/punct/1",
        [("editor", None, "current")],
    ),
    ("of nobody named", "He/PRON/nsubj/2 is/AUX/cop/2 mayor/NOUN/ROOT/2 ./PUNCT/punct/2", []),
]


def parsed(words: str) -> ParsedArticle:
    """One sentence of tokens "word/part of speech/relation/head"."""
    cells = [cell.split("/") for cell in words.split()]
    plain = [cell[0].rstrip("*^") for cell in cells]
    doc = Doc(
        tokenizer().vocab,
        plain,
        pos=[cell[1] for cell in cells],
        deps=[cell[2] for cell in cells],
        heads=[int(cell[3]) for cell in cells],
    )
    kinds = {"*": "PERSON", "^": "ORG"}
    doc.set_ents([Span(doc, i, i + 1, kinds[cell[0][-1]]) for i, cell in enumerate(cells) if cell[0][-1] in kinds])
    return ParsedArticle("a_0", doc.text, (Paragraph(0, "paragraph", 0, len(doc.text), doc),))


@pytest.mark.parametrize(("label", "words", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_clauses_say(label: str, words: str, expected: list[tuple[str, str | None, str]]) -> None:
    roles = find_mentions(parsed(words), NamesOptions(), gazetteer()).role_records
    assert [(role.role, role.organisation, role.status) for role in roles] == expected


def test_without_a_parse_there_are_none() -> None:
    assert names("[PERSON Ida Holm] is the editor of [ORG NFC].").role_records == []
