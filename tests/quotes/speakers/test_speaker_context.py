"""What resolving a speaker looks up: names by position, paragraphs, and the quotes before."""

import dataclasses

from newsloom.transforms.quotes.speakers.speaker_context import (
    NOBODY,
    PreviousQuote,
    PreviousQuotes,
    Speaker,
    make_context,
)
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from tests.quotes.build import FewNames, article, context

TEXT = "Ann Lee met Ben Park.\nShe left.\n“Late,” he said."
NAMES = FewNames(TEXT, [("Ann Lee", "PERSON", 1), ("Ben Park", "PERSON", 2)])
CONTEXT = context(TEXT, NAMES)


def test_mentions_by_position() -> None:
    lee, park = NAMES.mention_records
    assert CONTEXT.mention_over((0, 3)) == lee
    assert CONTEXT.mention_over((4, 9)) is None
    assert CONTEXT.mention_before(11) == lee
    assert CONTEXT.mention_before(3) is None
    assert list(CONTEXT.mentions_in(1, 20)) == [park]


def test_paragraphs() -> None:
    assert CONTEXT.paragraphs_between(0, 20) == 0
    assert CONTEXT.paragraphs_between(0, len(TEXT)) == 2
    assert CONTEXT.paragraph_at(25).start == TEXT.index("She")
    assert CONTEXT.parsed_head((0, 7)) is None  # no parse


def test_quotation_marks() -> None:
    start = TEXT.index("Late")
    assert CONTEXT.in_quotes(start, start + 1) and not CONTEXT.in_quotes(0, 5)


def test_only_names_that_have_a_chain_count() -> None:
    names = FewNames(TEXT, [("Ann Lee", "PERSON", 1), ("Ben Park", "PERSON", 2)])
    lee, park = names.mention_records
    names.mention_records = [dataclasses.replace(lee, kind="nominal"), park, dataclasses.replace(park, chain=None)]
    made = make_context(TEXT, names, find_quoted_spans(TEXT), article(TEXT).paragraphs)
    assert [mention.text for mention in made.mentions] == ["Ben Park"]


def test_previous_quotes() -> None:
    previous = PreviousQuotes()
    person = PreviousQuote((0, 5), Speaker("person", "named", 1, 0.9))
    body = PreviousQuote((20, 25), Speaker("organisation", "named", 2, 0.9))
    unnamed_body = PreviousQuote((40, 45), Speaker("organisation", "nominal"))
    for quote in (person, body, PreviousQuote((30, 35), NOBODY), unnamed_body):
        previous.add(quote)
    assert (len(previous.quotes), previous.by_organisation) == (4, body)


def test_a_speaker_that_nothing_points_at_has_no_confidence() -> None:
    assert NOBODY.row()["speaker_confidence"] is None
    assert Speaker("person", "named", 1, 0.9).row() == {
        "speaker_kind": "person",
        "speaker_resolution": "named",
        "speaker_chain": 1,
        "speaker_confidence": 0.9,
    }
