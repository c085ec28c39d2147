"""One network trained: losses of all tasks, the optimiser, and the loop over batches."""

from __future__ import annotations

import logging
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from newsloom.flows.training.batches import OtherNames, collate, epoch_windows, stack_batches
from newsloom.flows.training.data import IGNORE, LabelledWords
from newsloom.flows.training.net import TaggerNet
from newsloom.transforms.annotation.features import WordPiece
from newsloom.transforms.annotation.labels import UPOS

log = logging.getLogger(__name__)

WEIGHTS = {"ner": 1.0, "roles": 1.2, "links": 0.2, "upos": 0.4, "xpos": 0.3, "starts": 0.5, "heads": 0.8, "deps": 0.3}
"""What a word's loss counts for each task: the tasks that newsloom's tables rest on count most."""


@dataclass(frozen=True)
class FitOptions:
    """How much and how fast: the rate rises over the `warmup` share and falls linearly to nothing at the end."""

    words: float = 4.5e6
    """Words to train on, repeats counted."""
    minutes: float | None = None
    """A budget of wall time instead of `words`: the schedule then ends when the time does."""
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.04
    decay: float = 0.01
    seed: int = 7


def losses(net: TaggerNet, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Each task's summed loss over its labelled words, divided by all words of the batch."""
    out = net(*(batch[name] for name in ("pieces", "shapes", "quotes", "spaces", "first", "style")))
    words = float((batch["first"] > 0).sum())
    n_xpos = net.options.n_xpos
    upos, xpos, starts = out["words"].split([len(UPOS), n_xpos, 1], -1)
    arcs = _mask_places(out["arcs"], batch["first"])
    links = _mask_places(out["links"], batch["first"][:, None])
    parts = {
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
    return {name: loss / words for name, loss in parts.items()}


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


def _relations(net: TaggerNet, out: dict[str, Tensor], heads: Tensor) -> Tensor:
    index = heads.clamp(min=0)[:, :, None].expand(-1, -1, out["dep_head"].shape[-1])
    return net.dep_scores(out["dep"], out["dep_head"].gather(1, index))


def entity_loss(scores: Tensor, target: Tensor, unlabelled: Tensor) -> Tensor:
    """Cross-entropy where "no entity" also allows the types that the example's corpus does not mark."""
    logs = torch.log_softmax(scores.float(), -1)
    gold = F.one_hot(target.clamp(min=0), scores.shape[-1]).bool()
    allowed = gold | ((target == 0)[:, :, None] & unlabelled[:, None, :])
    likely = torch.logsumexp(logs.masked_fill(~allowed, -1e4), -1)
    return -(likely * (target != IGNORE)).sum()


def optimiser(net: TaggerNet, options: FitOptions) -> torch.optim.Optimizer:
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
    net: TaggerNet, examples: list[LabelledWords], names: OtherNames, pieces: WordPiece, options: FitOptions, out: Path
) -> None:
    """Train to the end of the schedule; `net.pt` in `out` is written now and then, and at the end."""
    rng = random.Random(options.seed)
    optimizer = optimiser(net, options)
    peaks = [group["lr"] for group in optimizer.param_groups]
    begun, words, step, saved = time.monotonic(), 0, 0, 0.0
    net.train()
    while True:
        for batch in stack_batches(epoch_windows(examples, names, rng), pieces, rng):
            seconds = time.monotonic() - begun
            done = seconds / (60 * options.minutes) if options.minutes else words / options.words
            if done >= 1:
                return save(net, out)
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * max(min(done / options.warmup, (1 - done) / (1 - options.warmup)), 1e-3)
            parts = train_step(net, collate(batch, pieces, rng), optimizer)
            words += sum(len(example.words) for example in batch)
            step += 1
            if step % 50 == 0:
                log.info(
                    "%3.0f %% step %d, %d words, %.0f a second, %s", 100 * done, step, words, words / seconds, parts
                )
            if done - saved > 0.2:
                saved = done
                save(net, out)


def train_step(net: TaggerNet, batch: dict[str, Tensor], optimizer: torch.optim.Optimizer) -> dict[str, float]:
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        parts = losses(net, batch)
    total = sum(WEIGHTS[name] * loss for name, loss in parts.items())
    assert isinstance(total, Tensor)
    total.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return {name: round(float(loss.detach()), 3) for name, loss in parts.items()}


def save(net: TaggerNet, out: Path) -> None:
    torch.save(net.state_dict(), out / "net.pt")
