"""Which reports are one utterance: quoted words bind, paraphrases join one statement and lead no further."""

import datetime as dt
from itertools import combinations, permutations

from newsloom.transforms.utterances.grouping import ReportLink, bind_reports, choose_reference, form_groups
from newsloom.transforms.utterances.same_statement import Bond, UtteranceOptions
from tests.utterances.build import NOON, report

DIRECT = ("direct", "direct", "direct", "direct")


def groups(types: dict[str, str], *links: tuple[str, str, Bond, float], **words: str) -> set[frozenset[str]]:
    reports = {q: report(words.get(q, "x y z"), q, type=kind) for q, kind in types.items()}
    partitions = set()
    for order in permutations(links) if len(links) < 5 else [links]:
        formed = form_groups(reports, [ReportLink(*link) for link in order], {}, UtteranceOptions())
        partitions.add(frozenset(frozenset(t.quote_id for t in group.members) for group in formed))
    assert len(partitions) == 1, "the order of links must not matter"
    return set(partitions.pop())


def test_quoted_words_bind_for_good() -> None:
    types = dict.fromkeys("abc", "direct")
    links = ("a", "b", Bond.QUOTED, 0.5), ("b", "c", Bond.QUOTED, 0.5)
    assert groups(types, *links) == {frozenset("abc")}


def test_a_paraphrase_joins_what_it_is_nearest_to() -> None:
    types = {"a": "direct", "b": "direct", "p": "indirect"}
    links = ("a", "p", Bond.PARAPHRASE, 0.5), ("b", "p", Bond.PARAPHRASE, 0.6)
    assert groups(types, *links) == {frozenset("a"), frozenset("bp")}


def test_paraphrases_make_no_chain() -> None:
    types = dict.fromkeys("abcd", "indirect")
    links = [(x, y, Bond.PARAPHRASE, share) for x, y, share in (("a", "b", 0.9), ("b", "c", 0.8), ("c", "d", 0.7))]
    found = groups(types, *links, b="w x y z")
    assert found == {frozenset("abc"), frozenset("d")}


def test_a_paraphrase_does_not_bind_two_statements() -> None:
    types = dict.fromkeys("abcd", "direct") | {"p": "indirect"}
    links = [("a", "b", Bond.QUOTED, 0.9), ("c", "d", Bond.QUOTED, 0.9)]
    links += [("a", "p", Bond.PARAPHRASE, 0.5), ("c", "p", Bond.PARAPHRASE, 0.5)]
    assert len(groups(types, *links)) == 2
    assert len(groups(types, *links[:2], ("a", "c", Bond.PARAPHRASE, 0.9))) == 2 + 1


def test_paraphrases_that_are_alike_are_joined_by_the_fullest() -> None:
    types = {"a": "indirect", "b": "indirect", "c": "direct", "d": "direct"}
    links = [("a", "b", Bond.QUOTED, 0.9), ("a", "c", Bond.PARAPHRASE, 0.5)]
    assert groups(types, *links, a="w x y z") == {frozenset("abc"), frozenset("d")}
    assert groups(types, *links, b="w x y z") == {frozenset("ab"), frozenset("c"), frozenset("d")}


def test_a_paraphrase_joins_by_one_that_has_nearly_the_words_of_the_fullest() -> None:
    types = {"a": "indirect", "b": "indirect", "c": "indirect"}
    links = [("a", "b", Bond.QUOTED, 0.9), ("a", "c", Bond.PARAPHRASE, 0.5)]
    telling = "ships crane steel dock price"
    assert groups(types, *links, a=telling, b=telling + " will", c="harbour") == {frozenset("abc")}
    assert groups(types, *links, a=telling, b=telling + " boat", c="harbour") == {frozenset("ab"), frozenset("c")}


def test_binding_skips_what_is_joined_already() -> None:
    text = "harbour prices will rise again"
    reports = {q: report(text, q) for q in "abc"} | {"d": report("it is late", "d")}
    pairs = [("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")]
    links = bind_reports(reports, pairs, UtteranceOptions())
    assert [(link.one, link.other) for link in links] == [("a", "b"), ("b", "c")]
    assert {link.bond for link in links} == {Bond.QUOTED}


def test_the_oldest_id_stays() -> None:
    reports = {"a": report("x", "a", utterance_id="u_1"), "b": report("x", "b", utterance_id="u_2")}
    stored = {"u_1": {"first_seen_at": NOON + dt.timedelta(1)}, "u_2": {"first_seen_at": NOON}}
    (group,) = form_groups(reports, [ReportLink("a", "b", Bond.QUOTED, 1.0)], stored, UtteranceOptions())
    assert (group.utterance_id, group.merged) == ("u_2", ("u_1",))


def test_the_fullest_direct_form_is_the_reference() -> None:
    short, long_one = report("x y", "a"), report("x y z", "b")
    mixed, told = report("w x y “z”", "c", type="mixed"), report("v w x y z", "d", type="indirect")
    assert choose_reference([told, mixed, short, long_one]) is long_one
    assert choose_reference([told, mixed]) is mixed
    assert choose_reference([short, report("y x", "e")]) is short


def test_pairs_may_be_compared_apart() -> None:
    texts = [
        *(
            "we will not sell the old harbour to anybody",
            "we will not sell the old harbour",
            "the old harbour to anybody",
        ),
        *(
            "they would never sell the old harbour",
            "the council will raise the ferry fares in May",
            "raise ferry fares",
        ),
    ]
    kinds = ["direct", "indirect"]
    reports = {f"q{n}": report(text, f"q{n}", type=kinds[n % 2]) for n, text in enumerate(texts * 2)}
    pairs = [*combinations(reports, 2)]
    options = UtteranceOptions()

    def formed(size: int) -> list[list[str]]:
        portions = [pairs[start : start + size] for start in range(0, len(pairs), size)]
        links = [link for some in portions for link in bind_reports(reports, some, options)]
        return [[t.quote_id for t in group.members] for group in form_groups(reports, links, {}, options)]

    whole = formed(len(pairs))
    assert 1 < len(whole) < len(texts)
    assert all(formed(size) == whole for size in (1, 2, 7, 30))
