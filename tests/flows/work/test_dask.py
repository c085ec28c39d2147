"""The same run on a Dask cluster gives the same tables."""

import gc
import re
import shlex

import pytest

from newsloom.flows.work.engine import EngineOptions, LostClusterError, open_engine
from newsloom.transforms.entities.clustering import clusters
from tests.conftest import ROOT, SAMPLES
from tests.flows.test_end_to_end import SAME_EVERYWHERE, rows
from tests.house.test_docs import GUIDE, README, blocks


@pytest.fixture(scope="module")
def cluster():
    """Workers that are started as the guide says."""
    dask, distributed = pytest.importorskip("dask"), pytest.importorskip("distributed")
    name, value = re.search(r"`(DASK_\w+)=(\w+)`", GUIDE).groups()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, value)
        dask.config.refresh()  # as in a process that is started so
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            yield cluster
    dask.config.refresh()


def test_dask_gives_what_one_process_gives(cluster, samples, tmp_path, newsloom, monkeypatch):
    (line,) = [b for b in blocks(README, "bash") if "--engine dask" in b]
    command = shlex.split(line.replace("tcp://127.0.0.1:8786", cluster.scheduler_address))[1:]
    folder, config = tmp_path / "news", tmp_path / "small.toml"
    # so few that every step is mapped over the workers, fingerprints bucket by bucket
    config.write_text("[run]\nbatch = 3\nchunk = 10\n[sameness.copies]\nfew_prints = 10\n")
    monkeypatch.setattr(clusters, "_PART", 20)
    monkeypatch.chdir(ROOT)
    command = [str(SAMPLES) if part == "data/samples" else part for part in command]
    command[command.index("--dataset") + 1] = str(folder)
    result = newsloom(*command, "--config", config, "--quiet")
    assert result.exit_code == 0, result.output
    for name in SAME_EVERYWHERE:
        assert rows(folder, name) == rows(samples, name), name
    with cluster.get_client() as client:
        assert set(client.run(is_profiled).values()) == {False}
        assert {threshold[0] for threshold in client.run(gc.get_threshold).values()} == {50_000}


def is_profiled():
    """Whether Dask looks all the time at what this worker does."""
    import dask

    return dask.config.get("distributed.worker.profile.enabled")


def test_a_cluster_that_is_lost_is_told_in_a_line():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as lost:
        address = lost.scheduler_address
        with (
            pytest.raises(LostClusterError, match=f"{address} went away"),
            open_engine(EngineOptions("dask", 0, address)) as run,
        ):
            for _ in run(abs, range(100)):
                lost.close()
