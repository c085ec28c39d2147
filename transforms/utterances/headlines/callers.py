"""Who may be meant by a few words of a headline: a name of its article, a noun for a person, a body or a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsloom.transforms.mentions.records import Mention
from newsloom.transforms.names.folding import fold
from newsloom.transforms.quotes.speakers.sources import nominal_kind
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.utterances.wording import stem

_SPEAKING = ("PERSON", "ORG", "GPE", "NORP")
_HEADS = lexicon_words("titles", "head")
_EVIDENCE = lexicon_words("evidence_sources")
_DOCUMENTS = lexicon_words("speaker_nouns", "thing") - _EVIDENCE
_WORD = re.compile(r"[\w.&-]+(?:[’']\w+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_COMPLEMENT = re.compile(r"\s(?:of|from|for|in|at|on|with|behind|to)\s", re.IGNORECASE)
_JOINED = re.compile(r",|&|\b(?:and|or)\b", re.IGNORECASE)
_LONGEST_NAME = 6
"""Words of a name in a headline at most, by hand."""


@dataclass(frozen=True)
class Callers:
    """The article's names by folded spelling, one of two is nobody's, or his whom it quotes; `surnames` has other
    parts of names too; `quoted`: the chains whom it quotes."""

    chains: Mapping[str, int]
    surnames: Mapping[str, int]
    quoted: frozenset[int] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all names, without their inflection."""
        return frozenset(stem(word) for name in self.chains for word in name.split())

    def is_name_of(self, phrase: str, chain: int) -> bool:
        """Whether a phrase is a name of a chain, and nothing else."""
        return self._lookup(fold(phrase)) == chain

    def chain_of(self, phrase: str) -> int | None:
        """The chain that the last words of a phrase name; None where they are no name, or one of several."""
        for name in () if _JOINED.search(phrase) else _endings(phrase):
            chain = self._lookup(name)
            if chain is not None:
                return chain
        return None

    def first_name(self, words: Sequence[str]) -> int:
        """How many of the first words name somebody, the most that do; 0 where none does."""
        ends = range(min(len(words), _LONGEST_NAME), 0, -1)
        return next((end for end in ends if self._lookup(fold(" ".join(words[:end]))) is not None), 0)

    def _lookup(self, name: str) -> int | None:
        return self.chains.get(name, self.surnames.get(name))

    def is_person(self, phrase: str) -> bool:
        """Whether a phrase names a person."""
        return self.chain_of(phrase) in self.surnames.values()

    def is_quoted(self, phrase: str) -> bool:
        """Whether a phrase names somebody whom the article quotes, or a family of theirs: "Hobarts"."""
        return self.chain_of(phrase) in self.quoted or self._family_of(phrase) in self.quoted

    def can_speak(self, phrase: str) -> bool:
        """Whether a phrase is a name of the article, or ends in a noun for somebody or for a document."""
        return self.chain_of(phrase) is not None or self._family_of(phrase) is not None or is_speaking_noun(phrase)

    def _family_of(self, phrase: str) -> int | None:
        """The chain of a surname in the plural."""
        name = fold(phrase)
        return self.surnames.get(name[:-1]) if name.endswith("s") else None


def head_phrase(phrase: str) -> str:
    """A phrase up to its first preposition.

    >>> head_phrase("survivors of the flood")
    'survivors'
    """
    return _COMPLEMENT.split(phrase, maxsplit=1)[0]


def without_owner(word: str) -> str:
    """A word without the ending of an owner.

    >>> without_owner("Hobart’s"), without_owner("Hobart")
    ('Hobart', 'Hobart')
    """
    return _POSSESSIVE.sub("", word)


def is_speaking_noun(phrase: str) -> bool:
    """Whether a phrase ends in a noun for a person, a body or a document that says something.

    >>> is_speaking_noun("Harbour police"), is_speaking_noun("Police report"), is_speaking_noun("Sunday")
    (True, True, False)
    """
    words = _WORD.findall(phrase)
    if not words or _POSSESSIVE.search(words[-1]):
        return False
    noun = words[-1].lower().strip(".")
    if noun in _DOCUMENTS or is_listed_noun(noun):
        return True
    return nominal_kind(noun, phrase) == "person"


def is_listed_noun(noun: str) -> bool:
    """Whether a noun in lower case is listed for somebody, or for a body; an ending alone may be an adjective's.

    >>> is_listed_noun("critics"), is_listed_noun("orwellian")
    (True, False)
    """
    return bool({noun, noun.removesuffix("s")} & (_HEADS | _NOUNS))


def is_one(phrase: str) -> bool:
    """Whether a phrase ends in a noun for one person, or for a document.

    >>> is_one("Harbour master"), is_one("Residents"), is_one("Report")
    (True, False, True)
    """
    words = _WORD.findall(phrase)
    noun = words[-1].lower().strip(".") if words else ""
    is_somebody = nominal_kind(noun, phrase) == "person" or noun in _HEADS
    return not _JOINED.search(phrase) and (is_somebody or noun in _DOCUMENTS)


def is_evidence(phrase: str) -> bool:
    """Whether a phrase ends in a noun for what shows something: "AP poll"."""
    words = _WORD.findall(phrase)
    return bool(words) and words[-1].lower().removesuffix("s") in _EVIDENCE


_NOUNS = lexicon_words("speaker_nouns", "person", "organisation", "anonymous") | lexicon_words(
    "headline_words", "person"
)


def callers_of(mentions: Iterable[Mention], quoted: Iterable[int | None] = ()) -> Callers:
    """The names among an article's mentions that somebody who speaks can have; `quoted`: chains whom it quotes."""
    names: dict[str, set[int]] = defaultdict(set)
    surnames, givens = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for mention in mentions:
        if mention.kind != "name" or mention.chain is None or mention.type not in _SPEAKING:
            continue
        name = fold(mention.text)
        names[name].add(mention.chain)
        if mention.type == "PERSON":
            surnames[name.split(" ")[-1]].add(mention.chain)
            givens[name.split(" ")[0]].add(mention.chain)
    speaking = frozenset(chain for chain in quoted if chain is not None)
    return Callers(_of_one(names, speaking), _of_one({**givens, **surnames}, speaking), speaking)


def _of_one(chains: Mapping[str, set[int]], speaking: frozenset[int]) -> dict[str, int]:
    """The names of one chain, or of one alone that the article quotes."""
    likely = {name: of_name if len(of_name) == 1 else of_name & speaking for name, of_name in chains.items()}
    return {name: min(of_name) for name, of_name in likely.items() if name and len(of_name) == 1}


def _endings(phrase: str) -> Iterator[str]:
    """The last words of a phrase, the most first, folded."""
    words = fold(phrase).split()
    for start in range(max(0, len(words) - _LONGEST_NAME), len(words)):
        yield " ".join(words[start:])
