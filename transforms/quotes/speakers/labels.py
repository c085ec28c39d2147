"""Whom the label of a turn stands for: a surname or initials, "Host"; "Karl Berg: …", later "Berg: …" and "KB: …"."""

from __future__ import annotations

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.turns import short_labels
from newsloom.transforms.quotes.speakers.layers import is_medium
from newsloom.transforms.quotes.speakers.speaker_context import CONFIDENCES, ArticleContext, Names, Speaker


def resolve_label(context: ArticleContext, names: Names, attribution: Attribution) -> Speaker | None:
    """The one person of the article whose full name a label is short for, or who has the trade that it says; None where
    there is no such, or several."""
    if attribution.origin != "label" or attribution.source is None:
        return None
    label = context.text[slice(*attribution.source)]
    meant = set().union(*(chains for form, chains in context.people.items() if label in short_labels(form)))
    if len(meant) == 1 and not is_medium(label.split()):
        return Speaker("person", "named", meant.pop(), CONFIDENCES.label)
    bearers = {role.chain for role in names.role_records if role.role.lower() == label.lower()}
    return Speaker("person", "nominal", bearers.pop(), CONFIDENCES.document) if len(bearers) == 1 else None
