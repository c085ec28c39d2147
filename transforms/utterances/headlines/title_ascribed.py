"""Words in marks that a headline ascribes to somebody in passing.

"Mayor decries ‘cowardly’ act", "‘I stay,’ Hobart reminds council", "Hobart ‘will not run’".
"""

from __future__ import annotations

import re
from functools import cache

from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.noun_phrases import Word
from newsloom.transforms.text.inflections import inflect_verb
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import QuotedSpan, count_words
from newsloom.transforms.text.spans import Span
from newsloom.transforms.utterances.headlines.callers import head_phrase
from newsloom.transforms.utterances.headlines.title import Title
from newsloom.transforms.utterances.headlines.title_cues import PROMISING, leading_name

_BREAK = re.compile(r"[;:|,]\s|\s[–—-]{1,2}\s|\s(?:and|but)\s", re.IGNORECASE)
_AWAY = re.compile(
    r"\s(?:after|over|amid|in|on|at|when|while|during|before|from|with|since|because|who|that|if|by|into|against)\s",
    re.IGNORECASE,
)
"""What leads from a verb to something else than its object."""
_CLASSES = ("criticising", "praising", "warning")
_NAMING = lexicon_words("headline_words", "naming")
_NO_SUBJECT = lexicon_words("headline_words", "no_subject")
_MODALS = lexicon_words("modals") | lexicon_words("function_words", "auxiliary")
_MOST_SUBJECT = 6
"""Words before a cue or marks that can be a subject at most, by hand."""
_TO_WHAT = ("for", "on")
"""What follows a verb of naming or blame that tells what is wanted or blamed."""
_LEAST_OWNED = 3
"""Words in marks that are their owner's own at least, by hand: one or two may be another's of him."""
_MOST_BETWEEN = 6
"""Words between a cue and marks at most, by hand."""


def ascribed_to(title: Title, span: QuotedSpan) -> Span | None:
    """Whom the words around marks ascribe them to; None where they do not."""
    return _said_before(title, span) or _does(title, span) or _governed(title, span)


def _said_before(title: Title, span: QuotedSpan) -> Span | None:
    """ "‘I stay,’ Hobart reminds council": who follows marks that open a headline and end in a comma."""
    opens = title.trimmed(title.low, title.high)[0] == span.start
    if not opens or "," not in title.text[span.inner_end - 1 : span.end + 1]:
        return None
    words = title.words(span.end, title.high)
    n_words = title.callers.first_name([word.text for word in words])
    return (words[0].start, words[n_words - 1].end) if 0 < n_words < len(words) else None


def _does(title: Title, span: QuotedSpan) -> Span | None:
    """ "Hobart ‘will not run’": whose verb the marks begin with."""
    verb = re.match(r"[\w’']+", title.text[span.inner_start : span.inner_end])
    word = verb[0].lower().replace("’", "'") if verb else ""
    if word not in _MODALS and not word.endswith("n't"):
        return None
    return _subject(title, span.start)


def _governed(title: Title, span: QuotedSpan) -> Span | None:
    """ "Mayor decries ‘cowardly’ act": whose verb of praise, blame or naming the marks stand behind."""
    start = _start_of(title, span.start)
    words = title.words(start, span.start)
    if words and _is_owners(title, words[-1], span):
        return None
    forms = _forms_of(title.cues)
    forms = forms | _forms_to(title.cues) if words and any(word.lower == "to" for word in words) else forms
    index = next((n for n in range(len(words) - 1, -1, -1) if words[n].lower in forms), None)
    if index is None or len(words) - index - 1 > _MOST_BETWEEN or is_called(title, span):
        return None
    if _AWAY.search(title.masked, words[index].end, span.start) and words[-1].lower != "as":
        return None
    if any(word.lower in _TO_WHAT for word in words[index + 1 : index + 2]):
        return None  # "calls for a ‘new’ bridge", and of the blamed "slammed for ‘cowardly’ vote"
    return _subject(title, words[index].start) or _shared_subject(title, words[index].start, forms)


def _is_owners(title: Title, word: Word, span: QuotedSpan) -> bool:
    """Whether several words in marks are of who stands before them, and of no verb: "Lee’s ‘I will stay’ note"."""
    owns = word.lower.endswith(("'s", "s'")) and title.text[word.end : span.start].isspace()
    return owns and count_words(title.text[span.start : span.end]) >= _LEAST_OWNED


def is_called(title: Title, span: QuotedSpan) -> bool:
    """ "Rally called ‘slap in the face’": whether somebody unnamed calls something so, in small letters."""
    words = [word.lower for word in title.words(title.low, span.start) if word.lower != "as"]
    verb = words[-1] if words else ""
    is_small = title.text[span.inner_start].islower()
    return is_small and verb.endswith("d") and title.cues.forms.get(verb) in _NAMING


def is_behind_naming(title: Title, position: int) -> bool:
    """Whether a verb that says what somebody called something stands before a position: "calls vote a ‘stunt’"."""
    return any(title.cues.forms.get(word.lower) in _NAMING for word in title.words(title.low, position))


def _shared_subject(title: Title, verb: int, forms: frozenset[str]) -> Span | None:
    """Whose second verb a clause begins with: "Mayor blasts council, decries ‘cowardly’ act"."""
    if title.words(_start_of(title, verb), verb):
        return None
    earlier = (word.start for word in title.words(title.low, verb) if word.lower in forms)
    first = next(earlier, None)
    name = leading_name(title, title.low, verb)
    return _subject(title, first) if first is not None else name if name[0] < name[1] else None


def _subject(title: Title, end: int) -> Span | None:
    """The words before a verb, if they can be somebody who speaks."""
    start, end = title.trimmed(_start_of(title, end), end)
    words = title.words(start, end)
    if not 0 < len(words) <= _MOST_SUBJECT or words[-1].lower in _NO_SUBJECT:
        return None
    last = title.text[start:end].rpartition(" and ")[2]
    return (start, end) if title.callers.can_speak(head_phrase(last)) else None


def _start_of(title: Title, position: int) -> int:
    """Where the clause that a position lies in begins, or behind the last marks in it; "and" may join its subjects."""
    breaks = list(_BREAK.finditer(title.masked, title.low, position))
    if breaks and breaks[-1][0].strip().lower() == "and":
        low = breaks[-2].end() if len(breaks) > 1 else title.low
        first = title.words(low, breaks[-1].start())
        joins = bool(first) and title.callers.first_name([word.text for word in first]) == len(first)
        breaks = breaks[: -1 if joins else len(breaks)]
    ends = (match.end() for match in breaks)
    marks = (span.end for span in title.quoted if title.low <= span.start and span.end < position)
    return max((*ends, *marks), default=title.low)


@cache
def _forms_of_lemmas(lemmas: frozenset[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in inflect_verb(lemma) if not form.endswith("ing"))


def _forms_of(cues: CueLexicon) -> frozenset[str]:
    """Finite forms of verbs whose object tells what somebody called something."""
    verbs = (lemma for lemma in cues.speech if " " not in lemma and lemma not in cues.parts)
    return _forms_of_lemmas(_NAMING.union(lemma for lemma in verbs if cues.class_of(lemma) in _CLASSES))


def _forms_to(cues: CueLexicon) -> frozenset[str]:
    """Finite forms of verbs that promise what follows "to": "vows to ‘rebuild’"."""
    return _forms_of_lemmas(cues.speech.intersection(PROMISING))
