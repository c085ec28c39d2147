"""Payloads made of bytes, for the tests of parsing."""

from __future__ import annotations

import io
from typing import BinaryIO

from newsloom.transforms.inputs.parse import ParseOptions, parse_payload
from newsloom.transforms.inputs.records import Payload


def payload(name: str, data: bytes, **about: object) -> Payload:
    def open_bytes() -> BinaryIO:
        return io.BytesIO(data)

    return Payload(str(about.pop("source_uri", name)), name, open_bytes, **about)  # type: ignore[arg-type]


def parsed(name: str, data: bytes | str, options: ParseOptions | None = None, **about: object) -> list:
    data = data.encode() if isinstance(data, str) else data
    return list(parse_payload(payload(name, data, **about), options))
