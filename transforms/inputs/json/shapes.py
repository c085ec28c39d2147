"""The shapes in which JSON holds articles: envelopes around lists, tables on their side, and records in records.

`records_of` finds the records of a value, `flat` makes of one record an object whose keys are columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsloom.transforms.inputs.columns import TEXTS, recognise
from newsloom.transforms.inputs.json.json_feed import json_feed_items
from newsloom.transforms.inputs.json.sources import flattened

_ENVELOPES = (
    "articles",
    "items",
    "results",
    "docs",
    "documents",
    "entries",
    "stories",
    "posts",
    "news",
    "hits",
    "data",
)
_INNER = ("_source", "fields", "attributes", "article", "document", "doc", "node", "record", "row")
_ABOUT = ("metadata", "meta", "head", "header")  # objects with what is said of a record
_MAX_DEPTH = 4  # of envelopes in envelopes, as response.results or data.search.nodes
_BLOCK = 4  # keys of a paragraph
_SAMPLE = 5  # records that show whether a list is one of articles

Object = Mapping[str, Any]


def records_of(value: Any, mapped: Mapping[str, str]) -> Sequence[Any]:
    """The records of a JSON value, in order; the value itself where it is no envelope of any. `mapped` as in --map.

    >>> records_of({"response": {"total": 1, "docs": [{"body": "A text."}]}}, {})
    [{'body': 'A text.'}]
    >>> records_of({"title": {"0": "A"}, "text": {"0": "A text."}}, {})
    [{'title': 'A', 'text': 'A text.'}]
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        return [value]
    if feed_items := json_feed_items(value):
        return feed_items
    if table := _table_on_its_side(value, mapped) or _split_table(value):
        return table
    if _has_text(value, mapped):
        return [value]
    lists = list(_lists_in(value, _MAX_DEPTH))
    for one in (*lists, *([inner] for inner in _objects_in(value, _MAX_DEPTH))):
        if any(_has_text(item, mapped) for item in one[:_SAMPLE]):
            return one
    return lists[0] if lists else [value]


def _has_text(item: Any, mapped: Mapping[str, str]) -> bool:
    if not isinstance(item, Mapping):
        return False
    row = flat(item)
    fields = recognise(row, mapped)
    return any(_is_text(row[fields[name]]) for name in TEXTS & fields.keys())


def _is_text(value: Any) -> bool:
    """Whether a value may be a text: a single one, or a list of its paragraphs."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(part, str) or _is_block(part) for part in value)
    return not isinstance(value, Mapping)


def _is_block(part: Any) -> bool:
    """Whether an object is a paragraph of a text: its kind and its words, and nothing that only an article has."""
    return isinstance(part, Mapping) and "type" in part and len(part) <= _BLOCK and not {"title", "url"} & part.keys()


def _lists_in(value: Object, depth: int) -> Iterator[list[Any]]:
    """The lists of objects in an object, well-known names first; objects under keys of their own are a list, too."""
    names = sorted(value, key=lambda name: _ENVELOPES.index(name) if name in _ENVELOPES else len(_ENVELOPES))
    inner = [value[name] for name in names]
    yield from (one for one in inner if isinstance(one, list) and one and isinstance(one[0], Mapping))
    objects = [one for one in inner if isinstance(one, Mapping)]
    if len(objects) > 1 and len(objects) == len(inner):
        yield [{"id": name} | dict(value[name]) for name in value]
    if depth > 1:
        for one in objects:
            yield from _lists_in(one, depth - 1)


def _objects_in(value: Object, depth: int) -> Iterator[Object]:
    """The objects in an object, those within them behind each."""
    for one in value.values():
        if isinstance(one, Mapping):
            yield one
            yield from _objects_in(one, depth - 1) if depth > 1 else ()


def _table_on_its_side(value: Object, mapped: Mapping[str, str]) -> list[Object]:
    """The rows of a table whose columns hold a value for each row's key, as pandas writes them."""
    columns = list(value.values())
    if not all(isinstance(column, Mapping) and column for column in columns) or not columns:
        return []
    rows = columns[0].keys()
    if any(column.keys() != rows for column in columns) or not recognise(value, mapped).keys() & TEXTS:
        return []
    if any(isinstance(cell, Mapping) for column in columns for cell in column.values()):
        return []
    return [{name: column[row] for name, column in value.items()} for row in rows]


def _split_table(value: Object) -> list[Object]:
    """The rows of a table whose names of columns stand apart from its cells."""
    names, rows = value.get("columns"), value.get("data")
    if not (isinstance(names, list) and isinstance(rows, list) and all(isinstance(name, str) for name in names)):
        return []
    return [dict(zip(names, row, strict=False)) for row in rows if isinstance(row, list)]


def flat(item: Object) -> Object:
    """The record as one object of columns: what stands in an object within is lifted, well-known forms are read."""
    item = _with_what_is_said_of_it(item)
    single = {key: value for key, value in item.items() if not isinstance(value, Mapping)}
    for name in () if "text" in recognise(single, {}) else (*_INNER, "content", "body"):
        inner = item.get(name)
        if isinstance(inner, Mapping) and (name not in ("content", "body") or _is_body(inner)):
            outer = {
                key: value for key, value in item.items() if key != name and not isinstance(value, (Mapping, list))
            }
            return flat({**outer, **inner})
    return flattened(item)


def _is_body(content: Object) -> bool:
    """Whether the object under "content" is the text of the record around it, and no record or markup of a text."""
    return ("body" in content or "text" in content) and not {"title", "headline"} & content.keys()


def _with_what_is_said_of_it(item: Object) -> Object:
    """The record with what stands in an object about it, where it says nothing under those names itself."""
    for name in _ABOUT:
        if isinstance(about := item.get(name), Mapping):
            own = {key: value for key, value in item.items() if key != name and (value or key not in about)}
            item = {**about, **own}
    return item


def value_at(item: Any, path: str) -> Any:
    """What stands at a path of keys in an object; None where there is nothing. A list gives what each member has there.

    >>> value_at({"thread": {"site": "a.example"}, "tags": [{"n": 1}, {"n": 2}]}, "thread.site")
    'a.example'
    >>> value_at({"tags": [{"n": 1}, {"n": 2}]}, "tags.n")
    [1, 2]
    """
    if isinstance(item, list):
        return [value for member in item if (value := value_at(member, path)) is not None] or None
    if not isinstance(item, Mapping):
        return None
    if path in item:
        return item[path]
    key, _, rest = path.partition(".")
    return value_at(item.get(key), rest) if rest else None
