"""A character n-gram model of the names and words that occur in English news, in many orthographies.

It says how likely a spelling is, so that a repair is accepted only where it turns an unlikely string into a
likely one. Interpolated n-grams with Witten-Bell weights, quantised to one byte, in sorted arrays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import zstandard

from newsloom.transforms.text.folding import plain_letter

__all__ = ["BITS", "CLASSES", "CharModel", "charmodel_from_bytes", "charmodel_to_bytes", "symbol_of"]

BITS = 10  # bits for one symbol in an n-gram's key
STEP = 1 / 16  # nats for one step of a quantised logarithm
# Large scripts share one symbol each: (first, last, symbol). Their members are taken to be equally likely.
CLASSES: tuple[tuple[int, int, str], ...] = (
    (0x00, 0x08, "\x01"),
    (0x0E, 0x1F, "\x01"),
    (0x7F, 0x9F, "\x01"),
    (0x300, 0x36F, "\u0301"),
    (0x900, 0x97F, "अ"),
    (0x980, 0xDFF, "ক"),
    (0xE00, 0xE7F, "ก"),
    (0x10A0, 0x10FF, "ა"),
    (0x530, 0x58F, "ա"),
    (0x2500, 0x259F, "─"),
    (0x3000, 0x303F, "、"),
    (0x3040, 0x309F, "あ"),
    (0x30A0, 0x30FF, "ア"),
    (0x3400, 0x4DBF, "一"),
    (0x4E00, 0x9FFF, "一"),
    (0xAC00, 0xD7A3, "가"),
    (0xFB00, 0xFB06, "ﬁ"),
    (0xFF00, 0xFFEF, "Ａ"),
    (0x1F000, 0x1FAFF, "😀"),
    (0x2600, 0x27BF, "😀"),
)
_UNSEEN, _UNSEEN_ACCENT = 8.0, 12.0  # nats, for a character that no text had, and for a letter with such an accent
_CLASS_COST = {  # nats for which member of its class a character is
    symbol: float(np.log(sum(last - first + 1 for first, last, s in CLASSES if s == symbol)))
    for _, _, symbol in CLASSES
}
_NO_BREAK, _NEVER_THERE = 3.0, 12.0  # nats of a no-break space, and of a symbol in no text at all; by hand


def symbol_of(char: str) -> str:
    """The symbol that stands for a character: itself, 0 for digits, a blank for blanks, or its class.

    >>> symbol_of("7"), symbol_of("\\n"), symbol_of("日"), symbol_of("ė")
    ('0', ' ', '一', 'ė')
    """
    if char.isdigit() and char < "\u0660":
        return "0" if char < "\x80" else char
    code = ord(char)
    if char.isspace() and (code < 0x1C or code == 0x20 or code > 0x9F):
        return " "
    return next((symbol for first, last, symbol in CLASSES if first <= code <= last), char)


@dataclass(frozen=True)
class CharModel:
    """n-gram keys by order (index 0: single symbols), with log-probabilities and back-off weights in `STEP`s.

    `symbols` gives each symbol its number; number 0 is that of all that have no symbol of their own. A key packs the
    numbers of an n-gram, `BITS` each, the last symbol lowest. Costs are in nats and positive.
    """

    symbols: Mapping[str, int]
    keys: Sequence[Sequence[int]]
    costs: Sequence[bytes]
    backoffs: Sequence[bytes]
    _numbers: dict[str, tuple[int, float]] = field(default_factory=dict, repr=False, compare=False)
    _memo: dict[tuple[int, int], float] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _blank(self) -> int:
        return self.symbols.get(" ", -1)

    @property
    def order(self) -> int:
        """The longest n-gram's length."""
        return len(self.keys)

    @property
    def start(self) -> int:
        """The context at the start of a text: blanks."""
        return self.extend(0, " ")

    def number(self, char: str) -> tuple[int, float]:
        """The number of a character's symbol, and the nats for which member of the symbol it is."""
        numbered = self._numbers.get(char)
        if numbered is None:
            symbol = symbol_of(char)
            number = self.symbols.get(symbol, 0)
            extra = _NO_BREAK if char == "\xa0" else _CLASS_COST.get(symbol, 0.0)
            numbered = (number, extra) if number else self._plain(char)
            self._numbers[char] = numbered
        return numbered

    def _plain(self, char: str) -> tuple[int, float]:
        """An unknown letter is taken for the one that it is without its accents, and that is rare."""
        plain = plain_letter(char)
        number = self.symbols.get(plain, 0) if plain != char and plain.isalpha() else 0
        return number, _UNSEEN_ACCENT if number else _UNSEEN

    def knows(self, char: str) -> bool:
        """Whether the character has a symbol."""
        return self.number(char)[0] > 0

    def extend(self, context: int, char: str) -> int:
        """The context after `char`. A word's first letter does not depend on the word before it."""
        number = self.number(char)[0]
        if number == self._blank:
            return number
        return (context << BITS | number) & ((1 << BITS * (self.order - 1)) - 1)

    def cost(self, context: int, char: str) -> float:
        """-log P(char | context), in nats."""
        number, extra = self.number(char)
        memo = self._memo.get((context, number))
        if memo is None:
            memo = self._memo[context, number] = self._lookup(context, number)
            if len(self._memo) > 500_000:
                self._memo.clear()
        return memo + extra

    def _lookup(self, context: int, number: int) -> float:
        total = 0
        for length in range(self.order - 1, -1, -1):
            history = context & ((1 << BITS * length) - 1)
            if length and not history >> BITS * (length - 1):
                continue  # nothing is known so far back
            entry = _find(self.keys[length], history << BITS | number)
            if entry is not None:
                return (total + self.costs[length][entry]) * STEP
            if length:
                at = _find(self.keys[length - 1], history)
                total += self.backoffs[length - 1][at] if at is not None else 0
        return total * STEP + _NEVER_THERE

    def text_cost(self, text: str, context: int | None = None) -> float:
        """-log P(text | context), in nats."""
        context = self.start if context is None else context
        total = 0.0
        for char in text:
            total += self.cost(context, char)
            context = self.extend(context, char)
        return total


def _find(keys: Sequence[int], key: int) -> int | None:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else None


def charmodel_to_bytes(
    symbols: Sequence[str], keys: Sequence[np.ndarray], costs: Sequence[np.ndarray], backoffs: Sequence[np.ndarray]
) -> bytes:
    """Pack a model: symbols; for each order keys as byte planes of their differences, costs, back-offs; in zstd.

    In front stand the number of symbols, the number of orders, and for each order its n-grams and planes.
    """
    orders = [(len(key), _planes(key), cost, backoff) for key, cost, backoff in zip(keys, costs, backoffs, strict=True)]
    counts = [len(symbols), len(orders), *(number for n, planes, _, _ in orders for number in (n, len(planes)))]
    parts = [np.array(counts, "<u4"), np.array([ord(symbol) for symbol in symbols], "<u4")]
    for _, planes, cost, backoff in orders:
        parts += [planes, cost, backoff]
    return zstandard.compress(b"".join(part.tobytes() for part in parts), 19)


def charmodel_from_bytes(blob: bytes) -> CharModel:
    """The model that `charmodel_to_bytes` packed."""
    data, at = zstandard.decompress(blob), 0

    def take(n: int) -> bytes:
        nonlocal at
        at += n
        return data[at - n : at]

    n_symbols, n_orders = np.frombuffer(take(8), "<u4").tolist()
    counts = np.frombuffer(take(8 * n_orders), "<u4").reshape(n_orders, 2).tolist()
    symbols = {chr(code): number for number, code in enumerate(np.frombuffer(take(4 * n_symbols), "<u4").tolist())}
    keys, costs, backoffs = zip(*((_keys(take(n * planes), n), take(n), take(n)) for n, planes in counts), strict=True)
    return CharModel(symbols, keys, costs, backoffs)


def _planes(keys: np.ndarray) -> np.ndarray:
    """The differences of sorted keys, lowest bytes first; a row for each byte that any of them needs."""
    gaps = np.diff(keys.astype("<u8"), prepend=np.uint64(0))
    planes = gaps.view(np.uint8).reshape(-1, 8).T
    return np.ascontiguousarray(planes[: max(1, 1 + max(np.flatnonzero(planes.any(axis=1)), default=0))])


def _keys(planes: bytes, n: int) -> memoryview:
    """The keys whose differences `_planes` wrote; a view, as a copy would cost half the time of loading."""
    rows = np.frombuffer(planes, np.uint8).reshape(-1, n)
    gaps = np.zeros((n, 8), np.uint8)
    for column, row in enumerate(rows):
        gaps[:, column] = row
    keys = gaps.view("<u8").ravel()
    return np.cumsum(keys, out=keys).data
