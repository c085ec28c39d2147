"""Bytes in chunks: what is read does not depend on where the chunks end, and nothing floods the machine."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.inputs.records import Bad, ParseOptions
from newsloom.transforms.inputs.stream import Source, Stream, expanded

CHUNKS = st.lists(st.binary(max_size=12).map(lambda data: data.replace(b"\x00", b"\n")), max_size=6)
TEXT = b"The ferry runs again.\n" * 50


def broken(*chunks: bytes) -> Iterator[bytes]:
    yield from chunks
    raise OSError("the wire was cut")


@given(CHUNKS, st.integers(1, 9))
def test_reading_in_parts_loses_nothing(chunks: list[bytes], size: int) -> None:
    stream = Stream(iter([chunk for chunk in chunks if chunk]))
    whole = b"".join(chunks)
    assert stream.peek(size) == whole[:size]
    parts = list(iter(lambda: stream.read(size), b""))
    assert b"".join(parts) == whole and all(len(part) <= size for part in parts)
    assert stream.tell() == len(whole)


@given(CHUNKS, st.integers(1, 9))
def test_lines_do_not_depend_on_chunks(chunks: list[bytes], limit: int) -> None:
    def lines(*parts: bytes) -> list[bytes | str]:
        read = Stream(iter([part for part in parts if part])).lines(limit)
        return [line.detail if isinstance(line, Bad) else line for line in read]

    whole = b"".join(chunks)
    assert lines(*chunks) == lines(whole) == lines(*(bytes([byte]) for byte in whole))
    ends = whole.split(b"\n")
    assert sum(isinstance(line, str) for line in lines(whole)) == sum(len(end) > limit for end in ends)


@pytest.mark.parametrize(("limit", "fits"), [(10, True), (9, False)])
def test_all_is_no_more_than_the_limit(limit: int, fits: bool) -> None:
    stream = Stream(iter([b"12345", b"67890"]))
    if fits:
        assert stream.all(limit) == b"1234567890"
    else:
        with pytest.raises(Bad, match="over max_bytes"):
            stream.all(limit)


def test_what_breaks_a_stream_comes_after_what_was_read() -> None:
    stream = Stream(broken(b"one\n", b"two"))
    assert stream.peek(100) == b"one\ntwo"
    assert stream.read() == b"one\ntwo"
    with pytest.raises(OSError, match="wire"):
        stream.read()
    assert isinstance(stream.problem, OSError)


def packed(data: bytes, layers: int) -> bytes:
    for layer in range(layers):
        data = gzip.compress(data) if layer % 2 else zstandard.compress(data)
    return data


@pytest.mark.parametrize(("layers", "unpacked"), [(0, True), (1, True), (2, True), (3, True), (4, False)])
def test_layers(layers: int, unpacked: bool) -> None:
    stream = expanded(Stream(iter([packed(TEXT, layers)])), ParseOptions())
    assert (stream.read() == TEXT) is unpacked


def test_members_behind_each_other_are_one_file() -> None:
    data = gzip.compress(TEXT) + gzip.compress(b"Once more.")
    assert expanded(Stream(iter([data])), ParseOptions()).all(10_000) == TEXT + b"Once more."


def test_behind_a_broken_member_the_next_is_read() -> None:
    damaged = bytearray(gzip.compress(TEXT))
    damaged[20] ^= 0xFF
    raw = Stream(iter([bytes(damaged) + gzip.compress(b"Once more.")]))
    source = Source(expanded(raw, ParseOptions()), ParseOptions(), packed=raw)
    with pytest.raises(Bad, match="broken compressed"):
        source.stream.all(10_000)
    following = source.after_break()
    assert following is not None and following.stream.all(10_000).endswith(b"Once more.")


@pytest.mark.parametrize(("megabytes", "fits"), [(60, True), (80, False)])
def test_what_expands_a_thousandfold_is_a_bomb(megabytes: int, fits: bool) -> None:
    """Unless what comes out is harmless, however well it was packed."""
    stream = expanded(Stream(iter([zstandard.compress(b"\x00" * megabytes * 2**20)])), ParseOptions())
    n_bytes = 0
    try:
        while chunk := stream.read():
            n_bytes += len(chunk)
        assert fits and n_bytes == megabytes * 2**20
    except Bad as problem:
        assert (problem.reason, fits) == ("too_large", False)
