"""Letters of one 8-bit code page that were read under another: "Kandoðan" for "Kandoğan", "Wa³kowski".

No UTF-8 is involved, so every letter is a letter still, and "Guðrún" is one too. A text is read again only on evidence
of its own: two words or more become likelier spellings, or one does that no language writes so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from newsloom.transforms.repair.channels import leftovers
from newsloom.transforms.repair.charmodel import CharModel
from newsloom.transforms.text.edits import Edit

__all__ = ["neighbouring_pages"]

_RIGHT = ("cp1250", "cp1254", "cp1257")  # what may have been read as cp1252
_SIGNS = "¡¢£¤¥¦¯±³µ¹º¼½¾¿×÷"  # stand in no word, so a word with one was read wrongly; not what stands beside one, as ®
_LONG_VOWELS = frozenset("âîûêôÂÎÛÊÔ")  # many transliterations write them; they say nothing of a page by themselves
_IN_WORD = rf"(?:[^\W\d_]|[{_SIGNS}’'-])"
_BEFORE, _WORD = re.compile(rf"{_IN_WORD}+\Z"), re.compile(rf"{_IN_WORD}*[^\W\d_]{_IN_WORD}*")
_LONGEST = 40  # letters
_CONFIDENCE = 0.9  # of a word read under a neighbouring code page; by hand


@dataclass(frozen=True)
class PagePrices:
    """What must speak for another code page, in nats of likelihood under the character model.

    By hand; of 35,000 names of places spelled right, five words reach `alone`, two of them misread at their source.
    """

    word: float = 5.0  # by which one word must become likelier to be read again
    together: float = 18.0  # the same for all words of a text together, two or more
    alone: float = 20.0  # the same where it is one word, again and again
    with_sign: float = 9.0  # the same where a word has a sign inside that stands in none


PRICES = PagePrices()


def neighbouring_pages(text: str, model: CharModel) -> list[Edit]:
    """Edits of the letters that become others under the page for which most speaks; none where too little does."""
    if text.isascii() or any(not text[at + 1 : at + 2].isalpha() for at in leftovers(text)):
        return []  # what is garbled otherwise is no evidence
    best: tuple[float, list[Edit]] = (0.0, [])
    for page in _RIGHT:
        gain, edits = _read_under(text, page, model)
        best = max(best, (gain, edits), key=lambda pair: pair[0])
    return best[1]


@cache
def _differences(page: str) -> Mapping[str, str]:
    """The characters of cp1252 that are other letters under a page."""
    pairs = (
        (bytes([byte]).decode("cp1252", "ignore"), bytes([byte]).decode(page, "ignore")) for byte in range(128, 256)
    )
    usable = {wrong: right for wrong, right in pairs if wrong and right.isalpha() and right != wrong}
    return {wrong: right for wrong, right in usable.items() if wrong.isalpha() or wrong in _SIGNS}


def _read_under(text: str, page: str, model: CharModel) -> tuple[float, list[Edit]]:
    """The gain in nats of reading the words that become likelier under a page, and the edits that do so."""
    letters = _differences(page)
    gains: dict[str, float] = {}
    edits: list[Edit] = []
    for word in _words(text, letters):
        if word[0] not in gains:
            again = "".join(letters.get(char, char) for char in word[0])
            gains[word[0]] = model.text_cost(word[0]) - model.text_cost(again)
        if gains[word[0]] >= PRICES.word:
            edits += _edits(word, letters, page, gains[word[0]])
    likelier = [word for word, gain in gains.items() if gain >= PRICES.word and not _is_raised(word, letters)]
    clear = [word for word in likelier if set(word) & letters.keys() - _LONG_VOWELS]
    has_sign = any(set(word) & set(_SIGNS) for word in clear)
    wanted = PRICES.with_sign if has_sign else PRICES.together if len(clear) > 1 else PRICES.alone
    total = sum(gains.values())
    return (total, edits) if clear and total >= wanted else (0.0, [])


def _is_raised(word: str, letters: Mapping[str, str]) -> bool:
    """Whether nothing but a raised number behind a word would change."""
    return word[-1:] in "¹³" and not set(word[:-1]) & letters.keys()


def _words(text: str, letters: Mapping[str, str]) -> Iterator[re.Match[str]]:
    """The words that would change and that are no numbers."""
    reach = 0
    for hit in re.finditer(f"[{''.join(letters)}]", text):
        if hit.start() < reach:
            continue
        before = _BEFORE.search(text, max(reach, hit.start() - _LONGEST), hit.start())
        word = _WORD.match(text, before.start() if before else hit.start())
        if word and hit.start() < word.end() <= hit.start() + _LONGEST:
            reach = word.end()
            if not text[word.start() - 1 : word.start()].isdigit() and not text[reach : reach + 1].isdigit():
                yield word


def _edits(word: re.Match[str], letters: Mapping[str, str], page: str, gain: float) -> Iterator[Edit]:
    rule, evidence = f"{page.replace('-', '')}_as_cp1252", f"cp1252 > {page}; likelihood +{gain:.1f} nats"
    for at, char in enumerate(word[0], word.start()):
        if char in letters:
            yield Edit("mojibake", rule, at, at + 1, char, letters[char], evidence, _CONFIDENCE)
