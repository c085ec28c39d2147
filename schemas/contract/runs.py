"""Tables of runs: what each one did, and what its checks found."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import count, flag, text, time, word

RUN_STATUSES = ("completed", "failed")
SEVERITIES = ("error", "warning")

RUNS = Table(
    "runs",
    "One row per run that changed the dataset.",
    key=("run_id",),
    columns={
        "run_id": text("The run's id: its start in UTC and a random part.", required=True),
        "flow_run_id": text("Id of the Prefect flow run, where there was one."),
        "started_at": time("When the run began.", required=True),
        "ended_at": time("When its tables were ready.", required=True),
        "status": word("How it ended.", RUN_STATUSES, required=True),
        "newsloom_version": text("Version of newsloom.", required=True),
        "schema_version": count("Version of the contract.", required=True),
        "config_hash": text("Hash of the options that can change the tables.", required=True),
        "model": text("Language pipeline.", required=True),
        "model_version": text("Version of the language pipeline."),
        "n_inputs": count("Records read.", unit="records", required=True),
        "n_new": count("Records that became new articles.", unit="records", required=True),
        "n_unchanged": count("Records that the dataset already held.", unit="records", required=True),
        "n_changed": count("Records whose text differs from an earlier reading.", unit="records", required=True),
        "n_rejected": count("Records turned away.", unit="records", required=True),
        "seconds": Column(pa.float32(), "Time that the run took.", unit="seconds", required=True, minimum=0),
    },
)

CHECKS = Table(
    "checks",
    "What the checks of each run found.",
    key=("run_id", "table_name", "check_name"),
    columns={
        "run_id": text("The run.", required=True, references="runs.run_id"),
        "table_name": text("Table that was checked.", required=True),
        "check_name": text("Rule that was checked.", required=True),
        "severity": word("Whether a breach fails the run.", SEVERITIES, required=True),
        "passed": flag("Whether the rule holds.", required=True),
        "n_failing": Column(pa.int64(), "Rows that break it.", unit="rows", required=True, minimum=0),
        "observed": text("What was seen."),
        "expected": text("What the rule asks for."),
        "sample": text("First keys that break it."),
    },
)

TABLES = (RUNS, CHECKS)
