"""People in an article in order of place: their names, descriptions and pronouns, with what each is to its verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, islice

from spacy.tokens import Doc, Token

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan, sentence_starts
from newsloom.transforms.mentions.references.nominals import Nominal
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import Span

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_DEEP = 100  # clauses in clauses that a mention stands in; a bound on time
_TITLED = ("flat", "flat:name", "appos", "nmod:desc")  # relations between a title and the name behind it
_CLAUSES = ("ccomp", "parataxis", "advcl", "xcomp", "acl", "acl:relcl", "csubj", "conj")
_REPORTING = lexicon_words("cue_verbs", "clausal", "addressed", "asking") - {"believe", "think"}
_PERSON_NOUNS = lexicon_words("speaker_nouns", "person", "anonymous") | lexicon_words("titles", "head")
_PERSON_ENDINGS = tuple(lexicon_words("speaker_nouns", "person_ending"))
_UNNAMED = -1
"""Number of an unnamed speaker until it gets one of its own."""


@dataclass(frozen=True)
class PersonMention:
    """One mention of a person: a name of a chain, or a pronoun (chain None until it is resolved).

    One who speaks and is not named has a negative number of his own in place of a chain.
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

    @cached_property
    def verbs(self) -> frozenset[int]:
        """Tokens whose subject the name is: its head, and the verb of a clause on it: "Holm, who said he would"."""
        head = {self.token.head.i} if self.token.dep_.startswith("nsubj") else set()
        return frozenset(head | {child.i for child in self.token.children if child.dep_ == "acl:relcl"})

    @cached_property
    def told_of(self) -> bool:
        """Whether it stands in a clause that somebody else reports: "Holm said that Lund would"."""
        around = (self.token, *islice(self.token.ancestors, _DEEP))
        return any(token.dep_ == "ccomp" and token.head.lemma_.lower() in _REPORTING for token in around)

    @cached_property
    def clauses(self) -> frozenset[int]:
        """Tokens on which the clauses hang that a pronoun stands in."""
        around = (self.token.head, *islice(self.token.head.ancestors, _DEEP))
        return frozenset(clause.head.i for clause in around if clause.dep_ in _CLAUSES)


def find_person_mentions(
    article: ParsedArticle, spans: Sequence[NameSpan], chains: Sequence[Chain], nominals: Sequence[Nominal] = ()
) -> list[PersonMention]:
    """Names of people, descriptions of them, singular personal pronouns and unnamed speakers in order of place."""
    chain_of = {i: n for n, chain in enumerate(chains) if chain.type == "PERSON" for i in chain.names}
    names = {spans[i].start: (spans[i].end, n) for i, n in chain_of.items()}
    names |= {nominal.start: (nominal.end, nominal.chain) for nominal in nominals if nominal.start not in names}
    mentions = sorted(_person_mentions(article, names), key=lambda mention: mention.start)
    unnamed = count(-1, -1)
    return [mention if mention.chain != _UNNAMED else replace(mention, chain=next(unnamed)) for mention in mentions]


def _person_mentions(article: ParsedArticle, names: Mapping[int, tuple[int, int]]) -> Iterator[PersonMention]:
    sentence = 0
    for paragraph in article.paragraphs:
        starts = set(sentence_starts(paragraph.doc))
        quoted = quote_states(paragraph.doc)
        heads = _heads(paragraph, names)
        titles = {head.i for head in heads.values()}
        for token in paragraph.doc:
            sentence += token.i in starts
            start = paragraph.start + token.idx
            gender = GENDERS.get(token.lower_)
            if start in names:
                end, chain = names[start]
                yield _mention(paragraph, heads[start], (start, end), sentence, quoted[token.i], chain, None)
            elif gender:
                yield _mention(paragraph, token, (start, start + len(token)), sentence, quoted[token.i], None, gender)
            elif token.i not in titles and _is_unnamed_speaker(token, quoted[token.i]):
                yield _mention(paragraph, token, (start, start + len(token)), sentence, False, _UNNAMED, None)


def _heads(paragraph: Paragraph, names: Mapping[int, tuple[int, int]]) -> dict[int, Token]:
    """Where names of a paragraph start -> the token that holds the place of the name in the sentence."""
    starts = ((token.i, paragraph.start + token.idx) for token in paragraph.doc)
    return {
        start: _head(paragraph.doc, i, names[start][0] - paragraph.start, paragraph.parsed)
        for i, start in starts
        if start in names
    }


def _mention(
    paragraph: Paragraph, head: Token, span: Span, sentence: int, quoted: bool, chain: int | None, gender: str | None
) -> PersonMention:
    subject, reports = is_subject(head, paragraph.parsed), is_reporter(head)
    return PersonMention(*span, head, paragraph.ordinal, sentence, subject, quoted, chain, gender, reports)


def is_reporter(token: Token) -> bool:
    """Whether a token is the subject of a verb of saying."""
    return token.dep_.startswith("nsubj") and token.head.lemma_.lower() in _REPORTING


def _is_unnamed_speaker(token: Token, quoted: bool) -> bool:
    """Whether one person speaks here who is neither named nor known: "a juror said"."""
    if quoted or not is_reporter(token) or token.pos_ != "NOUN" or token.tag_ == "NNS":
        return False
    return token.lower_ in _PERSON_NOUNS or token.lower_.endswith(_PERSON_ENDINGS)


def _head(doc: Doc, first: int, end: int, parsed: bool) -> Token:
    """The token that holds a name's place in the sentence: its syntactic head, that of its title, or the last one."""
    last = first
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    if not parsed:
        return doc[last]
    head = doc[first : last + 1].root
    while head.head.i != head.i and (head.dep_ in _TITLED or (head.dep_ == "nmod" and head.head.i == first - 1)):
        head = head.head
    return head


def quote_states(doc: Doc) -> list[bool]:
    """For each token whether it stands between double quotation marks."""
    states, inside = [], False
    for token in doc:
        if token.text in ('"', "“", "”", "``", "''", "„", "«", "»"):
            inside = token.text in ("“", "``", "„", "«") or (token.text in ('"', "''") and not inside)
        states.append(inside)
    return states


def is_subject(token: Token, parsed: bool) -> bool:
    """Whether a name's head or a pronoun is a subject: by dependency, else by the verb that follows."""
    if parsed:
        return token.dep_.startswith("nsubj")
    if token.lower_ in GENDERS:
        return token.lower_ in ("he", "she")
    after = [t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ not in ("ADV", "PUNCT", "PART")]
    return bool(after) and after[0].pos_ in ("VERB", "AUX")
