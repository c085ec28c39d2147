"""The pipeline as a Prefect flow: the stages of `newsloom.flows.stages`, each shown to Prefect as a task."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

# before Prefect is imported: no telemetry, and time for a local server to start on a busy machine
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "180")

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from newsloom.flows.model import load_pipeline
from newsloom.flows.settings import Settings, make_settings
from newsloom.flows.stages import build

__all__ = ["build_dataset", "load_pipeline", "run_flow"]


@flow(name="newsloom", persist_result=False)
def build_dataset(
    inputs: list[str],
    dataset: str,
    config: str | None = None,
    options: dict[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Read, clean, deduplicate, extract and publish; returns the summary of the run.

    `options` are those of the TOML file: {"run": {"model": "en_core_web_sm"}, "engine": {"workers": 4}}.
    """
    settings = make_settings(tuple(inputs), dataset, config, options)
    logger = get_run_logger()

    def report(stage: str, done: int, total: int | None = None) -> None:
        logger.info("%s: %d records", stage, done)

    return build(settings, call=_as_task, report=report, flow_run_id=flow_run.id)


def _as_task(function: Callable[..., Any], *arguments: Any) -> Any:
    """Run one stage as a task. Nothing is hashed for a cache key and nothing is stored: tables can be large."""
    as_task = task(name=function.__name__.replace("_", " "), cache_policy=NO_CACHE, persist_result=False)
    return as_task(function)(*arguments)


def run_flow(settings: Settings) -> dict[str, Any]:
    """The flow for settings that were already made."""
    return build_dataset(list(settings.inputs), settings.dataset, options=settings.as_options())
