"""What can be wrong with a value."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from qapidoc.source import Span


class FaultKind(StrEnum):
    """The kinds of faults."""

    UNKNOWN_MEMBER = "unknown-member"
    MISSING_MEMBER = "missing-member"
    WRONG_TYPE = "wrong-type"
    UNKNOWN_VALUE = "unknown-value"
    """A string that is no value of the enum, nor a branch of the union."""
    OUT_OF_RANGE = "out-of-range"


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong with a value.

    ``path`` leads to the value, ``span`` is its place: for an unknown member that of its
    name, for a missing one that of the object it is missing from. ``member`` is the last name
    of the path, for a missing member the name itself. ``expected`` and ``found`` are phrases
    for sentences; ``type`` names the type that the schema demands, that of the object where
    the fault is about its members. ``advice`` says where an unknown member belongs, if that can
    be told: ``move it into 'info'``.
    """

    kind: FaultKind
    path: str
    span: Span
    member: str
    type: str
    expected: str = ""
    found: str = ""
    suggestion: str | None = None
    advice: str = ""


def member_path(path: str, name: str) -> str:
    """Give the path of a member of the object that `path` leads to."""
    return f"{path}.{name}" if path else name
