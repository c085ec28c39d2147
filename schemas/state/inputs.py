"""What earlier runs have read, so that an unchanged file or feed is not read again."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.contract.articles import HASH
from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import RUN_ID, STRING, text, time

_FIELDS = pa.list_(pa.struct([("field", STRING), ("value", STRING), ("origin", STRING)]))
_BY_REASON = pa.struct([("reason", STRING), ("n", pa.int64())])

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
        "rejected": Column(pa.list_(_BY_REASON), "How many of them were rejects, by reason."),
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

OWED = Table(
    "owed",
    "One row per page that a feed links to and that no run could read yet, or that was given up.",
    key=("name",),
    internal=True,
    columns={
        "name": text("The page's address, without secrets.", required=True),
        "feed": text("The address of the feed that links to it, without secrets.", required=True),
        "secret": Column(pa.bool_(), "Whether its address held a secret, which only the feed knows.", required=True),
        "text": text("What the feed says in place of the page."),
        "fields": Column(_FIELDS, "What the feed states about the page."),
        "stated_at": text("When the feed said that the page was last changed, word for word."),
        "problem": text("Why the page was not read.", required=True),
        "n_records": Column(pa.int64(), "Articles and rejects that stand for it.", required=True, minimum=0),
        "given_up": Column(pa.bool_(), "Whether it is asked for no more.", required=True),
        "since": time("When a run first failed to read it.", required=True),
        "tried_at": time("When a run last asked for it; null if none has yet."),
        "run_id": RUN_ID,
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

TABLES = (INPUTS, OWED, RECORDS)
