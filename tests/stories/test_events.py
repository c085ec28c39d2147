"""Events against themes, on the smallest inputs that have tempted stories to grow."""

from datetime import timedelta

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.stories.compare import compare
from tests.memory import NOW, TABLE_OF, articles, in_memory

STANDING = (
    "The inquiry into the collapse of the Orrin harbour wall has entered its second month.",
    "The wall gave way in a storm in January and two trawlers were lost.",
    "Judge Hanne Calder leads the inquiry, which sits in the customs house.",
    "The port company has said that the wall was surveyed every spring.",
    "Families of the crews have come to each of the hearings.",
    "A report is due before the herring season opens.",
)
WITNESSES = (
    (
        "Crane driver Emil Thorsby of Skarholm",
        "a crack as wide as a fist by the third bollard, and painted a white cross beside it",
    ),
    (
        "Diver Sunniva Lund of Vestnes",
        "loose timber piles under the lighthouse steps and photographed gravel drifting out of them",
    ),
    (
        "Bookkeeper Arvid Moen of Haldbrook",
        "invoices for concrete that no lorry ever brought, signed in violet ink by a clerk",
    ),
    ("Pilot Torleif Brekke of Nordby", "the beacon swaying at midnight while a tanker asked by radio for a berth"),
    ("Schoolteacher Ragna Dahl of Lowmoor", "pupils who measured the tide gauge and wrote to the mayor about seepage"),
    ("Engineer Odd Kvamme of Highmoor", "a computer model of waves that forecast the breach within four centimetres"),
)
OUTLETS = ("calder.example", "moor.example", "quay.example", "echo.example")
OPENINGS = ("told judges of", "spoke on oath about", "described", "gave evidence on")


def hearing(day, outlet):
    """A report of one day of the inquiry: four sentences of its own, six that all have."""
    who, what = WITNESSES[day]
    name = " ".join(who.split(" of ")[0].split()[-2:])
    own = (
        f"{who} {OPENINGS[outlet]} {what}.",
        f"{name} had seen {what}, the court heard.",
        f"Lawyers asked {name} why nobody was warned of {what}.",
        f"{name} wept when {OPENINGS[outlet].split()[0]} about {what}.",
    )
    return " ".join([*own, *STANDING])


def stories(texts, **columns):
    """The stories of the texts, in one run, by the background that ships."""
    new = articles(texts, **columns)
    done = compare(new, in_memory({name: table.empty() for name, table in TABLE_OF.items()}), load_assets().idf)
    story_of = dict(zip(*(column.to_pylist() for column in done.story_of.columns), strict=True))
    return [story_of[name] for name in new["article_id"].to_pylist()]


DAYS = [(day, outlet) for day in range(6) for outlet in range(4)]


@pytest.mark.parametrize("dated", [True, False])
def test_days_of_an_inquiry_are_events_of_their_own(dated):
    texts = [hearing(day, outlet) for day, outlet in DAYS]
    columns = {"outlet_domain": [OUTLETS[outlet] for _, outlet in DAYS]}
    if dated:
        columns["published_at"] = [NOW - timedelta(days=10 - day) for day, _ in DAYS]
    got = stories(texts, **columns)
    assert len({(day, story) for (day, _), story in zip(DAYS, got, strict=True)}) == 6, "each day is whole"
    assert len(set(got)) == 6, "no two days are one"


def test_two_reports_of_one_event_by_one_outlet_stay_together():
    one, two = stories(
        [hearing(0, 0), hearing(0, 1)],
        outlet_domain=[OUTLETS[0]] * 2,
        published_at=[NOW - timedelta(hours=h) for h in (3, 1)],
    )
    assert one == two


def test_equal_texts_neither_bind_nor_part_what_tells_the_event_otherwise():
    reports = (
        f"{WITNESSES[0][0]} told judges of {WITNESSES[0][1]}. {' '.join(STANDING)}",
        f"A diver told judges of timber piles. {STANDING[0]} {' '.join(WEEKS[:4])}",
    )
    for texts in (reports, reports * 2, reports * 3):
        got = stories([*texts, *WEEKS[4:]], published_at=[NOW - timedelta(days=1)] * (len(texts) + 2))
        assert len(set(got[: len(texts)])) == 1
        assert len(set(got)) == 3


NO_DAY = [
    # label, how many days ago each of the two reports was published, and four others were; whether the two are one
    ("all of one day", (1, 1, 1), True),
    ("no day at all", (None, None, None), True),
    ("one has no day, the others have", (1, None, 1), False),
    ("neither has a day, the others have", (None, None, 1), False),
]


@pytest.mark.parametrize(("days", "together"), [row[1:] for row in NO_DAY], ids=[row[0] for row in NO_DAY])
def test_one_without_a_day_needs_more_where_others_have_one(days, together):
    reports = (
        f"{WITNESSES[0][0]} told judges of {WITNESSES[0][1]}. {' '.join(STANDING)}",
        f"A diver told judges of timber piles. {STANDING[0]} {WEEKS[0]} {WEEKS[1]}",
    )
    at = [None if day is None else NOW - timedelta(days=day) for day in (*days, *days[2:] * 3)]
    got = stories([*reports, *WEEKS[2:]], published_at=at)
    assert (got[0] == got[1]) == together


LETTER = (
    "This is The Quay Letter, our look at the week on the water.",
    "It is written in the loft above the chandlery and sent to friends of the harbour.",
    "Tell a neighbour who likes boats about it.",
    "Old numbers can be read in the reading room of the library.",
    "Write to us about what you see from your window.",
)
WEEKS = (
    "Herring came late and the smokehouse lit its ovens for nine barrels. Gulls nest on the bollards.",
    "The ferry Solveig has a new propeller of bronze. Her captain polished it himself with ash.",
    "A choir of welders sang in the dry dock. Nobody knew the second verse.",
    "Ice closed the canal for the skaters. A fox crossed it at dusk.",
    "The lighthouse is painted red again. Forty buckets were needed for the lantern room.",
    "Two students count jellyfish from the pier. They have names for the largest.",
)


def test_a_letter_of_an_outlet_is_no_story():
    texts = [f"{week} {' '.join(LETTER)}" for week in WEEKS]
    at = [NOW - timedelta(days=9 - day) for day in range(len(WEEKS))]
    titles = [f"The Quay Letter: {week.split('.')[0]}" for week in WEEKS]
    assert len(set(stories(texts, outlet_domain=["quay.example"] * 6, published_at=at, title=titles))) == 6


def test_two_arrests_told_in_one_form_are_two_events():
    form = (
        "Actor {0} was arrested in {1} on Friday on suspicion of driving while drunk, police said. {0} was stopped "
        "near the {1} bridge, failed a breath test and was released on bail. A spokesman for {0} did not answer calls."
    )
    told = (form, form.replace("police said", "officers said"), "Police said: " + form)
    people = (("Oddvar Lind", "Skarholm"), ("Ragnhild Moe", "Vestnes"))
    got = stories([text.format(*person) for person in people for text in told])
    assert len(set(got)) == len({(n // 3, story) for n, story in enumerate(got)}) == 2
