"""Characters that were garbled by a wrong encoding, read again.

Only stretches that look garbled are read again, everything else is left alone byte for byte. A reading is
accepted on its gain in likelihood under the character model; text garbled the same way nearby lowers the price.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ftfy import __version__ as ftfy_version
from ftfy import fix_encoding
from ftfy.badness import badness

from newsloom.transforms.inputs.records import Bad
from newsloom.transforms.repair.align import replaced
from newsloom.transforms.repair.channels import PAGE_NAMES, SPREAD_ACCENTS, leftovers, suspects
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.repair.decode import Prices, Reading, Search, Seen, decode_stretch, spoken_of
from newsloom.transforms.text.edits import Edit, apply_edits, compose

__all__ = ["misread"]

MAX_STRETCH = 400  # characters; a longer stretch without blanks is no prose
PRICES = Prices()
DOUBTFUL = "“”‘’™®"  # a pair that ends in one of these may be meant
FTFY_GAIN = 2.0  # nats; ftfy is careful by itself
SURELY_BAD = 3  # odd pairs in a line, by ftfy's count
CLEAR = 3.0  # nats; what gains more says how the text was garbled
SURE = 12.0  # nats; what gains more is not looked at again
FULL_SEARCH = 200_000  # readings of a character under a code page; some 2,000 characters that were garbled twice
NARROW_SEARCH = 200_000  # the same, once it is clear how a text was garbled
_FTFY = 0.8  # confidence of an edit of ftfy's that the model agrees with; by hand


def misread(text: str, model: CharModel) -> list[Edit]:
    """What was read under a wrong encoding, read again: by the decoder, and by ftfy what then still looks garbled.

    "DovilÄ—" is "Dovilė" in UTF-8, read as Windows-1252, and no name is spelled as it stands; "café" is left alone, for
    it is a word. What gains too little in likelihood stays, and so does "the sign “Ã©”", where a text speaks of it.
    Raises Bad for a text that would take too long.
    """
    if text.isascii():
        return []
    edits = _decoded(text, model)
    if not _still_garbled(apply_edits(text, edits)):
        return edits
    settled: list[Edit] = []
    starts = [edit.start for edit in edits]
    for line in re.finditer(r"[^\n]+", text):
        in_line = slice(bisect_left(starts, line.start()), bisect_left(starts, line.end()))
        own = [_moved(edit, -line.start()) for edit in edits[in_line]]
        if _still_garbled(apply_edits(line[0], own)):
            own = _with_ftfy(line[0], own, model)
        settled += [_moved(edit, line.start()) for edit in own]
    return settled


def _still_garbled(text: str) -> bool:
    return any(text[at + 1 : at + 2] not in DOUBTFUL for at in leftovers(text))


def _moved(edit: Edit, by: int) -> Edit:
    return replace(edit, start=edit.start + by, end=edit.end + by)


def _with_ftfy(line: str, own: list[Edit], model: CharModel) -> list[Edit]:
    """The edits of a line and ftfy's of what they leave; or ftfy's alone, if those and not the others settle all.

    ftfy judges whole lines, and so settles rows of symbols and languages that the model has not read: that all of
    a line fits one chain of encodings does not happen by chance.
    """
    ours = apply_edits(line, own)
    both = compose(line, own, _by_ftfy(ours, model))
    rest = apply_edits(line, both)
    if not own or not leftovers(rest) or badness(line) < SURELY_BAD:
        return both
    alone = _by_ftfy(line, model)
    other = apply_edits(line, alone)
    settled = not leftovers(other) and not badness(other)
    return alone if settled and model.text_cost(other) + FTFY_GAIN <= model.text_cost(rest) else both


def _by_ftfy(line: str, model: CharModel) -> list[Edit]:
    """ftfy's edits of a line, where the model agrees."""
    fixed = fix_encoding(line)
    gain = model.text_cost(line) - model.text_cost(fixed)
    if fixed == line or gain < FTFY_GAIN:
        return []
    evidence = f"ftfy {ftfy_version}; likelihood +{gain:.1f} nats"
    edits = [
        Edit("mojibake", "ftfy", a, b, line[a:b], fixed[c:d], evidence, _FTFY) for a, b, c, d in replaced(line, fixed)
    ]
    return [edit for edit in edits if not _doubtful(line, edit) and not spoken_of(line, edit)]


def _doubtful(line: str, edit: Edit) -> bool:
    """Whether the edit is of a single pair that may be meant."""
    last = edit.end - 1
    return last - edit.start < 2 and bool(set(line[max(0, last) : last + 2]) & set(DOUBTFUL))


Span = tuple[int, int]


def _stretches(text: str, nearby: bool) -> list[Span]:
    """Tokens that look garbled, joined over a blank that may have been a trail."""
    spans: list[Span] = []
    for at in suspects(text, nearby):
        if spans and at < spans[-1][1]:
            continue
        nearest = max(0, at - MAX_STRETCH - 1)
        start = max(text.rfind(blank, nearest, at) for blank in " \n\t") + 1 or nearest
        end = _token_end(text, at + 1)
        while end < len(text) and text[end] == " " and _joins(text, end):
            end = _token_end(text, end + 1)
        if spans and start < spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return [span for span in spans if span[1] - span[0] <= MAX_STRETCH]


def _token_end(text: str, at: int) -> int:
    while at < len(text) and text[at] not in " \n\t":
        at += 1
    return at


def _joins(text: str, blank: int) -> bool:
    """Whether the blank may be a no-break space that was a trail, or carry a spread accent."""
    return bool(_LEAD_AT_END.search(text, max(0, blank - 3), blank)) or text[blank + 1 : blank + 2] in SPREAD_ACCENTS


_LEAD_AT_END = re.compile(r"(?:[ÂÃÄÅÆÐÑÎÏ×ØÙĂĹĆ√≈ƒ¬├┼]|á[º»]|â[‚€]|[à-ï][\x80-¿]|[ГДЕВРС])\Z")


@dataclass(frozen=True)
class _Found:
    """The best reading of a stretch, its gain in nats, and the chains of code pages that lead to the same text."""

    reading: Reading
    gain: float
    chains: frozenset[tuple[str, ...]]


def _decoded(text: str, model: CharModel) -> list[Edit]:
    """The decoder's repairs: each stretch by itself, then again in the light of what befell the others."""
    stretches = _stretches(text, nearby=False)
    if not stretches:
        return []
    decoder = _Decoder(text, model)
    repairs = {span: decoder.best(span, {}) for span in stretches}
    seen = _seen([item for item in repairs.values() if item])
    decoder.restrict(seen, [item for item in repairs.values() if item])
    if seen:
        stretches = _stretches(text, nearby=True)
        repairs = {
            span: item if _sure(item := repairs.get(span), seen) else decoder.best(span, seen) for span in stretches
        }
    return [edit for span, item in repairs.items() if item for edit in _placed(span[0], item)]


class _Decoder:
    """The decoder over one text: each stretch is read once, and what it may spend is bounded.

    A text that is garbled throughout is read in full only until `FULL_SEARCH` is spent; by then it is clear how it
    was garbled, and the rest is read in that way alone.
    """

    def __init__(self, text: str, model: CharModel) -> None:
        self.text, self.model = text, model
        self.full, self.narrow = Search(), Search(frozenset())
        self._known: dict[tuple[str, int, str], _Found | None] = {}
        self._seen: Seen = {}

    def restrict(self, seen: Seen, items: Sequence[_Found]) -> None:
        """Begin to read in the light of `seen`, and know the chains of code pages to which the rest is kept."""
        self._known, self._seen = {}, seen
        chains = (chain for item in items for chain in item.chains if "+".join(chain) in seen)
        self.narrow.only = frozenset(chains)

    def best(self, span: Span, seen: Seen) -> _Found | None:
        """The best reading of a stretch, or None if it is best kept."""
        stretch, tail = self.text[slice(*span)], self.text[span[1] : span[1] + 1]
        key = (stretch, self._context(span[0]), tail)
        if key not in self._known:
            self._known[key] = self._read(*key, seen)
        return self._known[key]

    def _read(self, stretch: str, context: int, tail: str, seen: Seen) -> _Found | None:
        search = self.full
        if self.full.spent > FULL_SEARCH:
            if not seen:
                return None  # so much was read, and nothing shows yet how the text was garbled, if it was
            search = self.narrow
        readings = decode_stretch(stretch, self.model, context, tail, PRICES, seen, search)
        if self.narrow.spent > NARROW_SEARCH:
            raise Bad("too_large", f"repair of garbled characters: more than {NARROW_SEARCH:,} readings of one")
        if not readings:
            return None
        best = readings[0]
        chains = frozenset(r.chain for r in readings if r.text == best.text and r.lost == best.lost)
        return _Found(best, self.model.text_cost(stretch + tail, context) - best.cost, chains)

    def _context(self, start: int) -> int:
        context = self.model.start
        for char in self.text[max(0, start - self.model.order) : start]:
            context = self.model.extend(context, char)
        return context


def _sure(item: _Found | None, seen: Seen) -> bool:
    return item is not None and item.gain > SURE and not item.reading.lost and "+".join(item.reading.chain) in seen


def _seen(items: Sequence[_Found]) -> Seen:
    """The fewest chains that explain all clear readings, each with the number of different readings it explains.

    Readings with lost bytes count only where there are no others: they fit many code pages. A chain that explains
    one reading alone counts only where no chain explains more.
    """
    clear = {tuple(e.before for e in item.reading.edits): item for item in items if item.gain > CLEAR}
    exact = [item.chains for item in clear.values() if not item.reading.lost]
    unexplained = exact or [item.chains for item in clear.values()]
    seen: dict[str, int] = {}
    while unexplained:
        counts = Counter(chain for chains in unexplained for chain in chains)
        best = min(counts, key=lambda chain: (-counts[chain], len(chain), *map(PAGE_NAMES.index, chain)))
        if seen and counts[best] == 1:
            break
        seen["+".join(best)] = seen[best[-1]] = max(counts[best], seen.get(best[-1], 0))
        unexplained = [chains for chains in unexplained if best not in chains]
    return seen


def _placed(offset: int, repair: _Found) -> list[Edit]:
    reading = repair.reading
    confidence = 1 / (1 + math.exp(-min(repair.gain, 50)))
    rule = "utf8_as_" + "+".join(reading.chain).replace("-", "").replace("_", "")
    evidence = f"{' > '.join(reversed(reading.chain))} > utf-8; likelihood +{repair.gain:.1f} nats"
    return [
        replace(
            e, rule=rule, start=offset + e.start, end=offset + e.end, evidence=evidence, confidence=round(confidence, 4)
        )
        for e in reading.edits
    ]
