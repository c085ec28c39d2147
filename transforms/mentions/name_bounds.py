"""Where a name begins and ends: without marks, titles and trades, with a generation's suffix or a club's word.

The first take and give offsets in the text; the last two mend the names of an article by those beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsloom.transforms.cleaning.outlets import OUTLETS
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import gender_of_given
from newsloom.transforms.text.lexicon import words

if TYPE_CHECKING:
    from newsloom.transforms.mentions.name_spans import NameSpan

CLUBS = words("name_bodies", "club")
"""Words with which the names of sports clubs begin."""
_POSSESSIVE = re.compile(r"(?:['’‘`´]s?)$", re.IGNORECASE)
WITH_ARTICLE = frozenset(name.lower() for name in OUTLETS.values() if re.fullmatch(r"The \w+", name))
"""Names of outlets, in lower case, of which the article is a part as there is only one word besides: "the hill"."""
_EDGE = " \t\n\"'“”‘’«»()[],;:–—-.…"
_GLUED = re.compile(r"\.?\[|…|\((?![^)]*\))")
"""Where a name ends that something is glued to: a footnote's mark ("Holm.[12"), three dots, half a bracket."""
_JOINER = re.compile(r"(?<=\w)(?: (?:of|in|at|for|from|with|and|the))+$")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
ABBREVIATED = words("honorifics", "abbreviated")
"""What is a title with a full stop behind it and else a name: "Barr." of a barrister."""
_GENERATION = re.compile(
    r",? (?:[JS]r\b\.?|(?:II|III|IV)\b(?!\.\w))"
    r"|(?P<spelled> the (?:Elder|Younger)| (?:Senior|Junior))\b(?! [A-Z])"
)
_HONOUR = re.compile(r"(?<=\w),? ([A-Z][A-Za-z.]*[A-Z]\.?)$")
_WORD_BEFORE = re.compile(r"([A-Z]\w+) $")
_LONGEST_WORD = 16  # letters of a word that begins a club's name
_PARTICLES = words("name_particles", "particle")
_JOINING = _PARTICLES - words("name_particles", "of other meaning")
_SURNAME = re.compile(r" (?:[a-z]{2,5} ){1,3}[A-Z][\w’'-]+")
_SHORT_TRADE = 4  # letters of trades that are as often names: Head, Star; by hand


def without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks around it, a possessive, a leading article or what is glued behind it."""
    while start < end and text[start] in _EDGE:
        start += 1
    glued = _GLUED.search(text, start, end)
    end = glued.start() if glued and glued.start() > start else end
    while start < end and text[end - 1] in _EDGE and not _abbreviation(text[start:end]):
        end -= 1
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and possessive.start() > 0:
        end = start + possessive.start()
    if text[start : start + 4].lower() == "the " and end - start > 4 and text[start:end].lower() not in WITH_ARTICLE:
        start += 4
    return start, end


def _abbreviation(text: str) -> bool:
    """Whether the full stop at the end belongs to the name: "U.S.", "Inc.", "Jr."."""
    last = text.split()[-1] if text.split() else ""
    return text.endswith(".") and (last.count(".") > 1 or (len(last) <= 5 and last[:1].isupper() and len(last) > 1))


def after_title(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, str | None]:
    """Start of the name behind titles inside the span, and the last of them."""
    honorific = None
    while True:
        word = re.match(r"(\S+)\s+(?=\S)", text[start:end])
        if not word or not _is_honorific(word[1], gazetteer):
            return start, honorific
        honorific = fold(word[1])
        start += word.end()


def _is_honorific(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word before a name is a title, no initials ("F.R.") and no name ("Barr")."""
    title = fold(word) in gazetteer.gender_of_honorific and not _INITIALS.fullmatch(word)
    return title or (word.endswith(".") and fold(word) in ABBREVIATED)


def after_trade(text: str, start: int, end: int, gazetteer: Gazetteer, *, opens: bool) -> int:
    """Start of a person's name behind a trade in small letters, or with a capital where a sentence opens or behind a
    dateline: "miller Ada Storch", "Singer Ada Storch", not "van der Storch"."""
    first, _, rest = text[start:end].partition(" ")
    small = first.islower() and fold(first) not in gazetteer.particles
    opens = opens or text.endswith((": ", "— ", "– ", "- "), 0, start)
    large = opens and is_trade(first, gazetteer)
    whole = " " in rest and gender_of_given([fold(rest.split()[0])])  # "Baker Tom Holm", not "Baker Holm"
    trade = (small or (large and (whole or not gender_of_given([fold(first)])))) and rest[:1].isupper()
    return start + len(first) + 1 if trade and first.isalpha() else start


def is_trade(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word with a capital is a trade's, and not as often a name: "Singer", not "Head"."""
    return len(word) > _SHORT_TRADE and fold(word) in gazetteer.role_heads


def without_honours(text: str, start: int, end: int, gazetteer: Gazetteer) -> int:
    """End of a person's name without honours in capitals behind it: "Ida Holm KC", not "IDA HOLM MD"."""
    while (match := _HONOUR.search(text, start, end)) and not text[start : match.start()].isupper():
        if fold(match[1]) not in gazetteer.suffixes:
            break
        end = match.start()
    return end


def without_joiner(text: str, start: int, end: int) -> int:
    """End of a person's name without the small word that joins it to what follows: "Ida Holm of"."""
    joiner = _JOINER.search(text, start, end)
    return joiner.start() if joiner else end


def with_generation(text: str, start: int, end: int, limit: int) -> int:
    """End of a person's name with a generation's suffix behind it: "Paul Holm, Jr.,"; of one word only where it is
    spelled out: "Holm the Elder"."""
    match = _GENERATION.match(text, end, limit)
    return match.end() if match and (match["spelled"] or " " in text[start:end]) else end


def without_generation(name: str) -> str:
    """A person's name without a generation's suffix."""
    at_end = (match.start() for match in _GENERATION.finditer(name) if match.end() == len(name))
    return name[: next(at_end, len(name))]


def with_club(text: str, span: tuple[int, int], kind: str, limit: int) -> tuple[int, str]:
    """Start and type of a name, that of a club where a word of clubs' names is in it or before it: "Dynamo Brelt"."""
    start, end = span
    first, _, rest = text[start:end].partition(" ")
    if first.lower() in CLUBS and rest[:1].isupper() and kind == "PERSON":
        return start, "ORG"
    before = _WORD_BEFORE.search(text, max(limit, start - _LONGEST_WORD), start)
    if before is None or rest or before[1].lower() not in CLUBS or gender_of_given([fold(first)]):
        return start, kind
    return before.start(), "ORG"


def without_titles(names: Sequence[NameSpan], text: str, gazetteer: Gazetteer) -> list[NameSpan]:
    """The names without those that are a title or a trade of the next one ("Boxer" and "Ida Holm" of "Boxer Ida
    Holm"), and without honours behind a comma ("Holm, OBE")."""
    rest: list[NameSpan] = []
    for at, name in enumerate(names):
        after = names[at + 1] if at + 1 < len(names) else None
        if after and _is_title_of(name, after, text, gazetteer):
            continue
        if rest and _is_honour(name, rest[-1], text, gazetteer):
            continue
        rest.append(name)
    return rest


def _is_title_of(name: NameSpan, after: NameSpan, text: str, gazetteer: Gazetteer) -> bool:
    if name.type != "PERSON" or after.type != "PERSON" or " " in name.text:
        return False
    between = text[name.end : after.start]
    title = name.form in ABBREVIATED and between == ". " and name.sentence == after.sentence and " " in after.text
    whole = " " in after.text and (gender_of_given([after.form.split()[0]]) or not gender_of_given([name.form]))
    return title or (between == " " and bool(whole) and is_trade(name.text, gazetteer))


def _is_honour(name: NameSpan, before: NameSpan, text: str, gazetteer: Gazetteer) -> bool:
    honour = name.text.isupper() and name.form in gazetteer.suffixes
    return honour and before.type == "PERSON" and text[before.end : name.start] in (", ", " ")


def with_particles(names: Sequence[NameSpan], text: str) -> list[NameSpan]:
    """People whose given name and surname were marked apart at a particle as one ("Gijs" and "Holm" of "Gijs ten
    Holm"), and their surnames with the particle: "Ten Holm"."""
    joined = without_covered(_to_surname(name, text) for name in names)
    surnames = {surname for name in joined if (surname := _particled(name))}
    return without_covered(_with_particle(name, text, surnames) for name in joined) if surnames else joined


def without_covered(names: Iterable[NameSpan]) -> list[NameSpan]:
    """The names without those that another one has grown over."""
    whole: list[NameSpan] = []
    for name in names:
        while whole and whole[-1].start >= name.start:
            whole.pop()
        if not whole or whole[-1].end <= name.start:
            whole.append(name)
    return whole


def _to_surname(name: NameSpan, text: str) -> NameSpan:
    """A given name with the surname that a particle in small letters joins to it."""
    if name.type != "PERSON" or " " in name.text:
        return name
    rest = _SURNAME.match(text, name.end)
    if rest is None or not _JOINING.issuperset(rest[0].split()[:-1]):
        return name
    return replace(name, end=rest.end(), text=text[name.start : rest.end()])


def _particled(name: NameSpan) -> str | None:
    """The surname with a particle of somebody named in full, folded."""
    parts = name.text.split()
    at = next((n for n in range(1, len(parts) - 1) if parts[n].islower() and parts[n] in _PARTICLES), None)
    return None if at is None or name.type != "PERSON" else fold(" ".join(parts[at:]))


def _with_particle(name: NameSpan, text: str, surnames: set[str]) -> NameSpan:
    """A surname with the particle in front of it that was marked without."""
    if name.type == "PERSON" and " " not in name.text:
        for surname in sorted(surnames):
            start = name.start - len(surname) + len(name.form)
            if surname.endswith(f" {name.form}") and start >= 0 and fold(text[start : name.end]) == surname:
                return replace(name, start=start, text=text[start : name.end])
    return name
