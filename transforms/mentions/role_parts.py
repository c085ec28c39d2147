"""What the words of a role say: the title alone, whose it is, of which country, and whether it is still held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from newsloom.transforms.mentions.ages import is_of_age
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.inflections import OWNING, POSSESSIVES
from newsloom.transforms.text.lexicon import entries, lexicon, words

PREPOSITIONS = frozenset(("of", "at", "for", "in", "with", "from", "to", "on"))
DETERMINERS = frozenset(("the", "a", "an", "his", "her", "its", "their", "our", "my"))
_NOT_OF_A_TITLE = ("ORG", "GPE", "LOC", "FAC", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "OTHER")
_OF_BODIES = frozenset(("of", "for", "at", "with"))
_VOICES = words("titles", "voice")
_STATUSES = ("former", "acting", "elect")
_STATUS_OF = {word: status for status in (*_STATUSES, "current") for word in words("titles", status)}
_FORMS = {entry.word: entry.kind for entry in entries("title_forms")}
_FORCE = words("titles", "force")
_PARTY = "party"
_PARTIES, _ELECTED = words("titles", "party"), words("titles", "elected")
_BEFORE_TITLE, _OPINIONS = DETERMINERS | _PARTIES, words("titles", "opinion")
_STATES = lexicon("states").keys()
_LONGEST_PEOPLE = 4  # words of a people's name, "Bosnian and Herzegovinian"; by hand
_BODIES = words("name_bodies", "turned", "kind left out") - {"party", "movement", "union"}
_SEATS, _CHAMBERS = words("name_bodies", "seat"), words("name_bodies", "chamber")
_OF_STATES = words("name_bodies", "of a state")
Words = tuple[int, int]
"""First token and end."""
_PREFIX = re.compile(r"(ex|then)-(?=\w)")
_SUFFIX = re.compile(r"(?<=\w)-(elect|designate)$")


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


def is_head(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether the token can be the head of a title."""
    word = token.lower_.rstrip(".")
    plain = _SUFFIX.sub("", _PREFIX.sub("", word)).removeprefix("co-")
    return word in gazetteer.role_heads or plain in gazetteer.role_heads


def owns(doc: Doc, at: int) -> bool:
    """Whether a token has a possessive's mark behind it: "the president's son" is no president."""
    return at + 1 < len(doc) and doc[at + 1].lower_ in POSSESSIVES


def is_status(token: Token) -> bool:
    """Whether a word only says that a title is, was or will be held: "former", "acting", "then"."""
    return token.lower_.rstrip("-.") in _STATUS_OF


def read_role(doc: Doc, first: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> RoleParts:
    """The parts of the role in tokens [first, last); `labels` are the types of the names that tokens are of."""
    head = _head(doc, first, last, labels, gazetteer)
    last = _before_next_title(doc, head, last, gazetteer)
    seat = _seat(doc, first, head)
    end = _end_of_title(doc, head, last, labels, gazetteer)
    body = _unmarked_before(doc, first, head, labels, gazetteer)
    aside = {*seat, *body, *_states(doc, first, head)}
    own = max((t.i + 1 for t in doc[first:head] if t.lower_ in POSSESSIVES or _is_party(t, labels)), default=first)
    title = [t for t in doc[own:end] if t.i not in aside and _is_of_title(t, labels, gazetteer, head)]
    owner = doc[seat.start : seat.stop].text if seat else _organisation(doc, first, head, last, labels, gazetteer)
    owner = owner or (doc[body.start : body.stop].text if body else None)
    return RoleParts(
        text=_written(title or [doc[head]], labels),
        head=fold(_SUFFIX.sub("", doc[head].lower_)),
        organisation=owner,
        country=_country(doc, first, head, last, labels, gazetteer),
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


def _seat(doc: Doc, first: int, head: int) -> range:
    """Tokens of a body that goes by the name of its seat, before the title's head: "White House"."""
    return next((range(at, at + 2) for at in range(first, head - 1) if begins_seat(doc, at)), range(0))


def begins_seat(doc: Doc, at: int) -> bool:
    """Whether a token and the next one name the seat of a body: "White House"."""
    return doc[at].text[:1].isupper() and fold(doc[at : at + 2].text) in _SEATS


def _unmarked_before(doc: Doc, first: int, head: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> range:
    """Tokens of a body before the title's head that no tagger marked: a known acronym ("UN envoy"), or words with
    capitals up to one for a kind of body ("Fish Department Inspector General")."""
    for at in range(first, head):
        word = doc[at]
        if at in labels or not word.text[:1].isupper():
            continue
        if is_known_body(word, gazetteer) or (in_capitals(word) and owns(doc, at)):
            return range(_town_before(doc, first, at, labels), at + 1)
        start = at
        while (
            start > first
            and doc[start - 1].text.istitle()
            and not _is_opener(doc[start - 1])
            and start - 1 not in labels
        ):
            start -= 1
        if word.text.istitle() and word.lower_ in _BODIES and start < at:
            return range(start, at + 1)
    return range(0)


def is_known_body(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether an unmarked word is the short name of a body: "UN", "Fed"."""
    credit = token.i > 0 and token.doc[token.i - 1].text == "/"  # whose the picture above is
    name = token.text[:1].isupper() and len(token) > 1
    return name and not credit and token.lower_ in gazetteer.organisation_of


def in_capitals(token: Token) -> bool:
    """Whether a word may be an acronym: capitals, no more than acronyms have."""
    return token.text.isupper() and token.is_alpha and 1 < len(token) <= _LONGEST_BODY


def _town_before(doc: Doc, first: int, at: int, labels: Mapping[int, str]) -> int:
    """Where a body's name begins that has its town in front: "New York Fed"."""
    while at > first and labels.get(at - 1) == "GPE" and "." not in doc[at - 1].text:
        at -= 1
    return at


def _is_opener(token: Token) -> bool:
    return is_status(token) or token.lower_ in DETERMINERS


def _states(doc: Doc, first: int, head: int) -> set[int]:
    """Tokens of states of one word or two before the title's head, also where no tagger marked them: "Ohio Sen."."""
    capitals = (at for at in range(first, head) if doc[at].text[:1].isupper())
    spans = [
        (at, at + n) for at in capitals for n in (1, 2) if at + n <= head and fold(doc[at : at + n].text) in _STATES
    ]
    return {token for start, end in spans for token in range(start, end)}


def _end_of_title(doc: Doc, head: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int:
    """Where the title ends: behind its head and the phrases that say of what, up to the first with a name."""
    end = head + 1
    while end < last and doc[end].lower_ in PREPOSITIONS:
        after = end + 1
        while after < last and doc[after].lower_ not in PREPOSITIONS and _goes_on(doc[after], labels, gazetteer):
            after += 1
        phrase = doc[end + 1 : min(after + 1, last)]
        spans = any(_is_name(t, labels, gazetteer) or _is_foreign(t, labels, gazetteer, head) for t in phrase)
        if spans or after == end + 1 or doc[after - 1].lower_ == "time":
            break
        end = after
    return min(end, last)


def _is_foreign(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer, head: int) -> bool:
    """Whether an unmarked word is a name's by its capital and no title's: "State" of "secretary of State" is one's."""
    listed = token.lower_ in gazetteer.role_modifiers
    return token.i not in labels and not listed and _is_proper(token, head)


def _goes_on(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token may stand in the phrase behind a preposition: a noun with what belongs to it."""
    if token.lower_ in DETERMINERS or token.lower_ in ("and", "&", "-"):
        return True
    listed = token.lower_ in gazetteer.role_modifiers or is_head(token, gazetteer)
    return listed or (token.is_alpha and token.pos_ in ("NOUN", "PROPN", "ADJ", ""))


def _is_name(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token is of a name that no title has: "State" of "Secretary of State" is a department's word."""
    label = labels.get(token.i)
    if label == "NORP":
        start, end = token.i, token.i + 1
        while labels.get(start - 1) == label and token.i - start < _LONGEST_PEOPLE:
            start -= 1
        while labels.get(end) == label and end - token.i < _LONGEST_PEOPLE:
            end += 1
        return fold(token.doc[start:end].text) in gazetteer.country_of
    return label in _NOT_OF_A_TITLE and not (label == "ORG" and token.lower_ in gazetteer.role_modifiers)


def _is_of_title(token: Token, labels: Mapping[int, str], gazetteer: Gazetteer, head: int) -> bool:
    """Whether a token of a role is of the title alone."""
    before = token.i < head
    opinion = token.lower_ in _OPINIONS and token.doc[token.i + 1].lower_ != "and"
    aside = opinion or token.lower_ in _BEFORE_TITLE or token.text == "."
    if token.lower_ in OWNING or is_status(token) or (before and aside):
        return False
    if before and token.i in labels and labels[token.i] != "NORP":
        return False
    if before and (
        is_of_age(token.doc, token.i)
        or token.text in _CHAMBER_WORDS
        or (token.i not in labels and _is_proper(token, head))
    ):
        return False
    return not _is_name(token, labels, gazetteer)


def _is_proper(token: Token, head: int) -> bool:
    """Whether an unmarked word's capital says that it is a name: the title itself is in small letters."""
    inside = not token.is_sent_start and token.i > 0 and token.doc[token.i - 1].is_alpha
    capital = token.text[:1].isupper() and not token.text.isupper()
    return inside and capital and token.doc[head].text.islower()


_JOINERS = ("of", "for", "and", "&")
_CHAMBER_WORDS = frozenset(word.capitalize() for word in _CHAMBERS)


_TITLE_WORDS = words("titles", "head", "modifier")
_LONGEST_BODY = 6  # letters of a body's acronym; by hand
_LONGEST_ACRONYM = 4  # letters of CEO, USAF; longer titles in capitals are shouted; by hand


def _written(tokens: Sequence[Token], labels: Mapping[int, str]) -> str:
    """The words in the one form in which titles are counted, one blank apart, hyphens as in the text."""
    parts: list[str] = []
    for token in tokens:
        glued = token.text in ("-", "–") or (parts and parts[-1].endswith(("-", "–")))
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
    text = " ".join(parts).replace("and and", "and")
    return _FORMS.get(text, text)


def _one_form(token: Token, labels: Mapping[int, str]) -> str:
    shouted = token.lower_.rstrip(".") in _FORMS or (token.lower_ in _TITLE_WORDS and len(token) > _LONGEST_ACRONYM)
    if labels.get(token.i) == "NORP" or (token.text.isupper() and len(token.text) > 1 and not shouted):
        return token.text
    word = _SUFFIX.sub("", _PREFIX.sub("", token.lower_)).rstrip(".")
    return _FORMS.get(word, word)


def _organisation(
    doc: Doc, first: int, head: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer
) -> str | None:
    """The body that the title is of, as written: before the head, or behind it and a preposition."""
    for start, end in _names(first, last, labels):
        text = doc[start:end].text
        seat = labels[start] in ("FAC", "LOC", "GPE") and fold(text) in _SEATS
        part = end < last and doc[end].text in ("-", "–")  # "Manhattan-based"
        part = part or (doc[head].lower_.rstrip(".") in _ELECTED and text.lower() in _PARTIES)  # "GOP Gov."
        if (
            not part
            and (seat or (labels[start] == "ORG" and _is_body(doc[start:end], gazetteer)))
            and not _is_object(doc, head, start)
        ):
            return doc[start : _whole(doc, end, last, labels, gazetteer)].text
    chambers = [token.text for token in doc[first:head] if token.text in _CHAMBER_WORDS]
    return chambers[0] if chambers else _unmarked_body(doc, head, last, labels)


def _whole(doc: Doc, end: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int:
    """Where a body's name ends of which the tagger marked a part: "Color" of "Color of Change"."""
    cut = doc[end - 1].lower_ in _JOINERS
    joined = cut or doc[end : end + 1].text in ("of", "for")
    at = end if cut else end + 1
    while joined and at < last and at not in labels and doc[at].text.istitle() and not is_head(doc[at], gazetteer):
        at += 1
        end = at
    return end


def _is_party(token: Token, labels: Mapping[int, str]) -> bool:
    """Whether an "and" parts whose member somebody is from what he is: "Ohio Republican and chairman"."""
    return token.lower_ == "and" and labels.get(token.i - 1) == "NORP"


def _is_body(name: Span, gazetteer: Gazetteer) -> bool:
    """Whether a name that was marked as a body's is one: "Justice Department", not "State" in "Secretary of State"."""
    is_party = len(name) > 1 and name[-1].lower_ == _PARTY
    return is_party or any(token.lower_ not in gazetteer.role_modifiers for token in name)


def _unmarked_body(doc: Doc, head: int, last: int, labels: Mapping[int, str]) -> str | None:
    """Two and more words with capitals behind "of", "for", "at" or "with" that no tagger marked."""
    start = next((t.i + 1 for t in doc[head + 1 : last] if t.lower_ in _OF_BODIES), last)
    start += doc[start : start + 1].text == "the"
    end = start
    while end < last and end not in labels and (_is_proper(doc[end], head) or _is_small(doc, end, start, last, head)):
        end += 1
    return doc[start:end].text if end - start > 1 else None


def _is_small(doc: Doc, at: int, start: int, last: int, head: int) -> bool:
    """Whether a small word stands between two of a body's name: "Accuracy in Media"."""
    return start < at < last - 1 and doc[at].lower_ in (*_JOINERS, "in") and _is_proper(doc[at + 1], head)


def _is_object(doc: Doc, head: int, start: int) -> bool:
    """Whether what starts there is what a title is about: an expert "on" a body, an ambassador "to" it."""
    return any(token.lower_ in ("to", "on") for token in doc[head + 1 : start])


def _names(first: int, last: int, labels: Mapping[int, str]) -> list[tuple[int, int]]:
    """Runs of tokens of one type of name, in order."""
    runs: list[tuple[int, int]] = []
    for at in range(first, last):
        if at not in labels:
            continue
        if runs and runs[-1][1] == at and labels[at - 1] == labels[at]:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _country(doc: Doc, first: int, head: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> str | None:
    """ISO code of the nation that has the title: named before the head, or behind it and "of"."""
    for kinds in (("GPE",), ("NORP",), ("ORG", "LOC", "FAC")):
        for start, end in _names(first, last, labels):
            if labels[start] not in kinds or fold(doc[start:end].text) in _STATES:
                continue  # "Georgia's governor" is no country's
            iso = gazetteer.country_of.get(fold(doc[start:end].text)) or _nation_within(doc[start:end], gazetteer)
            if iso and (start < head or _is_holder(doc, head, (start, end), last, gazetteer)):
                return iso
    return None


def _nation_within(name: Span, gazetteer: Gazetteer) -> str | None:
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
    parts = (part for word in spelled for part in (word.rstrip("-."), *_PREFIX.findall(word), *_SUFFIX.findall(word)))
    statuses = [status for part in parts if (status := _STATUS_OF.get(part, "current")) != "current"]
    return "elect" if "elect" in statuses else next(iter(statuses), "current")
