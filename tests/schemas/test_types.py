"""What the makers of columns promise: type, unit, bounds, pattern."""

import pyarrow as pa
import pytest

from newsloom.schemas import types
from newsloom.schemas.table import Table

COLUMNS = {
    "text": types.text("Free."),
    "word": types.word("Closed.", ("a", "b")),
    "time": types.time("A moment."),
    "count": types.count("Things.", unit="things"),
    "score": types.score("A share."),
    "flag": types.flag("Yes or no."),
    "offset": types.offset("A place."),
    "identifier": types.identifier("x", "An id."),
    "article_id": types.article_id(),
    "entity_id": types.entity_id("Somebody."),
}
WANTED = {  # type, unit, minimum, maximum
    "text": (pa.string(), None, None, None),
    "word": (pa.dictionary(pa.int32(), pa.string()), None, None, None),
    "time": (pa.timestamp("us", tz="UTC"), "UTC", None, None),
    "count": (pa.int32(), "things", 0, None),
    "score": (pa.float32(), "0 to 1", 0, 1),
    "flag": (pa.bool_(), None, None, None),
    "offset": (pa.int32(), "code points", 0, None),
    "identifier": (pa.string(), None, None, None),
    "article_id": (pa.string(), None, None, None),
    "entity_id": (pa.string(), None, None, None),
}
IDS = [
    ("identifier", "x_0123456789abcdef", True),
    ("identifier", "y_0123456789abcdef", False),  # another letter
    ("identifier", "x_0123456789abcde", False),  # a digit short
    ("identifier", "x_0123456789abcdef0", False),  # one too many
    ("identifier", "x_0123456789ABCDEF", False),  # capitals
    ("identifier", "xx_0123456789abcdef", False),  # something before
    ("article_id", "a_0123456789abcdef", True),
    ("article_id", "e_0123456789abcdef", False),
    ("entity_id", "e_0123456789abcdef", True),
]


@pytest.mark.parametrize("name", COLUMNS)
def test_type_unit_and_bounds(name):
    column = COLUMNS[name]
    assert (column.type, column.unit, column.minimum, column.maximum) == WANTED[name]


@pytest.mark.parametrize(("name", "value", "holds"), IDS, ids=[f"{n} {v}" for n, v, _ in IDS])
def test_what_an_id_is(name, value, holds):
    table = Table("t", "A table.", {"id": COLUMNS[name]})
    assert (not list(table.problems(table.table([{"id": value}])))) == holds


def test_references_and_what_is_required():
    assert (COLUMNS["article_id"].references, COLUMNS["article_id"].required) == ("articles.article_id", True)
    assert not types.article_id(required=False).required
    assert (COLUMNS["entity_id"].references, COLUMNS["entity_id"].required) == ("entities.entity_id", False)
    assert types.RUN_ID.references == "runs.run_id"
    assert types.START.required
    assert types.END.required
    assert COLUMNS["word"].words == ("a", "b")
