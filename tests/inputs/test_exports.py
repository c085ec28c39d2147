"""Exports of press archives are parted, and their lines about the copy are no text."""

import pytest

from newsloom.transforms.inputs.exports import _ends_text, _is_paragraph, _Kind, read_export

BODY = (
    "The council of Edanes voted on Tuesday to reopen the ferry that was stopped nine winters ago.\n\n"
    "“We have paid twice,” harbour clerk Ali Dorn said. A new engine has been ordered."
)


def classic(title, outlet, day, number):
    return f"""

                               {number} of 2 DOCUMENTS


                                  {outlet}

                            {day}

{title}

BYLINE: Lena Aas

SECTION: NEWS; Pg. 1

LENGTH: 118 words

{BODY}

LOAD-DATE: March 9, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                      Copyright 2024 {outlet}
                              All Rights Reserved
"""


def uni(title, outlet, day, number):
    return f"""{title}

{outlet}

{day} 10:15 AM GMT

Copyright 2024 {outlet} All Rights Reserved

Section: NEWS; Pg. {number}
Length: 118 words
Byline: Lena Aas
Highlight: Paid twice

Body

{BODY}

Graphic
Load-Date: March 9, 2024

End of Document

"""


def factiva(title, outlet, day, number):
    return f"""{title}

By Lena Aas
118 words
{day}
10:15
{outlet}
EDAT
{number}
English
Copyright 2024. {outlet}.

{BODY}

Document EDAT0000202403{number:02d}ek350000{number}

"""


def tagged(title, outlet, day, number):
    lead, rest = BODY.split("\n\n")
    return f"""SE  News
HD
{title}
BY  Lena Aas
WC  118 words
PD  {day}
SN  {outlet}
SC  EDAT
LA  English
CY  Copyright 2024

LP
{lead}

TD
{rest}

CO  shipco
AN  Document EDAT000020240305ek350000{number}

"""


def proquest(title, outlet, day, number):
    return f"""____________________________________________________________

Document {number} of 2

{title}

Author: Lena Aas

Publication info: {outlet} ; Eda [Eda]{day}: 4.

ProQuest document link

Full text: {BODY}

Subject: Ferries

Title: {title}

Publication title: {outlet}

Publication date: {day}

Language of publication: English

ProQuest document ID: 12345{number}

"""


def newsbank(title, outlet, day, number):
    return f"""{title}
{outlet} (Eda, NO) - {day}
Author: Lena Aas
Section: News
Page: A{number}

Article Text:
{BODY}

Record Number: 1A2B3{number}
Copyright (c) 2024 {outlet}
{"-" * 30}
"""


KINDS = (classic, uni, factiva, tagged, proquest, newsbank)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_kind(kind, line_end):
    days = {"5": "March 5, 2024 Tuesday", "6": "March 6, 2024 Wednesday"} if kind in (classic, uni) else {}
    days = days or {"5": "5 March 2024", "6": "6 March 2024"}
    text = kind("Ferry returns", "The Eda Times", days["5"], 1) + kind("Ferry in doubt", "Fjell Daily", days["6"], 2)
    one, two = read_export(text.replace("\n", line_end))
    assert one.text == two.text == BODY
    for document, title, outlet, day in (
        (one, "Ferry returns", "The Eda Times", days["5"]),
        (two, "Ferry in doubt", "Fjell Daily", days["6"]),
    ):
        said = dict(document.fields)
        assert (said["title"], said["outlet"], said["author"]) == (title, outlet, "Lena Aas")
        assert said["published_at"].startswith(day)
        assert said.keys() <= {"title", "outlet", "author", "published_at"}


@pytest.mark.parametrize("kind", [classic, uni, factiva, tagged, newsbank])
def test_one_document_is_an_export_too(kind):
    (document,) = read_export(kind("Ferry returns", "The Eda Times", "5 March 2024", 1))
    assert document.text == BODY


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Title: Ferry returns\nAuthor: Lena Aas\n\n{BODY}",
        f"{BODY}\n\nEnd of document\n\n{BODY}",
        f"118 words\n\n{BODY}",
        f"HD television is here.\n\n{BODY}",
        "",
    ],
)
def test_what_is_no_export(text):
    assert read_export(text) == []


def test_a_label_inside_a_text_does_not_end_it():
    text = classic("Ferry returns", "The Eda Times", "5 March 2024", 1).replace(
        "“We", "Section: three of the law.\n\n“We"
    )
    (document,) = read_export(text)
    assert "Section: three of the law." in document.text


def test_a_cover_page_is_no_document():
    text = "User Name: Lena\n\nJob Number: 12\n\nEnd of Document\n\n" + uni(
        "Ferry returns", "The Eda Times", "5 March 2024", 1
    )
    assert [document.text for document in read_export(text)] == [BODY]


@pytest.mark.parametrize("edition", ["Final Edition", "Late Edition - Final", "First Edition", "North Eda Edition 2"])
def test_a_line_with_the_edition_is_no_title(edition):
    day = f"March 5, 2024 Tuesday\n                             {edition}"
    text = classic("Ferry returns", "The Eda Times", day, 1) + classic("Edition of old maps found", "Eda Post", day, 2)
    titles = [dict(document.fields)["title"] for document in read_export(text)]
    assert titles == ["Ferry returns", "Edition of old maps found"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a" * 200, False),
        ("a" * 201, True),
        ("One two three four five six seven eight.", True),
        ("One two three four five six seven.", False),
        ("One two three four five six seven eight", False),
    ],
)
def test_what_is_a_paragraph(line, expected):
    assert _is_paragraph(line) == expected


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ("Graphic", _Kind(), True),
        ("Copyright 2024 Quay Post", _Kind(rights_above=False), True),
        ("Copyright 2024 Quay Post", _Kind(rights_above=True), False),
        ("Copyrighted songs were sung.", _Kind(rights_above=False), False),
        ("Length: 300 words", _Kind(labelled=True), True),
        ("The board met.", _Kind(rights_above=False, labelled=True), False),
    ],
)
def test_what_stands_below_a_text(line, kind, expected):
    assert _ends_text(line, kind) == expected


def test_the_number_of_a_document_is_no_title():
    lines = ("Document 1 of 2", "Ferry returns", "Author: Aas, Lena", "Full text: The board met.",
             "Publication title: Eda Times", "Publication date: Mar 5, 2024", "ProQuest document ID: 77")  # fmt: skip
    (document,) = read_export("\n\n".join(lines))
    assert dict(document.fields)["title"] == "Ferry returns" and document.text == "The board met."


def test_rights_may_stand_above_the_outlet():
    text = classic("Ferry returns", "The Eda Times", "March 5, 2024 Tuesday", 1).replace(
        "                                  The Eda",
        "   Copyright 2024 Eda Media\n\n   All Rights Reserved\n\n   The Eda",
        1,
    )
    (document,) = read_export(text)
    assert document.text == BODY
    assert dict(document.fields)["outlet"] == "The Eda Times" and dict(document.fields)["title"] == "Ferry returns"


def test_articles_are_counted_as_documents_are():
    pieces = [classic(f"Ferry {n}", "The Eda Times", "March 5, 2024 Tuesday", n) for n in (1, 2)]
    assert len(read_export("".join(pieces).replace("DOCUMENTS", "ARTICLES"))) == 2


def test_records_that_end_in_their_number_and_rights():
    piece = (
        "Ferry returns\n\nEda Times (Edanes, NO) - March 5, 2024\n\nAuthor/Byline: Lena Aas\nSection: News\n"
        f"Readability: >12, Lexile: 1400\n\n{BODY}\n\nRecord: 567\nCopyright: Copyright (c) 2024 Eda Times\n\n"
    )
    documents = read_export(piece * 2)
    assert [document.text for document in documents] == [BODY, BODY]
    assert dict(documents[0].fields) == {
        "outlet": "Eda Times",
        "published_at": "March 5, 2024",
        "author": "Lena Aas",
        "title": "Ferry returns",
    }


def test_who_writes_stands_below_the_title():
    head = "Ferry returns\n\nLena Aas \n118 words\n5 March 2024\nEda Times\nEDAT\nEnglish\n(c) 2024 Eda Media\n\n"
    (document,) = read_export(f"{head}{BODY}\n\nDocument EDAT000020240305ek350001\n")
    assert dict(document.fields)["author"] == "Lena Aas" and document.text == BODY


def test_the_name_of_a_section_stands_above_the_title():
    foot = f"118 words\n5 March 2024\nEda Times\nEDAT\nEnglish\n\n{BODY}\n\nDocument EDAT000020240305ek350001\n"
    (document,) = read_export(f"NEWS\nFerry owners give in\nLena Aas\n{foot}")
    assert dict(document.fields)["title"] == "Ferry owners give in" and dict(document.fields)["author"] == "Lena Aas"
    (document,) = read_export(f"Ferry returns\nLena Maria Aas\n{foot}")
    assert dict(document.fields)["title"] == "Ferry returns"


def test_records_of_a_paper_whose_text_has_no_label():
    piece = (
        "Paper: Eda Times, The (NO)\nTitle: Ferry returns\nDate: March 5, 2024\nAuthor: Lena Aas\nPage: 4\n\n"
        f"{BODY}\n\nCopyright (c) 2024 Eda Media\nRecord Number: 98{{}}\n\n"
    )
    documents = read_export("".join(piece.format(n) for n in range(2)))
    assert [document.text for document in documents] == [BODY, BODY]
    assert dict(documents[1].fields)["outlet"] == "The Eda Times"


def test_records_that_are_cited():
    piece = (
        "Record: {0}\nTitle: Ferry returns\nAuthors: Aas, Lena\nSource: Eda Times. 3/25/2024, p4. 1p.\n"
        "Document Type: Article\nFull Text Word Count: 118\n\n"
        f"{BODY}\n\nAccession Number: 2W6{{0}}\nDatabase: Newspaper Source\n\n"
    )
    documents = read_export("".join(piece.format(n) for n in (1, 2)))
    assert [document.text for document in documents] == [BODY, BODY]
    assert dict(documents[0].fields) == {
        "title": "Ferry returns",
        "author": "Aas, Lena",
        "outlet": "Eda Times",
        "published_at": "3/25/2024",
    }


WESTLAW = f"""3/5/24 Eda Times A3
2024 WLNR 1234567

The Eda Times (Northland)
Copyright (c) 2024 Eda Press

March 5, 2024

Section: News

Ferry returns

Lena Aas

{BODY}

---- Index References ----

Language: EN

End of Document
"""
EUROPRESSE = f"""The Eda Times
Tuesday, March 5, 2024 - 10:15 GMT
118 words, p. 3

Ferry returns

Lena Aas

{BODY}

© 2024 Eda Press. All rights reserved.
news·20240305·ET·0003
"""
NEWER_NEWSBANK = f"""Ferry returns

March 5, 2024 | The Eda Times (Northland)
Author: Lena Aas | Section: News | 118 Words
Page: A3

OpenURL Link

{BODY}

• Citation (aglc Style)

Lena Aas, 'Ferry returns', The Eda Times (online), 5 Mar 2024 A3

• Copyright

Copyright 2024 The Eda Times
"""


@pytest.mark.parametrize("text", [WESTLAW, EUROPRESSE, NEWER_NEWSBANK], ids=["Westlaw", "Europresse", "NewsBank"])
def test_archives_with_a_sign_of_their_own(text):
    (document,) = read_export(text)
    said = dict(document.fields)
    assert document.text == BODY
    assert (said["title"], said["outlet"], said["author"]) == ("Ferry returns", "The Eda Times", "Lena Aas")
    assert "March 5, 2024" in said["published_at"]
