"""Cue phrases: cue verbs with the subject beside them, found by word forms and positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.noun_phrases import Word, asks_for_anonymity, extent, phrase_after, phrase_before
from newsloom.transforms.text.quotation_marks import MARK_TOKENS
from newsloom.transforms.text.spans import Span

_INVITES_INVERSION = (",", "?", "!")


@dataclass(frozen=True)
class CuePhrase:
    """A cue verb with its subject, in article offsets; `first` and `last` are the cue's words in the paragraph.

    `inverted` says that the subject follows the verb: "said Lee".
    """

    cue: Span
    source: Span | None
    first: int
    last: int
    sentence: int
    lemma: str
    inverted: bool = False

    @property
    def start(self) -> int:
        """Where the cue or its source begins."""
        return min(self.cue[0], self.source[0] if self.source else self.cue[0])

    @property
    def end(self) -> int:
        """Where the cue or its source ends."""
        return max(self.cue[1], self.source[1] if self.source else 0)


def find_cue_phrases(words: Sequence[Word], cues: CueLexicon) -> list[CuePhrase]:
    """Cue verbs of a paragraph that have a subject beside them."""
    cue_phrases = []
    for index, word in enumerate(words):
        lemma = cues.forms.get(word.lower)
        if lemma is None or (word.pos and word.pos not in ("VERB", "AUX")) or lemma not in cues.speech:
            continue
        if asks_for_anonymity(words, index):
            continue
        cue_phrase = _cue_phrase_at(words, index, lemma)
        if cue_phrase is not None:
            cue_phrases.append(cue_phrase)
    return cue_phrases


def _cue_phrase_at(words: Sequence[Word], index: int, lemma: str) -> CuePhrase | None:
    inverted = _after_mark(words, index) and index + 1 < len(words)
    subject = phrase_after(words, index + 1) if inverted else None
    if subject is None:
        inverted, subject = False, phrase_before(words, index)
    if subject is None and not words[index].lower.endswith("ing"):
        return None
    source = None if subject is None else extent(words[slice(*subject)])
    cue = (words[index].start, words[index].end)
    return CuePhrase(cue, source, index, index + 1, words[index].sentence, lemma, inverted)


def _after_mark(words: Sequence[Word], index: int) -> bool:
    """Whether the word follows a closed quote or a comma, so that its subject may come after it."""
    return index > 0 and (words[index - 1].text in MARK_TOKENS or words[index - 1].text in _INVITES_INVERSION)
