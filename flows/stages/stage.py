"""What a stage is: a function of frames that declares what it takes and gives, and which tables it reads and writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.view import View
from newsloom.flows.settings import Settings
from newsloom.flows.work.engine import Mapper
from newsloom.flows.work.progress import Report

Frames = Mapping[str, Any]
"""Frames of a chunk by name: Arrow tables, and what the reader of the input made of it."""


@dataclass(frozen=True)
class Context:
    """What every stage is told: the options, the time of the run, the workers, and where to tell of progress."""

    settings: Settings
    started_at: dt.datetime
    run_batches: Mapper
    report: Report

    @property
    def on_cluster(self) -> bool:
        """Whether the workers are those of a cluster, which have started, and have other cores than this process."""
        return self.settings.engine.engine != "local"

    def spread(self, function: Callable[[Any], Any], jobs: Iterable[Any], *, few: bool) -> Iterator[Any]:
        """What a function returns for jobs, in order: done by the workers, or here where they are few, as another
        process is worth its start only for more; a cluster's have started."""
        return map(function, jobs) if few and not self.on_cluster else self.run_batches(function, jobs)


@dataclass
class Outcome:
    """What a stage returns: frames for later stages, what is to be written, and what a person should be told."""

    frames: dict[str, Any] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    warnings: list[str] = field(default_factory=list)


Function = Callable[[Frames, View, Context], Outcome]


@dataclass(frozen=True)
class Stage:
    """A stage: its function, the frames that it takes and gives, the tables that it reads and writes."""

    function: Function
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]

    @property
    def name(self) -> str:
        """As a person reads it."""
        return self.function.__name__.replace("_", " ")

    def taken(self, frames: Frames) -> Frames:
        """The frames that it takes, and no others; ValueError names one that no stage before gave."""
        missing = [name for name in self.takes if name not in frames]
        if missing:
            raise ValueError(f"{self.name}: no stage before gives the frame {missing[0]}")
        return {name: frames[name] for name in self.takes}

    def checked(self, outcome: Outcome) -> Outcome:
        """The outcome, if it gives and writes what the stage declares; else ValueError."""
        if set(outcome.frames) != set(self.gives):
            raise ValueError(f"{self.name}: gave {sorted(outcome.frames)} and declares {sorted(self.gives)}")
        undeclared = outcome.changes.tables() - set(self.writes)
        if undeclared:
            raise ValueError(f"{self.name}: writes {sorted(undeclared)} without declaring it")
        return outcome


def stage(
    *, takes: tuple[str, ...], gives: tuple[str, ...] = (), reads: tuple[str, ...] = (), writes: tuple[str, ...] = ()
) -> Callable[[Function], Stage]:
    """Make a stage of a function."""
    return lambda function: Stage(function, takes, gives, reads, writes)
