"""All attributions of an article: those of its paragraphs, with what carries over from one to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.records import Mention
from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.attributions.clause_attributions import SIGNATURE
from newsloom.transforms.quotes.attributions.content_clauses import part_second_cue
from newsloom.transforms.quotes.attributions.cue_phrases import CuePhrase
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.attributions.joined_clauses import part_joined_clauses
from newsloom.transforms.quotes.attributions.paragraph_attributions import (
    behind_dateline,
    best_linked,
    find_paragraph_attributions,
    is_introduced,
)
from newsloom.transforms.quotes.attributions.turns import transcript_labels
from newsloom.transforms.quotes.kinds.crumbs import is_crumb, with_demonstrative, without_front, without_setting
from newsloom.transforms.quotes.kinds.score import SpeechScore
from newsloom.transforms.quotes.kinds.sort import sort_attribution
from newsloom.transforms.quotes.paragraph_view import ParagraphView, view_paragraph
from newsloom.transforms.quotes.speakers.crowds import without_one
from newsloom.transforms.quotes.speakers.excerpts import Excerpt, pass_on
from newsloom.transforms.quotes.speakers.layers import is_credit, layer
from newsloom.transforms.quotes.speakers.owners import with_owner
from newsloom.transforms.quotes.speakers.subjects import with_own_subject, with_subject
from newsloom.transforms.text.quotation_marks import STARTS_QUOTE, QuotedSpan
from newsloom.transforms.text.sentences import sentence_breaks
from newsloom.transforms.text.spans import Span, is_within_one, overlaps

_LEADS = (":", "that:", "this:", "as follows:", "the following:")
"""What stands between a cue and the block of speech below it."""
_MAX_SIGNATURE = 160  # code points of a line that names who said the paragraph above; by hand


@dataclass(frozen=True)
class SpeechOptions:
    """How quotes are chosen.

    `min_score`: least score of an attribution that becomes a quote. `min_speaker`: least confidence with which a quote
    gets its speaker's chain; below it the chain is left out. `min_speech`: least probability of having been said with
    which an attribution is a quote; below it it is one of the others. `min_other`, `min_untyped`: least certainty of
    one of the others, and of one that is of no known type; below it it is no row. On 48 articles of real news read
    whole, four in five of the rows that these leave out say nothing; PolNeAR marks a third of them (match50 of its
    development articles 80.4 without, 78.9 with).

    The numbers are set by hand.
    """

    min_score: float = 0.6
    min_speaker: float = 0.5
    min_speech: float = 0.5
    min_other: float = 0.45
    min_untyped: float = 0.85


@dataclass(frozen=True)
class SpeechAssets:
    """Data that the rules read: the cue words, and the score of having been said."""

    cues: CueLexicon
    score: SpeechScore


def find_article_attributions(
    article: ParsedArticle,
    quoted_spans: Sequence[QuotedSpan],
    options: SpeechOptions,
    assets: SpeechAssets,
    names: Sequence[Mention] = (),
) -> list[Attribution]:
    """The attributions of all paragraphs; quotes that a paragraph break parts are joined.

    `quoted_spans` are those of the article's text, in order, and `names` its mentions.
    """
    cues, starts = assets.cues, [span.start for span in quoted_spans]
    turns = transcript_labels(article.text, article.paragraphs, names)
    attributions: list[Attribution] = []
    before: ParagraphView | None = None
    excerpt: Excerpt | None = None
    for paragraph in article.paragraphs:
        low, high = (bisect_right(starts, edge - 1) for edge in (paragraph.start, paragraph.end))
        view = view_paragraph(paragraph, article.text, quoted_spans[low:high], cues, turns)
        parted = [part for a in find_paragraph_attributions(view) for part in part_second_cue(a, view, cues)]
        of_paragraph = [
            with_owner(layer(_with_edges(a, view), view), view, cues) for a in part_joined_clauses(parted, view, cues)
        ]
        of_paragraph = [_judge(a, of_paragraph, view, options) for a in of_paragraph]
        if before is not None:
            of_paragraph = introduce(of_paragraph, before, view)
            attributions = _sign(attributions, before, view)
        of_paragraph, excerpt = pass_on(_share_speakers(of_paragraph, view), view, excerpt)
        of_paragraph = behind_dateline(of_paragraph, view)
        kinds = (sort_attribution(a, view, cues, assets.score, options.min_speech) for a in of_paragraph)
        attributions += [with_subject(replace(a, kind=k), view) for a, k in zip(of_paragraph, kinds, strict=True)]
        before = view
    return list(_join(attributions, quoted_spans, article.text))


def _with_edges(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution without what only stands at its edges, and with the subject that stands before."""
    return with_demonstrative(without_one(without_setting(without_front(attribution, view), view), view), view)


def _sign(attributions: list[Attribution], before: ParagraphView, view: ParagraphView) -> list[Attribution]:
    """The attributions so far, the last one with the speaker whom a line below a paragraph of speech names:
    "— Ann Lee, a pilot"."""
    start, end = view.paragraph.start, view.paragraph.end
    signature = SIGNATURE.match(view.text, start, end) if attributions and end - start <= _MAX_SIGNATURE else None
    last = attributions[-1] if signature else None
    whole = last is not None and last.content == (before.paragraph.start, before.paragraph.end)
    if signature is None or last is None or last.source is not None or not whole:
        return attributions
    return [*attributions[:-1], replace(last, source=signature.span(1), link_score=SCORES.signed[1])]


def _judge(
    attribution: Attribution,
    siblings: Sequence[Attribution],
    view: ParagraphView,
    options: SpeechOptions,
) -> Attribution:
    """The attribution, as a quote or as what only tells who has the floor."""
    is_quote = attribution.score >= options.min_score and is_introduced(attribution, view)
    is_quote = is_quote and not is_crumb(attribution, siblings, view)
    return attribution if is_quote == attribution.is_quote else replace(attribution, is_quote=is_quote)


def _share_speakers(attributions: Sequence[Attribution], view: ParagraphView) -> list[Attribution]:
    """'"A," X said. "B."': a quote without a cue has that of the quote before it in the paragraph; so has one that was
    given to the medium of the one before: '"A," X said, according to the Courier. "B."'."""
    shared: list[Attribution] = []
    for attribution in attributions:
        last = shared[-1] if shared else None
        bare = (attribution.source is None and attribution.cue is None) or _is_credited(attribution, last, view.text)
        apart = last is not None and _is_told_apart(last, attribution.content, view.text)
        if bare and last and last.source and not apart and is_within_one(view.quoted_spans, *attribution.content):
            score = SCORES.shared_cue * last.link_score
            attribution = replace(attribution, cue=last.cue, source=last.source, link_score=score, via=last.via)
        shared.append(attribution)
    return shared


def _is_credited(attribution: Attribution, last: Attribution | None, text: str) -> bool:
    """Whether the source of a content, before it, is the medium through which the last one came."""
    cue, source, via = attribution.cue, attribution.source, last.via if last else None
    if cue is None or source is None or via is None or not is_credit(cue, text):
        return False
    return overlaps(source, via) and source[1] <= attribution.content[0]


def _is_told_apart(last: Attribution, content: Span, text: str) -> bool:
    """Whether words of the author's own lead to a content, in a sentence that begins behind another attribution:
    "It was “a day”", "Then it happened: “…”"."""
    behind = max(span[1] for span in (last.content, last.cue, last.source) if span is not None)
    lead = text[behind : content[0]].rstrip()
    leads = lead.endswith(":") or lead[-1:].isalnum()
    return leads and next(sentence_breaks(text, behind, content[0]), None) is not None


def _join(attributions: Sequence[Attribution], quoted_spans: Sequence[QuotedSpan], text: str) -> Iterator[Attribution]:
    """Quotes that a paragraph break parts, as one: the mark is left open before it and opens again after it."""
    open_ends = {span.end for span in quoted_spans if span.continues}
    waiting: Attribution | None = None
    for attribution in attributions:
        if waiting and _goes_on(waiting, attribution, open_ends, text):
            content = (waiting.content[0], attribution.content[1])
            waiting = replace(best_linked(waiting, attribution), content=content, is_quote=True)
            continue
        if waiting:
            yield waiting
        waiting = attribution
    if waiting:
        yield waiting


def _goes_on(one: Attribution, other: Attribution, open_ends: set[int], text: str) -> bool:
    end = one.content[1]
    if one.cue and other.cue and one.cue != other.cue and text[one.content[0]] not in STARTS_QUOTE:
        return False  # a lost mark behind a few words, and a quote of its own
    return other.origin != "label" and end in open_ends and text[end : other.content[0]].isspace()


def introduce(attributions: Sequence[Attribution], before: ParagraphView, view: ParagraphView) -> list[Attribution]:
    """Attributions of a paragraph that the one before introduces with a colon: "He said:", and a block of speech."""
    cue_phrase = _introduction(before)
    if cue_phrase is None:
        return list(attributions)
    start, end = view.paragraph.start, view.paragraph.end
    opens = bool(view.quoted_spans) and view.quoted_spans[0].start == start
    if not opens and not attributions and before.text[cue_phrase.cue[1] : before.paragraph.end].strip() in _LEADS:
        whole = Attribution((start, end), cue_phrase.cue, cue_phrase.source, *SCORES.introduced)
        return [with_own_subject(whole, before)]
    return [
        with_own_subject(
            replace(a, cue=cue_phrase.cue, source=cue_phrase.source, link_score=SCORES.introduced_link), before
        )
        if opens and a.source is None and a.content[0] == start
        else a
        for a in attributions
    ]


def _introduction(before: ParagraphView) -> CuePhrase | None:
    """The cue phrase of a paragraph that ends with a colon."""
    if before.text[before.paragraph.end - 1] != ":" or not before.cue_phrases:
        return None
    last = before.cue_phrases[-1]
    return last if last.source is not None else None
