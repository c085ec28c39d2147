"""When two reports tell one statement made on one occasion: by the words that they quote, or by nearly all words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from newsloom.transforms.utterances.reports import QuoteReport
from newsloom.transforms.utterances.wording import MODALS, SharedWords, measure_overlap, most_in_both

_VERBAL = frozenset(("be", "have", "not", "P"))
"""Levelled words of which a clause has one."""
_ROUNDING = 1e-9


class Bond(IntEnum):
    """What holds two reports together: nothing, a paraphrase, or words that both quote.

    What is bound by quoted words is one statement, and so is what each of the two is bound to; a paraphrase belongs to
    a statement, and leads to no other one.
    """

    NONE = 0
    PARAPHRASE = 1
    QUOTED = 2


@dataclass(frozen=True)
class UtteranceOptions:
    """When two reports tell the same utterance.

    `max_days`: days between their publication, where both are known, for the same words; `short_days` where these
    are few (under `long_content` content words) or are shared in part only, `again_days` where few are all that
    both quote, or are `again_share` of what the shorter one does, or two persons are named; `paraphrase_days` for other
    words.
    `unknown_days`: what counts as the days between reports of which one has no day; `unknown_content`: content words in
    a run of `run` that such reports share where they are not known to be of one speaker, `told_content` of them where
    they are, unless nearly all words are the same. Of 147 statements over outlets in 2,000 articles of ten years, an
    eighth of them without a day, 114 were one statement when these counted as of one day; with this 102 of 111 are.
    `max_block`: larger blocks of the index are skipped, they hold what everybody says. `min_words`: levelled words that
    a report needs to be linked at all. `least_content`: shared content words without which nothing is the same.
    `verbatim_share`: share of both wordings that makes them the same words; `verbatim_words`, `verbatim_content`: how
    many, where the speakers differ or are unknown, unless every word is the same.
    `quoted_share`: least share of the shorter quoted wording, of `quoted_words` words at least but where one speaker is
    quoted with no others; `part_share` with a run of `part_run` words; `run`, `run_content`: a run of shared quoted
    words that suffices. `around_share`: least share of all words where not all of them are quoted. `other_share`: as
    `quoted_share`, where the speakers differ.
    `told_share`, `told_run`, `told_content`: share, run and shared content words of a paraphrase of one person;
    `long_run` with `long_content` content words and `part_told`. `whole_share`, `whole_run`: share of both wordings,
    and run, where the speaker is a group or not known in one of them.
    `same_days`: days between reports of one person that need to share less: `day_quoted` is then the least share of the
    shorter quoted wording, `day_told` that of a paraphrase, less by `day_word` for each content word over
    `told_content` but never less than `day_least`, and `day_cut` words that one of them quotes, all of which stand in
    the other one, make a paraphrase. On ten days of real news over outlets these add six points of recall and cost a
    point of precision. `day_nominal`: the least share of both wordings on such days where a speaker is only described.
    `day_run`: least share of the shorter report's words on such days where `told_run` of them stand in a row.
    `week_days`: days between reports of one person of which the one, `week_share` of whose words the other has, tells
    what the other quotes.
    `week_share`: least share of the shorter report's words that is told again within such a week.

    All of them are set by hand, on reports of real news over outlets that were judged by eye.
    """

    max_days: int = 21
    short_days: int = 3
    again_days: int = 5
    again_share: float = 0.95
    paraphrase_days: int = 2
    unknown_days: int = 2
    unknown_content: int = 4
    max_block: int = 200
    min_words: int = 3
    least_content: int = 2
    long_content: int = 4
    verbatim_share: float = 0.85
    verbatim_words: int = 5
    verbatim_content: int = 4
    quoted_share: float = 0.75
    quoted_words: int = 5
    part_share: float = 0.65
    part_run: int = 5
    run: int = 5
    run_content: int = 3
    around_share: float = 0.45
    other_share: float = 0.8
    told_share: float = 0.6
    told_run: int = 5
    told_content: int = 3
    long_run: int = 8
    part_told: float = 0.45
    whole_share: float = 0.7
    whole_run: int = 7
    same_days: int = 1
    day_quoted: float = 0.75
    day_told: float = 0.7
    day_word: float = 0.1
    day_least: float = 0.5
    day_nominal: float = 0.8
    day_cut: int = 4
    day_run: float = 0.7
    week_days: int = 7
    week_share: float = 0.9


def find_bond(one: QuoteReport, other: QuoteReport, options: UtteranceOptions) -> tuple[Bond, float]:
    """What holds two reports together, and how much of both wordings is shared."""
    days = _days_between(one, other, options)
    if days > options.max_days or min(len(one.words.level), len(other.words.level)) < options.min_words:
        return Bond.NONE, 0.0
    if one.article_id == other.article_id:
        return (Bond.QUOTED, 1.0) if _is_repeated(one, other, options) else (Bond.NONE, 0.0)
    if len(one.words.content & other.words.content) < options.least_content:
        return Bond.NONE, 0.0
    if not _may_bond(one, other, days, options):
        return Bond.NONE, 0.0  # what follows takes its time
    shared = measure_overlap(one.words, other.words)
    if _may_be_chance(one, other, shared, options):
        return Bond.NONE, 0.0
    if _is_same_wording(one, other, shared, days, options):
        return Bond.QUOTED, shared.both
    if one.quoted.level and other.quoted.level and days <= options.again_days:
        both_whole = one.quoted is one.words and other.quoted is other.words
        quoted = shared if both_whole else measure_overlap(one.quoted, other.quoted)
        is_alike = _is_quoted_by_two if _differ(one, other) else _is_quoted_alike
        is_whole = quoted.share >= options.again_share or days <= options.short_days
        if is_whole and is_alike(quoted, shared, options) and not _is_catchword(one, other, quoted, options):
            return Bond.QUOTED, shared.both
        if days <= options.same_days and _is_of_one_described(one, other, quoted, shared, options):
            return Bond.QUOTED, shared.both
    bond = Bond.NONE if _differ(one, other) else _bond_of_one(one, other, shared, days, options)
    return bond, shared.both if bond else 0.0


def _may_bond(one: QuoteReport, other: QuoteReport, days: int, options: UtteranceOptions) -> bool:
    """Whether two reports may share enough to be bound, before their words are lined up: few are, of all that meet."""
    words, others = one.words, other.words
    if not words.joints.isdisjoint(others.level) or not others.joints.isdisjoint(words.level):
        return True  # what follows counts compounds, too
    if one.day and other.day:
        enough = days <= max(options.again_days, options.same_days, options.paraphrase_days, options.week_days)
    elif one.speaker is not None and one.speaker == other.speaker:
        enough = len(words.content & others.content) >= options.told_content
    else:
        enough = len(words.content & others.content) >= options.unknown_content
        enough = enough and words.share_run(others, options.run)
    return enough or most_in_both(words, others) >= options.verbatim_share


def _bond_of_one(
    one: QuoteReport, other: QuoteReport, shared: SharedWords, days: int, options: UtteranceOptions
) -> Bond:
    """What holds two reports together that may be of one speaker, where few words are shared."""
    is_one = _is_one_person(one, other)
    if is_one and days <= options.same_days:
        if _is_quoted_that_day(one, other, shared, options):
            return Bond.QUOTED
        if _is_told_that_day(one, other, shared, options) or _is_one_a_cut(one, other, options):
            return Bond.PARAPHRASE
    if days <= options.paraphrase_days and _is_told_alike(one, other, shared, options):
        return Bond.PARAPHRASE
    if is_one and days <= options.week_days and _is_retold(one, other, shared, options):
        return Bond.QUOTED if _is_quoted_whole(one, other, options) else Bond.PARAPHRASE
    return Bond.NONE


def _days_between(one: QuoteReport, other: QuoteReport, options: UtteranceOptions) -> int:
    return abs((one.day - other.day).days) if one.day and other.day else options.unknown_days


def _may_be_chance(one: QuoteReport, other: QuoteReport, shared: SharedWords, options: UtteranceOptions) -> bool:
    """Whether two that are not known to be of one day share no more than a catchword, or than a figure of speech where
    they are not known to be of one speaker."""
    if (one.day and other.day) or shared.both >= options.verbatim_share:
        return False
    if one.speaker is not None and one.speaker == other.speaker:
        return shared.content < options.told_content
    return shared.run < options.run or shared.content < options.unknown_content


def _differ(one: QuoteReport, other: QuoteReport) -> bool:
    """Whether two persons are named, or two bodies: what a body says a person says for it."""
    if one.speaker is None or other.speaker is None or one.speaker == other.speaker:
        return False
    return (one.speaker_kind == "person") == (other.speaker_kind == "person")


def _may_be_one(one: QuoteReport, other: QuoteReport) -> bool:
    """Whether neither of two speakers is known to be no person."""
    return not {one.speaker_kind, other.speaker_kind} - {"person", "unknown", "anonymous"}


def _is_one_person(one: QuoteReport, other: QuoteReport) -> bool:
    return one.speaker is not None and one.speaker == other.speaker and one.speaker_kind == "person"


def _is_repeated(one: QuoteReport, other: QuoteReport, options: UtteranceOptions) -> bool:
    """Whether one article tells it twice: in the same words, or in nearly the same ones of one speaker."""
    if one.words.level == other.words.level:
        return True
    if one.speaker is None or one.speaker != other.speaker:
        return False
    shared = measure_overlap(one.words, other.words)
    return shared.both >= options.verbatim_share and shared.content >= options.verbatim_content


def _is_same_wording(
    one: QuoteReport, other: QuoteReport, shared: SharedWords, days: int, options: UtteranceOptions
) -> bool:
    """Nearly all words of both. Few words, which somebody may say twice, only within some days."""
    if shared.both < options.verbatim_share or shared.content < options.least_content:
        return False
    most = options.again_days if one.type == other.type == "direct" else options.short_days
    if shared.content < options.long_content and days > most:
        return False
    if one.speaker is not None and one.speaker == other.speaker:
        return True
    if _differ(one, other) and days > options.again_days:
        return False  # somebody else may say the same some days later
    is_clause = all(MODALS & set(report.words.words) or _VERBAL & set(report.words.level) for report in (one, other))
    if not is_clause or shared.words < options.verbatim_words:
        return False
    return shared.content >= options.verbatim_content or shared.run >= options.verbatim_words


def _is_quoted_alike(quoted: SharedWords, shared: SharedWords, options: UtteranceOptions) -> bool:
    """Words that both quote: most of the shorter ones, or a run that is not said by chance."""
    if quoted.content < options.least_content or shared.share < options.around_share:
        return quoted.run >= options.long_run and quoted.content >= options.long_content
    if quoted.run >= options.run and quoted.content >= options.run_content:
        return True
    return quoted.share >= options.quoted_share or (
        quoted.share >= options.part_share and quoted.run >= options.part_run
    )


def _is_catchword(one: QuoteReport, other: QuoteReport, quoted: SharedWords, options: UtteranceOptions) -> bool:
    """Few quoted words, which are not the whole of what one speaker is quoted with."""
    shorter = min(one, other, key=lambda t: len(t.words.level))
    is_one = one.speaker is not None and one.speaker == other.speaker
    return quoted.words < options.quoted_words and not (is_one and shorter.type == "direct")


def _is_quoted_that_day(one: QuoteReport, other: QuoteReport, shared: SharedWords, options: UtteranceOptions) -> bool:
    """Few words that one person is quoted with twice within a day: a cut of what the other report has."""
    if not one.quoted.level or not other.quoted.level or shared.share < options.around_share:
        return False
    quoted = measure_overlap(one.quoted, other.quoted)
    return quoted.share >= options.day_quoted and quoted.content >= options.least_content


def _is_of_one_described(
    one: QuoteReport, other: QuoteReport, quoted: SharedWords, shared: SharedWords, options: UtteranceOptions
) -> bool:
    """Whether two quote nearly the same words that day, one of them from somebody whom it only describes, who may be
    the other one's speaker: "the security aide"."""
    if "nominal" not in (one.resolution, other.resolution) or not _may_be_one(one, other):
        return False
    is_whole = quoted.both >= options.day_nominal and shared.both >= options.day_nominal
    return is_whole and quoted.content >= options.told_content


def _is_told_that_day(one: QuoteReport, other: QuoteReport, shared: SharedWords, options: UtteranceOptions) -> bool:
    """Most of what the shorter report of one person tells stands in the other one, in any run; of many words half is
    enough, but not where both are his own words, which are about one thing."""
    if shared.run >= options.told_run and shared.share >= options.day_run:
        return True
    over = shared.content - options.told_content
    is_own = one.type == other.type == "direct"
    least = options.day_told if is_own else max(options.day_least, options.day_told - options.day_word * over)
    return over >= 0 and shared.share >= least - _ROUNDING


def _is_retold(one: QuoteReport, other: QuoteReport, shared: SharedWords, options: UtteranceOptions) -> bool:
    """Whether the longer report has nearly all words of the shorter one, and one of them quotes more than the other:
    a few words that are quoted twice may have been said twice."""
    enough = shared.share >= options.week_share and shared.content >= options.told_content
    return enough and one.type != other.type


def _is_quoted_whole(one: QuoteReport, other: QuoteReport, options: UtteranceOptions) -> bool:
    """Whether nearly all that one of them quotes is quoted by the other one."""
    if not one.quoted.level or not other.quoted.level:
        return False
    quoted = measure_overlap(one.quoted, other.quoted)
    return quoted.share >= options.again_share and quoted.content >= options.least_content


def _is_one_a_cut(one: QuoteReport, other: QuoteReport, options: UtteranceOptions) -> bool:
    """Whether all that one report of a person quotes stands in the other one in a row, in marks or not."""
    return any(_has_cut(longer, cut, options) for longer, cut in ((one, other), (other, one)))


def _has_cut(longer: QuoteReport, cut: QuoteReport, options: UtteranceOptions) -> bool:
    size = len(cut.quoted.level)
    if size < options.day_cut or len(cut.quoted.content) < options.told_content:
        return False
    return any(longer.words.level[i : i + size] == cut.quoted.level for i in range(len(longer.words.level) - size + 1))


def _is_quoted_by_two(quoted: SharedWords, shared: SharedWords, options: UtteranceOptions) -> bool:
    """The same for reports that name two speakers, one of them wrongly: nearly all of the shorter one, in a row."""
    enough = quoted.run >= options.run and quoted.content >= options.run_content
    return enough and quoted.share >= options.other_share and shared.share >= options.around_share


def _is_told_alike(one: QuoteReport, other: QuoteReport, shared: SharedWords, options: UtteranceOptions) -> bool:
    """Reported in other words, or in part: of one person most of the shorter one, else nearly all of both."""
    if shared.both >= options.whole_share and shared.run >= options.whole_run:
        return shared.content >= options.long_content
    if not _is_one_person(one, other):
        return False
    if shared.both >= options.whole_share and shared.content >= options.told_content:
        return True
    if shared.share >= options.told_share and shared.run >= options.told_run:
        return shared.content >= options.told_content or shared.both >= options.whole_share
    in_a_row = shared.run >= options.long_run and shared.content >= options.long_content
    return in_a_row and shared.share >= options.part_told
