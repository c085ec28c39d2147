"""Scores into annotations: spans from begin-inside-outside scores, links between spans, trees from arcs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsloom.transforms.annotation.labels import ENTITY_TYPES, LINKS, NER_TAGS, ROLES

NONE = -1
ROOTS_TRIED = 3
"""Likeliest roots for which the best tree is searched, where the best heads form no tree."""
_NEVER = -1e9  # a log-odds that no path takes


@dataclass(frozen=True)
class Span:
    """Words `start:end`, their label, and how sure the network is (0 to 1)."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True)
class Link:
    """A content's cue and source, as places in their lists or NONE, and the probability of that source."""

    cue: int
    source: int
    score: float


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def log_softmax(scores: np.ndarray) -> np.ndarray:
    shifted = scores - np.maximum.reduce(scores, -1, keepdims=True)
    return np.asarray(shifted - np.log(np.add.reduce(np.exp(shifted), -1, keepdims=True)))


@dataclass(frozen=True)
class TagRow:
    """One window's likeliest possible tags, and the log-probability of each: both [words]."""

    path: np.ndarray
    logs: np.ndarray


def tag_rows(scores: np.ndarray, sizes: Sequence[int], begins: np.ndarray) -> list[TagRow]:
    """The tags of windows that were scored together.

    `scores` is [windows, words, tags], of which the first `sizes[i]` words are window i's; `begins[t]` is the begin
    tag of inside tag t, and t itself for all others.
    """
    logs = log_softmax(scores)
    paths = logs.argmax(2)
    for row, size in enumerate(sizes):
        paths[row, size:] = 0
    for row in np.flatnonzero(~_possible(paths, begins)).tolist():
        paths[row, : sizes[row]] = _best_path(logs[row, : sizes[row]], begins)
    chosen = logs[np.arange(paths.shape[0])[:, None], np.arange(paths.shape[1]), paths]
    return [TagRow(paths[row, :size], chosen[row, :size]) for row, size in enumerate(sizes)]


def _possible(paths: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """[windows] whether each inside tag follows its begin or itself."""
    before = np.concatenate([np.full((len(paths), 1), -1), paths[:, :-1]], axis=1)
    first = begins[paths]
    return np.asarray(((first == paths) | (before == paths) | (before == first)).all(1))


def _best_path(logs: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """The likeliest row [words] of tags in which no inside tag stands without its begin or inside before it."""
    own = np.arange(len(begins))
    inside = begins != own
    came = np.zeros(logs.shape, dtype=np.int64)
    best = np.where(inside, _NEVER, logs[0])
    for row in range(1, len(logs)):
        continued = np.where(best[begins] > best, begins, own)
        came[row] = np.where(inside, continued, best.argmax())
        best = best[came[row]] + logs[row]
    path = [int(best.argmax())]
    for came_from in reversed(came[1:].tolist()):
        path.append(came_from[path[-1]])
    return np.array(path[::-1])


_NER_BEGINS = np.array([n - 1 if tag[0] == "I" else n for n, tag in enumerate(NER_TAGS)])
_ROLE_BEGINS = np.array([0, 1, 1])


def entity_tags(scores: np.ndarray, sizes: Sequence[int]) -> list[TagRow]:
    """Each window's tags of names, from [windows, words, NER_TAGS] scores."""
    return tag_rows(scores, sizes, _NER_BEGINS)


def role_tags(scores: np.ndarray, sizes: Sequence[int]) -> list[tuple[TagRow, ...]]:
    """Each window's tags of sources, cues and contents, from [windows, words, ROLE_TAGS] scores."""
    windows, words, _ = scores.shape
    apart = scores.reshape(windows, words, len(ROLES), -1).transpose(0, 2, 1, 3).reshape(-1, words, len(_ROLE_BEGINS))
    rows = tag_rows(apart, [size for size in sizes for _ in ROLES], _ROLE_BEGINS)
    return [tuple(rows[at : at + len(ROLES)]) for at in range(0, len(rows), len(ROLES))]


def entity_spans(tags: TagRow) -> list[Span]:
    """The entities of one window."""
    return [
        Span(start, end, ENTITY_TYPES[(tag - 1) // 2], _certainty(tags.logs[start:end]))
        for start, end, tag in _runs(tags.path)
    ]


def role_spans(tags: Sequence[TagRow]) -> dict[str, list[Span]]:
    """The sources, cues and contents of one window."""
    return {
        role: [Span(start, end, role, _certainty(row.logs[start:end])) for start, end, _ in _runs(row.path)]
        for role, row in zip(ROLES, tags, strict=True)
    }


def _runs(path: np.ndarray) -> list[tuple[int, int, int]]:
    """Start, end and begin tag of each run; tags that begin are odd, those inside even, and 0 is neither."""
    runs, begun = [], (-1, 0)
    for at, tag in enumerate([*path.tolist(), 0]):
        if begun[1] and (tag % 2 or not tag):
            runs.append((begun[0], at, begun[1]))
            begun = (-1, 0)
        if tag % 2:
            begun = (at, tag)
    return runs


def _certainty(logs: np.ndarray) -> float:
    """Geometric mean of the words' tag probabilities."""
    return float(np.exp(np.add.reduce(logs) / len(logs)))


def link_spans(scores: np.ndarray, roles: dict[str, list[Span]]) -> list[Link]:
    """For each content its cue and source among the spans found; `scores` is [LINKS, words, 1 + words].

    All words of a content vote. A source is judged by what the content and its cue both point to.
    """
    cues, sources = roles["cue"], roles["source"]
    return [_link(scores, content, cues, sources) for content in roles["content"]]


def _link(scores: np.ndarray, content: Span, cues: Sequence[Span], sources: Sequence[Span]) -> Link:
    to_cue = _votes(scores[LINKS.index("content-cue")], content, cues)
    cue = int(to_cue.argmax()) - 1
    to_source = _votes(scores[LINKS.index("content-source")], content, sources)
    if cue != NONE:
        to_source = to_source + _votes(scores[LINKS.index("cue-source")], cues[cue], sources)
    source = int(to_source.argmax()) - 1
    return Link(cue, source, float(softmax(to_source)[source + 1]))


def _votes(scores: np.ndarray, span: Span, candidates: Sequence[Span]) -> np.ndarray:
    """[1 + candidates] log-probabilities that the span's words point to none or to each candidate's start."""
    places = [0, *(candidate.start + 1 for candidate in candidates)]
    return np.asarray(np.add.reduce(log_softmax(scores[span.start : span.end])[:, places], 0) / (span.end - span.start))


def sentence_heads(scores: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """Heads [words] of a window from [words, 1 + words] arc scores: 0 is root, n the window's word n - 1.

    Sentences begin at `starts`; each is a tree of its own, with one root and no cycle. Taking each word's best head
    gives a tree nearly always; where not, the best tree is searched for.
    """
    heads = _within(scores, starts).argmax(1)
    for start, end in zip(starts, [*starts[1:], len(scores)], strict=True):
        local = [max(head - start, 0) for head in heads[start:end].tolist()]
        if local.count(0) != 1 or _cycle(local):
            tree = _search_tree(scores[start:end, [0, *range(start + 1, end + 1)]])
            heads[start:end] = np.where(tree > 0, tree + start, 0)
    return np.asarray(heads)


def _within(scores: np.ndarray, starts: Sequence[int]) -> np.ndarray:
    """The scores with no arc from a word to itself or to another sentence."""
    scores = scores.copy()
    for start, end in zip(starts, [*starts[1:], len(scores)], strict=True):
        scores[start:end, 1 : start + 1] = _NEVER
        scores[start:end, end + 1 :] = _NEVER
    np.fill_diagonal(scores[:, 1:], _NEVER)
    return scores


def _search_tree(scores: np.ndarray) -> np.ndarray:
    """The best tree of one sentence, among those with a likely root; the first of equals.

    No tree of a root is worth more than the best heads that its words may have, so that few roots need a search.
    """
    logs = log_softmax(scores)
    np.fill_diagonal(logs[:, 1:], _NEVER)
    words, best, chosen = np.arange(len(logs)), -np.inf, np.zeros(len(logs), dtype=np.int64)
    for root in np.argsort(-logs[:, 0])[:ROOTS_TRIED].tolist():
        rooted = _rooted(logs, root)
        if logs[words, rooted.argmax(1)].sum() > best:
            tree = _spanning_tree(rooted)
            if (worth := logs[words, tree].sum()) > best:
                best, chosen = worth, tree
    return chosen


def _rooted(logs: np.ndarray, root: int) -> np.ndarray:
    """The scores with that word as the only root."""
    logs = logs.copy()
    logs[:, 0] = _NEVER
    logs[root] = _NEVER
    logs[root, 0] = 0.0
    return logs


def _cycle(heads: Sequence[int]) -> list[int]:
    """The words of one cycle, if there is any; a head is 0 or the number of its word and 1."""
    seen_from = [-1] * len(heads)
    for start in range(len(heads)):
        word = start
        while word >= 0 and seen_from[word] < 0:
            seen_from[word] = start
            word = heads[word] - 1
        if word >= 0 and seen_from[word] == start:
            return _round(word, heads)
    return []


def _round(start: int, heads: Sequence[int]) -> list[int]:
    words, word = [start], heads[start] - 1
    while word != start:
        words.append(word)
        word = heads[word] - 1
    return words


def _spanning_tree(logs: np.ndarray) -> np.ndarray:
    """Chu-Liu-Edmonds: contract a cycle, solve the smaller problem, open the cycle where it is entered."""
    heads = logs.argmax(1)
    cycle = _cycle(heads.tolist())
    if not cycle:
        return np.asarray(heads)
    rest = np.array([word for word in range(len(heads)) if word not in cycle], dtype=np.int64)
    inner = np.array(cycle)
    within = logs[inner, heads[inner]]
    columns = np.concatenate([[0], rest + 1])
    small = np.full((len(rest) + 1, len(rest) + 2), _NEVER)
    small[:-1, :-1] = logs[np.ix_(rest, columns)]
    leaving = logs[np.ix_(rest, inner + 1)]
    small[:-1, -1] = leaving.max(1) if len(rest) else []
    entering = logs[np.ix_(inner, columns)] - within[:, None]
    small[-1, :-1] = entering.max(0)
    solved = _spanning_tree(small)
    return _opened(heads, solved, rest, inner, leaving, entering, columns)


def _opened(
    heads: np.ndarray,
    solved: np.ndarray,
    rest: np.ndarray,
    inner: np.ndarray,
    leaving: np.ndarray,
    entering: np.ndarray,
    columns: np.ndarray,
) -> np.ndarray:
    heads = heads.copy()
    for column, word in enumerate(rest):
        above = int(solved[column])
        heads[word] = columns[above] if above < len(columns) else inner[leaving[column].argmax()] + 1
    above = int(solved[-1])
    entry = int(entering[:, above].argmax())
    heads[inner[entry]] = columns[above]
    return heads
