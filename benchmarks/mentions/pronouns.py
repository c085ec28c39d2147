"""Who "he" and "she" are, measured on the GUM corpus (https://github.com/amir-zeldes/gum, CC BY), which stays outside.

    python -m benchmarks.mentions.pronouns path/to/gum/dep [--genre news] [--model NAME] [--gold-names]

Counted are he, him, his, she, her, hers and their reflexives whose gold entity has a name somewhere in the article.
Right: the chain has a name that lies in a name of the gold entity. accuracy = right / all, precision = right /
resolved.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.mentions.references.person_mentions import GENDERS, find_person_mentions
from newsloom.transforms.mentions.references.pronouns import (
    WEIGHTS,
    History,
    find_cataphora,
    genders_of,
    note_mention,
    rank_features,
    resolve_pronouns,
)

_OPEN = re.compile(r"\((\d+)(?:-([a-z]+)[^()]*)?|(\d+)\)|\)")
_VOCAB = spacy.blank("en").vocab
_LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE"}


@dataclass
class Document:
    """A GUM document: paragraphs of (word, space after, part of speech, head, relation), entity spans by word."""

    name: str
    paragraphs: list[list[list[tuple[str, bool, str, int, str]]]] = field(default_factory=list)
    spans: list[tuple[int, int, str, str]] = field(default_factory=list)  # first, last word, entity, type


def read_gum(path: Path) -> Document:
    """One CoNLL-U file with entities in its last column."""
    document = Document(path.stem)
    number, open_spans = 0, []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newpar") and "newpar_block" not in line:
            document.paragraphs.append([])
        if line.startswith("# sent_id"):
            if not document.paragraphs:
                document.paragraphs.append([])
            document.paragraphs[-1].append([])
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        document.paragraphs[-1][-1].append(
            (cells[1], misc.get("SpaceAfter") != "No", cells[3], int(cells[6]), cells[7])
        )
        for opened, kind, closed in _marks(misc.get("Entity", "")):
            if opened:
                open_spans.append((opened, kind, number))
            if closed:
                index = max(i for i, span in enumerate(open_spans) if closed in ("*", span[0]))
                entity, label, first = open_spans.pop(index)
                document.spans.append((first, number, entity, label))
        number += 1
    return document


def _marks(text: str) -> Iterator[tuple[str | None, str, str | None]]:
    for mark in re.finditer(r"\(([^()]+)(\))?|([^()]*)\)", text):
        if mark[1]:
            entity, _, rest = mark[1].partition("-")
            yield entity, rest.split("-")[0], None
            if mark[2]:
                yield None, "", entity
        else:
            yield None, "", mark[3].split("-")[0] or "*"


def article(document: Document, nlp: Language | None) -> tuple[ParsedArticle, list[tuple[int, int]], list[str]]:
    """The article, the offsets of its words and their parts of speech; parsed by `nlp` or as annotated."""
    offsets, tags, paragraphs, text = [], [], [], ""
    for ordinal, sentences in enumerate(document.paragraphs):
        start = len(text)
        for sentence in sentences:
            for word, space, tag, _, _ in sentence:
                offsets.append((len(text), len(text) + len(word)))
                tags.append(tag)
                text += word + " " * space
            text = text.rstrip() + " "
        text = text.rstrip()
        doc = nlp(text[start:]) if nlp else _annotated(sentences)
        paragraphs.append(Paragraph(ordinal + 3, "paragraph", start, len(text), doc))
        text += "\n"
    if nlp is None:
        _set_names(document, paragraphs, tags)
    return ParsedArticle("a_" + "0" * 16, text, tuple(paragraphs)), offsets, tags


def _annotated(sentences: list[list[tuple[str, bool, str, int, str]]]) -> Doc:
    words, spaces, tags, heads, relations, starts = [], [], [], [], [], []
    for sentence in sentences:
        base = len(words)
        for number, (word, space, tag, head, relation) in enumerate(sentence):
            words.append(word)
            spaces.append(space or number == len(sentence) - 1)
            tags.append(tag)
            heads.append(base + (head - 1 if head else number))
            relations.append(relation if head else "ROOT")
            starts.append(number == 0)
    return Doc(_VOCAB, words, spaces, pos=tags, heads=heads, deps=relations, sent_starts=starts)


def _set_names(document: Document, paragraphs: list[Paragraph], tags: list[str]) -> None:
    """Gold names as entities: spans of people, organisations and places that hold nothing but proper nouns."""
    base = 0
    for paragraph in paragraphs:
        size = len(paragraph.doc)
        names = [
            Span(paragraph.doc, first - base, last + 1 - base, _LABELS[kind])
            for first, last, _, kind in sorted(document.spans, key=lambda s: s[1] - s[0], reverse=True)
            if base <= first and last < base + size and kind in _LABELS and _is_name(tags[first : last + 1])
        ]
        paragraph.doc.set_ents(filter_spans(names))
        base += size


def _is_name(tags: list[str]) -> bool:
    return "PROPN" in tags and all(tag in ("PROPN", "ADP", "DET", "PART", "PUNCT", "NUM") for tag in tags)


def score(document: Document, nlp: Language | None, options: NamesOptions, show: bool) -> Counter[str]:
    """Counts of all, resolved and right pronouns of one document."""
    parsed, offsets, tags = article(document, nlp)
    names_here = find_mentions(parsed, options, load_assets().gazetteer)
    counts: Counter[str] = Counter()
    names = {
        (offsets[a][0], offsets[b][1], entity)
        for a, b, entity, kind in document.spans
        if kind == "person" and "PROPN" in tags[a : b + 1]
    }
    of_names = {entity for _, _, entity in names}
    resolved = {m["start_char"]: m["chain"] for m in names_here.mentions if m["kind"] == "pronoun"}
    for first, last, entity, _ in document.spans:
        word = parsed.text[offsets[first][0] : offsets[last][1]]
        if first != last or word.lower() not in GENDERS or entity not in of_names:
            continue
        counts["all"] += 1
        chain = resolved.get(offsets[first][0])
        if chain is None:
            counts["unresolved"] += 1
            if show:
                print(f"{document.name} ? {_around(parsed.text, offsets[first][0])}")
            continue
        own = [m for m in names_here.mentions if m["kind"] == "name" and m["chain"] == chain]
        good = any(a <= m["start_char"] and m["end_char"] <= b and e == entity for m in own for a, b, e in names)
        counts["right" if good else "wrong"] += 1
        if show and not good:
            print(f"{document.name} x {own[0]['text']}: {_around(parsed.text, offsets[first][0])}")
    return counts


def _around(text: str, at: int) -> str:
    return (text[max(0, at - 130) : at] + "<<" + text[at : at + 60]).replace("\n", " / ")


def examples(document: Document, nlp: Language | None) -> Iterator[tuple[np.ndarray, int]]:
    """Features of the candidates (candidate, feature) of each pronoun whose entity is among them, and which it is."""
    parsed, offsets, _ = article(document, nlp)
    gazetteer = load_assets().gazetteer
    name_spans = find_name_spans(parsed, gazetteer)
    chains = build_chains(parsed.text, name_spans, gazetteer)
    resolve_pronouns(parsed, name_spans, chains)  # for the genders
    spans = [(offsets[a][0], offsets[b][1], entity) for a, b, entity, kind in document.spans if kind == "person"]
    entity_of = {a: e for a, b, e in spans}
    votes = [
        Counter(e for i in chain.names for a, b, e in spans if a <= name_spans[i].start and name_spans[i].end <= b)
        for chain in chains
    ]
    chain_of = {v.most_common(1)[0][0]: n for n, v in enumerate(votes) if v}
    history: History = OrderedDict()
    mentions = find_person_mentions(parsed, name_spans, chains)
    genders = genders_of(chains, mentions)
    for mention in mentions:  # an unnamed speaker is right where his entity has no name
        around = [(b - a, e) for a, b, e in spans if a <= mention.start < b]
        if mention.chain is not None and mention.chain < 0 and around:
            chain_of.setdefault(min(around)[1], mention.chain)
    for at, mention in enumerate(mentions):
        number = mention.chain
        if mention.gender:
            number = chain_of.get(entity_of.get(mention.start, ""))
            ranked = rank_features(mention, history, find_cataphora(mentions, at), genders)
            if number in ranked and len(ranked) > 1:
                rows = [[f.get(name, 0.0) for name in WEIGHTS] for f in ranked.values()]
                yield np.array(rows), list(ranked).index(number)
        if number is not None:
            note_mention(history, number, mention)


def fit(data: list[tuple[np.ndarray, int]], steps: int = 600, rate: float = 0.3, decay: float = 0.01) -> np.ndarray:
    """Weights of a conditional logit by gradient ascent, from zero."""
    weights = np.zeros(len(WEIGHTS))
    for _ in range(steps):
        slope = -decay * weights
        for rows, right in data:
            scores = np.exp(rows @ weights - (rows @ weights).max())
            slope += (rows[right] - scores / scores.sum() @ rows) / len(data)
        weights += rate * slope
    return weights


def main() -> None:
    """Print the figures for one genre, or fit the weights on the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genre", default="news")
    parser.add_argument("--model")
    parser.add_argument("--gold-names", action="store_true", help="names, tags and parses as annotated")
    parser.add_argument("--show", action="store_true", help="print the errors")
    parser.add_argument("--fit", action="store_true", help="print weights fitted on all genres but this one")
    options = parser.parse_args()
    nlp = None if options.gold_names else load_pipeline(options.model)
    if options.fit:
        others = [p for p in sorted(options.folder.glob("GUM_*.conllu")) if f"_{options.genre}_" not in p.name]
        data = [example for path in others for example in examples(read_gum(path), nlp)]
        print(len(data), "pronouns")
        for name, weight in zip(WEIGHTS, fit(data), strict=True):
            print(f'    "{name}": {weight:.2f},')
        return
    total: Counter[str] = Counter()
    for path in sorted(options.folder.glob(f"GUM_{options.genre}_*.conllu")):
        total += score(read_gum(path), nlp, NamesOptions(), options.show)
    resolved = total["right"] + total["wrong"]
    print(dict(total))
    print(f"accuracy {total['right'] / total['all']:.3f}  precision {total['right'] / resolved:.3f}")


if __name__ == "__main__":
    main()
