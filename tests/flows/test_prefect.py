"""Schedules under a real Prefect server, which `newsloom serve` starts: runs, artifacts, workers, cancelling."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from newsloom.flows.dataset.dataset import Dataset, writing
from tests.conftest import N_SAMPLES, ROOT, SAMPLES

BIN = Path(sys.executable).parent
NEVER = '"0 0 29 2 *"'  # as far as a test goes
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT") and k != "DO_NOT_TRACK"}


def wait_for(ask, seconds=180, say=lambda: ""):
    """The first true answer within the time; else `say` tells what there is in its place."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := ask():
            return answer
        time.sleep(0.5)
    raise AssertionError(f"nothing came of it in time {say()}")


@contextmanager
def started(*command, log, **environment):
    """A process whose output goes to a file, stopped at the end as Ctrl-C would."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=CLEAN | environment, cwd=log.parent)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(60)
            finally:
                process.kill()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """`newsloom serve` as a user starts it where no server is set up; `ask` talks to the server that it started."""
    home = tmp_path_factory.mktemp("served")
    shutil.copytree(SAMPLES, home / "in")
    log = home / "serve.log"
    command = [BIN / "newsloom", "serve", "in", "--dataset", "news", "--cron", "* * * * *", "--workers", "1"]
    with started(*command, log=log, PREFECT_HOME=str(home / "prefect")) as process:
        page = wait_for(lambda: re.search(r"shown at (\S+)", log.read_text()))[1]
        auth = re.search(r"stands in (\S+)", log.read_text())[1]
        user = tuple(Path(auth).read_text().strip().split(":"))

        def ask(path, body=None, method=None):
            with httpx.Client(auth=user, timeout=30) as client:
                method = method or ("GET" if body is None else "POST")
                # its database is busy at times, which it says with 503
                answer = wait_for(
                    lambda: (r := client.request(method, f"{page}/api{path}", json=body)).status_code != 503 and r
                )
                return answer.raise_for_status().content and answer.json()

        deployment = wait_for(lambda: ask("/deployments/filter", {}))[0]
        yield SimpleNamespace(home=home, page=page, user=user, ask=ask, log=log, deployment=deployment, process=process)


def ended(served, id_=None):
    """The flow runs that are through, or the one with an id."""
    runs = served.ask("/flow_runs/filter", {"flow_runs": {"id": {"any_": [id_]}}} if id_ else {})
    return [run for run in runs if run["state"]["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")]


def start(served, deployment, **parameters):
    """The flow run that a deployment is told to make now."""
    return served.ask(f"/deployments/{deployment}/create_flow_run", {"parameters": parameters})["id"]


def test_the_schedule_fires_and_publishes_tables(served):
    run = wait_for(lambda: ended(served))[0]
    assert run["state"]["type"] == "COMPLETED", served.log.read_text()
    assert run["auto_scheduled"]
    assert Dataset(served.home / "news").read("runs")["flow_run_id"].tolist()[0] == run["id"]
    assert Dataset(served.home / "news").n_rows("articles") == N_SAMPLES
    assert re.fullmatch(r"news \d{4}-\d\d-\d\d \d\d:\d\d", run["name"])
    assert "newsloom" in run["tags"]
    assert re.match(rf"{N_SAMPLES} new, 0 changed, 0 unchanged, 3 rejected; 0 failed checks", run["state"]["message"])
    # it would fire each minute as long as the other tests are at work
    served.ask(f"/deployments/{served.deployment['id']}", {"paused": True}, "PATCH")


def test_a_run_leaves_artifacts_and_tasks_and_assets(served):
    run = wait_for(lambda: ended(served))[0]
    artifacts = {a["type"]: a for a in served.ask("/artifacts/filter", {}) if a["flow_run_id"] == run["id"]}
    assert "| unparseable | 1 |" in artifacts["markdown"]["data"]
    assert "Slowest stage:" in artifacts["markdown"]["data"]
    counts = {row["what"]: row["n"] for row in json.loads(artifacts["table"]["data"])}
    assert counts["records new"] == N_SAMPLES
    assert counts["rejected: empty"] == 1
    tasks = served.ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    names = {task["name"].rsplit("-", 1)[0] for task in tasks}
    assert {"clean records", "annotate paragraphs", "group utterances", "publish assets"} <= names
    assert all(task["empirical_policy"]["retries"] for task in tasks if not task["name"].startswith("publish"))


def test_what_is_served_is_fixed_and_only_what_was_set_is_stored(served):
    assert served.deployment["parameters"] == {"options": {"engine": {"workers": 1}}}
    schema = served.deployment["parameter_openapi_schema"]
    assert list(schema["properties"]) == ["options"]
    sections = schema["definitions"]["Options"]["properties"]
    assert {"run", "engine", "clean", "names"} <= set(sections)
    assert all(section["description"] for section in sections.values())
    assert schema["definitions"]["clean"]["properties"]["min_words"]["description"]


def test_nobody_without_the_password_and_no_other_page_gives_orders(served, tmp_path):
    order = f"{served.page}/api/deployments/{served.deployment['id']}/create_flow_run"
    assert httpx.post(order, json={}).status_code == 401
    asked = httpx.options(
        order, headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}, auth=served.user
    )
    assert asked.headers.get("access-control-allow-origin") not in ("*", "http://evil.example")
    id_ = start(served, served.deployment["id"], dataset=str(tmp_path / "other"), inputs=[str(SAMPLES)])
    (run,) = wait_for(lambda: ended(served, id_))
    assert run["state"]["type"] in ("FAILED", "CRASHED")
    assert not (tmp_path / "other").exists()


def test_a_run_due_while_another_writes_is_skipped(served):
    wait_for(lambda: ended(served))
    with writing_when_free(served.home / "news"):
        id_ = start(served, served.deployment["id"])
        (run,) = wait_for(lambda: ended(served, id_))
    assert run["state"]["name"] == "Skipped"
    assert "another run is writing" in run["state"]["message"]


@contextmanager
def writing_when_free(folder):
    from newsloom.flows.dataset.files import DatasetBusyError

    def lock():
        lock = writing(folder)
        try:
            lock.__enter__()
        except DatasetBusyError:
            return None
        return lock

    held = wait_for(lock)
    try:
        yield
    finally:
        held.__exit__(None, None, None)


def prefect(served, *arguments, cwd):
    environment = CLEAN | {
        "PREFECT_API_URL": f"{served.page}/api",
        "PREFECT_API_AUTH_STRING": ":".join(served.user),
        "PREFECT_HOME": str(served.home / "client"),
        "DO_NOT_TRACK": "1",
    }
    command = [BIN / "prefect", *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return environment


def test_a_worker_runs_the_committed_deployment_and_cancelling_leaves_the_dataset_as_it_was(served, tmp_path):
    text = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    news = tmp_path / "news"
    for written, here in (("/srv/news/in", SAMPLES), ("/srv/news/dataset", news), ('"*/15 * * * *"', NEVER)):
        assert written in text
        text = text.replace(written, str(here))
    (tmp_path / "prefect.yaml").write_text(text)
    prefect(served, "work-pool", "create", "newsloom", "--type", "process", cwd=tmp_path)
    environment = prefect(served, "deploy", "--all", cwd=tmp_path)
    (deployment,) = served.ask("/deployments/filter", {"deployments": {"name": {"any_": ["quarter-hourly"]}}})
    worker = [BIN / "prefect", "worker", "start", "--pool", "newsloom"]
    with started(*worker, log=tmp_path / "worker.log", **environment):
        id_ = start(served, deployment["id"], inputs=[str(SAMPLES / "barrier.html")], dataset=str(news))
        (run,) = wait_for(lambda: ended(served, id_))
        assert run["state"]["type"] == "COMPLETED", (tmp_path / "worker.log").read_text()
        assert Dataset(news).n_rows("articles") == 1
        assert cancelled(served, deployment["id"], news, tmp_path / "pipe")


def cancelled(served, deployment, news, pipe):
    """Whether a run that waits for a pipe, and is cancelled, leaves everything as it was."""
    os.mkfifo(pipe)
    before = set(map(str, news.rglob("*")))
    id_ = start(served, deployment, inputs=[str(pipe)], dataset=str(news))
    wait_for(lambda: any(".staging" in str(f) for f in news.iterdir()))  # it is at work
    served.ask(f"/flow_runs/{id_}/set_state", {"state": {"type": "CANCELLING"}, "force": True})
    (run,) = wait_for(lambda: ended(served, id_))

    def changed():
        return set(map(str, news.rglob("*"))) ^ before

    wait_for(lambda: not changed(), say=lambda: (run["state"], changed()))
    return run["state"]["type"] == "CANCELLED"


def test_the_command_under_a_server_is_quiet_and_an_error_is_one_line(served, tmp_path):
    environment = CLEAN | {
        "PREFECT_API_URL": f"{served.page}/api",
        "PREFECT_API_AUTH_STRING": ":".join(served.user),
        "PREFECT_HOME": str(served.home / "client"),
    }

    def newsloom(*arguments):
        command = [BIN / "newsloom", "run", *arguments, "--dataset", tmp_path / "news"]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    good = newsloom(SAMPLES / "barrier.html", "--quiet")
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    bad = newsloom(tmp_path / "nowhere")
    assert bad.returncode == 2
    assert bad.stderr.count("\n") == 1, bad.stderr
    assert "INPUT not found" in bad.stderr
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 20)
    strict = newsloom(tmp_path / "photo.txt", "--strict", "--quiet")
    assert strict.returncode == 1
    by_hand = [run for run in ended(served) if run["deployment_id"] is None]
    run = max(by_hand, key=lambda run: run["start_time"] or "")
    assert run["state"]["type"] == "FAILED"
    assert "strict: 1 record turned away" in run["state"]["message"]


def test_serve_uses_the_server_that_is_set_up(served, tmp_path):
    environment = {
        "PREFECT_API_URL": f"{served.page}/api",
        "PREFECT_API_AUTH_STRING": ":".join(served.user),
        "PREFECT_HOME": str(served.home / "client"),
    }
    command = [BIN / "newsloom", "serve", SAMPLES, "--dataset", "there", "--cron", "7 3 * * *", "--name", "elsewhere"]
    with started(*command, log=tmp_path / "serve.log", **environment):
        wanted = {"deployments": {"name": {"any_": ["elsewhere"]}}}
        (deployment,) = wait_for(lambda: served.ask("/deployments/filter", wanted))
        assert deployment["schedules"][0]["schedule"]["cron"] == "7 3 * * *"
        assert f"on the Prefect server at {served.page}" in (tmp_path / "serve.log").read_text()
        assert str(tmp_path / "there") in deployment["description"]


def test_secrets_of_addresses_are_not_among_the_parameters_of_a_run(served, tmp_path):
    environment = CLEAN | {
        "PREFECT_API_URL": f"{served.page}/api",
        "PREFECT_API_AUTH_STRING": ":".join(served.user),
        "PREFECT_HOME": str(served.home / "client"),
    }
    address = "http://user:hunter2@127.0.0.1:9/feed?api_key=opensesame"  # nothing answers there
    command = [BIN / "newsloom", "run", address, SAMPLES / "barrier.html", "--dataset", tmp_path / "news"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert Dataset(tmp_path / "news").n_rows("rejects") == 1
    told = json.dumps(served.ask("/flow_runs/filter", {}) + served.ask("/artifacts/filter", {})) + done.stdout
    assert "hunter2" not in told
    assert "opensesame" not in told
