"""The options of a run as pydantic models: what a Prefect user fills in as a form, and only what was set is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from newsloom.flows.options import descriptions
from newsloom.flows.settings import SECTIONS

_FORBID = ConfigDict(extra="forbid")


def _model(name: str, options: type) -> type[BaseModel]:
    """A model with the fields of an option class, each of which may be left out."""
    hints, texts = get_type_hints(options), descriptions(options)
    fields: dict[str, Any] = {}
    for option in dataclasses.fields(options):
        kind = hints[option.name]
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            kind = _model(f"{name}_{option.name}", kind)
        fields[option.name] = (_in_json(kind) | None, Field(default=None, description=texts.get(option.name)))
    return create_model(name, __config__=_FORBID, __doc__=_first_line(options), **fields)


def _in_json(kind: Any) -> Any:
    """The type as JSON has it: a list for what is a tuple or a set."""
    origin = getattr(kind, "__origin__", None)
    return list[get_args(kind)[0]] if origin in (tuple, frozenset) else kind  # type: ignore[misc]


def _first_line(options: type) -> str:
    return (options.__doc__ or "").strip().splitlines()[0]


if TYPE_CHECKING:

    class Options(BaseModel):
        """Options of the stages, by section; each may be left out."""

else:
    Options = create_model(
        "Options",
        __config__=_FORBID,
        __doc__="Options of the stages, by section; each may be left out.",
        **{
            name: (_model(name, options) | None, Field(default=None, description=_first_line(options)))
            for name, options in SECTIONS.items()
        },
    )


def as_overrides(options: Options | Mapping[str, Any] | None) -> dict[str, Any]:
    """What was set, as `make_settings` takes it: {section: {option: value}}."""
    if options is None:
        return {}
    if isinstance(options, BaseModel):
        return options.model_dump(exclude_none=True)
    return dict(options)
