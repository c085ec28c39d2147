"""The flow under a real Prefect server, started once: states, tasks, a deployment; and no telemetry."""

import os
import shlex
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT, SAMPLES
from tests.test_docs import README, blocks


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Prefect server of its own, on a port of its own, with a database that is thrown away."""
    from prefect.testing.utilities import prefect_test_harness

    from newsloom.flows.build import build_dataset  # noqa: F401  (sets Prefect up before it is imported)

    with prefect_test_harness(server_startup_timeout=180):
        yield


def test_the_flow_runs_under_a_server_and_as_a_deployment(server, tmp_path):
    import asyncio

    from prefect.client.orchestration import get_client

    from newsloom.flows.build import build_dataset
    from newsloom.flows.stages import STAGES

    options = {"engine": {"workers": 1}}
    summary = build_dataset([str(SAMPLES / "barrier.html")], str(tmp_path / "news"), options=options)
    assert summary["records"]["new"] == 1
    deployment = build_dataset.to_deployment(
        "nightly", cron="0 3 * * *", parameters={"inputs": [str(SAMPLES)], "dataset": str(tmp_path / "news")}
    )
    deployment_id = deployment.apply()

    async def seen():
        async with get_client() as client:
            flow_run = (await client.read_flow_runs())[0]
            tasks = await client.read_task_runs()
            stored = await client.read_deployment(deployment_id)
            return flow_run, [t.name.rsplit("-", 1)[0] for t in tasks], stored

    flow_run, tasks, stored = asyncio.run(seen())
    assert flow_run.state.is_completed()
    assert set(tasks) == {stage.__name__.replace("_", " ") for stage in STAGES}
    assert stored.schedules[0].schedule.cron == "0 3 * * *"

    from newsloom.flows.dataset import Dataset

    assert Dataset(tmp_path / "news").read("runs")["flow_run_id"].tolist() == [str(flow_run.id)]


def test_no_telemetry_is_sent():
    code = "import flows.build, prefect.settings as s; print(s.get_current_settings().server.analytics_enabled)"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT") and k != "DO_NOT_TRACK"}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert result.stdout.strip() == "False", result.stderr


def test_serve_registers_a_schedule(server, tmp_path):
    import httpx
    from prefect.settings import PREFECT_API_URL

    (line,) = [b for b in blocks(README, "bash") if "newsloom serve" in b]
    command = [sys.executable, "-m", "newsloom.flows.cli", *shlex.split(line)[1:]]
    command[command.index("--dataset") + 1] = str(tmp_path / "news")
    url = PREFECT_API_URL.value()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PREFECT_API_URL": url}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        found = wait_for(lambda: httpx.get(f"{url}/deployments/name/newsloom/newsloom").json().get("schedules"))
        assert found[0]["schedule"]["cron"] == "*/15 * * * *"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def wait_for(ask, seconds=120):
    """The first true answer within the time; else the last one."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(1)
    return answer
