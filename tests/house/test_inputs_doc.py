"""docs/inputs.md names every extension, column name and reason that the code knows."""

import pytest

from newsloom.schemas.contract.articles import REJECT_REASONS
from newsloom.transforms.inputs.columns import NAMES
from newsloom.transforms.inputs.formats import EXTENSIONS, formats_markdown
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
WORDS = [f".{name}" for name in EXTENSIONS] + [*NAMES, *(n for names in NAMES.values() for n in names), *REJECT_REASONS]


@pytest.mark.parametrize("word", dict.fromkeys(WORDS))
def test_is_documented(word: str) -> None:
    assert f"`{word}`" in TEXT


def test_the_table_of_formats_is_printed_from_them() -> None:
    assert f"\n\n{formats_markdown()}\n" in TEXT
