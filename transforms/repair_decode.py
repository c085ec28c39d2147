"""The noisy-channel decoder: which text, garbled on its way, most likely stands behind a suspicious stretch.

For one code page a beam search runs over {keep the character, read a garbled one backwards}; spellings are
judged by the character model, and every repair has a price (`Prices`) that the gain in likelihood must pay.
Text that was garbled twice or more is decoded one layer at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from transforms.charmodel import CharModel
from transforms.edits import Edit, apply_edits, compose
from transforms.repair_channels import PAGES, Form, Page, forms, is_target

__all__ = ["Prices", "Reading", "decode"]

BEAM = 24
OPENING, CLOSING = "“‘«„\"'", "”’»“\"'"
MAX_LAYERS = 3


@dataclass(frozen=True)
class Prices:
    """What a repair costs, in nats: the model's likelihood must rise by more for it to be made."""

    first: float = 9.0  # the first garbled character of a stretch, where nothing else in the text is garbled
    nearby: float = 3.0  # the same, in a text garbled under the same code page
    again: float = 0.7  # every further one
    layer: float = 1.5  # text garbled once more
    page: float = 1.0  # a code page other than the two common ones
    spread: float = 1.0  # a trail that a normalisation spread out, or a blank for a no-break space
    lost: float = 3.0  # a trail that is lost
    lone: float = 6.0  # a letter that stands alone, a mark of a pair that goes, small among capitals
    mixed: float = 8.0  # letters of two scripts in one word


@dataclass(frozen=True)
class Reading:
    """One way to read a stretch: its edits (offsets in the stretch), the chain of code pages, its cost in nats."""

    text: str
    edits: tuple[Edit, ...]
    chain: tuple[str, ...]
    cost: float
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    context: int
    text: str
    edits: tuple[tuple[int, int, str], ...] = ()
    lost: int = 0


def decode(
    stretch: str, model: CharModel, context: int, tail: str, prices: Prices, seen: frozenset[str] = frozenset()
) -> list[Reading]:
    """Readings of `stretch`, best first, each cheaper than keeping it; `seen` names chains found nearby."""
    keep = model.text_cost(stretch + tail, context)
    readings = [r for r in _readings(stretch, model, context, tail, prices, seen) if r.cost < keep]
    return sorted(readings, key=lambda r: r.cost)


def _readings(
    stretch: str, model: CharModel, context: int, tail: str, prices: Prices, seen: frozenset[str], layer: int = 1
) -> Iterator[Reading]:
    for page in PAGES:
        if not any(char in page.leads for char in stretch):
            continue
        for path in _beam(stretch, page, model, context, prices):
            if path.edits:
                yield _reading(stretch, path, page, model, tail, prices, seen)
        if layer < MAX_LAYERS:
            yield from _peeled(stretch, page, model, context, tail, prices, seen, layer)


def _reading(
    stretch: str, path: _Path, page: Page, model: CharModel, tail: str, prices: Prices, seen: frozenset[str]
) -> Reading:
    edits = tuple(Edit("mojibake", page.name, s, e, stretch[s:e], char) for s, e, char in path.edits)
    start = prices.nearby if page.name in seen else prices.first + (prices.page if page not in PAGES[:2] else 0.0)
    cost = path.cost + model.text_cost(tail, path.context) + start + prices.again * (len(edits) - 1)
    cost += _oddness(stretch, path, prices)
    return Reading(path.text, edits, (page.name,), cost, path.lost)


def _peeled(
    stretch: str,
    page: Page,
    model: CharModel,
    context: int,
    tail: str,
    prices: Prices,
    seen: frozenset[str],
    layer: int,
) -> Iterator[Reading]:
    """Readings of what one layer less leaves, where that still looks garbled."""
    outer = _peel(stretch, page)
    if not outer:
        return
    inner = apply_edits(stretch, outer)
    for reading in _readings(inner, model, context, tail, prices, seen, layer + 1):
        edits = tuple(compose(stretch, outer, reading.edits))
        if all(e.kind == "mojibake" for e in edits):  # an outer layer that no inner repair took up is no damage
            chain = (page.name, *reading.chain)
            cost = reading.cost + prices.layer
            if "+".join(chain) in seen:
                cost -= max(0.0, prices.first - prices.nearby) if reading.chain[-1] not in seen else 0.0
            yield Reading(reading.text, edits, chain, cost, reading.lost)


def _peel(stretch: str, page: Page) -> list[Edit]:
    """Every garbled character of a page decoded, whatever comes out."""
    edits, at = [], 0
    while at < len(stretch):
        exact = [f for f in forms(stretch, at, page) if not f.lost]
        if exact:
            form = min(exact, key=lambda f: f.spread)
            edits.append(Edit("unicode", page.name, at, form.end, stretch[at : form.end], form.char))
            at = form.end
        else:
            at += 1
    return edits


def _beam(stretch: str, page: Page, model: CharModel, context: int, prices: Prices) -> list[_Path]:
    """The cheapest ways through the stretch under one page."""
    ready: list[dict[tuple[int, bool], _Path]] = [{} for _ in range(len(stretch) + 1)]
    ready[0][context, False] = _Path(0.0, context, "")
    for at, char in enumerate(stretch):
        options = [f for f in forms(stretch, at, page) if _usable(f, model)]
        for path in sorted(ready[at].values(), key=lambda p: p.cost)[:BEAM]:
            _advance(ready[at + 1], path, char, model)
            for form in options:
                _repair(ready[form.end], path, form, at, model, prices)
    return sorted(ready[-1].values(), key=lambda p: p.cost)[:3]


def _usable(form: Form, model: CharModel) -> bool:
    """Whether a repair may write this: a known target, and no ideograph of which a part would be guessed."""
    return is_target(form.char) and model.knows(form.char) and not (form.lost and form.char >= "\u3000")


def _advance(following: dict[tuple[int, bool], _Path], path: _Path, char: str, model: CharModel) -> None:
    cost = path.cost + model.cost(path.context, char)
    context = model.extend(path.context, char)
    _offer(following, _Path(cost, context, path.text + char, path.edits, path.lost))


def _repair(
    following: dict[tuple[int, bool], _Path], path: _Path, form: Form, at: int, model: CharModel, prices: Prices
) -> None:
    cost = path.cost + model.cost(path.context, form.char) + prices.spread * form.spread + prices.lost * form.lost
    context = model.extend(path.context, form.char)
    edits = (*path.edits, (at, form.end, form.char))
    _offer(following, _Path(cost, context, path.text + form.char, edits, path.lost + form.lost))


def _offer(following: dict[tuple[int, bool], _Path], path: _Path) -> None:
    known = following.get((path.context, bool(path.edits)))
    if known is None or path.cost < known.cost:
        following[path.context, bool(path.edits)] = path


def _oddness(stretch: str, path: _Path, prices: Prices) -> float:
    """The price of results that are odd in themselves."""
    cost = 0.0
    if len(path.edits) == 1:
        start, end, char = path.edits[0]
        before, after = stretch[start - 1 : start] if start else "", stretch[end : end + 1]
        alone = char.isalpha() and char < "\u3000" and not (before.isalpha() or after.isalpha())
        quoted = before in OPENING and after in CLOSING and before and after
        closes = stretch[end - 1] in CLOSING and any(mark in stretch[:start] for mark in OPENING)
        cost += prices.lone * (alone + bool(quoted) + closes)
        capitals = stretch[:start].isupper() and sum(map(str.isupper, stretch[:start])) > 1
        cost += prices.lone * (char.islower() and capitals and not any(map(str.islower, stretch[end:])))
    scripts = [_script(char) for char in path.text]
    cost += prices.mixed * sum(a != b for a, b in pairwise(scripts) if a and b)
    return cost


def _script(char: str) -> int:
    """A number for the script of a letter; 0 for what is no letter."""
    if not char.isalpha():
        return 0
    code = ord(char)
    limits = (0x370, 0x400, 0x530, 0x590, 0x600, 0x700, 0x1E00, 0x1F00, 0x3000)
    block = next((n for n, limit in enumerate(limits) if code < limit), len(limits))
    return 1 if block in (0, 7) else block + 1
