"""Articles about made-up people, to measure who is who: every name in them is marked with its entity.

    python -m benchmarks.entities.world [--seed 1] > data/gold/names/articles.jsonl

The world is data/gold/names/world.toml. People live in beats: a few people and bodies of one country that are named
together in several articles, each article with spellings of its own. Beside them stand namesakes: two people of one
full name in different walks of life, relatives in one article, people who share surname and initial. Behind them come
families (`benchmarks.entities.families`).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.entities.families import family_articles
from newsloom.flows.assets.assets import load_assets

WORLD = Path(__file__).resolve().parents[2] / "data" / "gold" / "names" / "world.toml"
_ARTICLES_PER_BEAT = 5
_COUNTRY_FORMS = {"US": ("US", "U.S.", "United States", "America"), "GB": ("UK", "U.K.", "Britain", "United Kingdom")}
_PRONOUNS = {"male": ("He", "Mr."), "female": ("She", "Ms.")}


@dataclass(frozen=True)
class Somebody:
    """One made-up person: spellings of given name and surname, ways to write the full name."""

    id: str
    given: Sequence[str]
    surname: Sequence[str]
    gender: str
    country: str
    walk: str
    title: str
    order: str = ""

    def full(self, chance: random.Random) -> tuple[str, str]:
        """A full name and the surname that goes with it."""
        given, surname = chance.choice(self.given), chance.choice(self.surname)
        swapped = self.order == "family first" or (self.order == "swapped" and chance.random() < 0.3)
        if self.order == "family first" and chance.random() < 0.15:
            swapped = False
        return (f"{surname} {given}" if swapped else f"{given} {surname}"), surname


@dataclass
class Beat:
    """People and bodies that are in the news together."""

    people: list[Somebody]
    bodies: list[tuple[str, list[str]]] = field(default_factory=list)


def world(chance: random.Random) -> list[Beat]:
    """All beats of the made-up world."""
    data = tomllib.loads(WORLD.read_text("utf-8"))
    people = list(_people(data, chance))
    beats = [Beat(people[i : i + 3]) for i in range(0, len(people), 3)]
    names = [
        ("o" + str(n), forms) for n, forms in enumerate([*data["bodies"]["councils"], *data["bodies"]["companies"]])
    ]
    for number, beat in enumerate(beats):
        beat.bodies = [names[number % len(names)]]
    for number, forms in enumerate(data["bodies"]["shared"]):
        beats[number * 3].bodies.append((f"s{number}", forms))
    return beats + list(_namesakes(data, people, chance))


def _people(data: dict, chance: random.Random) -> Iterator[Somebody]:
    number = 0
    for origin in data["origins"].values():
        for gender in ("male", "female"):
            for place, surname in enumerate(origin["surname"][gender]):
                given = origin["given"][gender][place % len(origin["given"][gender])]
                country = chance.choice(origin["countries"])
                walk = chance.choice(sorted(data["roles"]))
                title = chance.choice(data["roles"][walk])
                yield Somebody(f"p{number}", given, surname, gender, country, walk, title, origin.get("order", ""))
                number += 1


def _namesakes(data: dict, people: Sequence[Somebody], chance: random.Random) -> Iterator[Beat]:
    """Beats of people who share names with others."""
    number = 0
    for gender in ("male", "female"):
        for name in data["common"][gender]:  # one full name, two people
            given, surname = name.split()
            pair = [_twin(data, f"c{number}{half}", [given], [surname], gender, "US", chance) for half in "ab"]
            while pair[0].walk == pair[1].walk:
                pair[1] = _twin(data, f"c{number}b", [given], [surname], gender, "GB", chance)
            yield from (Beat([somebody, chance.choice(people)]) for somebody in pair)
            number += 1
    for other in chance.sample(list(people), 8):  # a namesake of somebody known, in another walk of life
        twin = _twin(data, f"t{other.id}", other.given, other.surname, other.gender, "CA", chance, other.order)
        while twin.walk == other.walk:
            twin = _twin(data, f"t{other.id}", other.given, other.surname, other.gender, "CA", chance, other.order)
        yield Beat([twin])
    english = [p for p in people if p.order == "" and len(p.given) > 1]
    for other in chance.sample(english, 8):  # relatives named together
        gender = "female" if other.gender == "male" else "male"
        given = ["Paula"] if gender == "female" else ["Conrad"]
        yield Beat([other, _twin(data, f"r{other.id}", given, other.surname, gender, other.country, chance)])
    initials = {
        "B": "Basil",
        "C": "Clement",
        "E": "Ernest",
        "J": "Jasper",
        "K": "Kirsten",
        "M": "Mirabel",
        "R": "Rufus",
    }
    for other in [p for p in people if p.given[0][0] in initials][:8]:  # surname and initial shared
        given = [initials[other.given[0][0]], f"{other.given[0][0]}."]
        yield Beat([_twin(data, f"i{other.id}", given, other.surname, other.gender, "AU", chance)])


def _twin(
    data: dict,
    id_: str,
    given: Sequence[str],
    surname: Sequence[str],
    gender: str,
    country: str,
    chance: random.Random,
    order: str = "",
) -> Somebody:
    walk = chance.choice([walk for walk in sorted(data["roles"]) if walk != "business"])
    return Somebody(id_, given, surname, gender, country, walk, chance.choice(data["roles"][walk]), order)


def articles(seed: int) -> Iterator[dict[str, str]]:
    """Marked articles: {"id", "date", "text"}; a name is [TYPE name|entity], paragraphs are lines."""
    chance = random.Random(seed)
    data = tomllib.loads(WORLD.read_text("utf-8"))
    number = 0
    for beat in world(chance):
        for _ in range(_ARTICLES_PER_BEAT if len(beat.people) > 1 else 3):
            date = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(300))
            yield {"id": f"n{number:03}", "date": date.isoformat(), "text": _article(beat, data, chance)}
            number += 1
    for place, text in enumerate(family_articles(data, seed)):
        date = dt.date(2026, 1, 1) + dt.timedelta(days=place)
        yield {"id": f"n{number + place:03}", "date": date.isoformat(), "text": text}


def _article(beat: Beat, data: dict, chance: random.Random) -> str:
    people = chance.sample(beat.people, min(len(beat.people), chance.choice((2, 2, 3))))
    surnames = [p.surname[0] for p in people]
    lines = []
    for somebody in people:
        full, surname = somebody.full(chance)
        shared = surnames.count(somebody.surname[0]) > 1
        lines.append(_introduced(somebody, full, "" if shared else surname, beat, data, chance))
        lines.append(_again(somebody, full, surname, shared, data, chance))
    if beat.bodies:
        lines.insert(chance.randrange(len(lines)), _body(*chance.choice(beat.bodies), chance))
    lines.append(chance.choice(data["topics"]["rest"]))
    return "\n".join(lines)


def _introduced(somebody: Somebody, full: str, surname: str, beat: Beat, data: dict, chance: random.Random) -> str:
    """The first sentence about somebody, mostly with a title, now and then the surname alone."""
    said = chance.choice(data["topics"]["said"])
    name = f"[PERSON {full}|{somebody.id}]"
    title = _title(somebody, beat)
    style = chance.random()
    if style < 0.60:
        return f"{title} {name} said {said}."
    if style < 0.75:
        return f"{name}, the {title}, said {said}."
    if style < 0.92 or not surname:
        return f"{name} said {said}."
    return f"[PERSON {surname}|{somebody.id}] said {said}."


def _title(somebody: Somebody, beat: Beat) -> str:
    country = load_assets().gazetteer.countries[somebody.country]
    body = beat.bodies[0] if beat.bodies else ("o99", ["Redwater Mills"])
    return somebody.title.format(
        d=f"[NORP {country.people[0]}|n:{somebody.country}]", o=f"[ORG {body[1][0]}|{body[0]}]"
    )


def _again(somebody: Somebody, full: str, surname: str, shared: bool, data: dict, chance: random.Random) -> str:
    """What follows: surname or pronoun, relatives told apart by name or title."""
    pronoun, title = _PRONOUNS[somebody.gender]
    short = f"[PERSON {surname}|{somebody.id}]"
    if shared:
        short = f"{title} {short}" if chance.random() < 0.6 else f"[PERSON {full}|{somebody.id}]"
    elif chance.random() < 0.2:
        short = f"{title} {short}"
    quote, said = chance.choice(data["topics"]["quote"]), chance.choice(data["topics"]["said"])
    country = chance.choice(_COUNTRY_FORMS.get(somebody.country, (_country(somebody.country),)))
    return chance.choice(
        (
            f"“{quote},” {short} said. {pronoun} added that {said}.",
            f"{pronoun} did not say when. {short} left for [GPE {country}|g:{somebody.country}] on Monday.",
            f"{short} told reporters that {said}, and {short} thanked them.",
        )
    )


def _country(iso: str) -> str:
    return load_assets().gazetteer.countries[iso].name


def _body(id_: str, forms: Sequence[str], chance: random.Random) -> str:
    style = chance.random()
    if forms[1].isupper() and style < 0.55:
        full = chance.choice([form for form in forms if not form.isupper()])
        return f"The [ORG {full}|{id_}] ([ORG {forms[1]}|{id_}]) met. The [ORG {forms[1]}|{id_}] will report."
    return f"The [ORG {chance.choice(forms)}|{id_}] gave no comment."


def main() -> None:
    """Write the articles to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    for article in articles(parser.parse_args().seed):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
