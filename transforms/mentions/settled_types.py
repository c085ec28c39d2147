"""One type for each name of an article: what a tagger marked, mended by what the article and the lists say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from newsloom.transforms.mentions.bodies import LISTED, OUTLET_FORMS, is_said_to_be_body
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.names.comparing import initials, without_ending
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import gender_of_given, person_name
from newsloom.transforms.names.states import STATE_OF_FORM
from newsloom.transforms.text.lexicon import alternatives, lexicon

_STATE_NAMES = lexicon("states").keys()
_WHERE = re.compile(r"\b(?:in|at|near|into|outside|across|around)\s$")
_PLACES = ("GPE", "LOC", "FAC")
_THINGS = ("PRODUCT", "OTHER", "WORK_OF_ART", "EVENT")
_OFFICER = re.compile(rf"['’]s (?:\w+ ){{0,2}}(?:{alternatives('titles', 'board', 'business')}|director|chairman)\b")
"""What a company has and a person has not, behind its name."""
_OF_A_TEAM = re.compile(
    rf" (?:(?:head|assistant|interim|vice|former) )?(?:{alternatives('titles', 'of a team')}|CEO|chairman|chairwoman"
    r"|managing director|chief executive|chief \w+ officer) (?=[A-Z])"
)
"""Whom a body has and a person has not, between its name and his."""
_VERB_BEHIND = re.compile(
    r", (?:said(?! to)|says|ha[sd]|will|would|is|was|plans|announced|denied|declined|confirmed)\b"
)
_ADDRESS = re.compile(r"[\w.-]+\.(?:com|org|net|co\.\w\w|info|tv)")
_SCHOOLS = ("university", "college", "hospital", "clinic")


def settle_types(text: str, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> list[str]:
    """One type per spelling: people win for surnames of people named in full, else the majority."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in spans:
        votes[name.form][name.type] += 1
    full = [person_name(n.text, gazetteer) for n in spans if n.type == "PERSON" and " " in n.form]
    surnames_known = {name.surname for name in full} | {name.core for name in full}
    ends = {form.split()[-1] for form, kinds in votes.items() if "ORG" in kinds and " " in form} - surnames_known
    companies = (form for form, kinds in votes.items() if "ORG" in kinds)
    begins = {form.split()[0] for form in companies if _goes_by_first(form, gazetteer)} - surnames_known
    first_words = {form.split()[0] for form, kinds in votes.items() if "ORG" in kinds and " " in form}
    titled = {name.form for name in spans if name.honorific}
    called_so = surnames_known | titled | {name.given[0] for name in full if name.given}
    called = (ends | begins) - titled
    apposed = {name.form for name in spans if _is_apposed_body(name, text)}
    short_forms = {letters for name in spans if name.type == "ORG" for letters in initials(name.text)}
    settled = [
        _settled(name, votes[name.form], surnames_known | titled, text[max(0, name.start - 9) : name.start], gazetteer)
        for name in spans
    ]
    for index, name in enumerate(spans):
        if settled[index] == "PERSON" and name.form in called:
            settled[index] = "ORG"  # "Lindau" of the club "Bayern Lindau", "Lindau" of "Lindau Motor Co"
        elif settled[index] == "PERSON" and name.form not in called_so:
            officer = name.form in first_words and _OFFICER.match(text, name.end)  # "Lindau's managing director"
            body = officer or name.form in apposed or _has_team(name, spans[index + 1 : index + 2], text)
            body = body or (len(name.text) > 2 and name.text.isupper() and name.text.lower() in short_forms)
            settled[index] = "ORG" if body else _known_as(name, spans, gazetteer)
        elif settled[index] == "GPE" and name.form in apposed and not gazetteer.place_key(name.form):
            settled[index] = "ORG"
    return settled


def _is_apposed_body(name: NameSpan, text: str) -> bool:
    """Whether a name stands between commas behind what it is, as a subject: "The utility, Gull Lindau, said"."""
    as_people = " " in name.form and gender_of_given(name.form.split()[:1])  # "at the bank, Ida Holm, said"
    return not as_people and is_said_to_be_body(name, text) and _VERB_BEHIND.match(text, name.end) is not None


def _has_team(name: NameSpan, after: Sequence[NameSpan], text: str) -> bool:
    """Whether a name stands before a title that only a body's people have, and their name: "Lindau coach Ida Holm"."""
    title = _OF_A_TEAM.match(text, name.end)
    return title is not None and any(other.start == title.end() and other.type == "PERSON" for other in after)


def _goes_by_first(form: str, gazetteer: Gazetteer) -> bool:
    """Whether a body is called by the first word of its name: a company, a university, a hospital."""
    return without_ending(form, gazetteer) != form or (" " in form and form.split()[-1] in _SCHOOLS)


def _known_as(name: NameSpan, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> str:
    """What a name that was marked as a person's is, where the article calls nobody so: a state, a known body.

    Not where it begins with a given name, as many a college is called after somebody, or ends as another name does.
    """
    if name.text in LISTED and " " in name.text:
        return "ORG"
    if not name.text[:1].isupper() or gender_of_given(name.form.split()):
        return "PERSON"
    if name.form in _STATE_NAMES:
        return "GPE"
    if name.form not in gazetteer.known_bodies and name.text not in LISTED:
        return "PERSON"
    last = name.form.split()[-1]
    others = (n.form.split()[-1:] for n in spans if n.type == "PERSON" and n.form != name.form)
    return "PERSON" if [last] in others else "ORG"


def _settled(name: NameSpan, votes: Counter[str], surnames_known: set[str], before: str, gazetteer: Gazetteer) -> str:
    form = name.form
    if _ADDRESS.fullmatch(name.text):
        return "ORG"  # whose site it is
    if form in gazetteer.people_of and name.type in ("NORP", "GPE", "ORG", "LOC"):
        return "NORP"
    if form in STATE_OF_FORM and name.text.endswith("."):
        return "GPE"  # "N.H.", whatever it was marked as
    if gazetteer.place_key(form) and name.type in (*_PLACES, "ORG", "NORP"):
        return "GPE"
    body = form in gazetteer.organisation_of or form in OUTLET_FORMS
    if body and name.type in (*_PLACES, "PERSON", *_THINGS):
        return "ORG"
    if name.text in LISTED and name.type in (*_PLACES, "NORP", *_THINGS) and form not in surnames_known:
        return "ORG"
    if form in surnames_known and name.type in ("ORG", "PERSON", "FAC", "PRODUCT", "OTHER"):
        return "PERSON"
    is_place = form in _STATE_NAMES or form in gazetteer.seat_of or _WHERE.search(before) is not None
    if form in surnames_known and form in gazetteer.family_first and name.type == "GPE" and not is_place:
        return "PERSON"  # a surname that stands first, which no tagger knows from the full name
    if "PERSON" in votes and name.type in _PLACES:  # Jordan the man and Jordan the country in one text
        mistagged = form in surnames_known and votes["PERSON"] > sum(votes[kind] for kind in _PLACES)
        return "PERSON" if mistagged and form not in _STATE_NAMES and not _WHERE.search(before) else name.type
    return max(sorted(votes), key=lambda kind: votes[kind])
