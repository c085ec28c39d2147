"""The shapes in which JSON holds articles: where the records are, and what stands in one."""

import pytest

from newsloom.transforms.inputs.json.shapes import flat, records_of

ROW = {"title": "A", "text": "One."}
OTHER = {"title": "B", "text": "Two."}


@pytest.mark.parametrize(
    ("value", "records"),
    [
        (ROW, [ROW]),
        ([ROW, 7], [ROW, 7]),
        (7, [7]),
        ({"posts": [ROW], "totalResults": 1}, [ROW]),
        ({"response": {"status": "ok", "results": [ROW, OTHER]}}, [ROW, OTHER]),
        ({"response": {"status": "ok", "content": ROW}}, [ROW]),
        ({"data": {"articles": {"edges": [{"node": ROW}]}}}, [{"node": ROW}]),
        ({"tags": [{"name": "x"}], "news": [ROW]}, [ROW]),
        ({"tags": [{"name": "x"}], "unheard_of": [ROW]}, [ROW]),
        ({"data": {"data": {"data": {"data": [ROW]}}}}, [ROW]),
        ({"d": {"data": {"data": {"data": {"data": [ROW]}}}}}, [{"d": {"data": {"data": {"data": {"data": [ROW]}}}}}]),
        ({"x": [{"a": 1}] * 4 + [ROW], "y": [OTHER]}, [{"a": 1}] * 4 + [ROW]),
        ({"x": [{"a": 1}] * 5 + [ROW], "y": [OTHER]}, [OTHER]),
        ({"items": [{"a": 1}]}, [{"a": 1}]),
        ({"a": 1}, [{"a": 1}]),
        ({"x": ROW, "y": OTHER}, [{"id": "x", **ROW}, {"id": "y", **OTHER}]),
        ({"title": {"0": "A", "1": "B"}, "text": {"0": "One.", "1": "Two."}}, [ROW, OTHER]),
        ({"columns": ["title", "text"], "index": [0], "data": [["A", "One."]]}, [ROW]),
        ({"schema": {"fields": []}, "data": [ROW]}, [ROW]),
        ({"response": {"docs": [{"title": ["A"], "text": ["One."]}]}}, [{"title": ["A"], "text": ["One."]}]),
        ({"features": [], "rows": [{"row_idx": 0, "row": ROW}]}, [{"row_idx": 0, "row": ROW}]),
        ({"text": [1, 2], "news": [ROW]}, [ROW]),
        ({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}, [{"id": "1"}]),
        ({**ROW, "articles": [OTHER]}, [{**ROW, "articles": [OTHER]}]),
    ],
)
def test_where_the_records_are(value, records):
    assert list(records_of(value, {})) == records


def test_a_mapped_column_makes_a_record():
    value = {"meta": [{"a": 1}], "rows": [{"corpus": "One."}]}
    assert records_of(value, {"text": "corpus"}) == [{"corpus": "One."}]


def test_what_stands_in_a_record_is_lifted():
    assert flat({"_id": "1", "_source": ROW, "sort": [1]}) == {"_id": "1", **ROW}
    assert flat({"webTitle": "A", "fields": {"bodyText": "One."}}) == {"webTitle": "A", "bodyText": "One."}
    assert flat({"text": "One.", "fields": {"text": "Two."}}) == {"text": "One.", "fields": {"text": "Two."}}


def test_an_object_is_lifted_though_a_text_may_have_its_name():
    assert flat({"article": ROW, "id": 7}) == ROW | {"id": 7}
    assert flat({"article": "One.", "id": 7}) == {"article": "One.", "id": 7}


def test_what_is_said_of_a_record_stands_beside_it():
    assert flat({"metadata": {"title": "A", "id": 7}, "page_content": "One."}) == {
        "title": "A", "id": 7, "page_content": "One.",
    }  # fmt: skip
    assert flat({"meta": {"title": "B"}, **ROW}) == ROW
    assert flat({"article": {"meta": {"title": "A"}, "content": {"body": "One."}}}) == {"title": "A", "body": "One."}
