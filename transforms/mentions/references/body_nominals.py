"""Bodies meant by what they are: "the company", "the agency", where the article leads to one of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.annotation.parses.tokens import Doc
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.references.nominals import Nominal
from newsloom.transforms.text.inflections import OWNING, POSSESSIVES
from newsloom.transforms.text.lexicon import lexicon, words

_KINDS = lexicon("body_nouns")
_NOUNS = words("body_nouns", "business", "public", "medium", "any", "named")
_STATE = _KINDS["of the state"]
_MEDIA = words("media", "name", "part")
_IS = frozenset(("is", "are", "was", "were", "be", "been", "being", *OWNING))
_MAX_MODIFIERS = 2  # words between "the" and the noun; by hand
_MAX_BEFORE_NAME = 5  # words of an apposition among which its name begins; by hand
_DESCRIBING = ("DET", "ADJ", "NOUN", "PROPN")
_MAX_LETTERS = 5  # of an acronym, which may be an office of the state; by hand
_OF = re.compile(r" (?:of|for|on|in|to) ")
_REACH = 900  # code points back in which a body must have been named to be the only one there; by hand
_LEADS_BY = 3  # times as often as any other that the one body of an article is named; by hand
_AROUND = 70  # code points beside a name in which it is said what its bearer is; by hand
_MOST_NAMES = 16  # names of one body that are looked at for that; a bound on time
_MOST_RECENT = 64  # names before a description that are looked at; a bound on time
_NAMED, _DESCRIBED, _ONLY, _LEADING = 0.85, 0.85, 0.7, 0.6  # confidence; by hand


def find_body_nominals(article: ParsedArticle, spans: Sequence[NameSpan], chains: Sequence[Chain]) -> list[Nominal]:
    """Definite descriptions of bodies that were named before, in order; those that can mean two are left out."""
    bodies = _Bodies(article.text, spans, {n: chain for n, chain in enumerate(chains) if chain.type == "ORG"})
    name_starts = {span.start for span in spans}
    nominals = []
    others: set[str] = set()  # nouns of bodies that the article tells apart itself: "the group that made it"
    for paragraph in article.paragraphs if bodies.chains else ():
        for first, last in _phrases(paragraph):
            noun = paragraph.lower[last]
            others |= {noun} if _is_told_apart(paragraph.doc, last + 1) else set()
            if noun in others:
                continue
            start = paragraph.offsets[first]
            end = paragraph.offsets[last] + len(paragraph.words[last])
            inside = not name_starts.isdisjoint(paragraph.offsets[first : last + 1])
            words_inside = paragraph.lower[first + 1 : last]
            meant = None if inside else bodies.meant(noun, words_inside, start)
            if meant is not None:
                nominals.append(Nominal(start, end, meant[0], meant[1], "ORG"))
    return nominals


def _phrases(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """First and last token of "the" with a noun for a body, where the phrase ends with the noun."""
    doc, lower = paragraph.doc, paragraph.lower
    for at, word in enumerate(lower):
        if word != "the" or (at and lower[at - 1] in _IS):
            continue  # what somebody is says nothing of who was named before
        for index in range(at + 1, min(len(lower), at + _MAX_MODIFIERS + 2)):
            if lower[index] in _NOUNS and not _goes_on(doc, index + 1):
                yield at, index
                break
            if doc[index].pos_ not in ("ADJ", "NOUN", "PUNCT"):
                break


def _goes_on(doc: Doc, index: int) -> bool:
    if index >= len(doc):
        return False
    if doc[index].text == "," and _names_in_apposition(doc, index + 1):
        return True
    return doc[index].lower_ in ("of", "for", *POSSESSIVES, "-") or doc[index].pos_ in ("NOUN", "PROPN")


def _names_in_apposition(doc: Doc, first: int) -> bool:
    """Whether a name says what body is described: "the buyer, Dutch bank Acme, said"."""
    for token in doc[first : first + _MAX_BEFORE_NAME]:
        if token.ent_type_ == "ORG":
            return True
        if token.pos_ not in _DESCRIBING:
            return False
    return False


def _is_told_apart(doc: Doc, index: int) -> bool:
    """Whether a clause says which one: "the company that made it"; not "told the company that it was"."""
    clause = doc[index : index + 2]
    return (
        len(clause) > 1
        and clause[0].lower_ in ("that", "whose")
        and (clause[0].lower_ == "whose" or clause[1].pos_ in ("VERB", "AUX"))
    )


@dataclass(frozen=True)
class _Bodies:
    """The organisations of an article, by where they are named."""

    text: str
    spans: Sequence[NameSpan]
    chains: Mapping[int, Chain]

    @cached_property
    def _named(self) -> list[tuple[int, int]]:
        """Where a body is named, and its chain, in order."""
        return sorted((self.spans[i].start, n) for n, chain in self.chains.items() for i in chain.names)

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        """The words of all forms of a body's name."""
        forms = {n: {self.spans[i].form for i in chain.names} | {chain.key} for n, chain in self.chains.items()}
        return {n: frozenset(word for form in some for word in form.lstrip("=").split()) for n, some in forms.items()}

    def meant(self, noun: str, modifiers: Sequence[str], start: int) -> tuple[int, float] | None:
        """The chain that a noun at a place of the text means, and how sure that is.

        Words before the noun are those of the name: "the political action committee" is none named before.
        """
        end = bisect_left(self._named, (start, 0))
        before = self._named[max(0, end - _MOST_RECENT) : end]
        before = [(at, n) for at, n in before if self._words[n].issuperset(modifiers)]
        recent = list(dict.fromkeys(n for at, n in reversed(before) if start - at <= _REACH))
        everyone = list(dict.fromkeys(n for _, n in reversed(before)))
        for fits, confidence in ((self._has_word, _NAMED), (self._is_described, _DESCRIBED)):
            bearers = [n for n in everyone if fits(n, noun)]
            if bearers:
                sure = bearers[0] in recent and not set(bearers[1:]) & set(recent)
                nearer = recent[: recent.index(bearers[0])] if sure else ()
                return (bearers[0], confidence) if sure and not any(self._can_be(n, noun) for n in nearer) else None
        return self._by_kind(noun, recent, everyone)

    def _by_kind(self, noun: str, recent: Sequence[int], everyone: Sequence[int]) -> tuple[int, float] | None:
        """The only body nearby that can be such a one, or the one that the article is about."""
        near = [n for n in recent if self._can_be(n, noun)]
        if len(near) == 1:
            return near[0], _ONLY
        counts = sorted(((len(self.chains[n].names), n) for n in everyone if self._can_be(n, noun)), reverse=True)
        leads = len(counts) > 1 and counts[0][0] >= _LEADS_BY * counts[1][0] and counts[0][0] >= _LEADS_BY
        return (counts[0][1], _LEADING) if leads and near and counts[0][1] in near else None

    @cached_property
    def _heads(self) -> dict[int, frozenset[str]]:
        """The head of each form of a body's name: "court" of "Court of Appeals" and "Supreme Court"."""
        return {
            n: frozenset(_OF.split(self.spans[i].form)[0].split()[-1] for i in chain.names)
            for n, chain in self.chains.items()
        }

    def _has_word(self, number: int, noun: str) -> bool:
        return noun in self._heads[number]

    def _is_described(self, number: int, noun: str) -> bool:
        """Whether the noun stands in apposition to one of the names, or right before it."""
        return any(self._said_beside(self.spans[i], noun) for i in self.chains[number].names[:_MOST_NAMES])

    def _said_beside(self, name: NameSpan, noun: str) -> bool:
        after = self.text[name.end : name.end + _AROUND]
        apposed = re.match(rf",? (?:an?|the|is an?|was an?) [^.,;\n]*?\b{re.escape(noun)}\b", after)
        return bool(apposed) or self.text[max(0, name.start - _AROUND) : name.start].lower().endswith(f" {noun} ")

    def _can_be(self, number: int, noun: str) -> bool:
        """Whether a body is of the kind that a noun stands for, by the words of its name."""
        own = self._words[number]
        of_state, medium = bool(own & _STATE), bool(own & _MEDIA)
        if noun in _KINDS["medium"]:
            return medium
        if noun in _KINDS["public"]:
            return of_state or any(self._is_acronym(i) for i in self.chains[number].names[:_MOST_NAMES])
        return noun not in _KINDS["named"] and not of_state and not medium

    def _is_acronym(self, index: int) -> bool:
        text = self.spans[index].text.replace(".", "")
        return text.isupper() and len(text) <= _MAX_LETTERS
