"""What is read of a payload, for tests of formats: texts, and the reasons of what is turned away."""

from __future__ import annotations

from newsloom.transforms.inputs.parse import ParseOptions
from newsloom.transforms.inputs.records import Reject
from tests.payloads import parsed


def shown(name: str, data: bytes | str, options: ParseOptions | None = None, **about: object) -> list[str]:
    """The text of each record, and the reason of each reject, in order."""
    outcomes = parsed(name, data, options, **about)
    return [outcome.reason if isinstance(outcome, Reject) else outcome.text for outcome in outcomes]
