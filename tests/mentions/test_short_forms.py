"""Organisations of one article under shorter names."""

import pytest

from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.marked_names import article, gazetteer

CASES = [
    ("first word", "[ORG Gull Sachs] rose. [ORG Gull] fell.", [["Gull Sachs", "Gull"]]),
    ("last word", "[ORG Brelt Lindau] won. [ORG Lindau] played.", [["Brelt Lindau", "Lindau"]]),
    ("not before it is named in full", "[ORG Gull] fell. [ORG Gull Sachs] rose.", [["Gull"], ["Gull Sachs"]]),
    ("a word of two", "[ORG Gull Sachs], [ORG Gull Bank]. [ORG Gull] fell.", [["Gull Sachs"], ["Gull Bank"], ["Gull"]]),
    (
        "a word of two, one a company",
        "[ORG Gull Motor Co], [ORG Gull Bank]. [ORG Gull] fell.",
        [["Gull Motor Co", "Gull"], ["Gull Bank"]],
    ),
    ("an ordinary word", "[ORG Council on Fish] met. [ORG Council] left.", [["Council on Fish"], ["Council"]]),
    ("with its country", "[ORG U.S. Fish Office] met. [ORG Fish Office] left.", [["U.S. Fish Office", "Fish Office"]]),
    ("a lost apostrophe", "[ORG Gull Inc] rose. [ORG Gulls] price fell.", [["Gull Inc", "Gulls"]]),
    ("of a place", "[GPE Brelt] rose. [GPE Brelts] mayor left.", [["Brelt", "Brelts"]]),
    ("of another kind", "[GPE Gull] rose. [ORG Gulls] won.", [["Gull"], ["Gulls"]]),
    ("nobody has it without", "[ORG Gulls] won. [ORG Terns] lost.", [["Gulls"], ["Terns"]]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_joined(label: str, text: str, expected: list[list[str]]) -> None:
    read = article(text)
    spans = find_name_spans(read, gazetteer())
    chains = build_chains(read.text, spans, gazetteer())
    assert sorted([spans[i].text for i in chain.names] for chain in chains) == sorted(expected)
