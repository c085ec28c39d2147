"""Corpora read into training examples: words with whatever labels their corpus annotates.

Forms of the files (one folder with `ner/`, `polnear/`, `ud/`) are described in docs/training.md.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from newsloom.transforms.annotation.labels import ENTITY_TYPES, LINKS, NER_TAGS, ROLES, UPOS
from newsloom.transforms.annotation.name_edges import TITLES
from newsloom.transforms.annotation.places import Places

IGNORE = -100
STYLES = ("any", "gum", "uner_ewt", "redocred", "wikigold", "crossner", "re3d", "sec", "wnut17", "btc")
"""Corpora differ in what they call a name; the network is told which it reads and asked for one of them later."""

_ALWAYS = frozenset({"EVENT", "WORK_OF_ART"})
UNLABELLED: dict[str, frozenset[str]] = {
    "gum": frozenset({"WORK_OF_ART"}),
    "uner_ewt": _ALWAYS,
    "redocred": _ALWAYS,
    "wikigold": frozenset(),
    "crossner_ai": frozenset({"WORK_OF_ART"}),
    "crossner_politics": frozenset({"WORK_OF_ART"}),
    "crossner_science": frozenset({"WORK_OF_ART"}),
    "re3d": _ALWAYS,
    "sec": _ALWAYS,
    "wnut17": frozenset({"EVENT"}),
    "btc": _ALWAYS,
}
"""Types a corpus leaves unmarked: there, "no entity" may well be one of these, and the loss says so."""

SHARES: dict[str, float] = {"sec": 0.2, "btc": 0.25, "wnut17": 0.25, "re3d": 0.5, "gum": 1.5, "uner_ewt": 1.5}
"""How often an epoch reads a corpus (others once): tweets and filings are far from news."""


@dataclass
class LabelledWords:
    """Words in a row and their labels; a list that is None is not annotated here, IGNORE leaves one word out."""

    words: list[str]
    spaces: list[bool]
    source: str
    doc: str = ""
    ner: list[int] | None = None
    roles: list[list[int]] | None = None
    links: list[list[int]] | None = None
    upos: list[int] | None = None
    xpos: list[int] | None = None
    heads: list[int] | None = None
    deps: list[int] | None = None
    starts: list[int] | None = None
    spans: list[tuple[int, int, str]] = field(default_factory=list)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def read_entities(path: Path, nlp: Language, places: Places) -> list[LabelledWords]:
    """One example a sentence, re-tokenised as spaCy does at run time; unknown spans are left out of the loss."""
    examples = []
    source = path.name.removesuffix(".gz").removesuffix(".jsonl").rsplit("_", 1)[0]
    for row in read_jsonl(path):
        doc, offsets = _doc_of(row["t"], row["s"], nlp)
        mended = [mend(row["t"], start, end, label, places) for start, end, label in row["e"]]
        entities = [(offsets[a][0], offsets[b - 1][1], label) for a, b, label in mended]
        unknown = [(offsets[span[0]][0], offsets[span[1] - 1][1], "?") for span in row.get("m") or []]
        if len(doc):
            examples.append(_entity_example(doc, entities + unknown, source, str(row.get("d", ""))))
    return examples


_UNITED = frozenset({"States", "Nations", "Kingdom", "Arab"})
_ARTICLES = frozenset({"the", "The", "THE", "a", "an", "A", "An"})
_PARTICLES = frozenset(
    """
    al el bin ibn ben de del della delle der den the di da dos das du la le van von ter ten of y e and
    """.split()  # noqa: SIM905
)


def mend(words: Sequence[str], start: int, end: int, label: str, places: Places) -> tuple[int, int, str]:
    """Bring the corpora's habits in line: no articles, no titles, "United" kept, demonyms NORP, states GPE.

    A span that is no name at all gets the label "?", which leaves it out of the loss.
    """
    if start and words[start - 1] == "United" and words[start] in _UNITED:
        start -= 1
    if label not in ("WORK_OF_ART", "DATE", "TIME", "MONEY", "PERCENT"):
        while end - start > 1 and words[start] in _ARTICLES:
            start += 1
    if label == "PERSON":
        while end - start > 1 and words[start].lower().rstrip(".") in TITLES:
            start += 1
    return start, end, _mended_label(words[start:end], label, places)


def _mended_label(words: Sequence[str], label: str, places: Places) -> str:
    text = " ".join(words)
    if label in ("PERSON", "ORG", "GPE", "LOC") and text in places.peoples:
        return "NORP"
    if (label == "LOC" and places.is_political(text)) or (label == "ORG" and text in places.countries):
        return "GPE"
    if label == "GPE" and text in places.wide:
        return "LOC"
    lower = [word for word in words if word[:1].islower() and word not in _PARTICLES]
    title_alone = words[0].lower().rstrip(".") in TITLES
    if label == "PERSON" and (lower or words[0] in ("of", "for") or title_alone):
        return "?"
    return label


def _doc_of(words: Sequence[str], spaces: Sequence[bool], nlp: Language) -> tuple[Doc, list[tuple[int, int]]]:
    text, offsets = "", []
    for word, space in zip(words, spaces, strict=True):
        offsets.append((len(text), len(text) + len(word)))
        text += word + (" " if space else "")
    return nlp.make_doc(text.rstrip()), offsets


def _entity_example(doc: Doc, spans: list[tuple[int, int, str]], source: str, name: str) -> LabelledWords:
    keep = [token for token in doc if not token.is_space]
    number_of = {token.i: number for number, token in enumerate(keep)}
    tags = [0] * len(keep)
    entities = []
    for start, end, label in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        places = [number_of[token.i] for token in span or () if token.i in number_of]
        if not places:
            continue
        if label == "?" or label not in ENTITY_TYPES:
            _fill(tags, places, IGNORE, IGNORE)
        else:
            begin = NER_TAGS.index(f"B-{label}")
            _fill(tags, places, begin, begin + 1)
            entities.append((places[0], places[-1] + 1, label))
    return LabelledWords(
        [t.text for t in keep], [bool(t.whitespace_) for t in keep], source, name, ner=tags, spans=entities
    )


def _fill(tags: list[int], places: Sequence[int], first: int, rest: int) -> None:
    for number, at in enumerate(places):
        tags[at] = rest if number else first


def read_attributions(path: Path, nlp: Language) -> list[LabelledWords]:
    """One example a paragraph, the unit that is annotated at run time."""
    examples = []
    for row in read_jsonl(path):
        text = row["text"].replace("\xa0", " ")
        for line in re.finditer(r"[^\n]*\S[^\n]*", text):
            doc = nlp.make_doc(line.group())
            examples.append(_role_example(doc, line.start(), row["attributions"], row["doc_id"]))
    return examples


def _role_example(doc: Doc, base: int, attributions: Sequence[dict[str, Any]], name: str) -> LabelledWords:
    keep = [token for token in doc if not token.is_space]
    example = LabelledWords([t.text for t in keep], [bool(t.whitespace_) for t in keep], "polnear", name)
    example.roles = [[0] * len(keep) for _ in ROLES]
    example.links = [[IGNORE] * len(keep) for _ in LINKS]
    number_of = {token.i: number for number, token in enumerate(keep)}
    for attribution in attributions:
        parts = {role: _fragments(doc, base, attribution[role], number_of) for role in ROLES}
        _mark_roles(example.roles, parts)
        _mark_links(example.links, parts)
    return example


def _fragments(doc: Doc, base: int, spans: Sequence[Sequence[int]], number_of: dict[int, int]) -> list[list[int]]:
    """Word places of each fragment inside this paragraph; fragments parted by nothing but blanks are one."""
    pieces: list[list[int]] = []
    for start, end in sorted((max(a - base, 0), min(b - base, len(doc.text))) for a, b in spans):
        span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
        places = [number_of[token.i] for token in span if token.i in number_of] if span is not None else []
        if places and pieces and pieces[-1][-1] >= places[0] - 1:
            pieces[-1] += [p for p in places if p > pieces[-1][-1]]
        elif places:
            pieces.append(places)
    return pieces


def _mark_roles(roles: list[list[int]], parts: dict[str, list[list[int]]]) -> None:
    for number, role in enumerate(ROLES):
        for places in parts[role]:
            if not any(roles[number][p] for p in places):
                _fill(roles[number], places, 1, 2)


def _mark_links(links: list[list[int]], parts: dict[str, list[list[int]]]) -> None:
    """Every word of a content or cue learns where the cue and the source begin: 1 + place, or 0 for none."""
    cue, source = parts["cue"], parts["source"]
    to_cue = cue[0][0] + 1 if cue else 0
    to_source = source[0][0] + 1 if source else 0
    for places in parts["content"]:
        for at in places:
            links[0][at], links[1][at] = to_cue, to_source
    for places in cue:
        for at in places:
            links[2][at] = to_source


def read_treebank(path: Path, nlp: Language, xpos: Sequence[str], deps: Sequence[str]) -> list[LabelledWords]:
    """One example a sentence, tokens as annotated (close to spaCy's own)."""
    examples = []
    for number, doc in enumerate(DocBin().from_disk(path).get_docs(nlp.vocab)):
        for sent in doc.sents:
            examples.append(_tree_example(sent, f"{path.stem}-{number}", xpos, deps))
    return examples


def _tree_example(sent: Span, name: str, xpos: Sequence[str], deps: Sequence[str]) -> LabelledWords:
    tags = {tag: number for number, tag in enumerate(xpos)}
    labels = {dep: number for number, dep in enumerate(deps)}
    return LabelledWords(
        words=[t.text for t in sent],
        spaces=[bool(t.whitespace_) for t in sent],
        source="ud",
        doc=name,
        upos=[UPOS.index(t.pos_) if t.pos_ in UPOS else IGNORE for t in sent],
        xpos=[tags.get(t.tag_, IGNORE) for t in sent],
        heads=[-1 if t.head is t or t.head.i == t.i else t.head.i - sent.start for t in sent],
        deps=[labels.get(t.dep_, IGNORE) for t in sent],
        starts=[int(t.i == sent.start) for t in sent],
    )


def tree_labels(paths: Sequence[Path], nlp: Language) -> tuple[list[str], list[str]]:
    """The fine tags and relation labels that the treebanks use, sorted."""
    tags, deps = set(), set()
    for path in paths:
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            tags |= {token.tag_ for token in doc if token.tag_}
            deps |= {token.dep_ for token in doc if token.dep_}
    return sorted(tags), sorted(deps)


def join(examples: Sequence[LabelledWords]) -> LabelledWords:
    """Consecutive sentences as one example; labels that any of them lacks are left out of the loss there."""
    if len(examples) == 1:
        return examples[0]
    joined = replace(examples[0], words=[], spaces=[], spans=[])
    for name in ("ner", "upos", "xpos", "deps", "starts", "heads"):
        if getattr(examples[0], name) is not None:
            setattr(joined, name, [])
    for example in examples:
        base = len(joined.words)
        joined.words += example.words
        joined.spaces += [*example.spaces[:-1], True]
        joined.spans += [(a + base, b + base, label) for a, b, label in example.spans]
        for name in ("ner", "upos", "xpos", "deps", "starts"):
            if getattr(joined, name) is not None:
                getattr(joined, name).extend(getattr(example, name))
        if joined.heads is not None and example.heads is not None:
            joined.heads += [head if head < 0 else head + base for head in example.heads]
    return joined
