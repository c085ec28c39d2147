"""What the page shows without script: its first sentence and the top of each list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from newsloom.flows.view.page.encode import Columns

Row = dict[str, Any]
_PEOPLE, _UTTERANCES, _VERSIONS = 12, 8, 3


def rows_of(columns: Columns) -> list[Row]:
    """Columns as rows."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def summary_of(tables: Mapping[str, list[Row]]) -> dict[str, Any]:
    """What the template prints, from the rows of the page's tables."""
    return {
        "name": tables["page"][0]["name"],
        "sentence": _sentence({row["name"]: row for row in tables["numbers"]}, tables["spoken"]),
        "people": _people(tables),
        "side_by_side": _side_by_side(tables),
        **{name: tables[name] for name in ("page", "runs", "stories", "refused", "checks")},
    }


def _sentence(numbers: Mapping[str, Row], spoken: Iterable[Row]) -> str:
    def said(name: str) -> str:
        row = numbers[name]
        return f"{format(row['n'], ',') if row['n'] else 'no'} {row['one'] if row['n'] == 1 else row['more']}"

    by = Counter[str]()
    for cell in spoken:
        by[cell["kind"]] += cell["n"]
    speakers = [f"{by[name]:,} by {said(name)}" for name in ("people", "others") if by[name]]
    speakers += [f"{by['unknown']:,} by speakers who are not identified"] if by["unknown"] else []
    made = [said(name) for name in ("changed", "shortened", "conflicts") if numbers[name]["n"]]
    parts = (
        said("stories"),
        _with(said("quotes"), ": ", speakers),
        _with(said("several"), ", among them ", made),
        said("refused"),
    )
    return "; ".join((f"{said('articles')} of {said('outlets')}", *parts)) + "."


def _with(text: str, sign: str, parts: list[str]) -> str:
    return f"{text}{sign}{', '.join(parts)}" if parts else text


def _people(tables: Mapping[str, list[Row]]) -> list[Row]:
    names = {row["entity_id"]: row["name"] for row in tables["entities"] if row["type"] == "PERSON"}
    roles: dict[str, str] = {}
    for row in tables["roles"]:  # the most frequent one comes first
        if row["status"] != "former":
            roles.setdefault(row["entity_id"], row["role"])
    counts = Counter[str]()
    for row in tables["speech"]:
        counts[row["entity_id"]] += row["n"]
    ranked = sorted(((n, names[who], who) for who, n in counts.items() if who in names), key=lambda p: (-p[0], p[1]))
    return [{"name": name, "n": n, "role": roles.get(who)} for n, name, who in ranked[:_PEOPLE]]


def _side_by_side(tables: Mapping[str, list[Row]]) -> list[Row]:
    """Statements that outlets changed or shortened: the fullest version, and each other wording with its marks."""
    names = {row["entity_id"]: row["name"] for row in tables["entities"]}
    outlets = {row["article_id"]: row["outlet"] for row in tables["articles"]}
    quoted_in = {row["quote_id"]: outlets.get(row["article_id"]) for row in tables["quotes"]}
    marks = {row["quote_id"]: row["marks"] for row in tables["variants"]}
    changes: dict[str, list[Row]] = {}
    for row in tables["changes"]:
        changes.setdefault(row["utterance_id"], []).append(row)
    shown = [row for row in tables["utterances"] if row["utterance_id"] in changes][:_UTTERANCES]
    return [
        {
            "who": names.get(row["entity_id"], "speaker not known"),
            "text": row["text"],
            "outlet": quoted_in[changes[row["utterance_id"]][0]["reference_quote_id"]],
            "reports": [
                {"outlet": quoted_in[change["quote_id"]], "marks": marks[change["quote_id"]]}
                for change in changes[row["utterance_id"]][:_VERSIONS]
            ],
        }
        for row in shown
    ]
