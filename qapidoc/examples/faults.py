"""What can be wrong with an example."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from qapidoc.findings import Fix
from qapidoc.source import Span


class ExampleFaultKind(StrEnum):
    """The kinds, each of which a rule of the family `example` shows."""

    JSON = "example-json"
    UNKNOWN_COMMAND = "example-unknown-command"
    UNKNOWN_EVENT = "example-unknown-event"
    UNKNOWN_ARGUMENT = "example-unknown-argument"
    MISSING_ARGUMENT = "example-missing-argument"
    WRONG_TYPE = "example-wrong-type"
    MESSAGE = "example-message"
    UNKNOWN_ERROR = "example-unknown-error"
    UNKNOWN_VALUE = "example-unknown-value"
    OUT_OF_RANGE = "example-out-of-range"
    DUPLICATE = "example-duplicate-member"
    DIRECTION = "example-direction"
    REPLY = "example-reply"
    UNANSWERED = "example-unanswered"
    SUBJECT = "example-subject"
    DEPRECATED = "example-deprecated"
    UNSTABLE = "example-unstable"
    FUTURE = "example-future"
    UNREAD = "example-unread"
    OPTION = "example-option"


class ExampleFault(msgspec.Struct, frozen=True):
    """One thing that is wrong with an example.

    ``path`` is the file; ``definition`` is the documented one and ``member`` the wrong one.
    """

    kind: ExampleFaultKind
    path: str
    span: Span
    message: str
    definition: str | None = None
    member: str | None = None
    fix: Fix | None = None
