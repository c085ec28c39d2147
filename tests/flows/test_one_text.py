"""The quotes of one text, in one call."""

import pytest

import newsloom
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.one_text import result_columns
from newsloom.schemas.contract.quotes import QUOTES

TEXT = """Ferry checks to begin

“We will wait until the ice is gone,” said harbour master Mara Ilves on Monday.

Ilves added that nobody had asked the pilots.."""


def test_who_said_what():
    quotes = newsloom.find_quotes(TEXT)
    assert list(quotes["speaker_name"]) == ["Mara Ilves", "Mara Ilves"]
    assert list(quotes["type"]) == ["direct", "indirect"]
    assert all(TEXT[row.start_char : row.end_char] == row.text for row in quotes.itertuples())


def test_columns_are_those_of_quotes_without_what_only_a_dataset_has():
    columns = list(newsloom.find_quotes(TEXT).columns)
    assert columns == result_columns()
    assert set(QUOTES.columns) - set(columns) == {
        "quote_id",
        "article_id",
        "utterance_id",
        "run_id",
        "speaker_entity_id",
        "via_entity_id",
    }


@pytest.mark.parametrize("text", ["", "   \n\n", "Nothing was said."])
def test_a_text_without_quotes_has_no_rows(text):
    quotes = newsloom.find_quotes(text)
    assert quotes.empty
    assert list(quotes.columns) == result_columns()


def test_it_reads_as_a_run_does(samples):
    dataset = Dataset(samples)
    article = dataset.sql("SELECT article_id, text FROM articles ORDER BY n_words DESC LIMIT 1").df().iloc[0]
    rows = dataset.read("quotes").query("article_id == @article.article_id").sort_values("start_char")
    found = newsloom.find_quotes(article["text"])
    for column in ("start_char", "end_char", "type", "cue", "speaker", "speaker_kind"):
        assert list(found[column].astype(object).fillna("")) == list(rows[column].astype(object).fillna(""))


def test_what_is_no_text_is_refused():
    with pytest.raises(TypeError, match="takes a str, not bytes"):
        newsloom.find_quotes(b'"Yes," he said.')
