"""The knowledge base that ships: organisations and products by name, put together from a list of Wikidata.

    python -m newsloom.flows.training.knowledge organisations.tsv.gz

The list has five columns: id, "organization" or "product", number of Wikipedias that have an article, label, other
names parted by "|". What comes out is data/names/knowledge.tsv.gz: folded name, id and type of what it names for sure.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsloom.flows.assets.assets import DATA, load_assets
from newsloom.transforms.entities.naming.knowledge import look_up_form
from newsloom.transforms.names.comparing import is_acronym, without_ending
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import words

KNOWLEDGE = DATA / "names" / "knowledge.tsv.gz"
_TYPES = {"organization": "ORG", "product": "PRODUCT"}
_PAGE = re.compile(r"(?:Module|Wikipedia|Template|Help|Category|Portal):")
_SHORTEST = 3  # letters of a name that is looked up; by hand
_WELL_KNOWN = 25  # articles from which on a name of one word is sure enough; by hand
_LONG_ACRONYM = (
    4  # letters; by hand, as all 191 of them in the list were read: those that mean something else are in bodies.tsv
)
_FIRST_NAME = 4  # how many times as well known a thing is by its first name as by another; by hand
_PARTY = "party"
_SMALL = words("name_bodies", "small")
_FAR_AHEAD = 4  # how many times the articles of the next one a thing must have to be what a shared name means; by hand


@dataclass(frozen=True)
class KnowledgeEntry:
    """A line of the list."""

    kb_id: str
    type: str
    n_articles: int
    label: str
    aliases: tuple[str, ...]


def read_entries(text: str) -> Iterator[KnowledgeEntry]:
    """The things of a list that are called by a name: no pages about the site, no common nouns."""
    for line in text.splitlines():
        kb_id, kind, n_articles, label, aliases = line.split("\t")
        if not _PAGE.match(label) and any(char.isupper() for char in label):
            yield KnowledgeEntry(kb_id, _TYPES[kind], int(n_articles), label, tuple(filter(None, aliases.split("|"))))


def sure_names(entries: Iterable[KnowledgeEntry], gazetteer: Gazetteer) -> dict[str, KnowledgeEntry]:
    """What each folded name means, where one thing alone has it or is far better known than the next."""
    bearers: dict[str, dict[str, KnowledgeEntry]] = defaultdict(dict)
    for entry in entries:
        for name in (entry.label, *entry.aliases):
            bearers[look_up_form(name)][entry.kb_id] = entry
    sure = {}
    for form, some in bearers.items():
        weights = {kb_id: _weight(form, entry) for kb_id, entry in some.items()}
        first, *others = sorted(some.values(), key=lambda entry: (-weights[entry.kb_id], entry.kb_id))
        ahead = all(weights[first.kb_id] >= _FAR_AHEAD * weights[other.kb_id] for other in others)
        if ahead and _is_distinctive(form, first, gazetteer) and _is_safe(form, first, gazetteer):
            sure[form] = first
    return sure


def _weight(form: str, entry: KnowledgeEntry) -> int:
    """How well something is known under a name: its first name counts more than its others; a party's does not, as
    every country has one of that name."""
    first = form == look_up_form(entry.label) and _PARTY not in form.split()
    return entry.n_articles * (_FIRST_NAME if first else 1)


def _is_safe(form: str, entry: KnowledgeEntry, gazetteer: Gazetteer) -> bool:
    """Whether another name of a thing is its alone: one that leaves out a word of the first name ("Time Warner" of
    Time Warner Cable) may be somebody else's, and so may a party's other names."""
    label = look_up_form(entry.label)
    name, first = _words(form, gazetteer), _words(label, gazetteer)
    if name >= first or without_ending(label, gazetteer) == form or form.replace(" ", "") == label.replace(" ", ""):
        return True
    return not name < first and (_PARTY not in first or is_acronym(entry.label, form))


def _words(form: str, gazetteer: Gazetteer) -> frozenset[str]:
    """The words that tell a name from others: no small ones, none that say what kind of company, and not the United
    States, as a body without a country is theirs in most English news."""
    home = gazetteer.countries["US"]
    aside = {word for name in (home.name, *home.names) for word in _bare(name)}
    return _bare(form) - gazetteer.company_endings - _SMALL - aside


def _bare(form: str) -> frozenset[str]:
    return frozenset(fold(form).replace(".", "").split())


def _is_distinctive(form: str, entry: KnowledgeEntry, gazetteer: Gazetteer) -> bool:
    """Whether a name is no place, people or common word; of one word it must be the label of something well known."""
    if len(form) < _SHORTEST or form in gazetteer.country_of or form in gazetteer.common_words:
        return False
    own = form == look_up_form(entry.label) or without_ending(look_up_form(entry.label), gazetteer) == form
    return " " in form or ((own or _is_long_acronym(form, entry)) and entry.n_articles >= _WELL_KNOWN)


def _is_long_acronym(form: str, entry: KnowledgeEntry) -> bool:
    """Whether a name of one word is the acronym of the first name, of so many letters that few things share one."""
    short = next((alias for alias in entry.aliases if look_up_form(alias) == form and alias.isupper()), "")
    return len(short) >= _LONG_ACRONYM and short.isalpha() and is_acronym(short, entry.label)


def main() -> None:
    """Write the knowledge base of a list."""
    text = gzip.decompress(Path(sys.argv[1]).read_bytes()).decode()
    names = sure_names(read_entries(text), load_assets().gazetteer)
    lines = [f"{form}\t{entry.kb_id}\t{entry.type}\n" for form, entry in sorted(names.items())]
    KNOWLEDGE.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


if __name__ == "__main__":
    main()
