"""Names for news text that nobody annotated: a first network's own, made consistent over each article.

The articles with annotated speech have no names in them. A first network and the rules mark them paragraph by
paragraph; what the article as a whole says about a name then corrects its single mentions, and doubtful places
are left out of the loss. That is what makes the second network better than its teacher.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from newsloom.flows.training.data import IGNORE, LabelledWords
from newsloom.transforms.annotation.labels import ENTITY_TYPES, NER_TAGS

SURE = 0.75
"""Certainty below which a span that the rest of its article does not confirm is left out of the loss."""

_UNLEARNED = frozenset({"QUANTITY", "ORDINAL", "CARDINAL"})


def label_names(examples: Sequence[LabelledWords], teacher: Language) -> None:
    """Set `ner` of speech examples in place from the teacher's entities."""
    docs = [Doc(teacher.vocab, words=e.words, spaces=e.spaces) for e in examples]
    for _, component in teacher.pipeline:
        docs = list(component.pipe(docs) if hasattr(component, "pipe") else map(component, docs))
    votes = _votes(examples, docs)
    for example, doc in zip(examples, docs, strict=True):
        example.ner = _tags(doc, votes[example.doc])


Votes = dict[str, Counter[str]]


def _votes(examples: Sequence[LabelledWords], docs: Sequence[Doc]) -> dict[str, Votes]:
    """For each article and name the certainty that speaks for each type; surnames vote with full names."""
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(Counter))
    for example, doc in zip(examples, docs, strict=True):
        for entity, score in zip(doc.ents, doc.spans["entities"].attrs["scores"], strict=True):
            votes[example.doc][entity.text][entity.label_] += score
            if entity.label_ == "PERSON" and len(entity) > 1:
                votes[example.doc][entity[-1].text]["PERSON"] += score
    return votes


def _tags(doc: Doc, votes: Votes) -> list[int]:
    tags = [0] * len(doc)
    for entity, score in zip(doc.ents, doc.spans["entities"].attrs["scores"], strict=True):
        ballot = votes[entity.text]
        label, weight = ballot.most_common(1)[0]
        agreed = weight / ballot.total()
        if label in _UNLEARNED:
            continue
        sure = agreed > 0.6 and (score > SURE or weight > 1.5)
        is_name = label in ENTITY_TYPES and (sure or entity.label_ in ("DATE", "TIME", "MONEY", "PERCENT"))
        begin = NER_TAGS.index(f"B-{label}") if is_name else IGNORE
        for at in range(entity.start, entity.end):
            tags[at] = begin if at == entity.start or begin == IGNORE else begin + 1
    _forgive_missed(doc, tags, votes)
    return tags


def _forgive_missed(doc: Doc, tags: list[int], votes: Votes) -> None:
    """Capitalised words that are names elsewhere in the article are not taught to be none."""
    for token in doc:
        if tags[token.i] == 0 and token.text[:1].isupper() and token.text in votes:
            tags[token.i] = IGNORE
