"""The trained network as an ONNX graph in 8-bit integers, small and fast enough to ship."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import onnxruntime
import spacy
import torch
from onnx import TensorProto, helper, numpy_helper
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from torch import Tensor, nn

from newsloom.flows.assets import model
from newsloom.flows.training.batches import encode_words
from newsloom.flows.training.data import LabelledWords
from newsloom.flows.training.net import TaggerNet
from newsloom.flows.training.places import place_lists
from newsloom.transforms.annotation.features import WordPiece
from newsloom.transforms.annotation.lemmas import Lemmas
from newsloom.transforms.text.lexicon import words

INPUTS = ("pieces", "shapes", "quotes", "spaces", "first")
OUTPUTS = ("ner", "roles", "words", "arcs", "dep", "dep_head", "links")
WHOLE = ("qkv/MatMul", "out/MatMul", "up/MatMul", "down/MatMul", "hidden/MatMul")
"""Products in 8 bits; the heads' last ones stay in floats: half a percent of the work, and rounding them costs most."""


class _Runtime(nn.Module):
    """The network with the annotation style fixed and its outputs in a row."""

    def __init__(self, net: TaggerNet, style: int) -> None:
        super().__init__()
        self.net, self.style = net, style

    def forward(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, spaces: Tensor, first: Tensor) -> list[Tensor]:
        out = self.net(pieces, shapes, quotes, spaces, first, torch.full_like(first[:, 0], self.style))
        return [out[name] for name in OUTPUTS]


def export(net: TaggerNet, style: int, folder: Path) -> None:
    """Write `net.onnx` (and beside it `float.onnx`, which is not shipped) into the folder."""
    net.eval()
    example = [torch.ones(2, 16, dtype=torch.int64) for _ in INPUTS[:4]] + [torch.ones(2, 5, dtype=torch.int64)]
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:4]} | {"first": {0: "batch", 1: "words"}}
    for name in OUTPUTS:
        axes[name] = {0: "batch", 1: "words"}
    axes["arcs"] = {0: "batch", 1: "words", 2: "places"}
    axes["dep_head"] = {0: "batch", 1: "places"}
    axes["links"] = {0: "batch", 2: "words", 3: "places"}
    torch.onnx.export(
        _Runtime(net, style),
        tuple(example),
        str(folder / "float.onnx"),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantise(folder: Path, feeds: Sequence[dict[str, np.ndarray]]) -> None:
    """`float.onnx` to `net.onnx`: matrix products with 8-bit weights, one scale a column, and 8-bit embeddings.

    What goes into a product is rounded by fixed ranges, seen on `feeds`, and not by each batch's own: a text must
    get the same annotations whatever other texts it shares a call with.
    """
    model = onnx.load(str(folder / "float.onnx"))
    products = [node for node in model.graph.node if node.name.endswith(WHOLE)]
    ranges = observe_ranges(folder / "float.onnx", sorted({node.input[0] for node in products}), feeds)
    for product in products:
        round_product(model.graph, product, *ranges[product.input[0]])
    shrink_embeddings(model.graph, "net.pieces.weight")
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, str(folder / "net.onnx"))


def observe_ranges(
    path: Path, names: Sequence[str], feeds: Sequence[dict[str, np.ndarray]]
) -> dict[str, tuple[float, float]]:
    """Lowest and highest value of each named tensor over the feeds."""
    model = onnx.load(str(path))
    model.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    seen = np.array([[(value.min(), value.max()) for value in session.run(list(names), feed)] for feed in feeds])
    lows, highs = seen[:, :, 0].min(0).tolist(), seen[:, :, 1].max(0).tolist()
    return dict(zip(names, zip(lows, highs, strict=True), strict=True))


def round_product(graph: onnx.GraphProto, product: onnx.NodeProto, low: float, high: float) -> None:
    """Replace a product and the bias added to it by its 8-bit form."""
    index = list(graph.node).index(product)
    added = next(node for node in graph.node if node.op_type == "Add" and product.output[0] in node.input)
    bias = next(name for name in added.input if name != product.output[0])
    weights = next(tensor for tensor in graph.initializer if tensor.name == product.input[1])
    values = numpy_helper.to_array(weights)
    scales = (np.abs(values).max(0) / 127).astype(np.float32)
    step = (max(high, 0.0) - min(low, 0.0)) / 255
    constants = {
        "step": np.float32(step),
        "zero": np.uint8(round(-min(low, 0.0) / step)),
        "weights": np.round(values / scales).astype(np.int8),
        "scales": scales,
        "zeros": np.zeros(len(scales), dtype=np.int8),
    }
    names = {key: f"{product.name}/{key}" for key in constants}
    graph.initializer.extend(numpy_helper.from_array(np.asarray(v), names[k]) for k, v in constants.items())
    rounded = f"{product.name}/rounded"
    inputs = [rounded, names["weights"], names["step"], names["scales"], names["zero"], names["zeros"], bias]
    nodes = [
        helper.make_node("QuantizeLinear", [product.input[0], names["step"], names["zero"]], [rounded]),
        helper.make_node("MatMulIntegerToFloat", inputs, [added.output[0]], domain="com.microsoft"),
    ]
    graph.initializer.remove(weights)
    graph.node.remove(added)
    graph.node.remove(product)
    for node in reversed(nodes):
        graph.node.insert(index, node)


def shrink_embeddings(graph: onnx.GraphProto, name: str) -> None:
    """Replace a table of float rows by 8-bit rows and a scale each, put together again for the rows looked up."""
    table = next(tensor for tensor in graph.initializer if tensor.name == name)
    rows = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(rows).max(1, keepdims=True) / 127, 1e-9).astype(np.float32)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(np.round(rows / scale).astype(np.int8), "rows"))
    graph.initializer.append(numpy_helper.from_array(scale, "scale"))
    node_index, gather = next((n, node) for n, node in enumerate(graph.node) if name in node.input)
    index = gather.input[1]
    graph.node.remove(gather)
    for node in reversed(
        [
            helper.make_node("Gather", ["rows", index], ["row8"]),
            helper.make_node("Cast", ["row8"], ["row32"], to=TensorProto.FLOAT),
            helper.make_node("Gather", ["scale", index], ["row_scale"]),
            helper.make_node("Mul", ["row32", "row_scale"], [gather.output[0]]),
        ]
    ):
        graph.node.insert(node_index, node)


def assemble(
    net: TaggerNet, style: int, trained: Path, lemmas: Lemmas, feeds: Sequence[dict[str, np.ndarray]], out: Path
) -> Language:
    """The spaCy pipeline of a trained network, written to `out`; `trained` holds its labels and vocabulary."""
    labels = json.loads((trained / "labels.json").read_text("utf8"))
    export(net, style, trained)
    quantise(trained, feeds)
    nlp = spacy.blank("en")
    tagger = cast(model.Tagger, nlp.add_pipe("newsloom_tagger"))
    tagger.network = (trained / "net.onnx").read_bytes()
    tagger.settings = {
        "vocabulary": (trained / "vocab.txt").read_text("utf8").split("\n"),
        "xpos": labels["xpos"],
        "deps": labels["deps"],
        "dep_weights": net.dep.weight.detach().T.tolist(),
        "dep_bias": net.dep.bias.detach().tolist(),
        "lemmas": dict(lemmas.table),
        "known_lemmas": sorted(lemmas.known),
    }
    rules = cast(model.Rules, nlp.add_pipe("newsloom_rules"))
    rules.lists = place_lists()
    keep_titles_whole(nlp)
    nlp.to_disk(out)
    return nlp


def keep_titles_whole(nlp: Language) -> None:
    """Have titles that are written short be one word with their stop, as those are that spaCy lists ("Gov.").

    Parted from its title, a stop reads as the end of the sentence, and of what somebody said in it.
    """
    tokenizer = cast(Tokenizer, nlp.tokenizer)
    for title in sorted(words("abbreviations", "title")):
        tokenizer.add_special_case(f"{title}.", [{ORTH: f"{title}."}])


def feeds_of(examples: Sequence[LabelledWords], pieces: WordPiece) -> list[dict[str, np.ndarray]]:
    """Network inputs of examples, one call each."""
    feeds = []
    for example in examples:
        columns, first = encode_words(example.words, example.spaces, pieces)
        feed = dict(zip(INPUTS, columns[:, None], strict=False))
        feeds.append(feed | {"first": np.array([first], dtype=np.int64)})
    return feeds
