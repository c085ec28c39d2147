"""Who "he" and "she" are: the person named lately, preferably as a subject, whose gender is not against it.

Candidates are ranked by a handful of features with fitted weights; a pronoun is resolved only where one candidate
stands out. Gender comes from titles, nouns and from the pronouns of the same article, never from a first name: a
first reading finds the genders, a second one resolves.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import islice, takewhile

from spacy.tokens import Doc, Token

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan, sentence_starts

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_REACH = 8  # sentences back in which a candidate must have been mentioned; by hand
MOST_CANDIDATES = 32
"""People in these sentences, those named last, who can be meant: of 12,340 pronouns in 278 real articles, none had more
than 19 to choose from."""
_DEEP = 100  # clauses in clauses that a pronoun stands in; a bound on time
_SURE = 0.6  # confidence from which the first reading's answers count as evidence of gender; by hand
_TITLED = ("flat", "flat:name", "appos", "nmod:desc")  # relations between a title and the name behind it
_CLAUSES = ("ccomp", "parataxis", "advcl", "xcomp", "acl", "acl:relcl", "csubj", "conj")

WEIGHTS: Mapping[str, float] = {
    "sentences": -0.45,
    "far": -1.1,
    "between": 0.0,
    "subject": 0.0,
    "same sentence subject": 1.5,
    "reporting subject": 1.5,
    "last subject": 0.5,
    "outranked": -0.7,
    "often": 0.4,
    "gender": 1.05,
    "pronoun": 0.45,
    "speaker in quote": -3.0,
    "quoted only": -0.4,
    "paragraph": 1.0,
    "possessor": 0.0,
    "clause mate": -2.0,
    "cataphora": -0.5,
}
"""Weights of the features below: set by hand, then moved one by one towards more right answers on ten genres of GUM
other than news (biographies, interviews, speeches and so on), and rounded."""


@dataclass(frozen=True)
class PersonMention:
    """One mention of a person: a name of a chain, or a pronoun (chain None until it is resolved)."""

    start: int
    end: int
    token: Token
    paragraph: int
    sentence: int
    subject: bool
    quoted: bool
    chain: int | None = None
    gender: str | None = None  # of a pronoun

    @cached_property
    def verbs(self) -> frozenset[int]:
        """Tokens whose subject the name is: its head, and the verb of a clause on it: "Holm, who said he would"."""
        head = {self.token.head.i} if self.token.dep_.startswith("nsubj") else set()
        return frozenset(head | {child.i for child in self.token.children if child.dep_ == "acl:relcl"})

    @cached_property
    def clauses(self) -> frozenset[int]:
        """Tokens on which the clauses hang that a pronoun stands in."""
        around = (self.token.head, *islice(self.token.head.ancestors, _DEEP))
        return frozenset(clause.head.i for clause in around if clause.dep_ in _CLAUSES)


History = OrderedDict[int, list[PersonMention]]
"""Chain -> its mentions so far, the chain that was mentioned last at the end."""


@dataclass(frozen=True)
class Resolved:
    """A pronoun, the index of its chain, and how sure that is."""

    pronoun: PersonMention
    chain: int
    confidence: float


def resolve_pronouns(article: ParsedArticle, named: Sequence[NameSpan], chains: Sequence[Chain]) -> list[Resolved]:
    """The pronouns for which there is a candidate, in order; sets the gender of chains that pronouns tell."""
    mentions = find_person_mentions(article, named, chains)
    genders = {number: chain.gender for number, chain in enumerate(chains) if chain.gender}
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for found in _read(mentions, genders):
        if found.confidence >= _SURE and found.pronoun.gender:
            votes[found.chain][found.pronoun.gender] += 1
    for number, counts in votes.items():
        gender, count = counts.most_common(1)[0]
        if count > 2 * (counts.total() - count):
            genders.setdefault(number, gender)
            chains[number].gender = genders[number]
    return _read(mentions, genders)


def _read(mentions: Sequence[PersonMention], genders: Mapping[int, str]) -> list[Resolved]:
    """Resolve pronouns from left to right; each one is a mention for those after it."""
    found = []
    history: History = OrderedDict()
    for place, mention in enumerate(mentions):
        number = mention.chain
        if mention.gender:
            best = _best(mention, history, find_cataphora(mentions, place), genders)
            if best is None:
                continue
            found.append(best)
            number = best.chain
        if number is not None:
            note_mention(history, number, mention)
    return found


def note_mention(history: History, number: int, mention: PersonMention) -> None:
    """Note that a chain was mentioned."""
    history.setdefault(number, []).append(mention)
    history.move_to_end(number)


def _best(
    pronoun: PersonMention, history: History, later: PersonMention | None, genders: Mapping[int, str]
) -> Resolved | None:
    candidates = rank_features(pronoun, history, later, genders)
    if not candidates:
        return None
    scores = {n: sum(WEIGHTS[name] * value for name, value in f.items()) for n, f in candidates.items()}
    top = max(scores, key=lambda number: (scores[number], number))
    total = sum(math.exp(score - scores[top]) for score in scores.values())
    return Resolved(pronoun, top, round(1 / total, 4))


# Mentions


def find_person_mentions(
    article: ParsedArticle, named: Sequence[NameSpan], chains: Sequence[Chain]
) -> list[PersonMention]:
    """Names of people and singular personal pronouns in order of place."""
    chain_of = {i: n for n, chain in enumerate(chains) if chain.type == "PERSON" for i in chain.names}
    names = {named[i].start: (named[i].end, n) for i, n in chain_of.items()}
    return sorted(_person_mentions(article, names), key=lambda mention: mention.start)


def _person_mentions(article: ParsedArticle, names: Mapping[int, tuple[int, int]]) -> Iterator[PersonMention]:
    sentence = 0
    for paragraph in article.paragraphs:
        starts = set(sentence_starts(paragraph.doc))
        quoted = quote_states(paragraph.doc)
        for token in paragraph.doc:
            sentence += token.i in starts
            start = paragraph.start + token.idx
            gender = GENDERS.get(token.lower_)
            if start in names:
                end, chain = names[start]
                head = _head(paragraph.doc, token.i, end - paragraph.start, paragraph.parsed)
                subject, state = is_subject(head, paragraph.parsed), quoted[token.i]
                yield PersonMention(start, end, head, paragraph.ordinal, sentence, subject, state, chain)
            elif gender:
                subject, state = is_subject(token, paragraph.parsed), quoted[token.i]
                end = start + len(token)
                yield PersonMention(start, end, token, paragraph.ordinal, sentence, subject, state, None, gender)


def _head(doc: Doc, first: int, end: int, parsed: bool) -> Token:
    """The token that holds a name's place in the sentence: its syntactic head, that of its title, or the last one."""
    last = first
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    if not parsed:
        return doc[last]
    head = doc[first : last + 1].root
    while head.dep_ in _TITLED and head.head.i != head.i:
        head = head.head
    return head


def quote_states(doc: Doc) -> list[bool]:
    """For each token whether it stands between double quotation marks."""
    states, inside = [], False
    for token in doc:
        if token.text in ('"', "“", "”", "``", "''", "„", "«", "»"):
            inside = token.text in ("“", "``", "„", "«") or (token.text in ('"', "''") and not inside)
        states.append(inside)
    return states


def is_subject(token: Token, parsed: bool) -> bool:
    """Whether a name's head or a pronoun is a subject: by dependency, else by the verb that follows."""
    if parsed:
        return token.dep_.startswith("nsubj")
    if token.lower_ in GENDERS:
        return token.lower_ in ("he", "she")
    after = [t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ not in ("ADV", "PUNCT", "PART")]
    return bool(after) and after[0].pos_ in ("VERB", "AUX")


def find_cataphora(mentions: Sequence[PersonMention], place: int) -> PersonMention | None:
    """The subject that a pronoun in an opening clause points forward to: "In her speech, Ms. Holm said"."""
    pronoun = mentions[place]
    for mention in mentions[place + 1 : place + 4]:
        if mention.sentence != pronoun.sentence:
            return None
        if mention.chain is not None and mention.subject:
            between = pronoun.token.doc[pronoun.token.i : mention.token.i]
            return mention if any(token.text == "," for token in between) else None
    return None


# Features


def rank_features(
    pronoun: PersonMention, history: History, later: PersonMention | None, genders: Mapping[int, str]
) -> dict[int, dict[str, float]]:
    """Features of each chain that the pronoun can mean."""
    recent = takewhile(
        lambda n: pronoun.sentence - history[n][-1].sentence <= _REACH, islice(reversed(history), MOST_CANDIDATES)
    )
    fit = [number for number in recent if genders.get(number, pronoun.gender) == pronoun.gender]
    rivals = Rivals({number: history[number][-1] for number in fit})
    found = {
        number: _features(pronoun, history[number], genders.get(number), rivals, number)
        for number in sorted(fit, key=lambda n: history[n][0].start)
    }
    if later is not None and later.chain is not None and later.chain not in found:
        gender = genders.get(later.chain)
        if gender in (None, pronoun.gender):
            found[later.chain] = {"cataphora": 1.0, "gender": float(gender is not None), "subject": 1.0}
    return found


class Rivals:
    """The last mentions of all candidates, so that one can be held against the others at once."""

    def __init__(self, last: Mapping[int, PersonMention]) -> None:
        self._starts = sorted(mention.start for mention in last.values())
        subjects = ((mention.sentence, number) for number, mention in last.items() if mention.subject)
        self._subjects = nlargest(2, subjects)

    def after(self, start: int) -> int:
        """How many were named after a place."""
        return len(self._starts) - bisect_right(self._starts, start)

    def subject_since(self, sentence: int, but: int) -> bool:
        """Whether another one was a subject in that sentence or later."""
        return any(other >= sentence and number != but for other, number in self._subjects)


def _features(
    pronoun: PersonMention, mentions: Sequence[PersonMention], gender: str | None, rivals: Rivals, number: int
) -> dict[str, float]:
    """Features of one candidate, chain `number` with these mentions."""
    last = mentions[-1]
    distance = pronoun.sentence - last.sentence
    same = [mention for mention in mentions[-4:] if mention.sentence == pronoun.sentence] if distance == 0 else []
    subject = last.subject or any(mention.subject for mention in same)
    return {
        "sentences": min(distance, 3),
        "far": float(distance > 3),
        "between": min(rivals.after(last.start), 3),
        "subject": float(subject),
        "same sentence subject": float(any(mention.subject for mention in same)),
        "reporting subject": float(any(mention.verbs & pronoun.clauses for mention in same)),
        "last subject": float(pronoun.subject and distance == 1 and last.subject),
        "outranked": float(not subject and rivals.subject_since(last.sentence, number)),
        "often": math.log(len(mentions)),
        "gender": float(gender is not None),
        "pronoun": float(last.gender is not None),
        "speaker in quote": float(pronoun.quoted and any(not mention.quoted and mention.subject for mention in same)),
        "quoted only": float(not pronoun.quoted and last.quoted),
        "paragraph": float(last.paragraph == pronoun.paragraph),
        "possessor": float(last.token.dep_ in ("nmod:poss", "compound", "poss")),
        "clause mate": float(any(_clause_mates(mention.token, pronoun.token) for mention in same)),
    }


def _clause_mates(name: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb, so that they are two people: "Holm told him"."""
    if pronoun.lower_ in ("his", "himself", "herself", "hers") or pronoun.dep_ == "nmod:poss":
        return False
    return name.head.i == pronoun.head.i and name.dep_ != "conj" and name.dep_ != ""
