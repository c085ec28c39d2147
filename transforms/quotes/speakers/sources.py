"""Whom the words of a source name (at its head, in apposition, behind a title), and what kind of speaker they are for.

Everything here reads the phrase and the names in it; pronouns and descriptions are left to the article's mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsloom.transforms.mentions.records import Mention
from newsloom.transforms.mentions.references.nominals import INDEFINITE
from newsloom.transforms.quotes.noun_phrases import head_span
from newsloom.transforms.quotes.speakers.speaker_context import CONFIDENCES, ArticleContext, Names, Speaker
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import Span

_REFLEXIVE = re.compile(r"\s+(?:him|her|it|them)sel(?:f|ves)$", re.IGNORECASE)
_HONOURS = re.compile(
    rf"(?:,? (?:{'|'.join(sorted(word.upper() for word in lexicon_words('name_particles', 'suffix')))}))+$"
)
_APPOSED = re.compile(r"[^,;:]*,\s+((?:[\w.’'&-]+\s+){0,5})")
_TITLE_WORD = re.compile(r"[A-Z][\w.]*")
_CONNECTED = re.compile(
    r"(?:[’']s)?\s*(?:\([^)]*\))?(?:,[^,;]{1,30}(?=,))?(?:,|,? (and|or)|( &))\s+(?:[A-Z][\w.]*\s+){0,3}"
)
_AND = re.compile(r",? (?:and|or|&) ")
_PART_END = re.compile(r"[,;:(—–]")
_OWNER_MARK = re.compile(r"[’']s?\s+(?=\w)")
_POSSESSIVE = re.compile(r"[’']s?\b")
_OWNED = re.compile(r"[’']s?\s+(?:[\w.-]+\s+){0,3}")
"""What stands between an author and the document: "Lee’s first written statement"."""
_AUTHORED = re.compile(r"\s(?:by|from)\s(?:the\s)?(?:[a-z-]+\s){0,2}")
"""What stands between a document and its author: "a report by the independent"."""
_MEMBER = re.compile(r"\s((?:[a-z-]+\s){0,2}[a-z]+)(?:\s|$)")
"""Who is of a body that stands in front: "a memo by Acme staffer Lee"."""
_POSTED = frozenset(("post", "video", "message", "page", "account", "thread"))
_LAST_WORD = re.compile(r"([\w-]+)\.?\s*$")
_PERSON = lexicon_words("speaker_nouns", "person")
_PERSON_ENDINGS = tuple(lexicon_words("speaker_nouns", "person_ending"))
_ORGANISATION = lexicon_words("speaker_nouns", "organisation")
_GROUP = lexicon_words("speaker_nouns", "group")
_ANONYMOUS = lexicon_words("speaker_nouns", "anonymous")
_THINGS = lexicon_words("speaker_nouns", "thing")
_WITHHELD = ("anonymity", "unnamed")
_PLATFORMS = lexicon_words("media", "platform")
_TITLE_HEADS = lexicon_words("titles", "head")
_KIND_OF_TYPE = {"PERSON": "person", "NORP": "collective"} | dict.fromkeys(("GPE", "ORG", "FAC", "LOC"), "organisation")
_SPEAKING_TYPES = ("PERSON", "ORG")
_BODIES = lexicon_words("body_nouns", "business", "public", "medium", "any", "named") | _ORGANISATION
_ACRONYM = re.compile(r"[Tt]he ([A-Z]{2,5})")
_JOINING = lexicon_words("function_words", "head_end", "phrase_end") | {"like", "including"}
_CREW = frozenset(("skipper", "captain", "master", "pilot", "driver", "conductor", "owner"))
"""Who is of a ship, a train or a plane, whose name may be a person's."""
_LEAST_LETTERS = 3  # of a title's initials that are marked as a name; by hand
_MOST_TITLES = 3  # words of a title before a name in apposition; by hand


def kind_of_type(entity_type: str) -> str:
    """The speaker_kind of a named thing."""
    return _KIND_OF_TYPE.get(entity_type, "unknown")


def resolve_named(context: ArticleContext, source: Span) -> Speaker | None:
    """The speaker that a phrase names; None where its head is no name and none stands beside it."""
    source = _without_last_words(context.text, source)
    head = head_span(context.text, source)
    mention = context.mention_over(head)
    owned = _OWNER_MARK.match(context.text, mention.end_char, source[1]) if mention is not None else None
    if owned is not None:  # "the Bank of England's chief economist"
        return resolve_named(context, (owned.end(), source[1]))
    mention = _titled_person(context, head, source, mention) or mention or _apposed(context, head, source)
    if mention is None:
        author = author_of_document(context, head, source)
        document = author and Speaker(kind_of_type(author.type), "nominal", author.chain, CONFIDENCES.document)
        return document or None
    kind = kind_of_type(mention.type)
    if kind == "collective" and mention.start_char > source[0]:
        return _members_of(context, mention)
    if _is_coordinated(context, mention, source):
        return Speaker("collective", "named")
    return Speaker(kind, "named", mention.chain, mention.confidence)


def _without_last_words(text: str, source: Span) -> Span:
    """ "Ann Lee herself" and "Ann Lee KC" without the last word."""
    match = _REFLEXIVE.search(text, *source) or _HONOURS.search(text, *source)
    return (source[0], match.start()) if match and match.start() > source[0] else source


def _titled_person(context: ArticleContext, head: Span, source: Span, at_head: Mention | None) -> Mention | None:
    """The person behind a title that has a name or an "of" in it: "Speaker of the House Ann Lee", "Acme President Lee".

    Not the one whom a title belongs to: "the aide of President Lee", "the lawyer for Lee".
    """
    if at_head is not None and at_head.type == "PERSON":
        return None
    end = _PART_END.search(context.text, head[1], source[1])
    last = end.start() if end else source[1]
    people = [m for m in context.mentions_in(head[1], last) if m.type == "PERSON" and m.end_char <= last]
    if not people or context.text[people[-1].end_char : last].strip():
        return None
    start = at_head.end_char if at_head is not None else head[1]
    return people[-1] if _leads_to(context.text, (start, people[-1].start_char), head, at_head is not None) else None


def _leads_to(text: str, between: Span, head: Span, has_name: bool) -> bool:
    """Whether the words between a phrase's head and a name are the rest of a title."""
    words = text[slice(*between)]
    last = _LAST_WORD.search(words)
    if last is None or _POSSESSIVE.search(words):
        return False
    closes = last.group(1).lower() in _TITLE_HEADS
    if has_name:
        return closes
    noun = text[slice(*head)].lower()
    if noun in _CREW and words.startswith(" of the ") and last.group(1)[0].isupper():
        return False  # "the skipper of the MV Ann Lee"
    office = noun in _TITLE_HEADS
    return office and words.startswith(" of ") and words.strip() != "of" and not closes


def _apposed(context: ArticleContext, head: Span, source: Span) -> Mention | None:
    """The person or body named after the head and one comma: "her deputy, Ann Lee", "the buyer, Dutch bank Acme"."""
    text = context.text
    if is_document(text[slice(*head)].lower()):
        return None
    for mention in context.mentions_in(head[1] + 1, source[1]):
        start, end = mention.start_char, mention.end_char
        apposed = _APPOSED.fullmatch(text, head[1], start)
        if apposed is None or mention.type not in _SPEAKING_TYPES or _OWNER_MARK.match(text, end):
            continue
        words = apposed[1].split()
        if mention.type == "PERSON" and _lead_to_person(words):
            return mention
        closed = end == source[1] or text.startswith(",", end)
        if mention.type == "ORG" and closed and (words in ([], ["the"]) or words[-1].lower() in _BODIES):
            return mention if text[slice(*source)].lower().startswith(("the ", "its ", "their ")) else None
    return None


def _lead_to_person(words: Sequence[str]) -> bool:
    """Whether words before a name in apposition are a title ("Dr."), or end with what its bearer is ("ex-nurse")."""
    if not _JOINING.isdisjoint(words):
        return False  # "some, like Sheriff Lee"
    titled = len(words) <= _MOST_TITLES and all(_TITLE_WORD.fullmatch(word) for word in words)
    return titled or is_person_noun(words[-1].lower()) or words[-1].lower() in _TITLE_HEADS


def has_apposed_name(context: ArticleContext, source: Span) -> bool:
    """Whether a phrase describes somebody or something and names it in apposition: "the buyer, Dutch bank Acme"."""
    head = head_span(context.text, source)
    return context.mention_over(head) is None and _apposed(context, head, source) is not None


def resolve_acronym(context: ArticleContext, names: Names, source: Span) -> Speaker | None:
    """The one person of the article whose title a phrase abbreviates: "the ASG" for an additional solicitor general."""
    short = _ACRONYM.fullmatch(context.text[slice(*source)])
    if short is None:
        return None
    own = context.mention_over((source[1] - len(short[1]), source[1]))
    if own is not None and len(short[1]) < _LEAST_LETTERS:
        return None  # "the US"
    bearers = {role.chain for role in names.role_records if initials_of(role.role) == short[1]}
    return Speaker("person", "nominal", bearers.pop(), CONFIDENCES.document) if len(bearers) == 1 else None


def initials_of(title: str) -> str:
    """The first letters of a title's words, of and and left out.

    >>> initials_of("additional solicitor general"), initials_of("secretary of state")
    ('ASG', 'SS')
    """
    return "".join(word[0] for word in title.upper().split() if word not in ("OF", "AND", "THE", "FOR"))


def _members_of(context: ArticleContext, mention: Mention) -> Speaker:
    """ "Some Republicans" are not the party, and "the Republican" is one person: neither is the group itself."""
    plural = context.text.endswith("s", 0, mention.end_char)
    return Speaker("collective" if plural else "person", "nominal")


def _is_coordinated(context: ArticleContext, head: Mention, source: Span) -> bool:
    """Whether the phrase names another speaker beside its head: "Lee and Park", "Lee (D-Ohio) and Park (D-Ore.)".

    The conjunction stands between two names of the list; one inside an apposition proves nothing.
    """
    inside = [m for m in context.mentions_in(*source) if m.end_char <= source[1] and m.type in _SPEAKING_TYPES]
    return any(head in names and conjoined for names, conjoined in _lists(context.text, inside, source[1]))


def _lists(text: str, names: Sequence[Mention], end: int) -> Iterator[tuple[list[Mention], bool]]:
    """Runs of names that commas and conjunctions join, and whether a conjunction is among these."""
    run, conjoined = list(names[:1]), False
    for one, other in pairwise(names):
        match = _CONNECTED.fullmatch(text, one.end_char, other.start_char)
        if match is None or one.chain == other.chain:
            yield run, len(run) > 1 and (conjoined or _goes_on(text, one.end_char, end))
            run, conjoined = [], False
        run.append(other)
        conjoined = conjoined or bool(match and (match.group(1) or match.group(2)))
    if run:
        yield run, len(run) > 1 and (conjoined or _goes_on(text, run[-1].end_char, end))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a list goes on with something that is no name: "Lee, Park and others"."""
    return _AND.match(text, start, end) is not None


def author_of_document(context: ArticleContext, head: Span, source: Span) -> Mention | None:
    """Who is named as the author of a document: "a statement from Acme", "an Acme report", "Lee’s letter"."""
    text = context.text
    if not is_document(text[slice(*head)].lower()):
        return None
    behind = _AUTHORED.match(text, source[1])
    for mention in context.mentions_in(source[0], behind.end() + 1 if behind else source[1]):
        start, end = mention.start_char, mention.end_char
        if mention.type not in _SPEAKING_TYPES:
            continue
        owned = end <= head[0] and _OWNED.fullmatch(text, end, head[0])
        is_beside = mention.type == "ORG" and end <= head[0] and text[end : head[0]].isspace()
        is_beside = is_beside and not _is_posted_there(mention, text[slice(*head)].lower())
        before = is_beside and not _POSSESSIVE.search(text, source[0], start)
        after = head[1] <= start and _AUTHORED.fullmatch(text, head[1], start) and not _POSSESSIVE.match(text, end)
        if after and mention.type == "ORG" and (member := _MEMBER.match(text, end, source[1])) is not None:
            person = context.mention_over((member.end(), member.end() + 1)) if _is_of_people(member[1]) else mention
            return person if person is None or person.type in _SPEAKING_TYPES else None
        if owned or before or after:
            return mention
    return None


def _is_posted_there(mention: Mention, noun: str) -> bool:
    """Whether a document is on a platform and by somebody else: "a Facebook post"."""
    return noun.removesuffix("s") in _POSTED and mention.text.lower() in _PLATFORMS


def _is_of_people(words: str) -> bool:
    last = words.rsplit(None, 1)[-1]
    return is_person_noun(last) or is_person_noun(last.removesuffix("s"))


def nominal_kind(noun: str, phrase: str) -> str:
    """The speaker_kind of a phrase, given its head noun in lower case.

    >>> nominal_kind("officials", "senior officials"), nominal_kind("poll", "a new poll")
    ('collective', 'unknown')
    """
    lower = phrase.lower()
    if noun in _ANONYMOUS or any(word in lower for word in _WITHHELD) or noun.endswith(" source"):
        return "anonymous"
    if is_document(noun):
        return "unknown"
    if noun in _ORGANISATION:
        return "organisation"
    if noun in _GROUP or _is_plural(noun):
        return "collective"
    if not is_person_noun(noun):
        return "unknown"
    return "anonymous" if lower.split(" ", 1)[0] in INDEFINITE else "person"


def is_person_noun(noun: str) -> bool:
    """Whether a singular noun names a person by office, trade or kinship."""
    return noun in _PERSON or noun.endswith(_PERSON_ENDINGS)


def is_document(noun: str) -> bool:
    """Whether a noun says what somebody wrote or recorded: "report", "statements".

    >>> is_document("reports"), is_document("baker")
    (True, False)
    """
    return noun in _THINGS or noun.removesuffix("s") in _THINGS


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3
