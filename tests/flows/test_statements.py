"""`newsloom find`: what anyone said, with every report, and what nobody did."""

import json

import pytest

from newsloom.flows.statements import claim_review, find_statements, finding
from newsloom.flows.view.findings import finding_lines
from tests.floors.gold import dataset_of

SAID = "We will not sell the old harbour to a foreign owner"
ROWS = [
    (
        "Post",
        "2025-03-03T08:00:00Z",
        f"“{SAID},” Mayor Ines Calloway said.",
        "Ines Calloway has been mayor for nine years.",
    ),
    ("Echo", "2025-03-03T09:00:00Z", f"“{SAID} or to a bank,” Ines Calloway told reporters.", "The hall was full."),
    ("Star", "2025-03-04T09:00:00Z", "“The ferry will sail twice a day in spring,” Joris Vance said.", "It was cold."),
]  # outlet, time, what was said, and something around it


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    rows = [
        {
            "title": f"Title {n}",
            "text": f"{around}\n{said}\nNothing else was decided.",
            "outlet": outlet,
            "published_at": at,
        }
        for n, (outlet, at, said, around) in enumerate(ROWS)
    ]
    return dataset_of(rows, tmp_path_factory.mktemp("find")).folder


@pytest.mark.parametrize(
    ("words", "by", "expected"),
    [
        (SAID, None, "exact"),
        ("We won't sell the old harbour", None, "exact"),
        ("We will sell the old harbour to a foreign owner", None, "edited"),
        (SAID, "Calloway", "exact"),
        (SAID, "ines calloway", "exact"),
        (SAID, "Joris Vance", "not_found"),
        (SAID, "Nobody Atall", "not_found"),
        ("We will build a tunnel under the northern hills", None, "not_found"),
    ],
)
def test_findings(folder, words, by, expected):
    assert finding(find_statements(folder, words, by)) == expected


def test_every_report_is_told_the_first_day_first(folder):
    (statement,) = find_statements(folder, "We will sell the old harbour to a foreign owner")
    assert [(r["outlet"], str(r["day"]), r["speaker"]) for r in statement.reports] == [
        ("Echo", "2025-03-03", "Ines Calloway"),
        ("Post", "2025-03-03", "Ines Calloway"),
    ]
    assert statement.match.changed == ("negation",)
    assert statement.speakers == ("Ines Calloway",)


def test_claim_review(folder):
    review = claim_review(SAID, find_statements(folder, SAID))
    assert (review["@type"], review["claimReviewed"]) == ("ClaimReview", SAID)
    assert review["reviewRating"]["alternateName"] == "exact"
    (claim,) = review["itemReviewed"]
    assert claim["author"] == {"@type": "Person", "name": "Ines Calloway"}
    assert claim["datePublished"] == "2025-03-03"
    assert [a["publisher"]["name"] for a in claim["appearance"]] == ["Echo", "Post"]
    assert claim_review("x", [])["reviewRating"]["alternateName"] == "not_found"


def test_lines(folder):
    lines = list(finding_lines(find_statements(folder, "We will sell the old harbour to a foreign owner")))
    assert lines[0] == "Said, in words that differ:"
    assert any("“not” left out" in line for line in lines)
    assert "  changes the negation" in lines
    assert any("Echo" in line and "2025-03-03" in line for line in lines)
    assert list(finding_lines([])) == ["Not found: nobody is reported to have said this."]


def test_the_command(newsloom, folder, tmp_path):
    result = newsloom("find", folder, SAID, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["reviewRating"]["alternateName"] == "exact"
    assert "Said, in these words" in newsloom("find", folder, SAID, "--by", "Calloway").stdout
    assert newsloom("find", tmp_path, SAID).exit_code == 1


@pytest.mark.parametrize("words", ["", "  ", "“…”"])
def test_no_words_are_no_question(newsloom, folder, words):
    result = newsloom("find", folder, words)
    assert result.exit_code == 2
    assert result.stderr.startswith("newsloom: nothing to look for")
