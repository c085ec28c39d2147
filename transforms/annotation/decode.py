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
    shifted = scores - scores.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))


def best_path(logs: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """The likeliest tag row [words] in which no inside tag stands without its begin or inside before it.

    `logs` is [words, tags]; `begins[t]` is the begin tag of inside tag t, and t itself for all others.
    """
    best_each = logs.argmax(1)
    if _possible(best_each, begins):
        return np.asarray(best_each)
    inside = begins != np.arange(len(begins))
    came = np.zeros(logs.shape, dtype=np.int64)
    best = np.where(inside, _NEVER, logs[0])
    for row in range(1, len(logs)):
        anywhere = int(best.argmax())
        continued = np.where(best[begins] > best, begins, np.arange(len(begins)))
        came[row] = np.where(inside, continued, anywhere)
        best = best[came[row]] + logs[row]
    path = np.empty(len(logs), dtype=np.int64)
    path[-1] = best.argmax()
    for row in range(len(logs) - 1, 0, -1):
        path[row - 1] = came[row, path[row]]
    return path


def _possible(path: np.ndarray, begins: np.ndarray) -> bool:
    """Does each inside tag follow its begin or itself?"""
    before = np.concatenate([[-1], path[:-1]])
    return bool(np.all((begins[path] == path) | (before == path) | (before == begins[path])))


_NER_BEGINS = np.array([n - 1 if tag[0] == "I" else n for n, tag in enumerate(NER_TAGS)])
_ROLE_BEGINS = np.array([0, 1, 1])


def entity_spans(scores: np.ndarray) -> list[Span]:
    """Entities of one window from [words, NER_TAGS] scores."""
    logs = log_softmax(scores)
    path = best_path(logs, _NER_BEGINS)
    return [
        Span(start, end, ENTITY_TYPES[(path[start] - 1) // 2], _certainty(logs, path, start, end))
        for start, end in _runs((path % 2 == 1), path > 0)
    ]


def role_spans(scores: np.ndarray) -> dict[str, list[Span]]:
    """Sources, cues and contents of one window from [words, ROLE_TAGS] scores."""
    spans = {}
    for number, role in enumerate(ROLES):
        logs = log_softmax(scores[:, 3 * number : 3 * number + 3])
        path = best_path(logs, _ROLE_BEGINS)
        spans[role] = [
            Span(start, end, role, _certainty(logs, path, start, end)) for start, end in _runs(path == 1, path > 0)
        ]
    return spans


def _runs(begins: np.ndarray, covered: np.ndarray) -> list[tuple[int, int]]:
    """Start and end of each run that opens with a begin and holds as long as it is covered."""
    starts = np.flatnonzero(begins)
    ends = np.flatnonzero(begins | ~covered)
    following = np.searchsorted(ends, starts, side="right")
    return [
        (int(start), int(ends[after]) if after < len(ends) else len(begins))
        for start, after in zip(starts, following, strict=True)
    ]


def _certainty(logs: np.ndarray, path: np.ndarray, start: int, end: int) -> float:
    """Geometric mean of the words' tag probabilities."""
    return float(np.exp(logs[np.arange(start, end), path[start:end]].mean()))


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
    return np.asarray(log_softmax(scores[span.start : span.end])[:, places].mean(0))


def tree_heads(scores: np.ndarray) -> np.ndarray:
    """Heads [words] of one sentence from [words, 1 + words] arc scores: 0 is root, exactly one, no cycles.

    Taking each word's best head gives a tree nearly always; where not, the best tree is searched for.
    """
    logs = log_softmax(scores)
    np.fill_diagonal(logs[:, 1:], _NEVER)
    heads = logs.argmax(1)
    if (heads == 0).sum() == 1 and not _cycle(heads):
        return np.asarray(heads)
    words = np.arange(len(logs))
    trees = [_spanning_tree(_rooted(logs, int(root))) for root in np.argsort(-logs[:, 0])[:ROOTS_TRIED]]
    return max(trees, key=lambda tree: float(logs[words, tree].sum()))


def _rooted(logs: np.ndarray, root: int) -> np.ndarray:
    """The scores with that word as the only root."""
    logs = logs.copy()
    logs[:, 0] = _NEVER
    logs[root] = _NEVER
    logs[root, 0] = 0.0
    return logs


def _cycle(heads: np.ndarray) -> list[int]:
    """The words of one cycle, if there is any."""
    state = np.zeros(len(heads), dtype=np.int8)
    for start in range(len(heads)):
        trail, word = [], start
        while word >= 0 and state[word] == 0:
            state[word] = 1
            trail.append(word)
            word = int(heads[word]) - 1
        if word >= 0 and state[word] == 1:
            return trail[trail.index(word) :]
        state[trail] = 2
    return []


def _spanning_tree(logs: np.ndarray) -> np.ndarray:
    """Chu-Liu-Edmonds: contract a cycle, solve the smaller problem, open the cycle where it is entered."""
    heads = logs.argmax(1)
    cycle = _cycle(heads)
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
