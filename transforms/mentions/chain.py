"""A chain: the names of one person, place or organisation in one article."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsloom.transforms.names.person_names import PersonName


@dataclass
class Chain:
    """Names of one thing in one article; `names` are indices into the article's names."""

    type: str
    names: list[int]
    key: str  # folded fullest form, or gazetteer key
    gender: str | None = None
    person: PersonName | None = None
    uncertain: dict[int, float] = field(default_factory=dict)  # names whose membership is a guess -> confidence
    relative: bool = False  # introduced as a relative of somebody
    generation: str | None = None  # elder or younger than another one of the surname, as told
    likely: int | None = None  # number of the chain that this one is, unless other articles tell of another bearer
    late: list[int] = field(default_factory=list)  # guessed names since the last sure one; in the end behind the others
