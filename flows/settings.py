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

from newsloom.flows.engine import ENGINES, EngineOptions
from newsloom.flows.sources import SourceOptions
from newsloom.schemas.errors import UsageError
from newsloom.transforms.cleaning.clean import CleanOptions
from newsloom.transforms.inputs.records import ParseOptions
from newsloom.transforms.names.mentions import NamesOptions
from newsloom.transforms.sameness.sameness import SamenessOptions
from newsloom.transforms.speech.quotes import SpeechOptions
from newsloom.transforms.speech.utterances import UtteranceOptions


class SettingsError(UsageError):
    """An option is wrong; the message is one line that names it and says what is allowed."""


@dataclass(frozen=True)
class RunOptions:
    """How a run works through its input.

    `model` is a spaCy pipeline by name or path (none: the one that ships). `chunk` records are cleaned, read and
    joined to what is known at a time, some 0.3 GB of memory per thousand; more pay where there are many workers.
    `batch` records are one piece of work for a worker.
    `pins` is a CSV of the user's decisions on names, `knowledge_base` a Parquet or CSV file of ids and names.
    """

    model: str | None = None
    chunk: int = 1000
    batch: int = 100
    strict: bool = False
    pins: str | None = None
    knowledge_base: str | None = None


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
    given: dict[str, dict[str, Any]] = {name: dict(part) for name, part in _read_toml(config).items()}
    for name, part in (overrides or {}).items():
        given.setdefault(name, {}).update({k: v for k, v in part.items() if v is not None})
    sections = {name: _section(name, part, config) for name, part in given.items()}
    settings = Settings(inputs, dataset, **sections)
    if settings.engine.engine not in ENGINES:
        raise SettingsError(f"--engine {settings.engine.engine}: choose one of {', '.join(ENGINES)}")
    return settings


def _read_toml(config: str | None) -> dict[str, Any]:
    if config is None:
        return {}
    try:
        found = tomllib.loads(Path(config).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"--config {config}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"--config {config}: not valid TOML: {error}") from error
    loose = [name for name, part in found.items() if not isinstance(part, dict)]
    if loose:
        raise SettingsError(f"--config {config}: option {loose[0]} stands outside a section such as [run]")
    return found


def _section(name: str, given: Mapping[str, Any], config: str | None) -> Any:
    if name not in SECTIONS:
        raise SettingsError(f"--config {config}: no section [{name}]; the sections are {', '.join(SECTIONS)}")
    return _filled(name, SECTIONS[name](), given, config)


def _filled(section: str, default: Any, given: Mapping[str, Any], config: str | None) -> Any:
    """The default options with those given; options may hold options, as [sameness.stories] does."""
    names = [f.name for f in dataclasses.fields(default)]
    values = {}
    for option, value in given.items():
        if option not in names:
            raise SettingsError(f"--config {config}: [{section}] has no option {option}; it has {', '.join(names)}")
        present = getattr(default, option)
        if dataclasses.is_dataclass(present) and isinstance(value, Mapping):
            values[option] = _filled(f"{section}.{option}", present, value, config)
        else:
            _check_type(section, option, value, present, config)
            values[option] = tuple(value) if isinstance(value, list) else value
    return dataclasses.replace(default, **values)


def _check_type(section: str, option: str, value: Any, default: Any, config: str | None) -> None:
    if default is None or isinstance(default, tuple | frozenset | Mapping):
        return
    number = isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool)
    if not number and type(value) is not type(default):
        wanted = type(default).__name__
        raise SettingsError(f"--config {config}: [{section}] {option} = {value!r} should be of type {wanted}")
