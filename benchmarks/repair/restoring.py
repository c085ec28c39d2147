"""How well text repair works: restored and wrongly changed texts, by channel, against ftfy; and speed.

    python -m benchmarks.repair.restoring cases FILE.jsonl ...     cases with input and expected, one JSON object a line
    python -m benchmarks.repair.restoring made [--seed 7]          cases made here, of names and sentences of our own
    python -m benchmarks.repair.restoring ftfy TEST_CASES.json     the cases of ftfy's source distribution
    python -m benchmarks.repair.restoring text FILE ...            changes to real text (.txt, or .jsonl with "text")
    python -m benchmarks.repair.restoring speed FILE ...           characters a second

"Restored" is equality of the whole text; with --neutral quotation marks and widths are compared loosely.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import ftfy

from benchmarks.repair.damage import made_cases
from newsloom.flows.assets.assets import load_assets
from newsloom.flows.assets.repair import repair_text
from newsloom.transforms.cleaning.passes import repair


def neutral(text: str) -> str:
    """Quotation marks straightened, widths folded: what ftfy changes by intention."""
    return re.sub("[“”„]", '"', re.sub("[‘’]", "'", unicodedata.normalize("NFKC", text)))


NEWS = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    normalization="NFC",
    unescape_html="auto",
)
SYSTEMS: dict[str, Callable[[str], str]] = {"newsloom": repair_text, "ftfy": lambda t: ftfy.fix_text(t, NEWS)}


def score(cases: list[dict[str, str]], loose: bool, show: bool) -> None:
    """Print restored texts by channel, and false changes, for each system."""
    same = (lambda a, b: neutral(a) == neutral(b)) if loose else (lambda a, b: a == b)
    total: Counter[str] = Counter(case["channel"] for case in cases)
    right: dict[str, Counter[str]] = {name: Counter() for name in SYSTEMS}
    for case in cases:
        for name, system in SYSTEMS.items():
            out = system(case["input"])
            right[name][case["channel"]] += same(out, case["expected"])
            if show and name == "newsloom" and not same(out, case["expected"]):
                print(f"  {case['channel']}\n    in  {case['input']!r}\n    out {out!r}\n    not {case['expected']!r}")
    damaged = [c for c in total if any(k["channel"] == c and k["input"] != k["expected"] for k in cases)]
    for channel in sorted(total):
        print(f"{channel:32}", *(f"{name} {right[name][channel]:3}/{total[channel]:3}" for name in SYSTEMS), sep="  ")
    for name in SYSTEMS:
        good, n = sum(right[name][c] for c in damaged), sum(total[c] for c in damaged)
        wrong = sum(total[c] - right[name][c] for c in total if c not in damaged)
        print(f"{name}: restored {good}/{n} = {good / max(1, n):.1%}", end="; ")
        print(f"correct texts changed {wrong}/{sum(total.values()) - n}")


def ftfy_cases(path: Path) -> Iterator[dict[str, str]]:
    """ftfy's cases; a U+FFFD in what ftfy expects stands for any character, as a restored one is no worse."""
    for case in json.loads(path.read_text(encoding="utf-8")):
        label = case["label"].lower()
        kind = "negative" if "negative" in label and not label.startswith(("mostly", "sort of")) else "in the wild"
        kind = "synthetic" if "synthetic" in label and kind != "negative" else kind
        if case["expect"] == "pass":
            expected = case.get("fixed-encoding", case["fixed"])
            case_row = {"input": case["original"], "expected": expected, "full": case["fixed"], "label": case["label"]}
            yield {"channel": kind, **case_row}


def score_ftfy(path: Path, show: bool) -> None:
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in ftfy_cases(path):
        wanted = (re.escape(neutral(case[name])).replace("\ufffd", r".{0,2}") for name in ("expected", "full"))
        pattern = re.compile("|".join(wanted), re.DOTALL)
        out = repair_text(case["input"])
        total[case["channel"]] += 1
        fits = out == case["input"] if case["channel"] == "negative" else pattern.fullmatch(neutral(out))
        right[case["channel"]] += bool(fits)
        if show and not fits:
            print(f"  {case['label']}\n    in  {case['input']!r}\n    out {out!r}\n    not {case['expected']!r}")
    print(*(f"{kind}: {right[kind]}/{total[kind]}" for kind in sorted(total)), sep="\n")


def texts_of(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            if ".jsonl" in path.suffixes:
                yield from (text for line in file if (text := json.loads(line).get("text")))
            else:
                yield file.read()


def show_changes(paths: list[Path]) -> None:
    """Every change to real text, to be judged by eye, and the rate."""
    chars = changes = 0
    for text in texts_of(paths):
        chars += len(text)
        for edit in repair(text, load_assets().char_model).edits:
            if edit.applied and edit.kind == "mojibake":
                changes += 1
                around = (
                    text[max(0, edit.start - 15) : edit.start],
                    edit.before,
                    edit.after,
                    text[edit.end : edit.end + 10],
                )
                print(*map(repr, around), edit.rule, edit.evidence)
    print(f"{changes} changes in {chars:,} characters")


def measure_speed(paths: list[Path]) -> None:
    texts = list(texts_of(paths))
    chars = sum(map(len, texts))
    for name, system in SYSTEMS.items():
        started = time.process_time()
        for text in texts:
            system(text)
        print(f"{name}: {chars / (time.process_time() - started) / 1e6:.2f} million characters a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("cases", "made", "ftfy", "text", "speed"))
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--neutral", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    repair_text("DovilÄ—")  # loads the model, so that speed is measured without it
    if options.what == "cases":
        lines = [line for path in options.paths for line in path.read_text(encoding="utf-8").split("\n")]
        score([json.loads(line) for line in lines if line], options.neutral, options.show)
    elif options.what == "made":
        score(list(made_cases(options.seed)), options.neutral, options.show)
    elif options.what == "ftfy":
        score_ftfy(options.paths[0], options.show)
    elif options.what == "text":
        show_changes(options.paths)
    else:
        measure_speed(options.paths)


if __name__ == "__main__":
    main()
