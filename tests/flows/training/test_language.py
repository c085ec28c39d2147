"""The packing of the model by which languages are told apart."""

from __future__ import annotations

import io
from array import array
from pathlib import Path

import numpy as np
import pytest
import zstandard

from newsloom.flows.training import language
from tests.conftest import ROOT


def test_each_array_is_packed_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    likelihoods = np.array([[1.5, 2.5]], np.float16)
    model = likelihoods, np.array([0.5], np.float32), ["en", "de"], array("I", [1, 70_000]), array("H", [3]), [-1, 2]
    monkeypatch.setattr(language, "load_model", lambda _: model)
    language.pack(tmp_path / "packed")
    parts = {
        file.name: np.load(io.BytesIO(zstandard.decompress(file.read_bytes())))
        for file in (tmp_path / "packed").iterdir()
    }
    assert set(parts) == {file.name for file in (ROOT / "data" / "language").glob("*.zst")}
    for name, values in zip(("likelihoods", "priors", "languages", "moves", "rows", "features"), model, strict=True):
        assert parts[f"{name}.npy.zst"].tolist() == np.asarray(values).tolist()
    types = {name.partition(".")[0]: values.dtype for name, values in parts.items()}
    assert (types["likelihoods"], types["moves"], types["rows"], types["features"]) == (
        np.dtype(np.float16),
        np.dtype(np.uint32),
        np.dtype(np.uint16),
        np.dtype(np.int32),
    )
