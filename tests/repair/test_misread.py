"""What is read again, how sure that must be, and what other garbled words nearby change."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from ftfy.badness import badness

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.inputs.records import Bad
from newsloom.transforms.repair.decode import Reading
from newsloom.transforms.repair.misread import (
    _by_ftfy,
    _Decoder,
    _doubtful,
    _Found,
    _joins,
    _seen,
    _still_garbled,
    _stretches,
    _sure,
    _with_ftfy,
    misread,
)
from newsloom.transforms.text.edits import Edit, apply_edits

MODEL = load_assets().char_model


@dataclass
class Costs:
    """A character model by which every text costs 10 nats, but for those that are given."""

    others: dict[str, float] = field(default_factory=dict)

    def text_cost(self, text: str) -> float:
        return self.others.get(text, 10.0)


def read(text: str) -> str:
    return apply_edits(text, misread(text, MODEL))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("DovilÄ— left.", "Dovilė left."),
        ("The café closed.", "The café closed."),
        ("Write “Ã©” there.", "Write “Ã©” there."),
        ("Å imkus and Å imkutÄ—", "Šimkus and Šimkutė"),
        ("One.\nDovilÄ—.\n\nTwo.\nÅ½ydrÅ«nÄ—.", "One.\nDovilė.\n\nTwo.\nŽydrūnė."),
    ],
)
def test_read_again(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        (
            "a script that the model has not read",
            "He said áƒ’áƒ\x90áƒ›áƒ\x90áƒ\xa0áƒ¯áƒ\x9dáƒ‘áƒ\x90.",
            "He said გამარჯობა.",
        ),
        ("the decoder's reading does not settle all", "He said à½–à½€à¾²à¼‹à½¤à½²à½¦ to all.", "He said བཀྲ་ཤིས to all."),
        ("of two lines the second", "A café.\nHe said á\x88° to all.", "A café.\nHe said ሰ to all."),
    ],
)
def test_what_ftfy_reads(label: str, text: str, expected: str) -> None:
    edits = misread(text, MODEL)
    assert apply_edits(text, edits) == expected
    assert [(edit.rule, edit.confidence) for edit in edits] == [("ftfy", 0.8)]
    assert all(text[edit.start : edit.end] == edit.before for edit in edits)


@pytest.mark.parametrize(("gain", "edited"), [(2.0, True), (1.9, False)])
def test_ftfy_needs_the_models_consent(gain: float, edited: bool) -> None:
    edits = _by_ftfy("naÃ¯ve", Costs({"naïve": 10.0 - gain}))  # type: ignore[arg-type]
    assert bool(edits) == edited


LINES = [  # line, its oddity by ftfy's count
    ("b Ã©Ã© Ã©tÃ©", 3),
    ("b Ã©Ã© Ã©", 2),
]


@pytest.mark.parametrize(
    ("line", "bad", "cost", "alone"),
    [(*LINES[0], 8.0, True), (*LINES[0], 8.1, False), (*LINES[1], 8.0, False)],
)
def test_ftfy_alone(line: str, bad: int, cost: float, alone: bool) -> None:
    """The decoder has changed a letter and left the garbled ones: ftfy's reading of the line is taken in its place."""
    fixed = line.replace("Ã©", "é")
    own = [Edit("mojibake", "utf8_as_cp1252", 0, 1, "b", "c")]
    costs = Costs({line: 20.0, fixed: cost})
    assert badness(line) == bad
    assert (apply_edits(line, _with_ftfy(line, own, costs)) == fixed) == alone  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("café", False), ("cafÃ©", True), ("Ã® in a text", False), ("Ã® and Ã©", True), ("an end Ã", False)],
)
def test_still_garbled(text: str, expected: bool) -> None:
    assert _still_garbled(text) == expected


@pytest.mark.parametrize(
    ("line", "start", "end", "expected"),
    [
        ("an Ã© here", 3, 5, False),
        ("an Ã® here", 3, 5, True),
        ("an Ã©” here", 3, 5, True),
        ("an â€œ here", 3, 6, False),
        ("an Ã© ” here", 3, 5, False),
        ("®Ã", 1, 2, False),
    ],
)
def test_doubtful(line: str, start: int, end: int, expected: bool) -> None:
    assert _doubtful(line, Edit("mojibake", "ftfy", start, end, line[start:end], "")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ã© a Ã©", [(0, 2), (5, 7)]),
        ("an naÃ¯ve one", [(3, 9)]),
        ("Å imkus", [(0, 7)]),
        ("Ã ̈ ", [(0, 3)]),
        ("nothing", []),
        ("Ã©" + "a" * 398 + " b", [(0, 400)]),
        ("Ã©" + "a" * 399 + " b", []),
        ("a" * 398 + "Ã©", [(0, 400)]),
    ],
)
def test_stretches(text: str, expected: list[tuple[int, int]]) -> None:
    assert _stretches(text, nearby=False) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Å imkus", True), ("xÅ imkus", True), ("a imkus", False), ("a ̈", True), ("â€ x", True), ("€ x", False)],
)
def test_joined_over_a_blank(text: str, expected: bool) -> None:
    assert _joins(text, text.index(" ")) == expected


def found(gain: float, *chains: tuple[str, ...], lost: float = 0, before: str = "Ä—") -> _Found:
    edit = Edit("mojibake", chains[0][0], 0, len(before), before, "ė")
    return _Found(Reading("ė", (edit,), chains[0], 0.0, lost), gain, frozenset(chains))


CP, LATIN, TWICE = ("cp1252",), ("latin-1",), ("cp1252", "latin-1")


@pytest.mark.parametrize(
    ("label", "items", "expected"),
    [
        ("too little gained", [found(3.0, CP)], {}),
        ("enough gained", [found(3.1, CP)], {"cp1252": 1}),
        ("one reading many times", [found(9, CP), found(9, CP)], {"cp1252": 1}),
        ("two readings", [found(9, CP), found(9, CP, before="Å½")], {"cp1252": 2}),
        ("the commoner page", [found(9, LATIN, CP)], {"cp1252": 1}),
        ("the shorter chain", [found(9, TWICE, LATIN)], {"latin-1": 1}),
        ("a chain and its last page", [found(9, TWICE)], {"cp1252+latin-1": 1, "latin-1": 1}),
        (
            "what explains one alone counts for nothing beside others",
            [found(9, CP), found(9, CP, before="Å½"), found(9, LATIN, before="Ã¼")],
            {"cp1252": 2},
        ),
        ("lost bytes beside none", [found(9, CP, lost=1)], {"cp1252": 1}),
        ("lost bytes beside whole ones", [found(9, CP), found(9, LATIN, lost=1, before="Å")], {"cp1252": 1}),
    ],
)
def test_how_a_text_was_garbled(label: str, items: list[_Found], expected: dict[str, int]) -> None:
    assert _seen(items) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (found(12.1, CP), True),
        (found(12.0, CP), False),
        (found(12.1, CP, lost=1), False),
        (found(12.1, LATIN), False),
        (None, False),
    ],
)
def test_what_is_not_looked_at_again(item: _Found | None, expected: bool) -> None:
    assert _sure(item, {"cp1252": 2}) == expected


def decoder(full: int, narrow: int = 0) -> _Decoder:
    made = _Decoder("DovilÄ—", MODEL)
    made.full.spent, made.narrow.spent = full, narrow
    return made


def test_after_so_many_readings_only_the_known_way_is_tried() -> None:
    seen = {"cp1252": 1}
    assert decoder(200_000).best((0, 7), {}) is not None
    assert decoder(200_001).best((0, 7), {}) is None
    over = decoder(200_001)
    over.restrict(seen, [found(9, LATIN)])
    assert over.best((0, 7), seen) is None  # under the one page that explains the others it reads as nothing
    over.restrict(seen, [found(9, CP)])
    assert over.best((0, 7), seen) is not None


def test_a_text_that_would_take_too_long_is_refused() -> None:
    seen = {"cp1252": 1}
    under, over = decoder(200_001, narrow=199_993), decoder(200_001, narrow=199_994)
    for one in (under, over):
        one.restrict(seen, [found(9, CP)])
    assert under.best((0, 7), seen) is not None
    with pytest.raises(Bad):
        over.best((0, 7), seen)
