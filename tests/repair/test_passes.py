"""Garbled text is restored, correct text is left alone, and every repair is on record."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom import repair_text
from newsloom.flows.assets.assets import DATA, load_assets
from newsloom.transforms.cleaning.clean import CleanOptions, clean_articles
from newsloom.transforms.cleaning.passes import repair
from newsloom.transforms.inputs.records import RawRecord
from newsloom.transforms.repair.charmodel import charmodel_from_bytes
from newsloom.transforms.repair.spelling import evidence_from_rows, lost_letters, spelling_key, spelling_rows
from newsloom.transforms.text.edits import place, undo
from tests.conftest import CASE_FILES

MODEL = load_assets().char_model
CASES = json.loads((CASE_FILES / "repair.json").read_text(encoding="utf-8"))
CORRECT = json.loads((CASE_FILES / "repair_correct.json").read_text(encoding="utf-8"))
NAMES = ("Žydrūnė Gražulytė", "Łukasz Źdźbło", "Ağaoğlu Çiğdem", "Þórður Sæmundsson", "Trần Đức Lương", "Jürgen Weiß")


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_restored(case, request):
    if "fails" in case:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["fails"]))
    assert repair_text(case["input"]) == case["expected"]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_is_left_alone(text):
    assert repair_text(text) == text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page", ["cp1252", "latin-1", "cp1250", "cp1257", "mac_roman", "cp437"])
def test_a_garbled_name_in_a_correct_paragraph(name, page):
    garbled = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in name.encode())
    text = "The minister’s aide said “no” – and {} left the café in Vilnius on Friday."
    assert repair_text(text.format(garbled)) == text.format(name)


def test_edits_say_where_how_and_why():
    (edit,) = repair("Deputy DovilÄ— left “early”.", MODEL).edits
    assert (edit.start, edit.end, edit.before, edit.after) == (12, 14, "Ä—", "ė")
    assert (edit.kind, edit.rule, edit.applied) == ("mojibake", "utf8_as_cp1252", True)
    assert edit.evidence is not None and "cp1252 > utf-8" in edit.evidence
    assert 0.9 < edit.confidence <= 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_repairs_can_be_undone(text):
    repaired = repair(text, MODEL)
    assert undo(repaired.text, place(repaired.edits)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=80))
def test_ascii_is_left_alone(text):
    assert repair_text(text) == text


def evidence(*words):
    return evidence_from_rows(spelling_rows([("a_00000000000000aa", " ".join(words))]))


def test_lost_letters_need_evidence():
    assert not [e for e in lost_letters("Dovil? Sakaliene spoke.") if e.applied]
    (edit,) = lost_letters("Dovil? Sakaliene spoke.", evidence("Dovilė"))
    assert (edit.start, edit.end, edit.after) == (5, 6, "ė")
    assert edit.evidence == "spelled Dovilė in a_00000000000000aa"


def test_two_answers_are_no_answer():
    (edit,) = lost_letters("Mart?n Weber spoke.", evidence("Martín", "Martìn"))
    assert not edit.applied and edit.rule == "ambiguous"
    assert [edit] == lost_letters("Mart?n Weber spoke.", evidence("Martìn", "Martín"))


def test_short_tokens_stay():
    assert not [e for e in lost_letters("M?n spoke.", evidence("Môn")) if e.applied]


@pytest.mark.parametrize("text", ["What?No, really?Yes.", "See watch?v=Dovil? here", "Is it the cafe? He left."])
def test_question_marks_are_no_damage(text):
    assert not [e for e in lost_letters(text, evidence("Whatė", "reallyė", "café", "Nö")) if e.applied]


def test_the_question_mark_of_a_name_is_told_from_that_of_a_sentence():
    text = "Critics of Egl? ?imk?nait? were many.\n\nEglė Šimkūnaitė had left. Was it Egl? She did not say."
    assert [e.start for e in lost_letters(text) if e.applied and e.after == "ė" and e.start < 40] == [14, 25]
    assert "Was it Egl? She" in repair_text(text)


def test_damage_beyond_repair_is_flagged():
    records = [RawRecord("a", 0, "a", "0" * 64, "Members listened to D\ufffdvn\ufffd for an hour on Monday.")]
    cleaned = clean_articles(records, CleanOptions(any_language=True), MODEL)
    assert "unrepaired_damage" in cleaned.articles["quality_flags"][0].as_py()
    assert not any(edit["applied"] for edit in cleaned.edits.to_pylist())


def test_key_is_what_remains():
    assert spelling_key("Dovilė") == spelling_key("Dovil?") == spelling_key("Dovil\ufffd\ufffd") == "Dovil?"


def test_the_model_is_small_and_loads_fast():
    blob = (DATA / "repair" / "charmodel.bin.zst").read_bytes()
    assert len(blob) <= 5_000_000
    started = time.process_time()
    charmodel_from_bytes(blob)
    assert time.process_time() - started < 0.2  # 0.05 s on a free core; the margin is for a busy one
