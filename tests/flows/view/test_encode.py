"""The data in the page: compact, and nothing in it ends the script element."""

import datetime as dt
import json

from newsloom.flows.view.page.encode import encode


def decoded(text):
    """The rows of each table, as the page's script reads them."""
    bundle = json.loads(text)
    tables = {}
    for name, table in bundle["tables"].items():
        rows = [{} for _ in range(table["n"])]
        for column, values in table["columns"].items():
            for i, row in enumerate(rows):
                if isinstance(values, dict) and "words" in values:
                    row[column] = values["words"][values["codes"][i]]
                elif isinstance(values, dict):
                    index = values["ids"][i]
                    row[column] = None if index is None else bundle["ids"][index]
                else:
                    row[column] = values[i]
        tables[name] = rows
    return tables


def test_rows_come_back():
    columns = {
        "article_id": ["a_1", None, "a_1", "a_2", "a_2"],
        "outlet": ["Echo", "Echo", "Echo", None, None],
        "day": [dt.date(2025, 3, 4)] * 5,
        "started": [dt.datetime(2025, 3, 4, 9, 5)] * 5,
        "sure": [True, False, True, True, False],
        "confidence": [0.98765, 0.5, 1.0, 0.25, None],
        "marks": [[("kept", "a")], None, None, None, None],
        "via": [None] * 5,
    }
    rows = decoded(encode({"quotes": columns, "nothing": {"name": []}}))
    assert rows["nothing"] == []
    assert rows["quotes"][0] == {
        "article_id": "a_1",
        "outlet": "Echo",
        "day": "2025-03-04",
        "started": "2025-03-04 09:05",
        "sure": 1,
        "confidence": 0.99,
        "marks": [["kept", "a"]],
    }
    assert [row["article_id"] for row in rows["quotes"]] == ["a_1", None, "a_1", "a_2", "a_2"]
    assert [row["outlet"] for row in rows["quotes"]] == ["Echo", "Echo", "Echo", None, None]


def test_no_text_ends_the_element_or_a_line():
    text = "</script><!-- <script>\u2028\u2029"
    encoded = encode({"articles": {"text": [text]}})
    assert "<" not in encoded
    assert "\u2028" not in encoded
    assert decoded(encoded)["articles"] == [{"text": text}]


def test_an_id_is_written_once():
    encoded = encode({"quotes": {"article_id": ["a_0123"] * 9}, "edits": {"article_id": ["a_0123"]}})
    assert encoded.count("a_0123") == 1
