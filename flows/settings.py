"""Options of a run: one frozen `Settings`, made of the stages' own option classes, from TOML and the command line."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from newsloom.flows.dataset.snapshots import KEPT_SNAPSHOTS
from newsloom.flows.inputs.web.options import SourceOptions
from newsloom.flows.ranges import range_problem, type_problem
from newsloom.flows.work.engine import ENGINES, EngineOptions
from newsloom.schemas.errors import UsageError
from newsloom.transforms.cleaning.clean import CleanOptions
from newsloom.transforms.inputs.records import ParseOptions
from newsloom.transforms.mentions.mentions import NamesOptions
from newsloom.transforms.quotes.attributions.article_attributions import SpeechOptions
from newsloom.transforms.stories.compare import SamenessOptions
from newsloom.transforms.utterances.same_statement import UtteranceOptions


class SettingsError(UsageError):
    """An option is wrong; the message is one line that names it and says what is allowed."""


@dataclass(frozen=True)
class RunOptions:
    """How a run works through its input."""

    model: str | None = None  # a spaCy pipeline by name or path, in place of the one that ships
    # records that are cleaned, read and joined to what is known at a time: some 0.3 GB of memory per thousand; more
    # pay where there are many workers
    chunk: int = 1000
    batch: int = 100  # records that are one piece of work for a worker
    limit: int = 0  # records that a run reads at most, 0 for all; an input that is not read to its end is read again
    snapshots: int = (
        KEPT_SNAPSHOTS  # the newest that are kept, to read and compare; files that did not change are shared
    )
    strict: bool = False  # exit with 1 if any record was turned away
    pins: str | None = None  # a CSV of your own decisions on names
    knowledge_base: str | None = None  # a Parquet or CSV file of ids and names


@dataclass(frozen=True)
class Settings:
    """Everything a run is told. Each field but the first two is a section of the TOML file."""

    inputs: tuple[str, ...]
    dataset: str
    run: RunOptions = field(default_factory=RunOptions)
    engine: EngineOptions = field(default_factory=EngineOptions)
    source: SourceOptions = field(default_factory=SourceOptions)
    parse: ParseOptions = field(default_factory=ParseOptions)
    clean: CleanOptions = field(default_factory=CleanOptions)
    names: NamesOptions = field(default_factory=NamesOptions)
    speech: SpeechOptions = field(default_factory=SpeechOptions)
    sameness: SamenessOptions = field(default_factory=SamenessOptions)
    utterances: UtteranceOptions = field(default_factory=UtteranceOptions)

    def as_options(self) -> dict[str, dict[str, Any]]:
        """The sections as plain data, as `make_settings` takes them."""
        return {name: dataclasses.asdict(getattr(self, name)) for name in SECTIONS}

    def config_hash(self) -> str:
        """Hash of the options that can change the tables: all but where the work is done."""
        return self._hash([name for name in SECTIONS if name != "engine"])

    def reading_hash(self) -> str:
        """Hash of the options that decide which articles an input gives; under others it is read again."""
        return self._hash(["parse", "clean"])

    def _hash(self, sections: list[str]) -> str:
        options = self.as_options()
        relevant = {name: options[name] for name in sections}
        return sha256(json.dumps(relevant, sort_keys=True, default=str).encode()).hexdigest()[:16]


SECTIONS: dict[str, type] = {
    f.name: f.default_factory  # type: ignore[misc]
    for f in dataclasses.fields(Settings)
    if f.default_factory is not dataclasses.MISSING
}


def make_settings(
    inputs: tuple[str, ...],
    dataset: str,
    config: str | None = None,
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
) -> Settings:
    """Defaults, then the TOML file, then the overrides: {section: {option: value}}; None overrides nothing."""
    settings = _with(Settings(inputs, dataset), _read_toml(config), f"--config {config}: ")
    given = {name: {k: v for k, v in part.items() if v is not None} for name, part in (overrides or {}).items()}
    settings = _with(settings, given, "")
    if settings.engine.engine not in ENGINES:
        raise SettingsError(f"--engine {settings.engine.engine}: choose one of {', '.join(ENGINES)}")
    return settings


def _with(settings: Settings, given: Mapping[str, Any], where: str) -> Settings:
    """The settings with the options given: {section: {option: value}}; `where` begins every complaint."""
    sections = {}
    for name, part in given.items():
        if name not in SECTIONS:
            raise SettingsError(f"{where}no section [{name}]; the sections are {', '.join(SECTIONS)}")
        sections[name] = _filled(name, getattr(settings, name), part, where)
    return dataclasses.replace(settings, **sections)


def _read_toml(config: str | None) -> dict[str, Any]:
    if config is None:
        return {}
    try:
        values = tomllib.loads(Path(config).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"--config {config}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"--config {config}: not valid TOML: {error}") from error
    loose = [name for name, part in values.items() if not isinstance(part, dict)]
    if loose:
        raise SettingsError(f"--config {config}: option {loose[0]} stands outside a section such as [run]")
    return values


def _filled(section: str, present: Any, given: Mapping[str, Any], where: str) -> Any:
    """The present options with those given; options may hold options, as [sameness.stories] does."""
    names = [f.name for f in dataclasses.fields(present)]
    values = {}
    for option, value in given.items():
        if option not in names:
            raise SettingsError(f"{where}[{section}] has no option {option}; it has {', '.join(names)}")
        before = getattr(present, option)
        if dataclasses.is_dataclass(before):
            if not isinstance(value, Mapping):
                raise SettingsError(f"{where}[{section}] {option} is a section of its own: [{section}.{option}]")
            values[option] = _filled(f"{section}.{option}", before, value, where)
        else:
            values[option] = _checked(f"[{section}] {option}", value, before, where)
    return dataclasses.replace(present, **values)


def _checked(option: str, value: Any, before: Any, where: str) -> Any:
    """The value as its option holds it; raises SettingsError for one of another type or out of its range."""
    if value is None or (value == "" and before is None):
        return before  # TOML has no null: an empty string leaves an option unset
    name = option.split()[-1]
    problem = type_problem(before, value, name) or range_problem(name, before, value)
    if problem:
        raise SettingsError(f"{where}{option} = {value!r} {problem}")
    if isinstance(value, list):
        return tuple(value)
    return value
