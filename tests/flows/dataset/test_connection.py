"""A dataset asked in SQL."""

import pytest

from newsloom.flows.dataset.dataset import Dataset, DatasetError
from newsloom.schemas.contract import TABLES
from newsloom.schemas.views import VIEWS


@pytest.mark.parametrize("name", [*TABLES, *(view.name for view in VIEWS)])
def test_every_table_and_view_is_there(samples, name):
    relation = Dataset(samples).sql(f'SELECT * FROM "{name}"')
    assert relation.columns[0]
    if name in TABLES:
        assert relation.columns == list(TABLES[name].columns)
        assert len(relation.df()) == Dataset(samples).n_rows(name)


def test_a_relation_outlives_its_dataset(samples):
    relation = Dataset(samples).sql("SELECT DISTINCT speaker_name FROM quotes_in_context")
    assert ("Willem van der Berg",) in relation.fetchall()


def test_where_there_is_nothing_it_says_so(tmp_path):
    with pytest.raises(DatasetError, match="holds no dataset"):
        Dataset(tmp_path).sql("SELECT 1")
