"""What completing does to a value."""

from __future__ import annotations

from collections.abc import Generator
from enum import StrEnum
from typing import Any

import msgspec


class ChangeKind(StrEnum):
    """What can be done to a value."""

    FILLED = "filled"
    """It was left out, with dots in its place."""
    ADDED = "added"
    """It is mandatory, and nothing told that it was left out."""
    REPLACED = "replaced"
    """It was not valid."""
    REMOVED = "removed"
    """It was a member that cannot be there."""


class Change(msgspec.Struct, frozen=True):
    """A place where the completed value differs from what is written.

    ``path`` leads through the completed value (``arguments.actions[2].data.device``). What is
    made for it as a whole is one change, however much is in it.
    """

    path: str
    kind: ChangeKind


class Completed(msgspec.Struct, frozen=True):
    """A valid value, as `json.dumps` takes it, and how it differs from what is written."""

    value: Any
    changes: tuple[Change, ...] = ()


Steps = Generator[Change, None, Any]
"""The changes, one by one, and the value in the end."""


def completed(steps: Steps) -> Completed:
    """Run through the steps."""
    changes: list[Change] = []
    try:
        while True:
            changes.append(next(steps))
    except StopIteration as end:
        return Completed(end.value, tuple(changes))
