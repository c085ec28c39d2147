"""What names who made a paragraph, and where the news is from."""

from __future__ import annotations

import pytest

from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.marked_names import article, gazetteer

ADA, JO = "[PERSON Ada Obi]", "[PERSON Jo Fox]"
CASES = [
    ("picture in brackets", f"{ADA} left. (AP Photo/{JO})", ["Ada Obi"]),
    ("agency behind a slash", f"{ADA} left. {JO}/[ORG Reuters]", ["Ada Obi"]),
    ("chain of agencies", f"{ADA} left. {JO}/[ORG AFP]/[ORG Getty Images]", ["Ada Obi"]),
    ("agency first", f"{ADA} left. [ORG REUTERS]/{JO}", ["Ada Obi"]),
    ("a paper behind a slash", f"{ADA} left. {JO}/[ORG Sun-Times]", ["Ada Obi"]),
    ("a paper of two words behind a slash", f"{ADA} left. {JO}/[ORG Brelt Courier]", ["Ada Obi"]),
    ("a poll of two", "a [ORG Gull News]/[ORG Brelt Courier] poll", ["Gull News", "Brelt Courier"]),
    ("another slash", f"the {ADA}/[ORG Gull Bank] deal", ["Ada Obi", "Gull Bank"]),
    ("picture by", f"Photo by {JO}. {ADA} left.", ["Ada Obi"]),
    ("image with a colon", f"Image: {JO}. {ADA} left.", ["Ada Obi"]),
    ("a heading of pictures", f"Photos: {ADA} leaves", ["Ada Obi"]),
    ("reported by, in brackets", f"{ADA} left. (Reporting by {JO}; Editing by [PERSON Al Hill])", ["Ada Obi"]),
    ("brackets of another kind", f"{ADA} left ({JO} stayed).", ["Ada Obi", "Jo Fox"]),
    ("an agency in brackets", f"{ADA} told them ([ORG Reuters]).", ["Ada Obi", "Reuters"]),
    ("a slash between people", f"the {ADA}/{JO} debate", ["Ada Obi", "Jo Fox"]),
    ("contributed", f"{ADA} left. {JO} contributed to this report.", ["Ada Obi"]),
    ("contributed to another thing", f"{JO} contributed to this law.", ["Jo Fox"]),
    ("copyright", f"{ADA} left. © 2019 {JO}", ["Ada Obi"]),
    ("a link list stuck to a name", "[PERSON Ada ObiJo Fox]Vote MORE told [PERSON Al Hill].", ["Ada Obi", "Al Hill"]),
    ("a name with two capitals", "[PERSON Ada McHill] wants MORE.", ["Ada McHill"]),
    ("byline", f"By {JO}", []),
    ("a sentence with by", f"By noon {JO} had left.", ["Jo Fox"]),
    ("a long paragraph with by", f"By {JO}" + " and others" * 8, ["Jo Fox"]),
    ("a name and a day alone", "[PERSON Ferris Town], 10 March 2024", []),
    ("a name and a day in a sentence", f"{JO} left on 10 March 2024", ["Jo Fox"]),
    ("a link", f"Read more: {ADA} leaves", []),
    ("a sentence that watches", f"They watch {ADA} leave", ["Ada Obi"]),
    ("follow", f"Follow {JO} on Twitter", []),
    ("dateline", f"[GPE OSLO], May 3 ([ORG NTB]) — {ADA} left.", ["OSLO", "Ada Obi"]),
    ("a dateline that nobody marked", f"OSLO ([ORG Reuters]) - {ADA} left.", ["OSLO", "Ada Obi"]),
    ("a dateline in part marked", f"GRETNA, [GPE La.] ([ORG AP]) — {ADA} left.", ["GRETNA", "La.", "Ada Obi"]),
    ("a dateline in small letters", f"[GPE Oslo], May 3 ([GPE NTB]) — {ADA} left.", ["Oslo", "Ada Obi"]),
    ("a dash in a sentence", f"{JO} — {ADA} left.", ["Jo Fox", "Ada Obi"]),
    ("a file picture", f"FILE - {ADA} left.", ["Ada Obi"]),
    ("a later paragraph", f"a\nb\nc\nOSLO ([ORG Reuters]) - {ADA} left.", ["Reuters", "Ada Obi"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_is_named(label: str, text: str, expected: list[str]) -> None:
    spans = find_name_spans(article(text), gazetteer())
    assert [span.text for span in spans] == expected


DATELINES = [
    (
        "a person who is none",
        "[PERSON Brelt] — Chief [PERSON Ida Holm] left.",
        [("Brelt", "GPE"), ("Ida Holm", "PERSON")],
    ),
    ("two words are somebody", "[PERSON Ida Holm] — Chief among them.", [("Ida Holm", "PERSON")]),
    ("in the middle", "He saw [PERSON Holm] — She left.", [("Holm", "PERSON")]),
    ("a capital before a colon", "NEW [GPE DELHI]: It rained.", [("NEW DELHI", "GPE")]),
    ("anybody before a colon", "HOLM: It rained.", []),
    ("a body's seat", "[ORG UNITED NATIONS], 3 May — [PERSON Ida Holm] left.", [("Ida Holm", "PERSON")]),
]


@pytest.mark.parametrize(("label", "text", "expected"), DATELINES, ids=[case[0] for case in DATELINES])
def test_what_a_dateline_names(label: str, text: str, expected: list[tuple[str, str]]) -> None:
    spans = find_name_spans(article(text), gazetteer())
    assert [(span.text, span.type) for span in spans] == expected


def test_a_dateline_is_a_place() -> None:
    (span,) = find_name_spans(article("OSLO (Reuters) - It rained."), gazetteer())
    assert (span.type, span.confidence) == ("GPE", 0.9)
