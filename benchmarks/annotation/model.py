"""Figures of a language pipeline on development corpora: names, speech spans, syntax, speed.

    NEWSLOOM_CORPORA=DIR python -m benchmarks.annotation.model [names] [speech] [syntax] [speed] [--model PATH]
        [--errors] [--predictions FILE]

`--errors` prints each wrong name; `--predictions` writes one row a content, in the form that attribution scorers read.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from newsloom.flows.assets.model import load_pipeline
from newsloom.flows.training.data import read_jsonl
from newsloom.flows.training.evaluate import (
    Figures,
    attributions,
    core,
    gold_entities,
    measure_names,
    paragraphs,
    speech,
    speed,
    syntax,
)

PARTS = {
    "names": (measure_names, ("ner/dev_pudnews.jsonl.gz", "ner/gum_dev.jsonl.gz")),
    "speech": (speech, ("polnear/polnear_dev.jsonl",)),
    "syntax": (syntax, ("ud/ud_ewt_dev.spacy", "ud/ud_gum_dev.spacy")),
    "speed": (speed, ("polnear/polnear_dev.jsonl",)),
}


def show(name: str, figures: Figures) -> None:
    for measure in dict.fromkeys(key.rsplit(" ", 1)[0] for key in figures if key.rsplit(" ", 1)[-1] in "PRF"):
        low, high = figures.get(f"{measure} low"), figures.get(f"{measure} high")
        bounds = f"  95 % {low:.1f}-{high:.1f}" if low is not None else ""
        print(name, measure, *(f"{key} {figures[f'{measure} {key}']:.1f}" for key in "PRF"), bounds)
    plain = {
        key: value for key, value in figures.items() if key.rsplit(" ", 1)[-1] not in ("P", "R", "F", "low", "high")
    }
    if plain:
        print(name, "  ".join(f"{key} {value:.1f}" for key, value in plain.items()))


def wrong_names(nlp: Language, path: Path) -> Iterator[str]:
    for row in read_jsonl(path):
        text, gold = gold_entities(row)
        predicted = core((e.start_char, e.end_char, e.label_) for e in nlp(text).ents)
        signed = [("-", one) for one in sorted(gold - predicted)] + [("+", one) for one in sorted(predicted - gold)]
        if signed:
            yield f"{[f'{sign}{text[a:b]}/{label}' for sign, (a, b, label) in signed]} | {text[:160]}"


def prediction_rows(nlp: Language, path: Path) -> Iterator[dict]:
    units = list(paragraphs(path))
    groups: dict[tuple, int] = defaultdict(lambda: len(groups))
    for (row, base, _), doc in zip(units, nlp.pipe(text for _, _, text in units), strict=True):
        for number, attribution in enumerate(attributions(doc, base)):
            group = groups[row["doc_id"], attribution.get("cue", number), attribution.get("source")]
            start, end = attribution["content"]
            out = {"article": row["doc_id"], "quote_start": start, "quote_end": end, "quote_id": group}
            for key, role in (("cue", "cue"), ("speaker", "source")):
                if role in attribution:
                    out |= {f"{key}_start": attribution[role][0], f"{key}_end": attribution[role][1]}
            yield out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help="names, speech, syntax, speed")
    parser.add_argument("--model", help="pipeline name or folder; default: the shipped one")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    corpora = Path(os.environ["NEWSLOOM_CORPORA"])
    begun = time.perf_counter()
    nlp = load_pipeline(chosen.model)
    print(f"loaded in {time.perf_counter() - begun:.2f} s: {nlp.pipe_names}")
    for part in chosen.parts:
        measure, paths = PARTS[part]
        for path in paths:
            show(Path(path).name.split(".")[0], measure(nlp, corpora / path))
    if chosen.errors:
        print(*wrong_names(nlp, corpora / "ner" / "dev_pudnews.jsonl.gz"), sep="\n")
    if chosen.predictions:
        rows = prediction_rows(nlp, corpora / "polnear" / "polnear_dev.jsonl")
        chosen.predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")


if __name__ == "__main__":
    main()
