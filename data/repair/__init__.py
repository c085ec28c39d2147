"""The data of text repair."""

from importlib.resources import files


def charmodel_bytes() -> bytes:
    """The packed character model; see README.md in this folder for what it was trained on."""
    return files(__name__).joinpath("charmodel.npz").read_bytes()
