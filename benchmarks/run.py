"""How fast a whole run is, stage by stage, and how much memory it takes.

    python -m benchmarks.run INPUT... [--workers N]

Prints, for each stage, CPU seconds of this process and the peak memory so far; with one worker all work is done here.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings
from newsloom.flows.stages.stage import Outcome, Stage


def main() -> None:
    """Run into a dataset that is thrown away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    seconds: defaultdict[str, float] = defaultdict(float)
    peak: dict[str, int] = {}

    def timed(stage: Stage, *arguments: Any) -> Outcome:
        started = time.process_time()
        outcome = stage.function(*arguments)
        seconds[stage.name] += time.process_time() - started
        peak[stage.name] = megabytes()
        return outcome

    with tempfile.TemporaryDirectory() as folder:
        settings = make_settings(
            tuple(options.inputs), str(Path(folder) / "news"), overrides={"engine": {"workers": options.workers}}
        )
        started = time.monotonic(), time.process_time()
        summary = build(settings, call=timed)
        wall, cpu = time.monotonic() - started[0], time.process_time() - started[1]
    for stage, used in seconds.items():
        print(f"{stage:<24}{used:9.1f} CPU s{peak[stage]:7} MB")
    n = max(1, summary["records"]["new"])
    print(f"{n} new articles, {wall:.1f} s, {cpu:.1f} CPU s, {n / cpu:.1f} articles per CPU second, {megabytes()} MB")
    print(summary["records"], summary["totals"])


def megabytes() -> int:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
