"""The network that is trained: MiniLM's encoder with letter case put back in, and one small head per task.

Needs the `train` extra. At run time the same network runs as an ONNX graph (see `flows/training/export.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from newsloom.transforms.annotation.features import SHAPES
from newsloom.transforms.annotation.labels import LINKS, NER_TAGS, ROLE_TAGS, UPOS
from newsloom.transforms.text.quotation_marks import STATES

IGNORE = -100
ARC, DEP, LINK, MLP = 256, 128, 128, 256


@dataclass(frozen=True)
class NetOptions:
    """Sizes that the data decide and the encoder's own (all-MiniLM-L6-v2)."""

    n_xpos: int
    n_deps: int
    n_styles: int
    n_pieces: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    dropout: float = 0.1


class Dropout(nn.Module):
    """Dropout from one long row of drawn masks, entered at a random place: drawing each anew took a third of a step."""

    size = 1 << 23

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        masks = _masks(self.rate, x.dtype)
        start = int(torch.randint(0, Dropout.size - x.numel() + 1, ()))
        return x * masks[start : start + x.numel()].view(x.shape)


@cache
def _masks(rate: float, kind: torch.dtype) -> Tensor:
    return (torch.rand(Dropout.size) > rate).to(kind) / (1 - rate)


class Layer(nn.Module):
    """One BERT layer: self-attention and a feed-forward net, each added to its input and normalised."""

    def __init__(self, options: NetOptions) -> None:
        super().__init__()
        width = options.width
        self.heads, self.drop = options.heads, Dropout(options.dropout)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, options.inner)
        self.down = nn.Linear(options.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = qkv[0], qkv[1], qkv[2]
        scale = (width // self.heads) ** -0.5
        weights = torch.softmax((query * scale) @ key.transpose(-1, -2) + mask.to(query.dtype), -1)
        attended = weights.to(value.dtype) @ value
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(attended)))
        inner = self.down(F.gelu(self.up(x)))
        return self.norm2(x + self.drop(inner))


class TaggerNet(nn.Module):
    """Encoder and heads; `forward` gives every head's scores, one row per word.

    Inputs: piece ids, shapes, quotes, spaces [batch, pieces] (0 pads), `first` [batch, words] the place of each
    word's first piece (0, the start mark, pads), `style` [batch] the annotation style of the example's corpus.
    """

    def __init__(self, options: NetOptions) -> None:
        super().__init__()
        width = options.width
        self.options = options
        self.drop = Dropout(options.dropout)
        self.pieces = nn.Embedding(options.n_pieces, width)
        self.pieces.weight.requires_grad_(False)  # names that training never shows stay beside those it does
        self.positions = nn.Embedding(options.positions, width)
        self.shapes = nn.Embedding(len(SHAPES), width)
        self.quotes = nn.Embedding(len(STATES), width)
        self.spaces = nn.Embedding(2, width)
        for table in (self.shapes, self.quotes, self.spaces):
            nn.init.normal_(table.weight, std=0.02)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(options) for _ in range(options.layers))
        self.hidden = nn.Linear(width, 2 * MLP + 2 * ARC + 2 * DEP + 2 * LINK * len(LINKS))
        self.style = nn.Embedding(options.n_styles, MLP)
        nn.init.zeros_(self.style.weight)
        self.ner = nn.Linear(MLP, len(NER_TAGS))
        self.roles = nn.Linear(MLP, len(ROLE_TAGS))
        self.words = nn.Linear(width, len(UPOS) + options.n_xpos + 1)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.dep = nn.Linear(DEP, options.n_deps)
        self.link = nn.Parameter(torch.zeros(len(LINKS), LINK, LINK))
        self.link_bias = nn.Parameter(torch.zeros(len(LINKS), LINK))
        nn.init.normal_(self.link, std=0.02)

    def forward(
        self, pieces: Tensor, shapes: Tensor, quotes: Tensor, spaces: Tensor, first: Tensor, style: Tensor
    ) -> dict[str, Tensor]:
        mask = torch.where(pieces[:, None, None, :] == 0, -1e4, 0.0)
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(positions)
        x = x + self.shapes(shapes) + self.quotes(quotes) + self.spaces(spaces)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.read(x, first, style)

    def read(self, x: Tensor, first: Tensor, style: Tensor) -> dict[str, Tensor]:
        """The heads over the start mark and each word's first piece; place 0 stands for 'none' or 'root'."""
        start = torch.zeros_like(first[:, :1])
        rows = torch.cat([start, first], 1)
        x = x.gather(1, rows[:, :, None].expand(-1, -1, x.shape[-1]))
        hidden = self.hidden(x)
        ner, role, arc_dep, arc_head, dep, dep_head, link_dep, link_head = hidden.split(
            [MLP, MLP, ARC, ARC, DEP, DEP, LINK * len(LINKS), LINK * len(LINKS)], -1
        )
        drop = lambda part: self.drop(F.gelu(part))  # noqa: E731
        words = x[:, 1:]
        arc_head = drop(arc_head)
        arcs = self.arc(drop(arc_dep[:, 1:])) @ arc_head.transpose(1, 2)
        return {
            "ner": self.ner(drop(ner[:, 1:] + self.style(style)[:, None])),
            "roles": self.roles(drop(role[:, 1:])),
            "words": self.words(words),
            "arcs": arcs + self.arc_bias(arc_head).transpose(1, 2),
            "dep": dep[:, 1:],
            "dep_head": dep_head,
            "links": self._links(drop(link_dep[:, 1:]), drop(link_head)),
        }

    def _links(self, dependent: Tensor, head: Tensor) -> Tensor:
        """[batch, link kinds, words, 1 + words]: how well each word suits as the cue or source of another."""
        batch, kinds = dependent.shape[0], len(LINKS)
        dependent = dependent.view(batch, -1, kinds, LINK).transpose(1, 2)
        head = head.view(batch, -1, kinds, LINK).transpose(1, 2)
        mixed = dependent @ self.link.to(dependent.dtype) + self.link_bias[:, None].to(dependent.dtype)
        return mixed @ head.transpose(-1, -2)

    def dep_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation labels of dependents with their (already gathered) heads."""
        return self.dep(F.relu(dep + head))


def load_encoder(net: TaggerNet, weights: dict[str, Tensor]) -> None:
    """Copy the pretrained MiniLM weights (names as in its safetensors file) into the encoder."""
    base = "embeddings."
    _copy(net.pieces.weight, weights[base + "word_embeddings.weight"])
    kinds = weights[base + "token_type_embeddings.weight"]
    _copy(net.positions.weight, weights[base + "position_embeddings.weight"] + kinds[0])
    _copy_norm(net.norm, weights, base + "LayerNorm")
    for number, layer in enumerate(net.layers):
        base = f"encoder.layer.{number}."
        names = [base + f"attention.self.{part}." for part in ("query", "key", "value")]
        _copy(layer.qkv.weight, torch.cat([weights[name + "weight"] for name in names]))
        _copy(layer.qkv.bias, torch.cat([weights[name + "bias"] for name in names]))
        for linear, name in (
            (layer.out, "attention.output.dense"),
            (layer.up, "intermediate.dense"),
            (layer.down, "output.dense"),
        ):
            _copy(linear.weight, weights[base + name + ".weight"])
            _copy(linear.bias, weights[base + name + ".bias"])
        _copy_norm(layer.norm1, weights, base + "attention.output.LayerNorm")
        _copy_norm(layer.norm2, weights, base + "output.LayerNorm")


def _copy(target: Tensor, source: Tensor) -> None:
    with torch.no_grad():
        target.copy_(source)


def _copy_norm(norm: nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    _copy(norm.weight, weights[name + ".weight"])
    _copy(norm.bias, weights[name + ".bias"])
