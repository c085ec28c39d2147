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
from types import ModuleType
from typing import Any

import spacy
from spacy.language import Language

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle, annotate
from newsloom.transforms.mentions.article_names import ArticleNames
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.quotes.quotes import SpeechAssets, SpeechOptions, find_quotes

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
    if arguments.calibrate:
        _calibrate(scorer, gold, rows)
    share = seconds["speech"] / seconds["annotate"]
    print(f"\nannotate {seconds['annotate']:.1f} s, names {seconds['names']:.1f} s, ", end="")
    print(f"speech {seconds['speech']:.2f} s: {share:.1%} of the annotation")


def predict(records: list[dict], nlp: Language) -> tuple[list[dict], dict[str, float]]:
    """One row per quote in the scorer's columns, and seconds by stage."""
    assets = SpeechAssets(load_assets().cues)
    seconds = {"annotate": 0.0, "names": 0.0, "speech": 0.0}
    rows: list[dict] = []
    for record in records:
        article = _timed(seconds, "annotate", parse, record, nlp)
        names = _timed(seconds, "names", find_names, article)
        speech = _timed(seconds, "speech", find_quotes, article, names, SpeechOptions(), assets)
        rows += [_score_row(record["doc_id"], quote.row()) for quote in speech.quotes]
    return rows, seconds


def parse(record: dict, nlp: Language) -> ParsedArticle:
    """A record with its lines as paragraphs."""
    spans = list(paragraph_spans(record["text"]))
    docs = list(annotate([record["text"][low:high] for low, high in spans], nlp))
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


def find_names(article: ParsedArticle) -> ArticleNames:
    """The article's names."""
    return find_mentions(article, NamesOptions(), load_assets().gazetteer)


def _score_row(doc_id: str, quote: dict) -> dict:
    columns = ("cue_start", "cue_end", "speaker_start", "speaker_end", "quote_id")
    return {
        "article": doc_id,
        "quote_start": quote["start_char"],
        "quote_end": quote["end_char"],
        "quote_type": quote["type"],
        "confidence": quote["confidence"],
        "link": quote["speaker_confidence"] or 0.0,
        **{name: quote[name] for name in columns},
    }


def _calibrate(scorer: ModuleType, gold: dict, rows: list[dict]) -> None:
    """How often quotes and speakers of a confidence are right, in tenths."""
    by_article: dict[str, list[dict]] = {}
    for row in rows:
        by_article.setdefault(row["article"], []).append(row)
    right: dict[tuple[str, int], list[tuple[float, bool]]] = {}
    for article, mine in by_article.items():
        document, attributions = gold[article]
        units = scorer.units(document, attributions, "fragment")
        found = [_attribution(scorer, document, row) for row in mine]
        matched = dict(scorer.pair([a.ctok for a in found], [u.tok for u in units], scorer.R_50))
        for number, row in enumerate(mine):
            right.setdefault(("quote", int(row["confidence"] * 10)), []).append((row["confidence"], number in matched))
            if number in matched and row["speaker_start"] is not None:
                truth = scorer.source_ok(found[number], units[matched[number]].a)["head"]
                right.setdefault(("speaker", int(row["link"] * 10)), []).append((row["link"], truth))
    print("\ncalibration: what, mean confidence, share right, number")
    for (what, _), pairs in sorted(right.items()):
        means = [sum(float(pair[i]) for pair in pairs) / len(pairs) for i in (0, 1)]
        print(f"  {what:8s}{means[0]:6.2f}{means[1]:6.2f}{len(pairs):6d}")


def _attribution(scorer: ModuleType, document: object, row: dict) -> Any:
    source = [(row["speaker_start"], row["speaker_end"])] if row["speaker_start"] is not None else []
    return scorer.Attr(document, [(row["quote_start"], row["quote_end"])], [], source)


def _timed(seconds: dict[str, float], stage: str, function, *arguments):  # type: ignore[no-untyped-def]
    begin = time.perf_counter()
    result = function(*arguments)
    seconds[stage] += time.perf_counter() - begin
    return result


def _pipeline(name: str | None) -> Language:
    if name == "blank":
        return spacy.blank("en")
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
    parser.add_argument("--calibrate", action="store_true", help="print how often a confidence is right")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
