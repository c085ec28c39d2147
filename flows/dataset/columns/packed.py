"""Sorted numbers in few bytes, searched without being unpacked: the keys of mapped tables, which are hashes.

Numbers that are sorted share their leading bits with their neighbours: these are there once for all numbers that begin
with them, as how many they are, and each number keeps its rest (Elias and Fano). Of a million hashes of 48 bits each
takes four bytes and a quarter, of 64 bits six and a quarter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from newsloom.transforms.text.word_hashes import U64, Ints, Mask, ranges

_LEADING = 16
"""Bits that are there once, by hand: 65,536 beginnings take less than half a byte a row from 32,000 rows on."""
_LEAST = 2_000  # rows from which on it is worth the while. By hand
_CODEC = pa.Codec("zstd", compression_level=3)
_FACTS = ("base", "shift", "bits", "counts")  # of the metadata of a file
LOW = ".low"
"""What the name of the column of the lowest 16 bits ends with, where a rest has more than 32."""


def pack_sorted(values: np.ndarray) -> tuple[dict[str, pa.Array], dict[bytes, bytes]] | None:
    """Columns, by what their names end with, and metadata for sorted numbers; None where it is not worth the while."""
    if len(values) < _LEAST:
        return None
    values = values.astype(np.uint64)
    base, shift = int(values[0]), _trailing_zeros(int(np.bitwise_or.reduce(values - values[0])))
    steps = (values - values[0]) >> np.uint64(shift)
    bits = max(0, int(steps[-1]).bit_length() - _LEADING)
    counts = np.bincount((steps >> np.uint64(bits)).astype(np.int64), minlength=1 << _LEADING)
    rest = steps & np.uint64((1 << bits) - 1)
    high = rest if bits <= 32 else rest >> np.uint64(16)
    columns = {"": pa.array(high.astype(np.uint16 if bits <= 16 else np.uint32))}
    if bits > 32:
        columns[LOW] = pa.array((rest & np.uint64(0xFFFF)).astype(np.uint16))
    packed = _CODEC.compress(np.packbits(_unary(counts)).tobytes(), asbytes=True)
    facts = (str(base).encode(), str(shift).encode(), str(bits).encode(), packed)
    return columns, {name.encode(): fact for name, fact in zip(_FACTS, facts, strict=True)}


def _unary(counts: Ints) -> Mask:
    """A bit for each number, and one that is 0 behind those of each beginning."""
    bits = np.ones(int(counts.sum()) + len(counts), dtype=bool)
    bits[np.cumsum(counts) + np.arange(len(counts))] = False
    return bits


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1 if number else 0


def packed_key(rows: pa.Table) -> tuple[str | None, Packed | None]:
    """The packed column of a mapped file, and its name, which is that of the first column of the table's key."""
    facts = {name.decode(): value for name, value in (rows.schema.metadata or {}).items()}
    if "counts" not in facts or not rows.num_rows:
        return None, None
    name = facts["key"].decode().split(",")[0]
    low = rows[name + LOW].to_numpy() if name + LOW in rows.column_names else None
    return name, Packed(facts, rows[name].to_numpy(), low)


@dataclass(frozen=True)
class _Unary:
    """The bits of `_unary`, looked into without being spread out: a byte at a time, then within a byte."""

    bits: np.ndarray

    @cached_property
    def _ones(self) -> Ints:
        """How many bits are 1 before each byte, and in all."""
        return np.concatenate([[0], np.cumsum(_ONES[self.bits])])

    @cached_property
    def _zeros(self) -> Ints:
        return 8 * np.arange(len(self.bits) + 1) - self._ones

    def leading(self, rows: Ints) -> Ints:
        """With which beginning each row's number begins: so many end before its bit."""
        byte = np.searchsorted(self._ones, rows, side="right") - 1
        places: Ints = 8 * byte + _PLACES[self.bits[byte], rows - self._ones[byte]]
        return places - rows

    def start(self, leading: Ints) -> Ints:
        """The first row of each beginning: so many numbers are before the end of the beginning before it."""
        before = np.maximum(leading - 1, 0)
        byte = np.searchsorted(self._zeros, before, side="right") - 1
        end = 8 * byte + _PLACES[~self.bits[byte], before - self._zeros[byte]]
        return np.where(leading > 0, end - before, 0)


_BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
_ONES = _BITS.sum(axis=1, dtype=np.int64)
_PLACES = np.argsort(1 - _BITS, axis=1, kind="stable")
"""Of each byte how many bits are 1, and where the first of them is, the second, and so on."""


@dataclass(frozen=True)
class Packed:
    """Sorted numbers as `pack_sorted` left them: what is unpacked is what is asked for."""

    facts: Mapping[str, bytes]
    high: np.ndarray
    low: np.ndarray | None = None

    @cached_property
    def _numbers(self) -> tuple[int, int, int]:
        base, shift, bits = (int(self.facts[name]) for name in _FACTS[:3])
        return base, shift, bits

    @cached_property
    def _beginnings(self) -> _Unary:
        n_bits = len(self.high) + (1 << _LEADING)
        packed = _CODEC.decompress(self.facts["counts"], decompressed_size=-(-n_bits // 8))
        return _Unary(np.frombuffer(packed, np.uint8))

    def at(self, rows: Ints) -> U64:
        """The numbers of some rows."""
        base, shift, bits = self._numbers
        leading = self._beginnings.leading(rows.astype(np.int64)).astype(np.uint64)  # less than 0 is not met unsigned
        return ((leading << np.uint64(bits) | self._rest(rows)) << np.uint64(shift)) + np.uint64(base)

    def all(self) -> U64:
        """All numbers."""
        return self.at(np.arange(len(self.high)))

    def find(self, wanted: U64) -> Ints:
        """The rows that have one of the wanted numbers, which are sorted, each once."""
        base, shift, bits = self._numbers
        most = min(base + ((1 << bits + _LEADING + shift) - 1), (1 << 64) - 1)
        first, end = np.searchsorted(wanted, [np.uint64(base), np.uint64(most)], side="left")
        steps = (wanted[first : end + 1] - np.uint64(base)).astype(np.uint64)
        steps = steps[(steps & np.uint64((1 << shift) - 1)) == 0] >> np.uint64(shift)
        steps = steps[steps >> np.uint64(bits) < 1 << _LEADING]
        leading, rest = (steps >> np.uint64(bits)).astype(np.int64), steps & np.uint64((1 << bits) - 1)
        first, end = self._beginnings.start(leading), self._beginnings.start(leading + 1)
        lower, upper = self._bisect(first, end, rest), self._bisect(first, end, rest, behind=True)
        return ranges(lower, upper - lower)[0]

    def _rest(self, rows: Ints) -> U64:
        rest = self.high[rows].astype(np.uint64)
        return rest if self.low is None else rest << np.uint64(16) | self.low[rows]

    def _bisect(self, first: Ints, end: Ints, wanted: U64, behind: bool = False) -> Ints:
        """Where each wanted rest stands, or would, between two rows; or the row behind the last that has it."""
        first, end = first.copy(), end.copy()
        while (open_ := first < end).any():
            middle = (first + end) // 2
            rest = self._rest(np.minimum(middle, len(self.high) - 1))
            before = open_ & ((rest <= wanted) if behind else (rest < wanted))
            first = np.where(before, middle + 1, first)
            end = np.where(open_ & ~before, middle, end)
        return first
