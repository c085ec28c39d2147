"""Raw records in; articles with edits, segments and metadata out; or rejects with a reason.

The passes and their order are `PASSES`. Each pass reads the text that the one before it left, and `compose` keeps a
single list of edits over the decoded raw text, so undoing an article's edits gives that text back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from newsloom.schemas.contract.articles import PUBLISHED_ORIGINS
from newsloom.transforms.cleaning.addresses import canonical_url, domain_of, web_address
from newsloom.transforms.cleaning.candidates import Found, choose
from newsloom.transforms.cleaning.credits import credited_agencies
from newsloom.transforms.cleaning.datelines import dateline
from newsloom.transforms.cleaning.dates import DateReading, date_in_address
from newsloom.transforms.cleaning.furniture import is_cut_off
from newsloom.transforms.cleaning.limits import over_limit, under_limit
from newsloom.transforms.cleaning.metadata import headline
from newsloom.transforms.cleaning.outcomes import CleanArticle, Cleaned, cleaned, renamed, told_apart
from newsloom.transforms.cleaning.outlets import AGENCY_BY_FORM, outlet_of
from newsloom.transforms.cleaning.passes import PASSES, run_pass
from newsloom.transforms.cleaning.segment import segment
from newsloom.transforms.cleaning.stated import read_stated
from newsloom.transforms.inputs.addresses import without_secrets
from newsloom.transforms.inputs.language import language_of
from newsloom.transforms.inputs.records import Bad, RawRecord, Reject, or_reject, public_uri
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.repair.spelling import EMPTY_EVIDENCE, SpellingEvidence, settles
from newsloom.transforms.text.edits import Edit, apply_edits, compose, join_removals, place, raw_span
from newsloom.transforms.text.ids import article_id

__all__ = [
    "QUALITY_FLAGS",
    "CleanArticle",
    "CleanOptions",
    "Cleaned",
    "clean_again",
    "clean_articles",
    "clean_record",
    "clean_text",
]

QUALITY_FLAGS = {
    "unrepaired_damage": "characters were lost or garbled and could not be restored",
    "ambiguous_damage": "damage with more than one plausible repair; it was left as it stood",
    "hard_wrapped": "lines had been broken to a fixed width and were joined",
    "short": "fewer than 40 words",
    "truncated": "the text ends in a mark that says more was cut off",
    "repeated": "much of the text stands in it more than once",
    "no_date": "no date of publication was found",
    "conflicting_dates": "the dates of publication that were found disagree",
}
"""The closed list of quality flags, each with its meaning."""
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n+")
_LONG_SENTENCE = 30  # characters, by hand; shorter ones recur in speech and lists
_REPEATED = 0.3  # of a text, by hand: a text twice over has half
_NO_LETTERS = re.compile(r"[^\w\s]+|[\d_]+")


@dataclass(frozen=True)
class CleanOptions:
    """How raw text becomes an article."""

    min_words: int = 5  # shorter texts are rejected as too_short
    max_words: int = 80_000  # words (long ones count as several) and marks; texts with more are rejected as too_large
    max_paragraphs: int = 25_000  # texts with more are rejected as too_large
    any_language: bool = False  # keep texts in other languages than `language`
    language: str = "en"  # ISO 639-1
    language_confidence: float = 0.9  # how sure another language must be before a text is rejected for it
    repair: bool = True  # restore garbled characters
    remove_boilerplate: bool = True  # take out links to other articles, photo credits, prompts
    join_wrapped_lines: bool = True  # undo breaks at a fixed width, and put back those lost between sentences
    outlets: Mapping[str, str] = field(
        default_factory=dict
    )  # registered domain → name of the outlet, beside those known


@dataclass(frozen=True)
class CleanText:
    """A clean text, the edits that lead to it from the raw one, and what was read out of it on the way."""

    text: str
    edits: list[Edit]
    candidates: list[Found]
    flags: tuple[str, ...]


def clean_articles(
    records: Sequence[RawRecord], options: CleanOptions, model: CharModel, now: dt.datetime | None = None
) -> Cleaned:
    """Repair, strip and segment raw records; every one ends as an article or as a reject."""
    now = now or dt.datetime.now(dt.UTC)
    return cleaned(told_apart(clean_record(record, options, model, now=now) for record in records))


def clean_again(
    record: RawRecord,
    article: Mapping[str, object],
    evidence: SpellingEvidence,
    options: CleanOptions,
    model: CharModel,
    now: dt.datetime,
) -> CleanArticle | None:
    """The article of a record with letters restored that its text has lost; None if the evidence settles none.

    `article` is the row that the record became without evidence; the new rows have its id.
    """
    if not options.repair:
        return None

    def make() -> CleanArticle | None:
        if not settles(str(article["text"]), evidence):
            return None
        return renamed(_cleaned_record(record, options, model, evidence, now), str(article["article_id"]))

    outcome = or_reject(make, record.source_uri, record.source_row, record.raw_sha256)
    return outcome if isinstance(outcome, CleanArticle) else None  # what raises leaves the article as it was


def clean_record(
    record: RawRecord,
    options: CleanOptions,
    model: CharModel,
    evidence: SpellingEvidence = EMPTY_EVIDENCE,
    now: dt.datetime | None = None,
) -> CleanArticle | Reject:
    """One raw record as an article's rows, or why it is none; never raises."""
    make = partial(_cleaned_record, record, options, model, evidence, now)
    return or_reject(make, record.source_uri, record.source_row, record.raw_sha256)


def _cleaned_record(
    record: RawRecord, options: CleanOptions, model: CharModel, evidence: SpellingEvidence, now: dt.datetime | None
) -> CleanArticle:
    clean = clean_text(record.text, options, model, evidence)
    language, certainty = language_of(clean.text)
    if problem := _problem(clean.text, language, certainty, options):
        raise Bad(*problem, record.raw_sha256)
    candidates = [
        Found(f.field, f.value.strip(), f.origin) for f in record.fields if f.value.strip()
    ] + clean.candidates
    candidates = [
        replace(item, value=without_secrets(item.value)) if _has_address(item) else item for item in candidates
    ]
    candidates = read_stated(candidates + _from_address(candidates, options), clean.text, options.outlets, model)
    dates = DateReading(record.day_first, now or dt.datetime.now(dt.UTC))
    winners, conflicts = choose(candidates, dates)
    if "wire_agency" not in winners:  # what a text credits at its head goes before what stands behind it
        candidates += credited_agencies(clean.edits, [winners["outlet"].column_value] if "outlet" in winners else [])
        winners, conflicts = choose(candidates, dates)
    columns = _columns(winners, dates)
    address = columns.get("canonical_url")
    new_id = article_id(record.raw_sha256, str(address) if address else None)
    flags = list(clean.flags) + _flags(record.text, clean.text, columns, conflicts)
    article = {
        "article_id": new_id,
        "source_uri": public_uri(record.source_uri),
        "source_row": record.source_row,
        "raw_sha256": record.raw_sha256,
        **columns,
        "language": language,
        "text": clean.text,
        "n_chars": len(clean.text),
        "n_words": len(clean.text.split()),
        "quality_flags": flags,
        "first_seen_at": now or dt.datetime.now(dt.UTC),
    }
    segments = [{"article_id": new_id, **row} for row in segment(clean.text)]
    metadata = [_metadata_row(new_id, item, winners, conflicts, dates) for item in candidates]
    extra: list[dict[str, object]] = [
        {"article_id": new_id, "name": name, "value": value} for name, value in record.extra
    ]
    return CleanArticle(article, edit_rows(new_id, clean.edits), segments, metadata, extra)


def clean_text(
    raw: str, options: CleanOptions, model: CharModel, evidence: SpellingEvidence = EMPTY_EVIDENCE
) -> CleanText:
    """Run all passes that the options leave on over a raw text.

    `model` judges spellings, `evidence` has those of other articles. Raises Bad for a text that takes too long.
    """
    edits: list[Edit] = []
    text, candidates, flags = raw, list[Found](), set[str]()
    for step in PASSES:
        if step.option and not getattr(options, step.option):
            continue
        items, new = run_pass(step, text, model, evidence)
        candidates += _at_raw(items, edits)
        if new:
            edits = compose(raw, edits, new)
            text = apply_edits(text, new)
            flags |= {step.flag} if step.flag else _damage(edits)
    candidates += _at_raw(headline(text) + dateline(text), edits)
    return CleanText(text, join_removals(edits), candidates, tuple(flag for flag in QUALITY_FLAGS if flag in flags))


def _damage(edits: Sequence[Edit]) -> set[str]:
    """The flags of a text with repairs that were left undone."""
    return {"unrepaired_damage" if e.rule == "unrepaired" else "ambiguous_damage" for e in edits if not e.applied}


def _problem(text: str, language: str | None, certainty: float, options: CleanOptions) -> tuple[str, str] | None:
    """Reason and detail for turning a text away, or None."""
    if detail := over_limit(text, options):
        return "too_large", detail
    if not text:
        return "empty", "nothing was left after cleaning"
    if not any(char.isalpha() for char in text):
        return "not_news_text", "no letters"
    if detail := under_limit(text, options):
        return "too_short", detail
    letters = len(_NO_LETTERS.sub("", text))
    if letters < 0.5 * len(text):
        return "not_news_text", f"{letters / len(text):.0%} letters and blanks"
    if (
        language != options.language
        and language
        and certainty >= options.language_confidence
        and not options.any_language
    ):
        return "wrong_language", f"{language} ({certainty:.2f}); --any-language keeps it"
    return None


def _has_address(item: Found) -> bool:
    return item.field == "url" or "://" in item.value


def _from_address(candidates: Sequence[Found], options: CleanOptions) -> list[Found]:
    """What an address says by itself: the outlet of its domain, and a date in its path."""
    items = []
    for item in candidates:
        if item.field != "url":
            continue
        if name := outlet_of(item.value, options.outlets):
            items.append(Found("outlet", name, "url"))
        if day := date_in_address(item.value):
            items.append(Found("published_at", day, "url"))
    return items


def _columns(winners: Mapping[str, Found], dates: DateReading) -> dict[str, object]:
    """The columns of articles that the chosen candidates fill."""
    columns: dict[str, object] = {
        name: winners[name].column_value for name in ("title", "author", "outlet") if name in winners
    }
    if "url" in winners:
        canonical = canonical_url(winners["url"].value)
        domain = domain_of(winners["url"].value) if canonical else None
        columns |= {"url": web_address(winners["url"].value), "canonical_url": canonical, "outlet_domain": domain}
    if "published_at" in winners and (moment := dates.moment(winners["published_at"].value)):
        origin = winners["published_at"].origin
        columns |= {"published_date": moment.day, "published_at": moment.at}
        columns["published_origin"] = origin if origin in PUBLISHED_ORIGINS else "header"
    if "modified_at" in winners and (moment := dates.moment(winners["modified_at"].value)):
        columns["modified_at"] = moment.at
    if "dateline_place" in winners:
        columns["dateline_place"] = place_name(winners["dateline_place"].value)
    if "wire_agency" in winners:
        agency = winners["wire_agency"].value.strip()
        columns["wire_agency"] = AGENCY_BY_FORM.get(agency) or AGENCY_BY_FORM.get(agency.rpartition(" ")[0], agency)
    return columns


def place_name(dateline: str) -> str:
    """A dateline's capitals as a name is written: MEXICO CITY → Mexico City; abbreviations keep their points."""
    return re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", lambda m: m[0] if "." in dateline else m[0].capitalize(), dateline)


def _flags(raw: str, text: str, columns: Mapping[str, object], conflicts: set[str]) -> list[str]:
    tests = {
        "short": len(text.split()) < 40,
        "truncated": is_cut_off(text) or is_cut_off(raw),
        "repeated": _share_repeated(text) >= _REPEATED,
        "no_date": "published_date" not in columns,
        "conflicting_dates": "published_at" in conflicts,
    }
    return [flag for flag, holds in tests.items() if holds]


def _share_repeated(text: str) -> float:
    """The share of a text's characters in sentences that stood in it before; short ones are not counted."""
    first, again, size = set[str](), 0, 0
    for sentence in _SENTENCE_END.split(text):
        if len(sentence) >= _LONG_SENTENCE:
            size += len(sentence)
            again += len(sentence) if sentence in first else 0
            first.add(sentence)
    return again / size if size else 0.0


def _metadata_row(
    article_id: str, item: Found, winners: Mapping[str, Found], conflicts: set[str], dates: DateReading
) -> dict[str, object]:
    return {
        "article_id": article_id,
        "field": _dated(item, dates),
        "value": item.value,
        "origin": item.origin,
        "raw_start": item.start,
        "raw_end": item.end,
        "chosen": winners.get(item.field) is item,
        "conflict": item.field in conflicts and dates.readable(item.field, item.value),
    }


def _dated(item: Found, dates: DateReading) -> str:
    """A date of publication without its time of day is a candidate for the day only."""
    moment = dates.moment(item.value) if item.field == "published_at" else None
    return "published_date" if moment and moment.at is None else item.field


def edit_rows(article_id: str, edits: Sequence[Edit]) -> list[dict[str, object]]:
    """Rows of `edits`, in order of place."""
    return [
        {
            "article_id": article_id,
            "seq": seq,
            "kind": item.edit.kind,
            "rule": item.edit.rule,
            "raw_start": item.edit.start,
            "raw_end": item.edit.end,
            "clean_start": item.clean_start,
            "clean_end": item.clean_end,
            "before": item.edit.before or None,
            "after": item.edit.after or None,
            "evidence": item.edit.evidence,
            "confidence": item.edit.confidence,
            "applied": item.edit.applied,
        }
        for seq, item in enumerate(place(edits))
    ]


def _at_raw(items: Sequence[Found], edits: Sequence[Edit]) -> list[Found]:
    """The candidates with offsets of the raw text in place of those of the text they were read in."""
    placed = []
    for item in items:
        start, end = (
            raw_span(edits, item.start, item.end) if item.start is not None and item.end is not None else (None, None)
        )
        placed.append(replace(item, start=start, end=end))
    return placed
