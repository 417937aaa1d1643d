"""Addresses of sources: written out, or as a project of a forge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

SETTING = "qapidoc_source_url"

PATH, LINE = "{path}", "{line}"


class Forge(NamedTuple):
    """Where a forge is unless a project names another host, and where files are in a project."""

    host: str
    files: str


FORGES: Mapping[str, Forge] = {
    "github": Forge("https://github.com", "blob"),
    "gitlab": Forge("https://gitlab.com", "-/blob"),
}
"""The forges, by the words that projects begin with."""

_ADDRESS = re.compile(r"https?://[^/\s]+/\S*")
_PROJECT = re.compile(r"(?P<forge>\w+):(?P<project>[^\s@]+)@(?P<ref>[^\s@]+)")
_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


def source_pattern(value: str) -> str:
    """Give the address of a line of a file, with ``{path}`` and ``{line}`` in it.

    Raises `ValueError`, which says what is wrong.
    """
    if not value or (PATH in value and _ADDRESS.fullmatch(value)):
        return value
    found = _PROJECT.fullmatch(value)
    forge = FORGES.get(found["forge"]) if found is not None else None
    if found is None or forge is None:
        forms = " or ".join(f"{name}:GROUP/PROJECT@REF" for name in FORGES)
        raise ValueError(f"'{value}' is neither an address with {PATH} in it, nor {forms}")
    project = found["project"].rstrip("/")
    if _NAME.fullmatch(project):
        project = f"{forge.host}/{project}"
    elif not _ADDRESS.fullmatch(project):
        raise ValueError(f"'{project}' is neither GROUP/PROJECT, nor an address with https://")
    return f"{project}/{forge.files}/{quote(found['ref'])}/{PATH}#L{LINE}"


def source_address(pattern: str, path: str, line: int) -> str:
    """Give the address of a line; `path` has ``/`` between its parts."""
    return pattern.replace(PATH, quote(path)).replace(LINE, str(line))
