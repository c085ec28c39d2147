"""Word lists: every shipped table is well formed, says its source, and repeats nothing."""

import pytest

from newsloom.transforms.text.lexicon import entries_from_text, lexicon
from tests.conftest import ROOT

TABLES = sorted((ROOT / "data" / "lexicon").glob("*.tsv"))


@pytest.mark.parametrize("file", TABLES, ids=lambda f: f.stem)
def test_a_list_says_its_source_and_is_well_formed(file):
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ") and "source:" in text.split("\nword\t")[0].lower()
    assert "\nword\tkind\tcomment\n" in text
    assert all(lexicon(file.stem).values())


@pytest.mark.parametrize("line", ["a\tb", "a\tb\tc\td", "yes\tword\t\nyes\tword\t"])
def test_a_line_that_is_none_is_an_error(line):
    with pytest.raises(ValueError):
        entries_from_text(f"# x; source: y\nword\tkind\tcomment\n{line}\n")
