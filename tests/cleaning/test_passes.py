"""Each pass does what its examples say, the page in docs is printed from them, and one list serves all who restore."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.cleaning import passes
from newsloom.transforms.cleaning.clean import QUALITY_FLAGS, CleanOptions, clean_text
from newsloom.transforms.cleaning.passes import PASSES, passes_markdown, repair
from newsloom.transforms.repair.passes import Example, Pass
from newsloom.transforms.repair.spelling import EMPTY_EVIDENCE
from newsloom.transforms.text.edits import Edit, apply_edits
from tests.conftest import ROOT

MODEL = load_assets().char_model
EXAMPLES = [(step, example) for step in PASSES for example in step.examples]


@pytest.mark.parametrize(("step", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_the_examples_are_true(step, example):
    edits = step.function(example.before, MODEL, EMPTY_EVIDENCE)
    after = example.before if example.after is None else example.after
    assert apply_edits(example.before, edits) == after
    assert example.after != example.before


@pytest.mark.parametrize("step", PASSES, ids=lambda step: step.name)
def test_a_pass_has_an_example_of_what_it_changes(step):
    assert any(example.after is not None for example in step.examples)
    assert step.option is None or step.option in {field.name for field in fields(CleanOptions)}
    assert step.flag is None or step.flag in QUALITY_FLAGS


def test_names_of_passes_are_distinct():
    assert len({step.name for step in PASSES}) == len(PASSES)


def test_the_page_in_docs_is_printed_from_the_passes():
    assert (ROOT / "docs" / "passes.md").read_text(encoding="utf-8") == passes_markdown()


@pytest.mark.parametrize("option", ["repair", "remove_boilerplate", "join_wrapped_lines"])
def test_an_option_turns_its_passes_off(option):
    for step, example in EXAMPLES:
        if step.option == option and example.after is not None:
            on, off = (clean_text(example.before, CleanOptions(**{option: value}), MODEL) for value in (True, False))
            assert on.text != off.text


def test_a_new_rule_is_one_entry(monkeypatch):
    def drop_hashes(text, model, evidence):
        return [Edit("mojibake", "hash", i, i + 1, c, "") for i, c in enumerate(text) if c == "#"]

    rule = Pass("hashes", "They go.", drop_hashes, (Example("a#b", "ab"),), option="repair", restores=True)
    for module in ("newsloom.transforms.cleaning.clean", "newsloom.transforms.cleaning.passes"):
        monkeypatch.setattr(f"{module}.PASSES", (*PASSES, rule))
    assert clean_text("The #vote", CleanOptions(), MODEL).text == "The vote"
    assert repair("The #vote", MODEL).text == "The vote"
    assert "## hashes" in passes.passes_markdown()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_repair_makes_no_edits_but_of_letters(text):
    assert all(edit.kind in ("mojibake", "unicode") for edit in repair(text, MODEL).edits)
