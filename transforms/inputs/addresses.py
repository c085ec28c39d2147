"""Web addresses without what opens doors: user names, passwords, keys and tokens."""

from __future__ import annotations

import re
from urllib.parse import unquote

__all__ = ["without_secrets"]

# An address may stand in another one's query, encoded once or more: %3A for a colon, %253A, ...
_SLASHES = r"(?:(?:^|:)//|%(?:25)*3A%(?:25)*2F%(?:25)*2F)"
_USER = re.compile(rf"({_SLASHES})(?:[^\s/?#\\\"<>%]|%(?!(?:25)*(?:2F|3F|23)))*(?:@|%(?:25)*40)", re.IGNORECASE)
_NAME = re.compile(
    r"(?P<before>[?&;#]|%(?:25)*(?:3F|26|3B|23))(?P<name>[^\s=&;?#/]{1,60}?)(?P<equals>=|%(?:25)*3D)", re.IGNORECASE
)
_VALUE = re.compile(r"(?:[^\s&#;\"<>]|;(?![\w.%-]{1,60}=))*")
_VALUE_IN_PATH = re.compile(r"[^\s&#;?/\"<>]*")
_ENCODED_VALUE = re.compile(r"(?:(?!%(?:25)*(?:26|23|3B))[^\s&#;\"<>])*", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TELLING_WORDS = frozenset((
    "key", "keys", "auth", "authorization", "authorisation", "authentication", "oauth", "pass", "pwd", "pw", "sig",
    "session", "sess", "sid", "jwt", "hmac", "bearer", "otp", "cookie", "login", "credentials",
))  # fmt: skip
_TELLING_PARTS = re.compile(
    r"token|secret(?!ar)|passw|passphrase|signature|credential|sess(?:ion)?(?:id|key)|jsession"
    r"|(?:api|access|auth|user|app|license|licence|private|subscription|consumer|client|secure)key"
)


def without_secrets(address: str) -> str:
    """An address without its user name and password and without the values of parameters whose names tell of a secret.

    Everything else stays as it is, and so does what is no address. In a sentence, every address is treated.

    >>> without_secrets("https://me:pw@example.org/feed?api_key=K&page=2")
    'https://example.org/feed?api_key=&page=2'
    """
    if "@" in address or "40" in address:
        address = _USER.sub(r"\1", address)
    parts, at = [], 0
    for name in _NAME.finditer(address):
        if name.start() >= at and _is_telling(name["name"]):
            parts.append(address[at : name.end()])
            at = _value_end(address, name)
    return "".join(parts) + address[at:] if parts else address


def _value_end(address: str, name: re.Match[str]) -> int:
    if name["equals"] != "=":
        pattern = _ENCODED_VALUE
    else:
        pattern = _VALUE_IN_PATH if name["before"] == ";" and "?" not in address[: name.start()] else _VALUE
    value = pattern.match(address, name.end())
    return value.end() if value else name.end()


def _is_telling(name: str) -> bool:
    """Whether a parameter's name says that its value is a secret: api_key, authToken, X-Amz-Signature, PHPSESSID."""
    for _ in range(3):
        name = unquote(name)
    words = [word.lower() for word in _WORD.findall(name)]
    return not _TELLING_WORDS.isdisjoint(words) or bool(_TELLING_PARTS.search("".join(words)))
