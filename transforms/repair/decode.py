"""The noisy-channel decoder: which text, garbled on its way, most likely stands behind a suspicious stretch.

For one code page a beam search runs over {keep the character, read a garbled one backwards}; spellings are
judged by the character model, and every repair has a price (`Prices`) that the gain in likelihood must pay.
Text that was garbled twice or more is decoded one layer at a time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import category, normalize

from newsloom.transforms.repair.channels import PAGES, Form, Page, forms, is_target, leftovers, suspects
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.text.edits import Edit, apply_edits, compose

__all__ = ["Prices", "Reading", "Search", "Seen", "decode_stretch", "spoken_of"]

Chain = tuple[str, ...]  # code pages, the outermost first
_Edits = tuple[tuple[int, int, str], "_Edits | None"]
Seen = Mapping[str, int]  # chains of code pages, joined by "+" → in how many places of the text they were found

BEAM = 8
LOST_OPTIONS = 14
RARITY = {"cp1252": 0, "latin-1": 0, "iso8859-2": 4, "cp850": 1.5}  # in units of `Prices.page`; others 1
LOSSY = ("cp1252", "latin-1", "cp1254", "cp1250", "cp1257")  # code pages under which trails are known to get lost
WORDS = "àâáéèêíìóòúæøåäöИСВКОАЯУівксоаяу"  # letters that are words, or the only letter of one
ACCENTS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u031b\u0323\u0327\u0328\u0336"
SYMBOLS = (  # what news prints of them; corpora hold too few to go by
    "\ufffd½¼¾⅓⅔⅛⅜⅝⅞°€£¥¢₹₦₱₽©®™±≥≤≠≈∞√∂∆•§‖‹›†‡‰′″→←₀₁₂₃₄₅₆₇₈₉ₓ⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
    "\u2002\u2003\u2007\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2011\u2012\u2015\ufeff"
)
OPENING, CLOSING = "“‘«„\"'", "”’»“\"'"
ENDINGS = ("s", "t", "d", "m", "re", "ve", "ll")  # what stands behind an apostrophe
MARKS = "“”‘’„…–—™®«» \xa0"  # what may stand behind a word
MAX_LAYERS = 3


@dataclass(frozen=True)
class Prices:
    """What a repair costs, in nats: the model's likelihood must rise by more for it to be made."""

    first: float = 9.0  # the first garbled character of a stretch, where nothing else in the text is garbled
    nearby: float = 2.0  # the same, if one other place was garbled under the same code page; less if more were
    again: float = 0.7  # every further one
    layer: float = 1.5  # text garbled once more
    inner: float = 6.0  # a trail that was lost before the text was garbled once more
    page: float = 2.0  # a code page that is less common, see `RARITY`
    spread: float = 1.0  # a trail that a normalisation spread out, or a blank for a no-break space
    lost: float = 3.0  # a trail that is lost
    lone: float = 8.0  # a single repair with an odd result, see `_oddness`
    idle: float = 20.0  # a single repair amid marks only, such as an emoticon
    left: float = 5.0  # what looks garbled still
    again_left: float = 8.0  # the same at a letter, where it is no mark: there was another layer
    symbol: float = 9.0  # the most that one of `SYMBOLS` costs
    mixed: float = 8.0  # letters of two scripts in one word, or a capital inside a word
    accent: float = 6.0  # a combining accent: text is rarely garbled with its accents split off


@dataclass(frozen=True)
class Reading:
    """One way to read a stretch: its edits (offsets in the stretch), the chain of code pages, its cost in nats."""

    text: str
    edits: tuple[Edit, ...]
    chain: tuple[str, ...]
    cost: float
    lost: float = 0


@dataclass(slots=True)
class Search:
    """How a stretch is searched: every chain of code pages, or `only` some; `spent` counts the characters looked at.

    A character counts once for each code page that it is read under, so that the same text costs the same anywhere.
    """

    only: frozenset[Chain] | None = None
    spent: int = 0

    def allows(self, chain: Chain) -> bool:
        """Whether a chain that begins so is searched."""
        return self.only is None or any(one[: len(chain)] == chain for one in self.only)


@dataclass(frozen=True, slots=True)
class _Path:
    """A way through the beginning of a stretch; its edits, last first, are linked, so that each step costs the same."""

    cost: float
    context: int
    last: str = ""
    edits: _Edits | None = None
    lost: float = 0

    def spans(self) -> list[tuple[int, int, str]]:
        """The edits in order: start, end, character."""
        spans, edits = [], self.edits
        while edits:
            span, edits = edits
            spans.append(span)
        return spans[::-1]


def decode_stretch(
    stretch: str,
    model: CharModel,
    context: int,
    tail: str,
    prices: Prices,
    seen: Seen,
    search: Search | None = None,
) -> list[Reading]:
    """Readings of `stretch`, best first, each cheaper than keeping it; `seen` says which chains were found nearby."""
    keep = model.text_cost(stretch + tail, context)
    cheaper = _readings(stretch, model, context, tail, prices, seen, search or Search())
    readings = [replace(r, cost=r.cost + _oddness(stretch, r, tail, prices)) for r in cheaper if r.cost < keep]
    return sorted((r for r in readings if r.cost < keep), key=lambda r: r.cost)


def _readings(
    stretch: str,
    model: CharModel,
    context: int,
    tail: str,
    prices: Prices,
    seen: Seen,
    search: Search,
    above: Chain = (),
) -> Iterator[Reading]:
    inner_texts: set[str] = {stretch}
    for page in PAGES:
        chain = (*above, page.name)
        if not search.allows(chain):
            continue
        search.spent += len(stretch)
        table = [_options(stretch, at, page, model) for at in range(len(stretch))]
        if any(not form.lost or page.name in LOSSY for options in table for form in options):
            for path in _beam(stretch, table, model, context, prices):
                if path.edits:
                    yield _reading(stretch, path, page, model, tail, prices, seen)
        outer = _peel(stretch, page) if len(chain) < MAX_LAYERS else []
        inner = apply_edits(stretch, outer)
        if inner not in inner_texts and any(True for _ in suspects(inner)):
            inner_texts.add(inner)
            for reading in _readings(inner, model, context, tail, prices, seen, search, chain):
                yield from _wrapped(stretch, page, outer, reading, prices, seen)


def _options(stretch: str, at: int, page: Page, model: CharModel) -> list[Form]:
    char = stretch[at]
    if char not in page.leads and not "\x80" <= char <= "\x9f":
        return []
    garbled = forms(stretch, at, page)
    usable = [form for form in garbled if _usable(form, model)]
    gone = next((form for form in garbled if form.lost and form.char >= "\u0900" and is_target(form.char)), None)
    if gone and not usable and "\ufffd" in stretch[at : gone.end]:
        return [replace(gone, char="\ufffd")]  # which character of a large script it was cannot be told
    return usable


def _reading(stretch: str, path: _Path, page: Page, model: CharModel, tail: str, prices: Prices, seen: Seen) -> Reading:
    edits = tuple(Edit("mojibake", page.name, s, e, stretch[s:e], char) for s, e, char in path.spans())
    start = (
        prices.nearby / seen[page.name] if page.name in seen else prices.first + prices.page * RARITY.get(page.name, 1)
    )
    cost = path.cost + model.text_cost(tail, path.context) + start + prices.again * (len(edits) - 1)
    return Reading(apply_edits(stretch, edits), edits, (page.name,), cost, path.lost)


def _wrapped(
    stretch: str, page: Page, outer: list[Edit], reading: Reading, prices: Prices, seen: Seen
) -> Iterator[Reading]:
    """A reading of what one layer less leaves, as a reading of the stretch."""
    edits = tuple(compose(stretch, outer, reading.edits))
    if any(edit.kind != "mojibake" for edit in edits):
        return  # an outer layer that no inner repair took up is no damage
    chain = (page.name, *reading.chain)
    cost = reading.cost + (0 if "+".join(chain) in seen else prices.layer) + prices.inner * (reading.lost > 0)
    yield Reading(reading.text, edits, chain, cost, reading.lost)


def _peel(stretch: str, page: Page) -> list[Edit]:
    """Every garbled character of a page decoded, whatever comes out."""
    edits, at = [], 0
    while at < len(stretch):
        exact = [
            f for f in forms(stretch, at, page) if not f.lost and not (page.name == "mac_roman" and f.end == at + 1)
        ]
        if exact:
            form = min(exact, key=lambda f: f.spread)
            edits.append(Edit("unicode", page.name, at, form.end, stretch[at : form.end], form.char))
            at = form.end
        else:
            at += 1
    return edits


def _beam(stretch: str, table: list[list[Form]], model: CharModel, context: int, prices: Prices) -> list[_Path]:
    """The cheapest ways through the stretch, given the garbled characters that may begin at each place."""
    ready: list[dict[tuple[int, bool], _Path]] = [{} for _ in range(len(stretch) + 1)]
    ready[0][context, False] = _Path(0.0, context)
    for at, char in enumerate(stretch):
        paths = sorted(ready[at].values(), key=lambda p: p.cost)[:BEAM]
        options = _likely(table[at], paths[0].context, model) if paths else []
        for path in paths:
            _advance(ready[at + 1], path, char, model)
            for form in options:
                _repair(ready[form.end], path, form, at, model, prices)
    return sorted(ready[-1].values(), key=lambda p: p.cost)[:3]


def _likely(options: list[Form], context: int, model: CharModel) -> list[Form]:
    """Of the many characters that a lost trail allows, the likeliest."""
    if len(options) <= LOST_OPTIONS:
        return options
    lost = sorted((form for form in options if form.lost), key=lambda form: model.cost(context, form.char))
    return [form for form in options if not form.lost] + lost[:LOST_OPTIONS]


def _usable(form: Form, model: CharModel) -> bool:
    """Whether a repair may write this: a known target, and no ideograph of which a part would be guessed."""
    char = form.char
    if not is_target(char) or (form.lost and char >= "\u0900" and not "\u1e00" <= char < "\u2100"):
        return False
    if form.lost and (char.isspace() or category(char) == "Cf"):
        return False  # of what is not seen, nothing is guessed
    if not model.knows(char):
        return char in SYMBOLS and not form.lost
    return category(char) != "Mn" or char in ACCENTS or "\u0900" <= char < "\u0e80" or char == "\ufe0f"


def _advance(following: dict[tuple[int, bool], _Path], path: _Path, char: str, model: CharModel) -> None:
    cost = path.cost + model.cost(path.context, char)
    context = model.extend(path.context, char)
    _offer(following, _Path(cost, context, char, path.edits, path.lost))


def _repair(
    following: dict[tuple[int, bool], _Path], path: _Path, form: Form, at: int, model: CharModel, prices: Prices
) -> None:
    spelling = model.cost(path.context, form.char)
    if form.char in SYMBOLS and not form.spread:
        spelling = min(spelling, prices.symbol)
    spread = form.spread + (form.spread >= 3 and form.char in WORDS and not path.last.isalpha())
    cost = path.cost + spelling + prices.spread * spread + prices.lost * form.lost
    context = model.extend(path.context, form.char)
    edits = ((at, form.end, form.char), path.edits)
    _offer(following, _Path(cost, context, form.char, edits, path.lost + form.lost))


def _offer(following: dict[tuple[int, bool], _Path], path: _Path) -> None:
    best = following.get((path.context, bool(path.edits)))
    if best is None or path.cost < best.cost:
        following[path.context, bool(path.edits)] = path


def _oddness(stretch: str, reading: Reading, tail: str, prices: Prices) -> float:
    """The price of results that are odd in themselves."""
    left = leftovers(reading.text + tail)
    if len(left) > len(reading.edits) or (len(reading.edits) == 1 and spoken_of(stretch, reading.edits[0])):
        return math.inf  # garbled beyond what was understood, or meant
    cost = prices.left * len(left) + prices.again_left * sum(_inside(reading.text, at) for at in left)
    if len(reading.edits) == 1:
        edit = reading.edits[0]
        cost += prices.lone * sum(_oddities(stretch, edit.start, edit.end, edit.after))
        cost += prices.idle * (not any(map(str.isalnum, stretch)) and edit.before != stretch)
    cost += prices.mixed * sum(_uncomposed(a, b) for a, b in pairwise(reading.text))
    cost += prices.accent * sum(edit.after in ACCENTS for edit in reading.edits)
    cost += prices.mixed * max(0, _capitals_inside(reading.text) - _capitals_inside(stretch))
    scripts = [_script(char) for char in reading.text]
    return cost + prices.mixed * sum(a != b for a, b in pairwise(scripts) if a and b)


def _inside(text: str, at: int) -> bool:
    """Whether a pair stands at a letter and ends in what no word ends in: there was another layer."""
    at_letter = text[max(0, at - 1) : at].isalpha() or text[at + 2 : at + 3].isalpha()
    second = text[at + 1 : at + 2]
    return at_letter and second not in MARKS and not second.isalpha()


def spoken_of(text: str, edit: Edit) -> bool:
    """Whether a garbled character stands alone in quotation marks, as in a text about garbled characters."""
    before, after = text[: edit.start][-1:], text[edit.end :][:1] or edit.after
    return len(edit.after) < 2 and before != "" and before in OPENING and after in CLOSING


def _capitals_inside(text: str) -> int:
    """How many capitals stand behind a small letter, or between letters of which the second is small."""
    triples = zip(text, text[1:], text[2:] + " ", strict=False)
    return sum(b.isupper() and (a.islower() or (a.isalpha() and c.islower())) for a, b, c in triples)


def _uncomposed(letter: str, mark: str) -> bool:
    """Whether an accent stands on something that takes no such accent."""
    return mark in ACCENTS[:-1] and len(normalize("NFC", letter + mark)) > 1


def _oddities(stretch: str, start: int, end: int, char: str) -> Iterator[bool]:
    """What speaks against a stretch's only repair."""
    before, after = stretch[:start][-1:], stretch[end:][:1]
    initial = char.isupper() and after == "."
    yield char.isalpha() and char not in WORDS and not initial and not (before.isalpha() or after.isalpha())
    yield stretch[end - 1] in CLOSING and any(mark in stretch[:start] for mark in OPENING)
    yield (
        not char.isalpha() and not any(map(str.isalnum, stretch[:start] + stretch[end:])) and len(stretch) > end - start
    )
    yield before.isalpha() and not after.isalpha() and stretch[end - 1] in "™®"
    yield stretch[end - 1] == "’" and stretch[end:].rstrip(".,;:!?") in ENDINGS
    yield char in "ÃÂ" and not after.isalpha()
    yield "\u0590" <= char < "\u0900" and not char.isalpha() and not (_script(before) or _script(after)) > 1
    capitals = len(stretch[:start]) > 1 and stretch[:start].isupper()
    yield char.islower() and capitals and not any(map(str.islower, stretch[end:]))


def _script(char: str) -> int:
    """A number for the script of a letter; 0 for what is no letter."""
    if not char.isalpha():
        return 0
    code = ord(char)
    limits = (0x370, 0x400, 0x530, 0x590, 0x600, 0x700, 0x1E00, 0x1F00, 0x3000)
    block = next((n for n, limit in enumerate(limits) if code < limit), len(limits))
    return 1 if block in (0, 7) else block + 1
