"""The passes that repair a text, in their order: its characters first, and its lines when nothing else stands in them.

A new rule is one entry: a function from a text to edits of it, and examples that argue its case; they are tests, and
docs/passes.md is printed from them. `cleaning.passes` puts what concerns whole lines between the two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsloom.transforms.repair.breaks import lost_breaks
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.repair.code_pages import neighbouring_pages
from newsloom.transforms.repair.marks import decode_escapes, garbled_signs, lost_marks, restore_half_marks
from newsloom.transforms.repair.misread import misread
from newsloom.transforms.repair.spelling import SpellingEvidence, lost_letters
from newsloom.transforms.repair.tidy import (
    compose_accents,
    decode_entities,
    drop_controls,
    drop_invisible,
    drop_tags,
    tidy_spaces,
    unwrap,
)
from newsloom.transforms.text.edits import Edit

__all__ = ["CHARACTERS", "LINES", "Example", "Pass", "by_text"]

Function = Callable[[str, CharModel, SpellingEvidence], list[Edit]]


@dataclass(frozen=True)
class Example:
    """A text as a pass meets it, and as it leaves it; None: the pass must let it stand."""

    before: str
    after: str | None = None


@dataclass(frozen=True)
class Pass:
    """A step from a raw text to a clean one.

    `function` makes edits of the text that the pass before left, by the character model and spellings of others.
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


def by_text(make: Callable[[str], list[Edit]]) -> Function:
    """The function of a pass that needs the text alone."""
    return lambda text, model, evidence: make(text)


def _misread(text: str, model: CharModel, evidence: SpellingEvidence) -> list[Edit]:
    return misread(text, model)


def _neighbouring(text: str, model: CharModel, evidence: SpellingEvidence) -> list[Edit]:
    return neighbouring_pages(text, model)


def _lost(text: str, model: CharModel, evidence: SpellingEvidence) -> list[Edit]:
    return lost_letters(text, evidence)


CHARACTERS: tuple[Pass, ...] = (
    Pass(
        "tags",
        "Known HTML tags go; those of blocks leave a line break, others nothing.",
        by_text(drop_tags),
        (
            Example("It rose.<br/>Then it <b>fell</b>.", "It rose.\nThen it fell."),
            Example("if a < b > c"),
        ),
    ),
    Pass(
        "entities",
        "HTML entities become their characters; first of all, for they hide damage.",
        by_text(decode_entities),
        (Example("AT&amp;T &mdash; up", "AT&T — up"), Example("R&D; Q&A")),
        restores=True,
    ),
    Pass(
        "entities again",
        "Feeds escape what was escaped already.",
        by_text(decode_entities),
        (Example("Brontë &#38; Sons", "Brontë & Sons"),),
    ),
    Pass(
        "escapes",
        "Characters that stand as code writes them become what they are, where it is clear that they are meant.",
        by_text(decode_escapes),
        (
            Example("Ilves\\u2019s ferry.\\n\\nIt is back.", "Ilves’s ferry.\n\nIt is back."),
            Example("It is late._x000D_\nIt is back.", "It is late.\n\nIt is back."),
            Example("The folder C:\\news\\reports"),
        ),
    ),
    Pass(
        "accents",
        "A letter and the accent behind it become one character (NFC); nothing else is normalised.",
        by_text(compose_accents),
        (Example("Dovile\u0307 Sakaliene\u0307", "Dovilė Sakalienė"), Example("½ of 300 Å")),
        restores=True,
    ),
    Pass(
        "half marks",
        "Control characters that are the lower half of a quotation mark or a dash become it.",
        by_text(restore_half_marks),
        (Example("Ilves\x19s ferry", "Ilves’s ferry"), Example("a\n\x1c\nb")),
        option="repair",
        restores=True,
    ),
    Pass(
        "garbled signs",
        "The sign for a lost character was itself read under a wrong encoding, or a mark lost the first of its bytes.",
        by_text(garbled_signs),
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
        by_text(lost_marks),
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
        by_text(drop_invisible),
        (Example("par\u00adlia\u00adment\u200b", "parliament"), Example("👩\u200d🚀")),
    ),
    Pass(
        "control characters",
        "Characters that neither break a line nor stand for a blank go.",
        by_text(drop_controls),
        (Example("The\x07 vote", "The vote"),),
    ),
)

_WRAPPED = (
    "The council said that it would keep the old\n"
    "ferry for one more winter, because the new\n"
    "bridge is not ready and nobody can say when\n"
    "it will be."
)

LINES: tuple[Pass, ...] = (
    Pass(
        "blanks",
        "One kind of blank and of line break, none at the ends of lines, at most one empty line.",
        by_text(tidy_spaces),
        (Example(" It\u00a0rose. \r\n\r\n\r\nIt  fell.", "It rose.\n\nIt fell."),),
    ),
    Pass(
        "wrapped lines",
        "Lines that were broken to fit a width are joined, and words that were broken at the ends of lines.",
        by_text(unwrap),
        (
            Example(_WRAPPED, _WRAPPED.replace("\n", " ")),
            Example("The is-\nlanders were re-\nlieved.", "The islanders were relieved."),
            Example(
                "The Anglo-\nAmerican is-\nlanders were re-\nlieved.", "The Anglo-American islanders were relieved."
            ),
            Example("A mother-in-\nlaw of forty-\neight is-\nlanders.", "A mother-in-law of forty-eight islanders."),
            Example("Roses are red\nViolets are blue"),
        ),
        option="join_wrapped_lines",
        flag="hard_wrapped",
        of_lines=False,
    ),
    Pass(
        "lost breaks",
        "Sentences that stand against each other part: by a line break where paragraphs were lost, else by a blank.",
        by_text(lost_breaks),
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
)
