"""A window's scores written onto its spaCy Doc: tags, lemmas, sentences, trees, entities, speech spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from newsloom.transforms.annotation.decode import NONE, Link, Span, entity_spans, link_spans, role_spans, sentence_heads
from newsloom.transforms.annotation.labels import ROLES, UPOS
from newsloom.transforms.annotation.lemmas import Lemmas
from newsloom.transforms.annotation.tagger import Scores, Window
from newsloom.transforms.text.inflections import OWNING

_OPENERS = frozenset({"“", "‘", '"', "``", "''", "„", "«"})
_CLOSERS = frozenset({"”", "’", '"', "''", "»"})
_ROWS = 128  # of a product at a time: for more of them BLAS starts threads, which cost more than the product
_NEVER_FIRST = frozenset({",", ";", ":", ".", "!", "?", ")", "]", "”", "’", "%", *OWNING})


@dataclass(frozen=True)
class Tables:
    """What reading the scores takes beside them: label lists and the relation scorer's last layer."""

    xpos: Sequence[str]
    deps: Sequence[str]
    dep_weights: np.ndarray
    dep_bias: np.ndarray
    lemmas: Lemmas


@dataclass
class Findings:
    """One text's annotations while its windows are put together; places are word places."""

    entities: list[Span]
    roles: dict[str, list[Span]]
    links: list[Link]
    starts: list[bool]
    upos: list[int]
    xpos: list[int]
    heads: list[int]
    deps: list[int]


def no_findings() -> Findings:
    return Findings([], {role: [] for role in ROLES}, [], [], [], [], [], [])


def read_window(window: Window, scores: Scores, words: Sequence[str], tables: Tables) -> Findings:
    """Decode one window of a text: its places are the text's, its links those of the window."""
    findings, base = no_findings(), window.start
    findings.entities = [_moved(span, base) for span in entity_spans(scores.ner)]
    roles = role_spans(scores.roles)
    findings.links = link_spans(scores.links, roles)
    findings.roles = {role: [_moved(span, base) for span in spans] for role, spans in roles.items()}
    _add_syntax(findings, scores, words[window.start : window.end], base, tables)
    return findings


def add_findings(findings: Findings, window: Findings) -> None:
    """Append what a window says; windows come in text order."""
    before = {role: len(spans) for role, spans in findings.roles.items()}
    for link in window.links:
        cue = link.cue if link.cue == NONE else link.cue + before["cue"]
        source = link.source if link.source == NONE else link.source + before["source"]
        findings.links.append(Link(cue, source, link.score))
    for role, spans in window.roles.items():
        findings.roles[role] += spans
    findings.entities += window.entities
    for name in ("starts", "upos", "xpos", "heads", "deps"):
        getattr(findings, name).extend(getattr(window, name))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.label, span.score)


def _add_syntax(findings: Findings, scores: Scores, words: Sequence[str], base: int, tables: Tables) -> None:
    starts = choose_sentence_starts(scores.begins.tolist(), words)
    heads = sentence_heads(scores.arcs, starts)
    begun = set(starts)
    findings.starts += [index in begun for index in range(len(words))]
    findings.upos += scores.upos.tolist()
    findings.xpos += scores.xpos.tolist()
    findings.deps += _relations(scores, heads, tables).tolist()
    findings.heads += (np.where(heads == 0, np.arange(len(words)), heads - 1) + base).tolist()


def _relations(scores: Scores, heads: np.ndarray, tables: Tables) -> np.ndarray:
    """Best labels; ROOT goes to roots and to nothing else."""
    pairs = np.maximum(scores.dep + scores.dep_head[heads], 0)
    parts = [pairs[at : at + _ROWS] @ tables.dep_weights for at in range(0, len(pairs), _ROWS)]
    relation = np.concatenate(parts) + tables.dep_bias
    root = tables.deps.index("ROOT")
    relation[:, root] = -np.inf
    labels = relation.argmax(1)
    labels[heads == 0] = root
    return np.asarray(labels)


def choose_sentence_starts(scores: Sequence[float], words: Sequence[str]) -> list[int]:
    """Places where sentences begin, by the network's log-odds; marks that close something never begin one."""
    return [
        index for index, score in enumerate(scores) if index == 0 or (score > 0 and words[index] not in _NEVER_FIRST)
    ]


PARTS = ("syntax", "entities", "speech")
"""What `write` can set; another pipeline's syntax and entities are left alone when only speech is asked for."""


def write(
    doc: Doc,
    tokens: Sequence[int],
    words: Sequence[str],
    findings: Findings,
    tables: Tables,
    parts: Sequence[str] = PARTS,
) -> None:
    """Set the parts on the Doc; `tokens[i]` is the token of word i, tokens of blank space are of none."""
    if "syntax" in parts:
        _write_syntax(doc, tokens, words, findings, tables)
    if "entities" in parts:
        entities = [DocSpan(doc, tokens[s.start], tokens[s.end - 1] + 1, s.label) for s in findings.entities]
        doc.set_ents(entities, default="outside")
        put_group(doc, "entities", list(doc.ents), [span.score for span in findings.entities])
    if "speech" in parts:
        _write_speech(doc, tokens, findings)


def put_group(doc: Doc, name: str, spans: Sequence[DocSpan], scores: Sequence[float]) -> None:
    """A span group with a score for each span, as plain numbers that survive `Doc.to_bytes`."""
    doc.spans[name] = SpanGroup(
        doc, name=name, spans=list(spans), attrs={"scores": [round(float(score), 4) for score in scores]}
    )


def _write_syntax(doc: Doc, tokens: Sequence[int], words: Sequence[str], findings: Findings, tables: Tables) -> None:
    upos = [UPOS[number] for number in findings.upos]
    tags = [tables.xpos[number] for number in findings.xpos]
    deps = [tables.deps[number] for number in findings.deps]
    lemmas = [*map(tables.lemmas.of, words, upos, tags)]
    columns = np.array([_keys(doc, column) for column in (upos, tags, lemmas, deps)], dtype=np.uint64)
    rows = np.zeros((len(doc), 5), dtype=np.uint64)
    rows[tokens, :4] = columns.T
    heads = np.zeros(len(doc), dtype=np.int64)
    heads[tokens] = np.array(tokens, dtype=np.int64)[findings.heads] - tokens
    for blank in set(range(len(doc))).difference(tokens) if len(tokens) < len(doc) else ():
        rows[blank, :4] = _keys(doc, ("SPACE", "_SP", doc[blank].text, "dep"))
        heads[blank] = _neighbour(blank, tokens) - blank
    rows[:, 4] = heads.view(np.uint64)
    doc.from_array([POS, TAG, LEMMA, DEP, HEAD], rows)  # type: ignore[arg-type]


def _keys(doc: Doc, values: Sequence[str]) -> list[int]:
    """The numbers of strings in the vocabulary, which learns those that it lacks."""
    keys = {value: doc.vocab.strings.add(value) for value in set(values)}
    return [keys[value] for value in values]


def _neighbour(token: int, tokens: Sequence[int]) -> int:
    """The word that a token of blank space hangs on: the one before it, or the first after it."""
    if not tokens:
        return token
    return tokens[max(0, bisect_left(tokens, token) - 1)]


def whole_names(span: Span, entities: Sequence[Span], starts: Sequence[int]) -> Span:
    """A source that ends inside a name is taken to that name's end: nobody speaks for half an organisation.

    The names are in order, none overlaps another, and `starts` are where they start.
    """
    at = bisect_left(starts, span.end) - 1
    cut = at >= 0 and span.end < entities[at].end and entities[at].label in ("PERSON", "ORG")
    return Span(span.start, entities[at].end, span.label, span.score) if cut else span


def _write_speech(doc: Doc, tokens: Sequence[int], findings: Findings) -> None:
    starts = [name.start for name in findings.entities]
    findings.roles["source"] = [whole_names(span, findings.entities, starts) for span in findings.roles["source"]]
    for role in ("source", "cue"):
        spans = [DocSpan(doc, tokens[s.start], tokens[s.end - 1] + 1, role) for s in findings.roles[role]]
        put_group(doc, role, spans, [span.score for span in findings.roles[role]])
    shown = []
    for span, link in zip(findings.roles["content"], findings.links, strict=True):
        start, end = content_edges(doc, tokens[span.start], tokens[span.end - 1] + 1)
        if start < end:
            shown.append((DocSpan(doc, start, end, "content"), span.score, link))
    put_group(doc, "content", [span for span, _, _ in shown], [score for _, score, _ in shown])
    doc.spans["content"].attrs["cue"] = [link.cue for _, _, link in shown]
    doc.spans["content"].attrs["source"] = [link.source for _, _, link in shown]
    doc.spans["content"].attrs["link_scores"] = [round(link.score, 4) for _, _, link in shown]


def content_edges(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A content's tokens by the project's convention: marks that hug it belong to it, a leading "that" does not."""
    if doc[start].lower_ == "that" and end - start > 1 and doc[start].tag_ in ("IN", ""):
        start += 1
    if start > 0 and doc[start].text not in _OPENERS and _opens(doc, start - 1):
        start -= 1
    if end < len(doc) and doc[end].text in _CLOSERS and not doc[end - 1].whitespace_:
        end += doc[end - 1].text not in _CLOSERS and doc[end].lower_ not in OWNING
    return start, end


def _opens(doc: Doc, index: int) -> bool:
    token = doc[index]
    return token.text in _OPENERS and not token.whitespace_ and (index == 0 or bool(doc[index - 1].whitespace_))
