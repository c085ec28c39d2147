"""The passes from a raw text to a clean one, in their order: `PASSES` is the only list of them.

A new rule is one entry: a function from a text to edits of it, and examples that argue its case. `clean_text` runs all
of them, `repair` those that restore letters, and docs/passes.md is printed from them; their examples are tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import combining

from newsloom.transforms.cleaning.boilerplate import boilerplate_edits
from newsloom.transforms.cleaning.candidates import Found
from newsloom.transforms.cleaning.furniture import furniture_edits
from newsloom.transforms.cleaning.metadata import find_metadata
from newsloom.transforms.inputs.records import Bad
from newsloom.transforms.repair.breaks import lost_breaks
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.repair.code_pages import neighbouring_pages
from newsloom.transforms.repair.marks import decode_escapes, garbled_signs, lost_marks, restore_half_marks
from newsloom.transforms.repair.misread import misread
from newsloom.transforms.repair.spelling import EMPTY_EVIDENCE, Evidence, lost_letters
from newsloom.transforms.repair.tidy import (
    compose_accents,
    decode_entities,
    drop_controls,
    drop_invisible,
    drop_tags,
    tidy_spaces,
    unwrap,
)
from newsloom.transforms.text.edits import Edit, apply_edits, compose

__all__ = ["PASSES", "Example", "Pass", "Repaired", "mend_line", "passes_markdown", "repair"]

Result = tuple[list[Found], list[Edit]]
Function = Callable[[str, CharModel, Evidence], Result]


@dataclass(frozen=True)
class Example:
    """A text as a pass meets it, and as it leaves it; None: the pass must let it stand."""

    before: str
    after: str | None = None


@dataclass(frozen=True)
class Pass:
    """A step of the cleaning: metadata read from a text, and edits of it.

    `function` takes the text that the pass before left, the character model and the spellings of other articles.
    `option` is the field of `CleanOptions` that turns the pass off, `flag` the quality flag of a text that it changed,
    `restores` whether `repair` runs it too, `of_lines` whether `mend_line` does: not where it reads several lines.
    """

    name: str
    does: str
    function: Function
    examples: tuple[Example, ...]
    option: str | None = None
    flag: str | None = None
    restores: bool = False
    of_lines: bool = True


def _edits(make: Callable[[str], list[Edit]]) -> Function:
    """A pass of a function that needs the text alone."""
    return lambda text, model, evidence: ([], make(text))


def _misread(text: str, model: CharModel, evidence: Evidence) -> Result:
    return [], misread(text, model)


def _neighbouring(text: str, model: CharModel, evidence: Evidence) -> Result:
    return [], neighbouring_pages(text, model)


def _lost(text: str, model: CharModel, evidence: Evidence) -> Result:
    return [], lost_letters(text, evidence)


def _metadata(text: str, model: CharModel, evidence: Evidence) -> Result:
    return find_metadata(text)


_WRAPPED = (
    "The council said that it would keep the old\n"
    "ferry for one more winter, because the new\n"
    "bridge is not ready and nobody can say when\n"
    "it will be."
)

PASSES: tuple[Pass, ...] = (
    Pass(
        "tags",
        "Known HTML tags go; those of blocks leave a line break, others nothing.",
        _edits(drop_tags),
        (
            Example("It rose.<br/>Then it <b>fell</b>.", "It rose.\nThen it fell."),
            Example("if a < b > c"),
        ),
    ),
    Pass(
        "entities",
        "HTML entities become their characters; first of all, for they hide damage.",
        _edits(decode_entities),
        (Example("AT&amp;T &mdash; up", "AT&T — up"), Example("R&D; Q&A")),
        restores=True,
    ),
    Pass(
        "entities again",
        "Feeds escape what was escaped already.",
        _edits(decode_entities),
        (Example("Brontë &#38; Sons", "Brontë & Sons"),),
    ),
    Pass(
        "escapes",
        "Characters that stand as code writes them become what they are, where it is clear that they are meant.",
        _edits(decode_escapes),
        (
            Example("Ilves\\u2019s ferry.\\n\\nIt is back.", "Ilves’s ferry.\n\nIt is back."),
            Example("The folder C:\\news\\reports"),
        ),
    ),
    Pass(
        "accents",
        "A letter and the accent behind it become one character (NFC); nothing else is normalised.",
        _edits(compose_accents),
        (Example("Dovile\u0307 Sakaliene\u0307", "Dovilė Sakalienė"), Example("½ of 300 Å")),
        restores=True,
    ),
    Pass(
        "half marks",
        "Control characters that are the lower half of a quotation mark or a dash become it.",
        _edits(restore_half_marks),
        (Example("Ilves\x19s ferry", "Ilves’s ferry"), Example("a\n\x1c\nb")),
        option="repair",
        restores=True,
    ),
    Pass(
        "garbled signs",
        "The sign for a lost character was itself read under a wrong encoding, or a mark lost the first of its bytes.",
        _edits(garbled_signs),
        (
            Example("Dovilï¿½ spoke.", "Dovil\ufffd spoke."),
            Example("It didn€™t work \x80\x94 yet", "It didn’t work — yet"),
            Example("It costs 5 €”, he said."),
        ),
        option="repair",
        restores=True,
    ),
    Pass(
        "misread letters",
        "UTF-8 that was read under another encoding is read again, where that makes a likelier spelling.",
        _misread,
        (
            Example("DovilÄ— said “no” – twice.", "Dovilė said “no” – twice."),
            Example("Â£4bn, said JosÃ©", "£4bn, said José"),
            Example("Björn’s café, “São Paulo”"),
        ),
        option="repair",
        restores=True,
    ),
    Pass(
        "neighbouring pages",
        "Letters of one 8-bit code page that were read under another are read again, where the text's words show it.",
        _neighbouring,
        (
            Example("Kandoðan visited Eskiþehir and Ýzmir.", "Kandoğan visited Eskişehir and İzmir."),
            Example("Guðmundur Þórðarson met Hélène Núñez."),
        ),
        option="repair",
        restores=True,
    ),
    Pass(
        "lost marks",
        "Signs for a lost character that stand in pairs around speech become quotation marks.",
        _edits(lost_marks),
        (Example("He said: \ufffdWe go.\ufffd", "He said: “We go.”"), Example("\ufffdlesund is wet.")),
        option="repair",
        restores=True,
    ),
    Pass(
        "lost letters",
        "A letter that is gone comes from the same name where it is spelled right: in the text, or in other articles.",
        _lost,
        (
            Example("Dovil? left. Dovilė was tired.", "Dovilė left. Dovilė was tired."),
            Example("It didn\ufffdt work.", "It didn’t work."),
            Example("Dovil? left, and nobody knew why."),
        ),
        option="repair",
        restores=True,
    ),
    Pass(
        "invisible characters",
        "Zero-width characters, soft hyphens and marks of direction go, but for joiners that shape what is seen.",
        _edits(drop_invisible),
        (Example("par\u00adlia\u00adment\u200b", "parliament"), Example("👩\u200d🚀")),
    ),
    Pass(
        "control characters",
        "Characters that neither break a line nor stand for a blank go.",
        _edits(drop_controls),
        (Example("The\x07 vote", "The vote"),),
    ),
    Pass(
        "metadata",
        "Lines above and below the text that state its date, author, address or source become columns.",
        _metadata,
        (
            Example("By Jane Doe\n\nMinisters met on Monday.", "Ministers met on Monday."),
            Example("Ministers met.\nSource: https://example.org/a", "Ministers met."),
            Example("Ministers met.\nSource: two officials"),
        ),
        of_lines=False,
    ),
    Pass(
        "furniture",
        "Lists of links glued into sentences, captions before texts or of file photos, what feeds put behind go.",
        _edits(furniture_edits),
        (
            Example("Rep. Odd RunOdd Marius RunHarbour vote delayed MORE (L) spoke.", "Rep. Odd Run (L) spoke."),
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
        _edits(boilerplate_edits),
        (
            Example("The vote is on Monday.\n\nRead more: What it means\n\nTurnout was low.",
                    "The vote is on Monday.\n\nTurnout was low."),
            Example("It is back.\n• Jo Bergan contributed to this report.", "It is back."),
            Example("Follow the money, he said.\nShare prices fell."),
        ),
        option="remove_boilerplate",
        of_lines=False,
    ),
    Pass(
        "blanks",
        "One kind of blank and of line break, none at the ends of lines, at most one empty line.",
        _edits(tidy_spaces),
        (Example(" It\u00a0rose. \r\n\r\n\r\nIt  fell.", "It rose.\n\nIt fell."),),
    ),
    Pass(
        "wrapped lines",
        "Lines that were broken to fit a width are joined, and words that were broken at the ends of lines.",
        _edits(unwrap),
        (
            Example(_WRAPPED, _WRAPPED.replace("\n", " ")),
            Example("The is-\nlanders were re-\nlieved.", "The islanders were relieved."),
            Example("Roses are red\nViolets are blue"),
        ),
        option="join_wrapped_lines",
        flag="hard_wrapped",
        of_lines=False,
    ),
    Pass(
        "lost breaks",
        "Sentences that stand against each other part: by a line break where paragraphs were lost, else by a blank.",
        _edits(lost_breaks),
        (
            Example("The ferry is late.Nobody knows why.", "The ferry is late. Nobody knows why."),
            Example(
                'It is late.“We wait,” she said.Nobody left."Never," said Odd.Rain fell.',
                'It is late.\n“We wait,” she said.\nNobody left.\n"Never," said Odd.\nRain fell.',
            ),
            Example("Rewire.News reported it, as did Mrs.Bergan of Hill.TV"),
        ),
        option="join_wrapped_lines",
        of_lines=False,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Repaired:
    """The repaired text and its edits over the text as given."""

    text: str
    edits: tuple[Edit, ...]


def repair(text: str, model: CharModel, evidence: Evidence = EMPTY_EVIDENCE) -> Repaired:
    """The text with its letters restored, and the edits; entities and split accents go only where they hide damage."""
    edits: list[Edit] = []
    for step in PASSES:
        if step.restores:
            _, new = step.function(apply_edits(text, edits), model, evidence)
            edits = compose(text, edits, new)
    restored = [edit for edit in edits if edit.kind == "mojibake" or (edit.kind == "unicode" and edit.rule == "nfc")]
    return Repaired(apply_edits(text, restored), tuple(restored))


_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;!'\"()/|-]*")  # nothing that a pass for lines looks for


def mend_line(value: str, model: CharModel, evidence: Evidence = EMPTY_EVIDENCE) -> str:
    """A title, an author or another value of one line as a text's passes would leave it.

    A value too damaged to be read in bounded time stays as it is.
    """
    text = value
    if _PLAIN.fullmatch(value):
        return " ".join(value.split())
    try:
        for step in PASSES:
            if step.of_lines:
                text = apply_edits(text, step.function(text, model, evidence)[1])
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
