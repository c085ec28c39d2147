"""Quotes and speakers on PolNeAR: text → paragraphs → pipeline → names → quotes, scored by `scorer`.

    python -m benchmarks.quotes.speech [--gold FILE.jsonl] [--model PATH] [--limit N] [--calibrate] [--out FILE.jsonl]

PolNeAR marks thought and intent as well as speech, so quotes and other attributions are scored together.
Prints the scorer's table and the share of the time that speech takes.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from benchmarks.quotes.scorer import Document, Fragment, Gold, fragments, match, read_gold, show, total
from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle, annotate
from newsloom.transforms.mentions.article_names import ArticleNames
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.quotes.quotes import SpeechOptions, find_quotes
from newsloom.transforms.text.spans import Span

CORPORA = Path(os.environ.get("NEWSLOOM_CORPORA", "corpora"))


def main() -> None:
    arguments = _arguments()
    nlp = _pipeline(arguments.model)
    records = [json.loads(line) for line in arguments.gold.open(encoding="utf-8")][: arguments.limit]
    rows, seconds = predict(records, nlp)
    if arguments.out:
        arguments.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    gold = read_gold(arguments.gold)
    predicted = {record["doc_id"]: [row for row in rows if row["article"] == record["doc_id"]] for record in records}
    show(total(gold, {doc_id: _fragments(gold[doc_id][0], mine) for doc_id, mine in predicted.items()}))
    if arguments.calibrate:
        _calibrate(gold, predicted)
    share = seconds["speech"] / seconds["annotate"]
    print(f"\nannotate {seconds['annotate']:.1f} s, names {seconds['names']:.1f} s, ", end="")
    print(f"speech {seconds['speech']:.2f} s: {share:.1%} of the annotation")


def predict(records: list[dict], nlp: Language) -> tuple[list[dict], dict[str, float]]:
    """One row per quote in the scorer's columns, and seconds by stage."""
    assets = load_assets().speech
    seconds = {"annotate": 0.0, "names": 0.0, "speech": 0.0}
    rows: list[dict] = []
    for record in records:
        article = _timed(seconds, "annotate", parse, record, nlp)
        names = _timed(seconds, "names", find_names, article)
        speech = _timed(seconds, "speech", find_quotes, article, names, SpeechOptions(), assets)
        rows += [_score_row(record["doc_id"], quote.row()) for quote in [*speech.quotes, *speech.others]]
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
    columns = ("cue_start", "cue_end", "speaker_start", "speaker_end", "speaker_resolution", "quote_id")
    return {
        "article": doc_id,
        "quote_start": quote["start_char"],
        "quote_end": quote["end_char"],
        "quote_type": quote["type"],
        "confidence": quote["confidence"],
        "link": quote["speaker_confidence"],
        "leads to": "a name" if quote["speaker_chain"] is not None else "words",
        **{name: quote[name] for name in columns},
    }


def _fragments(document: Document, rows: Iterable[dict]) -> list[Fragment]:
    return list(fragments(document, (_spans(row) for row in rows)))


def _spans(row: dict) -> tuple[list[Span], list[Span]]:
    source = [(row["speaker_start"], row["speaker_end"])] if row["speaker_start"] is not None else []
    return [(row["quote_start"], row["quote_end"])], source


def _calibrate(gold: Gold, predicted: dict[str, list[dict]]) -> None:
    """How often quotes and speakers of a confidence are right, in tenths."""
    right: dict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for doc_id, rows in predicted.items():
        document, truth = gold[doc_id]
        pairs = [(row, fragment) for row in rows for fragment in _fragments(document, [row])]
        matched = dict(match([f.words for _, f in pairs], [f.words for f in truth], 0.5))
        for number, (row, fragment) in enumerate(pairs):
            right["quote", int(row["confidence"] * 10)].append((row["confidence"], number in matched))
            if number in matched and row["speaker_start"] is not None and row["link"] is not None:
                same = fragment.has_source_of(truth[matched[number]])
                what = f"{row['speaker_resolution']}, {row['leads to']}"
                right[what, int(row["link"] * 10)].append((row["link"], same))
    print("\ncalibration: what, mean confidence, share right, number")
    for (what, _), rated in sorted(right.items()):
        means = [sum(float(pair[i]) for pair in rated) / len(rated) for i in (0, 1)]
        print(f"  {what:18s}{means[0]:6.2f}{means[1]:6.2f}{len(rated):6d}")


def _timed(seconds: dict[str, float], stage: str, function, *arguments):  # type: ignore[no-untyped-def]
    begin = time.perf_counter()
    result = function(*arguments)
    seconds[stage] += time.perf_counter() - begin
    return result


def _pipeline(name: str | None) -> Language:
    if name == "blank":
        return spacy.blank("en")
    return load_pipeline(name)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=CORPORA / "polnear" / "polnear_dev.jsonl")
    parser.add_argument("--model", help="'blank' for no pipeline, a name or path; default: the shipped one")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--calibrate", action="store_true", help="print how often a confidence is right")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
