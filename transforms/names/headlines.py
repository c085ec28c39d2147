"""Full names that only an article's headline has: its text goes on with the surname."""

from __future__ import annotations

import re

from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import gender_of_given
from newsloom.transforms.text.lexicon import lexicon, words

_INITIALS = re.compile(r"(?:[A-Z]\.){2}")
_NO_GIVEN = words("function_words") | words("modals") | words("name_words", "no given name") | lexicon("states").keys()


def full_name_in_headline(headline: str, surname: str, gazetteer: Gazetteer) -> str | None:
    """A headline's full name of somebody whom the text calls by the surname alone; None where it has none, or two."""
    if surname not in headline or not surname[:1].isupper() or headline.isupper():
        return None
    pattern = rf"(?<![\w'’-])([A-Z][\w.-]*)(?: [A-Z]\.)? {re.escape(surname)}(?![\w-])"
    full = {match[0] for match in re.finditer(pattern, headline) if _is_given(match[1], gazetteer)}
    return full.pop() if len(full) == 1 else None


def _is_given(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word in front of a surname is a given name or initials, and no title, place or word of a sentence."""
    form = fold(word)
    if form in _NO_GIVEN or form in gazetteer.role_heads or form in gazetteer.country_of:
        return False
    listed = form in gazetteer.nicknames or gender_of_given([form]) is not None
    return _INITIALS.fullmatch(word) is not None or (listed and form not in gazetteer.gender_of_honorific)
