"""The passes from a raw text to a clean one, in their order: `PASSES` is the only list of them.

Those that repair are entries of `repair.passes`; here are those that take whole lines and other matter out.
`clean_text` runs all of them, `repair` those that restore letters, and docs/passes.md is printed from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining

from newsloom.transforms.cleaning.boilerplate import boilerplate_edits
from newsloom.transforms.cleaning.candidates import Found
from newsloom.transforms.cleaning.furniture import furniture_edits
from newsloom.transforms.cleaning.metadata import find_metadata
from newsloom.transforms.inputs.records import Bad
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.repair.passes import CHARACTERS, LINES, Example, Pass, by_text
from newsloom.transforms.repair.spelling import EMPTY_EVIDENCE, SpellingEvidence
from newsloom.transforms.text.edits import Edit, apply_edits, compose

__all__ = ["PASSES", "Repaired", "mend_line", "passes_markdown", "repair", "run_pass"]

METADATA = Pass(
    "metadata",
    "Lines above and below the text that state its date, author, address or source become columns.",
    by_text(lambda text: find_metadata(text)[1]),
    (
        Example("By Jane Doe\n\nMinisters met on Monday.", "Ministers met on Monday."),
        Example("Ministers met.\nSource: https://example.org/a", "Ministers met."),
        Example("Ministers met.\nSource: two officials"),
    ),
    of_lines=False,
)

PASSES: tuple[Pass, ...] = (
    *CHARACTERS,
    METADATA,
    Pass(
        "furniture",
        "Lists of links glued into sentences, captions before texts or of file photos, what feeds put behind go.",
        by_text(furniture_edits),
        (
            Example("Rep. Odd RunOdd Marius RunHarbour vote delayed MORE (L) spoke.", "Rep. Odd Run (L) spoke."),
            Example("Rep. Odd Run Odd (Oddy) Marius RunMORE (L) spoke.", "Rep. Odd Run (L) spoke."),
            Example("It is back. The post Ferry returns appeared first on Hill Courier.", "It is back."),
            Example("FILE - In this photo, ferries wait. (AP Photo/Jo Bergan)\nIt is back.", "\nIt is back."),
            Example("Ferries wait. (Jo Bergan via AP) The old one is back.", " The old one is back."),
            Example("It is back. Sign up for our newsletter.", "It is back."),
            Example("McDonald and MacDonald want MORE."),
        ),
        option="remove_boilerplate",
        of_lines=False,
    ),
    Pass(
        "boilerplate",
        "Lines that are nothing but links to other articles, photo credits, prompts, rights or rules go.",
        by_text(boilerplate_edits),
        (
            Example(
                "The vote is on Monday.\n\nRead more: What it means\n\nTurnout was low.",
                "The vote is on Monday.\n\nTurnout was low.",
            ),
            Example("It is back.\n• Jo Bergan contributed to this report.", "It is back."),
            Example("Follow the money, he said.\nShare prices fell."),
        ),
        option="remove_boilerplate",
        of_lines=False,
    ),
    *LINES,
)


def run_pass(step: Pass, text: str, model: CharModel, evidence: SpellingEvidence) -> tuple[list[Found], list[Edit]]:
    """Candidates for columns, which only the pass of metadata has, and the edits of a pass."""
    return find_metadata(text) if step is METADATA else ([], step.function(text, model, evidence))


@dataclass(frozen=True)
class Repaired:
    """The repaired text and its edits over the text as given."""

    text: str
    edits: tuple[Edit, ...]


def repair(text: str, model: CharModel, evidence: SpellingEvidence = EMPTY_EVIDENCE) -> Repaired:
    """The text with its letters restored, and the edits; entities and split accents go only where they hide damage."""
    edits: list[Edit] = []
    for step in PASSES:
        if step.restores:
            edits = compose(text, edits, step.function(apply_edits(text, edits), model, evidence))
    restored = [edit for edit in edits if edit.kind == "mojibake" or (edit.kind == "unicode" and edit.rule == "nfc")]
    return Repaired(apply_edits(text, restored), tuple(restored))


_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;!'\"()/|-]*")  # nothing that a pass for lines looks for


def mend_line(value: str, model: CharModel, evidence: SpellingEvidence = EMPTY_EVIDENCE) -> str:
    """A title, an author or another value of one line as a text's passes would leave it.

    A value too damaged to be read in bounded time stays as it is.
    """
    text = value
    if _PLAIN.fullmatch(value):
        return " ".join(value.split())
    try:
        for step in PASSES:
            if step.of_lines:
                text = apply_edits(text, step.function(text, model, evidence))
    except Bad:
        return " ".join(value.split())
    return " ".join(text.split())


def passes_markdown() -> str:
    """docs/passes.md: each pass with what it does and its examples."""
    return "\n".join(("# Passes of the cleaning", "", *_INTRODUCTION, "", *(line for p in PASSES for line in _page(p))))


_INTRODUCTION = (
    "In the order in which they run, as `passes_markdown` in `newsloom.transforms.cleaning.passes` prints them.",
    "Each reads the text that the one before it left, and every change is a row of `edits`.",
    "`\\n` is a line break, `\\uXXXX` and `\\xXX` are characters that are not seen.",
)


def _page(step: Pass) -> Iterator[str]:
    """The section of one pass."""
    yield f"## {step.name}"
    yield ""
    notes = [f" Off with `{step.option} = false`."] if step.option else []
    notes += [" `repair_text` runs it too."] if step.restores else []
    yield step.does + "".join(notes)
    yield ""
    yield "| before | after |"
    yield "|---|---|"
    for example in step.examples:
        yield f"| {_shown(example.before)} | {'stays' if example.after is None else _shown(example.after)} |"
    yield ""


def _shown(text: str) -> str:
    """A text as code in a cell of a table, with what is not seen written out."""
    seen = "".join(c if c.isprintable() and not combining(c) else c.encode("unicode_escape").decode() for c in text)
    return f"`{seen}`".replace("|", "\\|")
