"""Headlines with a cue: "Mayor says bridge is safe", "Bridge is safe, mayor says", "…, according to mayor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsloom.transforms.quotes.noun_phrases import Word
from newsloom.transforms.text.inflections import inflect_verb
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import count_words
from newsloom.transforms.text.spans import Span
from newsloom.transforms.utterances.headlines.callers import head_phrase, is_evidence, is_listed_noun, is_speaking_noun
from newsloom.transforms.utterances.headlines.title import MASK, Title, TitleQuote, is_clause

_BREAK = re.compile(r"[;:|]\s|\s[–—-]{1,2}\s")
_COMMA = re.compile(r",\s")
_SENTENCE = re.compile(r"(?<=[a-z]{3}[.?!])\s+(?=[A-Z])|;\s")
_ACCORDING = re.compile(r",?\s+according\s+to\s+", re.IGNORECASE)
_BECAUSE = re.compile(r"^.*\s(?:because|while)\s+", re.IGNORECASE)
_GOES_ON = re.compile(r",\s+(?P<cue>[a-z]+s)\s", re.IGNORECASE)
_PART_END = re.compile(r",\s|\s(?:as|after|amid|while|before)\s", re.IGNORECASE)
_CONTRAST = re.compile(r",\s+(?:but|and)\s", re.IGNORECASE)
_JOINT = re.compile(r"(?:^|(?<=\s))(?:but|and|then)$", re.IGNORECASE)
_ASKING = frozenset(("when", "who", "what", "how", "why", "where", "if"))
_TOPICS = frozenset(("how", "why", "something", "anything", "everything"))
_ANSWERS = ("no", "yes", "goodbye", "farewell", "hello")
_LISTING = lexicon_words("headline_words", "listing")
_LISTED = 4
"""First words that may count what was said, by hand."""
_VERB = re.compile(r"[\w’']+")
_QUESTIONS = frozenset(("did", "does", "do", "is", "was", "has", "can", "should"))
_COLON = re.compile(r"\s*:\s")
_THAT_INSIDE = re.compile(r"\sthat\s", re.IGNORECASE)
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_OWN_CLAUSE = re.compile(
    r"(?!(?:it|them)\s)(?:(?!(?:of|about|how|why|what|to|like|story|that|when)\s)\S+\s+){1,5}?"
    r"(?P<clause>(?:I|he|she|it|we|they|you|there)(?:[’']\w+)?\s)",
    re.IGNORECASE,
)
"""What is told begins with a pronoun behind who hears it: "tells court it may wait"."""
_BEHIND_MARKS = re.compile(r",?\s+(?:on|about|after|over|as|amid|at|when|while|during|in|following)\s", re.IGNORECASE)
_BEHIND_CUE = re.compile(r"\s+(?:of|about|on|over|after|as|amid|at|when|while|during|in|following)\s", re.IGNORECASE)
_SETTING = re.compile(r"\s(?:about|on|over|after|as|amid|when|while|during|following|in)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])$")
_NO_SUBJECT = lexicon_words("headline_words", "no_subject")
_URGING = lexicon_words("headline_words", "urging")
_OWNERS = lexicon_words("headline_words", "owner")
_NO_CLAUSE = lexicon_words("headline_words", "no_clause")
_NOUN_FORMS = lexicon_words("headline_words", "noun_form")
_SUBJECTS = ("i", "he", "she", "it", "we", "they", "you")
_VERBS = lexicon_words("function_words", "auxiliary") | lexicon_words("modals")
_ADVERBS = ("now", "also", "still", "again", "then", "just", "already", "finally")
_PLURALS = ("tweets", "claims")
_ANNOUNCING = ("announce", "declare", "reveal", "confirm")
_RULING = "rule"
"""A cue of judges; of others it is mostly a noun."""
_SHOWING = ("suggest", "indicate")
_SAYS = ("says", "said")
_SAYING = "saying"
_TELLING = ("tell", "warn")
PROMISING = ("promise", "vow", "pledge")
"""Cues behind which "to" leads to what is promised."""
_MOST_SPEAKER = 8
"""Words of a speaker in a headline at most, by hand."""
_MOST_INVERTED = 5
"""Words of a speaker behind its cue at most, by hand."""
_MOST_TITLE = 3
"""Words of a title before a name in a headline at most, by hand."""
_LEAST_PROMISE = 4
"""Words that a promise without a clause has at least: "to rebuild the bridge". By hand."""
LEAST_CONTENT = 2
"""Words that a quote in a headline has at least, by hand."""


def quotes_by_cue(title: Title) -> Iterator[TitleQuote]:
    """What a cue or "according to" introduces, in order."""
    words = title.words(title.low, title.high)
    for index in range(len(words)):
        quote = _at_cue(title, words, index) if _is_cue(title, words, index) else _saying(title, words, index)
        if quote is not None and count_words(title.text[slice(*quote.content)]) >= LEAST_CONTENT:
            yield quote
    match = _ACCORDING.search(title.masked, title.low, title.high)
    if match and title.callers.can_speak(title.text[match.end() : title.high]):
        content = title.trimmed(start_of_part(title, match.start()), match.start())
        yield TitleQuote(content, title.trimmed(match.end(), title.high), True)


def _is_cue(title: Title, words: Sequence[Word], index: int) -> bool:
    """Whether a word introduces a clause: a cue that mostly does, or one behind who can speak and before "that" or a
    pronoun with its verb: "residents promise they will"."""
    cue = words[index]
    if cue.lower in _forms_of(title.cues.speech):
        return True
    that, verb = (word.lower for word in [*words[index + 1 : index + 3], cue, cue][:2])
    begins = that == "that" or (that.partition("'")[0] in _SUBJECTS and ("'" in that or verb in _VERBS))
    if not begins or title.cues.forms.get(cue.lower) not in title.cues.speech or cue.lower.endswith("ing"):
        return False
    return title.callers.can_speak(title.text[start_of_part(title, cue.start) : cue.start].strip())


@cache
def _forms_of(speech: frozenset[str]) -> frozenset[str]:
    """Finite forms of cues that introduce clauses, but for those that in headlines are mostly nouns."""
    lemmas = (lexicon_words("cue_frames", "clausal") & speech) | {"tweet", _RULING}
    forms = {form for lemma in lemmas for form in inflect_verb(lemma) if not form.endswith("ing")}
    return frozenset(forms - _NOUN_FORMS)


def _at_cue(title: Title, words: Sequence[Word], index: int) -> TitleQuote | None:
    cue = words[index]
    if index and words[index - 1].lower in _OWNERS and words[index - 1].end + 1 == cue.start:
        return None  # "my tweets ‘…’"
    start = start_of_part(title, cue.start)
    comma = _last_comma(title, start, cue.start)
    if comma is not None and title.text[comma : cue.start].strip().lower() == "who":
        return _behind_cue(title, words, index, _last_name(title, start, comma))
    if is_evidence(title.text[title.low : start].rstrip(" :")) or _is_question(title, comma or start, cue):
        return None
    begins = start if comma is None else comma
    because = _BECAUSE.match(title.masked[begins : cue.start])
    subject = title.trimmed(begins + (because.end() if because else 0), cue.start)
    if comma is not None and title.text[slice(*subject)].lower() in _ADVERBS:
        subject = (cue.start, cue.start)  # "Lee, the mayor, now says"
    if is_evidence(title.text[slice(*subject)]):
        return None
    if _is_last(title, start, comma, cue) or _tells_hearer(title, start, comma, cue):
        return _before_cue(title, start, comma, subject, cue.lower in _PLURALS)
    if comma is not None and subject[0] >= subject[1]:
        return _inverted(title, start, comma, cue) or _behind_cue(title, words, index, _apposed(title, start, comma))
    is_plural = title.cues.forms.get(cue.lower) == cue.lower  # "Lee, Park say"
    subject = title.trimmed(start, cue.start) if is_plural else subject
    if is_plural and title.callers.is_person(title.text[slice(*subject)]):
        return None  # "Lee tweet"
    is_joint = _JOINT.search(title.text, *subject) or _JOINT.match(title.text, *subject)
    return _behind_cue(title, words, index, leading_name(title, start, cue.start) if is_joint else subject)


def _saying(title: Title, words: Sequence[Word], index: int) -> TitleQuote | None:
    """ "Lee defends plan by saying bridge is safe", "Lee opens bridge, saying it is safe"."""
    cue = words[index]
    is_adverbial = index > 0 and (words[index - 1].lower == "by" or title.masked[: cue.start].rstrip().endswith(","))
    if cue.lower != _SAYING or not is_adverbial:
        return None
    return _behind_cue(title, words, index, leading_name(title, start_of_part(title, cue.start), cue.start))


def _is_last(title: Title, start: int, comma: int | None, cue: Word) -> bool:
    """Whether a cue ends its part of a headline, but for what follows speech in marks: "‘No,’ she says of it"."""
    end = end_of_part(title, cue.end)
    is_marked = comma is not None and title.is_marked(title.trimmed(start, comma))
    rest = title.text[cue.end : end]
    goes_on = comma is not None and _CONTRAST.match(rest) is not None
    return not rest.strip(" ?!.") or goes_on or (is_marked and _BEHIND_CUE.match(title.text, cue.end, end) is not None)


def _tells_hearer(title: Title, start: int, comma: int | None, cue: Word) -> bool:
    """Whether a cue has who hears it behind it, and what is told before it, marks last: "Bridge is ‘old,’ Lee tells
    court"."""
    if comma is None or title.cues.forms.get(cue.lower) not in _TELLING or _content_start(title, cue) is not None:
        return False
    return title.masked[title.trimmed(start, comma)[1] - 1] == MASK


def _is_question(title: Title, start: int, cue: Word) -> bool:
    """Whether a subject is part of a question or of a clause below another: "Remember when mayor said …"."""
    words = title.words(start, cue.start)
    return bool(words) and (words[0].lower in _QUESTIONS or any(word.lower in _ASKING for word in words))


def _apposed(title: Title, start: int, comma: int) -> Span:
    """The subject of "Ann Lee, the mayor, says …", and of "Ann Lee opens bridge, says …"."""
    first = title.masked.find(",", start, comma)
    return title.trimmed(start, comma) if 0 <= first < comma - 2 else leading_name(title, start, comma)


def leading_name(title: Title, start: int, end: int) -> Span:
    """The name that a part of a headline begins with, the subject of all its verbs, with the title before it; empty
    where it begins with none."""
    words = title.words(start, end)
    for first in range(min(len(words), _MOST_TITLE + 1)):
        n_words = title.callers.first_name([word.text for word in words[first:]])
        if n_words and (not first or is_speaking_noun(title.text[words[0].start : words[first - 1].end])):
            return words[0].start, words[first + n_words - 1].end
    return end, end


def _last_name(title: Title, start: int, end: int) -> Span:
    """The name that a part of a headline ends with; empty where it ends with none."""
    words = title.words(start, end)
    ends = (n for n in range(min(len(words), _MOST_TITLE), 0, -1) if title.callers.first_name(_texts(words[-n:])) == n)
    n_words = next(ends, 0)
    return (words[-n_words].start, words[-1].end) if n_words else (end, end)


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def _last_comma(title: Title, low: int, high: int) -> int | None:
    """Where the last comma ends, or the last marks with one or a stop in them or right before `high`; None without
    any."""
    inside = (span for span in title.quoted if low <= span.start < span.end < high)
    marks = (s.end for s in inside if title.text[s.inner_end - 1] in ",.?!" or not title.text[s.end : high].strip())
    commas = (match.end() for match in _COMMA.finditer(title.masked, low, high))
    return max((*marks, *commas), default=None)


def start_of_part(title: Title, position: int) -> int:
    """Where the part of a headline that a position lies in begins: behind the last colon, dash or semicolon."""
    start = _last(_BREAK, title.masked, title.low, position)
    return title.low if start is None else start


def end_of_part(title: Title, position: int) -> int:
    match = _BREAK.search(title.masked, position, title.high)
    return match.start() if match and match.start() > position else title.high


def _end_of_clause(title: Title, position: int) -> int:
    """Where the part ends, or the clause before another cue of the same subject: "says …, urges …"."""
    end = end_of_part(title, position)
    later = _GOES_ON.finditer(title.masked, position, end)
    return next((match.start() for match in later if match["cue"].lower() in title.cues.forms), end)


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int | None:
    """Where the last match ends; None without one."""
    return max((match.end() for match in pattern.finditer(text, low, high)), default=None)


def _nominal(title: Title, span: Span) -> Span | None:
    """The span, if its words can be a subject."""
    words = title.words(*span)
    is_long = not 0 < len(words) <= _MOST_SPEAKER
    if is_long or words[-1].lower in _NO_SUBJECT or MASK in title.masked[slice(*span)]:
        return None
    phrase = title.text[slice(*span)]
    owns = _POSSESSIVE.search(phrase) and title.callers.chain_of(phrase) is None
    urges = len(words) > 1 and words[0].lower in _URGING
    return None if owns or urges else span  # "residents’ pledge", "don’t let Lee"


def _without_adverb(title: Title, span: Span) -> Span:
    """A subject without the adverb before its verb: "Lee just"."""
    words = title.words(*span)
    return (span[0], words[-2].end) if len(words) > 1 and words[-1].lower in _ADVERBS else span


def _before_cue(title: Title, start: int, comma: int | None, subject: Span, is_noun: bool) -> TitleQuote | None:
    """ "Bridge is safe, mayor says"."""
    if comma is None or _nominal(title, subject) is None or is_noun:
        return None
    content = title.trimmed(start, subject[0])
    speaks = title.callers.can_speak(title.text[slice(*subject)])
    return TitleQuote(content, subject, speaks or _has_clause(title, content))


def _inverted(title: Title, start: int, comma: int, cue: Word) -> TitleQuote | None:
    """ "Bridge is safe, says mayor"."""
    end = end_of_part(title, cue.end)
    setting = _SETTING.search(title.masked, cue.end, end)
    speaker = title.trimmed(cue.end, setting.start() if setting else end)
    words = title.words(*speaker)
    if not 0 < len(words) <= _MOST_INVERTED or is_clause(words):
        return None
    if words[0].lower in _NO_CLAUSE or words[0].lower in _NO_SUBJECT:
        return None  # "takes on the gang, vows to …"
    if _COLON.match(title.masked, end) or not title.callers.can_speak(head_phrase(title.text[slice(*speaker)])):
        return None  # "sues the city, alleges malice: ‘…’"
    return TitleQuote(title.trimmed(start, comma), speaker, True)


def _behind_cue(title: Title, words: Sequence[Word], index: int, subject_: Span) -> TitleQuote | None:
    """ "Mayor says bridge is safe", "mayor says: ‘…’", "Mayor tells council ‘…’"."""
    subject = _nominal(title, _without_adverb(title, subject_))
    cue, low = words[index], _content_start(title, words[index])
    opens = low is not None and title.masked[low] == MASK
    if low is None or (subject is None and cue.lower != "says" and not opens):
        return None
    if any(word.start == low and word.lower in _NO_CLAUSE for word in words[index + 1 : index + 2]):
        return None
    that = _THAT.match(title.text, low)
    content = end_in_marks(title, (that.end() if that else low, title.trimmed(low, _end_of_clause(title, low))[1]))
    lemma, n_words = title.cues.forms.get(cue.lower), count_words(title.text[slice(*content)])
    phrase = title.text[slice(*subject)] if subject else ""
    if lemma == _RULING and not (is_speaking_noun(phrase) and _is_ruling(title, content)):
        return None
    if lemma in _SHOWING and subject and not title.callers.can_speak(head_phrase(phrase)):
        return None  # "slowdown in Ardle suggests …"
    promises = title.words(*content)[:1]
    is_promise = lemma in PROMISING and n_words >= _LEAST_PROMISE and any(word.lower == "to" for word in promises)
    says = cue.lower in _SAYS or (cue.lower == "say" and subject is not None)
    clause = _has_clause(title, content) if lemma not in _ANNOUNCING else _opens_clause(title, content)
    takes_over = subject is None and cue.lower == "says" and clause and title.text[: cue.start].rstrip().endswith(";")
    is_speech = (that or is_promise or says or clause) and not _tells_topic(title, content)
    return TitleQuote(content, subject, subject is not None or takes_over) if is_speech else None


def _is_ruling(title: Title, content: Span) -> bool:
    """Whether a piece is a clause and no verb of the noun: not "rules say …"."""
    words = title.words(*content)
    is_noun = bool(words) and words[0].lower in title.cues.forms
    goes_on = title.has_marks(content) and title.masked[content[1] - 1] != MASK
    return (is_clause(words) or goes_on) and not is_noun


def _opens_clause(title: Title, content: Span) -> bool:
    """Whether a piece has a clause before its first comma and conjunction, and none about a noun.

    Not "declares a truce, as he may", "announces plans he has".
    """
    end = _PART_END.search(title.masked, *content)
    words = title.words(content[0], end.start() if end else content[1])
    return is_clause(words) and not any(word.lower in _SUBJECTS for word in words[1:2])


def _tells_topic(title: Title, content: Span) -> bool:
    """Whether a piece tells what was spoken of, and not what was said.

    "explains why he stays", "says no to plan", "said the three words everyone awaited".
    """
    words = [word.lower for word in title.words(*content)]
    if not words or title.has_marks(content):
        return False
    answers = words[0] in _ANSWERS and words[1:2] == ["to"]
    return answers or words[0] in _TOPICS or any(word in _LISTING for word in words[:_LISTED])


def _content_start(title: Title, cue: Word) -> int | None:
    """Where what a cue introduces begins; None where nothing does."""
    colon = _COLON.match(title.masked, cue.end)
    begins = colon.end() if colon else cue.end
    low, high = title.trimmed(begins, end_of_part(title, begins))
    lemma = title.cues.forms.get(cue.lower, "")
    if low < high and lemma in _TELLING and not _THAT.match(title.text, low):
        return _behind_hearer(title, low, high, lemma)
    return low if low < high else None


def _behind_hearer(title: Title, low: int, high: int, lemma: str) -> int | None:
    """ "tells council that …", "tells council ‘…’": where what is told begins; None where a hearer is all there is."""
    that = _THAT_INSIDE.search(title.masked, low, high)
    marks = title.masked.find(MASK, low, high)
    if lemma == "warn" and marks > low and is_clause(title.words(low, marks)):
        return low  # "warns it may last ‘years’"
    own = _own_clause(title, low, high) if lemma == "tell" else -1
    starts = (that.start() + 1 if that else -1, marks, own)
    ends = [position for position in starts if position >= 0]
    return min(ends, default=None if lemma == "tell" else low)


def _own_clause(title: Title, low: int, high: int) -> int:
    """Where a clause begins behind who hears it: "tells court it may wait", "tells court bridge is safe"; else -1."""
    own = _OWN_CLAUSE.match(title.masked, low, high)
    if own:
        return own.start("clause")
    words = title.words(low, high)
    n_hearer = title.callers.first_name([word.text for word in words])
    n_hearer = n_hearer or int(bool(words) and is_listed_noun(words[0].lower))
    rest = words[n_hearer:]
    tells = bool(rest) and n_hearer and rest[0].lower not in _NO_SUBJECT | _OWNERS | _NO_CLAUSE
    is_own = is_clause(rest[1:]) or _marks_a_verb(title, rest[0].end, high) if tells else False
    return rest[0].start if is_own and _starts_clause(rest) else -1


def _marks_a_verb(title: Title, low: int, high: int) -> bool:
    """Whether marks right behind a subject begin with its verb: "bridge ‘is safe’"."""
    behind = next((span for span in title.quoted if low <= span.start < high), None)
    verb = _VERB.match(title.text, behind.inner_start) if behind else None
    return verb is not None and is_clause([Word(verb[0], verb[0].lower(), *verb.span())])


def _starts_clause(words: Sequence[Word]) -> bool:
    """Whether words begin with a subject: neither a verb's form nor a word of a question."""
    return not is_clause(words[:1]) and words[0].lower not in _ASKING


def _has_clause(title: Title, content: Span) -> bool:
    return is_clause(title.words(*content)) or title.has_marks(content)


def end_in_marks(title: Title, content: Span, is_labelled: bool = False) -> Span:
    """A piece ends with its sentence, and with marks that close behind a comma: "‘No deal,’ walks out"; one that begins
    in marks also where an adverbial of the outlet's follows: "‘No deal’ as talks fail". Behind a label what does not
    begin in marks goes on behind them: "Lee: Act ‘defies reason,’ needs a vote".
    """
    stop = _SENTENCE.search(title.masked, *content)
    content = (content[0], stop.start()) if stop else content
    for span in title.quoted:
        if not content[0] <= span.start < span.end < content[1]:
            continue
        opens = span.start == content[0]
        is_adverbial = opens and _BEHIND_MARKS.match(title.text, span.end, content[1])
        closes = "," in (title.text[span.inner_end - 1], title.text[span.end]) and (opens or not is_labelled)
        if is_adverbial or closes:
            return content[0], span.end
    return content
