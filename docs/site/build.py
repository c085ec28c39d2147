"""Builds the documentation as a site: `python docs/site/build.py FOLDER`.

The pages are the Markdown files of the repository, as they stand; what is made here is the order of the pages and, from
the data dictionary, a page for each table. A link that leads nowhere is an error. It needs the group `docs`
of pyproject.toml.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "docs/*.md",
    "docs/howto/*.md",
    "docs/decisions/*.md",
    "data/**/README.md",
    "benchmarks/README.md",
)
FILES = ("LICENSE", "prefect.yaml", "docs/notebook.ipynb", "docs/howto/Dockerfile", "docs/images/*")
"""What pages lead to or show."""
DICTIONARY = "docs/data-dictionary.md"
CONTENTS = {
    "README.md": {
        "Begin": ["docs/tutorial", "docs/guide"],
        "Use": ["docs/howto/README", "docs/cookbook", "docs/inputs", "docs/options"],
        "Look up": ["docs/data-dictionary", "docs/limits", "docs/performance", "docs/glossary"],
        "Inside": [
            "docs/architecture",
            "docs/passes",
            "docs/contributing",
            "docs/decisions/README",
            "benchmarks/README",
        ],
        "Data": ["data/README"],
    },
    "data/README.md": {"": ["*/README"]},
    "data/gold/README.md": {"": ["*/README"]},
    "docs/howto/README.md": {"": ["[a-z]*"]},
    "docs/decisions/README.md": {"": ["0*"]},
}
"""What stands under which page, in the order of reading; the tables stand under the dictionary."""


def build(out: Path) -> int:
    """Build the site into the folder `out`; returns what Sphinx does, 0 where no page has a fault."""
    from sphinx.cmd.build import main as sphinx  # here, as the order of the pages can be looked at without it

    with tempfile.TemporaryDirectory() as folder:
        gather(Path(folder))
        settings = ["-c", str(Path(__file__).parent), "-d", f"{folder}/.read"]
        failed = sphinx(["-b", "html", "-W", "--keep-going", "-q", *settings, folder, str(out)])
    if not failed:
        shutil.copyfile(out / "README.html", out / "index.html")
    return failed


def gather(source: Path) -> None:
    """Put the pages into the folder `source`, with what stands under which."""
    _copy(source)
    _split_dictionary(source)
    for page, parts in CONTENTS.items():
        with (source / page).open("a", encoding="utf-8") as file:
            file.writelines(_contents(title, names) for title, names in parts.items())


def _copy(source: Path) -> None:
    for file in (file for pattern in (*PAGES, *FILES) for file in ROOT.glob(pattern)):
        target = source / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def _split_dictionary(source: Path) -> None:
    """A page for each table, and in their place one line each."""
    page = source / DICTIONARY
    head, *tables = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (page.parent / "tables").mkdir()
    lines = ["| table | |", "|---|---|"]
    for table in tables:
        name, _, description = table.split("\n", 3)[:3]
        (page.parent / "tables" / f"{name}.md").write_text(f"# {table}", encoding="utf-8")
        lines.append(f"| [{name}](tables/{name}.md) | {description} |")
    names = [f"tables/{table.split()[0]}" for table in tables]
    page.write_text(head + "\n".join(lines) + "\n" + _contents("", names), encoding="utf-8")


def _contents(title: str, names: list[str]) -> str:
    caption = f":caption: {title}\n" if title else ""
    pages = "\n".join(names)
    return f"\n```{{toctree}}\n:hidden:\n:glob:\n:maxdepth: 1\n{caption}\n{pages}\n```\n"


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1])))
