"""The pipeline as a Prefect flow: each stage of `flows.pipeline` a task; artifacts say what came of a run."""

# no `from __future__ import annotations`: a served flow is pickled, and its parameters' types must come along
import datetime as dt
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.logging import get_run_logger
from prefect.runtime import deployment, flow_run
from prefect.states import Completed

from newsloom.flows.artifacts import publish_artifacts, publish_assets, said_briefly
from newsloom.flows.dataset.files import DatasetBusyError
from newsloom.flows.inputs.sources import STDIN, is_address
from newsloom.flows.parameters import Options, as_overrides
from newsloom.flows.pipeline import STAGES, build
from newsloom.flows.settings import Settings, SettingsError, make_settings
from newsloom.flows.stages.stage import Outcome, Stage
from newsloom.flows.view.console import lines
from newsloom.flows.view.summary import breach
from newsloom.flows.work.progress import Report, silent
from newsloom.schemas.errors import NewsloomError
from newsloom.transforms.inputs.addresses import without_secrets

TAGS = ["newsloom"]
_SENDERS = ("EventsWorker", "APILogWorker")
"""Loggers of the threads that send a run's events and log to the server."""
LONGEST = 24 * 3600  # seconds; a run that hangs must not keep a schedule from running for ever
TRIES, WAITS = 2, [5.0, 30.0]  # more tries of a stage, seconds before each

listener: ContextVar[Report] = ContextVar("listener", default=silent)
"""Told about progress beside the log: the terminal of the command that runs the flow."""


class RunFailedError(NewsloomError):
    """The run is through, but a check failed, or records were rejected where `strict` allows none; see `summary`."""

    def __init__(self, message: str, summary: dict[str, Any]) -> None:
        super().__init__(message)
        self.summary = summary


def can_recover(_: object, __: TaskRun, state: State[Any]) -> bool:
    """Whether another try may end better: workers, disks and networks come back, wrong options and data do not."""
    try:
        state.result()
    except NewsloomError:
        return False
    except (OSError, RuntimeError) as error:  # a broken pool of processes, a lost connection, a full disk
        return not isinstance(error, NotImplementedError | RecursionError)
    except BaseException:
        return False
    return False


class _Work:
    """A stage's arguments, and what came of them. Prefect neither looks inside nor keeps it: tables can be large."""

    def __init__(self, stage: Stage, arguments: tuple[Any, ...]) -> None:
        self.stage, self.arguments = stage, arguments
        self.outcome: Outcome | None = None

    def run(self) -> None:
        self.outcome = self.stage.function(*self.arguments)


TASKS = {
    stage.name: task(
        name=stage.name,
        cache_policy=NO_CACHE,
        persist_result=False,
        tags=TAGS,
        retries=TRIES,
        retry_delay_seconds=WAITS,
        retry_condition_fn=can_recover,
    )(_Work.run)
    for stage in STAGES
}


def _run_stage(stage: Stage, *arguments: Any) -> Outcome:
    """A stage as a task. A stage is a function of frames, so trying again is safe."""
    work = _Work(stage, arguments)
    TASKS[stage.name](work)
    assert work.outcome is not None
    return work.outcome


def run_name(dataset: str) -> str:
    """What a flow run is called: the dataset and the time."""
    return f"{Path(dataset).name} {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M}"


@flow(
    name="newsloom",
    flow_run_name=lambda: run_name(flow_run.parameters["dataset"]),
    timeout_seconds=LONGEST,
    persist_result=False,
)
def build_dataset(
    inputs: list[str], dataset: str, config: str | None = None, options: Options | None = None
) -> dict[str, Any]:
    """Read, clean, deduplicate, extract and publish; returns the summary of the run.

    Args:
        inputs: Files, folders (read recursively), globs, http(s) feeds or pages; paths best absolute.
        dataset: The dataset folder; made if it is not there.
        config: A TOML file of options.
        options: Options that go before those of the file, such as {"run": {"model": "en_core_web_sm"}}.
    """
    return _run(make_settings(tuple(inputs), dataset, config, as_overrides(options)))


@flow(
    name="newsloom served",
    flow_run_name=lambda: run_name(served()["dataset"]),
    timeout_seconds=LONGEST,
    persist_result=False,
)
def build_served_dataset(options: Options | None = None) -> dict[str, Any]:
    """Read what is served here into the dataset that is served here; a run can choose options, nothing else.

    Args:
        options: Options that go before those of the served TOML file.
    """
    fixed = served()
    return _run(make_settings(tuple(fixed["inputs"]), fixed["dataset"], fixed["config"], as_overrides(options)))


SERVED = "NEWSLOOM_SERVED"
"""The variable by which `newsloom serve` tells its runs, which are processes of their own, what it serves."""


def fix(inputs: list[str], dataset: str, config: str | None) -> None:
    """Say what `build_served_dataset` serves, in this process and those that it starts, by absolute paths."""
    dataset, config = _absolute(dataset, config)
    served = {"inputs": [absolute(given) for given in inputs], "dataset": dataset, "config": config}
    os.environ[SERVED] = json.dumps(served)


def absolute(given: str) -> str:
    """An INPUT that means the same from every folder; a glob stays a glob."""
    return given if given == STDIN or is_address(given) else os.path.abspath(given)  # noqa: PTH100 - a Path drops globs


def _absolute(dataset: str, config: str | None) -> tuple[str, str | None]:
    return str(Path(dataset).absolute()), None if config is None else str(Path(config).absolute())


def served() -> dict[str, Any]:
    """Inputs, dataset and config file that this process serves."""
    if SERVED not in os.environ:
        raise SettingsError("this flow is for `newsloom serve`; deploy build_dataset instead")
    return dict(json.loads(os.environ[SERVED]))


def _run(settings: Settings) -> dict[str, Any]:
    """Build as tasks and tell Prefect what came of it: artifacts, assets, a message; or raise what went wrong."""
    try:
        summary = build(settings, call=_run_stage, report=_report(), flow_run_id=flow_run.id)
    except DatasetBusyError as error:
        if deployment.id is None:
            raise
        return cast(dict[str, Any], Completed(name="Skipped", message=str(error)))
    publish_artifacts(summary)
    publish_assets(summary)
    if said := breach(summary, settings.run.strict):
        raise RunFailedError(said, summary)
    return cast(dict[str, Any], Completed(message=said_briefly(summary), data=summary))  # Prefect hands the data on


def _report() -> Report:
    """Progress to the log of the flow run, and to whoever listens."""
    log, tell = lines(get_run_logger().info), listener.get()

    def report(stage: str, done: int, total: int | None = None) -> None:
        log(stage, done, total)
        tell(stage, done, total)

    return report


def run_flow(
    inputs: list[str], dataset: str, config: str | None, options: dict[str, Any], report: Report, debug: bool = False
) -> dict[str, Any]:
    """The flow for the command line: progress goes to `report`, and the terminal stays free of Prefect's own log."""
    token = listener.set(report)
    given = Options.model_validate(options)
    try:
        with private(), console_log(shown=debug):
            if any(without_secrets(address) != address for address in filter(is_address, inputs)):
                fix(inputs, dataset, config)  # parameters of a run are stored and shown
                return build_served_dataset(given)
            return build_dataset([absolute(i) for i in inputs], *_absolute(dataset, config), given)
    finally:
        listener.reset(token)


@contextmanager
def private() -> Iterator[None]:
    """No telemetry, time for a local server to start on a busy machine, no word of what is still to be sent when the
    command ends; for a process of our own."""
    from prefect.settings import temporary_settings

    for sender in _SENDERS:
        logging.getLogger(sender).setLevel(logging.ERROR)
    os.environ["DO_NOT_TRACK"] = "1"  # read anew each time that something would be sent
    with temporary_settings({"server.analytics_enabled": False, "server.ephemeral.startup_timeout_seconds": 180}):
        yield


@contextmanager
def console_log(shown: bool) -> Iterator[None]:
    """Prefect's log on the terminal, or only with the API."""
    from prefect.logging.handlers import PrefectConsoleHandler

    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    removed = [(logger, h) for logger in loggers for h in logger.handlers if isinstance(h, PrefectConsoleHandler)]
    for logger, handler in () if shown else removed:
        logger.removeHandler(handler)
    try:
        yield
    finally:
        for logger, handler in () if shown else removed:
            logger.addHandler(handler)
