"""How far from a name something may stand that belongs to it, and how long a title may be: both sides of each bound."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from newsloom.transforms.mentions.ages import birth_year
from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.families import mark_relatives
from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.marked_names import article, gazetteer, names


def people(text: str) -> list[str]:
    item = article(text)
    return [span.text for span in find_name_spans(item, gazetteer())]


def padded(before: str, after: str, length: int, filling: str = "v") -> str:
    """Text between two others, filled by one word so that all of it has so many code points; marks do not count."""
    bare = re.sub(r"\[[A-Z]+ ([^\]]+)\]", r"\1", before + after)
    return before + filling * (length - len(bare)) + after


@pytest.mark.parametrize(("length", "year"), [(58, 2000), (61, None)])
def test_an_age_stands_near_its_name(length: int, year: int | None) -> None:
    before = padded("24-year-old ", " singer ", length)
    item = article(f"The {before}[PERSON Ida Holm] won.")
    named = find_name_spans(item, gazetteer())
    assert birth_year(item.text, named, [0], dt.date(2024, 5, 1)) == year


@pytest.mark.parametrize(("age", "year"), [(4, None), (5, 2019), (110, 1914), (111, None)])
def test_what_is_an_age(age: int, year: int | None) -> None:
    item = article(f"[PERSON Ida Holm], {age}, won.")
    assert birth_year(item.text, find_name_spans(item, gazetteer()), [0], dt.date(2024, 5, 1)) == year


@pytest.mark.parametrize(("length", "expected"), [(88, []), (92, ["Jo Fox"])])
def test_a_long_paragraph_is_no_byline(length: int, expected: list[str]) -> None:
    assert people(padded("By [PERSON Jo Fox] ", "", length)) == expected


@pytest.mark.parametrize(
    ("before", "expected"), [("a\nb\n", ["OSLO", "Ada Obi"]), ("a\nb\nc\n", ["Reuters", "Ada Obi"])]
)
def test_a_dateline_stands_at_the_beginning(before: str, expected: list[str]) -> None:
    assert people(f"{before}OSLO ([ORG Reuters]) - [PERSON Ada Obi] left.") == expected


@pytest.mark.parametrize(("length", "relative"), [(86, True), (94, False)])
def test_a_relative_stands_near_the_name(length: int, relative: bool) -> None:
    """Five words may stand between "his wife" and the name, if all of it is near."""
    before = padded("his wife, the ", " ", length, "o")
    item = article(f"He came with {before}[PERSON Brita Holm].")
    named = find_name_spans(item, gazetteer())
    (chain,) = build_chains(item.text, named, gazetteer())
    chain.relative = False
    mark_relatives(item.text, named, [chain])
    assert chain.relative is relative


@pytest.mark.parametrize(("length", "joined"), [(196, True), (204, False)])
def test_a_body_in_two_parts_is_not_endless(length: int, joined: bool) -> None:
    text = padded("[ORG Council] on [ORG Fish", "]", length, "e")
    assert (len(people(f"The {text} met.")) == 1) is joined


TWO = "[PERSON Ida Holm] and [PERSON Bo Holm] came. "


@pytest.mark.parametrize(("n_between", "bearer"), [(3, "Bo Holm"), (4, None)])
def test_the_last_one_named_is_meant_nearby(n_between: int, bearer: str | None) -> None:
    assert bearers(TWO + "It rained. " * n_between + "[PERSON Holm] left.")[-1][0] == bearer


def bearers(text: str) -> list[tuple[str | None, float]]:
    """The full name of whom each name means, and how sure that is."""
    made = names(text)
    chains = made.chain_records
    return [(None if m.chain is None else chains[m.chain].name, m.confidence) for m in made.mention_records]


def test_how_sure_a_surname_is() -> None:
    """Of two of one surname, the one who had it first is surer than the one who was merely named last."""
    sure = bearers("[PERSON Ida Holm] came. [PERSON Holm] left.")[-1]
    owned = bearers("[PERSON Ida Holm] came. [PERSON Holm] left. [PERSON Bo Holm] spoke. [PERSON Holm] slept.")[-1]
    guessed = bearers(TWO + "[PERSON Holm] left.")[-1]
    assert 0.9 < sure[1] <= 1
    assert 0.4 <= guessed[1] / sure[1] <= 0.6
    assert owned[0] == "Ida Holm" and 0.7 < owned[1] / sure[1] < 0.9
