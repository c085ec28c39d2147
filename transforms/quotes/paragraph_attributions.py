"""Everything that a paragraph reports: trained spans, rule clauses and quotation marks brought together.

The marks decide what is quoted and where it begins and ends; trained spans and rules say what is reported outside
marks; links come from the trained linker where it is sure and from position otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Span as DocSpan

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.quotes.calibration import LINKED
from newsloom.transforms.quotes.clause_attributions import (
    Report,
    Statement,
    clause_reports,
    find_statements,
    labelled_report,
    signed_reports,
)
from newsloom.transforms.quotes.cues import CueLexicon, word_set
from newsloom.transforms.quotes.phrases import Span, Word, words_of
from newsloom.transforms.quotes.spans import Taken, first_overlapping, held, touching
from newsloom.transforms.text.quotation_marks import Marked, count_words, trimmed

_TITLE_NOUNS = word_set(
    "book novel film movie song album show series program programme play memoir essay article poem documentary "
    "podcast segment single column painting exhibition magazine newspaper episode game titled entitled called named "
    "dubbed nicknamed hashtag word term phrase so-called"
)
_SENTENCE_END = re.compile(r"[.!?…][”\"’']*$")
_JOINT = re.compile(r"^[\s,:–—-]*$")
_VERBAL = frozenset(("VBD", "VBZ", "VBP", "MD", "TO", "VBG"))
_UNFINISHED = frozenset(("AUX", "DET", "ADP", "SCONJ", "PART"))
_STANCES = frozenset(("criticising", "praising", "denying", "belief", "asking"))
MIN_FREE_WORDS = 4
"""Shorter runs that no cue introduces are scare quotes or titles: 31 % of them in PolNeAR, 2.5 % of longer ones."""
MAX_GAP_WORDS = 12
MAX_GAP, MAX_NEAR = 2_000, 400
"""Most code points between a statement and its quote: with a colon or marks alone between them, and with words."""
_NEAREST = 16
"""Statements before and after a quote that can be its own; nearly always it is the first."""


@dataclass(frozen=True)
class Reading:
    """One paragraph read for speech: its words, its cue verbs, the runs in marks that begin in it."""

    paragraph: Paragraph
    text: str
    words: Sequence[Word]
    statements: Sequence[Statement]
    runs: Sequence[Marked]
    turns: frozenset[str] = frozenset()

    @cached_property
    def starts(self) -> list[int]:
        """Where the words start."""
        return [word.start for word in self.words]

    @cached_property
    def cues(self) -> list[int]:
        """Where the statements' cues start."""
        return [statement.cue[0] for statement in self.statements]

    @cached_property
    def clause_ends(self) -> list[int]:
        """For each word the last one before a mark or the end of its sentence."""
        last = list(range(len(self.words)))
        for index in range(len(self.words) - 2, -1, -1):
            following = self.words[index + 1]
            if following.sentence == self.words[index].sentence and following.pos != "PUNCT":
                last[index] = last[index + 1]
        return last

    def statements_near(self, start: int, end: int) -> Sequence[Statement]:
        """The statements before and after a span that could be of it."""
        before, after = bisect_left(self.cues, start), bisect_left(self.cues, end)
        return [*self.statements[max(0, before - _NEAREST) : before], *self.statements[after : after + _NEAREST]]


def read_paragraph(
    paragraph: Paragraph, text: str, runs: Sequence[Marked], cues: CueLexicon, turns: frozenset[str] = frozenset()
) -> Reading:
    """The paragraph's words and statements; cue verbs inside marks belong to the quoted speaker and are left out.

    `turns` are the labels that open the turns of a transcript in this article.
    """
    words = words_of(paragraph)
    statements = find_statements(words, cues)
    runs = [_cut(run, statements, text) for run in runs]
    outside = [s for s in statements if not held(runs, *s.cue)]
    return Reading(paragraph, text, words, outside, runs, turns)


def _cut(run: Marked, statements: Iterable[Statement], text: str) -> Marked:
    """A run whose closing mark was lost ends before the cue that follows it: "“We won, said Lee."."""
    if run.closed or run.continues:
        return run
    for statement in statements:
        begin = min(statement.cue[0], statement.source[0] if statement.source else statement.cue[0])
        if run.inner_start < begin <= run.end:
            end = trimmed(text, run.start, begin)
            if text[end - 1] in ",?!":
                return replace(run, end=end, inner_end=end)
    return run


def transcript_labels(text: str, paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """Labels of a transcript's turns: capitals before a colon, or Q and A, of which one comes back."""
    found = Counter(
        text[slice(*report.source)]
        for report in (labelled_report(text, p.start, p.end) for p in paragraphs)
        if report is not None and report.source is not None
    )
    labels = {label: n for label, n in found.items() if label.isupper()}
    repeated = any(n > 1 for n in labels.values()) or {"Q", "A"} <= set(labels)
    return frozenset(labels) if repeated else frozenset()


def paragraph_reports(reading: Reading) -> list[Report]:
    """The reports of one paragraph, in order of place; none overlaps another."""
    start, end = reading.paragraph.start, reading.paragraph.end
    labelled = labelled_report(reading.text, start, end)
    if labelled is not None and reading.text[slice(*labelled.source or (0, 0))] in reading.turns:
        return [labelled]
    found = _add([], signed_reports(reading.text, start, end))
    found = _add(found, [_on_marks(_finished(r, reading), reading) for r in trained_reports(reading.paragraph)])
    found = _merged_in_marks(found, reading.runs)
    if labelled is not None and _label_speaks(labelled, reading):
        found = _add(found, [labelled])
    if "content" not in reading.paragraph.doc.spans:
        found = _add(found, [_on_marks(r, reading) for r in clause_reports(reading.words, reading.statements)])
    found = _add(found, _run_reports(reading, found))
    return sorted((_linked(report, reading) for report in found), key=lambda report: report.content)


def tells_words(report: Report, reading: Reading, cues: CueLexicon) -> bool:
    """Whether a report tells what was said or thought, and not only how someone stood to a thing.

    "praised the plan", "want peace" report no words: their content is a thing, not a clause. Nor is a passage that
    neither a cue nor quotation marks introduce.
    """
    if first_overlapping(reading.runs, *report.content):
        return True
    if report.cue is None:
        return report.origin in ("label", "signed")
    cue_class = cues.class_of(cues.lemma(reading.text[slice(*report.cue)]))
    return cue_class not in _STANCES or _has_verb(report.content, reading)


def _has_verb(content: Span, reading: Reading) -> bool:
    low, high = (bisect_left(reading.starts, place) for place in content)
    inside = (word for word in reading.words[low:high] if word.end <= content[1])
    return any(word.tag in _VERBAL or not word.tag for word in inside)


def trained_reports(paragraph: Paragraph) -> list[Report]:
    """The reports that the pipeline marked in the paragraph's document, with the links it chose."""
    groups = paragraph.doc.spans
    if "content" not in groups:
        return []
    contents = groups["content"]
    places = {
        name: [_place(s, paragraph) for s in groups[name]] if name in groups else [] for name in ("cue", "source")
    }
    blank = [-1] * len(contents)
    scores = contents.attrs.get("scores") or [0.5] * len(contents)
    links = contents.attrs.get("link_scores") or [0.5] * len(contents)
    found = []
    for number, span in enumerate(contents):
        cue = _linked_place(places["cue"], (contents.attrs.get("cue") or blank)[number])
        source = _linked_place(places["source"], (contents.attrs.get("source") or blank)[number])
        found.append(
            Report(_place(span, paragraph), cue, source, float(scores[number]), LINKED(float(links[number])), "trained")
        )
    return found


def _place(span: DocSpan, paragraph: Paragraph) -> Span:
    return paragraph.start + span.start_char, paragraph.start + span.end_char


def _linked_place(places: Sequence[Span], index: int) -> Span | None:
    return places[index] if 0 <= index < len(places) else None


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _add(found: list[Report], more: Iterable[Report]) -> list[Report]:
    """`found` and those of `more` that overlap none before them."""
    taken = Taken(report.content for report in found)
    found = list(found)
    for report in more:
        if not taken.meets(report.content):
            taken.add(report.content)
            found.append(report)
    return found


def _on_marks(report: Report, reading: Reading) -> Report:
    """The report with its edges on those of the runs in marks that they fall into, and without "that"."""
    start, end = report.content
    for run in touching(reading.runs, start, end):
        if run.start < start <= run.inner_end and end > start:
            start = run.start
        if run.inner_start <= end < run.end:
            end = run.end
    start = _without_that(reading.text, start, end)
    return replace(report, content=(start, end))


def _finished(report: Report, reading: Reading) -> Report:
    """A content that breaks off at a function word goes on to the end of its clause."""
    start, end = report.content
    index = bisect_left(reading.starts, end) - 1
    if index < 0 or reading.words[index].end != end or reading.words[index].pos not in _UNFINISHED:
        return report
    return replace(report, content=(start, reading.words[reading.clause_ends[index]].end))


def _without_that(text: str, start: int, end: int) -> int:
    return start + 5 if text[start : start + 5].lower() == "that " and end - start > 5 else start


def _merged_in_marks(found: Sequence[Report], runs: Sequence[Marked]) -> list[Report]:
    """Pieces that share a run in marks become one report, with the links of the best piece."""
    merged: list[Report] = []
    for report in sorted(found, key=lambda r: r.content):
        last = merged[-1] if merged else None
        if last and (overlaps(last.content, report.content) or _share_run(last.content, report.content, runs)):
            best = max(last, report, key=lambda r: (r.source is not None, r.link_score))
            content = (last.content[0], max(last.content[1], report.content[1]))
            merged[-1] = replace(best, content=content, score=max(last.score, report.score))
        else:
            merged.append(report)
    return merged


def _share_run(one: Span, other: Span, runs: Sequence[Marked]) -> bool:
    """Whether a run overlaps both of two spans of which the other does not start before the one."""
    run = first_overlapping(runs, *other)
    return run is not None and overlaps(one, (run.start, run.end))


def _run_reports(reading: Reading, found: Sequence[Report]) -> list[Report]:
    """Runs in marks that nothing covers yet, where they are speech rather than scare quotes or titles."""
    taken = Taken(report.content for report in found)
    free = [run for run in reading.runs if not taken.meets((run.start, run.end))]
    return [
        Report((run.start, run.end), None, None, *_run_scores(run), "marks") for run in free if is_speech(run, reading)
    ]


def _run_scores(run: Marked) -> tuple[float, float]:
    return (0.9 if run.closed or run.continues else 0.6), 0.0


def is_speech(run: Marked, reading: Reading) -> bool:
    """Whether a run in marks is something said: long enough or introduced by a cue, and not the title of a work."""
    inner = reading.text[run.inner_start : run.inner_end]
    n_words = count_words(inner)
    if n_words == 0 or is_title(run, reading.text):
        return False
    if run.single and n_words < MIN_FREE_WORDS and not _introduced(run, reading):
        return False
    return n_words >= MIN_FREE_WORDS or _introduced(run, reading)


def _introduced(run: Marked, reading: Reading) -> bool:
    near = reading.statements_near(run.start, run.end)
    return any(attachment(run.start, run.end, s, reading.text) in ("after", "before") for s in near)


def is_title(run: Marked, text: str) -> bool:
    """A capitalised run without a stop inside it: the name of a book, film, programme or song."""
    inner = text[run.inner_start : run.inner_end]
    words = re.findall(r"[^\W\d_][\w’'-]*", inner)
    capitalised = sum(word[0].isupper() for word in words)
    small = sum(word[0].islower() and len(word) > 4 for word in words)
    before = re.findall(r"[\w-]+", text[max(0, run.start - 40) : run.start].lower())[-3:]
    named = any(word in _TITLE_NOUNS or word.rstrip("s") in _TITLE_NOUNS for word in before)
    alone = text[run.start - 1 : run.start] == "\n" == text[run.end : run.end + 1]
    if _SENTENCE_END.search(inner) and not named and not alone:
        return False
    mostly = len(words) > 1 and capitalised >= 2 and small == 0
    return (mostly and len(words) <= 8) or (named and bool(words) and capitalised * 2 >= len(words))


def attachment(start: int, end: int, statement: Statement, text: str) -> str | None:
    """How a statement stands to a run: "after" ("…," X said), "before" (X said: "…"), "near", or None."""
    begin = min(statement.cue[0], statement.source[0] if statement.source else statement.cue[0])
    finish = max(statement.cue[1], statement.source[1] if statement.source else 0)
    if begin - end > MAX_GAP or start - finish > MAX_GAP:
        return None
    if begin >= end:
        return "after" if _JOINT.match(text[end:begin]) else _near(text[end:begin])
    if finish <= start and not statement.inverted:
        between = text[finish:start]
        if _JOINT.match(between) or between.rstrip().endswith(":"):
            return "before" if not re.search(r"[.!?]\s", between) else None
        return _near(between)
    return None


def _near(between: str) -> str | None:
    if len(between) > MAX_NEAR:
        return None
    if re.search(r"[.!?…;][”\"]?\s|\n", between) or count_words(between) > MAX_GAP_WORDS:
        return None
    return "near"


def _linked(report: Report, reading: Reading) -> Report:
    """The report with a cue and source by position, where it has none or one that stands inside its own marks."""
    quoted = first_overlapping(reading.runs, *report.content) is not None
    if report.source is not None and not (quoted and _within(report.source, report.content)):
        return report if report.origin == "label" else replace(report, source=_whole(report.source, reading))
    if report.origin in ("label", "signed") or (report.origin == "trained" and not quoted):
        return report
    best = _best_statement(report, reading)
    if best is None:
        return replace(report, cue=None, source=None, link_score=0.0) if report.source else report
    statement, score = best
    return replace(report, cue=statement.cue, source=statement.source, link_score=score)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _whole(source: Span, reading: Reading) -> Span:
    """The source with the name before it where the span holds only its apposition: "[Lee,] the chair,"."""
    doc, offset = reading.paragraph.doc, reading.paragraph.start
    if not reading.paragraph.parsed:
        return source
    span = doc.char_span(source[0] - offset, source[1] - offset, alignment_mode="expand")
    if span is None or span.root.dep_ != "appos" or span.root.head.i >= span.start:
        return source
    return offset + span.root.head.left_edge.idx, source[1]


_ATTACHED = {"after": 0.95, "before": 0.9, "near": 0.6}


def _best_statement(report: Report, reading: Reading) -> tuple[Statement, float] | None:
    start, end = report.content
    ranked = []
    for statement in reading.statements_near(start, end):
        how = attachment(start, end, statement, reading.text)
        if how is not None and not overlaps(statement.cue, report.content):
            distance = min(abs(statement.cue[0] - end), abs(start - statement.cue[1]))
            ranked.append((_ATTACHED[how] - (0 if statement.source else 0.3), -distance, statement))
    if not ranked:
        return None
    score, _, statement = max(ranked, key=lambda item: item[:2])
    return statement, max(score, 0.0)


def _label_speaks(report: Report, reading: Reading) -> bool:
    """A label is a speaker where the paragraph is a headline over speech, or what follows stands in marks."""
    assert report.source is not None
    if reading.paragraph.kind == "heading":
        return True
    return bool(reading.runs) and reading.text[report.content[0]] in "“\"‘'«„"
