"""The same run on a Dask cluster gives the same tables."""

import shlex

import pytest

from tests.conftest import ROOT, SAMPLES
from tests.test_docs import README, blocks
from tests.test_end_to_end import table

SAME = ("articles", "edits", "segments", "mentions", "quotes", "quote_segments", "overlaps", "overlap_passages")


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


def test_dask_gives_what_one_process_gives(cluster, samples, tmp_path, newsloom, monkeypatch):
    (line,) = [b for b in blocks(README, "bash") if "--engine dask" in b]
    command = shlex.split(line.replace("tcp://127.0.0.1:8786", cluster.scheduler_address))[1:]
    folder, config = tmp_path / "news", tmp_path / "small.toml"
    config.write_text("[run]\nbatch = 3\nchunk = 5\n")
    monkeypatch.chdir(ROOT)
    command = [str(SAMPLES) if part == "data/samples" else part for part in command]
    command[command.index("--dataset") + 1] = str(folder)
    result = newsloom(*command, "--config", config, "--quiet")
    assert result.exit_code == 0, result.output
    for name in SAME:
        assert rows(folder, name) == rows(samples, name), name


def rows(folder, name):
    """Rows without what names the run, its times, and ids that are only the same up to their order of arrival."""
    drop = {"run_id", "first_seen_at", "source_uri", "story_id", "entity_id", "speaker_entity_id", "utterance_id"}
    frame = table(folder, name)
    return sorted(map(str, frame[[c for c in frame.columns if c not in drop]].itertuples(index=False)))
