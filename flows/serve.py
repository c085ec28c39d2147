"""Scheduled runs: a deployment of the flow that this process serves, on a Prefect server that is there or its own."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsloom.flows.inputs.sources import STDIN, read_sources
from newsloom.flows.settings import SettingsError, make_settings


def serve_dataset(
    inputs: list[str],
    dataset: str,
    cron: str,
    name: str,
    config: str | None,
    options: Mapping[str, Mapping[str, Any]],
    quiet: bool = False,
) -> None:
    """Run on a schedule until stopped. A run that is due while another writes the dataset is skipped.

    What is read and where it is written is fixed here, as absolute paths: whoever starts a run on the server can
    choose other options, but no other inputs and no other dataset.
    """
    from newsloom.flows.build import TAGS, build_served_dataset, console_log, fix, private

    _require_cron(cron)
    make_settings(tuple(inputs), dataset, config, options)  # a wrong option is found now and not at night
    if STDIN in inputs:
        raise SettingsError("standard input ends after one run; name files, folders or addresses to serve")
    read_sources(inputs)  # one that is not there is told now, too; nothing is read yet
    fix(inputs, dataset, config)
    dataset = str(Path(dataset).absolute())
    with private(), console_log(shown=not quiet), _server(dataset, say=(lambda _: None) if quiet else _say):
        build_served_dataset.serve(
            name=name,
            cron=cron,
            parameters={"options": _given(options)},
            tags=TAGS,
            description=f"{len(inputs)} inputs → {dataset}",
            print_starting_message=False,
        )


def _given(options: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Only what the user set."""
    set_ = {section: {k: v for k, v in part.items() if v is not None} for section, part in options.items()}
    return {section: part for section, part in set_.items() if part}


def _require_cron(cron: str) -> None:
    """A wrong expression is found here and not by the server."""
    from prefect.client.schemas.schedules import CronSchedule
    from pydantic import ValidationError

    try:
        CronSchedule(cron=cron)
    except ValidationError as error:
        raise SettingsError(f'--cron "{cron}" is not a cron expression, such as "*/15 * * * *"') from error


@contextlib.contextmanager
def _server(dataset: str, say: Callable[[str], None]) -> Iterator[None]:
    """The server that Prefect is set up for, or else one of our own for as long as we serve."""
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

    from newsloom.flows.server import home_of, own_server

    if url := PREFECT_API_URL.value():
        say(f"serving {dataset} on the Prefect server at {url.removesuffix('/api')}")
        yield
        return
    with own_server(home_of(Path(dataset), Path(PREFECT_HOME.value()))) as server:
        say(f"serving {dataset}; its runs are shown at {server.page}")
        say(f"the page asks for a password, which stands in {server.home / 'auth'}")
        with temporary_settings({"api.url": server.api, "api.auth_string": server.auth}):
            yield


def _say(line: str) -> None:
    print(f"newsloom: {line}", file=sys.stderr, flush=True)
