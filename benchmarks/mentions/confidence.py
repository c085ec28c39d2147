"""Whether the confidence of names means something, on development sets that the tagger was not trained on.

    NEWSLOOM_CORPORA=DIR python -m benchmarks.mentions.confidence [--fit]

A name is right where the set has one with the same bounds and kind (people, bodies, places, peoples). ECE is
the expected calibration error over ten bins. `--fit` prints the curve that fits all sets, each with the same weight,
and the error on each set of the curve that was fitted on the others.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.flows.training.data import read_jsonl
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.mentions import NAMED
from newsloom.transforms.mentions.name_spans import find_name_spans

SETS = ("dev_pudnews", "gum_dev", "uner_ewt_dev")
KINDS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "NORP": "NORP", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
LATER = 5  # ordinal of a paragraph that is no heading, byline or dateline

Judged = tuple[float, bool]
"""The tagger's score of a name, and whether it is right."""


def judged(path: Path) -> Iterator[Judged]:
    """The names of a set, sentence by sentence; where it has no peoples, none is counted."""
    nlp, gazetteer, rows = load_pipeline(None), load_assets().gazetteer, list(read_jsonl(path))
    peoples = any(label == "NORP" for row in rows for _, _, label in row["e"])
    for row in rows:
        text, places = "", []
        for word, space in zip(row["t"], row["s"], strict=True):
            places.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        gold = {_core(text, places[a][0], places[b - 1][1], label) for a, b, label in row["e"]}
        unknown = [(places[a][0], places[b - 1][1]) for a, b, *_ in row["m"]]
        paragraph = Paragraph(LATER, "paragraph", 0, len(text), nlp(text))
        for name in find_name_spans(ParsedArticle("a_0", text, (paragraph,)), gazetteer):
            doubtful = any(low < name.end and name.start < high for low, high in unknown)
            if name.type in KINDS and not doubtful and (peoples or name.type != "NORP"):
                yield name.confidence, (name.start, name.end, KINDS[name.type]) in gold


def _core(text: str, start: int, end: int, label: str) -> tuple[int, int, str | None]:
    """A gold name without article and possessive, as ours are."""
    start += 4 * text[start:end].lower().startswith("the ")
    end -= 2 * text[start:end].endswith(("'s", "’s"))
    return start, end, KINDS.get(label)


def log_odds(scores: Sequence[float]) -> np.ndarray:
    inside = np.clip(np.array(scores), 1e-3, 1 - 1e-3)
    return np.log(inside / (1 - inside))


def fitted(sets: Sequence[Sequence[Judged]]) -> np.ndarray:
    """[slope, intercept] of the curve that fits best, each set with the same weight (Newton's method)."""
    odds = np.concatenate([log_odds([score for score, _ in names]) for names in sets])
    right = np.array([float(is_right) for names in sets for _, is_right in names])
    weights = np.concatenate([np.full(len(names), 1 / len(names)) for names in sets])
    columns, curve = np.stack([odds, np.ones(len(odds))], axis=1), np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-columns @ curve))
        slope = (columns * (weights * chance * (1 - chance))[:, None]).T @ columns
        curve += np.linalg.solve(slope + 1e-9 * np.eye(2), columns.T @ (weights * (right - chance)))
    return curve


def error(names: Sequence[Judged], curve: Sequence[float]) -> float:
    """Expected calibration error of a curve over ten bins."""
    chance = 1 / (1 + np.exp(-curve[0] * log_odds([score for score, _ in names]) - curve[1]))
    right = np.array([float(is_right) for _, is_right in names])
    bins = np.minimum((chance * 10).astype(int), 9)
    return float(sum(abs(chance[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="fit the curve anew")
    options = parser.parse_args()
    folder = Path(os.environ["NEWSLOOM_CORPORA"]) / "ner"
    sets = {name: list(judged(folder / f"{name}.jsonl.gz")) for name in SETS}
    for name, names in sets.items():
        share = sum(is_right for _, is_right in names) / len(names)
        print(f"{name}: {len(names)} names, right {share:.3f}, ECE {error(names, (NAMED.slope, NAMED.intercept)):.3f}")
        if options.fit:
            others = fitted([other for key, other in sets.items() if key != name])
            print(f"  fitted without it: ECE {error(names, others):.3f}")
    if options.fit:
        slope, intercept = fitted(list(sets.values()))
        print(f"all: slope {slope:.2f}, intercept {intercept:.2f}")


if __name__ == "__main__":
    main()
