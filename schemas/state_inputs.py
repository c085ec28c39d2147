"""What earlier runs have read, so that an unchanged file or feed is not read again."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.text import HASH
from newsloom.schemas.types import RUN_ID, text, time

INPUTS = Table(
    "inputs",
    "One row per version of a file, page or feed that a run has read to its end, or could not read.",
    key=("name", "file_sha256"),
    internal=True,
    columns={
        "name": text("What it was called when it was first found; an address for pages and feeds.", required=True),
        "file_sha256": text("SHA-256 of it as it arrived, or of why it cannot be read.", required=True, pattern=HASH),
        "source_uri": text("What the tables call it: where the run found it.", required=True),
        "settings": text("Fingerprint of what made records of it; under another one it is read again."),
        "n_records": Column(pa.int64(), "Articles and rejects that it gave.", required=True, minimum=0),
        "etag": text("The server's mark of this version, for the next conditional request."),
        "last_modified": text("The server's Last-Modified header, word for word."),
        "stated_at": text("When the feed that linked to the page said that it was last changed, word for word."),
        "first_seen_at": time("When a run first read this version.", required=True),
        "run_id": RUN_ID,
        "path": text("Path of a file, from the root on, as it was typed; null for others."),
        "first_uri": text("What the tables called the file when it was first found; null for others."),
        "real_path": text("The same without links; null for others."),
    },
)

RECORDS = Table(
    "records",
    "What each article was made of and where it was read, as hashes: whether a record is new is known at once.",
    key=("hash", "article"),
    internal=True,
    grows_only=True,
    mapped=True,
    columns={
        "hash": Column(
            pa.uint64(),
            "Hash of its record; of record and source; of source and address; or of source and position.",
            required=True,
        ),
        "article": Column(pa.uint64(), "The digits of the id of the article.", required=True),
    },
)

TABLES = (INPUTS, RECORDS)
