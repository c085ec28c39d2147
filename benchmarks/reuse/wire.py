"""Made-up wire reports for the benchmark of sameness: forms that are filled with other figures, names and days.

All wording is our own. `reports(rng, n)` gives n fillings of each form; two fillings of one form are a template, an
edited filling is a copy.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.reuse.wire_forms import ORDINARY, TERSE

COMPANIES = (
    """
Alder Rail, Bexley Mills, Corran Steel, Dunmore Foods, Eastlake Paper, Farrow Chemicals, Glenmoor Bank, Harrow Textiles,
Inverlay Shipping, Jessop Tools, Kestrel Air, Lomond Power, Merrow Insurance, Northgate Homes, Ormond Glass,
Penrith Motors, Quayside Leisure, Rowan Drugs, Selby Mining, Tarn Water
""".replace("\n", " ")
    .strip()
    .split(", ")
)
TOWNS = (
    "Northport",
    "Calder",
    "Ashby",
    "Millbrook",
    "Stanmoor",
    "Wexcombe",
    "Harlow Bay",
    "Redcliff",
    "Tolland",
    "Varne",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
GOODS = ("wheat", "copper", "sugar", "cocoa", "rubber", "cotton", "maize", "zinc", "coffee", "barley")

FORMS = (
    "The central bank gave the money market a further {m} million in assistance this afternoon. It bought "
    "{m} million of treasury bills at {r} percent and {m} million of bank bills at {r} percent. This "
    "brings the total help so far today to {m} million against a shortage that the bank now estimates at "
    "around {m} million.",
    "{company} said its board declared a quarterly dividend of {c} cents a share, compared with {c} cents "
    "in the same quarter a year earlier. The dividend will be paid on {month} {d} to shareholders of "
    "record on {month} {d}, the company said in a statement.",
    "{company} reported a net profit of {m} million for the three months to {month} {d}, against {m} "
    "million a year before. Sales rose to {m} million from {m} million. Earnings per share were {c} cents "
    "compared with {c} cents. The number of shares outstanding was {m} million.",
    "Gold was fixed at {x} dollars an ounce in {town} this {day} morning, down from {x} at the previous "
    "close. Dealers said trading was quiet with little business seen before the fixing. Silver was quoted "
    "at {c} cents an ounce compared with {c} cents on {day}.",
    "The dollar closed at {r} against the mark in {town} on {day}, compared with {r} at the opening. "
    "Dealers said the market had been calm and that the central bank was not seen to intervene. The pound "
    "ended at {r} against {r} the day before.",
    "The grain board said it sold {x} tonnes of {goods} at tender on {day} for shipment in {month} at {x} "
    "dollars a tonne. At the previous tender on {month} {d} it had sold {x} tonnes at {x} dollars. The "
    "next tender will be held on {month} {d}.",
    "Police in {town} said {n} people were injured when a bus and a lorry collided on the road to {town} "
    "late on {day}. {n} of them were taken to hospital. The road was closed for {n} hours. It was the "
    "{n}th accident on that stretch this year.",
    "{town} recorded a high of {d} degrees and a low of {n} degrees on {day}, the weather office said. "
    "Rain of {d} millimetres fell between {n} and {n} in the morning. {day} is expected to be dry with a "
    "high of {d} degrees and winds of {d} kilometres an hour from the west.",
    "The index of leading shares closed at {x}.{d} in {town} on {day}, down {d} points from the day "
    "before. Volume was {m} million shares. {company} fell {n} to {x} while {company} rose {n} to {x}. "
    "Brokers said investors were waiting for figures on inflation due on {day}.",
    "Industrial output rose {r} percent in {month} from the month before and was {r} percent higher than "
    "a year earlier, the statistics office said on {day}. In {month} output had risen by {r} percent. "
    "Output of {goods} was up {r} percent while that of {goods} fell {r} percent.",
    "The finance ministry said it will offer {m} million of {d}-year bonds at auction on {day}. The bonds "
    "carry a coupon of {r} percent and mature in {month}. At the last auction of {d}-year bonds the "
    "average yield was {r} percent and bids came to {m} million.",
    "Spot prices for {goods} opened at {x} a tonne in {town} on {day} against {x} at the close on {day}. "
    "Stocks in warehouses fell by {x} tonnes to {x} tonnes. The contract for delivery in {month} was "
    "quoted at {x}, traders said.",
)


_MORE = {
    "name": ("Amos Hill", "Ruth Barrow", "Peter Lund", "Clara Voss", "Ned Farrar", "Ida Moss", "Hugh Tarrant"),
    "way": ("north", "south", "east", "west", "north-east", "south-west"),
    "way2": ("higher", "lower"),
    "place": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "ninth", "tenth", "last"),
    "river": ("Arle", "Tarn", "Wexe", "Dunmore", "Isel"),
    "level": ("low", "moderate", "high", "very high"),
}
_OTHER_WORDS = ("about", "again", "there", "which", "rather", "later")


def fill(rng: random.Random, form: str) -> str:
    """One report: every slot of the form with a value of its own."""
    parts = form.split("{")
    return parts[0] + "".join(_value(rng, *part.split("}", 1)) for part in parts[1:])


def _value(rng: random.Random, slot: str, rest: str) -> str:
    values = {
        "m": f"{rng.randint(2, 980)}",
        "x": f"{rng.randint(100, 9900)}",
        "c": f"{rng.randint(3, 240)}",
        "d": f"{rng.randint(10, 30)}",
        "n": f"{rng.randint(3, 19)}",
        "r": f"{rng.randint(1, 14)}.{rng.randint(1, 99)}",
        "company": rng.choice(COMPANIES),
        "town": rng.choice(TOWNS),
        "day": rng.choice(DAYS),
        "month": rng.choice(MONTHS),
        "goods": rng.choice(GOODS),
    }
    if slot[-1].isdigit() or slot in _MORE:
        values |= {name: rng.choice(choices) for name, choices in _MORE.items()}
    return values[slot if slot in values else slot.rstrip("23")] + rest


def reports(rng: random.Random, n: int, forms: Sequence[str] = FORMS) -> list[tuple[int, str]]:
    """(number of the form, report), n of each form."""
    return [(i, fill(rng, form)) for i, form in enumerate(forms) for _ in range(n)]


class Report(NamedTuple):
    """A report: number of its form and of its filling, hours after the first one, outlet, text."""

    form: int
    filling: int
    hours: int
    outlet: str
    text: str


def published(rng: random.Random, n: int) -> list[Report]:
    """n fillings of every form, one a week; each with a reprint of the same day and with a correction."""
    made: list[Report] = []
    for filling, (form, text) in enumerate(reports(rng, n, (*FORMS, *TERSE, *ORDINARY))):
        hours = 168 * (filling % n)
        made.append(Report(form, filling, hours, "wire.example", text))
        made.append(Report(form, filling, hours + rng.randint(1, 20), "calder.example", _reprinted(rng, text)))
        made.append(Report(form, filling, hours + rng.randint(1, 6), "wire.example", _corrected(rng, text)))
    return made


def _reprinted(rng: random.Random, text: str) -> str:
    """Another outlet's dateline, a few words changed, now and then without the last sentence."""
    text = re.sub(r"\b[a-z]{4,}\b", lambda m: rng.choice(_OTHER_WORDS) if rng.random() < 0.04 else m[0], text)
    cut = text.rsplit(". ", 1)[0] + "." if rng.random() < 0.4 else text
    return f"{rng.choice(TOWNS).upper()} (Agence) - {cut}"


def _corrected(rng: random.Random, text: str) -> str:
    """One figure is another one, and a line says so."""
    found = rng.choice(list(re.finditer(r"\d+", text)))
    figure = str(int(found[0]) + rng.choice((-2, -1, 1, 2, 10)))
    return "CORRECTED - " + text[: found.start()] + figure + text[found.end() :]
