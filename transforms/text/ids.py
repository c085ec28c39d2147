"""Content ids: the same thing gets the same id on every machine and in every order of arrival."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

_SEPARATOR = "\x1f"


def content_id(prefix: str, *parts: object) -> str:
    """`prefix` and 16 hex digits of a BLAKE2b hash over the parts.

    >>> content_id("a_", "text", 0)
    'a_316c34d13c06d92b'
    """
    return prefix + content_hash(*parts)


def content_hash(*parts: object) -> str:
    """16 hex digits of a BLAKE2b hash over the parts, each taken as its string in UTF-8."""
    return _digest(map(str, parts)).hex()


def content_number(*parts: object) -> int:
    """The same hash as a number of 64 bits."""
    return int.from_bytes(_digest(map(str, parts)))


def _digest(parts: Iterable[str]) -> bytes:
    return blake2b(_SEPARATOR.join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


FREE_BITS = 16
"""Lowest bits of a hash that an index does without. By hand."""


def block_number(*parts: str) -> int:
    """The same hash for an index that is to take few bytes: its lowest `FREE_BITS` are 0, for marks of one's own.

    Of sixty million other blocks one passes for one of a million that are there, which makes a candidate too many.
    """
    return int.from_bytes(_digest(parts)) >> FREE_BITS << FREE_BITS


def id_number(id_: str) -> int:
    """The number that the digits of an id are.

    >>> id_number("a_00000000000000ff")
    255
    """
    return int(id_.rpartition("_")[2], 16)


def numbered_id(prefix: str, number: int) -> str:
    """The id whose digits are a number, as `id_number` gives it.

    >>> numbered_id("a_", 255)
    'a_00000000000000ff'
    """
    return f"{prefix}{number:016x}"


def article_id(raw_sha256: str, address: str | None, copy: int = 0) -> str:
    """Id of an article: of what was read and the address it has; equal records are numbered copies of the first.

    Where a record was found and when has no say, so the same records have the same ids in every order of arrival.
    """
    first = content_id("a_", raw_sha256, address or "")
    return content_id("a_", first, copy) if copy else first
