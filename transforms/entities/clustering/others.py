"""Organisations, places and the rest over all articles: one entity for each key, joined by acronym, by spelling,
where one has its country in front, and where one type is a slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz.distance import JaroWinkler

from newsloom.transforms.entities.chain_frame import ChainFrame, group_rows
from newsloom.transforms.entities.constraints import CannotLink, must_differ, parted
from newsloom.transforms.entities.name_types import one_name
from newsloom.transforms.names.blocking import acronyms, could_be_acronym, family, spelling_keys, without_country
from newsloom.transforms.names.comparing import turned
from newsloom.transforms.text.disjoint_sets import root

Node = tuple[str, str, list[int]]
"""Family of types, key, rows."""
_SPELLING_SIMILARITY = 0.93
"""Jaro-Winkler similarity of each pair of words in two spellings of one organisation's name; by hand."""
_SHORT_WORD = 4  # letters of words that must be the same


def find_others(chains: ChainFrame, rows: Sequence[int], cannot_link: CannotLink) -> list[list[int]]:
    """Clusters of the given rows (chains that are no people); rows that must not be linked never share one."""
    groups = group_rows((family(chains.types[row]), chains.keys[row]) for row in rows)
    nodes = [
        (kind, key, part)
        for (kind, key), places in groups.items()
        for part in parted([rows[i] for i in places], cannot_link)
    ]
    home = list(range(len(nodes)))
    for a, b in _spellings(nodes):
        _join(home, a, b, nodes, cannot_link)
    for a, b in (*_acronyms(nodes, home, chains), *_without_country(nodes, home, chains)):
        _join(home, a, b, nodes, cannot_link)
    for a, b in one_name(nodes, chains.readings):
        _join(home, a, b, nodes, cannot_link)
    clusters: dict[int, list[int]] = defaultdict(list)
    for number, (_, _, places) in enumerate(nodes):
        clusters[root(home, number)] += places
    return [sorted(rows) for rows in clusters.values()]


def _join(home: list[int], a: int, b: int, nodes: Sequence[Node], cannot_link: CannotLink) -> None:
    x, y = root(home, a), root(home, b)
    if not must_differ(nodes[a][2], nodes[b][2], cannot_link):
        home[max(x, y)] = min(x, y)


def _spellings(nodes: Sequence[Node]) -> Iterable[tuple[int, int]]:
    """Long names of organisations that differ in a letter or two: Organisation, Organization."""
    sounds: dict[str, list[int]] = defaultdict(list)
    for number, (kind, key, _) in enumerate(nodes):
        for sound in spelling_keys(key) if kind == "ORG" else ():
            sounds[sound].append(number)
    for numbers in sounds.values():
        for i, a in enumerate(numbers):
            yield from ((a, b) for b in numbers[:i] if _one_spelling(nodes[a][1], nodes[b][1]))


def _one_spelling(a: str, b: str) -> bool:
    a_words, b_words = turned(a).split(), turned(b).split()
    pairs = zip(a_words, b_words, strict=False)
    return len(a_words) == len(b_words) and all(
        x == y or (len(x) > _SHORT_WORD and JaroWinkler.similarity(x, y) >= _SPELLING_SIMILARITY) for x, y in pairs
    )


def _acronyms(nodes: Sequence[Node], home: list[int], chains: ChainFrame) -> Iterable[tuple[int, int]]:
    """An acronym on its own joins the one name that articles expand it to."""
    expansions = _longer(nodes, home, lambda row, key: acronyms(key, chains.names[row], chains.forms.at(row)))
    return ((alone, longer) for short, alone, longer in expansions if could_be_acronym(short))


def _without_country(nodes: Sequence[Node], home: list[int], chains: ChainFrame) -> Iterable[tuple[int, int]]:
    """A body named without its country joins the one that articles name both ways."""
    pairs = _longer(nodes, home, lambda row, key: without_country(key, chains.forms.at(row)))
    return ((alone, longer) for _, alone, longer in pairs)


def _longer(
    nodes: Sequence[Node], home: list[int], shorts_of: Callable[[int, str], set[str]]
) -> Iterator[tuple[str, int, int]]:
    """A short name, its node, and the one organisation for which it is short; `shorts_of`: by row and key."""
    number_of = {(kind, key): number for number, (kind, key, _) in enumerate(nodes)}
    longer_of: dict[str, set[int]] = defaultdict(set)
    for number, (kind, key, rows) in enumerate(nodes):
        for short in {short for row in rows for short in shorts_of(row, key)} if kind == "ORG" else ():
            longer_of[short].add(root(home, number))
    for short, numbers in sorted(longer_of.items()):
        alone = number_of.get(("ORG", short))
        if alone is not None and len(numbers) == 1:
            yield short, alone, next(iter(numbers))
