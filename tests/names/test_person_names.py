from __future__ import annotations

import pytest

from newsloom.transforms.names.person_names import PersonName, family_first, gender_of_given, person_name
from tests.marked_names import gazetteer

CASES = [
    ("plain", "Ana Petrova", ("ana",), "petrova", "petrova", None),
    ("two given names", "Mary Ann Holm", ("mary", "ann"), "holm", "holm", None),
    ("particles begin the surname", "Ursula von der Leyen", ("ursula",), "von der leyen", "leyen", None),
    ("a particle at the start is no given name", "Le Pen", (), "le pen", "pen", None),
    ("a particle that is a given name", "Ben Carson", ("ben",), "carson", "carson", None),
    ("suffix", "Owen Smith Jr.", ("owen",), "smith", "smith", "jr"),
    ("suffix behind a comma", "Owen Smith, Jr.", ("owen",), "smith", "smith", "jr"),
    ("the Elder", "Owen Smith the Elder", ("owen",), "smith", "smith", "elder"),
    ("an honour", "Owen Smith OBE", ("owen",), "smith", "smith", None),
    ("suffix and degree", "Owen Smith III, MD", ("owen",), "smith", "smith", "iii"),
    ("surname with a suffix", "Smith Jr.", (), "smith", "smith", "jr"),
    ("Van as a given name", "Van Joseph Holm", ("van", "joseph"), "holm", "holm", None),
    ("Van as a particle", "Van der Holm", (), "van der holm", "holm", None),
    ("Al for Albert", "Al Holm", ("al",), "holm", "holm", None),
    ("Al for Albert, a son", "Al Holm Jr.", ("al",), "holm", "holm", "jr"),
    ("the article", "al-Rashidi", (), "al rashidi", "rashidi", None),
    ("a short family name", "Ma Yinghua", ("yinghua",), "ma", "ma", None),
    ("a suffix alone is a name", "Ii", (), "ii", "ii", None),
    ("Chinese order", "Xi Jinping", ("jinping",), "xi", "xi", None),
    ("Korean order", "Kim Jong Un", ("jong", "un"), "kim", "kim", None),
    ("a doubled given name", "Wei Wei Zhao", ("wei", "wei"), "zhao", "zhao", None),
    ("English given name that is a family name too", "Kim Moore", ("kim",), "moore", "moore", None),
    ("hyphen tells the order", "Kim Min-su", ("min-su",), "kim", "kim", None),
    ("Arabic article", "Omar al-Rashidi", ("omar",), "al rashidi", "rashidi", None),
    ("surname alone", "Petrova", (), "petrova", "petrova", None),
    ("nothing", "…", (), "", "", None),
]


@pytest.mark.parametrize(("label", "text", "given", "surname", "core", "suffix"), CASES, ids=[c[0] for c in CASES])
def test_parts(label: str, text: str, given: tuple, surname: str, core: str, suffix: str | None) -> None:
    assert person_name(text, gazetteer()) == PersonName(given, surname, core, suffix)


@pytest.mark.parametrize(("given", "full"), [(("ana",), True), (("a",), False), (("j", "robert"), True), ((), False)])
def test_full_needs_more_than_initials(given: tuple[str, ...], full: bool) -> None:
    assert PersonName(given, "holm", "holm").full == full


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("xi", "jinping"), True),
        (("kim", "moore"), False),
        (("kim", "min-su"), True),
        (("xi", "j"), False),  # an initial is no syllable
        (("nguyen", "van", "thanh", "ha"), False),
        (("holm", "jinping"), False),
        (("wang", "schmidt"), False),
    ],
)
def test_family_first(parts: tuple[str, ...], expected: bool) -> None:
    assert family_first(parts, gazetteer()) == expected


GIVEN = [(("mary",), "female"), (("john", "mary"), "male"), (("j", "mary"), "female"), (("robin",), None), ((), None)]


@pytest.mark.parametrize(("given", "gender"), GIVEN)
def test_gender_of_a_given_name(given: tuple[str, ...], gender: str | None) -> None:
    assert gender_of_given(given) == gender
