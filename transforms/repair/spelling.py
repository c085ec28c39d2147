"""Lost letters restored from the same name spelled right elsewhere: in the text, in the batch, in the dataset.

"Dovil?" and "Dovil�" say nothing about the letter that is gone, but a text that writes "Dovilė" does. Every
spelling with letters beyond ASCII is filed under what lossy channels make of it; damaged tokens are looked up
there. Short tokens, and those with more than one answer, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from newsloom.schemas.state.repair import SPELLINGS
from newsloom.transforms.repair.holes import (
    HOLES,
    MAX_COMPARISONS,
    MAX_TOKEN,
    Neighbours,
    fitting,
    spelling_key,
    too_many_comparisons,
)
from newsloom.transforms.text.edits import Edit

__all__ = [
    "DAMAGED",
    "EMPTY_EVIDENCE",
    "Spelling",
    "SpellingEvidence",
    "evidence_from_rows",
    "lost_letters",
    "settles",
    "spelling_rows",
    "spellings_of",
]

WORD = re.compile(r"[^\W\d_]{3,40}")
WITH_APOSTROPHE = re.compile(r"\b[^\W\d_a-zß-ÿ][a-z]?’[^\W\d_a-zß-ÿ][^\W\d_]{2,40}")  # O’Brien
DAMAGED = re.compile(
    r"(?<![\w?\ufffd=&/.])[?\ufffd]*[^\W\d_][\w?\ufffd]*[?\ufffd][\w?\ufffd]*"  # a hole behind a letter
    r"|(?<![?\ufffd])[?\ufffd]+[^\W\d_][\w?\ufffd]*"  # a hole in front
    r"|\ufffd+|(?<= )\?{1,3}(?= )"  # nothing but holes
)
_ENDING = r"(?=(?:s|t|re|ve|ll|d|m)\b)"
INSIDE = re.compile(
    rf"(?<=[a-z])\?(?=[a-z])|\ufffd{{3}}{_ENDING}|\ufffd"
)  # one sign for each byte of a mark, or for all
APOSTROPHE = re.compile(rf"(?<=[^\W\d_])\ufffd(?:\ufffd\ufffd)?{_ENDING}")
ADDRESS = re.compile(r"https?://|www\.|\w\.[A-Za-z]{2,10}/")
MAX_ADDRESS = 2_000  # characters of an address that are looked at
_LEADING = "ÃÄÅÆÈÉÊËÐÑ"
LEADS = re.compile(rf"\b\w*[{_LEADING}]\w*")
_LEAD, _HOLE = re.compile(f"[{_LEADING}]"), re.compile("[?\ufffd]")
_TO_BLANK = re.compile(r"\S*\s?")
_BEHIND = re.compile("[ ”’\"')]*((?s:.?))")
EDGE = 3  # letters at the start or end of a word that many words are found by
MANY = 50  # spellings with one key
MIN_LETTERS = 4  # letters that a damaged token must still show
MIN_LETTERS_HERE = 2  # the same, if the text itself has the right spelling
_BY_SPELLING, _BY_TRAIL, _BY_SHAPE = 0.97, 0.95, 0.95  # confidence of a repair by its evidence; by hand


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word as it is spelled somewhere, and the article that has it (None: the text at hand)."""

    word: str
    article_id: str | None = None


@dataclass(frozen=True)
class SpellingEvidence:
    """Spellings by what is left of them when letters are lost (`spelling_key`)."""

    spellings: Mapping[str, tuple[Spelling, ...]] = field(default_factory=dict)
    _by_edge: dict[tuple[str, str], dict[str, list[Spelling]]] = field(default_factory=dict, repr=False, compare=False)

    def candidates(self, token: str) -> Sequence[Spelling]:
        """Spellings with the token's key, and with its first or last letters where that leaves fewer.

        All words of a script without ASCII letters have one key.
        """
        key, edges = spelling_key(token), HOLES.split(token)
        spellings = self.spellings.get(key, ())
        start, end = edges[0][:EDGE], edges[-1][-EDGE:]
        if len(spellings) <= MANY or max(len(start), len(end)) < EDGE:
            return spellings
        side = "start" if len(start) == EDGE else "end"
        if (key, side) not in self._by_edge:
            index = self._by_edge[key, side] = {}
            for spelling in spellings:
                word = spelling.word
                index.setdefault(word[:EDGE] if side == "start" else word[-EDGE:], []).append(spelling)
        return self._by_edge[key, side].get(start if side == "start" else end, ())

    def joined(self, other: SpellingEvidence) -> SpellingEvidence:
        """Both together; the other's spellings come after these."""
        keys = {**self.spellings, **other.spellings}
        return SpellingEvidence({k: self.spellings.get(k, ()) + other.spellings.get(k, ()) for k in keys})


EMPTY_EVIDENCE = SpellingEvidence()


def _dropped(word: str) -> str | None:
    """The word read as cp1252 with its control characters gone, if letters are all that is left.

    >>> _dropped("Əliyev"), _dropped("Dovilė")
    ('Æliyev', None)
    """
    if len(word) < MIN_LETTERS:
        return None
    garbled = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in word.encode())
    return garbled if garbled.isalpha() and garbled != word else None


def spelling_rows(texts: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    """Rows of the state table `spellings` from (article_id, clean text): words with letters beyond ASCII."""
    rows: dict[str, dict[str, object]] = {}
    for article_id, text in texts:
        for word in spellings_in(text):
            row = rows.setdefault(
                word, {"word": word, "key": spelling_key(word), "article_id": article_id, "n_articles": 0}
            )
            row["n_articles"] = int(row["n_articles"]) + 1  # type: ignore[call-overload]
    return list(rows.values())


def spellings_of(articles: pa.Table) -> pa.Table:
    """Rows of the state table `spellings` from rows of articles (article_id, text)."""
    pairs = zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True)
    return SPELLINGS.table(spelling_rows(pairs))


def spellings_in(text: str) -> list[str]:
    """The distinct words of a text that have letters beyond ASCII, and names with an apostrophe inside."""
    if text.isascii():
        return []
    words = dict.fromkeys(word for word in WORD.findall(text) if not word.isascii())
    return list(words | dict.fromkeys(WITH_APOSTROPHE.findall(text)))


def evidence_from_rows(rows: Iterable[Mapping[str, object]]) -> SpellingEvidence:
    """Evidence from rows of the state table `spellings`."""
    by_key: dict[str, list[Spelling]] = {}
    for row in rows:
        word, article = str(row["word"]), row["article_id"]
        spelling = Spelling(word, str(article) if article else None)
        for key in (str(row["key"]), _dropped(word)):
            if key:
                by_key.setdefault(key, []).append(spelling)
    return SpellingEvidence({key: tuple(spellings) for key, spellings in by_key.items()})


def lost_keys(text: str) -> set[str]:
    """Keys of the words that have lost letters, or may have: what to ask a stock of spellings for.

    >>> sorted(lost_keys("Dovil? met VuÄiÄ in Brno."))
    ['Dovil?', 'Vu?i?']
    """
    return {spelling_key(token[0]) for token in (*_holed(text), *_led(text))}


def _holed(text: str) -> list[re.Match[str]]:
    """Words with holes in them; the question marks of addresses are none."""
    return [token for token in _damaged(text) if "?" not in token[0] or not _in_address(text, token.start())]


def _damaged(text: str) -> Iterator[re.Match[str]]:
    """What is damaged, looked for from blank to blank around each hole: none goes over a blank."""
    end = 0
    while (hole := _HOLE.search(text, end)) is not None:
        start = max(end, text.rfind(" ", end, hole.start()) + 1)
        to_blank = _TO_BLANK.match(text, hole.end())
        end = to_blank.end() if to_blank else len(text)
        yield from DAMAGED.finditer(text, start, end)


def _in_address(text: str, at: int) -> bool:
    """Whether an address begins before this place, with no blank between."""
    before = text[max(0, at - MAX_ADDRESS) : at]
    return bool(ADDRESS.search(before[max(before.rfind(blank) for blank in " \n\t") + 1 :]))


def _led(text: str) -> list[re.Match[str]]:
    """Words that may be others with the second halves of their letters dropped."""
    return [] if text.isascii() or _LEAD.search(text) is None else list(LEADS.finditer(text))


def settles(text: str, evidence: SpellingEvidence) -> bool:
    """Whether the evidence has an answer for letters that the text has lost."""
    return any(edit.applied or edit.rule == "ambiguous" for edit in lost_letters(text, evidence))


def lost_letters(text: str, evidence: SpellingEvidence = EMPTY_EVIDENCE) -> list[Edit]:
    """Edits that put lost letters back, and edits that are not applied where that is doubtful or impossible."""
    tokens, leads = _holed(text), _led(text)
    if not tokens and not leads:
        return []
    here = evidence_from_rows({"word": w, "key": spelling_key(w), "article_id": None} for w in spellings_in(text))
    neighbours = Neighbours(text)
    asked = [token[0] for token in tokens if sum(map(str.isalpha, token[0])) >= MIN_LETTERS_HERE]
    if sum(len(here.candidates(token)) + len(evidence.candidates(token)) for token in asked) > MAX_COMPARISONS:
        raise too_many_comparisons()
    edits = [edit for token in tokens for edit in _token(text, token, here, evidence, neighbours)]
    edits += [edit for lead in leads for edit in _trail_dropped(lead, here, evidence)]
    return sorted(edits, key=lambda edit: edit.start)


def _trail_dropped(token: re.Match[str], here: SpellingEvidence, evidence: SpellingEvidence) -> Iterator[Edit]:
    """A word that is another one read as cp1252 with the control characters dropped."""
    spellings = here.spellings.get(token[0]) or evidence.spellings.get(token[0], ())
    if len({spelling.word for spelling in spellings}) == 1:
        where = f"spelled {spellings[0].word} in {spellings[0].article_id or 'this text'}"
        yield Edit("mojibake", "lost_trail", *token.span(), token[0], spellings[0].word, where, _BY_TRAIL)


def _token(
    text: str, token: re.Match[str], here: SpellingEvidence, evidence: SpellingEvidence, neighbours: Neighbours
) -> Iterator[Edit]:
    answers = (
        _answers(token[0], here, MIN_LETTERS_HERE)
        or _answers(token[0], evidence, MIN_LETTERS)
        or _beside(text, token, neighbours)
    )
    words = sorted({spelling.word for spelling in answers})
    if len(words) == 1 and not _asks(text, token, words[0], neighbours):
        yield from _fill(token, answers[0])
    elif len(words) > 1:
        yield _left(token.start(), token[0], words[0], "ambiguous", f"also {', '.join(words[1:4])}")
    else:
        for hole in INSIDE.finditer(token[0]):
            at = token.start() + hole.start()
            if APOSTROPHE.match(text, at):
                end = token.start() + hole.end()
                yield Edit("mojibake", "lost_apostrophe", at, end, hole[0], "’", "shape of the word", _BY_SHAPE)
            else:
                yield _left(at, hole[0], hole[0], "unrepaired", None)


def _left(at: int, before: str, after: str, rule: str, evidence: str | None) -> Edit:
    return Edit("mojibake", rule, at, at + len(before), before, after, evidence, 0.0, applied=False)


def _answers(token: str, evidence: SpellingEvidence, min_letters: int) -> list[Spelling]:
    """Spellings that the token may be; those of exactly its length, if there are any."""
    if len(token) > MAX_TOKEN or sum(map(str.isalpha, token)) < min_letters:
        return []
    candidates = [s for s in evidence.candidates(token) if fitting(token, s.word) is not None]
    return [s for s in candidates if len(s.word) == len(token)] or candidates


def _beside(text: str, token: re.Match[str], neighbours: Neighbours) -> list[Spelling]:
    """For a token too short to go by: what stands in its place elsewhere in the text beside the same word."""
    before = re.search(r"(?<![\w?\ufffd])([\w?\ufffd]{3,}) \Z", text[max(0, token.start() - 40) : token.start()])
    after = re.match(r" ([\w?\ufffd]{3,})", text[token.end() : token.end() + 40])
    readings: list[Spelling] = []
    for left, right in ((before, None), (None, after)):
        if left or right:
            neighbour = (left or right)[1]  # type: ignore[index]
            if neighbour.isascii() and not HOLES.search(neighbour) and not (neighbour.istitle() and len(neighbour) > 3):
                continue  # an ordinary word stands beside too much
            pair = (neighbour, token[0]) if left else (token[0], neighbour)
            readings += [Spelling(words[1 if left else 0]) for words in neighbours.beside(*pair)]
    return [spelling for spelling in readings if not HOLES.search(spelling.word)]


def _asks(text: str, token: re.Match[str], word: str, neighbours: Neighbours) -> bool:
    """Whether the only hole may be the question mark of a sentence that ends here, behind a short word.

    It is not where the next word is a name that stands behind the same word elsewhere.
    """
    if not token[0].endswith("?") or token[0].count("?") + token[0].count("\ufffd") > 1:
        return False
    name = re.match(r" ([^\W\d_a-z][\w?\ufffd]+|[?\ufffd]+[\w?\ufffd]+)", text[token.end() : token.end() + 40])
    if name and any(neighbours.beside(word, name[1])):
        return False
    following = _BEHIND.match(text, token.end())[1]  # type: ignore[index]
    return len(word) < 5 and not following.islower()


def _fill(token: re.Match[str], spelling: Spelling) -> Iterator[Edit]:
    filled = fitting(token[0], spelling.word) or ()
    where = f"spelled {spelling.word} in {spelling.article_id or 'this text'}"
    for hole, letters in zip(HOLES.finditer(token[0]), filled, strict=True):
        start = token.start() + hole.start()
        yield Edit("mojibake", "lost_letter", start, start + len(hole[0]), hole[0], letters, where, _BY_SPELLING)
