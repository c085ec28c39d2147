"""One article in the terminal: its text with names, quotes, speakers and edits marked, and what they are below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from rich.text import Text

from newsloom.flows.view.readings import ArticleReading, Change, Row, compare_words

_STYLES = {
    "direct": "green",
    "mixed": "green",
    "indirect": "yellow",
    "name": "cyan",
    "speaker": "bold",
    "cue": "italic",
}
_MARK = "dim"
_BEFORE = 40  # characters that are shown of what an edit took away
_QUOTED = 100  # characters that are shown of a quote below the text
_SILENT = ("whitespace",)  # kinds of edits that nobody misses
Mark = tuple[int, int, str]
"""Offset in the text, rank among the marks there, what is put in."""


def article_lines(reading: ArticleReading, colour: bool) -> Iterator[Text]:
    """What is shown of an article; names are in ‹…› where there are no colours."""
    article = reading.article
    yield Text(article["title"] or "no title", "bold")
    yield Text(_about(article), _MARK)
    yield Text()
    yield _marked(reading, colour)
    for head, lines in (("Quotes", _quotes(reading)), ("Names", _names(reading)), ("Edits", _edits(reading))):
        yield Text()
        yield Text(head if lines else f"{head}: none", "bold")
        yield from map(Text, lines)


def version_lines(versions: list[Row]) -> Iterator[Text]:
    """What was changed between each version and the one before."""
    if len(versions) == 1:
        yield Text(f"the dataset has no other version of {versions[0]['article_id']}")
    for before, after in pairwise(versions):
        yield Text(f"{before['article_id']} → {after['article_id']}  {_about(after)}", "bold")
        lines = [f"  {row['kind']}: {_revision(row)}" for row in after["revisions"]]
        yield from map(Text, lines or ["  the words are the same"])


def _revision(row: Row) -> str:
    if row["before"] is None or row["after"] is None:
        return row["before"] or row["after"] or ""
    return "; ".join(map(_change, compare_words(row["before"], row["after"])))


def _change(change: Change) -> str:
    if change.before and change.after:
        core = f"[{change.before} → {change.after}]"
    else:
        core = f"[{change.before} left out]" if change.before else f"[{change.after} put in]"
    return " ".join(filter(None, (change.left, core, change.right)))


def _about(article: Row) -> str:
    time = article["published_at"] and f"{article['published_at']:%Y-%m-%d %H:%M} UTC"
    parts = (article["outlet"] or article["outlet_domain"], time or article["published_date"], article["author"])
    return " · ".join(str(part) for part in (*parts, article["url"], article["article_id"]) if part)


def _marked(reading: ArticleReading, colour: bool) -> Text:
    text = Text(reading.article["text"])
    for quote in reading.quotes:
        text.stylize(_STYLES[quote["type"]], quote["start_char"], quote["end_char"])
        for part in ("speaker", "cue"):
            if quote[f"{part}_start"] is not None:
                text.stylize(_STYLES[part], quote[f"{part}_start"], quote[f"{part}_end"])
    for mention in _shown_names(reading):
        text.stylize(_STYLES["name"], mention["start_char"], mention["end_char"])
    return _with_marks(text, sorted(_marks(reading, colour)))


def _shown_names(reading: ArticleReading) -> list[Row]:
    return [mention for mention in reading.mentions if mention["kind"] == "name"]


def _marks(reading: ArticleReading, colour: bool) -> Iterator[Mark]:
    """What ends comes before what begins at the same place."""
    for number, quote in enumerate(reading.quotes, 1):
        yield quote["start_char"], 2, f"[{number} "
        yield quote["end_char"], 1, "]"
    for mention in [] if colour else _shown_names(reading):
        yield mention["start_char"], 3, "‹"
        yield mention["end_char"], 0, "›"
    for edit in _told(reading):
        what = "was" if edit["after"] else "left out:"
        yield edit["clean_end"], 1, f"{{{what} {_short(edit['before'], _BEFORE)}}}"


def _told(reading: ArticleReading) -> list[Row]:
    """The edits that took something out of the text itself or exchanged it."""
    return [e for e in reading.edits if e["applied"] and e["kind"] not in _SILENT and (e["before"] or "").strip()]


def _with_marks(text: Text, marks: list[Mark]) -> Text:
    marked, end = Text(), 0
    for offset, _, mark in marks:
        marked.append_text(text[end:offset] if offset > end else Text())
        marked.append(mark, _MARK)
        end = offset
    return marked.append_text(text[end:])


def _quotes(reading: ArticleReading) -> list[str]:
    lines = []
    for number, quote in enumerate(reading.quotes, 1):
        speaker = reading.name_of(quote["speaker_entity_id"]) or quote["speaker"] or "speaker not known"
        via = quote["via"] and f", via {quote['via']}"
        cue = quote["cue"] and f" ({quote['cue']})"
        sure = f"{quote['confidence']:.2f}"
        lines.append(
            f"  [{number}] {quote['type']}, {sure}  {speaker}{via or ''}{cue or ''}: {_short(quote['text'], _QUOTED)}"
        )
    return lines


def _names(reading: ArticleReading) -> list[str]:
    counts = Counter(mention["entity_id"] for mention in _shown_names(reading))
    roles: dict[str, list[str]] = {}
    for role in reading.roles:
        words = ", ".join(filter(None, (role["role"], role["organisation"], role["country"])))
        roles.setdefault(role["entity_id"], []).append(words)
    lines = []
    for entity_id, n in counts.items():
        name = reading.names.get(entity_id, {})
        about = "; ".join(dict.fromkeys(roles.get(entity_id, ())))
        lines.append(f"  {name.get('type') or '?':<8}{name.get('name') or '?'} ×{n}{f'  {about}' if about else ''}")
    return lines


def _edits(reading: ArticleReading) -> list[str]:
    lines = []
    for edit in _told(reading):
        before, after = _short(edit["before"], _QUOTED), _short(edit["after"] or "", _BEFORE)
        lines.append(f"  {edit['kind']}, {edit['rule']}: {before} → {after or 'nothing'}")
    return lines


def _short(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
