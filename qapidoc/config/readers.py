"""How values are read: from what TOML holds to what the record holds.

Each reader raises `MisfitError` for a value that makes no sense.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from qapidoc.config.errors import MisfitError, nearest, told
from qapidoc.findings import Severity
from qapidoc.releases import Release, parse_release, told_nearest

_PLAIN = re.compile(r"[!/]?[\w.*/-]*[\w.*-]/?")
"""Patterns that cannot be wrong, so that pathspec (20 ms) need not be asked."""

T = TypeVar("T")


def read_strings(value: object) -> tuple[str, ...]:
    """Read a list of strings, none of them empty."""
    if not isinstance(value, list):
        raise MisfitError(f"must be a list of strings, not {told(value)}")
    for index, item in enumerate(value):
        if not isinstance(item, str):
            raise MisfitError(f"must be a list of strings, but {told(item)} is in it", index)
        if not item:
            raise MisfitError("has an empty string in it", index)
    return tuple(value)


def read_paths(value: object) -> tuple[str, ...]:
    """Read a list of paths."""
    paths = read_strings(value)
    for index, path in enumerate(paths):
        _check_path(path, index)
    return paths


def read_path(value: object) -> str:
    """Read a single path."""
    if not isinstance(value, str) or not value:
        raise MisfitError(f"must be a path, not {told(value)}")
    _check_path(value)
    return value


def _check_path(path: str, *keys: int) -> None:
    if "\0" in path:
        raise MisfitError("has a path with a NUL in it", *keys)


def read_patterns(value: object) -> tuple[str, ...]:
    """Read a list of patterns as in ``.gitignore``."""
    patterns = read_strings(value)
    for index, pattern in enumerate(patterns):
        _check_pattern(pattern, index)
    return patterns


def _check_pattern(pattern: str, *keys: str | int) -> None:
    if _PLAIN.fullmatch(pattern):
        return
    import warnings

    import pathspec

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            pathspec.GitIgnoreSpec.from_lines([pattern])
    except (ValueError, re.error, Warning):
        shown = told(pattern)
        raise MisfitError(f"has {shown}, which is no pattern as in .gitignore", *keys) from None


def read_file_ignores(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read a table from patterns to lists of rules."""
    pairs = _read_table(value, read_strings, "patterns to lists of rules")
    for pattern, _ in pairs:
        _check_pattern(pattern, pattern)
    return pairs


def read_definition_ignores(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read a table from names of definitions to lists of rules."""
    return _read_table(value, read_strings, "names of definitions to lists of rules")


def read_severities(value: object) -> tuple[tuple[str, Severity], ...]:
    """Read a table from rules to severities."""
    return _read_table(value, read_severity, "rules to severities")


def _read_table(value: object, read: Callable[[object], T], what: str) -> tuple[tuple[str, T], ...]:
    if not isinstance(value, dict):
        raise MisfitError(f"must be a table from {what}, not {told(value)}")

    def pairs() -> Iterator[tuple[str, T]]:
        for key, item in value.items():
            if not key:
                raise MisfitError("has an empty key", key)
            try:
                yield key, read(item)
            except MisfitError as error:
                raise MisfitError(str(error), key, *error.keys) from None

    return tuple(pairs())


def read_flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise MisfitError(f"must be true or false, not {told(value)}")
    return value


def read_severity(value: object) -> Severity:
    """Read a severity by its name."""
    names = [severity.value for severity in Severity]
    if not isinstance(value, str) or value not in names:
        hint = nearest(value, names) if isinstance(value, str) else ""
        raise MisfitError(f"must be one of {', '.join(names)}, not {told(value)}{hint}")
    return Severity(value)


def read_target(value: object) -> Release:
    """Read a target release."""
    release = parse_release(value) if isinstance(value, str) else None
    if release is None:
        raise MisfitError(f"must be a release such as '10.2', not {told(value)}")
    if not release.exists:
        raise MisfitError(f"names {release}, but QEMU has no such release; {told_nearest(release)}")
    return release


def read_requirement(value: object) -> str:
    """Read which versions of qapidoc will do, and refuse if this one does not."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    from qapidoc import __version__

    try:
        wanted = SpecifierSet(value) if isinstance(value, str) and value.strip() else None
    except InvalidSpecifier:
        wanted = None
    if wanted is None:
        raise MisfitError(f"must be a version specifier such as '>=0.1', not {told(value)}")
    if not wanted.contains(__version__, prereleases=True):
        raise MisfitError(f"needs qapidoc {wanted}, this is {__version__}; install another version")
    return str(wanted)
