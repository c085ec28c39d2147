"""One name that was read as several types: where one of them is a slip of the tagger, and where two things bear it.

How often each name was read as what is counted over all articles, those too whose chains are not retained.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from newsloom.schemas.state.names import NAME_TYPES
from newsloom.transforms.entities.candidates import Reader
from newsloom.transforms.entities.chain_frame import Readings
from newsloom.transforms.names.blocking import bare_key, family
from newsloom.transforms.text.ids import content_number

# By hand, on names of 600 real articles that were read as two types.
_LEAST = 3  # articles of the type that takes in another
_RARER = 3  # times that the other type must be rarer
_BODY_RARER = 5  # the same of a body that is called as a place is: a team plays under the name of its town


def count_readings(chains: pa.Table) -> Counter[tuple[str, str]]:
    """Chains by key and type, people left out."""
    pairs = Counter(zip(chains["type"].to_pylist(), chains["key"].to_pylist(), strict=True))
    readings: Counter[tuple[str, str]] = Counter()
    for (kind, key), n in pairs.items():
        if kind != "PERSON":
            readings[bare_key(kind, key), kind] += n
    return readings


def add_readings(new: pa.Table, chains: pa.Table, read: Reader) -> tuple[Readings, pa.Table]:
    """How often each name among some chains was read as what, new ones included, and the rows of NAME_TYPES that new
    ones change."""
    asked, added = count_readings(chains), count_readings(new)
    names = {_number(key): key for key, _ in asked}
    stored = read("name_types", "name", pa.array(sorted(names), pa.uint64()))
    total = Counter(added)
    for number, kind, n in zip(*(stored[name].to_pylist() for name in NAME_TYPES.columns), strict=True):
        total[names[number], kind] += n
    return total, NAME_TYPES.table(
        {"name": _number(key), "type": kind, "n_articles": total[key, kind]} for key, kind in sorted(added)
    )


def _number(key: str) -> int:
    return content_number("name", key)


def one_name(nodes: Sequence[tuple[str, str, list[int]]], readings: Readings) -> Iterator[tuple[int, int]]:
    """Pairs of nodes (family of types, key, rows) of one name: what it mostly is, and what it was rarely read as."""
    by_name: dict[str, dict[str, int]] = defaultdict(dict)
    several = set()
    for number, (kind, key, _) in enumerate(nodes):
        name = bare_key(kind, key)
        if kind in by_name[name]:
            several.add(name)  # a user says that they are two
        by_name[name][kind] = number
    n_of: Counter[tuple[str, str]] = Counter()
    for (name, kind), n in readings.items():
        n_of[name, family(kind)] += n
    for name, number_of in by_name.items():
        if len(number_of) > 1 and name not in several and not name.startswith("="):
            main, *slips = _slips({kind: n_of[name, kind] for kind in number_of})
            yield from ((number_of[main], number_of[kind]) for kind in slips)


def _slips(n_of: Mapping[str, int]) -> list[str]:
    """What a name mostly is, and what it was rarely read as, given the articles by family of types.

    >>> _slips({"ORG": 9, "WORK_OF_ART": 3, "EVENT": 4}), _slips({"PLACE": 9, "ORG": 3})
    (['ORG', 'WORK_OF_ART'], ['PLACE'])
    """
    main = max(sorted(n_of), key=lambda kind: n_of[kind])
    rarer = {kind: _BODY_RARER if (main, kind) == ("PLACE", "ORG") else _RARER for kind in n_of}
    return [main, *(k for k in sorted(n_of) if k != main and n_of[main] >= max(_LEAST, rarer[k] * n_of[k]))]
