"""Records of known sources, each as columns."""

import pytest

from newsloom.transforms.inputs.json.sources import flattened, ninjs

ROW = {"title": "A", "text": "One."}
SOURCES = [
    # label, record, some of its columns
    (
        "a crawled post",
        {"thread": {"site_full": "www.eda.example", "title": "T"}, "title": "A", "url": "", "text": "One."},
        {"site_full": "www.eda.example", "title": "A", "text": "One."},
    ),
    (
        "a post of WordPress",
        {"author": 5, "date": "2024-03-05T09:00:00", "date_gmt": "2024-03-05T08:00:00", "content": {"rendered": "<p>"}},
        {"content_html": "<p>", "published_at": "2024-03-05T08:00:00Z", "author": None},
    ),
    (
        "a post of WordPress with its writer",
        {"author": 5, "content": {"rendered": "<p>"}, "_embedded": {"author": [{"name": "Ann Poe"}]}},
        {"author": [{"name": "Ann Poe"}]},
    ),
    (
        "an entry saved in a feed reader",
        {"origin": {"title": "Eda Post"}, "alternate": [{"href": "https://eda.example/1"}],
         "summary": {"content": "<p>One."}},
        {"content_html": "<p>One.", "url": "https://eda.example/1", "outlet": "Eda Post"},
    ),
    ("a node of Drupal", {"title": "A", "body": {"value": "<p>", "processed": "<p>One.", "format": "x"}},
     {"title": "A", "body_html": "<p>One."}),
    (
        "a story of Arc",
        {"headlines": {"basic": "A"}, "credits": {"by": [{"name": "Ann Poe"}]},
         "content_elements": [{"type": "text", "content": "One."}, {"type": "image", "caption": "x"}]},
        {"headline": "A", "author": [{"name": "Ann Poe"}], "body_html": "<p>One.</p>"},
    ),
    ("a citation",
     {"container-title": "Eda Post", "issued": {"date-parts": [[2024, 3, 5]]}, "URL": "https://eda.example/2"},
     {"published_at": {"date-parts": [[2024, 3, 5]]}, "url": "https://eda.example/2"}),
    ("an article of Newscatcher",
     {"summary": "One.", "clean_url": "eda.example", "published_date": "2024-03-05 10:00:00"},
     {"content": "One.", "outlet": "eda.example"}),
    ("an address among links", {"links": {"permalink": "https://eda.example/3"}, **ROW},
     {"permalink": "https://eda.example/3"}),
    ("any other", ROW, ROW),
]  # fmt: skip


@pytest.mark.parametrize(("item", "columns"), [row[1:] for row in SOURCES], ids=[row[0] for row in SOURCES])
def test_a_record_of_a_known_source(item, columns):
    row = flattened(item)
    assert {name: row[name] for name in columns} == columns


def test_ninjs_has_its_texts_by_role():
    item = {"bodies": [{"contenttype": "text/plain", "value": "One."}], "headlines": [{"value": "A"}, {"value": "B"}]}
    assert ninjs(item) == {"body_text": "One.", "headline": "A"}
    assert ninjs(ROW) is ROW
