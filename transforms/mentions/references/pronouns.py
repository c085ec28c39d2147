"""Who "he" and "she" are: the person named lately, preferably as a subject, whose gender is not against it.

Candidates are ranked by a handful of features with fitted weights; a pronoun is resolved only where one candidate
stands out. Gender comes from titles, nouns and from the pronouns of the same article: a first reading finds the
genders, a second one resolves. A given name only speaks for or against a candidate; it is never written down as
somebody's gender.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from operator import mul
from types import MappingProxyType

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.references.inside_marks import who_speaks
from newsloom.transforms.mentions.references.nominals import Nominals
from newsloom.transforms.mentions.references.person_mentions import (
    DEEP,
    EITHER,
    GENDER_OF_NOUN,
    PersonMention,
    find_person_mentions,
)
from newsloom.transforms.names.person_names import gender_of_given

_REACH = 8  # sentences back in which a candidate must have been mentioned; by hand
MOST_CANDIDATES = 32
"""People in these sentences, those named last, who can be meant: of 12,340 pronouns in 278 real articles, none had more
than 19 to choose from."""
_POSSESSIVES = ("nmod:poss", "poss")
_NOBODY = -2.0
"""What weighs that none of the candidates is meant; measured as the weights below, with people without names."""
_NOBODY_QUOTED = -1.5
"""The same where it is known whose words they are: whom he speaks of may be nobody who was named; by hand."""
_SURE = 0.9  # confidence from which the first reading's answers count as evidence of gender; by hand
_CLEAR = 2  # times as many pronouns of one gender for it to count beyond the article; by hand
_LEAST_DESCRIBED = 0.7  # confidence from which a description means the person that stands out; by hand
_LEAST_NOTED = 0.55
"""Confidence from which a pronoun counts as a mention of its candidate for those that follow; of somebody else below.
Measured as the weights below, with people without names."""
_QUOTED_CONTENT = 0.4  # what a name inside marks counts as one in a pronoun's own content; by hand
_MOST_OFTEN = 8  # mentions beyond which a candidate is no likelier; by hand

WEIGHTS: Mapping[str, float] = {
    "sentences": -0.45,
    "far": -1.1,
    "between": 0.0,
    "subject": 0.0,
    "same sentence subject": 1.5,
    "reporting subject": 1.5,
    "last subject": 0.5,
    "last leads": 1.0,
    "outranked": -0.7,
    "often": 0.4,
    "gender": 1.05,
    "pronoun": 0.45,
    "speaker in quote": -3.0,
    "quoted only": -0.4,
    "spoken of": -2.5,
    "paragraph": 1.0,
    "possessor": 0.0,
    "clause mate": -2.0,
    "own content": -4.0,
    "reflexive": 3.0,
    "cataphora": -0.5,
    "given name": 1.0,
    "other given name": -4.0,
    "reported last": 1.0,
    "answered himself": -3.0,
    "told of": -0.5,
    "unnamed": -0.5,
    "silent": -2.5,
}
"""Weights of the features below: set by hand, then moved one by one towards more right answers on ten genres of GUM
other than news (biographies, interviews, speeches and so on), and rounded; "other given name" lower by hand, so that
"Susan Holm said he" is somebody else: right there from -3 to -5.5 alike."""


History = OrderedDict[int, list[PersonMention]]
"""Chain -> its mentions so far, the chain that was mentioned last at the end."""


@dataclass(frozen=True)
class Genders:
    """Genders by chain: stated by titles, nouns or pronouns of the article, and those that given names suggest."""

    stated: dict[int, str] = field(default_factory=dict)
    given: Mapping[int, str] = field(default_factory=dict)


def genders_of(
    chains: Sequence[Chain], mentions: Sequence[PersonMention] = (), spans: Sequence[NameSpan] = ()
) -> Genders:
    """What is known before pronouns are read; unnamed speakers among the mentions have the gender of their noun.

    A name that is written with letters beyond ASCII tells nothing, as the listed ones are folded: "Agnė" is no "Agne",
    "René" no "Rene".
    """
    stated = {number: chain.gender for number, chain in enumerate(chains) if chain.gender}
    for mention in mentions:
        gender = GENDER_OF_NOUN.get(mention.token.lower_) if mention.chain is not None and mention.chain < 0 else None
        if gender and mention.chain is not None:
            stated[mention.chain] = gender
    given = {
        number: gender_of_given(chain.person.given)
        for number, chain in enumerate(chains)
        if chain.person and all(_begins_plainly(spans[i].text) for i in chain.names if spans)
    }
    return Genders(stated, {number: gender for number, gender in given.items() if gender})


def _begins_plainly(name: str) -> bool:
    """Whether a name of several words has a given name in ASCII letters, if it begins with one."""
    first, _, rest = name.partition(" ")
    return not rest or first.isascii()


@dataclass(frozen=True)
class Resolved:
    """A pronoun, the index of its chain, and how sure that is."""

    pronoun: PersonMention
    chain: int
    confidence: float


def resolve_pronouns(
    article: ParsedArticle, spans: Sequence[NameSpan], chains: Sequence[Chain], nominals: Nominals | None = None
) -> list[Resolved]:
    """The pronouns for which there is a candidate, in order; sets the gender of chains that pronouns tell."""
    mentions = find_person_mentions(article, spans, chains, nominals)
    genders = genders_of(chains, mentions, spans)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    said_by = who_speaks(mentions, article.quoted_spans, article.text)
    read, n_stated = _read(mentions, genders, said_by), len(genders.stated)
    for resolved in read:
        if resolved.confidence >= _SURE and resolved.pronoun.gender not in (None, EITHER):
            votes[resolved.chain][str(resolved.pronoun.gender)] += 1
    for number, counts in votes.items():
        gender, n_votes = counts.most_common(1)[0]
        against = counts.total() - n_votes
        if n_votes > against and number >= 0 and gender == genders.given.get(number, gender):
            genders.stated.setdefault(number, gender)
            if n_votes > _CLEAR * against:
                chains[number].gender = genders.stated[number]
    if len(genders.stated) > n_stated or any(mentions[at].gender for at in said_by.values()):
        sure = {resolved.pronoun.start: resolved.chain for resolved in read if resolved.confidence >= _SURE}
        read = _read(mentions, genders, said_by, sure)
    return [resolved for resolved in read if resolved.chain >= 0]


def _read(
    mentions: Sequence[PersonMention],
    genders: Genders,
    said_by: Mapping[int, int],
    before: Mapping[int, int] = MappingProxyType({}),
) -> list[Resolved]:
    """Resolve pronouns from left to right; each one is a mention for those after it, a doubtful one of somebody new.

    said_by: a pronoun in a quotation -> the mention of the one whose words it is. before: chains by where pronouns
    start, from a reading before that was sure of them.
    """
    resolved = []
    history: History = OrderedDict()
    for index, mention in enumerate(mentions):
        number = mention.chain
        if mention.gender:
            but = _who(mentions[said_by[index]], before, history, genders) if index in said_by else None
            best = _best(mention, history, find_cataphora(mentions, index), genders, but)
            if best is not None and (mention.among is None or best.confidence >= _LEAST_DESCRIBED):
                resolved.append(best)
                doubtful = mention.among is None and best.confidence < _LEAST_NOTED
                number = -len(mentions) - index if doubtful else best.chain
        if number is not None:
            note_mention(history, number, mention)
    return resolved


def _who(speaker: PersonMention, before: Mapping[int, int], history: History, genders: Genders) -> int | None:
    """The chain of a speaker: for a pronoun the one of the reading before, if its gender is not against it, else whom
    it is likely to mean, as what is said comes before "he said"."""
    number = before.get(speaker.start, speaker.chain)
    if number is None and speaker.gender:
        best = _best(speaker, history, None, genders, None)
        return best.chain if best is not None and best.confidence >= _LEAST_NOTED else None
    against = number is not None and speaker.gender and not _agrees(speaker, number, genders)
    return None if against else number


def note_mention(history: History, number: int, mention: PersonMention) -> None:
    """Note that a chain was mentioned."""
    history.setdefault(number, []).append(mention)
    history.move_to_end(number)


def _best(
    pronoun: PersonMention, history: History, later: PersonMention | None, genders: Genders, but: int | None
) -> Resolved | None:
    """The likeliest candidate, `but` aside: whose words the pronoun is among."""
    candidates = rank_features(pronoun, history, later, genders, but)
    if not candidates:
        return None
    scores = {n: sum(map(mul, map(WEIGHTS.__getitem__, f), f.values())) for n, f in candidates.items()}
    top = max(scores, key=lambda number: (scores[number], number))
    nobody = _NOBODY if but is None else _NOBODY_QUOTED
    others = [nobody] if pronoun.among is None else []
    total = sum(math.exp(score - scores[top]) for score in (*scores.values(), *others))
    return Resolved(pronoun, top, round(1 / total, 4))


def find_cataphora(mentions: Sequence[PersonMention], index: int) -> PersonMention | None:
    """The subject that a pronoun in an opening clause points forward to: "In her speech, Ms. Holm said"."""
    pronoun = mentions[index]
    for mention in mentions[index + 1 : index + 4]:
        if mention.sentence != pronoun.sentence:
            return None
        if mention.chain is not None and mention.subject:
            between = pronoun.token.doc[pronoun.token.i : mention.token.i]
            return mention if any(token.text == "," for token in between) else None
    return None


# Features


def rank_features(
    pronoun: PersonMention, history: History, later: PersonMention | None, genders: Genders, but: int | None = None
) -> dict[int, dict[str, float]]:
    """Features of each chain that the pronoun can mean, `but` aside."""
    recent = takewhile(
        lambda n: pronoun.sentences_since(history[n][-1]) <= _REACH, islice(reversed(history), MOST_CANDIDATES)
    )
    fit = [n for n in recent if n != but and _agrees(pronoun, n, genders) and not _is_owned(history[n][-1], pronoun)]
    rivals = Rivals({number: history[number] for number in fit})
    ranked = {
        number: _features(pronoun, history[number], rivals, number) | _gender_features(pronoun, number, genders)
        for number in sorted(fit, key=lambda n: history[n][0].start)
    }
    number = later.chain if later is not None else None
    if number is not None and number not in (*ranked, but) and _agrees(pronoun, number, genders):
        ranked[number] = {"cataphora": 1.0, "subject": 1.0} | _gender_features(pronoun, number, genders)
    return ranked


def _agrees(pronoun: PersonMention, number: int, genders: Genders) -> bool:
    """Whether what is known of a candidate does not speak against him: gender, and whom a description may mean."""
    if pronoun.among is not None and number not in pronoun.among:
        return False
    return pronoun.gender == EITHER or genders.stated.get(number, pronoun.gender) == pronoun.gender


def _gender_features(pronoun: PersonMention, number: int, genders: Genders) -> dict[str, float]:
    """What is known of a candidate's gender: from titles, nouns and pronouns, else from the given name."""
    given = None if number in genders.stated else genders.given.get(number)
    return {
        "gender": float(number in genders.stated),
        "given name": float(given == pronoun.gender),
        "other given name": float(given not in (None, pronoun.gender) and pronoun.gender != EITHER),
    }


class Rivals:
    """The last mentions of all candidates, so that one can be held against the others at once."""

    def __init__(self, mentions: Mapping[int, Sequence[PersonMention]]) -> None:
        last = {number: own[-1] for number, own in mentions.items()}
        self._starts = sorted(mention.start for mention in last.values())
        reported = ((m.start, number) for number, own in mentions.items() for m in own[-4:] if m.reports)
        self.reporter = max(reported, default=(0, None))[1]
        subjects = [(mention.sentence, number) for number, mention in last.items() if mention.subject]
        self._subjects = sorted(subjects)[-2:]

    def after(self, start: int) -> int:
        """How many were named after a place."""
        return len(self._starts) - bisect_right(self._starts, start)

    def subject_since(self, sentence: int, but: int) -> bool:
        """Whether another one was a subject in that sentence or later."""
        return any(other >= sentence and number != but for other, number in self._subjects)


def _features(
    pronoun: PersonMention, mentions: Sequence[PersonMention], rivals: Rivals, number: int
) -> dict[str, float]:
    """Features of one candidate, chain `number` with these mentions."""
    last = mentions[-1]
    distance = pronoun.sentences_since(last)
    same = [mention for mention in mentions[-4:] if mention.sentence == pronoun.sentence]
    there = [mention for mention in mentions[-4:] if not last.sentences_since(mention)]
    subject = any(mention.subject for mention in (*there, *same))
    return {
        "sentences": min(distance, 3),
        "far": float(distance > 3),
        "between": min(rivals.after(last.start), 3),
        "subject": float(subject),
        "last subject": float(pronoun.subject and distance == 1 and any(mention.subject for mention in there)),
        "last leads": float(pronoun.subject and distance == 1 and any(mention.leads for mention in there)),
        "outranked": float(not subject and rivals.subject_since(last.sentence, number)),
        "often": math.log(min(len(mentions), _MOST_OFTEN)),
        "pronoun": float(last.gender is not None),
        "quoted only": float(not pronoun.quoted and last.quoted),
        "spoken of": float(pronoun.reports and not pronoun.quoted and last.quoted and distance <= 1),
        "paragraph": float(last.paragraph == pronoun.paragraph),
        "possessor": float(last.token.dep_ in ("nmod:poss", "compound", "poss")),
        "reported last": float(pronoun.reports and rivals.reporter == number),
        "answered himself": float(pronoun.replies and rivals.reporter == number),
        "told of": float(pronoun.reports and last.told_of and rivals.reporter != number),
        "unnamed": float(number < 0),
        "silent": float(number < 0 and not any(mention.reports for mention in mentions)),
        **(_of_same_sentence(pronoun, same) if same else {}),
    }


def _of_same_sentence(pronoun: PersonMention, same: Sequence[PersonMention]) -> dict[str, float]:
    """Features of a candidate who is mentioned in the pronoun's own sentence; of others they are 0."""
    return {
        "same sentence subject": float(any(mention.subject for mention in same)),
        "reporting subject": float(any(mention.verbs & pronoun.clauses for mention in same)),
        "speaker in quote": float(pronoun.quoted and any(not mention.quoted and mention.subject for mention in same)),
        "clause mate": float(any(_clause_mates(mention.token, pronoun.token) for mention in same)),
        "own content": max(_in_own_content(mention, pronoun.token) for mention in same),
        "reflexive": float(any(_is_reflexive(mention.token, pronoun.token) for mention in same)),
    }


def _is_reflexive(name: Token, pronoun: Token) -> bool:
    """Whether a reflexive pronoun has the subject of its own verb, or stands right behind its noun: "Holm himself"."""
    if not pronoun.lower_.endswith("self"):
        return False
    return (name.dep_.startswith("nsubj") and name.head.i == pronoun.head.i) or name.i == pronoun.i - 1


def _in_own_content(name: PersonMention, pronoun: Token) -> float:
    """Whether a name stands in what the pronoun's verb reports before it: "Holm would leave, he said" is another's.

    Inside marks it proves less: some speak of themselves by name.
    """
    if name.gender is not None or name.token.i > pronoun.i or not pronoun.dep_.startswith("nsubj"):
        return 0.0
    around = (name.token, *islice(name.token.ancestors, DEEP))
    is_reported = any(token.dep_ == "ccomp" and token.head.i == pronoun.head.i for token in around)
    return is_reported * (_QUOTED_CONTENT if name.quoted else 1.0)


def _is_owned(name: PersonMention, pronoun: PersonMention) -> bool:
    """Whether a name says whose the pronoun's noun is no more than what he is: "Holm, her husband"."""
    noun = pronoun.token.head
    return pronoun.token.dep_ in _POSSESSIVES and noun.dep_ == "appos" and noun.head == name.token


def _clause_mates(name: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb, so that they are two people: "Holm told him", "Holm was his teacher"."""
    if pronoun.lower_ in ("himself", "herself", "hers"):
        return False
    if pronoun.lower_ == "his" or pronoun.dep_ == "nmod:poss":
        of_predicate = name.head.i == pronoun.head.i and name.dep_ == "nsubj"
        return of_predicate and any(child.dep_ == "cop" for child in name.head.children)
    return name.head.i == pronoun.head.i and name.dep_ != "conj" and name.dep_ != ""
