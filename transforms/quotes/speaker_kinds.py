"""What kind of speaker a phrase without a name stands for: a person, a body, a group, somebody unnamed, or a thing."""

from __future__ import annotations

from newsloom.transforms.text.lexicon import words as lexicon_words

_PERSON = lexicon_words("speaker_nouns", "person")
_PERSON_ENDINGS = tuple(lexicon_words("speaker_nouns", "person_ending"))
_ORGANISATION = lexicon_words("speaker_nouns", "organisation")
_GROUP = lexicon_words("speaker_nouns", "group")
_ANONYMOUS = lexicon_words("speaker_nouns", "anonymous")
_THINGS = lexicon_words("speaker_nouns", "thing")
_INDEFINITE = ("a", "an", "one", "another")
_WITHHELD = ("anonymity", "unnamed")


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
    return "anonymous" if lower.split(" ", 1)[0] in _INDEFINITE else "person"


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
