"""Questions in SQL: what is answered, and what is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.queries import QueryError, ask, list_names, open_for_queries
from tests.conftest import N_SAMPLES


def answers(samples: Path, text: str) -> list[list[tuple[object, ...]]]:
    with open_for_queries(Dataset(samples)) as connection:
        return [result.fetchall() for result in ask(connection, text)]


def test_several_queries(samples: Path) -> None:
    assert answers(samples, "SELECT count(*) FROM articles; SELECT 1") == [[(N_SAMPLES,)], [(1,)]]


def test_what_a_query_makes_lives_as_long_as_the_connection(samples: Path) -> None:
    text = "CREATE TABLE t AS SELECT 7 AS n; INSERT INTO t VALUES (8); SELECT sum(n) FROM t"
    assert answers(samples, text)[-1] == [(15,)]
    with pytest.raises(QueryError):
        answers(samples, "SELECT * FROM t")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no query"),
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM articles", "nothing"),
        ("COPY articles TO 'x.csv'", "copy is not for queries"),
        ("SET memory_limit = '1GB'", "set is not for queries"),
        ("ATTACH 'x.db'", "attach is not for queries"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled"),
    ],
)
def test_refused(samples: Path, text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        answers(samples, text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value) and "LINE 1" not in str(caught.value)


def test_every_table_and_view_has_its_line() -> None:
    listed = dict(list_names())
    assert {"articles", "quotes", "outlets"} <= set(listed)
    assert all(listed.values())
