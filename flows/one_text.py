"""The quotes of one text, without a dataset: the same reading as in a run, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.work.jobs import AnnotateJob, ReadJob, annotate_batch, read_batch
from newsloom.schemas.contract.articles import ARTICLES, SEGMENTS
from newsloom.schemas.contract.quotes import QUOTES
from newsloom.transforms.annotation.parsed import READABLE
from newsloom.transforms.cleaning.segment import segment
from newsloom.transforms.mentions.mentions import NamesOptions
from newsloom.transforms.quotes.attributions.article_attributions import SpeechOptions
from newsloom.transforms.text.ids import content_id

if TYPE_CHECKING:
    import pandas as pd

_OF_A_DATASET = ("quote_id", "article_id", "utterance_id", "via_entity_id", "run_id")
"""Columns of quotes that mean nothing without a dataset."""


def find_quotes(text: str, model: str | None = None) -> pd.DataFrame:
    """The quotes of one text, in order of place.

    text: paragraphs with line breaks between; it is read as it is, so that `text[start_char:end_char]` is a row's text
    (for text with damaged letters, give what `repair_text` returns).
    model: an installed spaCy pipeline; the one that ships by default.

    Returns a DataFrame with the columns of the table quotes, but for those that only a dataset fills, and with
    `speaker_name`, the speaker's fullest name in the text or null, in place of speaker_entity_id. No rows for a text
    without quotes. Raises TypeError for what is no str, NewsloomError for an unknown model.

    >>> find_quotes("“We will wait,” said Mara Ilves.").loc[0, "speaker_name"]  # doctest: +SKIP
    'Mara Ilves'
    """
    if not isinstance(text, str):
        raise TypeError(f"find_quotes takes a str, not {type(text).__name__}")
    job = _read_job(text, model)
    reading = read_batch(job)
    rows = reading.chains.select(["chain", "number", "likely", "name"]).to_pylist()
    full = {row["number"]: row["name"] for row in rows}
    names = {row["chain"]: full.get(row["likely"], row["name"]) for row in rows}
    quotes = reading.quotes.take(pc.sort_indices(reading.quotes["start_char"]))
    speakers = pa.array([names.get(chain) for chain in quotes["chain"].to_pylist()], pa.string())
    quotes = quotes.append_column("speaker_name", speakers)
    return quotes.select(result_columns()).to_pandas()


def result_columns() -> list[str]:
    """The columns of what `find_quotes` returns."""
    renamed = ("speaker_name" if name == "speaker_entity_id" else name for name in QUOTES.columns)
    return [name for name in renamed if name not in _OF_A_DATASET]


def _read_job(text: str, model: str | None) -> ReadJob:
    article_id = content_id("a_", text)
    rows = [row | {"article_id": article_id} for row in segment(text)]
    article = {"article_id": article_id, "text": text, "n_chars": len(text)}
    readable = {
        str(row["text_hash"]): text[int(str(row["start_char"])) : int(str(row["end_char"]))]
        for row in rows
        if row["kind"] in READABLE
    }
    paragraphs = annotate_batch(AnnotateJob(model, tuple(readable), tuple(readable.values())))
    return ReadJob(NamesOptions(), SpeechOptions(), ARTICLES.table([article]), SEGMENTS.table(rows), paragraphs)
