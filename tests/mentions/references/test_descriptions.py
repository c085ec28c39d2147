"""Whom "the governor" or "the Texas Republican" describes, by what the article says of its people."""

from __future__ import annotations

import pytest

from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.mentions.references.descriptions import Description, Descriptions, _title_before
from tests.marked_names import article, gazetteer, names

LEE = "[PERSON Ann Lee]"
CASES = [  # label, text before, description, whether it means Ann Lee
    ("title before", f"Governor {LEE} spoke.", "The governor", True),
    ("short title", f"Gov. {LEE} spoke.", "The governor", True),
    ("title that another implies", f"Sen. {LEE} spoke.", "The lawmaker", True),
    ("another title", f"Governor {LEE} spoke.", "The judge", False),
    ("in apposition before", f"The new chair of the board, {LEE}, spoke.", "The chair", True),
    ("in apposition behind", f"{LEE}, a judge in Oslo, spoke.", "The judge", True),
    ("in apposition, led to", f"A letter from the judge, {LEE}, came.", "The judge", True),
    ("behind a clause", f"Scolded by the judge, {LEE} wept.", "The judge", False),
    ("the object of a participle", f"{LEE}, scolding the judge, wept.", "The judge", False),
    ("with an age", f"{LEE}, 41, a judge, spoke.", "The judge", True),
    ("somebody else's title", f"{LEE}, a friend of the judge, spoke.", "The judge", False),
    ("in a clause", f"{LEE} has been governor since May.", "The governor", True),
    ("in a clause with an article", f"{LEE} is the mayor of Oslo.", "The mayor", True),
    ("of a sentence before", f"It was for the President. {LEE} spoke.", "The president", False),
    ("behind a verb", f"The mayor praised {LEE}.", "The mayor", False),
    ("vice", f"Vice President {LEE} spoke.", "The president", False),
    ("vice in both", f"Vice President {LEE} spoke.", "The vice president", True),
    ("party in brackets", f"Sen. {LEE} (D-Ohio) spoke.", "The Democrat", True),
    ("party behind a comma", f"Sen. {LEE}, R-Ohio, spoke.", "The Republican", True),
    ("the other party", f"Sen. {LEE}, R-Ohio, spoke.", "The Democrat", False),
    ("party and office", f"Sen. {LEE}, R-Ohio, spoke.", "The Republican senator", True),
    ("the other party's", f"Sen. {LEE}, R-Ohio, spoke.", "The Democratic senator", False),
    ("a place near", f"Sen. {LEE} of [GPE Ohio] spoke.", "The [GPE Ohio] senator", True),
    ("a place far off", f"Sen. {LEE} spoke." + " It rained." * 30, "The [GPE Ohio] senator", False),
    ("a word that is new", f"Rep. {LEE} spoke.", "The four-term congresswoman", True),
    ("a name said before", f"{LEE}, an adviser to [PERSON Ben Park], spoke.", "The [PERSON Park] adviser", True),
    ("one of the party without a name", f"Sen. {LEE} (D-Ohio) spoke. One Democrat frowned.", "The Democrat", False),
    ("before it was said", "It rained.", "The governor", False),
    ("two", f"Gov. {LEE} met Gov. [PERSON Ben Park].", "The governor", False),
    ("two, one long ago", f"Gov. [PERSON Ben Park] left.{' It rained.' * 160} Gov. {LEE} came.", "The governor", True),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_description(case: tuple[str, str, str, bool]) -> None:
    _, before, phrase, expected = case
    found = names(f"{before} {phrase} left.")
    meant = [found.chains[m["chain"]]["name"] for m in found.mentions if m["kind"] == "nominal"]
    assert meant == (["Ann Lee"] if expected else [])


def test_a_title_that_too_many_have_describes_nobody() -> None:
    crowd = " ".join(f"Gov. [PERSON Ann Lee{chr(97 + i % 26)}{chr(97 + i // 26)}] came." for i in range(40))
    assert not [m for m in names(crowd + " The governor left.").mentions if m["kind"] == "nominal"]


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("They met Gov. ", "Gov."),
        ("They met State Treas. ", "State Treas."),
        ("They left Europe. ", ""),
        ("They met the director of Gull Watch ", "director of Gull Watch"),
        ("They spoke of ", ""),
        ("", ""),
    ],
)
def test_the_title_right_before_a_name(before: str, title: str) -> None:
    assert _title_before(before) == title


@pytest.mark.parametrize(
    ("titles", "noun", "expected"),
    [
        (["governor"], "president", True),
        (["governor"], "governor", False),
        (["adviser"], "president", False),
        (["governor"], "adviser", False),
        (["adviser", "mayor"], "president", True),
        ([], "president", False),
    ],
)
def test_of_some_offices_one_has_one(titles: list[str], noun: str, expected: bool) -> None:
    assert Description({("", title): 0 for title in titles}).has_another(noun) == expected


FAR = " It rained." * 40
TWO = f"{LEE}, an engineer of Oslo, spoke.{FAR} [PERSON Ben Park] came."
OPEN = [  # label, text, words of the description, those that are places, who it may be
    ("anybody", TWO, ("governor",), (), {0, 1}),
    ("a place near one", TWO, ("oslo", "governor"), ("oslo",), {0}),
    ("a place near nobody", TWO, ("bergen", "governor"), ("bergen",), {0, 1}),
    ("a word said of one", TWO, ("engineer", "governor"), (), {0}),
    ("a word said of nobody", TWO, ("tall", "governor"), (), {0, 1}),
    ("an office that one has", f"Judge {LEE} met [PERSON Ben Park].", ("governor",), (), {1}),
    ("a title that is given", f"Governor {LEE} met [PERSON Ben Park].", ("governor",), (), {0}),
    ("an office of one country", f"{LEE} met [PERSON Ben Park].", ("president",), (), set()),
    ("a party that one has", f"Democratic Senator {LEE} met [PERSON Ben Park].", ("democrat",), (), {0}),
    (
        "a party that one has, of another place",
        f"Democratic Senator {LEE} met [PERSON Ben Park].",
        ("bergen", "democrat"),
        ("bergen",),
        {0, 1},
    ),
    ("a party that is told of none", f"{LEE} met [PERSON Ben Park].", ("democrat",), (), {0, 1}),
    ("one who is named later", f"It rained.{FAR}{FAR}{FAR}{FAR} {LEE} spoke.", ("governor",), (), {0}),
    ("one who was named long ago", f"{LEE} spoke.{FAR}{FAR}{FAR}{FAR}", ("governor",), (), set()),
]


@pytest.mark.parametrize(("label", "text", "phrase", "places", "expected"), OPEN, ids=[case[0] for case in OPEN])
def test_whom_a_description_may_mean(label: str, text: str, phrase: tuple, places: tuple, expected: set) -> None:
    item = article(text)
    spans = find_name_spans(item, gazetteer())
    people = Descriptions(item.text, {n: [span] for n, span in enumerate(spans)})
    assert people.candidates(phrase, places, len(item.text)) == expected


UNSAID = [  # text, words of a description, those that are places, whom news may so describe without having said it
    (f"{LEE} came.", ("judge",), (), set()),
    (f"{LEE} came.", ("governor",), (), set()),
    (f"{LEE} came.", ("bergen", "governor"), ("bergen",), {0}),
    (f"{LEE} came.", ("bergen", "judge"), ("bergen",), set()),
    (f"{LEE} came.", ("republican", "nominee"), (), {0}),
    (f"President {LEE} came.", ("republican", "nominee"), (), set()),
    (f"Former President {LEE} came.", ("republican", "nominee"), (), {0}),
    (f"Vice President {LEE} came.", ("republican", "nominee"), (), {0}),
    (f"{LEE} came.", ("republican",), (), {0}),
    (f"Judge {LEE} met [PERSON Ben Park].", ("judge",), (), {0}),
]


@pytest.mark.parametrize(("text", "phrase", "places", "expected"), UNSAID)
def test_whom_news_describes_without_having_said_it(text: str, phrase: tuple, places: tuple, expected: set) -> None:
    item = article(text)
    spans = find_name_spans(item, gazetteer())
    people = Descriptions(item.text, {n: [span] for n, span in enumerate(spans)})
    assert people.without_saying(frozenset(range(len(spans))), phrase, places) == expected


CLAUSES = [  # text, its finite verbs, who may be meant by "the president"
    (f"When asked whether the president knew of it, {LEE} said no.", ("knew", "said"), False),
    (f"The mayor told the president, {LEE} said.", ("told", "said"), False),
    (f"{LEE}, hopes the president, who knew, will go.", ("hopes", "knew", "will"), False),
    (f"{LEE} was told the president had left.", ("was", "had"), False),
    (f"{LEE}, asked if the president knew, said no.", ("knew", "said"), False),
    (f"The club's president, {LEE}, left.", ("left",), True),
    (f"{LEE}, the president, left.", ("left",), True),
    (f"{LEE} is the president of the club, which grew.", ("is", "grew"), True),
    (f"According to {LEE}, the president said no.", ("said",), False),
]


@pytest.mark.parametrize(("text", "verbs", "described"), CLAUSES)
def test_a_clause_beside_a_name_describes_nobody(text: str, verbs: tuple[str, ...], described: bool) -> None:
    item = article(text)
    (span,) = find_name_spans(item, gazetteer())
    offsets = sorted(item.text.index(f" {verb}") + 1 for verb in verbs)
    people = Descriptions(item.text, {0: [span]}, offsets)
    assert people.bearer(("president",), (), len(item.text)) == (0 if described else None)
