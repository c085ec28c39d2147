"""From how far away a description still means somebody: both sides of each distance, and of each bound."""

from __future__ import annotations

import pytest

from tests.marked_names import names

LEE, PARK = "[PERSON Ann Lee]", "[PERSON Ben Park]"


def meant(text: str) -> list[tuple[str, float]]:
    found = names(text)
    return [(found.chains[m["chain"]]["name"], m["confidence"]) for m in found.mentions if m["kind"] == "nominal"]


def syllables(number: int) -> str:
    """A name of its own for each number, which sounds like no other."""
    consonants = "bdfgklmnprstvz"
    return f"{consonants[number % 14].upper()}a{consonants[(number // 14 + number) % 14]}o"


def rain(length: int) -> str:
    """A sentence of so many code points."""
    return " It r" + "a" * (length - 8) + "in."


@pytest.mark.parametrize(
    ("long_ago", "lately", "expected"),
    [
        (1300, 250, ["Ann Lee"]),
        (1150, 250, []),  # the other was named too lately
        (1300, 560, ["Ann Lee"]),
        (1300, 640, []),  # the one is too far back
    ],
)
def test_of_two_the_one_named_lately(long_ago: int, lately: int, expected: list[str]) -> None:
    between = long_ago - max(0, lately - 250)
    text = f"Gov. {PARK} left.{rain(between)} Gov. {LEE} came.{rain(lately)} The governor left."
    assert [name for name, _ in meant(text)] == expected


@pytest.mark.parametrize(("n_others", "expected"), [(24, ["Ann Lee"]), (40, [])])
def test_of_a_crowd_nobody_is_the_governor(n_others: int, expected: list[str]) -> None:
    crowd = " ".join(f"Gov. [PERSON {syllables(i)} {syllables(i + 7)}] came." for i in range(n_others))
    text = f"{crowd}{rain(1600)} Gov. {LEE} came. The governor left."
    assert [name for name, _ in meant(text)] == expected


@pytest.mark.parametrize(("n_before", "expected"), [(50, ["Ann Lee"]), (70, [])])
def test_a_title_that_comes_late(n_before: int, expected: list[str]) -> None:
    """Of somebody who is named again and again only the first names are looked at for what they say."""
    text = f"{LEE} came. " * n_before + f"{LEE} has been mayor since May. The mayor slept."
    assert [name for name, _ in meant(text)] == expected


@pytest.mark.parametrize(("distance", "expected"), [(180, ["Ann Lee"]), (240, [])])
def test_a_place_describes_who_is_near(distance: int, expected: list[str]) -> None:
    text = f"Sen. {LEE} spoke.{rain(distance - 13)} In [GPE Ohio] it snowed.{rain(300)} The [GPE Ohio] senator left."
    assert [name for name, _ in meant(text)] == expected


@pytest.mark.parametrize(("length", "expected"), [(60, ["Ann Lee"]), (120, [])])
def test_how_long_a_title_before_a_name_is(length: int, expected: list[str]) -> None:
    filling = "x" * (length - len("The judge ,  "))
    assert [name for name, _ in meant(f"Yes. The judge {filling}, {LEE}, spoke. The judge left.")] == expected


@pytest.mark.parametrize(("length", "expected"), [(100, ["Ann Lee"]), (140, [])])
def test_how_long_a_title_behind_a_name_is(length: int, expected: list[str]) -> None:
    assert [name for name, _ in meant(f"{LEE}, a {'o' * (length - 14)} judge, spoke. The judge left.")] == expected


def test_a_description_is_surer_than_an_office_and_less_sure_than_one_with_its_country() -> None:
    (_, office), *_ = meant(f"Governor {LEE} spoke. The governor left.")
    (_, described), *_ = meant(f"Sen. {LEE} spoke. The lawmaker left.")
    (_, country), *_ = meant(f"[NORP Norwegian] Minister {LEE} spoke. The [NORP Norwegian] minister left.")
    assert 0.6 < office < described < country < 0.9
