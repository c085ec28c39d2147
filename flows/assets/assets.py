"""Data files that ship with newsloom, each loaded once a process; the language pipeline is beside, in `model`."""

from __future__ import annotations

import gzip
from functools import cache, cached_property
from pathlib import Path

from newsloom.transforms.entities.naming.knowledge import listed_from_bytes, shipped_from_text
from newsloom.transforms.names.gazetteer import Gazetteer, gazetteer_from_bytes
from newsloom.transforms.quotes.attributions.article_attributions import SpeechAssets
from newsloom.transforms.quotes.attributions.cues import CueLexicon, cues_from_bytes
from newsloom.transforms.quotes.kinds.score import score_from_bytes
from newsloom.transforms.repair.charmodel import CharModel, charmodel_from_bytes
from newsloom.transforms.stories.vectors import Idf, idf_from_bytes

DATA = Path(__file__).resolve().parents[2] / "data"


class Assets:
    """What the stages know beforehand; an asset is read when it is first asked for."""

    @cached_property
    def char_model(self) -> CharModel:
        """How names and words are spelled, for the repair of garbled letters and for unnamed encodings."""
        return charmodel_from_bytes(_bytes("repair/charmodel.bin.zst"))

    @cached_property
    def macron_names(self) -> str:
        """Names with long vowels, one or many a line, that the character model is trained on; # begins a comment."""
        return _bytes("repair/macron_names.txt").decode()

    @cached_property
    def cues(self) -> CueLexicon:
        """Words that introduce reported speech."""
        return cues_from_bytes(_bytes("cues/cues.tsv"))

    @cached_property
    def speech(self) -> SpeechAssets:
        """Words that introduce reported speech, and how likely an attribution was said."""
        return SpeechAssets(self.cues, score_from_bytes(_bytes("kinds/weights.tsv")))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Countries, organisations, titles and parts of names."""
        bodies = (form for form, (_, kind) in self.knowledge.items() if kind == "ORG")
        return gazetteer_from_bytes(_bytes("names/countries.tsv"), _bytes("names/organisations.tsv"), bodies)

    @cached_property
    def knowledge(self) -> dict[str, tuple[str, str]]:
        """Organisations, products and places of Wikidata by name."""
        shipped = shipped_from_text(gzip.decompress(_bytes("names/knowledge.tsv.gz")).decode())
        places = listed_from_bytes(_bytes("names/places.tsv"), "GPE")
        names = shipped | places | listed_from_bytes(_bytes("names/bodies.tsv"), "ORG")
        return {form: entry for form, entry in names.items() if entry[0]}

    @cached_property
    def idf(self) -> Idf:
        """How common words are in English, for what an article is about."""
        return idf_from_bytes(_bytes("idf/idf.npz"))


def _bytes(name: str) -> bytes:
    return (DATA / name).read_bytes()


@cache
def load_assets() -> Assets:
    """The assets of this process."""
    return Assets()
