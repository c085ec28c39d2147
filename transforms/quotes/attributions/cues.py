"""Cue words: what introduces reported speech, their base forms and their classes.

The list itself is data (`data/cues/cues.tsv`: lemma, class, speech, part of speech); this module inflects it, so that
it works with any pipeline and gives the same lemma with each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from newsloom.transforms.text.inflections import inflect_noun, inflect_verb
from newsloom.transforms.text.lexicon import words as lexicon_words

_WORD = re.compile(r"[\w-]+(?:[’']\w+)*")
_WINDOW = 3
"""Words in which the rest of a phrase follows its first, as in "made it clear": by hand."""
_FILLERS = lexicon_words("function_words", "cue_filler")


@dataclass(frozen=True)
class CueLexicon:
    """Cue words by lemma: class, whether they report speech rather than belief or evidence, and their parts of speech.

    `parts` says which lemmas are nouns or adverbs; all others are verbs.
    """

    classes: Mapping[str, str]
    speech: frozenset[str]
    parts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def forms(self) -> dict[str, str]:
        """Every inflected single word to its lemma."""
        return {form: lemma for lemma in self.classes if " " not in lemma for form in self.inflect(lemma)}

    @cached_property
    def phrasal(self) -> dict[str, dict[str, str]]:
        """Inflected first word to {rest of the phrase: lemma}, as "pointed" to {"out": "point out"}."""
        phrases: dict[str, dict[str, str]] = defaultdict(dict)
        for lemma in self.classes:
            _, _, rest = lemma.partition(" ")
            for form in self.inflect(lemma) if rest else ():
                phrases[form][rest] = lemma
        return dict(phrases)

    def inflect(self, lemma: str) -> frozenset[str]:
        """The forms of a lemma's first word."""
        head = lemma.split(" ", 1)[0]
        part = self.parts.get(lemma, "verb")
        if part == "verb":
            return inflect_verb(head)
        return inflect_noun(head) if part == "noun" else frozenset((head,))

    def lemma(self, cue: str) -> str | None:
        """The base form of a cue's first listed word, else its first word that is no auxiliary; None for a mark.

        >>> CueLexicon({"say": "neutral", "point out": "assertive"}, frozenset()).lemma("has pointed out")
        'point out'
        """
        words = _words_of(cue)
        content = [word for word in words if word not in _FILLERS] or words
        return self._first_listed(content) or (content[0] if content else None)

    def _first_listed(self, content: Sequence[str]) -> str | None:
        return next((lemma for _, lemma in self.listed(content)), None)

    def listed(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The listed words among words in lower case: the number of each and its lemma, that of a phrase first."""
        for index, word in enumerate(words):
            following = words[index + 1 : index + 1 + _WINDOW]
            phrases = self.phrasal.get(word, {}).items()
            lemma = next((phrase for rest, phrase in phrases if _follow_in_order(rest.split(), following)), None)
            if lemma or word in self.forms:
                yield index, lemma or self.forms[word]

    def class_of(self, lemma: str | None) -> str | None:
        """The class of a cue lemma, None where the list does not know it."""
        return self.classes.get(lemma) if lemma else None


def cues_from_bytes(blob: bytes) -> CueLexicon:
    """The lexicon of a tab-separated list with a header line: lemma, class, speech (yes or no), part of speech.

    ValueError for a line that has not four columns.
    """
    rows = [line.split("\t") for line in blob.decode("utf-8").splitlines()[1:] if line.strip()]
    return CueLexicon(
        classes={lemma: cue_class for lemma, cue_class, _, _ in rows},
        speech=frozenset(lemma for lemma, _, speech, _ in rows if speech == "yes"),
        parts={lemma: part for lemma, _, _, part in rows if part != "verb"},
    )


def _words_of(cue: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(cue)]


def _follow_in_order(rest: Sequence[str], following: Sequence[str]) -> bool:
    """Whether the words of `rest` stand among those that follow, in order: "it clear" behind "made"."""
    remaining: Iterator[str] = iter(following)
    return all(word in remaining for word in rest)
