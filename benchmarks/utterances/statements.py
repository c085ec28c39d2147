"""Statements of own wording, with what can be exchanged in them, and articles that quote them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

_GIVEN = ("Ines", "Joris", "Mara", "Tobias", "Ragna", "Kurt", "Selma", "Anders", "Petra", "Milos", "Oona", "Rasmus")
_FAMILY = (
    *("Calloway", "Vance", "Ilves", "Brenner", "Solheid", "Innvik", "Hartwell", "Lindqvist", "Morrow", "Tavares"),
    *("Kessel", "Dornach", "Vriesman", "Llewin", "Okafor", "Sandoval"),
)
_OFFICES = ("Mayor", "Transport Minister", "Energy Minister", "Governor", "Finance Minister", "Senator")
_SUBJECTS = (
    *("We", "The council", "The ministry", "This government", "The harbour board", "My office", "The county"),
    *("The commission", "The railway", "Our party"),
)
_VERBS = (
    *("sell", "close", "reopen", "rebuild", "fund", "inspect", "abandon", "extend", "lease", "privatise", "shut down"),
    *("expand", "repair", "finance", "relocate"),
)
_OBJECTS = (
    *("the old harbour", "the northern ferry line", "the valley dam", "the night trains", "the county hospital"),
    *("the steel bridge", "the coal terminal", "the village schools", "the lighthouse station", "the fishing quota"),
    *("the border crossing", "the water works", "the airport road", "the grain silos", "the city archive"),
)
_TAILS = (
    *("before the inquiry has ended", "while people are still waiting for answers", "until the last bill is paid"),
    *("as long as the neighbours object", "without asking the people who live there", "after all that has happened"),
    *("before the winter storms arrive", "because the engineers told us what they saw", "whatever the auditors find"),
    *("so long as the money holds out", "once the new pumps have been tested", "if the court agrees with us"),
)
_MODALS = ("will", "may", "must", "can", "should")
_COUNTED = ("workers", "boats", "families", "schools", "inspectors", "farms", "jobs", "containers")
_OUTLETS = (
    *("Essel Post", "Tarn Herald", "Calder Echo", "Ponty Mail", "Dalen Sun", "Hill Star", "Lock Gazette", "Quay Times"),
    *("Valley Courier", "Harbour Tribune"),
)
OPENINGS = (
    "The town hall was full when the talk turned to the matter.",
    "Journalists had waited for two hours in the rain.",
    "It was the third time that the question came up this year.",
    "The meeting had been called in a hurry after two weeks of rain.",
    "Nobody had expected much of the evening.",
)
ENDINGS = (
    "Nothing else was decided that evening.",
    "The session goes on tomorrow.",
    "More is expected next week.",
    "The hall was empty before nine.",
    "Another vote is due in spring.",
)
FIRST_DAY = dt.datetime(2025, 3, 3, 8, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Statement:
    """A sentence in its parts; `text` is the whole."""

    subject: str
    modal: str
    negated: bool
    verb: str
    object: str
    number: int
    counted: str
    tail: str

    @property
    def text(self) -> str:
        """The sentence, without a stop."""
        negation = " not" if self.negated else ""
        there = f", and {self.number} {self.counted} depend on it"
        return f"{self.subject} {self.modal}{negation} {self.verb} {self.object}{there}, {self.tail}"


def make_statement(rng: random.Random) -> Statement:
    """Any statement."""
    return Statement(
        rng.choice(_SUBJECTS),
        rng.choice(_MODALS),
        rng.random() < 0.5,
        rng.choice(_VERBS),
        rng.choice(_OBJECTS),
        rng.randint(11, 980),
        rng.choice(_COUNTED),
        rng.choice(_TAILS),
    )


def make_short_statement(rng: random.Random) -> str:
    """Any statement of five to seven words, with few that tell."""
    negation = rng.choice(("will not", "are not going to", "will never", "did not"))
    return f"We {negation} {rng.choice(_VERBS)} {rng.choice(_OBJECTS)}"


def other_number(rng: random.Random, number: int) -> int:
    """Another number of like size."""
    return rng.choice([n for n in range(max(2, number // 2), 2 * number) if n != number])


def other_modal(rng: random.Random, modal: str) -> str:
    """Another modal verb."""
    return rng.choice([other for other in _MODALS if other != modal])


def people(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Offices and full names, none of a family twice in a row of as many as there are families."""
    while True:
        families = rng.sample(_FAMILY, len(_FAMILY))
        for family in families:
            yield rng.choice(_OFFICES), f"{rng.choice(_GIVEN)} {family}"


def outlets(rng: random.Random, count: int) -> list[str]:
    """So many different outlets."""
    return rng.sample(_OUTLETS, count)


def make_article(rng: random.Random, quote: str, speaker: str, outlet: str, at: dt.datetime) -> dict[str, str]:
    """An article of one quote in direct speech, as a record of input."""
    verb = rng.choice(("said", "told reporters", "said on Monday"))
    text = f"{rng.choice(OPENINGS)}\n“{quote},” {speaker} {verb}.\n{rng.choice(ENDINGS)}"
    return {"title": "", "text": text, "outlet": outlet, "published_at": at.isoformat()}
