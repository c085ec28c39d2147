"""Quotes and speakers on PolNeAR: text → paragraphs → pipeline → names → quotes, scored by a scorer given by path.

    python benchmarks/speech.py --gold polnear_dev.jsonl --scorer quotes.py [--model PATH] [--limit N] [--out F.jsonl]

Prints the scorer's tables and the share of the time that speech takes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import spacy
from spacy.language import Language

from transforms.annotate import Paragraph, ParsedArticle, annotate
from transforms.cues import cues_from_bytes
from transforms.quotes import SpeechAssets, SpeechOptions, find_quotes

ROOT = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("NEWSLOOM_CORPORA", "corpora"))


def main() -> None:
    arguments = _arguments()
    scorer = _module(arguments.scorer)
    nlp = _pipeline(arguments.model)
    records = [json.loads(line) for line in arguments.gold.open(encoding="utf-8")][: arguments.limit]
    rows, seconds = predict(records, nlp)
    if arguments.out:
        arguments.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    gold = scorer.load_gold(str(arguments.gold))
    scorer.show(scorer.evaluate(gold, rows, doc_ids=[r["doc_id"] for r in records]))
    total = seconds["annotate"]
    print(f"\nannotate {total:.1f} s, names {seconds['names']:.1f} s, speech {seconds['speech']:.2f} s")


def predict(records: list[dict], nlp: Language) -> tuple[list[dict], dict[str, float]]:
    """One row per quote in the scorer's columns, and seconds by stage."""
    assets = SpeechAssets(cues_from_bytes((ROOT / "data/cues/cues.tsv").read_bytes()))
    seconds = {"annotate": 0.0, "names": 0.0, "speech": 0.0}
    rows: list[dict] = []
    for record in records:
        article = _timed(seconds, "annotate", parse, record, nlp)
        names = _timed(seconds, "names", find_names, article)
        speech = _timed(seconds, "speech", find_quotes, article, names, SpeechOptions(), assets)
        rows += [_score_row(record["doc_id"], quote) for quote in speech.quotes]
    return rows, seconds


def parse(record: dict, nlp: Language) -> ParsedArticle:
    """A record with its lines as paragraphs."""
    spans = list(paragraph_spans(record["text"]))
    docs = annotate([record["text"][low:high] for low, high in spans], nlp)
    paragraphs = tuple(
        Paragraph(i, "paragraph", low, high, doc) for i, ((low, high), doc) in enumerate(zip(spans, docs, strict=True))
    )
    return ParsedArticle(record["doc_id"], record["text"], paragraphs, record.get("title"))


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines that are not blank, outer blanks left out."""
    position = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            low = position + line.index(stripped)
            yield low, low + len(stripped)
        position += len(line) + 1


def find_names(article: ParsedArticle) -> object:
    """The article's names, none where the stage is not there."""
    return SimpleNamespace(mentions=[], chains=[], roles=[], chain_at=lambda start, end: None)


def _score_row(doc_id: str, quote: dict) -> dict:
    columns = ("cue_start", "cue_end", "speaker_start", "speaker_end", "quote_id")
    return {
        "article": doc_id,
        "quote_start": quote["start"],
        "quote_end": quote["end"],
        "quote_type": quote["type"],
        **{name: quote[name] for name in columns},
    }


def _timed(seconds: dict[str, float], stage: str, function, *arguments):  # type: ignore[no-untyped-def]
    begin = time.perf_counter()
    result = function(*arguments)
    seconds[stage] += time.perf_counter() - begin
    return result


def _pipeline(name: str | None) -> Language:
    if name == "blank":
        return spacy.blank("en")
    from flows.model import load_pipeline

    return load_pipeline(name)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=CORPORA / "polnear" / "polnear_dev.jsonl")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", help="'blank' for no pipeline, a name or path; default: the shipped one")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
