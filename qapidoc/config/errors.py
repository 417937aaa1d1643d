"""What is said of settings that cannot be used."""

from __future__ import annotations

from collections.abc import Collection

Key = str | int
"""A key of a table, or an index of a list."""

LONGEST = 60
"""Characters of a value that are shown; no right one is longer by much."""


class ConfigError(Exception):
    """Settings that cannot be used; the message names the place and what to do."""


class MisfitError(ValueError):
    """A value that a setting cannot have.

    The message is the end of a sentence that begins with the setting; `keys` lead from its value
    to the one that is wrong, if that is in a list or a table.
    """

    def __init__(self, message: str, *keys: Key) -> None:
        super().__init__(message)
        self.keys = keys


def cut(text: str) -> str:
    """Make a text short enough for a message."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def told(value: object) -> str:
    """Write a value as TOML has it, short enough for a message."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return repr(cut(value))
        case int():
            return "such a number" if abs(value) >= 10**LONGEST else str(value)
        case list() | tuple():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value)


def nearest(name: str, known: Collection[str]) -> str:
    """Give ``; did you mean 'x'?`` for the nearest of the `known` names, or nothing."""
    from difflib import get_close_matches

    near = (
        get_close_matches(name.casefold(), known, n=1, cutoff=0.5) if len(name) <= LONGEST else []
    )
    return f"; did you mean '{near[0]}'?" if near else ""
