"""Restore characters that were garbled by a wrong encoding.

Only stretches that look garbled are read again, everything else is left alone byte for byte. A reading is
accepted on its gain in likelihood under the character model; text garbled the same way nearby lowers the price.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from ftfy import __version__ as ftfy_version
from ftfy import fix_encoding

from data.repair import charmodel_bytes
from transforms.cleaning.charmodel import CharModel, charmodel_from_bytes
from transforms.cleaning.edits import Edit, apply_edits, compose
from transforms.cleaning.repair_channels import SPREAD_ACCENTS, leftovers, suspects
from transforms.cleaning.repair_decode import Prices, Reading, decode
from transforms.cleaning.repair_spelling import EMPTY_EVIDENCE, Evidence, lost_letters
from transforms.cleaning.tidy import compose_accents, decode_entities

__all__ = ["EMPTY_EVIDENCE", "Evidence", "Repaired", "repair", "repair_edits", "repair_text"]

MAX_STRETCH = 400  # characters; a longer stretch without blanks is no prose
PRICES = Prices()
DOUBTFUL = "“”‘’™®"  # a pair that ends in one of these may be meant
FTFY_GAIN = 2.0  # nats; ftfy is careful by itself
SURE = 12.0  # nats; what gains more is not looked at again


@dataclass(frozen=True)
class Repaired:
    """The repaired text and its edits over the text as given."""

    text: str
    edits: tuple[Edit, ...]


@cache
def default_model() -> CharModel:
    """The character model that ships with the project."""
    return charmodel_from_bytes(charmodel_bytes())


def repair_text(text: str) -> str:
    """`text` with its garbled characters restored; correct text comes back as it is.

    >>> repair_text("DovilÄ— said “no” – twice.")
    'Dovilė said “no” – twice.'
    """
    return repair(text).text


def repair(text: str, model: CharModel | None = None, evidence: Evidence = EMPTY_EVIDENCE) -> Repaired:
    """The repaired text with typed edits. HTML entities and split accents go only where they hide damage."""
    edits: list[Edit] = []
    for make in (decode_entities, compose_accents, lambda current: repair_edits(current, evidence, model)):
        edits = compose(text, edits, make(apply_edits(text, edits)))
    kept = [edit for edit in edits if edit.kind == "mojibake" or (edit.kind == "unicode" and edit.rule == "nfc")]
    return Repaired(apply_edits(text, kept), tuple(kept))


def _replacement_characters(text: str) -> list[Edit]:
    """U+FFFD that was garbled itself."""
    return [
        Edit("mojibake", "utf8_as_cp1252", m.start(), m.end(), m[0], "\ufffd", "cp1252 > utf-8")
        for m in re.finditer("ï¿½", text)
    ]


def repair_edits(text: str, evidence: Evidence = EMPTY_EVIDENCE, model: CharModel | None = None) -> list[Edit]:
    """The repairs of a text, in order; those with `applied=False` are damage that was left as it is."""
    edits: list[Edit] = []
    for make in (
        _replacement_characters,
        lambda current: _decoded(current, model),
        lambda current: _by_ftfy(current, model),
        lambda current: lost_letters(current, evidence),
    ):
        edits = compose(text, edits, make(apply_edits(text, edits)))
    return edits


def _decoded(text: str, model: CharModel | None) -> list[Edit]:
    """What was read under a wrong encoding, read again."""
    if text.isascii():
        return []
    stretches = _stretches(text, nearby=False)
    if not stretches:
        return []
    model = model or default_model()
    found = {span: _best(text, span, model, frozenset()) for span in stretches}
    seen = _chains(found.values())
    if seen:
        stretches = _stretches(text, nearby=True)
        found = {
            span: found.get(span) if _sure(found.get(span)) else _best(text, span, model, seen) for span in stretches
        }
    return [edit for span, reading in found.items() if reading for edit in _placed(span[0], reading)]


def _by_ftfy(text: str, model: CharModel | None) -> list[Edit]:
    """What still looks garbled, by ftfy, line by line, where the model agrees.

    ftfy judges whole lines, and so settles rows of symbols and languages that the model has not read.
    """
    if text.isascii():
        return []
    edits: list[Edit] = []
    for line in re.finditer(r"[^\n]+", text):
        if any(line[0][at + 1 : at + 2] not in DOUBTFUL for at in leftovers(line[0])):
            edits += _line_by_ftfy(line, model or default_model())
    return edits


def _line_by_ftfy(line: re.Match[str], model: CharModel) -> list[Edit]:
    fixed = fix_encoding(line[0])
    gain = model.text_cost(line[0]) - model.text_cost(fixed)
    if fixed == line[0] or gain < FTFY_GAIN:
        return []
    evidence = f"ftfy {ftfy_version}; likelihood +{gain:.1f} nats"
    changes = SequenceMatcher(None, line[0], fixed, autojunk=False).get_opcodes()
    return [
        Edit("mojibake", "ftfy", line.start() + a, line.start() + b, line[0][a:b], fixed[c:d], evidence, 0.8)
        for tag, a, b, c, d in changes
        if tag != "equal" and not (b - a <= 2 and line[0][b - 1] in DOUBTFUL)
    ]


Span = tuple[int, int]


def _stretches(text: str, nearby: bool) -> list[Span]:
    """Tokens that look garbled, joined over a blank that may have been a trail."""
    spans: list[Span] = []
    for at in suspects(text, nearby):
        if spans and at < spans[-1][1]:
            continue
        start = max(text.rfind(blank, 0, at) for blank in " \n\t") + 1
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


def _best(text: str, span: Span, model: CharModel, seen: frozenset[str]) -> tuple[Reading, float] | None:
    """The best reading of a stretch and its gain in nats, or None if it is best kept."""
    start, end = span
    stretch, tail = text[start:end], text[end : end + 1]
    context = model.start
    for char in text[max(0, start - model.order) : start]:
        context = model.extend(context, char)
    readings = decode(stretch, model, context, tail, PRICES, seen)
    if not readings:
        return None
    return readings[0], model.text_cost(stretch + tail, context) - readings[0].cost


def _sure(found: tuple[Reading, float] | None) -> bool:
    return found is not None and found[1] > SURE and not found[0].lost


def _chains(found: Iterable[tuple[Reading, float] | None]) -> frozenset[str]:
    chains: set[str] = set()
    for item in found:
        if item and item[1] > 3.0:
            chains |= {"+".join(item[0].chain), *item[0].chain[-1:]}
    return frozenset(chains)


def _placed(offset: int, found: tuple[Reading, float]) -> list[Edit]:
    reading, gain = found
    confidence = 1 / (1 + math.exp(-min(gain, 50)))
    rule = "utf8_as_" + "+".join(reading.chain).replace("-", "").replace("_", "")
    evidence = f"{' > '.join(reversed(reading.chain))} > utf-8; likelihood +{gain:.1f} nats"
    return [
        replace(
            e, rule=rule, start=offset + e.start, end=offset + e.end, evidence=evidence, confidence=round(confidence, 4)
        )
        for e in reading.edits
    ]
