"""Scheduled runs: the flow as a Prefect deployment that this process serves."""

from __future__ import annotations

from newsloom.flows.settings import Settings, SettingsError


def serve_dataset(settings: Settings, cron: str, name: str) -> None:
    """Serve a deployment until stopped; a run that is due while another works is not started."""
    # the schedule is made only to have a wrong expression found here and not by the server
    from prefect.client.schemas.schedules import CronSchedule
    from pydantic import ValidationError

    from newsloom.flows.build import build_dataset  # first: it sets Prefect up before Prefect is imported

    try:
        CronSchedule(cron=cron)
    except ValidationError as error:
        raise SettingsError(f'--cron "{cron}" is not a cron expression, such as "*/15 * * * *"') from error
    parameters = {
        "inputs": list(settings.inputs),
        "dataset": settings.dataset,
        "options": settings.as_options(),
    }
    build_dataset.serve(name=name, cron=cron, parameters=parameters, limit=1)
