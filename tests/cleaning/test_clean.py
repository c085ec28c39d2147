"""Raw records to articles, edits, segments and metadata."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.flows.assets.assets import load_assets
from newsloom.schemas.contract.articles import ARTICLES, EDITS, METADATA, REJECTS, SEGMENTS
from newsloom.transforms.cleaning.candidates import Found
from newsloom.transforms.cleaning.clean import (
    CleanArticle,
    CleanOptions,
    _flags,
    _has_address,
    _problem,
    _share_repeated,
    clean_articles,
    clean_record,
    clean_text,
    edit_rows,
)
from newsloom.transforms.inputs.records import Field, RawRecord, Reject
from newsloom.transforms.text.edits import place, undo
from tests.conftest import CASE_FILES, ROOT

MODEL = load_assets().char_model
SHARED = ROOT.parent / "shared"
CASES = json.loads((CASE_FILES / "clean.json").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        "\r\n",
        "\n\n",
        " ",
        "Ä—",
        "â€œ",
        "â€",
        "&amp;",
        "&#196;",
        "<p>",
        "</p>",
        "\u200b",
        "\xad",
        "́",
        "e",
        "�",
        "Dovilė",
        "Dovil?",
        "Source: https://example.org/a?utm_source=x\n",
        "Read more: this\n",
        " date 2025-02-13 ",
        "\x00",
        "\x97",
        "By Jane Doe\n",
        "KYIV (Reuters) — ",
        "\xa0",
        "👩\u200d👩",
        "�",
        "said the minister on Tuesday.\n",
    ]
)
RAW = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=[]), max_size=60),
    st.lists(PIECES, max_size=14).map("".join),
)


def record(text, fields=(), row=0):
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return RawRecord("inputs/a.txt", row, "inputs/a.txt", digest, text, fields=tuple(Field(*f) for f in fields))


@pytest.mark.parametrize(
    ("label", "sentences", "share"),
    [
        ("30 characters count", ["a" * 29 + ".", "a" * 29 + "."], 0.5),
        ("29 do not", ["a" * 28 + ".", "a" * 28 + "."], 0.0),
        ("nothing again", ["a" * 30 + ".", "b" * 30 + "."], 0.0),
        ("two of three", ["a" * 30 + "."] * 3, 2 / 3),
        ("no sentence", [""], 0.0),
    ],
)
def test_what_is_repeated(label, sentences, share):
    assert _share_repeated(" ".join(sentences)) == pytest.approx(share)


@pytest.mark.parametrize(("n_again", "flagged"), [(3, True), (2, False)])
def test_how_much_must_be_repeated(n_again, flagged):
    """Three of ten sentences a second time, and two of ten."""
    sentences = [f"The council heard speaker {chr(97 + i)} on it." for i in range(10 - n_again)]
    text = " ".join(sentences + sentences[:n_again])
    assert ("repeated" in _flags(text, text, {}, set())) == flagged


@pytest.mark.parametrize(
    ("text", "language", "certainty", "reason"),
    [
        ("five words are an article", "en", 1.0, None),
        ("four words are none", "en", 1.0, "too_short"),
        ("five words of another language", "de", 0.9, "wrong_language"),
        ("five words of another language", "de", 0.89, None),
        ("five words of no language", None, 1.0, None),
        ("", None, 0.0, "empty"),
        ("1 2 3 4 5 6", None, 0.0, "not_news_text"),
        ("ab cd ef gh ij 1234567890123456", "en", 1.0, "not_news_text"),
        ("ab cd ef gh ij 123456789012345", "en", 1.0, None),
    ],
)
def test_what_is_turned_away(text, language, certainty, reason):
    problem = _problem(text, language, certainty, CleanOptions())
    assert (problem and problem[0]) == reason


@pytest.mark.parametrize(("n", "short"), [(39, True), (40, False)])
def test_a_short_text(n, short):
    text = " ".join(["word"] * n)
    assert ("short" in _flags(text, text, {}, set())) == short


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_case(case):
    options = CleanOptions(min_words=1, any_language=True)
    article = clean_record(record(case["input"], case.get("fields", ())), options, MODEL)
    assert article.article["text"] == case["text"]
    for column, value in case.get("columns", {}).items():
        assert str(article.article.get(column)) == str(value), column
    if "edits" in case:
        assert [[e["kind"], e["rule"]] for e in article.edits] == case["edits"]
    if "segments" in case:
        assert [s["kind"] for s in article.segments] == case["segments"]


@settings(max_examples=200, deadline=None)
@given(RAW)
def test_undoing_the_edits_gives_the_raw_text_back(raw):
    clean = clean_text(raw, CleanOptions(), MODEL)
    assert undo(clean.text, place(clean.edits)) == raw
    for row in edit_rows("a_0123456789abcdef", clean.edits):
        if row["applied"]:
            assert raw[row["raw_start"] : row["raw_end"]] == (row["before"] or "")
            assert clean.text[row["clean_start"] : row["clean_end"]] == (row["after"] or "")


@settings(max_examples=50, deadline=None)
@given(RAW)
def test_cleaning_a_clean_text_finds_no_more_to_tidy(raw):
    once = clean_text(raw, CleanOptions(repair=False), MODEL).text
    assert not {e.kind for e in clean_text(once, CleanOptions(repair=False), MODEL).edits} & {"control"}


def test_batches_balance_and_conform_to_the_contract():
    texts = ["", "Ministers met in Riga on Monday to talk about the budget.", "One two", "12 34 56 78 90 12 34"]
    records = [record(text, row=row) for row, text in enumerate(texts)]
    tables = clean_articles(records + records[1:2], CleanOptions(any_language=True), MODEL)
    assert tables.articles.num_rows + tables.rejects.num_rows == len(records) + 1
    assert len(set(tables.articles["article_id"].to_pylist())) == 2
    assert tables.rejects["reason"].to_pylist() == ["empty", "too_short", "not_news_text"]
    for frame, table in zip(tables, (ARTICLES, EDITS, SEGMENTS, METADATA), strict=False):
        table.conform(frame) if table is not ARTICLES else None
    REJECTS.conform(tables.rejects)


def test_conflicting_dates_are_marked_and_the_field_wins():
    raw = "Published: 12 March 2025\nMinisters met in Riga on Monday to talk about the budget."
    fields = [("published_at", "2025-03-13T08:00:00+02:00", "field")]
    article = clean_record(record(raw, fields), CleanOptions(), MODEL)
    assert isinstance(article, CleanArticle)
    assert str(article.article["published_at"]) == "2025-03-13 06:00:00+00:00"
    assert article.article["published_origin"] == "field"
    assert [(m["chosen"], m["conflict"]) for m in article.metadata] == [(True, True), (False, True)]
    assert "conflicting_dates" in article.article["quality_flags"]


def test_metadata_offsets_point_into_the_raw_text():
    raw = "  By Jane Doe\n\nVILNIUS (BNS) — Ministers met\u200b on Monday.\nSource: https://example.org/2025/03/13/x?fbclid=1"
    article = clean_record(record(raw), CleanOptions(any_language=True), MODEL)
    assert isinstance(article, CleanArticle)
    found = {m["field"]: raw[m["raw_start"] : m["raw_end"]] for m in article.metadata if m["raw_start"] is not None}
    assert found == {
        "author": "Jane Doe",
        "url": "https://example.org/2025/03/13/x?fbclid=1",
        "dateline_place": "VILNIUS",
        "wire_agency": "BNS",
    }


def test_a_text_of_labels_only_is_turned_away():
    outcome = clean_record(record("1234 5678 9012 3456 7890 1234"), CleanOptions(), MODEL)
    assert isinstance(outcome, Reject) and outcome.reason == "not_news_text"


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the seed texts are not part of the project")
def test_seeds_are_cleaned_to_the_character():
    gold = json.loads((SHARED / "gold" / "seeds_gold.json").read_text(encoding="utf-8"))
    for file in gold["files"].values():
        raw = (SHARED / "seeds" / file["file"]).read_bytes().decode()
        article = clean_record(record(raw), CleanOptions(), MODEL)
        assert article.article["text"] == file["clean_text"]
        wanted = [(e["raw_start"], e["raw_end"], e["clean_start"], e["clean_end"]) for e in file["cleaning_edits"]]
        edits = [(e["raw_start"], e["raw_end"], e["clean_start"], e["clean_end"]) for e in article.edits]
        assert edits == wanted
        kinds = [s["kind"] for s in article.segments]
        assert [n + 1 for n, kind in enumerate(kinds) if kind == "heading"] == [
            h["paragraph"] for h in file["headings"]
        ]
        assert len(kinds) == len(file["paragraphs"])


@pytest.mark.parametrize(("n_signs", "reason"), [(36, None), (42, "not_news_text")])
def test_half_of_an_article_is_letters_and_blanks(n_signs, reason):
    text = "Ministers met in Riga on Monday again. " + "%" * n_signs
    outcome = clean_record(record(text), CleanOptions(any_language=True), MODEL)
    assert (outcome.reason if isinstance(outcome, Reject) else None) == reason


@pytest.mark.parametrize(("times", "flagged"), [(1, False), (2, True), (5, True)])
def test_a_text_that_stands_in_an_article_again_is_flagged(times, flagged):
    told = [
        "The board of the harbour voted on Monday to keep the ferry.",
        "Nobody there had asked for a bridge at all.",
    ]
    outcome = clean_record(record("\n".join(told * times) + "\n“No,” he said."), CleanOptions(), MODEL)
    assert isinstance(outcome, CleanArticle)
    assert ("repeated" in outcome.article["quality_flags"]) == flagged


def test_what_recurs_in_speech_is_no_repeated_text():
    told = [f"“No,” said speaker number {n}. “Never.” The board of harbour number {n} voted again." for n in range(9)]
    outcome = clean_record(record("\n".join(told)), CleanOptions(), MODEL)
    assert isinstance(outcome, CleanArticle)
    assert "repeated" not in outcome.article["quality_flags"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Found("url", "news.example/1", "field"), True),
        (Found("source", "https://news.example/1", "field"), True),
        (Found("title", "A day", "field"), False),
    ],
)
def test_what_holds_an_address(item, expected):
    assert _has_address(item) == expected
