"""A Prefect server of our own: it ends with who started it, sends nothing, and its scheduler works."""

import socket
import subprocess
import sys

import httpx

from newsloom.flows import server
from tests.flows.test_prefect import CLEAN, wait_for


def test_the_server_ends_with_who_started_it(tmp_path):
    """Also when that one is killed: it is asked nothing then, so it must notice by itself."""
    code = (
        "import sys, time; from pathlib import Path; from newsloom.flows.server import own_server\n"
        f"with own_server(Path({str(tmp_path)!r})) as server: print(server.page, flush=True); time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=CLEAN)
    page = process.stdout.readline().strip()
    assert httpx.get(f"{page}/api/health").status_code == 200
    process.kill()
    wait_for(lambda: not answers(page), 30)


def test_two_that_start_at_once_have_a_port_each(tmp_path, monkeypatch):
    """Both see the usual port free; whoever is late finds it taken when its server comes to listen."""
    free_port = server._free_port
    with socket.create_server((server.HOST, 0)) as other:
        wanted = {server.USUAL_PORT: other.getsockname()[1], 0: free_port(0)}
        monkeypatch.setattr(server, "_free_port", wanted.__getitem__)
        with server.own_server(tmp_path) as ours:
            assert ours.page == f"http://{server.HOST}:{wanted[0]}"
            assert answers(ours.page)


def answers(page):
    try:
        return httpx.get(f"{page}/api/health").is_success
    except httpx.HTTPError:
        return False


def test_importing_the_flow_changes_no_environment_and_serving_sends_no_telemetry():
    code = """
import os, json
before = dict(os.environ)
import prefect
import newsloom.flows.build as build
assert dict(os.environ) == before, set(os.environ) - set(before)
with build.private():
    settings = prefect.settings.get_current_settings()
    from prefect._internal.analytics import is_telemetry_enabled
    print(settings.server.analytics_enabled, settings.server.ephemeral.startup_timeout_seconds, is_telemetry_enabled())
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=CLEAN)
    assert result.stdout.split() == ["False", "180", "False"], result.stderr


def test_the_scheduler_of_the_locked_prefect_can_make_dates():
    """Prefect before 3.9.1 makes none with SQLAlchemy 2.1, and 3.9 makes none with a `whenever` before 0.11."""
    import asyncio

    from prefect.server.schemas.schedules import CronSchedule

    assert len(asyncio.run(CronSchedule(cron="* * * * *").get_dates(3))) == 3
