"""People in an article in order of place: their names, descriptions and pronouns, with what each is to its verb."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, islice

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan, Token
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan, number_sentences
from newsloom.transforms.mentions.references.nominals import INDEFINITE, Nominals, OpenNominal
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import (
    CLOSING,
    EITHER_TOKENS,
    INSIDE,
    OPEN,
    OPENING_TOKENS,
    QuotedSpan,
    quotation_states,
)
from newsloom.transforms.text.spans import Span

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
EITHER = "either"
"""The gender of a description that tells none."""
GENDER_OF_NOUN = {noun: gender for gender in ("male", "female") for noun in lexicon_words("person_nouns", gender)}
DEEP = 100
"""Clauses in clauses that a mention stands in; a bound on time."""
_TITLED = ("flat", "flat:name", "appos", "nmod:desc")  # relations between a title and the name behind it
_CLAUSES = ("ccomp", "parataxis", "advcl", "xcomp", "acl", "acl:relcl", "csubj", "conj")
_REPORTING = lexicon_words("cue_frames", "clausal", "addressed", "asking", "answering") - {"believe", "think"}
_ANSWERING = lexicon_words("cue_frames", "answering")
_PERSON_NOUNS = lexicon_words("speaker_nouns", "person", "anonymous") | lexicon_words("titles", "head")
_PERSON_ENDINGS = tuple(lexicon_words("speaker_nouns", "person_ending"))
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss")
_CLOSES = (*CLOSING, '"', "’’")
_NAMING = ("PROPN", "NOUN", "PRON")
_UNNAMED = -1
"""Number of an unnamed speaker until it gets one of its own."""


@dataclass(frozen=True)
class PersonMention:
    """One mention of a person: a name of a chain, or a pronoun (chain None until it is resolved).

    One who speaks and is not named has a negative number of his own in place of a chain; so has a description of one
    of several people, until it is resolved.
    """

    start: int
    end: int
    token: Token
    paragraph: int
    sentence: int
    subject: bool
    quoted: bool
    chain: int | None = None
    gender: str | None = None  # of a pronoun
    reports: bool = False  # subject of a verb of saying
    among: frozenset[int] | None = None  # of a description that may mean some: their chains
    told: int = 0  # number of the sentence where those inside a quotation count as one

    def sentences_since(self, other: PersonMention) -> int:
        """How many sentences lie between an earlier mention and this one; a quotation between two outside is one."""
        if self.quoted or other.quoted:
            return self.sentence - other.sentence
        return self.told - other.told

    @cached_property
    def replies(self) -> bool:
        """Whether it is the subject of a verb of answering."""
        return self.reports and self.token.head.lemma_.lower() in _ANSWERING

    @cached_property
    def leads(self) -> bool:
        """Whether it is the subject of a sentence as a whole."""
        place = first_of(self.token)
        return place.dep_.startswith("nsubj") and place.head.dep_ == "ROOT"

    @cached_property
    def verbs(self) -> frozenset[int]:
        """Tokens whose subject the name is: its head, and the verb of a clause on it: "Holm, who said he would"."""
        head = {self.token.head.i} if self.token.dep_.startswith("nsubj") else set()
        return frozenset(head | {child.i for child in self.token.children if child.dep_ == "acl:relcl"})

    @cached_property
    def told_of(self) -> bool:
        """Whether it stands in a clause that somebody else reports: "Holm said that Lund would"."""
        around = (self.token, *islice(self.token.ancestors, DEEP))
        return any(token.dep_ == "ccomp" and token.head.lemma_.lower() in _REPORTING for token in around)

    @cached_property
    def clauses(self) -> frozenset[int]:
        """Tokens on which the clauses hang that a pronoun stands in."""
        around = (self.token.head, *islice(self.token.head.ancestors, DEEP))
        return frozenset(clause.head.i for clause in around if clause.dep_ in _CLAUSES)


def find_person_mentions(
    article: ParsedArticle, spans: Sequence[NameSpan], chains: Sequence[Chain], nominals: Nominals | None = None
) -> list[PersonMention]:
    """Names of people, descriptions of them, singular personal pronouns and unnamed speakers in order of place."""
    chain_of = {i: n for n, chain in enumerate(chains) if chain.type == "PERSON" for i in chain.names}
    names = {spans[i].start: (spans[i].end, n) for i, n in chain_of.items()}
    nominals = nominals or Nominals([], [])
    names |= {nominal.start: (nominal.end, nominal.chain) for nominal in nominals.sure if nominal.start not in names}
    described = {nominal.end: nominal for nominal in nominals.open}
    mentions = sorted(_person_mentions(article, names, described), key=lambda mention: mention.start)
    return list(_numbered(mentions))


def _numbered(mentions: Sequence[PersonMention]) -> Iterator[PersonMention]:
    """The mentions, each unnamed one with a number: "the man" that of the last man, "a man" a new one."""
    unnamed = count(-1, -1)
    last: dict[str, int] = {}
    for mention in mentions:
        if mention.chain != _UNNAMED:
            yield mention
            continue
        noun = mention.token.lower_
        new = mention.among is not None or any(child.lower_ in INDEFINITE for child in mention.token.children)
        number = next(unnamed) if new or noun not in last else last[noun]
        if mention.among is None:
            last[noun] = number
        yield replace(mention, chain=number)


def _person_mentions(
    article: ParsedArticle, names: Mapping[int, tuple[int, int]], described: Mapping[int, OpenNominal]
) -> Iterator[PersonMention]:
    outside = 0
    for paragraph, sentence, begins in number_sentences(article):
        starts = set(begins)
        quoted = mark_quoted(paragraph, article.quoted_spans)
        heads = _heads(paragraph, names)
        titles = {head.i for head in heads.values()}
        starts_of = {start - paragraph.start for start in heads}
        columns = (paragraph.doc, paragraph.words, paragraph.lower, paragraph.offsets, paragraph.pos)
        for i, (token, written, word, start, pos) in enumerate(zip(*columns, strict=True)):
            if i in starts:
                sentence += 1
                outside += not (i and quoted[i - 1])
            gender, end = GENDERS.get(word), start + len(written)
            if not (gender or start in names or end in described or pos == "NOUN"):
                continue
            at = sentence, outside
            gender = None if gender and _is_anybody(token) else gender
            if start in names:
                end, chain = names[start]
                yield _mention(paragraph, heads[start], (start, end), at, quoted[i], chain, None)
            elif gender:
                yield _mention(paragraph, token, (start, end), at, quoted[i], None, gender)
            elif (nominal := described.get(end)) and _speaks(token, nominal, article.text, quoted):
                gender = GENDER_OF_NOUN.get(word, EITHER)
                mention = _mention(paragraph, token, (nominal.start, nominal.end), at, False, _UNNAMED, gender)
                yield replace(mention, among=nominal.chains)
            elif pos != "NOUN" or i in titles or not _is_unnamed(token, quoted[i]):
                continue
            elif not _is_named(token, starts_of):
                yield _mention(paragraph, token, (start, end), at, quoted[i], _UNNAMED, None)


def _is_anybody(token: Token) -> bool:
    """Whether a pronoun is one of "he or she", "his/her": of nobody who was named."""
    gender = GENDERS.get(token.lower_)
    for joint, other in ((token.i + 1, token.i + 2), (token.i - 1, token.i - 2)):
        if gender and 0 <= other < len(token.doc) and token.doc[joint].lower_ in ("or", "/"):
            return GENDERS.get(token.doc[other].lower_, gender) != gender
    return False


def _heads(paragraph: Paragraph, names: Mapping[int, tuple[int, int]]) -> dict[int, Token]:
    """Where names of a paragraph start -> the token that holds the place of the name in the sentence."""
    doc = paragraph.doc
    inside = {
        offset: _inside(doc, i, names[offset][0] - paragraph.start)
        for i, offset in enumerate(paragraph.offsets)
        if offset in names
    }
    of_others = {token.i: start for start, span in inside.items() for token in span}
    return {start: _head(span, start, of_others, paragraph.parsed) for start, span in inside.items()}


def _inside(doc: Doc, first: int, end: int) -> DocSpan:
    last = first
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    return doc[first : last + 1]


def _mention(
    paragraph: Paragraph,
    head: Token,
    span: Span,
    at: tuple[int, int],
    quoted: bool,
    chain: int | None,
    gender: str | None,
) -> PersonMention:
    """`at`: the number of its sentence, and that number where those inside a quotation count as one."""
    subject, reports = is_subject(head, paragraph.parsed), is_reporter(head)
    return PersonMention(*span, head, paragraph.ordinal, at[0], subject, quoted, chain, gender, reports, told=at[1])


def is_reporter(token: Token) -> bool:
    """Whether a token is the subject of a verb of saying, or of any that has a quotation right behind it."""
    if not token.dep_.startswith("nsubj"):
        return False
    return token.head.lemma_.lower() in _REPORTING or _opens_quotation(token.head)


def _opens_quotation(verb: Token) -> bool:
    """Whether a quotation begins behind a verb: "quipped, “"."""
    behind = [token.text for token in verb.doc[verb.i + 1 : verb.i + 3]]
    return (
        behind[:1] != []
        and behind[-1] in OPENING_TOKENS | EITHER_TOKENS
        and (len(behind) == 1 or behind[0] in (",", ":"))
    )


def _speaks(token: Token, nominal: OpenNominal, text: str, quoted: Sequence[bool]) -> bool:
    """Whether who is described says something: by the verb, or right behind a quotation ("…," the mayor went on)."""
    behind = text[max(0, nominal.start - 2) : nominal.start].rstrip().endswith(_CLOSES)
    return not quoted[token.i] and (is_reporter(token) or (behind and token.dep_.startswith("nsubj")))


def _is_unnamed(token: Token, quoted: bool) -> bool:
    """Whether one person without a name stands here: "a juror said", or a noun that tells a gender ("a man")."""
    if token.pos_ != "NOUN" or token.tag_ == "NNS":
        return False
    if token.lower_ in GENDER_OF_NOUN:
        return token.dep_ in _ARGUMENTS and not any(child.dep_ == "cop" for child in token.children)
    if quoted or not is_reporter(token):
        return False
    return token.lower_ in _PERSON_NOUNS or token.lower_.endswith(_PERSON_ENDINGS)


def _is_named(token: Token, names: Collection[int]) -> bool:
    """Whether a name stands right behind a noun: "his wife, Ann". `names`: offsets where names start."""
    behind = token.doc[token.i + 1 : token.i + 3]
    return any(word.idx in names for word in behind[:1]) or (
        len(behind) == 2 and behind[0].text == "," and behind[1].idx in names
    )


def _head(span: DocSpan, start: int, names: Mapping[int, int], parsed: bool) -> Token:
    """The token that holds a name's place in the sentence: its syntactic head, that of its title, or the last one.

    `names`: tokens of names -> where these start. The head of another name is none of this one's: the place in
    "Ohio Sen. Ann Lee".
    """
    if not parsed:
        return span[-1]
    head = span.root
    while head.head.i != head.i and names.get(head.head.i, start) == start:
        if head.dep_ not in _TITLED and not (head.dep_ == "nmod" and head.head.i == span.start - 1):
            break
        head = head.head
    return head


def first_of(token: Token) -> Token:
    """The first of those that are joined by "and" or "or": all of them are what it is to the verb."""
    while token.dep_ == "conj" and token.head.pos_ in _NAMING and token.head.i < token.i:
        token = token.head
    return token


def mark_quoted(paragraph: Paragraph, spans: Sequence[QuotedSpan]) -> list[bool]:
    """For each token whether it stands in double quotation marks; `spans` are those of the article."""
    states = quotation_states(paragraph.offsets, spans)
    return [state in (OPEN, INSIDE) for state in states] if any(states) else [False] * len(states)


def is_subject(token: Token, parsed: bool) -> bool:
    """Whether a name's head or a pronoun is a subject: by dependency, else by the verb that follows."""
    if parsed:
        return first_of(token).dep_.startswith("nsubj")
    if token.lower_ in GENDERS:
        return token.lower_ in ("he", "she")
    after = [t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ not in ("ADV", "PUNCT", "PART")]
    return bool(after) and after[0].pos_ in ("VERB", "AUX")
