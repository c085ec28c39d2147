"""The lemma table: what treebanks say and spelling rules do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from newsloom.transforms.annotation.labels import UPOS
from newsloom.transforms.annotation.lemmas import Lemmas


def harvest_lemmas(docs: Iterable[Doc]) -> Lemmas:
    """Most frequent lemma of each tag and lower-case form, kept where the rules would give another."""
    seen: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    pairs_seen: Counter[str] = Counter()
    for doc in docs:
        for token in doc:
            if token.pos_ in UPOS and token.pos_ not in ("PROPN", "X", "PUNCT", "SYM") and token.lemma_:
                seen[token.pos_, token.tag_, token.lower_][token.lemma_.lower()] += 1
                pairs_seen[token.lemma_.lower()] += 1
    rules = Lemmas({}, frozenset(pairs_seen))
    table = {}
    for (upos, tag, form), lemmas in sorted(seen.items()):
        lemma = lemmas.most_common(1)[0][0]
        if rules.of(form, upos, tag).lower() != lemma and lemmas.total() > 1:
            table[f"{tag} {form}"] = lemma
    return Lemmas(table, rules.known)
