"""The forms of English verbs and nouns: regular ones by rule, the others from data/lexicon/irregular_verbs.tsv.

What a rule cannot know from the letters, as that "beg" doubles its last one and "beckon" does not, is a line of that
table; tests/text/test_inflections.py holds every form of every cue verb against a list that was read by eye.
"""

from __future__ import annotations

import re

from newsloom.transforms.text.lexicon import lexicon

OWNING = ("'s", "’s")
"""The ending of an owner, as a word of its own; "is" and "has" may look the same."""
POSSESSIVES = (*OWNING, "'", "’")
"""The same, behind an "s" too."""
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_SIBILANT = re.compile(r"(s|x|z|ch|sh|o)$")
_SILENT_E = re.compile(r"[^eoy]e$")


def inflect_verb(verb: str) -> frozenset[str]:
    """All forms of a verb, itself included.

    >>> sorted(inflect_verb("deny")), sorted(inflect_verb("beg"))
    (['denied', 'denies', 'deny', 'denying'], ['beg', 'begged', 'begging', 'begs'])
    """
    listed = lexicon("irregular_verbs").get(verb, frozenset())
    progressive = {form for form in listed if form.endswith("ing")}
    present = {form for form in listed if form.endswith("s")}
    past = listed - progressive - present
    forms = present or {add_s(verb)}, progressive or {_progressive(verb)}, past or {_past(verb)}
    return frozenset({verb}.union(*forms))


def inflect_noun(noun: str) -> frozenset[str]:
    """A regular noun and its plural.

    >>> sorted(inflect_noun("speech"))
    ['speech', 'speeches']
    """
    return frozenset({noun, add_s(noun)})


def add_s(word: str) -> str:
    """The third person of a verb, the plural of a noun."""
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _SIBILANT.search(word) else "s")


def _progressive(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return (verb[:-1] if _SILENT_E.search(verb) else verb) + "ing"


def _past(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")
