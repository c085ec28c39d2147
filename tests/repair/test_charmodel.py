"""The model of spellings: what is one symbol to it, and what an unlikely, an unseen and a likely character cost."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.repair.charmodel import _CLASS_COST, charmodel_from_bytes, charmodel_to_bytes, symbol_of
from tests.conftest import CASE_FILES

MODEL = load_assets().char_model
CLASSES = json.loads((CASE_FILES / "character_classes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CLASSES, ids=[case["label"] for case in CLASSES])
def test_what_is_one_symbol(case: dict) -> None:
    assert {symbol_of(char) for char in case["alike"]} == {case["symbol"]}
    assert [char for char in case["apart"] if symbol_of(char) != char] == []


def test_digits_and_blanks() -> None:
    assert {symbol_of(char) for char in "0479"} == {"0"}
    assert {symbol_of(char) for char in " \n\t\u2003\xa0"} == {" "}
    assert symbol_of("²") == "²"


def test_what_an_unknown_character_costs() -> None:
    """A letter with a rare accent is dearer than a letter of a script that no text had: it is the likelier mistake."""
    (known, free), (plain, accent), (none, unseen) = (MODEL.number(char) for char in ("é", "ḝ", "\U00010330"))
    assert known > 0 and free == 0.0
    assert plain == MODEL.number("e")[0] and none == 0
    assert 0 < unseen < accent
    assert MODEL.knows("é") and not MODEL.knows("\U00010330")


def test_a_no_break_space_is_a_rarer_blank() -> None:
    assert MODEL.number(" ")[0] == MODEL.number("\xa0")[0]
    assert 20 < np.exp(MODEL.number("\xa0")[1] - MODEL.number(" ")[1]) + 1 < 22


def test_members_of_a_class_are_equally_likely() -> None:
    assert MODEL.cost(MODEL.start, "日") == MODEL.cost(MODEL.start, "本")
    assert np.exp(MODEL.number("日")[1]) == pytest.approx((0x9FFF - 0x4E00 + 1) + (0x4DBF - 0x3400 + 1))


@pytest.mark.parametrize(
    ("char", "n"),
    [
        ("\x07", 60),
        ("\u0301", 112),
        ("ก", 128),
        ("日", 27584),
        ("가", 11172),
        ("あ", 96),
        ("ア", 96),
        ("、", 64),
        ("ﬁ", 7),
    ],
)
def test_how_many_are_one_symbol(char: str, n: int) -> None:
    assert np.exp(_CLASS_COST[symbol_of(char)]) == pytest.approx(n)


LIKELIER = [("Žydrūnė", "Å½ydrÅ«nÄ—"), ("café", "cafÃ©"), ("minister", "mnisietr"), ("Wałęsa", "Wa³êsa")]


@pytest.mark.parametrize(("right", "wrong"), LIKELIER)
def test_right_spellings_are_likelier(right: str, wrong: str) -> None:
    assert MODEL.text_cost(right) < MODEL.text_cost(wrong)


@given(st.text(alphabet="aeinst éž日가0 \U00010330\xa0", max_size=20))
def test_costs_add_up(text: str) -> None:
    context, total = MODEL.start, 0.0
    for char in text:
        total += MODEL.cost(context, char)
        context = MODEL.extend(context, char)
    assert MODEL.text_cost(text) == pytest.approx(total)
    assert total >= 0


def test_a_word_begins_anew() -> None:
    after = MODEL.extend(MODEL.extend(MODEL.start, "x"), " ")
    assert after == MODEL.extend(MODEL.extend(MODEL.start, "a"), "\n") == MODEL.start


def test_packed_and_unpacked() -> None:
    keys = [np.array([1, 2], np.uint64), np.array([1 << 10 | 2, 2 << 10 | 1], np.uint64)]
    costs = [np.array([16, 32], np.uint8), np.array([8, 48], np.uint8)]
    model = charmodel_from_bytes(charmodel_to_bytes(["\ufffc", "a", " "], keys, costs, costs))
    assert dict(model.symbols) == {"\ufffc": 0, "a": 1, " ": 2}
    assert [list(key) for key in model.keys] == [list(key) for key in keys]
    assert (model.cost(0, "a"), model.cost(0, " ")) == (1.0, 2.0)
    assert model.cost(1, " ") == 0.5  # 8 steps of 1/16 nat
    assert model.cost(2, "a") == 3.0
    assert model.cost(1, "a") == 1.0 + 1.0  # the pair was not seen: the letter alone, and the back-off of the first
