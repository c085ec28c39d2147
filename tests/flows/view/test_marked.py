"""One article in the terminal."""

from newsloom.flows.view.marked import article_lines, version_lines
from newsloom.flows.view.readings import ArticleReading, read_versions
from tests.flows.view.test_readings import revised  # noqa: F401

TEXT = "“We will wait,” Mayor Ida Holm of Kø said."
QUOTE = {
    "type": "direct",
    "start_char": 0,
    "end_char": 15,
    "text": "“We will wait,”",
    "speaker": "Mayor Ida Holm",
    "speaker_start": 16,
    "speaker_end": 30,
    "speaker_entity_id": "e_1",
    "cue": "said",
    "cue_start": 37,
    "cue_end": 41,
    "via": "the Post",
    "confidence": 0.987,
}
EDIT = {"applied": True, "kind": "mojibake", "rule": "r", "clean_end": 36, "before": "Ã¸", "after": "ø"}
CUT = EDIT | {"kind": "boilerplate", "clean_end": 42, "before": "Share this", "after": ""}
NAME = {"kind": "name", "start_char": 22, "end_char": 30, "entity_id": "e_1"}
ARTICLE = {
    **{"title": "T", "text": TEXT, "outlet": None, "outlet_domain": "a.example", "published_at": None},
    **{"published_date": "2025-03-04", "author": None, "url": None, "article_id": "a_1"},
}
ROLE = {"entity_id": "e_1", "role": "mayor", "organisation": None, "country": "X"}
READING = ArticleReading(
    ARTICLE,
    [EDIT, CUT, EDIT | {"applied": False}, EDIT | {"kind": "whitespace"}, EDIT | {"before": None}],
    [NAME, NAME | {"kind": "pronoun"}],
    [ROLE, ROLE],
    [QUOTE],
    {"e_1": {"name": "Ida Holm", "type": "PERSON"}},
)


def lines(colour):
    return [line.plain for line in article_lines(READING, colour)]


def test_marks_without_colours():
    shown = lines(False)
    assert shown[:3] == ["T", "a.example · 2025-03-04 · a_1", ""]
    assert shown[3] == "[1 “We will wait,”] Mayor ‹Ida Holm› of Kø{was Ã¸} said.{left out: Share this}"


def test_what_the_marks_are():
    assert lines(False)[4:] == [
        *("", "Quotes", "  [1] direct, 0.99  Ida Holm, via the Post (said): “We will wait,”"),
        *("", "Names", "  PERSON  Ida Holm ×1  mayor, X"),
        *("", "Edits", "  mojibake, r: Ã¸ → ø", "  boilerplate, r: Share this → nothing"),
    ]


def test_with_colours_names_need_no_marks():
    text = list(article_lines(READING, True))[3]
    assert "Mayor Ida Holm of" in text.plain
    styled = {(text.plain[s.start : s.end], s.style) for s in text.spans}
    assert {
        ("Ida Holm", "cyan"),
        ("“We will wait,”", "green"),
        ("Mayor Ida Holm", "bold"),
        ("said", "italic"),
    } <= styled


def test_nothing_to_show():
    bare = ArticleReading(ARTICLE, [], [], [], [], {})
    shown = [line.plain for line in article_lines(bare, True)][3:]
    assert shown == [TEXT, "", "Quotes: none", "", "Names: none", "", "Edits: none"]


def test_versions(revised):  # noqa: F811
    versions = read_versions(revised, revised.arrow("articles").to_pylist()[0])
    shown = [line.plain for line in version_lines(versions)]
    assert shown == [
        "a_0000000000000009 → a_0000000000000003  Post · 2025-03-03 11:00 UTC · a_0000000000000003",
        "  headline: Pier [stays → goes]",
        "  quote: “We will [not left out] sell the pier,”",
        "  removed: The hall was full.",
        "a_0000000000000003 → a_0000000000000002  Post · 2025-03-03 08:00 UTC · a_0000000000000002",
        "  the words are the same",
    ]
    (line,) = version_lines(versions[:1])
    assert line.plain == "the dataset has no other version of a_0000000000000009"
