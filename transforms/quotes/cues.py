"""Cue words: what introduces reported speech, their base forms and their classes.

The list itself is data (`data/cues/cues.tsv`: lemma, class, speech); this module inflects it, so that it works with
any pipeline and gives the same lemma with each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

CUE_CLASSES = (
    "neutral", "assertive", "doubtful", "admitting", "denying", "agreeing", "warning", "predicting", "promising",
    "directive", "asking", "criticising", "praising", "expressing", "belief", "evidence",
)  # fmt: skip


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "speak": "spoke spoken", "read": "read", "put": "put",
    "go": "went gone", "begin": "began begun", "make": "made", "hold": "held", "hit": "hit", "shoot": "shot",
    "swear": "swore sworn", "think": "thought", "feel": "felt", "know": "knew known", "see": "saw seen",
    "find": "found", "show": "showed shown", "hear": "heard", "understand": "understood", "foresee": "foresaw foreseen",
    "forecast": "forecast", "broadcast": "broadcast", "undertake": "undertook undertaken", "take": "took taken",
    "seek": "sought", "tear": "tore torn", "spell": "spelled spelt", "set": "set", "sing": "sang sung", "cry": "cried",
    "rip": "ripped", "lay": "laid", "learn": "learned learnt", "prove": "proved proven",
    "dream": "dreamed dreamt", "pay": "paid",
}  # fmt: skip
_DOUBLING = word_set("brag quip rip slam chat dub refer rebut admit commit prefer permit blog")
_WORD = re.compile(r"[\w-]+(?:[’']\w+)*")
_AMONG = 3  # words in which the rest of a phrase follows its first
_AUXILIARIES = word_set(
    "be am is are was were been being have has had having do does did will would can could may might must shall "
    "should not also later then first still even again repeatedly recently reportedly previously quickly"
)


@dataclass(frozen=True)
class CueLexicon:
    """Cue words by lemma: class, and whether they report speech rather than belief or evidence."""

    classes: Mapping[str, str]
    speech: frozenset[str]

    @cached_property
    def forms(self) -> dict[str, str]:
        """Every inflected single word to its lemma."""
        return {form: lemma for lemma in self.classes if " " not in lemma for form in inflections(lemma)}

    @cached_property
    def phrasal(self) -> dict[str, dict[str, str]]:
        """Inflected first word to {rest of the phrase: lemma}, as "pointed" to {"out": "point out"}."""
        found: dict[str, dict[str, str]] = {}
        for lemma in self.classes:
            head, _, rest = lemma.partition(" ")
            if rest:
                for form in inflections(head):
                    found.setdefault(form, {})[rest] = lemma
        return found

    def lemma(self, cue: str) -> str | None:
        """The base form of a cue's first listed word, else its first word that is no auxiliary; None for a mark.

        >>> CueLexicon({"say": "neutral", "point out": "assertive"}, frozenset()).lemma("has pointed out")
        'point out'
        """
        words = [word.lower() for word in _WORD.findall(cue)]
        content = [w for w in words if w not in _AUXILIARIES] or words
        return self._listed(content) or (content[0] if content else None)

    def listed(self, cue: str) -> str | None:
        """The base form of a cue's first listed word, None where it has none."""
        return self._listed([word.lower() for word in _WORD.findall(cue)])

    def _listed(self, content: Sequence[str]) -> str | None:
        for index, word in enumerate(content):
            later = content[index + 1 : index + 1 + _AMONG]
            for rest, lemma in self.phrasal.get(word, {}).items():
                if _follows(rest, later):
                    return lemma
            if word in self.forms:
                return self.forms[word]
        return None

    def class_of(self, lemma: str | None) -> str | None:
        """The class of a cue lemma, None where the list does not know it."""
        return self.classes.get(lemma) if lemma else None

    def is_speech(self, word: str) -> bool:
        """Whether an inflected word reports speech."""
        return self.forms.get(word.lower(), "") in self.speech


def cues_from_bytes(blob: bytes) -> CueLexicon:
    """The lexicon of a tab-separated list with a header line: lemma, class, speech (yes or no)."""
    rows = [line.split("\t") for line in blob.decode("utf-8").splitlines()[1:] if line.strip()]
    return CueLexicon(
        classes={lemma: cue_class for lemma, cue_class, _ in rows},
        speech=frozenset(lemma for lemma, _, speech in rows if speech == "yes"),
    )


def inflections(verb: str) -> Iterable[str]:
    """The forms of an English verb, regular ones by rule, irregular ones from a table.

    >>> sorted(inflections("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    forms = {verb, _third_person(verb), _ing(stem)}
    forms |= set(_IRREGULAR.get(verb, _past(stem)).split())
    return forms


def _third_person(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(s|x|z|ch|sh|o)$", verb) else "s")


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return (verb[:-1] if re.search(r"[^eoy]e$", verb) else verb) + "ing"


def _past(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def _follows(rest: str, later: Sequence[str]) -> bool:
    """Whether the words of `rest` come among the next three words, in order: "made it clear"."""
    window = iter(later[:_AMONG])
    return all(word in window for word in rest.split())
