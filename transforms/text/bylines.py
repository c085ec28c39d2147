"""Who wrote an article: the names in a byline, an author field or a list, without what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from newsloom.transforms.text.calendar import MONTH, WEEKDAY, parse_moment
from newsloom.transforms.text.folding import without_accents
from newsloom.transforms.text.lexicon import alternatives, words

__all__ = [
    "BYLINE_LEAD",
    "MAX_LINE",
    "authors_in",
    "is_byline",
    "is_full_name",
    "is_person",
    "names_person",
    "names_role",
]

BYLINE_LEAD = rf"(?i:{alternatives('byline_words', 'writes')})"
"""What stands in front of the authors in a line of text."""
_LINE = re.compile(rf"(?:{alternatives('byline_words', 'writes', 'makes')})\s", re.IGNORECASE)
MAX_LINE = 90
"""Code points of a paragraph that is a byline or a link to other news; a longer one is a sentence. By hand."""
_ROLES, _MODIFIERS = words("byline_words", "role"), words("byline_words", "modifier")
_BODIES, _NOBODY = words("byline_words", "body"), words("byline_words", "nobody")
_AGENCIES = words("agencies")
_LEAD = re.compile(rf"(?:{alternatives('byline_words', 'lead')}|\w{{1,15}} by)\b(?:\s*:\s*|\s+|\Z)", re.IGNORECASE)
_OTHERS = re.compile(rf"(?:{alternatives('byline_words', 'others')})\s", re.IGNORECASE)
_GENRE = re.compile(rf"(?:{alternatives('byline_words', 'genre')})\s+(?=\S+\s\S)", re.IGNORECASE)
_MAX = 2_000  # characters; no byline is longer
_MAX_ROLE = 5  # words, by hand
_NAME = 2  # words of a name at least, where a role without a comma stands beside it
_NAMED = re.compile(r"['\"]name['\"]\s*:\s*['\"]([^'\"]+)['\"]")  # of an object that was written out
_QUOTED = re.compile(r"'((?:[^'\\]|\\.|(?<=\w)'(?=\w))+)'|\"((?:[^\"\\]|\\.)+)\"")
_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_MAILED = re.compile(rf"<?\(?(?:mailto:)?{_ADDRESS}\)?>?|https?://\S+|www\.\S+|(?<!\w)@\w+", re.IGNORECASE)
_HOST = re.compile(r"\.(?:com|org|net)\Z", re.IGNORECASE)  # the end of an address that lost its sign
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BREAK = re.compile(
    r"\s*(?:[;|/•·\n]|,?\s+(?:and|&|with)\s|,|\s[–—-]\s|\s(?-i:By|BY)(?=\s(?-i:[A-Z])))\s*", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\s+(?:(?i:in|for|at|from|via|on)|of|is|was)\s+.*\Z|(?<=[^\W\d_]{4})[:.]\Z"
    r"|\s+(?i:(?:last |first )?(?:updated|published|posted|modified))\b.*\Z"
    rf"|\s+(?i:{MONTH})\.?\s\d.*\Z|\s+\d.*\Z",
    re.DOTALL,
)
_WHEN = re.compile(
    rf"[\s,|·•–—-]+{WEEKDAY}\s+(?:\d{{1,2}}\s+)?(?:{MONTH})\b\.?\s\d.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\. ?){1,3}")
_SURNAME_FIRST = re.compile(r"([^\W\d_][\w’'-]+(?: [^\W\d_][\w’'-]+)?), ([^\W\d_][\w’'.-]*(?: [^\W\d_][\w’'.-]*)?)")
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+){1,3}")
_DATED = re.compile(r"(?:updated|published|posted|last)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}:\d\d.*")
_NAME_WORD = re.compile(r"[^\W\d_][\w’'.-]*\Z")
_GENERATION = re.compile(r", ((?:[JS]r|I{2,3}|IV)\b\.?)")
_CAPITALS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"I{2,3}|IV|[^AEIOUY]{2}")  # of a generation; two initials
_PARTICLES = words("name_particles", "particle")
_DEGREES = frozenset(("phd", "ph.d.", "md", "m.d.", "ph.d"))


def authors_in(value: str, outlets: Iterable[str] = ()) -> list[str]:
    """The authors that a byline names, each once; bodies and `outlets` only where it names nobody else.

    >>> authors_in("By Mara Ilves, Senior Political Reporter"), authors_in("['Mara Ilves', 'Jo Aas']")
    (['Mara Ilves'], ['Mara Ilves', 'Jo Aas'])
    >>> authors_in("desk@post.example (Night Desk)"), authors_in("Ilves, Mara"), authors_in("mara@post.example")
    (['Night Desk'], ['Mara Ilves'], [])
    """
    own = {outlet.casefold() for outlet in outlets}
    names = [name for item in _items(value[:_MAX]) for name in _names(item, own)]
    people = [_without_capitals(name) for name in names if is_person(name) and name.casefold() not in own]
    first: dict[str, str] = {}
    for name in people or names:
        first.setdefault(name.casefold(), name)
    return list(first.values())


def names_person(value: str, outlets: Iterable[str] = ()) -> bool:
    """Whether a byline names a person, and not only a newsroom or an agency."""
    own = {outlet.casefold() for outlet in outlets}
    return any(is_person(name) and name.casefold() not in own for name in authors_in(value, own))


def is_byline(line: str) -> bool:
    """Whether a paragraph of text says who made it, and nothing else.

    >>> is_byline("By Mara Ilves"), is_byline("Editing by Jo Aas"), is_byline("By noon Mara Ilves had left.")
    (True, True, False)
    """
    return len(line) <= MAX_LINE and bool(_LINE.match(line)) and not line.rstrip().endswith((".", "?", "!"))


def is_person(name: str) -> bool:
    """Whether a name of a byline is built as a person's: two words or more, of letters, none that bodies end in.

    >>> is_person("Mara Ilves"), is_person("Ferry Post"), is_person("Reuters")
    (True, False, False)
    """
    parts = name.split()
    if not 2 <= len(parts) <= 5 or name in _AGENCIES or not all(map(_NAME_WORD.match, parts)):
        return False
    return parts[-1].casefold() not in _BODIES and parts[0].casefold() != "the" and parts[0][0].isupper()


def _items(value: str) -> Iterator[str]:
    """The members of a list that was written out as one, else the value."""
    value = value.strip()
    if value[:1] not in ("[", "(", "{") or value[-1:] not in ("]", ")", "}"):
        yield value
    elif names := _NAMED.findall(value):
        yield from names
    elif quoted := _QUOTED.findall(value):
        yield from (a or b for a, b in quoted)
    else:
        yield value[1:-1]


def _names(value: str, own: set[str]) -> Iterator[str]:
    """The names in one byline."""
    value = _without_addresses(" ".join(value.replace("\n", " | ").split()))
    value = _WHEN.sub("", _GENERATION.sub(r" \1", value))
    while lead := _LEAD.match(value):
        value = value[lead.end() :]
    reordered = [_SURNAME_FIRST.fullmatch(one) for one in re.split(r"\s*;\s*", value)]
    if all(one and _is_inverted(*one.groups()) for one in reordered):
        yield from (f"{one[2]} {one[1]}" for one in reordered if one)
        return
    if _SLUG.fullmatch(value):
        value = value.replace("-", " ").title()
    parts = _parts(value)
    yield from _without_roles(_of_writers(parts) or parts, own)


def _without_addresses(value: str) -> str:
    """A byline without addresses; a name in brackets behind one stays, other brackets hold outlets and roles."""
    bare = _MAILED.sub(" ", value)
    if bare == value or _BRACKETS.sub("", bare).strip(" ,;|-"):
        return _BRACKETS.sub("", bare).strip(" ,;|-–—")
    return " ".join(" ".join(groups) for groups in _BRACKETS.findall(bare)).strip(" ,;|-–—")


def _is_inverted(surname: str, given: str) -> bool:
    """Whether "Ilves, Mara" is a surname and given names, and not two authors or an author and an outlet."""
    if " " in surname or any(_is_role(part) or part in _AGENCIES for part in (surname, given)):
        return False
    in_capitals = given.isupper() and not _INITIALS.fullmatch(given) and not _is_given(given.split()[0])
    return given.split()[-1].casefold() not in _BODIES | _DEGREES and not in_capitals


def _is_given(word: str) -> bool:
    return without_accents(word).casefold() in words("given_names")


def is_full_name(line: str) -> bool:
    """Whether a line is a person's name that begins with a given name, and nothing else.

    >>> is_full_name("MARA ILVES"), is_full_name("Old Harbour"), is_full_name("Mara left")
    (True, False, False)
    """
    return is_person(line) and _is_given(line.split()[0]) and all(word[0].isupper() for word in line.split())


def _without_capitals(name: str) -> str:
    """A person's name that stands in capitals as it is written elsewhere, if its first word is a given name.

    >>> _without_capitals("MARA O'ILVES-AAS"), _without_capitals("MARA VAN DER ILVES III"), _without_capitals("BBC IRT")
    ("Mara O'Ilves-Aas", 'Mara van der Ilves III', 'BBC IRT')
    """
    first, *others = name.split()
    if not name.isupper() or not _is_given(first):
        return name
    parts = (part.lower() if part.casefold() in _PARTICLES else _CAPITALS.sub(_capitalised, part) for part in others)
    return " ".join([_CAPITALS.sub(_capitalised, first), *parts])


def _capitalised(match: re.Match[str]) -> str:
    letters = match[0]
    if _NUMBER.fullmatch(letters):
        return letters
    return f"Mc{letters[2:].capitalize()}" if re.match("MC.{3}", letters) else letters.capitalize()


def _of_writers(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts but for those of who took the pictures, edited or translated, and who follow them."""
    others, writers = False, list[tuple[str, str]]()
    for joint, part in parts:
        others = bool(_OTHERS.match(part)) or (others and joint not in ("|", ";") and not _LEAD.match(part))
        writers += [] if others else [(joint, part)]
    return writers


def _parts(value: str) -> list[tuple[str, str]]:
    """The parts of a byline between commas and the like, each with what stands before it."""
    parts, at, joint = [], 0, ""
    for stop in _BREAK.finditer(value):
        parts.append((joint, value[at : stop.start()]))
        at, joint = stop.end(), stop[0].strip(" ,").casefold()
    return [*parts, (joint, value[at:])]


def _without_roles(parts: list[tuple[str, str]], own: set[str]) -> Iterator[str]:
    """The parts that are names; behind a role stands where it is held, unless another role shows that it is a name."""
    behind_role = False
    for n, (joint, part) in enumerate(parts):
        name = _bare(part)
        if not name or _is_dated(name) or _is_role(name):
            behind_role = behind_role or _is_role(name)
            continue
        if n and not joint and _is_role(part) and not _is_given(name.split()[0]):
            behind_role = True  # "Local Democracy Reporter", of which the noun was taken off
            continue
        follows = n + 1 < len(parts) and _is_role(_bare(parts[n + 1][1]))
        if behind_role and joint not in ("and", "&", "with", ";") and not follows:
            continue
        behind_role = False
        if name.casefold() not in _NOBODY | _DEGREES and not _HOST.search(name):
            yield name


def _bare(part: str) -> str:
    """A part without the lead, the role in front of the name, and the place or outlet behind it."""
    part = _BEHIND.sub("", part.strip(" ,*\"'“”‘’"))
    part = part[genre.end() :] if (genre := _GENRE.match(part)) else part
    lead = _LEAD.match(part)
    tokens = part[lead.end() if lead else 0 :].split()
    behind = len(tokens) - _role_length(tokens[::-1])
    if behind >= _NAME:
        tokens = tokens[:behind]
    front = _role_length(tokens)
    return " ".join(tokens[front:] if len(tokens) - front >= _NAME else tokens)


def _role_length(tokens: Sequence[str]) -> int:
    """How many words from one end are a role or an agency; 0 where none of them is the noun of one."""
    n = next((n for n, token in enumerate(tokens) if token.casefold() not in _MODIFIERS | _ROLES), len(tokens))
    return n if any(token.casefold() in _ROLES for token in tokens[:n]) else 0


def _is_role(part: str) -> bool:
    """Whether a part names a role: its last word does, or the one before "-at-large", "in chief", "emeritus"."""
    tokens = re.sub(r"[ -](?:at[ -]large|in[ -]chief|emeritus)\Z", "", part.casefold()).split()
    if not tokens:
        return False
    last = tokens[-1].removesuffix("s")
    return last in _ROLES or tokens[-1] in _ROLES or (len(tokens) > 1 and all(token in _MODIFIERS for token in tokens))


def names_role(line: str) -> bool:
    """Whether a line is the role of a journalist and nothing else.

    >>> names_role("Senior Political Reporter"), names_role("The reporter left")
    (True, False)
    """
    tokens = line.casefold().split()
    return 0 < len(tokens) <= _MAX_ROLE and _is_role(line) and all(t in _MODIFIERS | _ROLES for t in tokens)


def _is_dated(part: str) -> bool:
    """Whether a part says when."""
    return bool(_DATED.match(part) or _YEAR.fullmatch(part) or any(map(str.isdigit, part)) or parse_moment(part))
