"""The stages as a person looks at them: the picture in README.md and the table in docs/architecture.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsloom.flows.dataset.tables import STATE
from newsloom.flows.stages.stage import Stage
from newsloom.schemas.contract import TABLES

FOLDERS = {
    "clean_records": ("inputs", "repair", "cleaning"),
    "annotate_paragraphs": ("annotation",),
    "find_names_and_speech": ("names", "mentions", "quotes"),
    "set_standing_aside": ("reuse",),
    "compare_articles": ("reuse", "stories"),
    "resolve_names": ("entities",),
    "group_utterances": ("utterances",),
    "list_changes": ("revisions",),
}
"""Stage -> the folders of transforms that do its work."""


def stages_picture(stages: Sequence[Stage]) -> str:
    """The path of the data as plain text: each stage with its folders and with the tables that it writes, or, where
    it writes none, the frames that it gives."""
    lines = [(s.name, ", ".join(folders_of(s)), ", ".join(_public(s.writes)) or _handed_on(s)) for s in stages]
    widths = [max(len(line[i]) for line in lines) for i in (0, 1)]
    rows = [f"  {name:<{widths[0]}}   {folder:<{widths[1]}} ─► {to}" for name, folder, to in lines]
    return "\n".join(["INPUT ─► records, in chunks", *rows, "check ─► publish ─► DIR/current/<table>/*.parquet"])


def stages_table(stages: Sequence[Stage]) -> str:
    """The same as a Markdown table, with the frames that a stage takes and gives, and the state that it reads."""
    head = ["stage", "module", "folders in transforms", "takes", "gives", "tables written", "tables read", "state"]
    rows = [
        [
            stage.name,
            f"`{module_of(stage)}`",
            _listed(folders_of(stage)),
            _listed(stage.takes),
            _listed(stage.gives),
            _listed(_public(stage.writes)),
            _listed(_public(stage.reads)),
            _listed(name for name in STATE if name in {*stage.reads, *stage.writes}),
        ]
        for stage in stages
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def folders_of(stage: Stage) -> tuple[str, ...]:
    """The folders of transforms that do a stage's work; ValueError for a stage that has none in FOLDERS."""
    function = stage.function.__name__
    if function not in FOLDERS:
        raise ValueError(f"{stage.name}: no folders in {__name__}.FOLDERS")
    return FOLDERS[function]


def module_of(stage: Stage) -> str:
    """The file of a stage, from the root of the repository."""
    return stage.function.__module__.removeprefix("newsloom.").replace(".", "/") + ".py"


def _handed_on(stage: Stage) -> str:
    return f"({', '.join(stage.gives)})"


def _public(names: Iterable[str]) -> list[str]:
    """Tables of the contract, in its order."""
    wanted = set(names)
    return [name for name in TABLES if name in wanted]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"
