"""How well `revisions` tells what was changed between two versions, on pairs made by rule.

    python -m benchmarks.revisions.ledger [--n 300] [--seed 1]

Each pair is an article of own wording and a later version of it with one to three changes, and some that are none:
other blanks, other shapes of quotation marks, a line of furniture. All go through a whole run. A row is right if its
kind and its sentence are those of a change that was made.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.utterances.statements import make_statement, other_number, outlets, people
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings

_PLACES = (
    *("Harstad", "Narvik", "Lowmoor", "Ostend", "Turku", "Girona", "Kaunas", "Tartu", "Bergen", "Aarhus", "Galway"),
    *("Odense", "Tromsø", "Malmö", "Gdansk", "Ghent"),
)
_NUMBERED = (
    "The work took {n} days longer than the board had planned.",
    "Around {n} households were without power in {place} for most of the night.",
    "A letter to the council was signed by {n} residents and by two schools.",
    "The storm damaged {n} boats and tore the roof from a barn.",
    "Repairs are expected to cost {n} million euros, most of it for the landing.",
    "Of the {n} people on board, most were on their way home from work.",
)
_NAMED = (
    "Crews from {place} arrived shortly after midnight with heavy pumps.",
    "The road between the harbour and {place} was closed until the afternoon.",
    "A similar landing in {place} was rebuilt in a single summer.",
    "Engineers had travelled from {place} to look at the damage.",
    "The inquiry is led by {person}, who sat on the board for a decade.",
    "The new pumping station is named after {person}, who once ran the yard.",
)
_PLAIN = (
    ("The crossing had been closed since the autumn gales.", "The crossing was shut after the autumn gales."),
    ("Nobody was hurt, but several cars were swept away.", "Nobody was injured, though some cars were swept off."),
    ("The ferry is the only link for many families.", "The boat remains the only way across for many families."),
    ("Work on the new landing is expected to begin in spring.", "Work on the new landing will start in spring."),
    ("The board meets again before the end of the month.", "The board will meet again at the end of the month."),
    ("Critics say that the plan came far too late.", "Critics argue that the plan has come much too late."),
    ("Lorries were sent the long way round the lake.", "Lorries had to take the long way around the lake."),
    ("The old pier was left as it was.", "The old pier was simply left standing as it was."),
)
_EXTRA = (
    "A second boat may be hired if the weather allows it.",
    "Schools in the valley opened an hour later than usual.",
    "The mayor's office did not answer a request for comment.",
    "Fishermen had asked for a longer quay for years.",
    "An auction of the old pumps brought in less than hoped.",
)
_NOTICES = (
    "Correction: An earlier version of this story gave a wrong name for the harbour.",
    "This article was amended on 6 March 2025 to correct the number of households.",
    "An earlier version of this article misstated the length of the repairs.",
    "Editor's note: This story has been corrected to say who leads the inquiry.",
)
_HEADLINES = (
    ("Landing to be rebuilt after storm", "Storm: landing will be rebuilt by summer"),
    ("Ferry stays closed for weeks", "Ferry to stay closed until spring"),
    ("Power back after night of gales", "Homes get power back as gales ease"),
    ("Council votes on harbour plan", "Council backs harbour plan in late vote"),
)
_FURNITURE = (
    "Advertisement",
    "Read more: What we know about the storm",
    "Sign up to our newsletter",
    "Share this article",
)


@dataclass(frozen=True)
class Part:
    """A sentence of an article: what sort it is, its template, and what fills it."""

    sort: str
    form: str
    slots: dict[str, str]

    @property
    def text(self) -> str:
        """The sentence."""
        return self.form.format(**self.slots)

    def filled(self, **slots: str) -> Part:
        """The sentence with other fillings."""
        return Part(self.sort, self.form, self.slots | slots)


@dataclass
class Draft:
    """An article that is being changed; `changes`: kind of each change, with the sentence that shows it."""

    title: str
    parts: list[Part]
    changes: list[tuple[str, str]]


def make_draft(rng: random.Random, names: Iterator[tuple[str, str]]) -> Draft:
    """An article of eight to ten sentences in any order."""

    def fill(sort: str, form: str) -> Part:
        slots = {
            "n": str(rng.randint(11, 480)),
            "place": rng.choice(_PLACES),
            "person": next(names)[1],
            "office": rng.choice(("mayor", "harbour master", "transport minister", "head of the inquiry")),
            "words": make_statement(rng).text,
            "verb": rng.choice(("said", "told reporters", "added")),
        }
        return Part(sort, form, slots)

    parts = [fill("number", form) for form in rng.sample(_NUMBERED, 2)]
    parts += [fill("name", form) for form in rng.sample(_NAMED, 2)]
    parts += [
        fill("quote", "“{words},” {verb} {person}, the {office}."),
        fill("quote", "{person}, the {office}, said: “{words}.”"),
    ]
    parts += [fill("wording", one) for one, _ in rng.sample(_PLAIN, 3)]
    rng.shuffle(parts)
    return Draft("", parts, [])


Change = Callable[[random.Random, Draft, Iterator[tuple[str, str]]], None]


def _exchange(sort: str, kind: str, refill: Callable[[random.Random, Part, str], Part]) -> Change:
    """A change of a sentence of one sort that was not changed yet."""

    def change(rng: random.Random, draft: Draft, names: Iterator[tuple[str, str]]) -> None:
        changed = {text for _, text in draft.changes}
        at = rng.choice([i for i, part in enumerate(draft.parts) if part.sort == sort and part.text not in changed])
        draft.parts[at] = refill(rng, draft.parts[at], next(names)[1])
        draft.changes.append((kind, draft.parts[at].text))

    return change


def _renumber(rng: random.Random, part: Part, person: str) -> Part:
    return part.filled(n=str(other_number(rng, int(part.slots["n"]))))


def _rename(rng: random.Random, part: Part, person: str) -> Part:
    place = rng.choice([place for place in _PLACES if place != part.slots["place"]])
    return part.filled(place=place, person=person)


def _requote(rng: random.Random, part: Part, person: str) -> Part:
    words = part.slots["words"]
    if rng.random() < 0.5:
        return part.filled(words=words.rpartition(", ")[0])
    return part.filled(words=words.replace(" not ", " ", 1) if " not " in words else f"{words}, and that is all I say")


def _ascribe(rng: random.Random, part: Part, person: str) -> Part:
    return part.filled(person=person)


def _reword(rng: random.Random, part: Part, person: str) -> Part:
    return Part(part.sort, dict(_PLAIN)[part.form], part.slots)


def _add(rng: random.Random, draft: Draft, names: Iterator[tuple[str, str]]) -> None:
    text = rng.choice([text for text in _EXTRA if text not in {part.text for part in draft.parts}])
    draft.parts.insert(rng.randint(1, len(draft.parts)), Part("added", text, {}))
    draft.changes.append(("added", text))


def _remove(rng: random.Random, draft: Draft, names: Iterator[tuple[str, str]]) -> None:
    changed = {text for _, text in draft.changes}
    part = rng.choice([part for part in draft.parts if part.text not in changed])
    draft.parts.remove(part)
    draft.changes.append(("removed", part.text))


def _correct(rng: random.Random, draft: Draft, names: Iterator[tuple[str, str]]) -> None:
    text = rng.choice(_NOTICES)
    draft.parts.append(Part("notice", text, {}))
    draft.changes.append(("correction_notice", text))


def _retitle(rng: random.Random, draft: Draft, names: Iterator[tuple[str, str]]) -> None:
    draft.title = dict(_HEADLINES)[draft.title]
    draft.changes.append(("headline", draft.title))


CHANGES: dict[str, Change] = {
    "quote": _exchange("quote", "quote", _requote),
    "speaker": _exchange("quote", "speaker", _ascribe),
    "number": _exchange("number", "number", _renumber),
    "name": _exchange("name", "name", _rename),
    "wording": _exchange("wording", "wording", _reword),
    "added": _add,
    "removed": _remove,
    "correction_notice": _correct,
    "headline": _retitle,
}


def make_pairs(n: int, seed: int) -> Iterator[tuple[list[dict[str, str]], list[tuple[str, str]]]]:
    """Both versions of an article as records, and the changes that were made."""
    rng = random.Random(seed)
    names = people(rng)
    for number in range(n):
        draft = make_draft(rng, names)
        draft.title = rng.choice(_HEADLINES)[0]
        # of an outlet of its own, as what one outlet prints again and again is furniture
        about = {"url": f"https://post-{number}.example/1", "outlet": f"{outlets(rng, 1)[0]} {number}"}
        before = _record(about, draft, 8, "\n\n")
        for kind in rng.sample(sorted(CHANGES), rng.randint(1, 3)):
            CHANGES[kind](rng, draft, names)
        after = _record(about, draft, 9, rng.choice(("\n\n", "\n", " \n\n")))
        yield [before, _neutral(rng, after)], draft.changes


def _record(about: dict[str, str], draft: Draft, hour: int, between: str) -> dict[str, str]:
    at = {"published_at": "2025-03-04T08:00:00Z", "modified_at": f"2025-03-04T{hour:02}:00:00Z"}
    return about | at | {"title": draft.title, "text": between.join(part.text for part in draft.parts)}


def _neutral(rng: random.Random, record: dict[str, str]) -> dict[str, str]:
    """The record with what is no change."""
    text = record["text"]
    if rng.random() < 0.4:
        text = text.replace("“", '"').replace("”", '"')
    if rng.random() < 0.4:
        text = f"{text}\n\n{rng.choice(_FURNITURE)}"
    if rng.random() < 0.2:
        text = f"Updated 4 March 2025 at 09:00\n\n{text}"
    return record | {"text": text}


def score_pairs(folder: Path, n: int, seed: int) -> tuple[Counter[str], Counter[str], Counter[str], list[Any]]:
    """By kind: changes that were made, rows, and rows that are right; and what is wrong."""
    pairs = list(make_pairs(n, seed))
    rows = [record for records, _ in pairs for record in records]
    (folder / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    build(make_settings((str(folder / "pairs.jsonl"),), str(folder / "news"), None, {"engine": {"workers": 1}}))
    ledger = Dataset(folder / "news").sql(
        "SELECT source_row // 2, kind, coalesce(after, before) FROM revisions JOIN articles USING (article_id)"
    )
    listed = Counter((at, kind, _plain(text)) for at, kind, text in ledger.fetchall())
    made = Counter((at, kind, _plain(text)) for at, (_, changes) in enumerate(pairs) for kind, text in changes)
    wrong = [("missed", *row) for row in made - listed] + [("too many", *row) for row in listed - made]
    return _by_kind(made), _by_kind(listed), _by_kind(made & listed), sorted(wrong, key=lambda row: row[1])


def _plain(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def _by_kind(rows: Counter[tuple[int, str, str]]) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for (_, kind, _), count in rows.items():
        kinds[kind] += count
    return kinds


def f1(made: int, listed: int, right: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / max(1, made + listed)


def main() -> None:
    """Print precision, recall and F1 by kind and of all, and with --show what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made, listed, right, wrong = score_pairs(Path(folder), arguments.n, arguments.seed)
    for kind in (*CHANGES, "all"):
        counts = [c.total() if kind == "all" else c[kind] for c in (made, listed, right)]
        print(f"{kind:18} made {counts[0]:4}  listed {counts[1]:4}  right {counts[2]:4}  F1 {f1(*counts):.3f}")
    for row in wrong if arguments.show else ():
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
