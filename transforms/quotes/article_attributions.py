"""What a whole article reports: its paragraphs' reports with what carries over from one to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.quotes.clause_attributions import Report, Statement
from newsloom.transforms.quotes.cues import CueLexicon
from newsloom.transforms.quotes.paragraph_attributions import (
    Reading,
    paragraph_reports,
    read_paragraph,
    tells_words,
    transcript_labels,
)
from newsloom.transforms.quotes.spans import held
from newsloom.transforms.text.quotation_marks import Marked


@dataclass(frozen=True)
class SpeechOptions:
    """How quotes are chosen.

    `min_score`: least score of a report that becomes a quote. `stances`: keep attitudes to a thing that report no
    words ("praised the plan") and passages without a cue. `min_speaker`: least confidence with which a quote
    gets its speaker's chain; below it the chain is left out.
    """

    min_score: float = 0.6
    stances: bool = False
    min_speaker: float = 0.5


def article_reports(
    article: ParsedArticle, marked: Sequence[Marked], options: SpeechOptions, cues: CueLexicon
) -> list[Report]:
    """The reports of all paragraphs; quotes that run over paragraphs joined, parted ones given their common speaker."""
    starts = [run.start for run in marked]
    turns = transcript_labels(article.text, article.paragraphs)
    found: list[Report] = []
    before: Reading | None = None
    for paragraph in article.paragraphs:
        runs = marked[bisect_right(starts, paragraph.start - 1) : bisect_right(starts, paragraph.end - 1)]
        reading = read_paragraph(paragraph, article.text, runs, cues, turns)
        reports = [_judged(r, reading, options, cues) for r in paragraph_reports(reading)]
        if before is not None:
            reports = introduced(reports, before, reading)
        found += _shared_speakers(reports, reading)
        before = reading
    return list(_joined(found, marked, article.text))


def _judged(report: Report, reading: Reading, options: SpeechOptions, cues: CueLexicon) -> Report:
    """The report, marked as a quote or as what only tells who has the floor."""
    kept = report.score >= options.min_score and (options.stances or tells_words(report, reading, cues))
    return replace(report, kept=kept)


def _shared_speakers(reports: Sequence[Report], reading: Reading) -> list[Report]:
    """'"A," X said. "B."': a quote without a cue has that of the quote before it in the paragraph."""
    done: list[Report] = []
    for report in reports:
        last = done[-1] if done else None
        alone = report.source is None and report.cue is None and held(reading.runs, *report.content)
        if alone and last and last.source:
            report = replace(report, cue=last.cue, source=last.source, link_score=0.9 * last.link_score)
        done.append(report)
    return done


def _joined(reports: Sequence[Report], marked: Sequence[Marked], text: str) -> Iterator[Report]:
    """Quotes that a paragraph break parts, as one: the mark is left open before it and opens again after it."""
    open_ends = {run.end for run in marked if run.continues}
    waiting: Report | None = None
    for report in reports:
        if (
            waiting
            and report.origin != "label"
            and waiting.content[1] in open_ends
            and text[waiting.content[1] : report.content[0]].isspace()
        ):
            best = max(waiting, report, key=lambda r: (r.source is not None, r.link_score))
            waiting = replace(best, content=(waiting.content[0], report.content[1]), kept=True)
            continue
        if waiting:
            yield waiting
        waiting = report
    if waiting:
        yield waiting


def introduced(reports: Sequence[Report], before: Reading, reading: Reading) -> list[Report]:
    """Reports of a paragraph that the one before introduces with a colon: "He said:", and then a block of speech."""
    statement = _introduction(before)
    if statement is None:
        return list(reports)
    start, end = reading.paragraph.start, reading.paragraph.end
    opens = bool(reading.runs) and reading.runs[0].start == start
    if not opens and not reports and before.text[statement.cue[1] : before.paragraph.end].strip() == ":":
        return [Report((start, end), statement.cue, statement.source, 0.7, 0.8)]
    return [
        replace(r, cue=statement.cue, source=statement.source, link_score=0.9)
        if opens and r.source is None and r.content[0] == start
        else r
        for r in reports
    ]


def _introduction(before: Reading) -> Statement | None:
    """The cue verb of a paragraph that ends with a colon."""
    if before.text[before.paragraph.end - 1] != ":" or not before.statements:
        return None
    last = before.statements[-1]
    return last if last.source is not None else None
