"""Parsed sentences for tests of the kinds, with the shipped pipeline."""

from functools import cache

from newsloom.flows.assets.model import load_pipeline
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from tests.quotes.build import view

pipeline = cache(load_pipeline)


@cache
def parsed_view(text: str) -> ParagraphView:
    """A text of one paragraph, parsed, as the rules look at it."""
    return view(text, pipeline()(text))
