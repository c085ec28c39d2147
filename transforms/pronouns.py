"""Who "he" and "she" are: the person named lately, preferably as a subject, whose gender is not against it.

A pronoun is resolved only where one candidate stands out. Gender comes from titles, nouns and from other
pronouns of the same article, never from a first name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from transforms.annotate import ParsedArticle
from transforms.chains import Chain
from transforms.named import Named, sentence_starts

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_OBJECTS = frozenset(("him", "her"))
_REACH = 6  # sentences back in which a candidate must have been mentioned


@dataclass(frozen=True)
class Pronoun:
    """One third-person pronoun of a person; offsets in the article."""

    start: int
    end: int
    text: str
    gender: str
    sentence: int
    subject: bool
    quoted: bool


@dataclass(frozen=True)
class Resolved:
    """A pronoun, the index of its chain, and how sure that is."""

    pronoun: Pronoun
    chain: int
    confidence: float


@dataclass
class _Sight:
    """Where a chain was last seen."""

    start: int
    sentence: int
    subject: bool
    quoted: bool


def find_pronouns(article: ParsedArticle) -> list[Pronoun]:
    """All singular personal pronouns of the article in order."""
    return list(_pronouns(article))


def _pronouns(article: ParsedArticle) -> Iterator[Pronoun]:
    sentence = 0
    for paragraph in article.paragraphs:
        starts = sentence_starts(paragraph.doc)
        quoted = quote_states(paragraph.doc)
        number = -1
        for token in paragraph.doc:
            number += token.i in starts
            gender = GENDERS.get(token.lower_)
            if gender:
                start = paragraph.start + token.idx
                yield Pronoun(
                    start,
                    start + len(token),
                    token.text,
                    gender,
                    sentence + number,
                    is_subject(token),
                    quoted[token.i],
                )
        sentence += len(starts)


def quote_states(doc: Doc) -> list[bool]:
    """For each token whether it stands between double quotation marks."""
    states, inside = [], False
    for token in doc:
        if token.text in ('"', "“", "”", "``", "''", "„", "«", "»"):
            inside = token.text in ("“", "``", "„", "«") or (token.text in ('"', "''") and not inside)
        states.append(inside)
    return states


def is_subject(token: Token) -> bool:
    """Whether a name's or pronoun's last token is a subject: by dependency, else by the verb that follows."""
    if token.doc.has_annotation("DEP"):
        return token.dep_.startswith("nsubj")
    if token.lower_ in ("his", "him", "hers", "himself", "herself"):
        return False
    if token.lower_ in ("he", "she"):
        return True
    after = [t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ not in ("ADV", "PUNCT", "PART")]
    return bool(after) and after[0].pos_ in ("VERB", "AUX")


def resolve_pronouns(article: ParsedArticle, named: Sequence[Named], chains: Sequence[Chain]) -> list[Resolved]:
    """The pronouns whose person is clear, in order; each one counts as a mention for those after it."""
    events = _events(article, named, chains)
    seen: dict[int, _Sight] = {}
    counts: dict[int, int] = {}
    found: list[Resolved] = []
    for _, event in events:
        if isinstance(event, Pronoun):
            resolved = _resolve(event, seen, counts, chains)
            if resolved is None:
                continue
            found.append(resolved)
            number = resolved.chain
            chains[number].gender = chains[number].gender or event.gender
            sight = _Sight(event.start, event.sentence, event.subject, event.quoted)
        else:
            number, sight = event
        seen[number] = _keep_subject(seen.get(number), sight)
        counts[number] = counts.get(number, 0) + 1
    return found


def _keep_subject(old: _Sight | None, new: _Sight) -> _Sight:
    """Within a sentence, having been its subject stays."""
    if old and old.sentence == new.sentence and old.subject:
        new.subject = True
    return new


def _events(
    article: ParsedArticle, named: Sequence[Named], chains: Sequence[Chain]
) -> list[tuple[int, Pronoun | tuple[int, _Sight]]]:
    """Names of people and pronouns in order of place."""
    events: list[tuple[int, Pronoun | tuple[int, _Sight]]] = [(p.start, p) for p in find_pronouns(article)]
    ends = _token_at_end(article)
    for number, chain in enumerate(chains):
        if chain.type != "PERSON":
            continue
        for place in chain.names:
            name = named[place]
            token, quoted = ends.get(name.end, (None, False))
            subject = token is not None and is_subject(token)
            events.append((name.start, (number, _Sight(name.start, name.sentence, subject, quoted))))
    return sorted(events, key=lambda event: event[0])


def _token_at_end(article: ParsedArticle) -> dict[int, tuple[Token, bool]]:
    found = {}
    for paragraph in article.paragraphs:
        states = quote_states(paragraph.doc)
        for token in paragraph.doc:
            found[paragraph.start + token.idx + len(token)] = (token, states[token.i])
    return found


def _resolve(
    pronoun: Pronoun, seen: dict[int, _Sight], counts: dict[int, int], chains: Sequence[Chain]
) -> Resolved | None:
    scores = {
        number: _score(pronoun, sight, counts[number], chains[number])
        for number, sight in seen.items()
        if chains[number].gender in (None, pronoun.gender) and pronoun.sentence - sight.sentence <= _REACH
    }
    if not scores:
        return None
    ranked = sorted(scores, key=lambda number: -scores[number])
    total = sum(math.exp(score) for score in scores.values())
    return Resolved(pronoun, ranked[0], round(math.exp(scores[ranked[0]]) / total, 4))


def _score(pronoun: Pronoun, sight: _Sight, count: int, chain: Chain) -> float:
    distance = pronoun.sentence - sight.sentence
    score = -0.9 * distance + 0.4 * math.log(count)
    score += 1.0 if sight.subject else 0.0
    score += 1.2 if chain.gender == pronoun.gender else 0.0
    score -= 1.0 if pronoun.quoted and not sight.quoted and distance == 0 else 0.0
    score += 0.3 if pronoun.subject and sight.subject else 0.0
    return score
