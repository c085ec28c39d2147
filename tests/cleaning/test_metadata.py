"""What plain text says about itself, and what it does not."""

import pytest

from newsloom.transforms.cleaning.metadata import find_metadata, headline
from newsloom.transforms.text.calendar import parse_moment
from newsloom.transforms.text.edits import apply_edits

BODY = "Members of parliament met on Monday to vote on the bill, which had been put off twice."


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Source: https://www.example.org/a-1", "url", "https://www.example.org/a-1"),
        ("Source: Example Times, https://www.example.org/a-1", "url", "https://www.example.org/a-1"),
        ("Original article: https://example.org/x", "url", "https://example.org/x"),
        ("Source: Reuters", "wire_agency", "Reuters"),
        ("Published: 12 March 2025", "published_at", "12 March 2025"),
        ("Last updated: 2025-03-12 10:00", "modified_at", "2025-03-12 10:00"),
        ("https://example.org/x", "url", "https://example.org/x"),
    ],
)
def test_trailers_are_read_and_taken_out(line, field, value):
    text = f"{BODY}\n\n{line}"
    found, edits = find_metadata(text)
    assert (found[0].field, found[0].value, found[0].origin) == (field, value, "trailer")
    assert text[found[0].start : found[0].end] == value
    assert apply_edits(text, edits) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Source: ministry officials who asked not to be named",
        "Source: company filings",
        "Newspaper: Minister used private accounts",
        "Author: the people who wrote it",
        "Via: a spokesman",
        "Published: soon",
        "By then, the vote was over",
        "By Friday Morning the roads were open, police said.",
        "Update: the minister has resigned.",
        "“Date: unknown,” the label read.",
    ],
)
def test_what_only_looks_like_a_label_is_text(line):
    for text in (f"{BODY}\n{line}", f"{line}\n{BODY}"):
        assert find_metadata(text) == ([], [])


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE AND JOHN ROE", "JANE DOE AND JOHN ROE"),
        ("By Ludwig van der Berg, Associated Press", "Ludwig van der Berg"),
        ("By Renée Çelik | Vilnius", "Renée Çelik"),
        ("Author: Jane Doe", "Jane Doe"),
    ],
)
def test_bylines(line, author):
    found, edits = find_metadata(f"{line}\n\n{BODY}")
    assert found[0].field == "author" and found[0].value == author
    assert apply_edits(f"{line}\n\n{BODY}", edits) == BODY


def test_headline_is_recorded_where_text_follows():
    assert [f.value for f in headline(f"Parliament votes on the bill\n\n{BODY}")] == ["Parliament votes on the bill"]
    assert headline(f"Parliament voted on the bill.\n\n{BODY}") == []
    assert headline("Parliament votes on the bill") == []


@pytest.mark.parametrize(("factor", "is_title"), [(1.4, False), (1.6, True)])
def test_a_headline_is_shorter_than_the_paragraph_below_it(factor, is_title):
    title = "Parliament votes on the bill"
    body = ("x" * round(factor * len(title) - 1)) + "."
    assert bool(headline(f"{title}\n\n{body}")) is is_title


@pytest.mark.parametrize(("n", "goes"), [(6, 6), (7, 6)])
def test_so_many_lines_below_a_text_are_looked_at(n, goes):
    lines = "\n".join(f"https://example.org/{number}" for number in range(n))
    found, _ = find_metadata(f"{BODY}\n{BODY}\n{lines}")
    assert len(found) == goes


@pytest.mark.parametrize(("n", "goes"), [(8, 8), (9, 8)])
def test_so_many_lines_above_a_text_are_looked_at(n, goes):
    lines = "\n".join(f"https://example.org/{number}" for number in range(n))
    found, _ = find_metadata(f"{lines}\n{BODY}\n{BODY}")
    assert len(found) == goes


@pytest.mark.parametrize(
    "head",
    [
        "Parliament votes on the bill\non Nov 10, 2011",
        "Parliament has voted on the bill.\nNov 10, 2011 at 12:36 PM ET",
        "PARLIAMENT VOTES\n\nBy LENA AAS\nThe Eda Times\nNovember 10, 2011 10:15 AM",
        "Parliament has voted.\nIt took all night.\n10 November 2011 | Updated 1:32 PM",
        "10 November 2011 Last updated at 11:11 GMT\nParliament votes",
        "By Lena Aas | November 10, 2011",
        "By Lena Aas, Eda Times, November 10, 2011 10:15 AM",
        "Published on: 10.11.2011",
    ],
)
def test_days_in_the_lines_above(head):
    found, edits = find_metadata(f"{head}\n\n{BODY}\n{BODY}")
    assert [parse_moment(f.value).day.isoformat() for f in found if f.field == "published_at"] == ["2011-11-10"]
    assert BODY in apply_edits(f"{head}\n\n{BODY}\n{BODY}", edits)


def test_a_date_below_paragraphs_is_none_of_the_article():
    for above in (f"{BODY}\n{BODY}\n{BODY}", BODY * 3):
        assert find_metadata(f"{above}\n10 November 2011\n{BODY}") == ([], [])
    assert find_metadata(f"{BODY}\n10 November 2011") == ([], [])


def test_a_source_by_name_and_lines_about_the_copy_go_beside_labels():
    head = "Title: Ferry returns\nDate: 5 March 2024\nSource: Eda Times\nLength: 120 words\nURL: https://eda.example/a"
    found, edits = find_metadata(f"{head}\n\n{BODY}\n{BODY}")
    assert [(f.field, f.value) for f in found] == [
        ("title", "Ferry returns"),
        ("published_at", "5 March 2024"),
        ("outlet", "Eda Times"),
        ("url", "https://eda.example/a"),
    ]
    assert apply_edits(f"{head}\n\n{BODY}\n{BODY}", edits) == f"{BODY}\n{BODY}"
    for alone in ("Source: Eda Times", "Length: 120 words", "Language: English"):
        assert find_metadata(f"{alone}\n{BODY}") == ([], []) == find_metadata(f"{BODY}\n{alone}")


DATED, ADDRESS = "Published: 12 March 2025", "https://example.org/x"
PLAIN = "The members sat for long, and nobody left before the end of it."


def read(*lines):
    return len(find_metadata("\n".join(lines))[0])


@pytest.mark.parametrize(("n", "n_read"), [(7, 7), (8, 8), (9, 8), (12, 8)])
def test_how_many_lines_of_a_header_are_read(n, n_read):
    assert read(*[ADDRESS] * n, BODY) == n_read


@pytest.mark.parametrize(("n", "n_read"), [(5, 5), (6, 6), (7, 6)])
def test_how_many_lines_of_a_trailer_are_read(n, n_read):
    assert read(*[BODY] * 9, *[ADDRESS] * n) == n_read


@pytest.mark.parametrize(("between", "n_read"), [([], 2), ([PLAIN], 2), ([PLAIN] * 2, 2), ([PLAIN] * 3, 1)])
def test_how_many_lines_stand_between_a_byline_and_its_day(between, n_read):
    assert read("By Jane Doe", *between, DATED, BODY) == n_read


@pytest.mark.parametrize(("length", "n_read"), [(200, 2), (201, 1)])
def test_how_long_a_standfirst_is(length, n_read):
    assert read("By Jane Doe", PLAIN.ljust(length, "x"), DATED, BODY) == n_read


@pytest.mark.parametrize(("length", "n_read"), [(600, 1), (601, 0)])
def test_how_long_a_labelled_line_is(length, n_read):
    assert read(BODY, "Source:" + ADDRESS.rjust(length - 7)) == n_read


def test_an_address_may_be_longer():
    assert read(BODY, ADDRESS.ljust(700, "a")) == 1


def test_a_place_and_a_day_alone_above_a_text_are_its_dateline():
    found, edits = find_metadata(f"Ferry is back\n\nLindmouth, 10 March 2025\n\n{BODY}")
    assert [(f.field, f.value, f.origin) for f in found] == [
        ("published_at", "10 March 2025", "header"),
        ("dateline_place", "Lindmouth", "dateline"),
    ]
    assert [(edit.rule, edit.before) for edit in edits] == [("dated_line", "Lindmouth, 10 March 2025\n\n")]
    assert find_metadata(f"{BODY}\n\nLindmouth, 10 March 2025") == ([], [])


@pytest.mark.parametrize(
    ("above", "author"),
    [
        ("Mara Ilves\nQuay Post", None),
        ("Mara Ilves\nUSA TODAY", "Mara Ilves"),
        ("Mara Ilves and Jo Aas\n\nUSA Today", "Mara Ilves and Jo Aas"),
        ("Board votes on ferry\nMara Ilves\nUSA TODAY", "Mara Ilves"),
        ("The board votes.\nMara Ilves\nUSA TODAY", None),
        ("Mara\nUSA TODAY", None),
        ("Board votes on ferry\nIslanders have waited long\nMara Ilves\nUSA TODAY", "Mara Ilves"),
        ("Board votes on ferry\nIslanders have waited long\nWhat it costs\nMara Ilves\nUSA TODAY", None),
    ],
)
def test_people_above_the_name_of_their_outlet_are_a_byline(above, author):
    text = f"{above}\n\n{BODY}"
    found, edits = find_metadata(text)
    assert [item.value for item in found if item.field == "author"] == ([author] if author else [])
    left = text if author is None else text.replace(above[above.index("Mara") :] + "\n\n", "")
    assert apply_edits(text, edits) == left


@pytest.mark.parametrize(
    ("above", "is_byline"),
    [
        (["Board votes on ferry"], True),
        (["Board votes on ferry", "Islanders have waited long"], True),
        (["Board votes on ferry", "Islanders have waited long", "What it all costs"], True),
        (["Board votes on ferry", "Islanders have waited long", "What it all costs", "Eda Times"], False),
        ([], False),
    ],
)
def test_how_many_headlines_stand_above_a_name_and_a_role(above, is_byline):
    found, _ = find_metadata("\n".join([*above, "Mara Ilves, Staff Writer", "", BODY]))
    assert [item.value for item in found if item.field == "author"] == (["Mara Ilves"] if is_byline else [])


@pytest.mark.parametrize(
    ("line", "day", "people"),
    [
        ("Posted on Nov 10, 2011 by Tora Lie", "Nov 10, 2011", "Tora Lie"),
        ("March 5, 2024 | By Tora Lie and Jon Moe", "March 5, 2024", "Tora Lie and Jon Moe"),
        ("By Tora Lie on 5 March 2024", "5 March 2024", "Tora Lie"),
        ("Written by Tora Lie | 5 March 2024", "5 March 2024", "Tora Lie"),
    ],
)
def test_a_day_and_who_wrote_in_one_line(line, day, people):
    found, edits = find_metadata(f"{line}\n\n{BODY}")
    assert {(f.field, f.value) for f in found} == {("published_at", day), ("author", people)}
    assert apply_edits(f"{line}\n\n{BODY}", edits) == BODY


@pytest.mark.parametrize("line", ["Posted on Nov 10, 2011 by the harbour board", "Seen on Nov 10, 2011 by Tora Lie"])
def test_a_day_and_somebody_else(line):
    assert find_metadata(f"{line}\n\n{BODY}") == ([], [])


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("By Mara Ilves | 5 March 2024 | 3 min read", [("author", "Mara Ilves"), ("published_at", "5 March 2024")]),
        ("By Mara Ilves, 5 March 2024", [("author", "Mara Ilves"), ("published_at", "5 March 2024")]),
        ("**By Mara Ilves**", [("author", "Mara Ilves")]),
        ("Words by Mara Ilves; photographs by Jo Aas", [("author", "Mara Ilves")]),
        (
            "Posted by Mara Ilves | Mar 5, 2024 | Local News, Politics | 0 |",
            [("published_at", "Mar 5, 2024"), ("author", "Mara Ilves")],
        ),
        ("March 5, 2024 / 7:15 AM EST / Eda News", [("published_at", "March 5, 2024 / 7:15 AM EST")]),
        ("Mar 5, 2024 Updated 3 hrs ago", [("published_at", "Mar 5, 2024")]),
        ("March 5, 2024 | Updated: an hour ago", [("published_at", "March 5, 2024")]),
    ],
)
def test_lines_that_say_more_than_a_day(line, stated):
    candidates, edits = find_metadata(f"Board votes on ferry\n\n{line}\n\n{BODY}")
    assert sorted((item.field, item.value) for item in candidates) == sorted(stated) and len(edits) == 1


@pytest.mark.parametrize("line", ["@marailves", "mara@eda.example"])
def test_an_account_below_a_byline_goes_with_it(line):
    text = f"Board votes on ferry\n\nBy Mara Ilves\n{line}\n\n{BODY}"
    assert apply_edits(text, find_metadata(text)[1]) == f"Board votes on ferry\n\n{BODY}"
