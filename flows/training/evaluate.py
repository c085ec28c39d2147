"""How good a language pipeline is on development corpora: names, speech, syntax, speed.

Every figure is a percentage; names and speech come with 95 % bootstrap intervals over documents.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from newsloom.flows.training.data import mend, read_jsonl
from newsloom.flows.training.places import place_lists
from newsloom.transforms.annotation.places import Places, build_places

CORE = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
"""PERSON, ORG and places as the development set has them: it does not part countries and cities from other places."""

Figures = dict[str, float]
Triples = set[tuple[int, int, str]]
_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def evaluate(nlp: Language, corpora: Path) -> dict[str, Figures]:
    """All figures by the name of the set they were measured on."""
    scores = {name: measure_names(nlp, corpora / "ner" / f"{name}.jsonl.gz") for name in ("dev_pudnews", "gum_dev")}
    scores["gum_dev_mended"] = measure_names(nlp, corpora / "ner" / "gum_dev.jsonl.gz", build_places(**place_lists()))
    scores["polnear_dev"] = speech(nlp, corpora / "polnear" / "polnear_dev.jsonl")
    for name in ("ud_ewt_dev", "ud_gum_dev"):
        scores[name] = syntax(nlp, corpora / "ud" / f"{name}.spacy")
    scores["speed"] = speed(nlp, corpora / "polnear" / "polnear_dev.jsonl")
    return scores


def measure_names(nlp: Language, path: Path, places: Places | None = None) -> Figures:
    """Entities with exact span and type: micro F over PERSON, ORG and places, and each by itself.

    With `places` the set's own errors of conversion are mended first, as they are before training.
    """
    rows = list(read_jsonl(path))
    if places:
        for row in rows:
            row["e"] = [mend(row["t"], start, end, label, places) for start, end, label in row["e"]]
    texts, gold = zip(*map(gold_entities, rows), strict=True)
    predicted = [core((e.start_char, e.end_char, e.label_) for e in doc.ents) for doc in nlp.pipe(texts)]
    docs: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for row, right, given in zip(rows, gold, predicted, strict=True):
        docs[row["d"]].update(count_triples(right, given))
        for label in ("PER", "ORG", "LOC"):
            types[label].update(count_triples(*({t for t in side if t[2] == label} for side in (right, given))))
    figures = with_interval("all", list(docs.values()))
    return figures | {f"{label} {key}": v for label in types for key, v in prf(types[label]).items()}


def gold_entities(row: dict[str, Any]) -> tuple[str, Triples]:
    """The text of a row of the entity corpora, and its core entities by characters."""
    text, offsets = "", []
    for word, space in zip(row["t"], row["s"], strict=True):
        offsets.append((len(text), len(text) + len(word)))
        text += word + (" " if space else "")
    return text, core((offsets[a][0], offsets[b - 1][1], label) for a, b, label in row["e"])


def core(spans: Iterable[tuple[int, int, str]]) -> Triples:
    return {(start, end, CORE[label]) for start, end, label in spans if label in CORE}


def count_triples(gold: Triples, predicted: Triples) -> Counter[str]:
    return Counter(both=len(gold & predicted), gold=len(gold), found=len(predicted))


def prf(total: Counter[str]) -> Figures:
    precision = 100 * total["both"] / max(total["found"], 1)
    recall = 100 * total["both"] / max(total["gold"], 1)
    return {"P": precision, "R": recall, "F": 2 * precision * recall / max(precision + recall, 1e-9)}


def with_interval(name: str, docs: Sequence[Counter[str]], times: int = 1000) -> Figures:
    """P, R and F over all documents, and the bounds of F when documents are drawn again with replacement."""
    rng = random.Random(0)
    draws = sorted(prf(sum(rng.choices(docs, k=len(docs)), Counter()))["F"] for _ in range(times))
    total = {f"{name} {key}": value for key, value in prf(sum(docs, Counter())).items()}
    return total | {f"{name} low": draws[times // 40], f"{name} high": draws[-times // 40]}


def paragraphs(path: Path) -> Iterator[tuple[dict[str, Any], int, str]]:
    """Article, offset and text of each paragraph of the speech corpus."""
    for row in read_jsonl(path):
        for line in _PARAGRAPH.finditer(row["text"].replace("\xa0", " ")):
            yield row, line.start(), line.group()


def attributions(doc: Doc, base: int) -> Iterator[dict[str, tuple[int, int]]]:
    """Characters of each content with its cue and source; a leading "that", which the corpus counts in, put back."""
    contents = doc.spans["content"]
    for number, span in enumerate(contents):
        start = span.start - (span.start > 0 and doc[span.start - 1].lower_ == "that")
        row = {"content": (base + doc[start].idx, base + span.end_char)}
        for role in ("cue", "source"):
            chosen = contents.attrs[role][number]
            if chosen >= 0:
                linked = doc.spans[role][chosen]
                row[role] = (base + linked.start_char, base + linked.end_char)
        yield row


def speech(nlp: Language, path: Path) -> Figures:
    """Contents, fragment by fragment: same words (exact), half of both shared (match50), right source too (joint)."""
    units = list(paragraphs(path))
    predicted: dict[str, list[dict[str, tuple[int, int]]]] = defaultdict(list)
    rows = {row["doc_id"]: row for row, _, _ in units}
    for (row, base, _), doc in zip(units, nlp.pipe(text for _, _, text in units), strict=True):
        predicted[row["doc_id"]] += attributions(doc, base)
    scored = [score_article(row, predicted[name]) for name, row in rows.items()]
    return {
        key: value
        for measure in ("exact", "match50", "joint")
        for key, value in with_interval(measure, [article[measure] for article in scored]).items()
    }


def score_article(row: dict[str, Any], predicted: Sequence[dict[str, tuple[int, int]]]) -> dict[str, Counter[str]]:
    """Counts of each measure in one article; words are runs of letters and digits, marks never count."""
    places = [match.span() for match in _WORD.finditer(row["text"])]
    words: Callable[[Sequence[int]], frozenset[int]] = lambda span: frozenset(  # noqa: E731
        n for n, (start, end) in enumerate(places) if start < span[1] and end > span[0]
    )
    gold = [
        (words(span), frozenset().union(*map(words, one["source"])))
        for one in row["attributions"]
        for span in one["content"]
    ]
    given = [(words(one["content"]), words(one.get("source", (0, 0)))) for one in predicted]
    gold, given = [g for g in gold if g[0]], [g for g in given if g[0]]
    pairs = _pairs([g[0] for g in gold], [g[0] for g in given])
    same = sum(gold[a][0] == given[b][0] for a, b in pairs)
    right = sum(_right_source(gold[a][1], given[b][1]) for a, b in pairs)
    sizes = {"gold": len(gold), "found": len(given)}
    return {
        "exact": Counter(both=same, **sizes),
        "match50": Counter(both=len(pairs), **sizes),
        "joint": Counter(both=right, **sizes),
    }


def _pairs(gold: Sequence[frozenset[int]], given: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """One-to-one pairs that share half the words of both, the closest first."""
    near = []
    for a, right in enumerate(gold):
        for b, one in enumerate(given):
            shared = len(right & one) / max(len(right), len(one))
            if shared >= 0.5:
                near.append((-shared, a, b))
    pairs: list[tuple[int, int]] = []
    for _, a, b in sorted(near):
        if all(a != x and b != y for x, y in pairs):
            pairs.append((a, b))
    return pairs


def _right_source(gold: frozenset[int], given: frozenset[int]) -> bool:
    """They share a word, or there is none."""
    return bool(gold & given) or not (gold or given)


def syntax(nlp: Language, path: Path) -> Figures:
    """Tags, trees, sentences and lemmas on raw text, one passage of several sentences at a time."""
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    docs = nlp.pipe(doc.text for doc in gold)
    pairs = [Example(scores, right) for scores, right in zip(docs, gold, strict=True)]
    scores = Scorer.score_token_attr(pairs, "pos") | Scorer.score_token_attr(pairs, "tag")
    scores |= Scorer.score_token_attr(pairs, "lemma")
    scores |= Scorer.score_deps(pairs, "dep", ignore_labels=("punct",))
    scores |= Scorer.score_spans(pairs, "sents", getter=lambda doc, attr: getattr(doc, attr))
    keys = ("pos_acc", "tag_acc", "dep_uas", "dep_las", "lemma_acc", "sents_f")
    return {key: 100 * scores[key] for key in keys}


def speed(nlp: Language, path: Path, texts: int = 600) -> Figures:
    """Words a CPU-second over every component, paragraphs of news, one thread."""
    sample = [text for _, _, text in paragraphs(path)][:texts]
    list(nlp.pipe(sample[:50]))
    begun = time.process_time()
    list(nlp.pipe(sample))
    return {"words per CPU-second": sum(len(text.split()) for text in sample) / (time.process_time() - begun)}
