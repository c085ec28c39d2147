"""Roles that a clause says of somebody: "X is mayor of Leeds", "X was named chairman", "X, who served as minister".

Precision comes first: a clause that is denied, imagined, asked or reported gives none, nor does the plain past.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan, Token
from newsloom.transforms.mentions.roles.parts import read_role
from newsloom.transforms.mentions.roles.words import RoleWords, is_head, is_title_word
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.inflections import OWNING
from newsloom.transforms.text.lexicon import words

_INTO_OFFICE, _BECOMES = words("role_clauses", "into office"), words("role_clauses", "becomes")
_HELD, _HELD_BEFORE = words("role_clauses", "held"), words("role_clauses", "held before")
_BE, _BE_PAST, _BE_SINCE = (words("role_clauses", kind) for kind in ("be", "be past", "be since"))
_OVER, _BESIDE = words("role_clauses", "over"), words("role_clauses", "beside")
_NO_OFFICE = words("role_clauses", "no office")
_REPORTED = ("ccomp", "csubj", "xcomp")
"""Relations of a clause that somebody says, thinks or wants."""
_RELATIVE = ("acl:relcl", "appos")
_AUXILIARIES = frozenset(("has", "have", "was", "were", "is", "been"))
_OF_NOUN = ("det", "amod", "compound", "nmod:poss", "nummod", "punct", "flat", "nmod:desc")
"""Relations of what stands before a title's head and is of its phrase."""
_BEHIND = frozenset(("of", "at", "for", "in", "with", "to"))
_ENDS = frozenset((",", ";", ":", "(", "—", "–", "“", "”", '"', "who", "which", "that", "whose"))
_YEAR = 4  # digits


def find_predicates(
    doc: Doc, people: Sequence[tuple[int, DocSpan]], labels: Mapping[int, str], gazetteer: Gazetteer
) -> Iterator[tuple[int, RoleWords]]:
    """Index of a person with the tokens of a role that a clause says of him, in order; none without a parse."""
    if not people or not doc.has_annotation("DEP"):
        return
    bearers = {token.i: index for index, name in people for token in name}
    for title in doc:
        if title.i in labels or title.pos_ not in ("NOUN", "PROPN") or not is_head(title, gazetteer):
            continue
        for read in (_is_one, _was_put_there, _was_elected, _served_as):
            bearer, status = read(title, bearers)
            if bearer is not None and status:
                first, end = _words_of(title, labels, gazetteer)
                if _is_office(title, first, end, labels, gazetteer):
                    yield bearers[bearer.i], RoleWords(first, end, status)
                break


Reading = tuple[Token | None, str | None]
"""Who has a title, and its status; None where a clause does not say."""


def _is_one(title: Token, bearers: Mapping[int, int]) -> Reading:
    """ "X is a columnist"; "X, who was mayor until 2009"; "X has been mayor since 2012"."""
    copula = _child(title, "cop")
    if copula is None or not _is_stated(title, copula):
        return None, None
    timed = {word.lower_ for word in title.subtree if title in (word.head, word.head.head)}
    form, status = copula.lower_, None
    if form in _BE and not any(child.dep_ == "aux" for child in title.children):
        status = "current"
    elif form in _BE_PAST and (timed & _OVER or _spans_years(title)):
        status = "former"
    elif form in _BE_SINCE and "since" in timed:
        status = "current"
    return _bearer(title, ("nsubj",), bearers), status


def _was_put_there(title: Token, bearers: Mapping[int, int]) -> Reading:
    """ "X was elected president", "X becomes chairman", "they named X acting chairman"; not in a year that may be long
    ago."""
    verb = title.head
    subject = "nsubj:pass" if verb.lower_ in _INTO_OFFICE else "nsubj"
    entered = verb.lower_ in _INTO_OFFICE or verb.lower_ in _BECOMES
    if not entered or title.dep_ not in ("xcomp", "obl") or _case(title) not in ("", "as"):
        return None, None
    dated = any(word.like_num and len(word) == _YEAR for word in verb.subtree)
    bearer = _bearer(verb, (subject,), bearers) or _object(verb, title, bearers)
    return bearer, "current" if _is_stated(verb, verb) and not dated else None


def _object(verb: Token, title: Token, bearers: Mapping[int, int]) -> Token | None:
    """Whom a verb gives a title that stands right behind his name."""
    objects = (c for c in verb.children if c.dep_ == "obj" and verb.i < c.i < title.i and c.i in bearers)
    return next(objects, None)


def _was_elected(title: Token, bearers: Mapping[int, int]) -> Reading:
    """ "Members elected X general secretary", where the name stands right behind the verb."""
    verb = title.head
    if verb.lower_ not in _INTO_OFFICE or title.dep_ != "obj" or not _is_stated(verb, verb):
        return None, None
    name = next((child for child in title.children if child.i in bearers and child.i == verb.i + 1), None)
    return name, "current"


def _served_as(title: Token, bearers: Mapping[int, int]) -> Reading:
    """ "X served as minister", "X, who works as an adviser"."""
    verb = title.head
    if title.dep_ != "obl" or _case(title) != "as" or title.i < verb.i or not _is_stated(verb, verb):
        return None, None
    perfect = any(child.dep_ == "aux" for child in verb.children)
    status = "current" if verb.lower_ in _HELD else "former" if verb.lower_ in _HELD_BEFORE and not perfect else None
    return _bearer(verb, ("nsubj",), bearers), status


def _bearer(clause: Token, relations: Sequence[str], bearers: Mapping[int, int]) -> Token | None:
    """Who a clause is about: its subject, or the name on which it hangs with "who"."""
    subject = next((child for child in clause.children if child.dep_ in relations and child.i < clause.i), None)
    if subject is not None and subject.lower_ == "who" and clause.dep_ in _RELATIVE:
        subject = clause.head
    return subject if subject is not None and subject.i in bearers else None


def _is_stated(clause: Token, verb: Token) -> bool:
    """Whether a clause stands for itself, neither denied nor imagined nor said by somebody, and nothing stands between
    its verb and the title but how long it has been so."""
    reported = clause.dep_ in _REPORTED and clause.i > clause.head.i  # not "X was named chairman, they said"
    if reported or any(child.dep_ == "mark" for child in clause.children):
        return False
    if any(child.dep_ in ("aux", "aux:pass") and child.lower_ not in _AUXILIARIES for child in clause.children):
        return False
    beside = (child for child in clause.children if child.dep_ == "advmod" and child.i < clause.i)
    return verb.i <= clause.i and all(child.lower_ in _BESIDE for child in beside)


def _spans_years(title: Token) -> bool:
    """Whether a phrase says from when to when: "from 2001 to 2009"."""
    return sum(word.like_num and len(word) == _YEAR for word in title.subtree if word.i > title.i) > 1


def _child(token: Token, relation: str) -> Token | None:
    return next((child for child in token.children if child.dep_ == relation), None)


def _case(noun: Token) -> str:
    case = _child(noun, "case")
    return case.lower_ if case is not None and case.i < noun.i else ""


def _is_office(title: Token, first: int, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether the words of a predicate name an office, and no opinion: it has a body or a country, or nothing but a
    title's words before its head."""
    parts = read_role(title.doc, first, end, labels, gazetteer)
    behind = title.doc[end : end + 1].text.lower()
    if parts.organisation or parts.country:
        return not any(word.tag_ in ("JJS", "RBS") for word in title.doc[first : title.i])
    opinion = any(
        word.dep_ == "amod" and word.i not in labels and word.lower_ not in gazetteer.role_modifiers
        for word in title.doc[first : title.i]
    )
    return not opinion and behind not in _BEHIND and title.lower_ not in _NO_OFFICE


def _words_of(title: Token, labels: Mapping[int, str], gazetteer: Gazetteer) -> tuple[int, int]:
    """Tokens [first, end) of a title's phrase, a second title behind "and" with it."""
    doc, first = title.doc, title.i
    while first > 0 and not doc[first].is_sent_start and _is_before(doc[first - 1], title, labels):
        first -= 1
    end = _end_of_phrase(title, gazetteer)
    second = next((child for child in title.children if child.dep_ == "conj"), None)
    if second is not None and is_head(second, gazetteer) and doc[end : end + 1].text.lower() == "and":
        plain = all(is_title_word(word, gazetteer) and word.i not in labels for word in doc[end + 1 : second.i + 1])
        end = _end_of_phrase(second, gazetteer) if plain else end
    return first, end


def _is_before(token: Token, title: Token, labels: Mapping[int, str]) -> bool:
    """Whether a token in front of a title is of its phrase: nothing but what a noun has in front hangs between them."""
    if token.text in _ENDS:
        return False
    while token.i != title.i:
        of_noun = token.dep_ in _OF_NOUN or token.lower_ in OWNING
        if not of_noun or token.head.i == token.i or (labels.get(token.i) == "PERSON" and token.dep_ != "nmod:poss"):
            return False
        token = token.head
    return True


def _end_of_phrase(title: Token, gazetteer: Gazetteer) -> int:
    """Where a title ends, with the phrases behind it that say of what, up to a second title."""
    doc, end = title.doc, title.i + 1
    for child in title.children:
        if child.i < end:
            continue
        if child.dep_ not in ("nmod", "obl") or _case(child) not in _BEHIND or child.left_edge.i != end:
            break
        stop = child.right_edge.i + 1
        cut = next((at for at in range(end, stop) if _ends_phrase(doc, at, gazetteer)), stop)
        if cut < child.i + 1:
            break
        end = cut
    return end


def _ends_phrase(doc: Doc, at: int, gazetteer: Gazetteer) -> bool:
    second = doc[at].lower_ == "and" and any(is_head(word, gazetteer) for word in doc[at + 1 : at + 4])
    return second or doc[at].lower_ in _ENDS
