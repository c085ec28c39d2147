"""Content ids: the same thing gets the same id on every machine and in every order of arrival."""

from __future__ import annotations

from hashlib import blake2b

_SEPARATOR = b"\x1f"


def content_id(prefix: str, *parts: object) -> str:
    """`prefix` and 16 hex digits of a BLAKE2b hash over the parts.

    >>> content_id("a_", "text", 0)
    'a_316c34d13c06d92b'
    """
    return prefix + content_hash(*parts)


def content_hash(*parts: object) -> str:
    """16 hex digits of a BLAKE2b hash over the parts, each taken as its string in UTF-8."""
    joined = _SEPARATOR.join(str(part).encode("utf-8", "surrogatepass") for part in parts)
    return blake2b(joined, digest_size=8).hexdigest()
