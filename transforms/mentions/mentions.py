"""All mentions of an article with the chain that each belongs to, and the roles of its people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.ages import birth_year
from newsloom.transforms.mentions.article_names import ArticleNames
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.families import part_surnames, part_titled_relatives
from newsloom.transforms.mentions.mending.no_bodies import without_no_bodies
from newsloom.transforms.mentions.name_spans import NameSpan, find_name_spans
from newsloom.transforms.mentions.records import ChainRecord, Mention, RoleRecord
from newsloom.transforms.mentions.recurring import complete_names
from newsloom.transforms.mentions.references.body_nominals import find_body_nominals
from newsloom.transforms.mentions.references.kin import find_kin
from newsloom.transforms.mentions.references.nominals import Nominal, Nominals, find_nominals
from newsloom.transforms.mentions.references.pronouns import resolve_pronouns
from newsloom.transforms.mentions.roles.roles import Role, find_roles
from newsloom.transforms.names.blocking import block_keys
from newsloom.transforms.names.folding import fold, without_nickname
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.headlines import full_name_in_headline
from newsloom.transforms.names.person_names import person_name
from newsloom.transforms.text.curves import Curve
from newsloom.transforms.text.ids import content_number

NAMED = Curve(0.57, -0.06)
"""A name with its bounds and its type, by the tagger's score of its span, which is surer than right. Fitted on the
names of three sets that it was not trained on; *measured* with `python -m benchmarks.mentions.confidence`."""


@dataclass(frozen=True)
class NamesOptions:
    """Options of the name stage.

    pronoun_confidence: pronouns below this stay unresolved (0 to 1); by hand, more likely right than not.
    together: how many of the article's other people and organisations a person's chain remembers; by hand.
    """

    pronoun_confidence: float = 0.51
    together: int = 12


def find_mentions(article: ParsedArticle, options: NamesOptions, gazetteer: Gazetteer) -> ArticleNames:
    """Names, pronouns and roles of one article, the names gathered into chains."""
    marked = without_no_bodies(find_name_spans(article, gazetteer), article.text, gazetteer)
    spans = complete_names(marked, article, gazetteer)
    chains = build_chains(article.text, spans, gazetteer)
    roles = find_roles(article, spans, chains, gazetteer)
    one_each = part_titled_relatives(article.text, chains, spans, roles, gazetteer)
    if len(one_each) > len(chains):
        chains, roles = one_each, find_roles(article, spans, one_each, gazetteer)
    _set_gender_from_roles(chains, roles, gazetteer)
    parted = part_surnames(chains, spans, roles, gazetteer)
    nominals = find_nominals(article, spans, chains, roles, gazetteer)
    nominals.sure.extend(find_kin(article.text, chains))
    mentions = [
        *_name_mentions(article, spans, parted),
        *_pronoun_mentions(article, spans, chains, nominals, options),
        *_nominal_mentions(article, [*nominals.sure, *find_body_nominals(article, spans, chains)]),
    ]
    mentions.sort(key=lambda mention: (mention.start_char, mention.end_char))
    roles = find_roles(article, spans, parted, gazetteer) if len(parted) > len(chains) else roles
    records = _chain_records(article, spans, parted, roles, mentions, options, gazetteer)
    role_records = [_role_record(article, role, gazetteer) for role in roles]
    return ArticleNames(article.article_id, article.text, mentions, records, role_records)


def _name_mentions(article: ParsedArticle, spans: Sequence[NameSpan], chains: Sequence[Chain]) -> Iterator[Mention]:
    """One mention per name, two where a nickname stands in it; a name that can mean two people has no chain."""
    chain_of = {index: number for number, chain in enumerate(chains) for index in chain.names}
    for index, span in enumerate(spans):
        number = chain_of.get(index)
        chain = None if number is None else chains[number]
        confidence = NAMED(span.confidence) * (chain.uncertain.get(index, 1.0) if chain else 1.0)
        type_ = chain.type if chain else span.type
        for start, end in span.pieces:
            yield _mention(article, start, end, type_, "name", number, round(confidence, 4))


def _pronoun_mentions(
    article: ParsedArticle,
    spans: Sequence[NameSpan],
    chains: Sequence[Chain],
    nominals: Nominals,
    options: NamesOptions,
) -> Iterator[Mention]:
    for resolved in resolve_pronouns(article, spans, chains, nominals):
        if resolved.confidence >= options.pronoun_confidence:
            start, end = resolved.pronoun.start, resolved.pronoun.end
            kind = "pronoun" if resolved.pronoun.among is None else "nominal"
            yield _mention(article, start, end, "PERSON", kind, resolved.chain, resolved.confidence)


def _nominal_mentions(article: ParsedArticle, nominals: Sequence[Nominal]) -> Iterator[Mention]:
    for nominal in nominals:
        start, end = nominal.start, nominal.end
        yield _mention(article, start, end, nominal.type, "nominal", nominal.chain, nominal.confidence)


def _mention(
    article: ParsedArticle, start: int, end: int, type_: str, kind: str, chain: int | None, confidence: float
) -> Mention:
    return Mention(article.article_id, chain, start, end, article.text[start:end], type_, kind, confidence)


def _set_gender_from_roles(chains: Sequence[Chain], roles: Sequence[Role], gazetteer: Gazetteer) -> None:
    """ "Spokeswoman" and "a mother of two" say whom a pronoun can mean."""
    for role in roles:
        chain = chains[role.chain]
        chain.gender = chain.gender or gazetteer.gender_of_word.get(role.head)


def _role_record(article: ParsedArticle, role: Role, gazetteer: Gazetteer) -> RoleRecord:
    country = gazetteer.countries.get(role.country) if role.country else None
    return RoleRecord(
        article_id=article.article_id,
        chain=role.chain,
        start_char=role.start,
        end_char=role.end,
        text=role.text,
        role=role.parts.text,
        organisation=role.organisation,
        country=country.name if country else None,
        status=role.parts.status,
        observed_date=article.published_date,
    )


def _chain_records(
    article: ParsedArticle,
    spans: Sequence[NameSpan],
    chains: Sequence[Chain],
    roles: Sequence[Role],
    mentions: Sequence[Mention],
    options: NamesOptions,
    gazetteer: Gazetteer,
) -> list[ChainRecord]:
    starts: dict[int | None, list[int]] = defaultdict(list)
    for mention in mentions:
        starts[mention.chain].append(mention.start_char)
    roles_of: dict[int, list[Role]] = defaultdict(list)
    for role in roles:
        roles_of[role.chain].append(role)
    together = _co_mentions(chains, options.together)
    in_headline = _headline_names(article.title, chains, spans, gazetteer)
    records = (
        _chain_record(article, spans, number, chain, roles_of[number], together[number], starts[number], gazetteer)
        for number, chain in enumerate(chains)
    )
    return [_named_in_full(record, in_headline.get(record.chain), gazetteer) for record in records]


def _headline_names(
    headline: str | None, chains: Sequence[Chain], spans: Sequence[NameSpan], gazetteer: Gazetteer
) -> dict[int, str]:
    """Full names by chain that the headline has, of people whom the text calls by the surname alone."""
    bearers = Counter(chain.person.core for chain in chains if chain.person)
    alone = {
        number: spans[chain.names[0]].text
        for number, chain in enumerate(chains)
        if chain.person and not chain.person.given and bearers[chain.person.core] == 1
    }
    full = {number: full_name_in_headline(headline or "", surname, gazetteer) for number, surname in alone.items()}
    return {number: name for number, name in full.items() if name is not None}


def _named_in_full(record: ChainRecord, name: str | None, gazetteer: Gazetteer) -> ChainRecord:
    """The chain of a surname with the full name that the article's headline has."""
    if name is None:
        return record
    person = person_name(name, gazetteer)
    return replace(
        record,
        key=fold(name),
        name=name,
        given=" ".join(person.given) or None,
        surname=person.surname,
        blocks=block_keys(record.type, fold(name), name, record.forms, gazetteer),
    )


def _chain_record(
    article: ParsedArticle,
    spans: Sequence[NameSpan],
    number: int,
    chain: Chain,
    roles: Sequence[Role],
    together: list[int],
    starts: list[int],
    gazetteer: Gazetteer,
) -> ChainRecord:
    written = [(without_nickname(spans[index].text), spans[index].government) for index in chain.names]
    forms = Counter(form for form, _ in written)
    name = fullest(Counter(form for form, government in written if not government) or forms)
    return ChainRecord(
        article_id=article.article_id,
        chain=number,
        type=chain.type,
        key=chain.key,
        name=name,
        forms=forms,
        given=" ".join(chain.person.given) or None if chain.person else None,
        surname=chain.person.surname if chain.person else None,
        likely=chain.likely,
        gender=chain.gender,
        born=birth_year(article.text, spans, chain.names, article.published_date) if chain.person else None,
        roles=_distinct(role.parts.occupation for role in roles),
        organisations=_distinct(fold(role.organisation) for role in roles if role.organisation),
        countries=_distinct(role.country for role in roles if role.country),
        together=together,
        observed_date=article.published_date,
        starts=starts,
        blocks=block_keys(chain.type, chain.key, name, forms, gazetteer),
    )


def _co_mentions(chains: Sequence[Chain], most: int) -> list[list[int]]:
    """For each person the hashed keys of the first `most` others of the article; of things, which go by their names
    alone, nothing."""
    keys = [_co_mention_key(chain) for chain in chains]
    first = list(dict.fromkeys(key for key in keys if key))[: most + 1]
    numbers = {key: content_number("company", key) for key in first}
    return [
        [number for other, number in numbers.items() if other != key][:most] if chain.type == "PERSON" else []
        for key, chain in zip(keys, chains, strict=True)
    ]


def _co_mention_key(chain: Chain) -> str | None:
    """What others remember of a chain that they are named with: a person's surname, an organisation's key."""
    if chain.type == "PERSON":
        return chain.person.core if chain.person else chain.key
    return chain.key if chain.type == "ORG" else None


def _distinct(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


def fullest(forms: Mapping[str, int]) -> str:
    """The form with most words, then letters; ordinary case before capitals, then the most frequent one."""
    return max(sorted(forms), key=lambda form: (len(form.split()), not form.isupper(), len(form), forms[form]))
