"""The documentation as a site: every page has its place, every table a page, and no link leads nowhere."""

import importlib.util
import re
from pathlib import Path

import pytest

from newsloom.schemas.contract import TABLES
from tests.conftest import ROOT

SPEC = importlib.util.spec_from_file_location("site_build", ROOT / "docs" / "site" / "build.py")
SITE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(SITE)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    SITE.gather(folder)
    return folder


def below(folder, page):
    """The pages that stand under a page, at any depth."""
    text = (folder / page).read_text(encoding="utf-8")
    for block in re.findall(r"^```\{toctree\}\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for pattern in (line for line in block.splitlines() if line and not line.startswith(":")):
            for file in sorted((folder / page).parent.glob(f"{pattern}.md")):
                inside = str(file.relative_to(folder))
                if inside != page:
                    yield inside
                    yield from below(folder, inside)


def test_each_page_stands_in_one_place(gathered):
    pages = list(below(gathered, "README.md"))
    assert sorted(pages) == sorted(str(p.relative_to(gathered)) for p in gathered.rglob("*.md") if p.parent != gathered)


def test_one_reads_from_the_tutorial_to_the_architecture(gathered):
    pages = list(below(gathered, "README.md"))
    order = ["tutorial", "howto/README", "cookbook", "data-dictionary", "limits", "architecture"]
    places = [pages.index(f"docs/{name}.md") for name in order]
    assert places == sorted(places)


def test_each_table_has_a_page_with_its_columns_and_rows(gathered):
    for name, table in TABLES.items():
        page = (gathered / "docs" / "tables" / f"{name}.md").read_text(encoding="utf-8")
        assert page.startswith(f"# {name}\n\n{table.description}")
        assert "| for example |" in page or "No row of the samples." in page
    index = (gathered / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert re.findall(r"\(tables/(\w+)\.md\)", index) == list(TABLES)


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning", "ignore::DeprecationWarning")  # of the libraries
def test_it_is_built_without_a_fault_and_asks_for_nothing(tmp_path):
    pytest.importorskip("sphinx", reason="the site is not built: uv sync --group docs brings Sphinx")
    assert SITE.build(tmp_path) == 0
    pages = [page.read_text(encoding="utf-8") for page in tmp_path.rglob("*.html")]
    assert len(pages) > len(TABLES)
    loaded = re.compile(r'<(?:script|img|link|iframe)[^>]*?(?:src|href)="(?:https?:)?//[^"]*"')
    assert [found for page in pages for found in loaded.findall(page)] == []
    styles = [sheet.read_text(encoding="utf-8") for sheet in Path(tmp_path, "_static").rglob("*.css")]
    assert not any("url(http" in sheet or "@import" in sheet for sheet in styles)
