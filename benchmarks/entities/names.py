"""Who is who over all articles, on made-up articles whose names are marked with their entity.

    python -m benchmarks.entities.names [data/gold/names/articles.jsonl] [--model-names] [--show]
    python -m benchmarks.entities.names --ablate        (people without each match weight in turn)
    python -m benchmarks.entities.names --seed 7        (articles of another seed, made on the spot)

B-cubed is over all names; "across" is over entities in articles, one item for each, so that names within an article
count once. "merged" is the share of predicted pairs of such items that are two entities. Names are the marked ones,
parsed by the pipeline that ships; with --model-names they are those that the pipeline finds itself.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unittest import mock

import pyarrow as pa

from benchmarks.entities.world import articles
from benchmarks.scores import b_cubed
from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.schemas.state.names import CHAINS, PINS
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.entities.clustering.match_weights import WEIGHTS
from newsloom.transforms.entities.naming.knowledge import Knowledge
from newsloom.transforms.entities.registry import register
from newsloom.transforms.mentions.article_names import ArticleNames
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.text.ids import content_id

_MARK = re.compile(r"\[([A-Z_]+) ([^|\]]+)\|([^\]]+)\]")
GOLD = Path(__file__).resolve().parents[2] / "data" / "gold" / "names" / "articles.jsonl"

PEOPLE = "pctrif"  # first letters of entities that are people
Labels = dict[tuple[str, int, int], str]
"""(article_id, start, end) of a name -> its entity."""


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Plain text, and start, end, type and entity of each name."""
    text, spans, end = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), mark[1], mark[3]))
        text += mark[2]
        end = mark.end()
    return text + marked[end:], spans


def read(rows: Iterable[Mapping[str, str]], model_names: bool) -> tuple[list[ParsedArticle], Labels]:
    """Parsed articles and their gold labels."""
    nlp = load_pipeline()
    parsed, gold = [], {}
    for row in rows:
        text, spans = unmarked(row["text"])
        article_id = content_id("a_", row["id"], text)
        paragraphs, start = [], 0
        for ordinal, line in enumerate(text.split("\n")):
            doc = nlp(line)
            if not model_names:
                inside = [s for s in spans if start <= s[0] < start + len(line)]
                found = [doc.char_span(a - start, b - start, kind, alignment_mode="expand") for a, b, kind, _ in inside]
                doc.set_ents([span for span in found if span is not None])
            paragraphs.append(Paragraph(ordinal, "paragraph", start, start + len(line), doc))
            start += len(line) + 1
        date = dt.date.fromisoformat(row["date"])
        parsed.append(ParsedArticle(article_id, text, tuple(paragraphs), published_date=date))
        gold.update({(article_id, a, b): entity for a, b, _, entity in spans})
    return parsed, gold


def _nothing(table: str, column: str, values: pa.Array) -> pa.Table:
    """What a new dataset holds."""
    return ALL_TABLES[table].empty()


def predict(found: Sequence[ArticleNames]) -> tuple[Labels, pa.Table]:
    """The entity of each name, all articles resolved in one run; and the entities."""
    chains = CHAINS.table(row for names in found for row in names.chains)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    gazetteer = load_assets().gazetteer
    resolved = register(chains, _nothing, PINS.empty(), Knowledge(), gazetteer, now)
    entity_of = resolved.assignment
    labels = {
        (m["article_id"], m["start_char"], m["end_char"]): entity_of.get((m["article_id"], m["chain"]), "")
        for names in found
        for m in names.mentions
        if m["kind"] == "name"
    }
    return labels, resolved.entities


def wrong_pairs(gold: Sequence[str], guess: Sequence[str]) -> float:
    """Share of the pairs put together that are two entities."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for g, p in zip(gold, guess, strict=True):
        groups[p][g] += 1
    together = sum(c.total() * (c.total() - 1) // 2 for c in groups.values())
    right = sum(n * (n - 1) // 2 for c in groups.values() for n in c.values())
    return (together - right) / together


def across(gold: Labels, guess: Labels) -> tuple[list[str], list[str]]:
    """One item for each entity of each article: gold label and the label that most of its names got."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for place, entity in gold.items():
        votes[place[0], entity][guess[place]] += 1
    return [entity for _, entity in votes], [min(v, key=lambda p: (-v[p], p)) for v in votes.values()]


def show(gold: Labels, guess: Labels, text_of: Mapping[str, str]) -> None:
    """Print entities that were split, and pairs that were put together."""
    by_gold: dict[str, Counter[str]] = defaultdict(Counter)
    by_guess: dict[str, Counter[str]] = defaultdict(Counter)
    for (article, a, b), entity in gold.items():
        p = guess[article, a, b]
        by_gold[entity][p] += 1
        by_guess[p][f"{entity} {text_of[article][a:b]}"] += 1
    for entity, found in sorted(by_gold.items()):
        if len(found) > 1:
            print("split", entity, [dict(by_guess[p]) for p in found])
    for found in by_guess.values():
        if len({label.split()[0] for label in found}) > 1:
            print("merged", dict(found))


def ablate(gold: Labels, found: Sequence[ArticleNames]) -> None:
    """Print what people come to with each match weight at 0, and with its sign turned."""
    people = {place: entity for place, entity in gold.items() if entity[0] in PEOPLE}
    weights = dict(WEIGHTS)
    for name, weight in (("all as they are", 0.0), *weights.items()):
        for changed in (0.0, -weight) if weight else (weight,):
            with mock.patch.dict(WEIGHTS, {name: changed}):  # type: ignore[arg-type]
                guess, _ = predict(found)
            items = across(people, {place: guess.get(place) or f"none {place}" for place in people})
            figures = f"across {b_cubed(*items)[2]:.4f}  merged {wrong_pairs(*items):.4f}"
            print(f"{name:18} {weight:5} -> {changed:5}  {figures}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--model-names", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument(
        "--ablate", action="store_true", help="people without each match weight, and with its sign turned"
    )
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.open(encoding="utf-8")]
    parsed, gold = read(rows if options.seed is None else articles(options.seed), options.model_names)
    found = [find_mentions(article, NamesOptions(), load_assets().gazetteer) for article in parsed]
    guess, _ = predict(found)
    guess = {place: guess.get(place) or f"none {place}" for place in gold}
    if options.ablate:
        ablate(gold, found)
        return
    if options.show:
        show(gold, guess, {article.article_id: article.text for article in parsed})
    for what, keep in (("all", ""), ("people", PEOPLE), ("families", "f"), ("bodies", "os"), ("places", "gn")):
        labels = {place: e for place, e in gold.items() if not keep or e[0] in keep}
        p, r, f = b_cubed(list(labels.values()), [guess[place] for place in labels])
        items = across(labels, guess)
        cp, cr, cf = b_cubed(*items)
        print(
            f"{what:8} {len(labels):5} names {len(set(labels.values())):4} entities  B3 {p:.3f} {r:.3f} {f:.3f}"
            f"  across {cp:.3f} {cr:.3f} {cf:.3f}  merged {wrong_pairs(*items):.4f}"
        )


if __name__ == "__main__":
    main()
