"""How many made alterations are seen: a dropped "not", another number, modal or name, two names for one sentence.

    python -m benchmarks.utterances.alterations [--n 100] [--seed 1]

Each pair is two articles of two outlets that quote one statement of `statements`; the second alters it. As many pairs
only cut, contract or frame it: what is flagged there is wrong. Of a denial, one article says that a person denied what
he said by the other one. All articles go through a whole run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.utterances.statements import (
    ENDINGS,
    FIRST_DAY,
    OPENINGS,
    Statement,
    make_article,
    make_short_statement,
    make_statement,
    other_modal,
    other_number,
    outlets,
    people,
)
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings

Alter = Callable[[random.Random, Statement], tuple[str, str]]


def _negation(rng: random.Random, statement: Statement) -> tuple[str, str]:
    return replace(statement, negated=True).text, replace(statement, negated=False).text


def _number(rng: random.Random, statement: Statement) -> tuple[str, str]:
    return statement.text, replace(statement, number=other_number(rng, statement.number)).text


def _modal(rng: random.Random, statement: Statement) -> tuple[str, str]:
    return statement.text, replace(statement, modal=other_modal(rng, statement.modal)).text


def _name(rng: random.Random, statement: Statement) -> tuple[str, str]:
    one, other = rng.sample(("Hansen", "Olsen", "Whitcombe", "Baptiste", "Marchetti", "Yamada"), 2)
    return f"{statement.text}, as {one} knows", f"{statement.text}, as {other} knows"


def _cut(rng: random.Random, statement: Statement) -> tuple[str, str]:
    return statement.text, statement.text.split(", and ")[0]


def _contraction(rng: random.Random, statement: Statement) -> tuple[str, str]:
    statement = replace(statement, negated=True, modal="will")
    return statement.text, statement.text.replace("will not", "won’t")


ALTERATIONS: dict[str, Alter] = {
    "negation": _negation,
    "number": _number,
    "modal": _modal,
    "name": _name,
    "cut": _cut,
    "contraction": _contraction,
}
"""What is altered; the last two change nothing."""


def make_pairs(n: int, seed: int) -> list[tuple[str, list[dict[str, str]]]]:
    """Kind and articles of each pair; of conflicts three, as both people must be known from elsewhere."""
    rng = random.Random(seed)
    speakers, day, pairs = people(rng), FIRST_DAY, []
    for kind, alter in ALTERATIONS.items():
        for _ in range(n):
            day += dt.timedelta(days=1)
            who = " ".join(next(speakers))
            texts = alter(rng, make_statement(rng))
            where = outlets(rng, 2)
            pairs.append((kind, [make_article(rng, t, who, o, day) for t, o in zip(texts, where, strict=True)]))
    for _ in range(n):
        day += dt.timedelta(days=1)
        one, other = (" ".join(next(speakers)) for _ in range(2))
        quote, where = make_short_statement(rng), outlets(rng, 3)
        told = [make_article(rng, quote, who, o, day) for who, o in zip((one, other), where, strict=False)]
        later = make_article(rng, f"{one} and {other} met again", one, where[2], day + dt.timedelta(days=2))
        later["text"] = f"{one} and {other} met again that week. {later['text'].splitlines()[0]}"
        pairs.append(("conflict", [*told, later]))
    return pairs + [("denial", articles) for articles in _denials(n, rng, day)]


def _denials(n: int, rng: random.Random, day: dt.datetime) -> Iterator[list[dict[str, str]]]:
    """Pairs of which one says that a person denied what, by the other one, that person said."""
    speakers = people(rng)
    for number in range(1, n + 1):
        who, statement, where = " ".join(next(speakers)), make_statement(rng).text, outlets(rng, 2)
        told = statement[0].lower() + statement[1:]
        pair = [make_article(rng, statement, who, o, day + dt.timedelta(days=number)) for o in where]
        texts = [f"{who} {cue} {told}." for cue in (rng.choice(("said that", "told reporters that")), "denied that")]
        for article, text in zip(pair, texts, strict=True):
            article["text"] = "\n".join((rng.choice(OPENINGS), text, rng.choice(ENDINGS)))
        yield pair


def read_alterations(
    folder: Path, pairs: list[tuple[str, list[dict[str, str]]]], workers: int = 0
) -> dict[str, Counter[str]]:
    """For each kind of pair how many are in one utterance, and what was flagged in how many.

    `workers` is the option of the engine: 0 for as many as there are cores.
    """
    rows = [article for _, articles in pairs for article in articles]
    kind_of = [kind for kind, articles in pairs for _ in articles]
    (folder / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    build(make_settings((str(folder / "pairs.jsonl"),), str(folder / "news"), None, {"engine": {"workers": workers}}))
    flags = Dataset(folder / "news").sql(
        "SELECT a.source_row, u.n_reports > 1, u.attribution_conflict, v.changed FROM quotes q "
        "JOIN articles a USING (article_id) JOIN utterances u USING (utterance_id) "
        "LEFT JOIN quote_variants v USING (quote_id)"
    )
    seen: dict[str, Counter[str]] = {kind: Counter() for kind in dict.fromkeys(kind_of)}
    for row, is_joined, has_conflict, changed in flags.fetchall():
        counts = seen[kind_of[row]]
        counts["joined"] += is_joined
        counts["conflict"] += has_conflict
        counts.update(changed or ())
    return seen


def main() -> None:
    """Print for each kind how many of its pairs are joined, and how many changes of each sort were seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind, counts in read_alterations(Path(folder), make_pairs(arguments.n, arguments.seed)).items():
            halved = {name: count // 2 if name in ("joined", "conflict") else count for name, count in counts.items()}
            print(f"{kind:12} of {arguments.n}: " + ", ".join(f"{k} {v}" for k, v in sorted(halved.items())))


if __name__ == "__main__":
    main()
