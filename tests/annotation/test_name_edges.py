"""Where names begin and end."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from newsloom.transforms.annotation.doc_names import Name
from newsloom.transforms.annotation.name_edges import drop_foreign, drop_parties, strip_titles, trim_edges
from tests.annotation.marked import PLACES, Rule, after
from tests.marked_names import tokenizer

CASES = [
    (trim_edges, "[PERSON Ada Obi’s] house", [("Ada Obi", "PERSON")]),
    (trim_edges, "[GPE the Netherlands] won", [("Netherlands", "GPE")]),
    (trim_edges, "[WORK_OF_ART The Gull] won", [("The Gull", "WORK_OF_ART")]),
    (trim_edges, "[DATE the Monday] came", [("the Monday", "DATE")]),
    (trim_edges, "[ORG the] left", []),
    (strip_titles, "[PERSON Prime Minister Ada Obi] left", [("Ada Obi", "PERSON")]),
    (strip_titles, "[PERSON Mr Speaker] left", []),
    (strip_titles, "[LOC Gen. Ada Obi] left", [("Ada Obi", "PERSON")]),
    (strip_titles, "[PERSON Gen. Ada Obi] left", [("Ada Obi", "PERSON")]),
    (strip_titles, "[ORG Democratic Rep.] Ada Obi", [("Democratic", "ORG")]),
    (strip_titles, "[GPE Rep.] Obi", []),
    (strip_titles, "[PERSON Mr. Justice Holm] left", [("Holm", "PERSON")]),
    (strip_titles, "[PERSON HH Omar Said] left", [("Omar Said", "PERSON")]),
    (strip_titles, "[PERSON H E Ada Obi] left", [("Ada Obi", "PERSON")]),
    (strip_titles, "[PERSON H E Bates] left", [("H E Bates", "PERSON")]),
    (strip_titles, "[PERSON Don Holm] left", [("Don Holm", "PERSON")]),
    (strip_titles, "[ORG General Gull] left", [("General Gull", "ORG")]),
    (drop_foreign, "[PERSON Li Wen] ([PERSON 李文]) left", [("Li Wen", "PERSON")]),
    (drop_foreign, "[PERSON Ó Tuama] left", [("Ó Tuama", "PERSON")]),
    (drop_foreign, "[DATE 2024] came", [("2024", "DATE")]),
    (drop_parties, "[PERSON Al Holm], [PERSON R-Ohio], left", [("Al Holm", "PERSON"), ("Ohio", "GPE")]),
    (drop_parties, "([PERSON D]-[GPE Ohio])", [("Ohio", "GPE")]),
    (drop_parties, "([PERSON D–Ohio])", [("Ohio", "GPE")]),
    (drop_parties, "([PERSON L-Ohio])", [("Ohio", "GPE")]),
    (drop_parties, "([PERSON LA-Ohio])", [("LA-Ohio", "PERSON")]),
    (drop_parties, "[PERSON L-Ohio] left", [("L-Ohio", "PERSON")]),
    (drop_parties, "[PERSON R. Holm] left", [("R. Holm", "PERSON")]),
    (drop_parties, "[PERSON D] left", [("D", "PERSON")]),
    (drop_parties, "[PERSON X-Ray] left", [("X-Ray", "PERSON")]),
]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES, ids=[f"{c[0].__name__}: {c[1]}" for c in CASES])
def test_edges(rule: Rule, text: str, expected: list[tuple[str, str]]) -> None:
    assert after(rule, text) == expected


@pytest.mark.parametrize(("label", "expected"), [("ORG", [("Essen", "ORG")]), ("PERSON", [("Essen police", "PERSON")])])
def test_a_common_noun_is_no_part_of_a_body(label: str, expected: list[tuple[str, str]]) -> None:
    doc = Doc(tokenizer().vocab, ["Essen", "police", "came"], tags=["NNP", "NN", "VBD"])
    names = trim_edges(doc, [Name(0, 2, label, 1.0)], PLACES)
    assert [(doc[n.start : n.end].text, n.label) for n in names] == expected
