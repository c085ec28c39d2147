"""schema.org statements in JSON-LD: which of the things on a page is its article, and what is said of it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from newsloom.transforms.inputs.cells import plain

__all__ = ["alike", "article_statements", "heading_words", "mostly_one", "scripts_in", "things_in", "weaker_statements"]

Thing = Mapping[str, Any]

_NAMES = {
    "headline": "title", "datePublished": "published_at", "dateModified": "modified_at", "publisher": "outlet",
    "url": "url", "inLanguage": "language",
}  # fmt: skip
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Review)$")
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")  # where a thing may hold the page's article; not lists of others
_MAX_DEPTH, _MAX_THINGS = 6, 5_000
_NO_JSON = re.compile(
    r"""("(?:\\.|[^"\\])*")|/\*.*?\*/|(?<!:)//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>|,(?=\s*[}\]])""", re.DOTALL
)
_ESCAPED_APOSTROPHE = re.compile(r"(?<!\\)\\'")  # of JavaScript; JSON knows no such escape
_INNER_QUOTE = re.compile(r'(?<=[^\s\[{,:\\])(\s{0,20})"(?!\s*[:,}\]])')  # neither begins a string nor ends one
_NO_COMMA = re.compile(r"\}\s*\{")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
_SIGN = re.compile(r'"(?:\\.|[^"\\])*(?:"|\Z)|[\[\]{}]', re.DOTALL)
_BETWEEN = re.compile(r"[\s,;]*")
_DECODER = json.JSONDecoder(strict=False)
_LIKE = 0.6  # of the shorter heading's words that must stand in the other, by hand


def article_statements(
    scripts: Sequence[str], headings: Sequence[str], addresses: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """(field, value) of what the scripts say about the article with one of these headings or addresses.

    Where no thing has one of them, the first article is meant, if the scripts describe a single one or do not say what
    they describe.
    """
    articles, by_id = _articles(scripts, headings, addresses)
    for thing in articles:
        for name, field in _NAMES.items():
            if value := plain(thing.get(name)):
                yield field, value
        if names := list(dict.fromkeys(_authors(thing.get("author") or thing.get("creator"), by_id))):
            yield "author", ", ".join(names)


def weaker_statements(
    scripts: Sequence[str], headings: Sequence[str], addresses: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What the scripts say for want of better: when the article was made, and a publisher that is named by @id alone,
    often the owner of the site by what its software calls it."""
    articles, by_id = _articles(scripts, headings, addresses)
    for thing in articles:
        values = {"published_at": thing.get("dateCreated"), "outlet": _whole(thing.get("publisher"), by_id)}
        yield from ((field, text) for field, value in values.items() if (text := plain(value)))


def _articles(
    scripts: Sequence[str], headings: Sequence[str], addresses: Sequence[str]
) -> tuple[Sequence[Thing], Mapping[str, Thing]]:
    """The articles that are meant, and all things by their @id."""
    things = [thing for script in scripts for thing in things_in(script)]
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1}
    return _meant([thing for thing in things if _is_article(thing)], headings, addresses), by_id


def scripts_in(tree: lxml.html.HtmlElement) -> list[str]:
    """The JSON-LD scripts of a page."""
    return [
        script.text for script in tree.iter("script") if script.text and "ld+json" in script.get("type", "").lower()
    ]


def things_in(script: str) -> list[Thing]:
    """The things that a JSON-LD script describes, each before those in it; none when it is beyond repair.

    >>> [thing["name"] for thing in things_in('/*<![CDATA[*/{"name": "a, ]", "@graph": [{"name": "b"},]}/*]]>*/')]
    ['a, ]', 'b']
    """
    things: list[Thing] = []
    queue = [(value, 0) for value in _values(script)]
    while queue and len(things) < _MAX_THINGS:
        value, depth = queue.pop(0)
        if isinstance(value, list):
            queue[:0] = [(inner, depth) for inner in value]
        elif isinstance(value, Mapping):
            things.append(value)
            if depth < _MAX_DEPTH:
                queue[:0] = [(value[name], depth + 1) for name in _OWN if name in value]
    return things


def alike(one: str, other: str) -> bool:
    """Whether two headings may be of one article: most words of the shorter stand in the other.

    >>> alike("Ferry stays, board says", "Ferry stays"), alike("Ferry stays", "Floods of 2011")
    (True, False)
    """
    return mostly_one(heading_words(one), heading_words(other))


def heading_words(text: str) -> set[str]:
    """The words of a heading, for comparison."""
    return set(re.findall(r"\w+", html.unescape(text).casefold()))


def mostly_one(a: set[str], b: set[str]) -> bool:
    """Whether most words of the shorter of two headings stand in the other."""
    return bool(a and b) and len(a & b) >= _LIKE * min(len(a), len(b))


def _values(script: str) -> list[Any]:
    """The JSON of a script, strict or not: comments, CDATA, commas before a bracket, escaped quotes, quotes within
    strings and several values behind one another are forgiven."""
    for text in _readings(script.lstrip("\ufeff")):
        try:
            return list(_each_value(text))
        except (ValueError, RecursionError):
            continue
    return []


def _readings(script: str) -> Iterator[str]:
    """A script as it stands, then without what JSON does not have, each made when the one before was none."""
    yield script
    lenient = _NO_JSON.sub(lambda m: m[1] or "", script).strip(" \t\r\n;")
    yield lenient
    yield html.unescape(script)
    yield _ESCAPED_APOSTROPHE.sub("'", lenient)
    yield _INNER_QUOTE.sub(r'\1\\"', lenient)
    yield _NO_COMMA.sub("},{", lenient)
    if '"' not in script:
        yield lenient.replace("'", '"')
    yield _closed(lenient)


def _closed(script: str) -> str:
    """A script that breaks off, with what is still open closed."""
    signs = [sign[0] for sign in _SIGN.finditer(script)]
    brackets = list[str]()
    for sign in signs:
        if sign in ("{", "["):
            brackets.append("}" if sign == "{" else "]")
        elif sign in ("}", "]") and brackets:
            brackets.pop()
    text = script + ('"' if signs and signs[-1].startswith('"') and not _STRING.fullmatch(signs[-1]) else "")
    return text.rstrip(", ") + "".join(reversed(brackets))


def _each_value(text: str) -> Iterator[Any]:
    """The JSON values that stand behind one another, apart by blanks, commas or semicolons."""
    at = 0
    while (at := _BETWEEN.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        value, at = _DECODER.raw_decode(text, at)
        yield value


def _is_article(thing: Thing) -> bool:
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds)


def _meant(articles: Sequence[Thing], headings: Sequence[str], addresses: Sequence[str]) -> Sequence[Thing]:
    """The articles that the page is about; those that share its address before those that share its heading."""
    own = {path for address in addresses if (path := _path(address))}
    by_address = [thing for thing in articles if own & set(map(_path, _addresses(thing)))]
    by_heading = [t for t in articles if (name := plain(t.get("headline"))) and any(alike(name, h) for h in headings)]
    return [t for t in by_address if t in by_heading] or by_heading or by_address or articles[:1]


def _addresses(thing: Thing) -> list[str]:
    page = thing.get("mainEntityOfPage")
    values = (thing.get("url"), page.get("@id") if isinstance(page, Mapping) else page)
    return [value for value in values if isinstance(value, str)]


def _path(address: str) -> str:
    """Host and path of an address; "" for one that leads to the start of a site."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}" if path else ""


def _authors(value: Any, by_id: Mapping[str, Thing]) -> Iterator[str]:
    """The names of authors, in any of the forms in which they are given."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, list):
            yield from _authors(one, by_id)
        else:
            whole = _whole(one, by_id) if isinstance(one, Mapping) else by_id.get(str(one))
            name = (plain(whole.get("name")) or _full_name(whole)) if whole else plain(one)
            yield from [name] if name else []


def _whole(value: Any, by_id: Mapping[str, Thing]) -> Any:
    """A thing with what the page says of it elsewhere, under the same @id; any other value as it is."""
    return {**by_id.get(str(value.get("@id")), {}), **value} if isinstance(value, Mapping) else value


def _full_name(thing: Thing) -> str:
    return " ".join(filter(None, (plain(thing.get(name)) for name in ("givenName", "additionalName", "familyName"))))
