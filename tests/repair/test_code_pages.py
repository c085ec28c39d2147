"""Letters of a neighbouring code page are read again on evidence, and foreign names are left alone."""

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.repair.code_pages import _words, neighbouring_pages
from newsloom.transforms.text.edits import apply_edits

MODEL = load_assets().char_model


def again(text):
    return apply_edits(text, neighbouring_pages(text, MODEL))


@pytest.mark.parametrize(
    "text",
    [
        "Over 40 m³ and 9 Km³ of ice per kg³, x² + y³",
        "Footnote³ and note¹ and research¹ of the Universität¹",
        "Smith¹, Jones² and Brown³ wrote it.",
        "Nº 5 and 1º de Mayo; ¿Qué pasa? £5m, ¥en, ¼ mile and 10×zoom",
    ],
)
def test_raised_numbers_and_signs_are_no_letters(text):
    assert again(text) == text


def test_a_raised_number_is_a_letter_where_others_show_the_page():
    assert again("Pawe³ by³ w Krakowie, Micha³ te¿") == "Paweł był w Krakowie, Michał też"


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
    assert edit.confidence == 0.9


@pytest.mark.parametrize(
    ("before", "behind", "read"),
    [(38, 0, True), (41, 0, True), (0, 39, True), (0, 40, False), (20, 19, True)],
)
def test_how_long_a_word_may_be(before, behind, read):
    """Of 40 letters from the first that would change; before it no more than 40 are looked at."""
    text = f"{'a' * before}³{'a' * behind}"
    words = [(word.start(), word.end()) for word in _words(text, {"³": "ł"})]
    assert words == ([(max(0, before - 40), len(text))] if read else [])


def test_numbers_are_no_words():
    assert neighbouring_pages("The Wałęsa of 5Wa³êsa and Wa³êsa7", MODEL) == []
