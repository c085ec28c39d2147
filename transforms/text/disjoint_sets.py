"""Disjoint sets: things joined two by two, each set known by one of its members (union-find)."""

from __future__ import annotations

from typing import Protocol, TypeVar

Member = TypeVar("Member")


class Parents(Protocol[Member]):
    """For each member another one of its set, or itself where it stands for the set: a list of numbers, or a dict."""

    def __getitem__(self, member: Member, /) -> Member: ...

    def __setitem__(self, member: Member, parent: Member, /) -> None: ...


def root(parents: Parents[Member], member: Member) -> Member:
    """The member that stands for the set of another one; paths are halved on the way.

    >>> root([0, 0, 1, 2], 3)
    0
    """
    while parents[member] != member:
        parents[member] = parents[parents[member]]
        member = parents[member]
    return member
