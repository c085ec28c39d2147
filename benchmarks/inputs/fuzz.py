"""Whether reading and cleaning account for every record of damaged and hostile files, and what that costs.

    python -m benchmarks.inputs.fuzz [--records 10000] [--seed 1] [FORMAT ...]

For each format: files, records, articles, rejects by reason; "lost" and "raised" must be 0.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import time
from collections import Counter
from itertools import islice

from newsloom.flows.settings import Settings
from newsloom.flows.work.jobs import CleanJob, clean_batch
from newsloom.transforms.cleaning.clean import CleanOptions
from tests.fuzz import FORMATS, fuzzed
from tests.payloads import payload

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
FILES = 50  # in a batch
SETTINGS = Settings(inputs=("-",), dataset="out", clean=CleanOptions(any_language=True))


def measure(name: str, wanted: int, seed: int) -> None:
    """Print one line for a format: files in batches until so many records have been read."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    files = fuzzed(name, 20 * wanted, seed)
    start = time.process_time()
    while counts["records"] < wanted and (batch := [payload(file, data) for file, data in islice(files, FILES)]):
        counts["files"] += len(batch)
        try:
            cleaned = clean_batch(CleanJob(SETTINGS.parse, SETTINGS.clean, NOW, tuple(batch)))
        except Exception as error:  # what this looks for
            counts["raised"] += 1
            print(f"{name}: {type(error).__name__}: {error}")
            continue
        tables, read = cleaned.tables, sum(cleaned.n_records.values())
        counts.update(records=read, articles=tables.articles.num_rows, rejects=tables.rejects.num_rows)
        counts["lost"] += read - tables.articles.num_rows - tables.rejects.num_rows
        reasons.update(tables.rejects["reason"].to_pylist())
    spent, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = ", ".join(f"{key} {counts[key]:,}" for key in ("files", "records", "articles", "rejects", "lost", "raised"))
    print(f"{name:8} {line}; {spent:.0f} CPU s, peak {peak} MB; {dict(reasons.most_common())}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", default=list(FORMATS), metavar="FORMAT")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for name in options.formats:
        measure(name, options.records, options.seed)


if __name__ == "__main__":
    main()
