"""What text is garbled into and what it may be read back as: signs that news prints, and how trails get lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.repair.channels import PAGES, Page, forms, is_target, leftovers, pairs, suspects
from tests.conftest import CASE_FILES

TARGETS = json.loads((CASE_FILES / "garbling_targets.json").read_text(encoding="utf-8"))
PAGE = {page.name: page for page in PAGES}


@pytest.mark.parametrize("case", TARGETS, ids=[case["label"] for case in TARGETS])
def test_what_a_repair_may_produce(case: dict) -> None:
    assert [char for char in case["yes"] if not is_target(char)] == []
    assert [char for char in case["no"] if is_target(char)] == []


FORMS = [  # label, garbled text, code page, the character, (end, spread, lost)
    ("two bytes", "Ã©", "cp1252", "é", (2, 0, 0)),
    ("three bytes", "â‚¬", "cp1252", "€", (3, 0, 0)),
    ("four bytes", "ðŸ˜€", "cp1252", "😀", (4, 0, 0)),
    ("a trail that is a fraction, spread", "Ã1⁄4", "cp1252", "ü", (4, 1, 0)),
    ("a trail that is an accent, spread", "Ã \u0308", "cp1252", "è", (3, 1, 0)),
    ("a trail that was a no-break space", "Ã  la", "cp1252", "à", (2, 0.5, 0)),
    ("a blank that was a trail and a blank", "Ã la", "cp1252", "à", (1, 0.5, 0)),
    ("a blank that was a trail inside a word", "Å imkus", "cp1252", "Š", (2, 3, 0)),
    ("a trail that is a question mark", "Ä?e", "cp1252", "č", (2, 0, 1)),
    ("a trail that was dropped", "Äe", "cp1252", "č", (1, 0, 1)),
    ("a trail that the code page has, shown as a mark", "Ä?e", "cp1252", "ė", (2, 0, 4)),
    ("both trails dropped", "Europeâs", "latin-1", "’", (7, 0, 2)),
    ("a control character", "\x93a", "latin-1", "“", (1, 0, 0)),
    ("a control character of the old Macintosh", "\x8ea", "mac_roman", "é", (1, 0, 0)),
    ("halves of a surrogate pair", "í\xa0½í¸\x8d", "latin-1", "😍", (6, 0, 0)),
]


@pytest.mark.parametrize(("label", "text", "page", "char", "expected"), FORMS, ids=[case[0] for case in FORMS])
def test_forms(label: str, text: str, page: str, char: str, expected: tuple[int, float, float]) -> None:
    at = text.index("â") if text.startswith("Europe") else 0
    assert expected in [(f.end, f.spread, f.lost) for f in forms(text, at, PAGE[page]) if f.char == char]


def test_a_trail_gets_lost_once() -> None:
    assert forms("ðŸ˜?", 0, PAGE["cp1252"])
    assert forms("ðŸ??", 0, PAGE["cp1252"]) == []


def test_a_whole_sign_is_no_lone_lead() -> None:
    """Where the three characters are a sign under some code page, the first is not all that is left of a mark."""
    assert [f.char for f in forms("â€™s", 0, PAGE["latin-1"]) if f.end == 1] == []
    assert "’" in [f.char for f in forms("âs", 0, PAGE["latin-1"]) if f.end == 1]
    assert "’" in [f.char for f in forms("â€€", 0, PAGE["latin-1"]) if f.end == 1]  # a sign that no news prints


GARBLED = ["Ã©", "naÃ¯ve", "Å imkus", "â€œWell", "\x93Well\x94", "GÃ1⁄4nther", "KovaÄ?", "Llŷn Ã", "Europeâs"]
PLAIN = ["café", "São Paulo", "Ångström", "naïve", "É. Durand", "“Well,” she said – twice…", "PÂTÉ", "10 °C", ""]


@pytest.mark.parametrize("text", GARBLED)
def test_suspect(text: str) -> None:
    assert list(suspects(text, nearby=True))


@pytest.mark.parametrize("text", PLAIN)
def test_nothing_left(text: str) -> None:
    assert (pairs(text), leftovers(text)) == ([], [])


@given(st.sampled_from(PAGES), st.text(alphabet="éßžŠЖあ中€“”😀", min_size=1, max_size=1))
def test_what_was_garbled_is_among_the_forms(page: Page, char: str) -> None:
    """A sign read under a code page that knows all its bytes is found again, at no price, with all that it became."""
    try:
        garbled = char.encode().decode(page.name)
    except UnicodeDecodeError:
        return
    assert (len(garbled), 0, 0) in [(f.end, f.spread, f.lost) for f in forms(garbled, 0, page) if f.char == char]
    assert pairs(garbled) and list(suspects(garbled))
