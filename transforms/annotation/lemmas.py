"""Dictionary forms: a table harvested from treebanks, then English spelling rules for what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "NNS": (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("ves", "f"), ("s", "")),
    "VBZ": (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("oes", "o"), ("s", "")),
    "VBD": (("ied", "y"), ("ed", "e"), ("ed", "")),
    "VBN": (("ied", "y"), ("ed", "e"), ("ed", "")),
    "VBG": (("ying", "ie"), ("ing", "e"), ("ing", "")),
    "JJR": (("ier", "y"), ("er", "e"), ("er", "")),
    "JJS": (("iest", "y"), ("est", "e"), ("est", "")),
    "RBR": (("ier", "y"), ("er", "")),
    "RBS": (("iest", "y"), ("est", "")),
}
UNCHANGED = frozenset({"PROPN", "PUNCT", "SYM", "NUM", "X"})
"""Universal parts of speech whose words are their own lemmas, as they are written."""
MOST_SEEN = 100_000
"""Words whose lemmas are remembered, some 20 MB: what a common word comes to is looked up once."""
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Lemmas:
    """`table` maps "TAG form" (Penn tag, lower-case form) to a lemma that the form alone does not give."""

    table: Mapping[str, str]
    known: frozenset[str] = field(default_factory=frozenset)
    """Lemmas seen in the treebanks: of several spellings the rules allow, a known one is taken."""
    _seen: dict[tuple[str, str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def of(self, word: str, upos: str, tag: str) -> str:
        """The lemma of a word.

        >>> Lemmas({}, frozenset({"make"})).of("making", "VERB", "VBG")
        'make'
        """
        key = (word, upos, tag)
        lemma = self._seen.get(key)
        if lemma is None:
            lemma = self._found(word, upos, tag)
            if len(self._seen) < MOST_SEEN:
                self._seen[key] = lemma
        return lemma

    def _found(self, word: str, upos: str, tag: str) -> str:
        lower = word.lower()
        lemma = self.table.get(f"{tag} {lower}")
        if lemma is not None:
            return lemma
        if upos in UNCHANGED:
            return word
        candidates = list(_candidates(lower, tag)) or [lower]
        return next((form for form in candidates if form in self.known), candidates[-1])


_DOUBLING = frozenset({"ed", "ing", "er", "est"})
_CERTAIN = frozenset({"ies", "ches", "shes", "sses", "xes", "ves", "oes", "ied", "ier", "iest"})


def _candidates(word: str, tag: str) -> Iterator[str]:
    """Stems by the tag's endings, the likelier last when none is known."""
    for ending, base in _ENDINGS.get(tag, ()):
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        stem = word[: len(word) - len(ending)]
        yield stem + base
        doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS | {"l", "s"}
        if ending in _DOUBLING and not base and doubled:
            yield stem[:-1]
        if ending in _CERTAIN:
            return
