"""Titles, authors and outlets as sources state them, made fit for their columns; `metadata` keeps them as stated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from newsloom.transforms.cleaning.candidates import Found
from newsloom.transforms.cleaning.outlets import OUTLET_NAMES, outlet_of
from newsloom.transforms.cleaning.passes import mend_line
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.repair.holes import spelling_key
from newsloom.transforms.repair.spelling import EMPTY_EVIDENCE, SpellingEvidence, evidence_from_rows, spellings_in
from newsloom.transforms.text.bylines import authors_in
from newsloom.transforms.text.folding import without_accents

__all__ = ["read_stated"]

_FIELDS = frozenset(("title", "author", "outlet"))
_JOINTS = r"\s*(?:\s[–—•·:»«-]|[|»:])\s+"  # between a title and the name of the site
_STYLE = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,300})?/?>", re.I
)
_JOINT = re.compile(_JOINTS)
_SUFFIX = re.compile(rf"(?P<title>.*\S){_JOINTS}(?P<site>.{{2,60}})", re.DOTALL)
_PREFIX = re.compile(rf"(?P<site>.{{2,60}}?){_JOINTS}(?P<title>.*)", re.DOTALL)
_SITE = re.compile(r"\A(?:www\.)?([a-z0-9-]+)(?:\.[a-z]{2,10}){1,2}\Z", re.IGNORECASE)
_LISTED = {name.casefold(): name for name in sorted(OUTLET_NAMES)}
_WORDS = 2  # that a title must keep


def read_stated(candidates: Sequence[Found], text: str, names: Mapping[str, str], model: CharModel) -> list[Found]:
    """The candidates, each title, author and outlet with the `reading` that its column would have, "" for none.

    `names` are outlets by their registered domain, beside those known. Letters that a value has lost come from `text`.
    """
    evidence = _evidence(candidates, text)
    mended = {i: mend_line(_in_one_line(f), model, evidence) for i, f in enumerate(candidates) if f.field in _FIELDS}
    outlets = {value for i, value in mended.items() if candidates[i].field == "outlet"}
    listed = [name for item in candidates if item.field == "url" and (name := outlet_of(item.value, names))]
    outlets |= set(listed)
    if listed:  # one outlet has one name, whatever its pages and feeds call it
        mended |= {
            i: listed[0] for i in mended if candidates[i].field == "outlet" and candidates[i].origin in ("html", "feed")
        }
    readings = {i: _reading(candidates[i].field, value, outlets) for i, value in mended.items()}
    titles = {reading for i, reading in readings.items() if candidates[i].field == "title"}
    readings |= {i: _shortest(readings[i], titles) for i in readings if candidates[i].field == "title"}
    return [replace(item, reading=readings[i]) if i in readings else item for i, item in enumerate(candidates)]


def _in_one_line(item: Found) -> str:
    """A value in one line; authors under each other stay apart."""
    return re.sub(r"\s*\n\s*", " | ", item.value.strip()) if item.field == "author" else item.value


def _evidence(candidates: Sequence[Found], text: str) -> SpellingEvidence:
    if not any(sign in item.value for item in candidates if item.field in _FIELDS for sign in ("?", "\ufffd")):
        return EMPTY_EVIDENCE
    return evidence_from_rows({"word": w, "key": spelling_key(w), "article_id": None} for w in spellings_in(text))


def _reading(field: str, value: str, outlets: Set[str]) -> str:
    if field == "author":
        return ", ".join(authors_in(value, outlets | OUTLET_NAMES))
    if field == "title":
        value = " ".join(_STYLE.sub("", value).split()) if "<" in value else value
        return _without_site(value, {_folded(name) for name in outlets})
    if _SITE.match(value.strip()):
        return outlet_of(f"https://{value.strip().lower()}", {}) or value
    return _LISTED.get(value.casefold(), value)  # "FOX NEWS" as the list writes it


def _folded(name: str) -> str:
    """An outlet's name for comparison: "The Hill Courier", "hillcourier.com" and "Hill Courier" are one."""
    site = _SITE.match(name.strip())
    plain = re.sub(r"[\W_]+", "", without_accents(site[1] if site else name).casefold())
    return plain.removeprefix("the") or plain


def _without_site(title: str, outlets: Set[str]) -> str:
    """A title without the outlet's name at either end; "" for one that is the outlet's name."""
    if _folded(title) in outlets:
        return ""
    for pattern in (_SUFFIX, _PREFIX):
        while (parts := pattern.fullmatch(title)) and _folded(parts["site"]) in outlets:
            title = parts["title"]
    return title.strip()


def _shortest(title: str, others: Set[str]) -> str:
    """A title without the names of sections and sites that stand behind another title of the article."""
    shorter = [o for o in others if len(o.split()) >= _WORDS and title.startswith(o) and _JOINT.match(title, len(o))]
    return min(shorter, key=len, default=title)
