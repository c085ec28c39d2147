"""The samples hold an example of what the contract tells apart, so that every page of the docs has one to show."""

import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.schemas.contract.quotes import HEADLINE_QUOTES
from newsloom.schemas.contract.utterances import QUOTE_VARIANTS

VALUES = (
    ("headline_quotes", HEADLINE_QUOTES.columns["relation"].words),
    ("quote_variants", QUOTE_VARIANTS.columns["relation"].words),
)


@pytest.mark.parametrize(("table", "values"), VALUES, ids=[table for table, _ in VALUES])
def test_every_relation_occurs(samples, table, values):
    rows = Dataset(samples).sql(f"SELECT DISTINCT relation FROM {table} WHERE relation IS NOT NULL").fetchall()
    assert {relation for (relation,) in rows} == set(values)
