"""docs/contributing.md under test: what its diffs add works, applied to a copy."""

import inspect
import re
from types import ModuleType

import pytest

from newsloom import find_quotes
from newsloom.flows.assets.assets import DATA, load_assets
from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.dataset import Dataset, writing
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.flows.stages import clean
from newsloom.schemas.contract import TABLES, articles
from newsloom.schemas.datapackage import datapackage
from newsloom.schemas.dictionary import dictionary_markdown
from newsloom.schemas.views import views_sql
from newsloom.transforms.cleaning import clean as clean_text_module
from newsloom.transforms.cleaning import passes
from newsloom.transforms.inputs import formats, parse, sniff
from newsloom.transforms.quotes.attributions.cues import cues_from_bytes
from newsloom.transforms.repair import passes as repair_passes
from newsloom.transforms.text.edits import Edit
from tests.conftest import ROOT
from tests.payloads import parsed

PAGE = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")


def lines(name, sign):
    """The lines of a diff that begin with a sign, without it."""
    block = re.search(rf"<!-- diff: {name} -->\n```diff\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[1]
    files = ("+++", "---")
    return [line[1:] for line in block.splitlines() if line.startswith(sign) and not line.startswith(files)]


def test_a_cue_verb_is_one_line(monkeypatch):
    (line,) = lines("cue", "+")
    verb = line.split("\t")[0]
    cues = (DATA / "cues" / "cues.tsv").read_bytes()
    header = next(each for each in cues.decode().splitlines() if not each.startswith("#"))
    assert len(line.split("\t")) == len(header.split("\t"))
    longer = cues_from_bytes(cues.rstrip(b"\n") + f"\n{line}\n".encode())
    assert list(cues_from_bytes(cues).listed([f"{verb}ed"])) == []
    assert list(longer.listed([f"{verb}ed"])) == [(0, verb)]
    monkeypatch.setitem(load_assets().__dict__, "cues", longer)
    (quote,) = find_quotes(f"“We will not pay for it,” Mara Ilves {verb}ed.").to_dict("records")
    assert (quote["cue_lemma"], quote["speaker_name"]) == (verb, "Mara Ilves")


@pytest.fixture
def table(monkeypatch):
    """The table of the page, in the contract for the time of a test."""
    room = dict(vars(articles))
    exec("\n".join(lines("table", "+")), room)
    table = room["WORD_COUNTS"]
    monkeypatch.setitem(TABLES, table.name, table)
    monkeypatch.setitem(ALL_TABLES, table.name, table)
    return table


def test_a_table_is_a_schema_and_all_else_follows(table, tmp_path):
    changes = Changes()
    changes.add(table.name, table.table([{"article_id": "a_" + "0" * 16, "word": "ferry", "n": 2, "run_id": "r"}]))
    with writing(tmp_path) as writer:
        writer.apply(changes)
        writer.publish("r")
    assert Dataset(tmp_path).sql(f"SELECT word, n FROM {table.name}").fetchall() == [("ferry", 2)]
    assert f"\n## {table.name}\n" in dictionary_markdown()
    assert table.name in {resource["name"] for resource in datapackage()["resources"]}
    assert f'"{table.name}"' in views_sql()


def test_the_stage_of_the_page_is_the_one_that_there_is():
    (before,) = (line.strip() for line in lines("stage", "-"))
    source = inspect.getsource(clean)
    assert before in source
    assert all(line.strip() in source for line in lines("stage", " "))


def drop_soft_hyphens(text):
    """The rule that the page adds."""
    return [Edit("unicode", "soft_hyphen", m.start(), m.end(), m[0], "") for m in re.finditer("\u00ad", text)]


def test_a_repair_rule_is_one_entry(monkeypatch):
    room = {**vars(repair_passes), "drop_soft_hyphens": drop_soft_hyphens}
    (added,) = eval(f"({''.join(lines('pass', '+'))})", room)
    monkeypatch.setattr(passes, "PASSES", (added, *passes.PASSES))
    monkeypatch.setattr(clean_text_module, "PASSES", passes.PASSES)
    (changed, kept) = added.examples
    text = f"The {changed.before} is wet."
    cleaned = clean_text_module.clean_text(text, clean_text_module.CleanOptions(), load_assets().char_model)
    assert cleaned.text == f"The {changed.after} is wet."
    assert [edit.rule for edit in cleaned.edits] == ["soft_hyphen"]
    assert kept.after is None and not drop_soft_hyphens(kept.before)
    assert f"\n## {added.name}\n" in passes.passes_markdown()


def test_a_format_is_a_module_and_a_line(monkeypatch):
    module = ModuleType("telegrams")
    exec("\n".join(lines("format", "+")), module.__dict__)
    (line,) = lines("formats", "+")
    assert [each.rstrip() for each in lines("formats", " ")][-1] in inspect.getsource(formats)
    (name, one), *_ = eval("{" + line + "}", {"telegrams": module}).items()
    with_it = {name: one, **formats.FORMATS}
    for each in (formats, sniff, parse):
        monkeypatch.setattr(each, "FORMATS", with_it)
    found = parsed("a.txt", "TELEGRAM Ferry returns STOP TELEGRAM Ferry in doubt STOP")
    assert [record.text for record in found] == ["TELEGRAM Ferry returns", "TELEGRAM Ferry in doubt"]
    assert "| telegrams | `.telegrams` | one a telegram |" in formats.formats_markdown()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"^--- a/(\S+)", PAGE, re.MULTILINE))))
def test_files_are_there(path):
    assert (ROOT / path).is_file()
