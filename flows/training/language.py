"""The model by which languages are told apart, in a packing that is soon unpacked: data/language.

    python -m newsloom.flows.training.language [DIR]

py3langid ships its model as one LZMA stream, which each process would take half a second to unpack; each array in zstd
by itself takes a third of that. The numbers are the same.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import zstandard
from py3langid.langid import MODEL_DIR, MODEL_FILE
from py3langid.modelio import load_model

_LEVEL = 19  # of zstd: the slowest to pack that is as fast to unpack
_NAMES = ("likelihoods", "priors", "languages", "moves", "rows", "features")


def pack(out: Path) -> None:
    """Write each array of py3langid's model into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for name, values in zip(_NAMES, load_model(MODEL_DIR / MODEL_FILE), strict=True):
        buffer = io.BytesIO()
        np.save(buffer, np.asarray(values, np.int32 if name == "features" else None), allow_pickle=False)
        (out / f"{name}.npy.zst").write_bytes(zstandard.compress(buffer.getvalue(), _LEVEL))


if __name__ == "__main__":
    pack(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "data" / "language")
