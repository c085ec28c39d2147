"""Time, memory and growth of resolving names: mentions against known entities, on one core.

    python -m benchmarks.entities.scale [--mentions 1000000] [--known 200000]

Made-up names: 60 % people, 25 % organisations, 15 % places; how often each is named falls with its rank, as in news.
Runs an eighth, a quarter, a half and the whole, each in a process of its own, and prints the exponent of growth.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import resource
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.assets.assets import load_assets
from newsloom.schemas.contract.entities import ALIASES, ENTITIES
from newsloom.schemas.state.names import CHAINS, PINS
from newsloom.schemas.state.names import TABLES as STATE
from newsloom.transforms.entities.naming.knowledge import Knowledge
from newsloom.transforms.entities.registry import register
from newsloom.transforms.names.blocking import block_keys
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.person_names import person_name
from newsloom.transforms.text.ids import content_hash, content_id

_MENTIONS_PER_CHAIN = 2.5
_CHAINS_PER_ARTICLE = 12
_CONSONANTS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "kr", "st", "tr")
_SYLLABLES = [a + b for a in _CONSONANTS for b in ("a", "e", "i", "o", "u", "ar", "el", "in", "on")]
_ROLES = ("minister", "president", "striker", "singer", "economist", "spokesman", "judge", "director")


def _word(chance: random.Random, n: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(n)).capitalize()


def entities(n: int, chance: random.Random) -> list[tuple[str, str]]:
    """(type, name) of made-up entities, the most frequent first; common surnames are shared by many."""
    surnames = [_word(chance, chance.choice((2, 3, 3))) for _ in range(max(50, n // 8))]
    given = [_word(chance, 2) for _ in range(2_000)]
    made: list[tuple[str, str]] = []
    for _ in range(n):
        kind = chance.choices(("PERSON", "ORG", "GPE"), (0.6, 0.25, 0.15))[0]
        if kind == "PERSON":
            surname = surnames[int(len(surnames) * chance.random() ** 2)]
            made.append((kind, f"{chance.choice(given)} {surname}"))
        elif kind == "ORG":
            made.append((kind, f"{_word(chance, 3)} {chance.choice(('Council', 'Institute', 'Group', 'Bank'))}"))
        else:
            made.append((kind, _word(chance, 4)))
    return made


def chains(world: list[tuple[str, str]], picks: list[int], first: int, chance: random.Random) -> pa.Table:
    """One chain for each pick, a dozen an article."""
    size = 4_000 * _CHAINS_PER_ARTICLE
    parts = range(0, len(picks), size)
    return pa.concat_tables([CHAINS.table(_rows(world, picks[i : i + size], first + i, chance)) for i in parts])


def _rows(world: list[tuple[str, str]], picks: list[int], first: int, chance: random.Random) -> list[dict]:
    rows = [
        _chain(world[pick], content_id("a_", first + i // _CHAINS_PER_ARTICLE), i % _CHAINS_PER_ARTICLE, pick, chance)
        for i, pick in enumerate(picks)
    ]
    for start in range(0, len(rows), _CHAINS_PER_ARTICLE):
        group = rows[start : start + _CHAINS_PER_ARTICLE]
        co_mentions = [row["key"] for row in group if row["type"] != "GPE"]
        for row in group:
            row["together"] = [int(content_hash(key), 16) for key in co_mentions if key != row["key"]]
    return rows


def _chain(thing: tuple[str, str], article_id: str, number: int, pick: int, chance: random.Random) -> dict:
    kind, name = thing
    gazetteer = load_assets().gazetteer
    forms = [name]
    titles = pick % len(_ROLES)
    told = kind == "PERSON" and chance.random() < 0.5
    if kind == "PERSON":
        forms.append(name.split()[1])
        forms = forms[1:] if chance.random() < 0.08 else forms
    person = person_name(forms[0], gazetteer) if kind == "PERSON" else None
    return {
        "number": int(content_hash("chain", article_id, number), 16),
        "article_id": article_id,
        "chain": number,
        "type": kind,
        "key": fold(forms[0]),
        "name": forms[0],
        "forms": forms,
        "form_counts": [1] * len(forms),
        "given": " ".join(person.given) or None if person else None,
        "surname": person.surname if person else None,
        "roles": [_ROLES[titles]] if told else [],
        "organisations": [],
        "countries": [sorted(gazetteer.countries)[pick % 150]] if told else [],
        "together": [],
        "observed_date": dt.date(2026, 1, 1) + dt.timedelta(days=number),
        "n_mentions": int(_MENTIONS_PER_CHAIN),
        "starts": [0],
        "blocks": block_keys(kind, fold(forms[0]), forms[0], forms, gazetteer),
    }


def once(n_mentions: int, n_known: int) -> None:
    """One measurement; prints seconds and peak memory in MB."""
    chance = random.Random(1)
    world = entities(n_known, chance)
    gazetteer = load_assets().gazetteer
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    known = chains(world, list(range(n_known)), 0, chance)
    stored = {table.name: table.empty() for table in (*STATE, ENTITIES, ALIASES)}

    def read(table: str, column: str, values: pa.Array) -> pa.Table:
        return stored[table].filter(pc.is_in(stored[table][column], values.cast(stored[table][column].type)))

    empty = (PINS.empty(), Knowledge(), gazetteer)
    before = register(known, read, *empty, now)
    stored = {name: getattr(before, name) for name in stored}
    n_chains = int(n_mentions / _MENTIONS_PER_CHAIN)
    picks = [int(n_known * chance.random() ** 3) for _ in range(n_chains)]
    new = chains(world, picks, n_known, chance)
    start = time.process_time()
    found = register(new, read, *empty, now + dt.timedelta(days=1))
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(n_mentions, n_known, new.num_rows, found.entities.num_rows, f"{seconds:.1f}", f"{memory:.0f}", flush=True)


def main() -> None:
    """Measure four sizes and print the exponent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--known", type=int, default=200_000)
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args()
    if options.once:
        once(options.mentions, options.known)
        return
    print("mentions known chains entities cpu-seconds peak-MB")
    points = []
    for part in (8, 4, 2, 1):
        sizes = ["--mentions", str(options.mentions // part), "--known", str(options.known // part), "--once"]
        command = [sys.executable, "-m", "benchmarks.entities.scale", *sizes]
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        print(line, flush=True)
        points.append((options.mentions / part, float(line.split()[4])))
    x, y = ([math.log(value) for value in column] for column in zip(*points, strict=True))
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)
    print(f"exponent {slope:.2f}")


if __name__ == "__main__":
    main()
