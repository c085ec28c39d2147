"""Bytes in chunks: peeking, lines of bounded length, and gzip and Zstandard that cannot flood the machine.

Nothing here opens anything: a stream is made over what the flow has opened.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import BinaryIO, Protocol

import zstandard

from newsloom.transforms.inputs.encoding import Decoded, Spelling
from newsloom.transforms.inputs.layout import Noticed
from newsloom.transforms.inputs.records import Bad, ParseOptions, decoded_or_bad

CHUNK = 2**20
_MEMBER = b"\x1f\x8b\x08"  # gzip with deflate, which is all that there is
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_SLICE = 4096  # compressed bytes unpacked at a time: a Zstandard bomb makes 128 MiB of them, gzip 4 MiB
_HARMLESS = 64 * 2**20  # expanding to less than this is never a bomb, however well it was packed
_MAX_LAYERS = 3


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class Stream:
    """Chunks of bytes with a buffer in front; also the readable file that libraries want."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._buffer, self._at = chunks, b"", 0  # what is left of the buffer begins at `_at`
        self._problem: Exception | None = None
        self._told = 0

    def _next(self) -> bytes:
        """The next chunk. What breaks the stream is kept until all that came before it was read."""
        if self._problem:
            return b""
        try:
            return next(self._chunks, b"")
        except Exception as problem:
            self._problem = problem
            return b""

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size`, left where they are."""
        held = len(self._buffer) - self._at
        if held < size:
            parts = [self._buffer[self._at :]]
            while held < size and (chunk := self._next()):
                parts.append(chunk)
                held += len(chunk)
            self._buffer, self._at = b"".join(parts), 0
        return self._buffer[self._at : self._at + size]

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes, at most `size`; b"" at the end. Raises what broke the stream, when it comes to it."""
        if self._at == len(self._buffer):
            self._buffer, self._at = self._next(), 0
        if not self._buffer and self._problem:
            raise self._problem
        taken = self._buffer[self._at : self._at + size]
        self._at += len(taken)
        self._told += len(taken)
        return taken

    @property
    def problem(self) -> Exception | None:
        """What broke the stream, once it was met."""
        return self._problem

    def tell(self) -> int:
        """How many bytes were read; archives note where each record stood."""
        return self._told

    def all(self, limit: int) -> bytes:
        """Everything that is left; raises Bad when that is more than `limit` bytes."""
        data = self.peek(limit + 1)
        if len(data) > limit:
            raise Bad("too_large", f"over max_bytes = {limit:,} in a file that can only be read whole")
        self._buffer, self._at = b"", 0
        if self._problem:
            raise self._problem
        return data

    def lines(self, limit: int) -> Iterator[bytes | Bad]:
        """Lines with their ends; one longer than `limit` bytes is passed over and comes as a Bad."""
        held: list[bytes] = []  # of a line that has not ended yet; joined once, as it may come in thousands of chunks
        size = 0
        while chunk := self.read():
            *ends, rest = chunk.split(b"\n")
            for end in ends:
                long = size + len(end) > limit
                yield _too_long(size + len(end), limit) if long else b"".join((*held, end, b"\n"))
                held, size = [], 0
            size += len(rest)
            if size > limit:
                held = []
            elif rest:
                held.append(rest)
        if size:
            yield _too_long(size, limit) if size > limit else b"".join(held)


def _too_long(size: int, limit: int) -> Bad:
    return Bad("too_large", f"a line of {size:,} bytes, over max_bytes = {limit:,}")


@dataclass(frozen=True)
class Source:
    """What a format's parser reads: the expanded stream, and what is known about it.

    `followed` says that the flow reads the pages which a feed links to, `url` where a fetched page stood.
    `noticed` is told the columns.
    `handle` is the open file itself where it can be read at any place as it is (Parquet needs that), else None.
    """

    stream: Stream
    options: ParseOptions
    handle: BinaryIO | None = None
    charset: str | None = None
    url: str | None = None
    followed: bool = False
    spelling: Spelling | None = None
    noticed: Noticed = field(default_factory=Noticed)
    packed: Stream | None = None  # the bytes as they came, where `stream` is unpacked from them

    def after_break(self) -> Source | None:
        """What follows the member of a gzip file that could not be unpacked; None where nothing does."""
        problem = self.stream.problem
        if self.packed is None or not isinstance(problem, BrokenMember):
            return None
        member = _next_member(self.packed, problem.rest)
        return (
            replace(self, stream=Stream(_within_limits(member, _gzip, self.options)), packed=member) if member else None
        )

    def decoded(self, data: bytes) -> Decoded:
        """The text of these bytes by the options, the declaration, or what they look like; Bad where there is none."""
        return decoded_or_bad(data, self.options.encoding or self.charset, self.spelling)


class BrokenMember(Bad):
    """A member of a compressed file that cannot be unpacked, and the bytes read of what may follow it."""

    def __init__(self, detail: str, rest: bytes) -> None:
        super().__init__("unparseable", detail)
        self.rest = rest


def _next_member(packed: Stream, data: bytes) -> Stream | None:
    """The bytes from the next beginning of a gzip member on."""
    while (at := data.find(_MEMBER)) < 0:
        more = packed.read(_SLICE)
        if not more:
            return None
        data = data[-len(_MEMBER) + 1 :] + more
    return Stream(chain((data[at:],), iter(partial(packed.read, CHUNK), b"")))


def chunks_of(handle: BinaryIO) -> Iterator[bytes]:
    """The bytes of an open file, a megabyte at a time."""
    return iter(partial(handle.read, CHUNK), b"")


def expanded(stream: Stream, options: ParseOptions) -> Stream:
    """The stream with its layers of gzip and Zstandard taken off, whatever the file is called."""
    for _ in range(_MAX_LAYERS):
        head = stream.peek(len(ZSTD))
        if head.startswith(GZIP):
            stream = Stream(_within_limits(stream, _gzip, options))
        elif head == ZSTD:
            stream = Stream(_within_limits(stream, _zstd, options))
        else:
            break
    return stream


def _gzip() -> _Decompressor:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


def _zstd() -> _Decompressor:
    return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()


def _within_limits(packed: Stream, make: Callable[[], _Decompressor], options: ParseOptions) -> Iterator[bytes]:
    """Unpacked chunks; raises Bad when they grow as no text does."""
    taken = made = 0
    for size, chunk in _unpacked(packed, make):
        taken, made = taken + size, made + len(chunk)
        if made > max(_HARMLESS, taken * options.max_ratio):
            raise Bad("too_large", f"expands more than {options.max_ratio}-fold, as a zip bomb does")
        if made > options.max_expanded:
            raise Bad("too_large", f"expands to more than {options.max_expanded:,} bytes")
        if chunk:
            yield chunk


def _unpacked(packed: Stream, make: Callable[[], _Decompressor]) -> Iterator[tuple[int, bytes]]:
    """Pairs of compressed size and unpacked bytes, over every member or frame of the file."""
    worker, fresh = make(), True
    while data := packed.read(_SLICE):
        size = len(data)
        while data:
            if fresh and not data.strip(b"\0"):
                break  # tape archives and some servers pad with zeros
            try:
                chunk = worker.decompress(data)
            except (zlib.error, zstandard.ZstdError) as error:
                raise BrokenMember(f"broken compressed data; fetch it again ({error})", data[1:]) from error
            yield size, chunk
            size, data, fresh = 0, worker.unused_data, worker.eof
            if fresh:
                worker = make()
    if not fresh:
        raise Bad("unparseable", "the compressed data ends before its end: truncated file; fetch it again")
