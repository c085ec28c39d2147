"""When two reports tell the same statement: each threshold from both sides, on overlaps given by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from newsloom.transforms.utterances import same_statement
from newsloom.transforms.utterances.same_statement import Bond, UtteranceOptions, find_bond
from newsloom.transforms.utterances.wording import SharedWords, wording
from tests.utterances.build import DAY, report

QUOTED, PARAPHRASE, NONE = Bond.QUOTED, Bond.PARAPHRASE, Bond.NONE
CLAUSE, PHRASE = "harbour prices will rise", "harbour prices rising steel"
MARKED = "“harbour prices” will rise"
CASES = [  # label, (share, both, words, content, run), days, speakers (one, two, unknown), types, text, bond
    ("verbatim", (1, 0.85, 4, 4, 0), 21, "one", "dir dir", CLAUSE, QUOTED),
    ("too long ago", (1, 0.85, 4, 4, 0), 22, "one", "dir dir", CLAUSE, NONE),
    ("less than verbatim", (0, 0.84, 4, 4, 0), 4, "one", "dir dir", CLAUSE, NONE),
    ("few words again", (1, 0.85, 4, 3, 0), 4, "one", "ind ind", CLAUSE, NONE),
    ("few words", (1, 0.85, 4, 3, 0), 3, "one", "ind ind", CLAUSE, QUOTED),
    ("few quoted words again", (1, 0.85, 4, 3, 0), 5, "one", "dir dir", CLAUSE, QUOTED),
    ("few quoted words, later", (1, 0.85, 4, 3, 0), 6, "one", "dir dir", CLAUSE, NONE),
    ("verbatim of two", (0, 0.85, 5, 4, 0), 0, "two", "dir dir", CLAUSE, QUOTED),
    ("verbatim of two, later", (0, 0.85, 5, 4, 0), 5, "two", "dir dir", CLAUSE, QUOTED),
    ("verbatim of two, too late", (0, 0.85, 5, 4, 0), 6, "two", "dir dir", CLAUSE, NONE),
    ("verbatim of somebody, much later", (0, 0.85, 5, 4, 0), 21, "unknown", "dir dir", CLAUSE, QUOTED),
    ("verbatim of two, no clause", (0, 0.85, 5, 4, 0), 0, "two", "dir dir", PHRASE, NONE),
    ("verbatim of two, short", (0, 0.85, 4, 4, 0), 0, "two", "dir dir", CLAUSE, NONE),
    ("verbatim of two, in a row", (0, 0.85, 5, 2, 5), 0, "two", "dir dir", CLAUSE, QUOTED),
    ("verbatim of two, not in a row", (0, 0.85, 5, 3, 4), 0, "two", "dir dir", CLAUSE, NONE),
    ("verbatim, of somebody", (0, 0.85, 5, 4, 0), 0, "unknown", "ind ind", CLAUSE, QUOTED),
    ("most quoted words", (0.75, 0, 4, 2, 2), 3, "one", "dir dir", CLAUSE, QUOTED),
    ("most quoted words, not close", (0.75, 0, 4, 2, 2), 4, "one", "dir dir", CLAUSE, NONE),
    ("all quoted words, later", (0.95, 0, 5, 2, 2), 5, "one", "dir dir", CLAUSE, QUOTED),
    ("all quoted words of somebody, later", (0.95, 0, 5, 2, 2), 5, "unknown", "dir dir", CLAUSE, QUOTED),
    ("all quoted words, too late", (0.95, 0, 5, 2, 2), 6, "one", "dir dir", CLAUSE, NONE),
    ("nearly all quoted words, later", (0.94, 0, 5, 2, 2), 4, "one", "dir dir", CLAUSE, NONE),
    ("fewer quoted words", (0.74, 0, 4, 2, 2), 2, "one", "dir dir", CLAUSE, NONE),
    ("most quoted words, little content", (0.75, 0, 4, 1, 2), 2, "one", "dir dir", CLAUSE, NONE),
    ("part of them in a row", (0.65, 0, 5, 2, 5), 0, "one", "dir dir", CLAUSE, QUOTED),
    ("part of them, shorter", (0.65, 0, 5, 2, 4), 2, "one", "dir dir", CLAUSE, NONE),
    ("less of them in a row", (0.64, 0, 5, 2, 5), 2, "one", "dir dir", CLAUSE, NONE),
    ("a run", (0.45, 0, 5, 3, 5), 0, "one", "dir dir", CLAUSE, QUOTED),
    ("a run in other words", (0.44, 0, 5, 3, 5), 2, "one", "dir dir", CLAUSE, NONE),
    ("a long run in other words", (0.1, 0, 8, 4, 8), 0, "one", "dir dir", CLAUSE, QUOTED),
    ("a shorter run in other words", (0.1, 0, 8, 4, 7), 2, "one", "dir dir", CLAUSE, NONE),
    ("quoted by two", (0.8, 0, 5, 3, 5), 0, "two", "dir dir", CLAUSE, QUOTED),
    ("quoted by two, less", (0.79, 0, 5, 3, 5), 0, "two", "dir dir", CLAUSE, NONE),
    ("quoted by two, shorter", (0.8, 0, 5, 3, 4), 0, "two", "dir dir", CLAUSE, NONE),
    ("quoted by two, little content", (0.8, 0, 5, 2, 5), 0, "two", "dir dir", CLAUSE, NONE),
    ("few quoted words of two", (0.8, 0, 4, 3, 5), 2, "two", "dir dir", CLAUSE, NONE),
    ("few quoted words of somebody", (0.8, 0, 4, 3, 5), 2, "unknown", "dir dir", CLAUSE, NONE),
    ("told", (0.6, 0, 5, 3, 5), 2, "one", "dir ind", CLAUSE, PARAPHRASE),
    ("told, not close", (0.6, 0, 5, 3, 5), 3, "one", "dir ind", CLAUSE, NONE),
    ("told in other words", (0.59, 0, 5, 3, 5), 2, "one", "dir ind", CLAUSE, NONE),
    ("told, shorter", (0.6, 0, 5, 3, 4), 2, "one", "dir ind", CLAUSE, NONE),
    ("told, little content", (0.6, 0.69, 5, 2, 5), 2, "one", "dir ind", CLAUSE, NONE),
    ("told, little content, all of it", (0.6, 0.7, 5, 2, 5), 0, "one", "dir ind", CLAUSE, PARAPHRASE),
    ("told, all of it in other order", (0.7, 0.7, 5, 3, 1), 0, "one", "dir ind", CLAUSE, PARAPHRASE),
    ("told, less of it in other order", (0.7, 0.69, 5, 3, 1), 2, "one", "dir ind", CLAUSE, NONE),
    ("told, in other order, little content", (0.7, 0.7, 5, 2, 4), 2, "one", "dir ind", CLAUSE, NONE),
    ("told in part, in a row", (0.45, 0, 8, 4, 8), 0, "one", "ind ind", CLAUSE, PARAPHRASE),
    ("told in a smaller part", (0.44, 0, 8, 4, 8), 0, "one", "ind ind", CLAUSE, NONE),
    ("told in part, shorter", (0.45, 0, 8, 4, 7), 0, "one", "ind ind", CLAUSE, NONE),
    ("told in part, little content", (0.45, 0, 8, 3, 8), 0, "one", "ind ind", CLAUSE, NONE),
    ("told that day in any order", (0.7, 0, 5, 3, 1), 1, "one", "ind ind", CLAUSE, PARAPHRASE),
    ("told that day, less", (0.69, 0, 5, 3, 1), 1, "one", "ind ind", CLAUSE, NONE),
    ("told that day, little content", (0.7, 0, 5, 2, 1), 1, "one", "ind ind", CLAUSE, NONE),
    ("told that day, little content, in a row", (0.7, 0, 5, 2, 5), 1, "one", "ind ind", CLAUSE, PARAPHRASE),
    ("told that day, little content, shorter row", (0.7, 0, 5, 2, 4), 1, "one", "ind ind", CLAUSE, NONE),
    ("told that day, less, in a row", (0.69, 0, 5, 2, 5), 1, "one", "ind ind", CLAUSE, NONE),
    ("told later, in a row", (0.7, 0, 5, 2, 5), 2, "one", "ind ind", CLAUSE, NONE),
    ("told again that week", (0.9, 0, 4, 3, 2), 7, "one", "dir ind", CLAUSE, PARAPHRASE),
    ("told again the week after", (0.9, 0, 4, 3, 2), 8, "one", "dir ind", CLAUSE, NONE),
    ("told again that week, less", (0.89, 0, 4, 3, 2), 7, "one", "dir ind", CLAUSE, NONE),
    ("told again that week, little content", (0.9, 0, 4, 2, 2), 7, "one", "dir ind", CLAUSE, NONE),
    ("told again that week, of two", (0.9, 0, 4, 3, 2), 7, "two", "dir ind", CLAUSE, NONE),
    ("quoted again that week", (0.9, 0, 4, 3, 2), 7, "one", "dir dir", CLAUSE, NONE),
    ("quoted again in part that week", (0.95, 0, 4, 3, 2), 7, "one", "dir mix", MARKED, QUOTED),
    ("quoted again in part that week, less", (0.94, 0, 4, 3, 2), 7, "one", "dir mix", MARKED, PARAPHRASE),
    ("told that day in part, four words", (0.6, 0, 5, 4, 1), 1, "one", "ind ind", CLAUSE, PARAPHRASE),
    ("told that day in part, four words, less", (0.59, 0, 5, 4, 1), 1, "one", "ind ind", CLAUSE, NONE),
    ("told that day in part, many words", (0.5, 0, 9, 6, 1), 1, "one", "ind ind", CLAUSE, PARAPHRASE),
    ("told that day in part, many words, less", (0.49, 0, 9, 8, 1), 1, "one", "ind ind", CLAUSE, NONE),
    ("told in part the day after next", (0.5, 0, 9, 6, 1), 2, "one", "ind ind", CLAUSE, NONE),
    ("told that day, of somebody", (0.7, 0, 5, 3, 1), 1, "unknown", "ind ind", CLAUSE, NONE),
    ("a catchword that day", (0.75, 0, 4, 2, 2), 1, "one", "mix mix", MARKED, QUOTED),
    ("a catchword later", (0.75, 0, 4, 2, 2), 2, "one", "mix mix", MARKED, NONE),
    ("less of a catchword", (0.69, 0, 4, 3, 2), 1, "one", "mix mix", MARKED, NONE),
    ("a catchword, little content", (0.75, 0, 4, 1, 2), 1, "one", "mix mix", MARKED, NONE),
    ("a catchword of somebody", (0.75, 0, 4, 2, 2), 1, "unknown", "mix mix", MARKED, NONE),
    ("told of two", (1, 0.84, 9, 5, 9), 0, "two", "ind ind", CLAUSE, NONE),
    ("told of somebody", (0.6, 0, 5, 3, 5), 0, "unknown", "dir ind", CLAUSE, NONE),
    ("told of somebody, the whole", (0.6, 0.7, 7, 4, 7), 0, "unknown", "dir ind", CLAUSE, PARAPHRASE),
    ("told of somebody, less", (0.6, 0.69, 7, 4, 7), 0, "unknown", "dir ind", CLAUSE, NONE),
    ("told of somebody, shorter", (0.6, 0.7, 7, 4, 6), 0, "unknown", "dir ind", CLAUSE, NONE),
    ("told of somebody, little content", (0.6, 0.7, 7, 3, 7), 0, "unknown", "dir ind", CLAUSE, NONE),
    ("two levelled words", (1, 1, 9, 4, 9), 0, "one", "dir dir", "harbour prices", NONE),
    ("three levelled words", (1, 1, 9, 4, 9), 0, "one", "dir dir", "harbour prices rise", QUOTED),
]
UNDATED = [  # label, (share, both, words, content, run), speakers, types, bond; one of the reports has no day
    ("verbatim", (1, 0.85, 4, 2, 0), "one", "dir dir", QUOTED),
    ("most quoted words", (0.75, 0, 4, 3, 2), "one", "dir dir", QUOTED),
    ("a catchword", (0.75, 0, 4, 2, 2), "one", "dir dir", NONE),
    ("told as that day", (0.7, 0, 5, 3, 1), "one", "ind ind", NONE),
    ("told as two days later", (0.6, 0, 5, 3, 5), "one", "dir ind", PARAPHRASE),
    ("a run of two", (0.8, 0, 5, 4, 5), "two", "dir dir", QUOTED),
    ("a figure of speech of two", (0.8, 0, 5, 3, 5), "two", "dir dir", NONE),
    ("a run of somebody", (0.75, 0, 5, 4, 5), "unknown", "dir dir", QUOTED),
    ("a figure of speech of somebody", (0.75, 0, 5, 3, 5), "unknown", "dir dir", NONE),
    ("a shorter run of somebody", (0.75, 0, 5, 4, 4), "unknown", "dir dir", NONE),
    ("verbatim of somebody", (0.75, 0.85, 5, 4, 0), "unknown", "dir dir", QUOTED),
]
KINDS = {"dir": "direct", "ind": "indirect", "mix": "mixed"}


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_thresholds(case: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    _, numbers, days, speakers, types, text, expected = case
    monkeypatch.setattr(same_statement, "measure_overlap", lambda one, other: SharedWords(*numbers))
    kinds = [KINDS[kind] for kind in types.split()]
    one = report(text, "a", type=kinds[0])
    speaker = {"one": "lee", "two": "park", "unknown": None}[speakers]
    other = report(text, "b", type=kinds[1], speaker=speaker, day=DAY + dt.timedelta(days=days))
    for first, second in ((one, other), (other, one)):
        bond, share = find_bond(first, second, UtteranceOptions())
        assert bond == expected
        assert share == (numbers[1] if expected else 0)


@pytest.mark.parametrize("case", UNDATED, ids=[case[0] for case in UNDATED])
def test_reports_without_a_day_share_more(case: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    _, numbers, speakers, types, expected = case
    monkeypatch.setattr(same_statement, "measure_overlap", lambda one, other: SharedWords(*numbers))
    kinds = [KINDS[kind] for kind in types.split()]
    one = report(CLAUSE, "a", type=kinds[0])
    speaker = {"one": "lee", "two": "park", "unknown": None}[speakers]
    other = report(CLAUSE, "b", type=kinds[1], speaker=speaker, day=None)
    for first, second in ((one, other), (other, one)):
        assert find_bond(first, second, UtteranceOptions())[0] == expected


OFFERS, RETOLD = "I immediately dismissed these offers", "he “immediately dismissed the offers”"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"resolution": "nominal"}, QUOTED),
        ({"resolution": "nominal", "day": DAY + dt.timedelta(days=1)}, QUOTED),
        ({"resolution": "nominal", "day": DAY + dt.timedelta(days=2)}, NONE),
        ({"resolution": "nominal", "speaker_kind": "organisation"}, NONE),
        ({"resolution": "nominal", "speaker_kind": "anonymous", "speaker": None}, QUOTED),
        ({"resolution": "named"}, NONE),
        ({"resolution": "pronoun"}, NONE),
    ],
)
def test_words_of_somebody_described(values: dict, expected: Bond) -> None:
    one, other = report(OFFERS, "a"), report(RETOLD, "b", **({"type": "mixed", "speaker": "park"} | values))
    for first, second in ((one, other), (other, one)):
        assert find_bond(first, second, UtteranceOptions())[0] is expected


@pytest.mark.parametrize(
    "text",
    ["he “dismissed the offers”", "he “immediately dismissed the offers” and told his superiors of the visit"],
)
def test_words_of_somebody_described_in_part(text: str) -> None:
    other = report(text, "b", type="mixed", speaker="park", resolution="nominal")
    assert find_bond(report(OFFERS, "a"), other, UtteranceOptions())[0] is NONE


@pytest.mark.parametrize(("kind", "expected"), [("indirect", PARAPHRASE), ("direct", NONE)])
def test_two_sentences_about_one_thing_are_told_alike_but_not_said(kind: str, expected: Bond) -> None:
    one = report("the divers inspect the valley dam every winter, and no crack was ever seen on the wall", "a")
    text = "divers will inspect the valley dam in winter, because cracks were seen by a farmer last year"
    other = report(text, "b", type=kind)
    assert find_bond(one, other, UtteranceOptions())[0] is expected


CUT = "she warned the harbour of a “perception of a conflict of interest” in May"
WHOLE = "for years the ministry had feared the perception of a conflict of interest among engineers, lawyers and divers"


@pytest.mark.parametrize(
    ("cut", "values", "expected"),
    [
        (CUT, {}, PARAPHRASE),
        (CUT, {"day": DAY + dt.timedelta(days=2)}, NONE),
        (CUT, {"speaker": "park"}, NONE),
        (CUT.replace("of interest”", "of interests of hers”"), {}, NONE),
        (CUT.replace("“perception of a conflict of interest”", "“conflict of interest” and perception"), {}, NONE),
        (CUT.replace("“perception of a conflict of interest”", "“conflict of interest for all of us”"), {}, NONE),
    ],
)
def test_words_that_one_quotes_and_the_other_tells(cut: str, values: dict, expected: Bond) -> None:
    one, other = report(cut, "a", type="mixed"), report(WHOLE, "b", type="indirect", **values)
    for first, second in ((one, other), (other, one)):
        assert find_bond(first, second, UtteranceOptions())[0] is expected


@pytest.mark.parametrize(
    ("cut", "expected"), [("rotten timber bridge piers", PARAPHRASE), ("rotten timber bridge", NONE)]
)
def test_words_that_one_quotes_and_the_other_tells_are_four(cut: str, expected: Bond) -> None:
    one = report(f"she warned the harbour in May of “{cut}” and of nothing else that she knew", "a", type="mixed")
    other = report("for years the ministry had feared rotten timber bridge piers among engineers", "b", type="indirect")
    assert find_bond(one, other, UtteranceOptions())[0] is expected


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("there was no talk of new harbour cranes at the March meeting", "lee", QUOTED),
        ("there was no talk of new harbour cranes at the March meeting", "park", NONE),
        ("there was no talk of boats at the March meeting", "lee", NONE),
        ("there had not been talk of new harbour cranes at the March meeting", "park", QUOTED),
    ],
)
def test_what_an_article_tells_twice_is_told_in_nearly_the_same_words(text: str, speaker: str, expected: Bond) -> None:
    one = report("there had not been talk of new harbour cranes at the March meeting", "a", article_id="a")
    assert find_bond(one, report(text, "b", article_id="a", speaker=speaker), UtteranceOptions())[0] is expected


def test_a_group_is_bound_as_somebody() -> None:
    text = "the harbour prices rise on steel again"
    other = "the harbour prices rise on steel because boats, cranes, trucks and trains cost more"
    one = report(text, "a", type="indirect")
    assert find_bond(one, report(other, "b", type="indirect"), UtteranceOptions())[0] is PARAPHRASE
    group = report(other, "b", type="indirect", speaker_kind="collective")
    assert find_bond(group, replace(one, speaker_kind="collective"), UtteranceOptions())[0] is NONE


def test_a_body_and_its_person_do_not_differ() -> None:
    text = "the harbour town will no longer pay for steel cranes and boats"
    body = report(text, "a", type="indirect", speaker="council", speaker_kind="organisation")
    shorter = report(text.removesuffix(" and boats"), "b", type="indirect")
    assert find_bond(body, shorter, UtteranceOptions())[0] is not NONE
    for kind in ("person", "organisation"):
        two = replace(body, speaker_kind=kind), replace(shorter, speaker_kind=kind)
        few = [replace(one, text="the price of the harbour") for one in two]
        assert find_bond(*few, UtteranceOptions())[0] is NONE


def test_quoted_words_of_mixed_reports() -> None:
    one = report("the price was “a shame for the whole harbour town”", "a", type="mixed")
    other = report("she had called it “a shame for the whole harbour town” again", "b", type="mixed")
    apart = report("she called it a shame for the whole harbour town, “again”", "c", type="mixed")
    assert find_bond(one, other, UtteranceOptions())[0] is QUOTED
    assert find_bond(one, apart, UtteranceOptions())[0] is not QUOTED


def test_two_quotes_of_one_article_are_one_if_they_are_the_same() -> None:
    one = report("harbour prices will rise", "a", article_id="s")
    assert find_bond(one, report("harbour prices will rise", "b", article_id="s"), UtteranceOptions())[0] is QUOTED
    assert find_bond(one, report("harbour prices will rise soon", "b", article_id="s"), UtteranceOptions())[0] is NONE


def test_unknown_days_are_close() -> None:
    one = report("harbour prices will rise again", "a", day=None)
    assert find_bond(one, replace(one, article_id="b", day=DAY), UtteranceOptions())[0] is QUOTED


def test_days_count_both_ways() -> None:
    one = report("harbour prices will rise", "a", day=DAY + dt.timedelta(days=30))
    assert find_bond(one, report("harbour prices will rise", "b"), UtteranceOptions())[0] is NONE
    assert wording("harbour prices will rise").level


@pytest.mark.parametrize(
    ("quoted", "both", "content", "expected"),
    [(0.8, 0.8, 3, True), (0.79, 0.8, 3, False), (0.8, 0.79, 3, False), (0.8, 0.8, 2, False)],
)
def test_how_much_of_the_words_of_somebody_described_is_shared(quoted, both, content, expected) -> None:
    one, other = report(OFFERS, "a"), report(OFFERS, "b", speaker="park", resolution="nominal")
    overlaps = SharedWords(1, quoted, 9, content, 2), SharedWords(1, both, 9, content, 2)
    assert same_statement._is_of_one_described(one, other, *overlaps, UtteranceOptions()) == expected
