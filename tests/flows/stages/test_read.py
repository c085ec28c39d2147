"""The batches in which articles are read: each with its segments and the annotated paragraphs of these."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings
from newsloom.flows.stages.read import _CHARACTERS, _read_jobs
from newsloom.flows.work import jobs


def frames(n: int) -> dict[str, pa.Table]:
    """Articles of two segments: one of their own, and one that all share."""
    ids = pa.array([f"a_{i}" for i in range(n)], pa.string())
    texts = [text for i in range(n) for text in (f"own {i}", "shared")]
    hashes = pa.array([*dict.fromkeys(texts)], pa.string())
    return {
        "articles": pa.table({"article_id": ids, "n_chars": pa.array([100] * n, pa.int32())}),
        "segments": pa.table(
            {
                "article_id": pa.array([f"a_{i}" for i in range(n) for _ in range(2)], pa.string()),
                "text_hash": pa.array(texts, pa.string()),
            }
        ),
        "paragraphs": pa.table({"text_hash": hashes}),
    }


def context(batch: int) -> Any:
    return SimpleNamespace(settings=SimpleNamespace(run=SimpleNamespace(batch=batch), names=None, speech=None))


@pytest.mark.parametrize(("n", "batch", "sizes"), [(5, 2, [2, 2, 1]), (4, 4, [4]), (1, 8, [1]), (0, 8, [0])])
def test_batches(n: int, batch: int, sizes: list[int]) -> None:
    made = frames(n)
    jobs = list(_read_jobs(made, context(batch)))
    assert [job.articles.num_rows for job in jobs] == sizes
    assert [id_ for job in jobs for id_ in job.articles["article_id"].to_pylist()] == made["articles"][
        "article_id"
    ].to_pylist()
    for job in jobs:
        assert set(job.segments["article_id"].to_pylist()) == set(job.articles["article_id"].to_pylist())
        assert job.paragraphs["text_hash"].to_pylist() == [*dict.fromkeys(job.segments["text_hash"].to_pylist())]


def test_a_segment_without_an_annotated_paragraph() -> None:
    made = frames(2) | {"paragraphs": pa.table({"text_hash": pa.array(["own 1"], pa.string())})}
    (job,) = _read_jobs(made, context(8))
    assert job.paragraphs["text_hash"].to_pylist() == ["own 1"]


def test_no_batch_is_much_longer_than_the_others() -> None:
    made = frames(5)
    made["articles"] = made["articles"].set_column(1, "n_chars", pa.array([_CHARACTERS, 10, 10, 10, 10], pa.int32()))
    assert [job.articles.num_rows for job in _read_jobs(made, context(8))] == [1, 4]


def test_an_article_that_cannot_be_read_has_no_names_and_the_run_goes_on(tmp_path, monkeypatch) -> None:
    """What nobody foresaw in one article ends up in the summary; the others have their rows."""
    read = jobs._read_article

    def fails_on_one(article: dict[str, Any], *rest: Any) -> dict[str, list[dict[str, Any]]]:
        if "Ove Lind" in article["text"]:
            raise KeyError("a rule that met nothing")
        return read(article, *rest)

    monkeypatch.setattr(jobs, "_read_article", fails_on_one)
    for name in ("Ove Lind", "Mara Ilves"):
        text = (
            f"The harbour stays open\n\n“The harbour of Ardle stays open,” said {name} on Monday. {name} is the mayor."
        )
        (tmp_path / f"{name}.txt").write_text(text)
    overrides = {"engine": {"workers": 1}}
    summary = build(make_settings((str(tmp_path),), str(tmp_path / "news"), overrides=overrides))
    (warning,) = summary["warnings"]
    assert warning.startswith("no names and no speech of ")
    assert "Ove Lind.txt row 0" in warning
    assert warning.endswith("KeyError: 'a rule that met nothing'")
    dataset = Dataset(tmp_path / "news")
    assert dataset.n_rows("articles") == 2
    assert dataset.read("quotes")["speaker"].tolist() == ["Mara Ilves"]
