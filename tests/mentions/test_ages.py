from __future__ import annotations

import datetime as dt

import pytest

from newsloom.transforms.mentions.ages import birth_year
from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.marked_names import article, gazetteer, names

DAY = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("[PERSON Ida Holm], 19, won.", 2005),
        ("[PERSON Ida Holm], aged 63, won.", 1961),
        ("[PERSON Ida Holm], 63. It rained.", 1961),
        ("The winner is [PERSON Ida Holm], 40 and rich.", 1984),
        ("The 24-year-old singer [PERSON Ida Holm] won.", 2000),
        ("The 24-year-old won, [PERSON Ida Holm] said.", None),
        ("[PERSON Ida Holm], 19 points ahead, won.", None),
        ("[PERSON Ida Holm], 3, won.", None),
        ("[PERSON Ida Holm], 300, won.", None),
        ("[PERSON Ida Holm] won 19, or 20.", None),
        ("[PERSON Ida Holm], 5, won.", 2019),
        ("[PERSON Ida Holm], 110, won.", 1914),
        ("[PERSON Ida Holm], 19, won. [PERSON Ida Holm], 20, left. [PERSON Ida Holm], 20, slept.", 2004),
    ],
)
def test_the_year_of_birth(text: str, year: int | None) -> None:
    item = article(text)
    named = find_name_spans(item, gazetteer())
    assert birth_year(item.text, named, range(len(named)), DAY) == year
    assert birth_year(item.text, named, range(len(named)), None) is None


def test_the_chain_has_it() -> None:
    found = names("[PERSON Ida Holm] won. [PERSON Holm], 19, left [PERSON Bo Lund].", date=DAY)
    assert [chain.born for chain in found.chain_records] == [2005, None]
