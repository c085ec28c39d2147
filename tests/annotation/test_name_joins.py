"""Names that a tagger broke or cut short."""

from __future__ import annotations

import pytest

from newsloom.transforms.annotation.name_joins import extend_names, join_names
from tests.annotation.marked import after

JOINED = [
    ("nickname", "[PERSON James] “Mad Dog” [PERSON Matter] left.", [("James “Mad Dog” Matter", "PERSON")]),
    ("a blank inside", "[PERSON James] “Mad Dog ” [PERSON Matter] left.", [("James", "PERSON"), ("Matter", "PERSON")]),
    ("straight marks", '[PERSON James] "Mad" [PERSON Matter] left.', [("James “Mad” Matter", "PERSON")]),
    ("with the article", "[PERSON James] “The Dog” [PERSON Matter] left.", [("James “The Dog” Matter", "PERSON")]),
    ("the tagger ends inside", "[PERSON Ivan ‘Bear]’ [PERSON Holm] left.", [("Ivan ‘Bear’ Holm", "PERSON")]),
    ("no surname marked", "[PERSON James] “Mad Dog” Matter left.", [("James “Mad Dog” Matter", "PERSON")]),
    ("four words", "[PERSON James] “A B C D” Matter left.", [("James “A B C D” Matter", "PERSON")]),
    ("five words are a title", "[PERSON James] “A B C D E” Matter left.", [("James", "PERSON")]),
    ("speech", "[PERSON James] “go home” [PERSON Matter] left.", [("James", "PERSON"), ("Matter", "PERSON")]),
    ("no surname behind", "[PERSON James] “Mad Dog” left.", [("James", "PERSON")]),
    ("a comma behind", "[PERSON James] “Mad Dog”, Matter left.", [("James", "PERSON")]),
    ("a place behind", "[PERSON James] “Mad Dog” [GPE Lima].", [("James", "PERSON"), ("Lima", "GPE")]),
    ("not a body", "[ORG James] “Mad Dog” Matter.", [("James", "ORG")]),
    ("Balinese", "[PERSON I] [PERSON Wayan Suda] left.", [("I Wayan Suda", "PERSON")]),
    ("I before a place", "[PERSON I] [GPE Lima] left.", [("I", "PERSON"), ("Lima", "GPE")]),
    ("I apart", "[PERSON I] saw [PERSON Suda].", [("I", "PERSON"), ("Suda", "PERSON")]),
    ("district", "[GPE Northern District] of [GPE Lima] won.", [("Northern District of Lima", "GPE")]),
    ("with the article behind of", "[ORG Bank] of the [LOC South] won.", [("Bank of the South", "ORG")]),
    ("ends in of", "[GPE Northern District of] [GPE Lima] won.", [("Northern District of Lima", "GPE")]),
    ("of nothing", "[GPE Northern District of] fish won.", [("Northern District", "GPE")]),
    ("of a people", "[ORG Board] of [NORP Kenyan] men.", [("Board", "ORG"), ("Kenyan", "NORP")]),
    ("another word", "[ORG Gull] of [GPE Lima] won.", [("Gull", "ORG"), ("Lima", "GPE")]),
    ("a body's country", "[ORG Gull Watch] [GPE Peru] paid.", [("Gull Watch Peru", "ORG")]),
    ("a city behind a body", "[ORG Gull Watch] [GPE Lima] paid.", [("Gull Watch", "ORG"), ("Lima", "GPE")]),
    ("a name goes on", "[ORG Gull] [GPE Kenya] Bay fell.", [("Gull", "ORG"), ("Kenya", "GPE")]),
    ("a comma between", "[ORG Gull Watch], [GPE Kenya]", [("Gull Watch", "ORG"), ("Kenya", "GPE")]),
    ("a person is no district", "[PERSON Bank] of [GPE Lima] won.", [("Bank", "PERSON"), ("Lima", "GPE")]),
]


@pytest.mark.parametrize(("label", "text", "expected"), JOINED, ids=[case[0] for case in JOINED])
def test_pieces_of_one_name(label: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = after(join_names, text)
    assert [(name.replace('"Mad"', "“Mad”"), kind) for name, kind in found] == expected


EXTENDED = [
    ("part of a place", "In Central [NORP Kenyan] towns", [("Central Kenyan", "NORP")]),
    ("the United", "the United [LOC States] left", [("United States", "LOC")]),
    ("no direction", "In Happy [NORP Kenyan] towns", [("Kenyan", "NORP")]),
    ("a person has none", "In West [PERSON Lima] towns", [("Lima", "PERSON")]),
    ("marked already", "In [LOC West] [GPE Lima] towns", [("West", "LOC"), ("Lima", "GPE")]),
    ("two peoples with a hyphen", "All Peru-[NORP Kenyans] left", [("Peru-Kenyans", "NORP")]),
    ("a hyphen of another kind", "anti-[NORP Kenyans] left", [("Kenyans", "NORP")]),
    ("particle", "[PERSON Omar bin] Said left", [("Omar bin Said", "PERSON")]),
    ("particle alone", "[PERSON Bin] Said left", [("Bin", "PERSON")]),
    ("no particle", "[PERSON Omar Kin] Said left", [("Omar Kin", "PERSON")]),
    ("Korean hyphen", "[PERSON Ban Ki]-moon left", [("Ban Ki-moon", "PERSON")]),
    ("hyphen of two surnames", "[PERSON Ida Holm]-Lund left", [("Ida Holm-Lund", "PERSON")]),
    ("hyphen of an adjective", "an [PERSON Ida Holm]-backed plan", [("Ida Holm", "PERSON")]),
    ("surname and hyphen", "a [PERSON Holm]-Lund debate", [("Holm", "PERSON")]),
    ("a body's hyphen", "[ORG Gull]-PF left", [("Gull-PF", "ORG")]),
    ("two words joined", "[ORG Tern]-e-Holm left", [("Tern-e-Holm", "ORG")]),
    ("hyphen of a body's adjective", "a [ORG Gull]-backed plan", [("Gull", "ORG")]),
    ("hyphen of two names", "a [ORG Gull]-[ORG Tern] deal", [("Gull", "ORG"), ("Tern", "ORG")]),
    ("birth order unmarked", "I [PERSON Wayan Suda] left", [("I Wayan Suda", "PERSON")]),
    ("birth order like a verb", "his brother I Made [PERSON Suda] left", [("I Made Suda", "PERSON")]),
    ("a woman's", "said Ni Made [PERSON Suda]", [("Ni Made Suda", "PERSON")]),
    ("a verb", "I made [PERSON Suda] leave", [("Suda", "PERSON")]),
    ("no birth order", "I [PERSON Ida Holm] left", [("Ida Holm", "PERSON")]),
    ("last word", "the [ORG Gull Fish] Act passed", [("Gull Fish Act", "LAW")]),
    ("third word", "[ORG Gull] Fish Food Institute", [("Gull Fish Food Institute", "ORG")]),
    ("fourth word", "[ORG Gull] Fish Food And Institute", [("Gull", "ORG")]),
    ("a body stays one", "[ORG Gull] Tower Bridge", [("Gull Tower Bridge", "ORG")]),
    ("a person's house", "[PERSON Holm] Tower fell", [("Holm Tower", "FAC")]),
    ("no last word", "[ORG Gull] Fish left", [("Gull", "ORG")]),
    ("a small word between", "[ORG Gull] fish Institute", [("Gull", "ORG")]),
    ("another name between", "[ORG Gull] [PERSON Holm] Institute", [("Gull", "ORG"), ("Holm Institute", "ORG")]),
    ("numbers are left", "[DATE Monday] Institute", [("Monday", "DATE")]),
    ("works are left", "[WORK_OF_ART Gull] Institute", [("Gull", "WORK_OF_ART")]),
]


@pytest.mark.parametrize(("label", "text", "expected"), EXTENDED, ids=[case[0] for case in EXTENDED])
def test_names_cut_short(label: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert after(extend_names, text) == expected
