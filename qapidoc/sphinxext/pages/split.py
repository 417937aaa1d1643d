"""The ways to spread a schema over pages."""

from __future__ import annotations

from enum import StrEnum


class Split(StrEnum):
    """What has a page of its own."""

    NONE = "none"
    MODULE = "module"
    DEFINITION = "definition"
