from __future__ import annotations

import json
from dataclasses import replace

import pytest

from newsloom.transforms.mentions import mentions
from newsloom.transforms.mentions.article_names import ArticleNames
from newsloom.transforms.mentions.mentions import NamesOptions, find_mentions
from newsloom.transforms.mentions.references.pronouns import Resolved
from tests.conftest import CASE_FILES
from tests.marked_names import article, gazetteer, names

CASES = json.loads((CASE_FILES / "mentions.json").read_text("utf-8"))


def chains_of(found: ArticleNames) -> list[list[str]]:
    """Names by chain, in order."""
    chains: dict[object, list[str]] = {}
    for mention in found.mentions:
        if mention["kind"] == "name":
            chains.setdefault(mention["chain"], []).append(mention["text"])
    return list(chains.values())


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_chains(case: dict) -> None:
    assert sorted(chains_of(names(case["text"]))) == sorted(case["chains"]), case["comment"]


def test_spans_are_the_text() -> None:
    found = names("[GPE US] President [PERSON Ana Petrova]'s aide said she left.")
    assert [(m["text"], m["kind"]) for m in found.mentions] == [
        ("US", "name"),
        ("Ana Petrova", "name"),
        ("she", "pronoun"),
    ]
    assert all(found.text[m["start_char"] : m["end_char"]] == m["text"] for m in found.mentions)


def test_a_nickname_is_no_part_of_a_name() -> None:
    found = names("[PERSON James “Mad Dog” Matter] spoke. [PERSON Matter] left.")
    assert [(m.text, m.chain) for m in found.mention_records] == [("James", 0), ("Matter", 0), ("Matter", 0)]
    assert (found.chain_records[0].name, found.chain_records[0].forms) == (
        "James Matter",
        {"James Matter": 1, "Matter": 1},
    )


def test_reference_is_that_of_the_head() -> None:
    found = names(
        "[GPE US] President [PERSON Ana Petrova] spoke. A spokesman for [PERSON Petrova]; [PERSON Petrova]'s lawyer."
    )

    def chain(phrase: str) -> int | None:
        start = found.text.index(phrase)
        reference = found.reference_at(start, start + len(phrase))
        return reference.chain if reference else None

    assert chain("US President Ana Petrova") == chain("Ana Petrova") is not None
    assert chain("A spokesman for Petrova") is None
    assert chain("Petrova's lawyer") is None


@pytest.mark.parametrize(("confidence", "n_pronouns"), [(0.51, 1), (0.5, 0)])
def test_a_pronoun_that_is_more_likely_wrong_stays_unresolved(monkeypatch, confidence, n_pronouns) -> None:
    resolve = mentions.resolve_pronouns
    monkeypatch.setattr(
        mentions, "resolve_pronouns", lambda *given: [Resolved(r.pronoun, r.chain, confidence) for r in resolve(*given)]
    )
    pronouns = [m for m in names("[PERSON Ana Petrova] left. She came.").mentions if m["kind"] == "pronoun"]
    assert len(pronouns) == n_pronouns


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("the surname alone", "[PERSON Holm] spoke. [PERSON Lund] left.", ["Anna Holm", "Lund"]),
        ("named in full below", "[PERSON Holm] spoke. [PERSON Ida Holm] left.", ["Ida Holm"]),
        ("a body of that name", "[ORG Holm] fell.", ["Holm"]),
    ],
)
def test_the_headline_names_whom_the_text_does_not(label: str, text: str, expected: list[str]) -> None:
    read = find_mentions(replace(article(text), title="Anna Holm wins"), NamesOptions(), gazetteer())
    assert [chain.name for chain in read.chain_records] == expected
