"""Rules over a Doc's entities where rules beat a small network: titles, places, peoples, numbers, one name one type.

They know kinds of words and lists of places, never a person of any story.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.amounts import find_amounts
from newsloom.transforms.annotation.document import put_group
from newsloom.transforms.annotation.places import Places, kind_by_last_word

TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness rev reverend father sister rabbi imam sheikh
    pope cardinal archbishop bishop president vice-president premier chancellor minister prime senator sen rep
    representative congressman congresswoman governor gov mayor judge justice general gen colonel col major maj
    captain capt lieutenant lt sergeant sgt corporal private admiral adm commander officer detective inspector
    sheriff secretary ambassador king queen prince princess emperor sultan emir ayatollah chairman chairwoman
    chief director coach spokesman spokeswoman spokesperson attorney defense foreign finance interior deputy
    former acting vice first lady st saint madam madame monsieur herr señor señora don doña ex-president then-
    president president-elect councillor mp
    """.split()  # noqa: SIM905
)
"""Words before a name that say what its bearer is; they are no part of the name."""

_PLACE_BEFORE = frozenset({"in", "from", "near", "outside", "across", "throughout", "around", "towards", "toward"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NUMERIC = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
_BARE = frozenset({"'s", "’s", "'", "’", ",", ".", "the", "The", "“", "”", '"', "-", "(", ")"})
_CITY_PEOPLE = 300_000
"""People from which a city's name alone outweighs a network's "person", if nothing else speaks for a person."""


_NO_NAMES = frozenset(
    """
    CEO CFO COO CTO DNA RNA HIV AIDS GDP GNP USB UFO DVD MBA VIP GPS SUV WWI WWII III VII VIII GMT EST EDT CET BST UTC
    LGBT LGBTQ COVID SARS MERS RIP FAQ PDF URL HTML SMS ATM BCE NGO NGOS IPO PTSD ADHD MRI CCTV IED IEDS ICBM LED LCD
    ISBN CAPTCHA ASAP DIY BBQ TNT PIN SIM AND THE FOR NOT BUT ALL NEW NOW YES WHO WHAT
    """.split()  # noqa: SIM905
)
"""Capital letters that name no organisation."""


@dataclass(frozen=True)
class Name:
    """An entity on its way: tokens `start:end`, type, certainty."""

    start: int
    end: int
    label: str
    score: float


def apply_rules(doc: Doc, places: Places) -> Doc:
    """Correct the Doc's entities in place, and its `entities` span group with them."""
    names = _entities(doc)
    for rule in RULES:
        names = rule(doc, names, places)
    names = add_amounts(doc, names)
    doc.set_ents([Span(doc, n.start, n.end, n.label) for n in names], default="outside")
    put_group(doc, "entities", list(doc.ents), [n.score for n in names])
    return doc


def _entities(doc: Doc) -> list[Name]:
    group = doc.spans.get("entities")
    if group is not None and len(group) == len(doc.ents) == len(group.attrs.get("scores", ())):
        scores = group.attrs["scores"]
    else:
        scores = [1.0] * len(doc.ents)
    return [Name(e.start, e.end, e.label_, s) for e, s in zip(doc.ents, scores, strict=True)]


def _text(doc: Doc, name: Name) -> str:
    """The name as a key: without an article before it."""
    text = doc[name.start : name.end].text
    return text[4:] if text[:4] in ("the ", "The ") else text


def trim_edges(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Marks, possessive endings and common nouns at the edges are no part of a name; nor is an article.

    Titles of works keep theirs, as do events ("the Paris attacks").
    """
    trimmed = []
    for name in names:
        start, end = name.start, name.end
        if name.label not in _NUMERIC and name.label != "WORK_OF_ART":
            while start < end and doc[start].text in _BARE:
                start += 1
            while end > start and (doc[end - 1].text in _BARE or _common_noun(doc, start, end, name.label)):
                end -= 1
        if start < end:
            trimmed.append(_shorter(doc, name, start, end, places))
    return trimmed


def _common_noun(doc: Doc, start: int, end: int, label: str) -> bool:
    last = doc[end - 1]
    return (
        label in ("ORG", "GPE", "LOC") and end - start > 1 and last.tag_ in ("NN", "NNS", "JJ") and last.text.islower()
    )


def _shorter(doc: Doc, name: Name, start: int, end: int, places: Places) -> Name:
    """The name without its edges; "Essen police" shortened is a place and no longer an organisation."""
    shortened = name.end - end > 0 and doc[end].text.islower()
    is_place = shortened and name.label == "ORG" and places.is_political(doc[start:end].text)
    return Name(start, end, "GPE" if is_place else name.label, name.score)


def strip_titles(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """ "Prime Minister Ada Obi" is the person Ada Obi; a title with no name after it is no name."""
    kept = []
    for name in names:
        start = name.start
        if name.label == "PERSON":
            while start < name.end and doc[start].lower_.rstrip(".") in TITLES:
                start += 1
        if start < name.end:
            kept.append(replace(name, start=start))
    return kept


def name_peoples(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Demonyms, faiths and parties are NORP where they stand by themselves; countries nobody marked are GPE."""
    fixed = []
    for name in names:
        alone = doc[name.start : name.end].text in places.peoples
        fixed.append(replace(name, label="NORP") if alone and name.label != "WORK_OF_ART" else name)
    covered = {place for name in fixed for place in range(name.start, name.end)}
    for token in doc:
        if token.i in covered or not token.text[:1].isupper():
            continue
        if token.text in places.peoples and _in_prose(doc, token.i):
            fixed.append(Name(token.i, token.i + 1, "NORP", 0.8))
        elif places.stands_alone(token.text) and _in_prose(doc, token.i):
            fixed.append(Name(token.i, token.i + 1, "GPE", 0.8))
    return sorted(fixed, key=lambda name: name.start)


def _in_prose(doc: Doc, place: int) -> bool:
    """No capitalised neighbour: inside a longer name the word is only a part of it."""
    around = [doc[i] for i in (place - 1, place + 1) if 0 <= i < len(doc)]
    return not any(token.text[:1].isupper() and not token.is_sent_start for token in around)


def place_kinds(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Countries, states and cities are GPE, seas and continents LOC, buildings FAC, acts and treaties LAW."""
    fixed = []
    for name in names:
        fixed.append(replace(name, label=_place_kind(_text(doc, name), name, places)))
    return fixed


def _place_kind(key: str, name: Name, places: Places) -> str:
    label, by_word = name.label, kind_by_last_word(key.split())
    if label in _PLACES and places.is_political(key):
        return "GPE"
    if label in ("PERSON", "ORG", "EVENT") and key in places.countries and name.score < 0.9:
        return "GPE"
    if label in ("GPE", "LOC") and key in places.wide:
        return "LOC"
    if label in _PLACES and by_word in ("LOC", "FAC"):
        return by_word
    return "LAW" if by_word == "LAW" and label in ("ORG", "EVENT", "WORK_OF_ART", "LOC") else label


def cities_not_persons(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """A large city's name taken for a person's is the city, unless a person of that surname stands in the text."""
    surnames = {doc[n.end - 1].text for n in names if n.label == "PERSON" and n.end - n.start > 1}
    fixed = []
    for name in names:
        key = _text(doc, name)
        people = places.cities.get(key, 0)
        suspect = name.label == "PERSON" and people and key not in surnames and not _titled(doc, name)
        if suspect and (_after_place_word(doc, name) or (people >= _CITY_PEOPLE and name.score < 0.95)):
            name = replace(name, label="GPE")
        fixed.append(name)
    return fixed


def _titled(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_.rstrip(".") in TITLES


def _after_place_word(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ in _PLACE_BEFORE


def surnames_inherit(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """A lone word that ends a person's full name in the same text is that person, and so is one after "Mr."."""
    surnames = {doc[n.end - 1].text for n in names if n.label == "PERSON" and n.end - n.start > 1}
    fixed = []
    for name in names:
        lone = name.end - name.start == 1 and name.label not in _NUMERIC
        known = doc[name.start].text in surnames and not _after_place_word(doc, name)
        honoured = name.label in ("GPE", "LOC", "ORG") and _honorific(doc, name.start - 1)
        fixed.append(replace(name, label="PERSON") if lone and (known or honoured) else name)
    covered = {place for name in fixed for place in range(name.start, name.end)}
    for token in doc:
        known = token.text in surnames or (_honorific(doc, token.i - 1) and token.text[:1].isupper())
        if token.i not in covered and known and token.text[:1].isupper() and token.is_alpha:
            fixed.append(Name(token.i, token.i + 1, "PERSON", 0.8))
    return sorted(fixed, key=lambda name: name.start)


def _honorific(doc: Doc, place: int) -> bool:
    return place >= 0 and doc[place].text in ("Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms")


def acronyms(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Capital letters that nobody marked, used as a proper noun in running text, are an organisation."""
    covered = _places(names)
    words = [token for token in doc if token.is_alpha and len(token) > 1]
    if 2 * sum(token.is_upper for token in words) > len(words):
        return list(names)
    found = [
        Name(token.i, token.i + 1, "ORG", 0.6)
        for token in words
        if token.is_upper and 3 <= len(token) <= 6 and token.tag_ == "NNP"
        if token.i not in covered and token.text not in _NO_NAMES and token.lower_ not in TITLES
    ]
    return sorted([*names, *found], key=lambda name: name.start)


def one_label(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """The same words are the same type throughout a text: the type with the most certainty behind it."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        votes[_text(doc, name)][name.label] += name.score
    return [
        name
        if name.label in _NUMERIC or name.label == "NORP"
        else replace(name, label=_winner(votes[_text(doc, name)]))
        for name in names
    ]


def _winner(votes: dict[str, float]) -> str:
    return max(sorted(votes), key=lambda label: votes[label])


def add_amounts(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Numbers, dates and times by rule; of two readings of one place the longer, and names before bare numbers."""
    kept = [name for name in names if name.label not in _NUMERIC]
    learned = [name for name in names if name.label in _NUMERIC]
    starts = [name.start for name in learned]
    taken = _places(kept)
    found = []
    for start, end, label in find_amounts(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or taken & set(range(span.start, span.end)):
            continue
        if label in ("CARDINAL", "ORDINAL", "DATE", "TIME") and _covered(span, learned, starts):
            continue
        found.append(Name(span.start, span.end, label, 1.0))
    taken |= _places(found)
    found += [name for name in learned if not taken & set(range(name.start, name.end))]
    return _apart(sorted([*kept, *found], key=lambda name: (name.start, -name.end)))


def _covered(span: Span, names: Sequence[Name], starts: Sequence[int]) -> bool:
    """Whether one of the names, in order and apart, holds all of the span."""
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and names[at].end >= span.end


def _places(names: Iterable[Name]) -> set[int]:
    return {place for name in names for place in range(name.start, name.end)}


def _apart(names: Iterable[Name]) -> list[Name]:
    """Drop what overlaps an earlier one."""
    result: list[Name] = []
    for name in names:
        if not result or name.start >= result[-1].end:
            result.append(name)
    return result


RULES = (
    trim_edges,
    strip_titles,
    name_peoples,
    place_kinds,
    cities_not_persons,
    surnames_inherit,
    acronyms,
    one_label,
)
"""Each takes the Doc, its names so far and the lists of places, and gives the names corrected; in this order."""
