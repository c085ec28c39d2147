"""Whether two names can be the same person's or the same organisation's: equal, compatible, unlike or in conflict."""

from __future__ import annotations

import re

from rapidfuzz.distance import JaroWinkler

from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName
from newsloom.transforms.names.sounds import skeleton, transliterated
from newsloom.transforms.text.lexicon import words

CONFLICT, UNKNOWN, INITIAL, SIMILAR, VARIANT, EQUAL = -1, 0, 1, 2, 3, 4
"""How two parts of names compare, worst to best: UNKNOWN where one side has none, VARIANT for transliterations of
one name, SIMILAR for names that merely sound alike."""
_INITIALS = re.compile(r"^(?:[A-Z]\.)+ (?=\w)")
_GIVEN_SIMILARITY = 0.88  # Jaro-Winkler similarity of two spellings of one given name; by hand
_SURNAME_SIMILARITY = 0.84  # the same of a surname; by hand


def compare_given_names(a: PersonName, b: PersonName, gazetteer: Gazetteer) -> int:
    """How the given names compare: every pair of names in place must agree, the first one decides the degree.

    ("j",) and ("john",) are INITIAL, ("bill",) and ("william",) VARIANT, ("george", "w") and ("george", "h") CONFLICT.
    So are a name with a generation's suffix and one without: in news they are mostly father and son.
    """
    if a.suffix != b.suffix:
        return CONFLICT
    if not a.given or not b.given:
        return UNKNOWN
    if "".join(a.given).replace("-", "") == "".join(b.given).replace("-", ""):  # Jong-un, Jong Un
        return EQUAL if a.full else INITIAL
    degrees = [_given(x, y, gazetteer) for x, y in zip(a.given, b.given, strict=False)]
    return CONFLICT if CONFLICT in degrees else degrees[0]


def _given(x: str, y: str, gazetteer: Gazetteer) -> int:
    if x == y:
        return EQUAL if len(x) > 1 else INITIAL
    if len(x) == 1 or len(y) == 1:
        return INITIAL if x[0] == y[0] else CONFLICT
    none: frozenset[int] = frozenset()
    if gazetteer.nicknames.get(x, none) & gazetteer.nicknames.get(y, none):
        return VARIANT
    if len(x) > 3 and transliterated(x) == transliterated(y):
        return VARIANT
    return SIMILAR if _one_name(x, y) else CONFLICT


def _one_name(x: str, y: str) -> bool:
    """Spellings of one given name: Dmitry, Dmitri; Sergei, Sergey; not Daniel, Daniela or Mario, Marion."""
    if skeleton(x) != skeleton(y) or abs(len(x) - len(y)) > 2:
        return False
    if {x[-1], y[-1]} & {"a"} and x[-1] != y[-1]:  # the ending tells a woman's name from a man's
        return False
    return JaroWinkler.similarity(x, y) >= _GIVEN_SIMILARITY


def compare_surnames(x: str, y: str) -> int:
    """How two surnames compare.

    >>> compare_surnames("zelensky", "zelenskiy") == VARIANT, compare_surnames("larsen", "larson") == SIMILAR
    (True, True)
    """
    if x == y or x.replace("-", " ") == y.replace("-", " "):
        return EQUAL
    if skeleton(x) != skeleton(y) or (x[-1:] == "a") != (y[-1:] == "a"):  # Medvedev is not Medvedeva
        return CONFLICT
    if len(x) > 3 and transliterated(x) == transliterated(y):
        return VARIANT
    close = min(len(x), len(y)) > 3 and JaroWinkler.similarity(x, y) >= _SURNAME_SIMILARITY
    return SIMILAR if close else CONFLICT


def without_ending(form: str, gazetteer: Gazetteer) -> str:
    """An organisation's folded name without "Inc", "Corp" and their like."""
    parts = form.split()
    while len(parts) > 1 and parts[-1] in gazetteer.company_endings:
        parts.pop()
    return " ".join(parts)


_ENDINGS = words("name_bodies", "ending")
_SMALL = words("name_bodies", "small")
_TURNED = words("name_bodies", "turned")


def turned(form: str) -> str:
    """An organisation's folded name with what it is for before what it is.

    >>> turned("danish ministry of the interior"), turned("interior ministry"), turned("bank of denmark")
    ('danish interior ministry', 'interior ministry', 'bank of denmark')
    """
    parts = form.split()
    for index, word in enumerate(parts[:-2]):
        if word in _TURNED and parts[index + 1] == "of":
            rest = parts[index + 2 :]
            return " ".join([*parts[:index], *(rest[1:] if rest[0] == "the" else rest), word])
    return form


def is_acronym(short: str, long: str) -> bool:
    """Whether a name in capitals is made of the initials of a longer one.

    >>> is_acronym("ECFR", "European Council on Foreign Relations"), is_acronym("EU", "European Council")
    (True, False)
    """
    return acronym_letters(short) in initials(long)


def acronym_letters(short: str) -> str | None:
    """The letters of a name that can be an acronym, in lower case; None where it can be none."""
    letters = "".join(char for char in short if char.isalnum())
    if not 2 <= len(letters) <= 8 or sum(char.isupper() for char in letters) < len(letters) - 1:
        return None
    return letters.lower()


def initials(long: str) -> set[str]:
    """What a name of several words can be abbreviated to: the initials of its words, with and without small ones, and
    without what only says that it is a company.

    >>> sorted(initials("International Gull Machines Corp"))
    ['igm', 'igmc']
    """
    parts = [part for part in long.replace("-", " ").split() if part[:1].isalnum()]
    if len(parts) > 2 and parts[-1].lower().strip(".") in _ENDINGS:
        return initials(" ".join(parts[:-1])) | {"".join(part[0] for part in parts).lower()}
    main = [part[0] for part in parts if part.lower() not in _SMALL]
    every = [part[0] for part in parts]
    return {"".join(main).lower(), "".join(every).lower()} if len(main) > 1 else set()


def abbreviates(short: str, long: str) -> bool:
    """Whether capitals can stand for a name that they follow in brackets: its letters in order, the first one first.

    Initials before the name are passed over, and of a company's sign at an exchange ("GULL.L") the exchange.

    >>> abbreviates("Interpol", "International Police"), abbreviates("NATO", "North Atlantic Treaty Organization")
    (False, True)
    """
    base, _, exchange = short.partition(".")
    letters = [char for char in (base if len(base) > 2 and len(exchange) < 3 else short).lower() if char.isalnum()]
    rest = _INITIALS.sub("", long).lower()
    if not short.isupper() or len(letters) < 2 or " " not in long or letters[0] != rest[0]:
        return False
    following = iter(rest)
    return all(letter in following for letter in letters)
