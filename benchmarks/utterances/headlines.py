"""How many made headlines are read right: what they quote, of whom, and how it stands to the body.

    python -m benchmarks.utterances.headlines [--n 200] [--seed 1]

Each pair is a headline and an article that quotes one statement of `statements`. The headline has it whole, has its
first clause, turns that or exchanges its modal verb, or has another statement; behind a name, before one, or by "says".
A row is right if its words, speaker, relation and changes are. All articles go through a whole run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.utterances.statements import (
    FIRST_DAY,
    Statement,
    make_article,
    make_statement,
    other_modal,
    outlets,
    people,
)
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings

Row = tuple[str, str, str, tuple[str, ...]]
"""Words, speaker's name, relation, changes."""
_TITLES: tuple[Callable[[str, str], str], ...] = (
    lambda words, who: f"{who}: ‘{words}’",
    lambda words, who: f"{who} on inquiry: ‘{words}’",
    lambda words, who: f"{who} says: ‘{words}’",
    lambda words, who: f"‘{words}’: {who}",
    lambda words, who: f"‘{words},’ {who} says",
    lambda words, who: f"‘{words},’ says {who} after inquiry",
)


def _first_clause(statement: Statement) -> str:
    return statement.text.split(", and ")[0]


def _whole(rng: random.Random, statement: Statement) -> tuple[str, str, tuple[str, ...]]:
    return statement.text, "verbatim", ()


def _cut(rng: random.Random, statement: Statement) -> tuple[str, str, tuple[str, ...]]:
    return _first_clause(statement), "truncated", ()


def _turned(rng: random.Random, statement: Statement) -> tuple[str, str, tuple[str, ...]]:
    return _first_clause(replace(statement, negated=not statement.negated)), "edited", ("negation",)


def _other_modal(rng: random.Random, statement: Statement) -> tuple[str, str, tuple[str, ...]]:
    other = other_modal(rng, statement.modal)
    return _first_clause(replace(statement, modal=other)), "edited", ("modal",)


def _other(rng: random.Random, statement: Statement) -> tuple[str, str, tuple[str, ...]]:
    others = (make_statement(rng) for _ in iter(int, 1))
    other = next(o for o in others if o.verb != statement.verb and o.object != statement.object)
    return _first_clause(other), "not_in_body", ()


_READINGS = (_whole, _cut, _turned, _other_modal, _other)


def make_headlines(n: int, seed: int) -> list[tuple[dict[str, str], Row]]:
    """Articles with their headline, and the row that this has."""
    rng = random.Random(seed)
    speakers, made = people(rng), []
    for number in range(n):
        statement, (_, who) = make_statement(rng), next(speakers)
        words, relation, changed = _READINGS[number % len(_READINGS)](rng, statement)
        title = _TITLES[number // len(_READINGS) % len(_TITLES)](words, rng.choice((who, who.split()[-1])))
        day = FIRST_DAY + dt.timedelta(days=30 * number)
        article = make_article(rng, statement.text, who, outlets(rng, 1)[0], day)
        made.append(({**article, "title": title}, (words, who, relation, changed)))
    return made


def score_headlines(folder: Path, made: list[tuple[dict[str, str], Row]]) -> tuple[float, Counter[str]]:
    """F1 of whole rows, and how many of each relation are right."""
    (folder / "headlines.jsonl").write_text("\n".join(json.dumps(article) for article, _ in made), encoding="utf-8")
    build(make_settings((str(folder / "headlines.jsonl"),), str(folder / "news"), None, {}))
    rows = Dataset(folder / "news").sql(
        "SELECT a.source_row, h.text, e.name, h.relation, h.changed FROM headline_quotes h "
        "JOIN articles a USING (article_id) LEFT JOIN entities e ON e.entity_id = h.speaker_entity_id"
    )
    given, right = 0, Counter[str]()
    for row, text, name, relation, changed in rows.fetchall():
        given += 1
        right[relation] += (text.strip("‘’,"), name, relation, tuple(changed)) == made[row][1]
    return 2 * right.total() / max(1, given + len(made)), right


def main() -> None:
    """Print F1 and what is right by relation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        f1, right = score_headlines(Path(folder), make_headlines(arguments.n, arguments.seed))
    print(f"F1 {f1:.3f} of {arguments.n}; right: " + ", ".join(f"{k} {v}" for k, v in sorted(right.items())))


if __name__ == "__main__":
    main()
