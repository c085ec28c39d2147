"""Failures that are told to a person as they are: the message is one line that says what is wrong and what to do."""

from __future__ import annotations

from typing import ClassVar


class NewsloomError(Exception):
    """What was asked for cannot be done; the command ends with `exit_code`."""

    exit_code: ClassVar[int] = 1


class UsageError(NewsloomError):
    """What was asked for makes no sense, or names something that is not there."""

    exit_code: ClassVar[int] = 2
