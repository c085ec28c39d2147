"""Quotes in the headline of an article, each beside the quote of its body that it is of: rows of `headline_quotes`.

A headline is written by somebody who has read the article, so what the body quotes tells what the headline means: a
word in marks is speech where the body has it from somebody, and a label that is a name speaks where that person does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.names.folding import fold
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.quotes import Quote
from newsloom.transforms.quotes.speakers.sources import is_document
from newsloom.transforms.quotes.speakers.speaker_context import Names
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import count_words, find_quoted_spans
from newsloom.transforms.text.spans import DisjointSpans, Span
from newsloom.transforms.utterances.headlines.callers import Callers, callers_of, is_one, without_owner
from newsloom.transforms.utterances.headlines.title import Title, TitleQuote, read_title
from newsloom.transforms.utterances.headlines.title_ascribed import is_behind_naming
from newsloom.transforms.utterances.headlines.title_cues import quotes_by_cue
from newsloom.transforms.utterances.headlines.title_labels import quotes_by_label
from newsloom.transforms.utterances.headlines.title_marks import MIN_FREE_WORDS, quotes_in_marks
from newsloom.transforms.utterances.headlines.title_nouns import quotes_by_noun
from newsloom.transforms.utterances.meaning import find_changes
from newsloom.transforms.utterances.variants import classify_relation, list_token_edits
from newsloom.transforms.utterances.wording import Wording, measure_overlap, quoted_wording, weigh, wording

_SHARED = {True: 0.35, None: 0.5, False: 0.8}
"""Weight of a headline's words that the quote of the body has at least, by whether both have the same speaker (None:
unknown). By hand."""
_SAME_MARKS = 0.25
"""What it adds that the words in marks of both are the same. By hand."""
_SMALL = lexicon_words("function_words", "phrase_inside", "phrase_end") | {"a", "an", "the"}
"""Words that a name has without a capital."""
_TITLE_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"\w")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TERM = "|".join(lexicon_words("headline_words", "term"))
_WORK = "|".join(lexicon_words("cue_works", "work"))
_ENTITLED = lexicon_words("headline_words", "entitled")
_OPENING = "‘“\"'"
_ALONE = 3
"""Words in marks among which a single one is what the body quotes, by hand."""
_WITHOUT_SPEAKER = 0.6
"""The same, for the body's speaker to be the headline's where that names none. By hand."""
_SURE = 0.6
"""Confidence in the body's speaker from which it is the headline's too. By hand."""
_LEAST_LETTERS = 4
"""Letters of words by whose capitals a headline's case is told."""
_CAPITALS = 0.7
"""Share of those words with a capital from which capitals tell no names. By hand."""


@dataclass(frozen=True)
class BodyMatch:
    """The quote of the body that a headline's is of, and the weight of the headline's words that it has."""

    quote: Quote
    words: Wording
    shared: float


@dataclass(frozen=True)
class _Body:
    """The quotes of an article, and who is named in it."""

    article: ParsedArticle
    quotes: Sequence[Quote]
    callers: Callers
    headings: Sequence[Span] = ()

    @cached_property
    def wordings(self) -> list[Wording]:
        return [wording(quote.text) for quote in self.quotes]

    @cached_property
    def words(self) -> str:
        """All words of the text, one blank apart."""
        return " ".join(("", *wording(self.article.text).words, ""))

    def has_as_name(self, text: str) -> bool:
        """Whether the words of a piece stand with capitals in the article: "known as ‘The Bear’".

        Words all in capitals are loud, and what stands only within longer speech is how somebody speaks.
        """
        words = wording(text).words
        pattern = re.compile(r"\W+".join(map(re.escape, words)), re.IGNORECASE)
        matches = (m for m in pattern.finditer(self._without_headings) if not self._is_within_speech(m.span()))
        capitals = [_is_capitalised(match[0]) for match in matches]
        is_one = len(text.split()) == 1 and "-" not in text
        return len(capitals) > 1 and all(capitals) if is_one else len(text.split()) > 1 and any(capitals)

    def has_as_term(self, text: str) -> bool:
        """Whether the article speaks of a piece as of a term, or has it as a title: "the so-called ‘third shore’", "the
        film ‘Third Shore’"."""
        words = r"\W+".join(map(re.escape, _TITLE_WORD.findall(text)))
        pattern = rf"\b(?:(?:{_TERM})s?\W+|(?:{_WORK})\s+[{_OPENING}]){words}"
        return re.search(pattern, self._without_headings, re.IGNORECASE) is not None

    def _is_within_speech(self, span: Span) -> bool:
        """Whether words stand in a direct quote that has words before or behind them as well."""
        start, end = span
        holds = (q for q in self.quotes if q.type == "direct" and q.start_char <= start and end <= q.end_char)
        return any(count_words(quote.text) > count_words(self.article.text[start:end]) for quote in holds)

    @cached_property
    def _without_headings(self) -> str:
        """The text with straight apostrophes, and blanks for headings, which have capitals of their own."""
        text = self.article.text.replace("’", "'")
        for start, end in self.headings:
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def level(self, text: str) -> Wording:
        """The words of a piece of a headline; in a headline in capitals only those of the article's names are names."""
        words = wording(text)
        long_words = [word for word in text.split() if len(word) >= _LEAST_LETTERS and word[0].isalpha()]
        if sum(word[0].isupper() for word in long_words) < _CAPITALS * len(long_words) or len(long_words) < 2:
            return words
        return Wording(words.words, words.level, words.names & self.callers.words)


def find_headline_quotes(
    article: ParsedArticle, names: Names, quotes: Sequence[Quote], cues: CueLexicon
) -> list[dict[str, Any]]:
    """Rows of `headline_quotes` for an article, in order, with `chain` in place of speaker_entity_id.

    `names` and `quotes` are those of its body.
    """
    if not article.title:
        return []
    headings = _headings(article)
    own = [quote for quote in quotes if not any(low <= quote.start_char < high for low, high in headings)]
    callers = callers_of(names.mention_records, (quote.speaker.chain for quote in own))
    body = _Body(article, own, callers, headings)
    title = read_title(article.title, article.outlet, callers, cues)
    rows = (_row(title, quote, body) for quote in list_title_quotes(title))
    supported = (row for row in rows if row is not None)
    return sorted(_disjoint(supported), key=lambda row: row["start_char"])


def list_title_quotes(title: Title) -> list[TitleQuote]:
    """What may be speech in a headline: by cue, by label, by noun and in marks; what comes first proves more."""
    return [*quotes_by_cue(title), *quotes_by_label(title), *quotes_by_noun(title), *quotes_in_marks(title)]


def _disjoint(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows that overlap none before them."""
    contents = DisjointSpans()
    for row in rows:
        content = row["start_char"], row["end_char"]
        if not contents.overlaps(content):
            contents.add(content)
            yield row


def _headings(article: ParsedArticle) -> list[Span]:
    """A heading says again what the headline says, and so does a text that begins with that."""
    headings = ((p.start, p.end) for p in article.paragraphs if p.kind == "heading")
    return [_repeated_title(article), *headings]


def _is_capitalised(text: str) -> bool:
    """Whether words are written as a name: with capitals, but for an article or a preposition among them."""
    words = text.split()
    long_words = [word for word in words if len(word) >= _LEAST_LETTERS]
    are_small = all(word[0].isupper() or word.lower() in _SMALL for word in words if len(word) < _LEAST_LETTERS)
    return bool(long_words) and are_small and not text.isupper() and all(word[0].isupper() for word in long_words)


def _repeated_title(article: ParsedArticle) -> Span:
    """Where the headline stands in the text again, with whatever marks between its words; empty where it does not."""
    text, words = article.text, _TITLE_WORD.findall(article.title or "")
    start = text.find(words[0]) if words else -1
    while start >= 0:
        end = _end_of_words(text, start, words)
        if end and not _LETTER.match(text, end) and not _LETTER.match(text, max(0, start - 1), start):
            return start, end
        start = text.find(words[0], start + 1)
    return 0, 0


def _end_of_words(text: str, start: int, words: Sequence[str]) -> int | None:
    """Where words end that stand one behind the other from a place on; None where they do not."""
    for n, word in enumerate(words):
        gap = _BETWEEN_WORDS.match(text, start) if n else None
        start = gap.end() if gap else start
        if not text.startswith(word, start) or (n and not gap):
            return None
        start += len(word)
    return start


def _row(title: Title, quote: TitleQuote, body: _Body) -> dict[str, Any] | None:
    """The row of a piece of a headline; None where neither headline nor body proves it speech."""
    if _is_authors(title, quote, body.article.author):
        return None
    chain = body.callers.chain_of(title.text[slice(*quote.speaker)]) if quote.speaker else None
    match = _best_match(title, quote, chain, body)
    is_own = match is not None and _same(chain, match.quote) is True
    is_long = count_words(title.text[slice(*quote.content)]) >= MIN_FREE_WORDS
    may_name = (quote.in_passing or quote.speaker is None) and not (is_own and is_long)
    if may_name and (body.has_as_name(title.text[slice(*quote.content)]) or _is_term(title, quote, body)):
        return None
    if not quote.is_certain and (match is None or _is_by_chance(title, quote, match, is_own)):
        return None
    speaker, chain = _speaker(title, quote, chain, match)
    start, end = quote.content
    return {
        "article_id": body.article.article_id,
        "start_char": start,
        "end_char": end,
        "text": title.text[start:end],
        "speaker": title.text[slice(*speaker)] if speaker else None,
        "chain": chain,
        **_compare(title, quote.content, match, body),
    }


def _is_term(title: Title, quote: TitleQuote, body: _Body) -> bool:
    """Whether words in marks are a term in the body too, and the headline does not have somebody call something so."""
    if not title.is_marked(quote.content) or is_behind_naming(title, quote.content[0]):
        return False
    behind = title.words(quote.content[1], title.high)[:1]
    is_before_noun = any(w.start == quote.content[1] + 1 and w.lower in _ENTITLED for w in behind)
    is_named = quote.speaker is None and is_before_noun  # "the ‘clean harbour’ bill"
    return is_named or body.has_as_term(title.text[slice(*quote.content)])


def _is_authors(title: Title, quote: TitleQuote, author: str | None) -> bool:
    """Whether who speaks before a colon is the article's author, whose headline it is: "Lena Hobart: Open up"."""
    if author is None or quote.speaker is None or title.has_marks(quote.content):
        return False
    phrase = fold(title.text[slice(*quote.speaker)])
    is_label = title.text[quote.speaker[1] :].lstrip().startswith(":")
    return is_label and f" {phrase} " in f" {fold(author)} "


def _is_by_chance(title: Title, quote: TitleQuote, match: BodyMatch, is_own: bool) -> bool:
    """Whether a few words without marks are what somebody else says in the body too: "Rock stars: Powerful women"."""
    text = title.text[slice(*quote.content)]
    return not is_own and not title.has_marks(quote.content) and count_words(text) < MIN_FREE_WORDS


def _best_match(title: Title, quote: TitleQuote, chain: int | None, body: _Body) -> BodyMatch | None:
    """The quote of the body with most of the words, the first of equals; None where none has enough."""
    matches = [
        BodyMatch(other, words, shared)
        for other, words in zip(body.quotes, body.wordings, strict=True)
        if (shared := _shared(title, quote.content, other, words, body)) >= _SHARED[_same(chain, other)]
    ]
    return max(matches, key=lambda match: match.shared, default=None)


def _same(chain: int | None, quote: Quote) -> bool | None:
    return None if chain is None or quote.speaker.chain is None else chain == quote.speaker.chain


def _shared(title: Title, content: Span, quote: Quote, words: Wording, body: _Body) -> float:
    """Share of the weight of a piece's words that the quote has; of its words in marks where these have more.

    A few words that are nothing but marks must stand in marks there too.
    """
    text = title.text[slice(*content)]
    own = body.level(text)
    if title.is_marked(content) and len(own.words) < MIN_FREE_WORDS:
        return float(_is_quoted(own, quote, words, _names_speaker(title, quote)))
    marked = quoted_wording(text, "mixed", own) if title.has_marks(content) else own
    tells = 2 * len(marked.content) >= len(own.content)
    share = max(_share(own, words), _share(marked, words) if tells else 0.0)
    same_marks = own is not marked and len(marked.words) > 1 and _is_quoted(marked, quote, words)
    return min(1.0, max(share, _SHARED[None]) + _SAME_MARKS) if same_marks else share


def _is_quoted(own: Wording, quote: Quote, words: Wording, is_of_headline: bool = False) -> bool:
    """Whether few words stand in a row in the marks of a quote by somebody; one word only where little else does, or
    where the headline names who says it (`is_of_headline`)."""
    is_nobody = quote.speaker.chain is None and quote.speaker.resolution in ("pronoun", "none")
    holding = [piece for piece in _marked_pieces(quote, words) if _runs_in(own, piece)]
    if quote.source is None or is_nobody or not holding:
        return False
    return is_of_headline or len(own.words) > 1 or any(len(piece.words) <= _ALONE for piece in holding)


def _names_speaker(title: Title, quote: Quote) -> bool:
    """Whether a headline names who says a quote of its article."""
    chain = quote.speaker.chain
    return chain is not None and _mention_of(title, (title.low, title.low), chain) is not None


def _marked_pieces(quote: Quote, words: Wording) -> list[Wording]:
    """The words of each quoted span of a quote."""
    if quote.type != "mixed":
        return [quoted_wording(quote.text, quote.type, words)]
    return [wording(quote.text[span.inner_start : span.inner_end]) for span in find_quoted_spans(quote.text)]


def _share(one: Wording, other: Wording) -> float:
    overlap = measure_overlap(one, other)
    weight = weigh(one, other.names)
    return overlap.weight / weight if weight and (overlap.content > 1 or _runs_in(one, other)) else 0.0


def _runs_in(one: Wording, other: Wording) -> bool:
    """Whether all words of one stand in the other in a row."""
    return bool(one.words) and " ".join(("", *one.words, "")) in " ".join(("", *other.words, ""))


def _speaker(
    title: Title, quote: TitleQuote, chain: int | None, match: BodyMatch | None
) -> tuple[Span | None, int | None]:
    """Who speaks as the headline has it, and the chain: the headline's own, else that of the body."""
    if match is None or chain is not None:
        return quote.speaker, chain
    spoken = match.quote.speaker
    if quote.speaker and not is_one(title.text[slice(*quote.speaker)]):
        return quote.speaker, None
    if quote.speaker and is_document(title.text[quote.speaker[0] : quote.speaker[1]].split()[-1].lower()):
        return quote.speaker, None  # a report that somebody speaks of
    if spoken.chain is None or spoken.confidence < _SURE or match.shared < _WITHOUT_SPEAKER:
        return quote.speaker, None
    return quote.speaker or _mention_of(title, quote.content, spoken.chain), spoken.chain


def _mention_of(title: Title, content: Span, chain: int) -> Span | None:
    """Where a headline names somebody outside a quote."""
    names = title.callers
    words = [word for word in title.words(title.low, title.high) if not content[0] <= word.start < content[1]]
    for n, word in enumerate(words):
        end = names.first_name([without_owner(following.text) for following in words[n:]])
        name_end = words[n + end - 1].start + len(without_owner(words[n + end - 1].text))
        if end and names.is_name_of(title.text[word.start : name_end], chain):
            rest = [*takewhile(lambda following: names.is_name_of(following.text, chain), words[n + end :])]
            return word.start, rest[-1].end if rest else name_end
    return None


def _compare(title: Title, content: Span, match: BodyMatch | None, body: _Body) -> dict[str, Any]:
    """relation, changed and body_quote_id."""
    text = title.text[slice(*content)]
    own, is_marked = body.level(text), title.is_marked(content)
    if match is None:
        relation = "verbatim" if f" {' '.join(own.words)} " in body.words else "not_in_body"
        return {"body_quote_id": None, "relation": relation, "changed": []}
    quote, words = match.quote, match.words
    quoted = quoted_wording(quote.text, quote.type, words)
    words = quoted if is_marked and _runs_in(own, quoted) else words
    edits = list_token_edits(words, own)
    changed = find_changes(words, own, reported=not is_marked or quote.type != "direct")
    both_quoted = title.has_marks(content) and quote.type != "indirect"
    relation = classify_relation(words, own, edits, changed, both_quoted)
    return {"body_quote_id": quote.quote_id, "relation": relation, "changed": changed}
