"""Organisations of one article under shorter names."""

import pytest

from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.marked_names import article, gazetteer

SEVEN = "Gull Tern Auk Eider Skua Puffin Heron"
CASES = [
    (
        "seven words of eight",
        f"[ORG {SEVEN}] met. [ORG {SEVEN} Caucus] left.",
        [[SEVEN, f"{SEVEN} Caucus"]],
    ),
    (
        "eight words of nine",
        f"[ORG {SEVEN} Egret] met. [ORG {SEVEN} Egret Caucus] left.",
        [[f"{SEVEN} Egret"], [f"{SEVEN} Egret Caucus"]],
    ),
    ("first word", "[ORG Gull Sachs] rose. [ORG Gull] fell.", [["Gull Sachs", "Gull"]]),
    ("last word", "[ORG Brelt Lindau] won. [ORG Lindau] played.", [["Brelt Lindau", "Lindau"]]),
    ("not before it is named in full", "[ORG Gull] fell. [ORG Gull Sachs] rose.", [["Gull"], ["Gull Sachs"]]),
    ("before a company", "[ORG Gull] fell. [ORG Gull Motor Co] rose.", [["Gull", "Gull Motor Co"]]),
    ("a word of two", "[ORG Gull Sachs], [ORG Gull Bank]. [ORG Gull] fell.", [["Gull Sachs"], ["Gull Bank"], ["Gull"]]),
    (
        "a word of two, one a company",
        "[ORG Gull Motor Co], [ORG Gull Bank]. [ORG Gull] fell.",
        [["Gull Motor Co", "Gull"], ["Gull Bank"]],
    ),
    (
        "a paper",
        "The [ORG Brelt Times] asked. It left, [ORG the Times] wrote.",
        [["Brelt Times", "the Times"]],
    ),
    (
        "another paper",
        "The [ORG Brelt Times] asked. It left, [ORG The Times] wrote.",
        [["Brelt Times"], ["The Times"]],
    ),
    (
        "one of two papers",
        "The [ORG Brelt Times] met the [ORG Gull Times]. It left, [ORG the Times] wrote.",
        [["Brelt Times"], ["Gull Times"], ["the Times"]],
    ),
    ("the head of a name", "[ORG Council on Fish] met. [ORG Council] left.", [["Council on Fish", "Council"]]),
    (
        "an ordinary word, twice",
        "[ORG Union Rural Power] met. [ORG Union]'s rates fell. [ORG Union] left.",
        [["Union Rural Power", "Union", "Union"]],
    ),
    (
        "with an article",
        "[ORG Union Rural Power] met. The [ORG Union] fell. [ORG Union] left.",
        [["Union Rural Power"], ["Union", "Union"]],
    ),
    (
        "at the end of a name",
        "[ORG Rural Power Union] met. [ORG Union] fell. [ORG Union] left.",
        [["Rural Power Union"], ["Union", "Union"]],
    ),
    ("its kind", "[ORG Gull Care] met. [ORG Gull Care Caucus] left.", [["Gull Care", "Gull Care Caucus"]]),
    (
        "kind in front",
        "[ORG Department of Gull Law] met. [ORG Gull Law] left.",
        [["Department of Gull Law", "Gull Law"]],
    ),
    ("its place", "[ORG Gull Haven Co of Ulm] met. [ORG Gull Haven] left.", [["Gull Haven Co of Ulm", "Gull Haven"]]),
    (
        "its place, later",
        "[ORG Gull Haven] ate. [ORG Gull Haven of Ulm] left.",
        [["Gull Haven"], ["Gull Haven of Ulm"]],
    ),
    (
        "of two",
        "[ORG Gull Haven of Brelt] met. [ORG Gull Haven of Lindau] left. [ORG Gull Haven] won.",
        [["Gull Haven of Brelt"], ["Gull Haven of Lindau"], ["Gull Haven"]],
    ),
    ("another body", "[ORG Gull Care Radio] met. [ORG Gull Care] left.", [["Gull Care Radio"], ["Gull Care"]]),
    (
        "with and without an apostrophe",
        "[ORG Holm's campaign] met. The [ORG Holm campaign] left.",
        [["Holm's campaign", "Holm campaign"]],
    ),
    ("with its country", "[ORG U.S. Fish Office] met. [ORG Fish Office] left.", [["U.S. Fish Office", "Fish Office"]]),
    ("a lost apostrophe", "[ORG Gull Inc] rose. [ORG Gulls] price fell.", [["Gull Inc", "Gulls"]]),
    ("of a place", "[GPE Brelt] rose. [GPE Brelts] mayor left.", [["Brelt", "Brelts"]]),
    (
        "short of a short one",
        "[ORG Gull Bank] rose. [ORG Gulls Bank] ate. [ORG Gulls Banks] fell.",
        [["Gull Bank", "Gulls Bank", "Gulls Banks"]],
    ),
    (
        "of two countries",
        "[ORG U.S. Gull Care] met. [ORG UK Gull Care] ate. [ORG Gull Care] left.",
        [["U.S. Gull Care"], ["UK Gull Care"], ["Gull Care"]],
    ),
    ("of another kind", "[GPE Gull] rose. [ORG Gulls] won.", [["Gull"], ["Gulls"]]),
    ("a chamber is nobody's end", "[ORG Gull Congress] met. [ORG Congress] ate.", [["Gull Congress"], ["Congress"]]),
    ("a chamber's own end", "[ORG House of Commons] met. [ORG Commons] ate.", [["House of Commons", "Commons"]]),
    ("a club with and without", "[ORG Gull] lost. [ORG Gull FC] paid.", [["Gull", "Gull FC"]]),
    ("nobody has it without", "[ORG Gulls] won. [ORG Terns] lost.", [["Gulls"], ["Terns"]]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_joined(label: str, text: str, expected: list[list[str]]) -> None:
    read = article(text)
    spans = find_name_spans(read, gazetteer())
    chains = build_chains(read.text, spans, gazetteer())
    assert sorted([spans[i].text for i in chain.names] for chain in chains) == sorted(expected)
