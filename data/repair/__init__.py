"""The data of text repair."""

from importlib.resources import files


def charmodel_bytes() -> bytes:
    """The packed character model; see README.md in this folder for what it was trained on."""
    return files(__name__).joinpath("charmodel.bin.zst").read_bytes()


def macron_names() -> str:
    """Names with long vowels, one or many a line; lines that start with # are comments. Used to train the model."""
    return files(__name__).joinpath("macron_names.txt").read_text(encoding="utf-8")
