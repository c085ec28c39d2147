"""Who "he" and "she" are: the person named lately, preferably as a subject, whose gender is not against it.

Candidates are ranked by a handful of features with fitted weights; a pronoun is resolved only where one candidate
stands out. Gender comes from titles, nouns and from the pronouns of the same article, never from a first name: a
first reading finds the genders, a second one resolves.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from newsloom.transforms.annotate import ParsedArticle
from newsloom.transforms.names.chains import Chain
from newsloom.transforms.names.named import Named, sentence_starts

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_REACH = 8  # sentences back in which a candidate must have been mentioned
_SURE = 0.6  # confidence from which the first reading's answers count as evidence of gender
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
    "ahead": -0.5,
}
"""Weights of the features below: set by hand, then moved one by one towards more right answers on ten genres of GUM
other than news (biographies, interviews, speeches and so on), and rounded."""


@dataclass(frozen=True)
class Sight:
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


@dataclass(frozen=True)
class Resolved:
    """A pronoun, the index of its chain, and how sure that is."""

    pronoun: Sight
    chain: int
    confidence: float


def resolve_pronouns(article: ParsedArticle, named: Sequence[Named], chains: Sequence[Chain]) -> list[Resolved]:
    """The pronouns for which there is a candidate, in order; sets the gender of chains that pronouns tell."""
    sights = find_sights(article, named, chains)
    genders = {number: chain.gender for number, chain in enumerate(chains) if chain.gender}
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for found in _read(sights, genders):
        if found.confidence >= _SURE and found.pronoun.gender:
            votes[found.chain][found.pronoun.gender] += 1
    for number, counts in votes.items():
        gender, count = counts.most_common(1)[0]
        if count > 2 * (counts.total() - count):
            genders.setdefault(number, gender)
            chains[number].gender = genders[number]
    return _read(sights, genders)


def _read(sights: Sequence[Sight], genders: Mapping[int, str]) -> list[Resolved]:
    """Resolve pronouns from left to right; each one is a mention for those after it."""
    found = []
    seen: dict[int, list[Sight]] = {}
    for place, sight in enumerate(sights):
        number = sight.chain
        if sight.gender:
            best = _best(sight, seen, _ahead(sights, place), genders)
            if best is None:
                continue
            found.append(best)
            number = best.chain
        if number is not None:
            seen.setdefault(number, []).append(sight)
    return found


def _best(
    pronoun: Sight, seen: Mapping[int, list[Sight]], ahead: Sight | None, genders: Mapping[int, str]
) -> Resolved | None:
    candidates = rank_features(pronoun, seen, ahead, genders)
    if not candidates:
        return None
    scores = {n: sum(WEIGHTS[name] * value for name, value in f.items()) for n, f in candidates.items()}
    top = max(scores, key=lambda number: (scores[number], number))
    total = sum(math.exp(score - scores[top]) for score in scores.values())
    return Resolved(pronoun, top, round(1 / total, 4))


# Mentions


def find_sights(article: ParsedArticle, named: Sequence[Named], chains: Sequence[Chain]) -> list[Sight]:
    """Names of people and singular personal pronouns in order of place."""
    chain_of = {i: n for n, chain in enumerate(chains) if chain.type == "PERSON" for i in chain.names}
    names = {named[i].start: (named[i].end, n) for i, n in chain_of.items()}
    return sorted(_sights(article, names), key=lambda sight: sight.start)


def _sights(article: ParsedArticle, names: Mapping[int, tuple[int, int]]) -> Iterator[Sight]:
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
                head = _head(paragraph.doc, token.i, end - paragraph.start)
                yield Sight(start, end, head, paragraph.ordinal, sentence, is_subject(head), quoted[token.i], chain)
            elif gender:
                subject, state = is_subject(token), quoted[token.i]
                end = start + len(token)
                yield Sight(start, end, token, paragraph.ordinal, sentence, subject, state, None, gender)


def _head(doc: Doc, first: int, end: int) -> Token:
    """The token that holds a name's place in the sentence: its syntactic head, that of its title, or the last one."""
    last = first
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    if not doc.has_annotation("DEP"):
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


def is_subject(token: Token) -> bool:
    """Whether a name's head or a pronoun is a subject: by dependency, else by the verb that follows."""
    if token.doc.has_annotation("DEP"):
        return token.dep_.startswith("nsubj")
    if token.lower_ in GENDERS:
        return token.lower_ in ("he", "she")
    after = [t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ not in ("ADV", "PUNCT", "PART")]
    return bool(after) and after[0].pos_ in ("VERB", "AUX")


def _ahead(sights: Sequence[Sight], place: int) -> Sight | None:
    """The subject that a pronoun in an opening clause points forward to: "In her speech, Ms. Holm said"."""
    pronoun = sights[place]
    for sight in sights[place + 1 : place + 4]:
        if sight.sentence != pronoun.sentence:
            return None
        if sight.chain is not None and sight.subject:
            between = pronoun.token.doc[pronoun.token.i : sight.token.i]
            return sight if any(token.text == "," for token in between) else None
    return None


# Features


def rank_features(
    pronoun: Sight, seen: Mapping[int, list[Sight]], ahead: Sight | None, genders: Mapping[int, str]
) -> dict[int, dict[str, float]]:
    """Features of each chain that the pronoun can mean."""
    fit = {
        number: sights
        for number, sights in seen.items()
        if genders.get(number, pronoun.gender) == pronoun.gender and pronoun.sentence - sights[-1].sentence <= _REACH
    }
    found = {
        number: _features(pronoun, sights, genders.get(number), [s[-1] for n, s in fit.items() if n != number])
        for number, sights in fit.items()
    }
    if ahead is not None and ahead.chain is not None and ahead.chain not in found:
        gender = genders.get(ahead.chain)
        if gender in (None, pronoun.gender):
            found[ahead.chain] = {"ahead": 1.0, "gender": float(gender is not None), "subject": 1.0}
    return found


def _features(pronoun: Sight, sights: Sequence[Sight], gender: str | None, rivals: Sequence[Sight]) -> dict[str, float]:
    last = sights[-1]
    distance = pronoun.sentence - last.sentence
    same = [sight for sight in sights[-4:] if sight.sentence == pronoun.sentence]
    subject = last.subject or any(sight.subject for sight in same)
    return {
        "sentences": min(distance, 3),
        "far": float(distance > 3),
        "between": min(sum(rival.start > last.start for rival in rivals), 3),
        "subject": float(subject),
        "same sentence subject": float(any(sight.subject for sight in same)),
        "reporting subject": float(any(_reports(sight.token, pronoun.token) for sight in same)),
        "last subject": float(pronoun.subject and distance == 1 and last.subject),
        "outranked": float(not subject and any(rival.subject and rival.sentence >= last.sentence for rival in rivals)),
        "often": math.log(len(sights)),
        "gender": float(gender is not None),
        "pronoun": float(last.gender is not None),
        "speaker in quote": float(pronoun.quoted and any(not sight.quoted and sight.subject for sight in same)),
        "quoted only": float(not pronoun.quoted and last.quoted),
        "paragraph": float(last.paragraph == pronoun.paragraph),
        "possessor": float(last.token.dep_ in ("nmod:poss", "compound", "poss")),
        "clause mate": float(any(_clause_mates(sight.token, pronoun.token) for sight in same)),
    }


def _reports(subject: Token, pronoun: Token) -> bool:
    """Whether the pronoun stands in a clause under the verb whose subject the name is: "Holm said he would"."""
    verbs = {subject.head.i} if subject.dep_.startswith("nsubj") else set()
    verbs |= {child.i for child in subject.children if child.dep_ == "acl:relcl"}  # "Holm, who said he would"
    clauses = (pronoun.head, *pronoun.head.ancestors)
    return any(clause.head.i in verbs and clause.dep_ in _CLAUSES for clause in clauses)


def _clause_mates(name: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb, so that they are two people: "Holm told him"."""
    if pronoun.lower_ in ("his", "himself", "herself", "hers") or pronoun.dep_ == "nmod:poss":
        return False
    return name.head.i == pronoun.head.i and name.dep_ != "conj" and name.dep_ != ""
