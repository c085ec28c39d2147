"""Figures of the language pipeline on development corpora: names, speech spans, syntax, speed.

    NEWSLOOM_CORPORA=DIR python -m benchmarks.model [names] [speech] [syntax] [speed] [--model PATH]
        [--scorer quotes.py] [--predictions FILE]

`names` also gives 95 % bootstrap intervals over documents. `speech` annotates paragraph by paragraph, as newsloom
does, writes one row a content to --predictions and runs the scorer on them (it prints its own intervals).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from flows.model import load_pipeline

CORE = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
"""PERSON, ORG and places as the development set has them: it does not part countries and cities from other places."""

Triples = set[tuple[int, int, str]]


def read_jsonl(path: Path) -> Iterator[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def names(nlp: Language, corpora: Path, show: bool = False) -> None:
    """Micro F over PERSON, ORG and places, spans and types exact."""
    for name in ("dev_pudnews", "gum_dev"):
        rows = list(read_jsonl(corpora / "ner" / f"{name}.jsonl.gz"))
        texts, gold = zip(*map(gold_entities, rows), strict=True)
        found = [core((e.start_char, e.end_char, e.label_) for e in doc.ents) for doc in nlp.pipe(texts)]
        docs: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            docs[row["d"]].append(place)
        print(name, "all", scores(gold, found), "95 %", interval(gold, found, list(docs.values())))
        for label in ("PER", "ORG", "LOC"):
            print(name, label, scores(*(([{t for t in s if t[2] == label} for s in side]) for side in (gold, found))))
        if show:
            show_errors(texts, gold, found)


def gold_entities(row: dict) -> tuple[str, Triples]:
    text, offsets = "", []
    for word, space in zip(row["t"], row["s"], strict=True):
        offsets.append((len(text), len(text) + len(word)))
        text += word + (" " if space else "")
    return text, core((offsets[a][0], offsets[b - 1][1], label) for a, b, label in row["e"])


def core(spans: Iterable[tuple[int, int, str]]) -> Triples:
    return {(start, end, CORE[label]) for start, end, label in spans if label in CORE}


def scores(gold: Iterable[Triples], found: Iterable[Triples]) -> str:
    p, r, f = prf(counts(gold, found))
    return f"P {p:.1f} R {r:.1f} F {f:.1f}"


def counts(gold: Iterable[Triples], found: Iterable[Triples]) -> Counter[str]:
    total: Counter[str] = Counter()
    for right, given in zip(gold, found, strict=True):
        total.update(both=len(right & given), gold=len(right), found=len(given))
    return total


def prf(total: Counter[str]) -> tuple[float, float, float]:
    precision = 100 * total["both"] / max(total["found"], 1)
    recall = 100 * total["both"] / max(total["gold"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def interval(gold: list[Triples], found: list[Triples], docs: list[list[int]], times: int = 1000) -> str:
    rng = random.Random(0)
    each = [counts([gold[i] for i in doc], [found[i] for i in doc]) for doc in docs]
    draws = sorted(prf(sum(rng.choices(each, k=len(each)), Counter()))[2] for _ in range(times))
    return f"{draws[times // 40]:.1f}-{draws[-times // 40]:.1f}"


def show_errors(texts: Iterable[str], gold: Iterable[Triples], found: Iterable[Triples]) -> None:
    for text, right, given in zip(texts, gold, found, strict=True):
        wrong = [
            f"{sign}{text[a:b]}/{label}"
            for sign, side in (("-", right - given), ("+", given - right))
            for a, b, label in side
        ]
        if wrong:
            print("  ", wrong, "|", text[:160])


def speech(nlp: Language, corpora: Path, scorer: Path | None, out: Path) -> None:
    """Contents with cue and source, one row each, in the scorer's form."""
    gold = corpora / "polnear" / "polnear_dev.jsonl"
    units = [
        (row["doc_id"], found.start(), found.group())
        for row in read_jsonl(gold)
        for found in re.finditer(r"[^\n]*\S[^\n]*", row["text"])
    ]
    with out.open("w", encoding="utf8") as lines:
        docs = nlp.pipe(text.replace("\xa0", " ") for _, _, text in units)
        for (name, base, _), doc in zip(units, docs, strict=True):
            for row in attributions(doc, name, base):
                lines.write(json.dumps(row) + "\n")
    if scorer:
        command = [sys.executable, scorer, "--gold", gold, "--pred", out, "--bootstrap", "500"]
        subprocess.run([str(part) for part in command], check=True)


def attributions(doc: Doc, name: str, base: int) -> Iterator[dict]:
    """Rows of one paragraph; a leading "that", which the corpus counts in, is put back."""
    contents = doc.spans["content"]
    for place, span in enumerate(contents):
        cue, source = contents.attrs["cue"][place], contents.attrs["source"][place]
        start = span.start - (span.start > 0 and doc[span.start - 1].lower_ == "that")
        row = {"article": name, "quote_start": base + doc[start].idx, "quote_end": base + span.end_char}
        row["quote_id"] = f"{base}-{cue}-{source}" if cue >= 0 else f"{base}-{place}"
        for key, group, chosen in (("cue", "cue", cue), ("speaker", "source", source)):
            if chosen >= 0:
                linked = doc.spans[group][chosen]
                row |= {f"{key}_start": base + linked.start_char, f"{key}_end": base + linked.end_char}
        yield row


def syntax(nlp: Language, corpora: Path) -> None:
    """Tags, trees, sentences and lemmas on raw text, one passage of several sentences at a time."""
    for name in ("ud_ewt_dev", "ud_gum_dev"):
        gold = list(DocBin().from_disk(corpora / "ud" / f"{name}.spacy").get_docs(nlp.vocab))
        docs = nlp.pipe(doc.text for doc in gold)
        pairs = [Example(found, right) for found, right in zip(docs, gold, strict=True)]
        found = Scorer.score_token_attr(pairs, "pos") | Scorer.score_token_attr(pairs, "tag")
        found |= Scorer.score_token_attr(pairs, "lemma")
        found |= Scorer.score_deps(pairs, "dep", ignore_labels=("punct",))
        found |= Scorer.score_spans(pairs, "sents", getter=lambda doc, attr: getattr(doc, attr))
        keys = ("pos_acc", "tag_acc", "dep_uas", "dep_las", "lemma_acc", "sents_f")
        print(name, " ".join(f"{key} {100 * found[key]:.1f}" for key in keys))


def speed(nlp: Language, corpora: Path) -> None:
    """Words a CPU-second over every component, paragraphs of news, one thread."""
    texts = [
        found.group()
        for row in read_jsonl(corpora / "polnear" / "polnear_dev.jsonl")
        for found in re.finditer(r"[^\n]*\S[^\n]*", row["text"])
    ][:1000]
    list(nlp.pipe(texts[:50]))
    begun = time.process_time()
    list(nlp.pipe(texts))
    seconds = time.process_time() - begun
    print(f"speed {sum(len(text.split()) for text in texts) / seconds:.0f} words per CPU-second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["names", "speech", "syntax", "speed"])
    parser.add_argument("--model", help="pipeline name or folder; default: the shipped one")
    parser.add_argument("--scorer", type=Path, help="the attribution scorer's script")
    parser.add_argument("--predictions", type=Path, default=Path("predictions.jsonl"))
    parser.add_argument("--errors", action="store_true", help="print each wrong name")
    chosen = parser.parse_args()
    corpora = Path(os.environ["NEWSLOOM_CORPORA"])
    begun = time.perf_counter()
    nlp = load_pipeline(chosen.model)
    print(f"loaded in {time.perf_counter() - begun:.2f} s: {nlp.pipe_names}")
    if "names" in chosen.parts:
        names(nlp, corpora, chosen.errors)
    if "speech" in chosen.parts:
        speech(nlp, corpora, chosen.scorer, chosen.predictions)
    if "syntax" in chosen.parts:
        syntax(nlp, corpora)
    if "speed" in chosen.parts:
        speed(nlp, corpora)


if __name__ == "__main__":
    main()
