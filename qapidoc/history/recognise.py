"""Whether a history is that of a schema, by what both define."""

from __future__ import annotations

from collections.abc import Collection

from qapidoc.history.graph import History
from qapidoc.history.shapes import Name

LEAST = 5
"""Definitions that both must have if nobody says that one belongs to the other.

A few names may be the same by chance.
"""

SHARE = 2 / 3
"""The part of the definitions of the schema that the history must have."""


def is_history_of(history: History, names: Collection[Name], least: int = LEAST) -> bool:
    """Tell whether a history has most of the definitions of a schema, and not too few."""
    known = sum(name in history.entries for name in names)
    return known >= least and known >= SHARE * len(names)
