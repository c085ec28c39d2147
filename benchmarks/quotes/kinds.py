"""Fits the score of having been said (data/kinds/weights.tsv) on rows that were judged by hand, and shows how it holds.

    python -m benchmarks.quotes.kinds DATASET [--labels data/kinds/labels.tsv] [--write]

DATASET: one made by `newsloom run` of the texts that were judged (data/kinds/README.md says which). Rows that a rule
sorts out are left aside: the score never sees them. Prints eight-fold cross-validation over articles, by threshold and
in tenths of the probability; with --write the weights of all rows go to data/kinds/weights.tsv.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newsloom import Dataset
from newsloom.flows.assets.assets import DATA, load_assets
from newsloom.flows.work.jobs import ReadJob, read_batch
from newsloom.transforms.annotation.parses.stored import from_stored
from newsloom.transforms.mentions.mentions import NamesOptions
from newsloom.transforms.quotes.kinds.score import INTERCEPT, SpeechScore
from newsloom.transforms.quotes.quotes import SpeechOptions

FOLDS = 8
RIDGE = 2.0  # by hand: pull of every weight towards 0, in rows; more changes little
STEPS = 30
LEAST_SHARED = 0.8  # of both spans, for a row of today to be the one that was judged


class Recorder(SpeechScore):
    """A score that remembers what it was asked: the n-th answer is n millionths."""

    def __init__(self) -> None:
        super().__init__({INTERCEPT: 0.0})
        object.__setattr__(self, "asked", [])

    def __call__(self, features: dict[str, float]) -> float:
        self.asked.append(dict(features))
        return len(self.asked) / 1e6


def main() -> None:
    arguments = _arguments()
    labels = pd.read_csv(arguments.labels, sep="\t")
    rows = features_of_rows(arguments.dataset, labels)
    names = sorted({name for features in rows.features for name in features})
    x, y = matrix(rows.features, names), (rows.label == "S").to_numpy(float)
    print(f"{len(labels)} judged, {len(rows)} left to the score, {int(y.sum())} of them speech")
    folds = np.array([hash(a) for a in rows.article_id.map(lambda a: int(a[2:], 16))]) % FOLDS
    probability = np.zeros(len(y))
    for fold in range(FOLDS):
        probability[folds == fold] = predict(fit(x[folds != fold], y[folds != fold]), x[folds == fold])
    report(probability, y)
    weights = fit(x, y)
    for name, weight in sorted(zip([INTERCEPT, *names], weights, strict=True), key=lambda pair: -abs(pair[1])):
        print(f"{weight:7.2f}  {name}")
    if arguments.write:
        write(DATA / "kinds" / "weights.tsv", [INTERCEPT, *names], weights)


def features_of_rows(dataset: str, labels: pd.DataFrame) -> pd.DataFrame:
    """The judged rows that the score decides on: article_id, label, features."""
    data, recorder = Dataset(dataset), Recorder()
    ids = set(labels.article_id)
    articles, segments = data.arrow("articles"), data.arrow("segments")
    articles = articles.filter([a in ids for a in articles["article_id"].to_pylist()])
    segments = segments.filter([a in ids for a in segments["article_id"].to_pylist()])
    paragraphs = _paragraphs(data, articles, segments)
    options = replace(SpeechOptions(), min_speech=0.0)
    assets = load_assets()
    with patch.dict(assets.__dict__, {"speech": replace(assets.speech, score=recorder)}):
        quotes = read_batch(ReadJob(NamesOptions(), options, articles, segments, paragraphs)).quotes.to_pandas()
    return pd.DataFrame(
        {"article_id": row.article_id, "label": row.label, "features": recorder.asked[number - 1]}
        for row in labels.itertuples()
        if (number := _number_of(row, quotes[quotes.article_id == row.article_id])) is not None
    )


def _paragraphs(data: Dataset, articles: pa.Table, segments: pa.Table) -> pa.Table:
    """Rows of PARSED for the segments that were parsed."""
    text_of = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
    texts = {
        row["text_hash"]: text_of[row["article_id"]][row["start_char"] : row["end_char"]]
        for row in segments.to_pylist()
        if row["text_hash"]
    }
    stored = data.arrow("paragraphs")
    return from_stored(stored.filter(pc.is_in(stored["text_hash"], pa.array(list(texts), pa.string()))), texts)


def _number_of(row, quotes: pd.DataFrame) -> int | None:
    """Which answer of the recorder is about the row, None where none is."""
    shared = quotes.end_char.clip(upper=row.end_char) - quotes.start_char.clip(lower=row.start_char)
    longest = (quotes.end_char - quotes.start_char).clip(lower=row.end_char - row.start_char)
    same = quotes[shared >= LEAST_SHARED * longest]
    return None if same.empty else round(float(same.confidence.iloc[0]) * 1e6)


def matrix(features: pd.Series, names: list[str]) -> np.ndarray:
    """*Shape:* rows × features."""
    return np.array([[row.get(name, 0.0) for name in names] for row in features])


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a ridge logistic regression by Newton's method, that of the intercept first. *Shape:* features + 1."""
    x = np.hstack([np.ones((len(x), 1)), x])
    pull = np.full(x.shape[1], RIDGE)
    pull[0] = 0.0
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - pull * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull)
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def predict(weights: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Probabilities. *Shape:* rows."""
    return 1 / (1 + np.exp(-(weights[0] + x @ weights[1:])))


def report(probability: np.ndarray, y: np.ndarray) -> None:
    """Precision and recall by threshold, and how often rows of a probability were said."""
    for threshold in (0.0, 0.35, 0.45, 0.5, 0.55, 0.6, 0.65):
        taken = probability >= threshold
        print(f"≥ {threshold:.2f}  precision {y[taken].mean():.3f}  recall {y[taken].sum() / y.sum():.3f}")
    for tenth in range(10):
        inside = (probability * 10).astype(int) == tenth
        if inside.any():
            means = f"mean {probability[inside].mean():.2f}  said {y[inside].mean():.2f}"
            print(f"{tenth / 10:.1f}  {means}  of {inside.sum()}")


def write(path: Path, names: list[str], weights: np.ndarray) -> None:
    head = (
        "# Weights of the score of having been said, fitted by benchmarks/quotes/kinds.py on data/kinds/labels.tsv.\n"
    )
    lines = [f"{name}\t{weight:.4f}" for name, weight in zip(names, weights, strict=True)]
    path.write_text(head + "feature\tweight\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("--labels", type=Path, default=DATA / "kinds" / "labels.tsv")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
