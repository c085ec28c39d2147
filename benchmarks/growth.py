"""How the cost of what is new grows with what is there, and what a few more articles cost on top.

    python -m benchmarks.growth FILE.jsonl [--articles 2000] [--chunk 300] [--last 100] [--text FIELD]
        [--undated FIELD] [--copies 0.3] [--parses FILE.parquet]

Every record of a chunk goes through the whole flow, chunk by chunk, in one run; then `--last` further ones are added by
a run of their own, and into an empty dataset, which says what their own bytes are. `--copies` is the share of records
that are replaced by an edited copy of an earlier one: the same without one of its paragraphs. `--undated` takes a field
out of each record. Annotation is in no figure but its own line: with `--parses`, what was parsed is kept in a file, so
that two versions of the code can be measured by turns at little cost.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.run import ANNOTATION, Costs, files, megabytes, run, show
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.files import MAPPED, PARQUET
from newsloom.flows.settings import make_settings
from newsloom.flows.work.jobs import AnnotateJob, annotate_batch
from newsloom.schemas.contract import TABLES
from newsloom.schemas.state.paragraphs import PARSED

_VOLATILE = {
    "run_id",
    "source_uri",
    "added_at",
    "created_at",
    "first_seen_at",
    "last_seen_at",
    "started_at",
    "ended_at",
    "seconds",
}
_OF_A_RUN = ("runs", "checks", "story_events")  # tables about a run, whose rows differ from run to run
Record = dict[str, Any]


class Parses:
    """What was parsed before, from a file and into it."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._table = pq.read_table(file, schema=PARSED.schema) if file and file.exists() else PARSED.empty()
        self._row = {text_hash: row for row, text_hash in enumerate(self._table["text_hash"].to_pylist())}
        self._fresh: list[pa.Table] = []

    def annotate(self, job: AnnotateJob) -> pa.Table:
        """As `annotate_batch`, but for what was parsed before."""
        rows = [self._table.take(pa.array([self._row[h] for h in job.hashes if h in self._row], pa.int64()))]
        new = [pair for pair in zip(job.hashes, job.texts, strict=True) if pair[0] not in self._row]
        if new:
            hashes, texts = zip(*new, strict=True)
            self._fresh.append(annotate_batch(AnnotateJob(job.model, hashes, texts)))
            rows.append(self._fresh[-1])
        table = pa.concat_tables(rows)
        return table.take(pc.index_in(pa.array(job.hashes, pa.string()), table["text_hash"].combine_chunks()))

    def keep(self) -> None:
        """Write what is new into the file."""
        if self._file and self._fresh:
            pq.write_table(pa.concat_tables([self._table, *self._fresh]), self._file, compression="zstd")


def main() -> None:
    """Grow a dataset, add to it, print what it cost."""
    options = _arguments()
    records = list(edited(_records(options), options.text, options.copies))
    grown, last = records[: options.articles], records[options.articles :]
    parses = Parses(options.parses)
    with tempfile.TemporaryDirectory() as folder, _parsed_by(parses):
        place = Path(folder)
        costs = added(grown, place / "grown.jsonl", place / "news", options)
        show(costs, by_chunk=True)
        sizes = bytes_by_table(place / "news")
        for kind, internal in (("tables", False), ("state", True)):
            size = sum(n for name, n in sizes.items() if (name not in TABLES) == internal)
            print(f"{kind:<24}{size / len(grown) / 1000:9.2f} KB an article")
        print(f"digest {digest(Dataset(place / 'news'))}, {megabytes()} MB at most")
        if options.sizes:
            for name, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
                print(f"  {name:<24}{size / len(grown):9.0f} bytes an article")
        if last:
            _add(last, place, options)
    parses.keep()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--chunk", type=int, default=300)
    parser.add_argument("--last", type=int, default=100)
    parser.add_argument("--text", default="text")
    parser.add_argument("--undated")
    parser.add_argument("--copies", type=float, default=0.3)
    parser.add_argument("--parses", type=Path)
    parser.add_argument("--sizes", action="store_true", help="bytes of every table")
    return parser.parse_args()


def _records(options: argparse.Namespace) -> Iterator[Record]:
    with Path(options.input).open(encoding="utf-8") as lines:
        for _, line in zip(range(options.articles + options.last), lines, strict=False):
            record = json.loads(line)
            record.pop(options.undated, None)
            yield record


def edited(records: Iterator[Record], text: str, share: float) -> Iterator[Record]:
    """The records, some replaced by an earlier one that lacks one of its paragraphs."""
    chance, earlier = random.Random(7), list[Record]()
    for number, record in enumerate(records):
        if earlier and chance.random() < share:
            original = chance.choice(earlier)
            paragraphs = original[text].split("\n")
            chosen = chance.randrange(len(paragraphs))
            cut = "\n".join(paragraph for i, paragraph in enumerate(paragraphs) if i != chosen)
            record = original | {text: cut or original[text], "ID": f"copy-{number}", "url": None}
        else:
            earlier.append(record)
        yield record


def added(records: Sequence[Record], file: Path, dataset: Path, options: argparse.Namespace) -> Costs:
    """Run with the records as the input, and tell what it cost."""
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    overrides = {"engine": {"workers": 1}, "run": {"chunk": options.chunk}}
    costs = Costs()
    run(make_settings((str(file),), str(dataset), overrides=overrides), costs)
    return costs


def _add(records: Sequence[Record], place: Path, options: argparse.Namespace) -> None:
    """A run that adds to what is there, beside one into an empty dataset."""
    before = files(place / "news")
    costs = added(records, place / "last.jsonl", place / "news", options)
    written = sum(size for file, size in files(place / "news").items() if file not in before)
    alone = added(records, place / "alone.jsonl", place / "alone", options)
    own = sum(files(place / "alone").values())
    print(f"{len(records)} more articles, onto what is there and (by itself)")
    for what, used in costs.whole.items():
        print(f"{what:<24}{used:9.2f} CPU s  ({alone.whole[what]:.2f})")
    for name, account in (("onto", costs), ("by itself", alone)):
        seconds = sum(account.whole.values()) - account.whole[ANNOTATION]
        print(f"without annotation, {name}: {seconds:.2f} CPU s")
    print(f"wrote {written / 1e6:.2f} MB, {written / own:.1f} times their own {own / 1e6:.2f} MB")
    print(f"digest {digest(Dataset(place / 'news'))}")


@contextmanager
def _parsed_by(parses: Parses) -> Iterator[None]:
    with patch("newsloom.flows.stages.annotate.annotate_batch", parses.annotate):
        yield


def bytes_by_table(dataset: Path) -> dict[str, int]:
    """Bytes of the files of each table of the current snapshot."""
    sizes: dict[str, int] = {}
    for file in (dataset / "current").rglob("*"):
        if file.is_file() and file.suffix in (PARQUET, MAPPED):
            sizes[file.parent.name] = sizes.get(file.parent.name, 0) + file.stat().st_size
    return sizes


def digest(dataset: Dataset) -> str:
    """A hash of all public rows, whatever their order, but for what tells of a run and of the time."""
    whole = hashlib.sha256()
    for name in sorted(set(TABLES) - set(_OF_A_RUN)):
        rows = dataset.arrow(name)
        rows = rows.drop_columns([column for column in rows.column_names if column in _VOLATILE])
        for row in sorted(repr(row) for row in zip(*(column.to_pylist() for column in rows.columns), strict=True)):
            whole.update(row.encode())
    return whole.hexdigest()[:16]


if __name__ == "__main__":
    main()
