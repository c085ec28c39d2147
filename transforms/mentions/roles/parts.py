"""What the words of a role say: the title alone, whose it is, of which country, and whether it is still held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan, Token
from newsloom.transforms.mentions.ages import is_of_age
from newsloom.transforms.mentions.roles.bodies import (
    CHAMBERS,
    PARTIES,
    find_body,
    find_seat,
    find_state_chamber,
    find_unmarked,
)
from newsloom.transforms.mentions.roles.words import (
    DETERMINERS,
    PREFIX,
    PREPOSITIONS,
    STATUS_OF,
    SUFFIX,
    Words,
    is_head,
    is_proper,
    is_status,
    is_title_word,
    name_runs,
    owns,
)
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.inflections import OWNING, POSSESSIVES
from newsloom.transforms.text.lexicon import entries, lexicon, words

_NOT_OF_A_TITLE = ("ORG", "GPE", "LOC", "FAC", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "OTHER")
_VOICES = words("titles", "voice")
_FORMS = {entry.word: entry.kind for entry in entries("title_forms")}
_FORCE = words("titles", "force")
_BEFORE_TITLE, _OPINIONS = DETERMINERS | PARTIES, words("titles", "opinion")
_STATES = lexicon("states").keys()
_IN_CHIEF = "-in-chief"
_LONGEST_PEOPLE = 4  # words of a people's name, "Bosnian and Herzegovinian"; by hand
_PARTS_OF_COUNTRIES = frozenset(("northern", "southern", "eastern", "western"))
_POINTS = (".", "(", ")")
_HYPHENS = ("-", "–")
_OF_STATES = words("name_bodies", "of a state")


@dataclass(frozen=True)
class RoleParts:
    """A role in parts: `text` in lower case but for names and acronyms, `country` as ISO code, `head` folded."""

    text: str
    head: str
    organisation: str | None
    country: str | None
    status: str

    @property
    def occupation(self) -> str:
        """The head written out, by which people are compared: "senator" of "Sen.", "attorney" of "attorney general"."""
        title = _FORMS.get(self.head, self.text.lower() if self.head == "general" else self.head)
        words = re.split(r" (?:in|of) ", title)[0].split()
        return words[-2] if words[-1] == "general" and words[-2:-1] and words[-2] not in _FORCE else words[-1]


def read_role(doc: Doc, first: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> RoleParts:
    """The parts of the role in tokens [first, last); `labels` are the types of the names that tokens are of."""
    head = _head(doc, first, last, labels, gazetteer)
    last = _before_next_title(doc, head, last, gazetteer)
    seat = find_seat(doc, first, head)
    end = _end_of_title(doc, head, last, labels, gazetteer)
    body = find_unmarked(doc, first, head, labels, gazetteer)
    people = _unmarked_people(doc, first, head, labels, gazetteer)
    aside = {*seat, *body, *_states(doc, first, head), *people, *find_state_chamber(doc, first, head)}
    own = max((t.i + 1 for t in doc[first:head] if t.lower_ in POSSESSIVES or _is_party(t, labels)), default=first)
    title = [t for t in doc[own:end] if t.i not in aside and _is_of_title(t, labels, gazetteer, head)]
    title = _whole_compounds(doc, title)
    owner = doc[seat.start : seat.stop].text if seat else find_body(doc, first, head, last, labels, gazetteer)
    owner = owner or (doc[body.start : body.stop].text if body else None)
    return RoleParts(
        text=_written(title or [doc[head]], labels),
        head=fold(SUFFIX.sub("", doc[head].lower_)),
        organisation=owner,
        country=_country(doc, first, head, last, labels, gazetteer) or next(iter(people.values()), None),
        status=_status(doc[first:last], head),
    )


def _head(doc: Doc, first: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int:
    """The title's head word: the last one before a preposition; of a name only where no other word can be."""
    heads = [t for t in doc[first:last] if is_head(t, gazetteer) and not is_status(t) and not owns(doc, t.i)]
    heads = [t for t in heads if not _is_name(t, labels, gazetteer)] or heads
    head = None
    for token in doc[first:last]:
        if head is not None and token.lower_ in PREPOSITIONS:
            break
        if token in heads:
            head = token.i
    return last - 1 if head is None else head


def _before_next_title(doc: Doc, head: int, last: int, gazetteer: Gazetteer) -> int:
    """Where the first of two titles ends: "president of a council and former minister" are two."""
    for at in range(head + 1, last - 1):
        if doc[at].lower_ == "and" and any(is_head(token, gazetteer) for token in doc[at + 1 : last]):
            return at
    return last


def _states(doc: Doc, first: int, head: int) -> set[int]:
    """Tokens of states of one word or two before the title's head, also where no tagger marked them: "Ohio Sen."."""
    capitals = (at for at in range(first, head) if doc[at].text[:1].isupper())
    spans = [
        (at, at + n) for at in capitals for n in (1, 2) if at + n <= head and fold(doc[at : at + n].text) in _STATES
    ]
    return {token for start, end in spans for token in range(start, end)}


def _unmarked_people(
    doc: Doc, first: int, head: int, labels: Mapping[int, str], gazetteer: Gazetteer
) -> dict[int, str]:
    """Tokens of nations' adjectives before the head that no tagger marked -> ISO code: "Norwegian President"."""
    unmarked = (t for t in doc[first:head] if t.i not in labels and t.text[:1].isupper())
    return {t.i: iso for t in unmarked if (iso := gazetteer.people_of.get(fold(t.text)))}


def _end_of_title(doc: Doc, head: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int:
    """Where the title ends: behind its head and the phrases that say of what, up to the first with a name."""
    end = head + 1
    if doc[end : end + 4].text.lower() == _IN_CHIEF:
        end += 4
    while end < last and doc[end].lower_ in PREPOSITIONS:
        after = end + 1
        while after < last and doc[after].lower_ not in PREPOSITIONS and _goes_on(doc[after], labels, gazetteer):
            after += 1
        phrase = doc[end + 1 : min(after + 1, last)]
        spans = any(
            _is_name(t, labels, gazetteer) or _is_foreign(t, labels, gazetteer, head) or t.text in CHAMBERS
            for t in phrase
        )
        if spans or after == end + 1 or doc[after - 1].lower_ == "time":
            break
        end = after
    return min(end, last)


def _is_foreign(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer, head: int) -> bool:
    """Whether an unmarked word is a name's by its capital and no title's: "State" of "secretary of State" is one's."""
    listed = token.lower_ in gazetteer.role_modifiers
    return token.i not in labels and not listed and is_proper(token, head)


def _goes_on(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token may stand in the phrase behind a preposition: a noun with what belongs to it."""
    if token.lower_ in DETERMINERS or token.lower_ in ("and", "&", "-"):
        return True
    if token.lower_ in POSSESSIVES:  # "director of women's health"
        return token.i - 1 not in labels and token.nbor(-1).pos_ in ("NOUN", "")
    return is_title_word(token, gazetteer) or (token.is_alpha and token.pos_ in ("NOUN", "PROPN", "ADJ", ""))


def _is_name(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token is of a name that no title has: "State" of "Secretary of State" is a department's word."""
    label = labels.get(token.i)
    if label == "NORP":
        start, end = token.i, token.i + 1
        while labels.get(start - 1) == label and token.i - start < _LONGEST_PEOPLE:
            start -= 1
        while labels.get(end) == label and end - token.i < _LONGEST_PEOPLE:
            end += 1
        people = fold(token.doc[start:end].text).split()
        part = people[0] in _PARTS_OF_COUNTRIES and " ".join(people[1:]) in gazetteer.people_of  # "Western Australian"
        return part or " ".join(people) in gazetteer.country_of
    return label in _NOT_OF_A_TITLE and not (label == "ORG" and token.lower_ in gazetteer.role_modifiers)


def _is_of_title(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer, head: int) -> bool:
    """Whether a token of a role is of the title alone."""
    before = token.i < head
    after = token.nbor(1).lower_ if before else ""
    opinion = token.lower_ in _OPINIONS and after != "and"
    opinion = opinion or (token.lower_ == "first" and after not in _WITH_FIRST)
    opinion = opinion or (token.lower_ in _LEANINGS and fold(token.doc[head].lower_) in _ELECTED)
    aside = opinion or token.lower_ in (*_BEFORE_TITLE, *OWNING) or token.text in _POINTS
    if is_status(token) or (before and aside):
        return False
    if before and token.i in labels and labels[token.i] != "NORP":
        return False
    if before and (
        is_of_age(token.doc, token.i) or token.text in CHAMBERS or (token.i not in labels and is_proper(token, head))
    ):
        return False
    return not _is_name(token, labels, gazetteer)


def _whole_compounds(doc: Doc, title: Sequence[Token]) -> list[Token]:
    """A title without hyphens of which a side is gone, and what such a one joined to it: "African" of
    "African-American"; and without opinions that a hyphen is in: "high-profile"."""
    whole = {token.i for token in title}
    for at in sorted(token.i for token in title if token.text in _HYPHENS):
        if doc[at - 1 : at + 2].text.lower() in _OPINIONS:
            whole -= {at - 1, at, at + 1}
        elif not {at - 1, at + 1} <= whole:
            whole -= {at, at - 1} if at + 1 not in whole else {at}
    return [token for token in title if token.i in whole]


_WITH_FIRST = words("titles", "first")
_SPELLED = words("titles", "head", "modifier") - words("titles", "acronym")
"""Words of titles that are no acronyms: in capitals they are shouted."""
_LEANINGS, _ELECTED = words("titles", "leaning"), words("titles", "elected")


def _written(tokens: Sequence[Token], labels: Mapping[int, str]) -> str:
    """The words in the one form in which titles are counted, one blank apart, hyphens as in the text."""
    parts: list[str] = []
    for token in tokens:
        glued = token.text in _HYPHENS or token.lower_ in POSSESSIVES or (parts and parts[-1].endswith(_HYPHENS))
        if glued and parts:
            parts[-1] += _one_form(token, labels)
        elif not glued:
            parts.append(_one_form(token, labels))
    while parts and parts[0] in ("and", "&", "of", "-", "fellow"):
        if len(parts) == 1:
            break
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in ("and", "&", "-", *PREPOSITIONS, *DETERMINERS):
        parts.pop()
    parts[-1] = _FORMS.get(parts[-1], parts[-1])
    text = " ".join(parts).replace("and and", "and")
    return _FORMS.get(text, text)


def _one_form(token: Token, labels: Mapping[int, str]) -> str:
    shouted = token.lower_.rstrip(".") in _FORMS or token.lower_ in _SPELLED
    people = labels.get(token.i) == "NORP" and token.lower_ not in _LEANINGS
    if people or (token.text.isupper() and len(token.text) > 1 and not shouted):
        return token.text
    word = SUFFIX.sub("", PREFIX.sub("", token.lower_)).rstrip(".")
    return _FORMS.get(word, word)


def _is_party(token: Token, labels: Mapping[int, str]) -> bool:
    """Whether an "and" parts whose member somebody is from what he is: "Ohio Republican and chairman"."""
    return token.lower_ == "and" and labels.get(token.i - 1) == "NORP"


def _country(doc: Doc, first: int, head: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> str | None:
    """ISO code of the nation that has the title: named before the head, or behind it and "of"."""
    for kinds in (("GPE",), ("NORP",), ("ORG", "LOC", "FAC")):
        for start, end in name_runs(first, last, labels):
            if labels[start] not in kinds or fold(doc[start:end].text) in _STATES:
                continue  # "Georgia's governor" is no country's
            iso = gazetteer.country_of.get(fold(doc[start:end].text)) or _nation_within(doc[start:end], gazetteer)
            if iso and (start < head or _is_holder(doc, head, (start, end), last, gazetteer)):
                return iso
    return None


def _nation_within(name: DocSpan, gazetteer: Gazetteer) -> str | None:
    """ISO code of the nation with whose short form a longer name begins: "U.S. District" of a judge."""
    return gazetteer.country_of.get(fold(name[0].text)) if "." in name[0].text and len(name) > 1 else None


def _is_holder(doc: Doc, head: int, name: Words, last: int, gazetteer: Gazetteer) -> bool:
    """Whether the nation that is named behind the head has the title: one "of" it, a spokesman or a player "for" it.

    An ambassador "to" a country is of another one, a director "for" one is about it, so is one "of Norway research".
    """
    before = next((token.lower_ for token in doc[head + 1 : name[0]] if token.lower_ in PREPOSITIONS), None)
    word = doc[head].lower_
    speaks = word in _VOICES or gazetteer.field_of.get(word) == "sport"
    behind = doc[name[1]] if name[1] < last and doc[name[1]].lower_ not in _OF_STATES else None
    describes = behind is not None and behind.pos_ in ("NOUN", "ADJ", "") and behind.is_alpha
    return not describes and (before == "of" or (before == "for" and speaks))


def _status(phrase: Iterable[Token], head: int) -> str:
    """current, former, acting or elect, by the words before the head or joined to it, and "at the time"; who "then" was
    elected is elect."""
    if "at the time" in " ".join(token.lower_ for token in phrase):
        return "former"
    spelled = [token.lower_ for token in phrase if token.i <= head + 2]
    parts = (part for word in spelled for part in (word.rstrip("-."), *PREFIX.findall(word), *SUFFIX.findall(word)))
    statuses = [status for part in parts if (status := STATUS_OF.get(part, "current")) != "current"]
    return "elect" if "elect" in statuses else next(iter(statuses), "current")
