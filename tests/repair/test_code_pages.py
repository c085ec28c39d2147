"""Letters of a neighbouring code page are read again on evidence, and foreign names are left alone."""

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.repair.code_pages import neighbouring_pages
from newsloom.transforms.text.edits import apply_edits

MODEL = load_assets().char_model


def again(text):
    return apply_edits(text, neighbouring_pages(text, MODEL))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("cp1254", "Ahmet Kandoğan visited Eskişehir and İzmir."),
        ("cp1250", "Wałkowski met Żółty in Łódź."),
        ("cp1250", "Lukáš Přibyl met Tomáš Dvořák in Plzeň."),
        ("cp1250", "Zoran Đinđić met Milosavljević."),
        ("cp1257", "Gitanas Nausėda met Šakalienė."),
        ("cp1254", "Erdoğan came."),
        ("cp1250", "Lech Wałęsa, 81, came."),
    ],
)
def test_pages(page, text):
    assert again(text.encode(page).decode("cp1252")) == text


@pytest.mark.parametrize(
    "text",
    [
        "Guðmundur Þórðarson met Ýr Sigurðardóttir in Hafnarfjörður.",
        "François Hélène Côté, São Paulo, João Gonçalves, Gößweinstein, Søren Bjørn Åse.",
        "Nestlé® costs £4bn, 10² m, x³, ½ of 3¼; ¿Qué? «Así», dijo José.",
        "Konârak and Bayâdîya are names, written with a mark for a long vowel.",
        "Ms Ðoković won; Ýr, Þór and Ðuro too.",
        "Kandoðan spoke.",  # one word, and not likely enough
        "Nausëda said â€œSakalienë” came to Klaipëda.",  # garbled otherwise
        "Nothing here.",
    ],
)
def test_left_alone(text):
    assert neighbouring_pages(text, MODEL) == []


def test_edits_say_why():
    (edit,) = neighbouring_pages("Lech Wa³esa came.", MODEL)
    assert (edit.before, edit.after, edit.rule, edit.start) == ("³", "ł", "cp1250_as_cp1252", 7)
    assert "cp1252 > cp1250" in edit.evidence


def test_numbers_are_no_words():
    assert neighbouring_pages("The Wałęsa of 5Wa³êsa and Wa³êsa7", MODEL) == []
