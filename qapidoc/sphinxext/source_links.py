"""Where the text of definitions is on the web."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from qapidoc.prose.allowed import is_safe


@dataclass(frozen=True)
class Forge:
    """A kind of site that shows files of projects.

    ``host`` is the one that is meant if none is named, ``project`` how a project is named
    there, and ``nested`` whether it can have more parts than that.
    """

    host: str
    project: str
    nested: bool
    address: str


FORGES: Mapping[str, Forge] = {
    "gitlab": Forge(
        host="https://gitlab.com",
        project="GROUP/PROJECT",
        nested=True,
        address="{host}/{project}/-/blob/{ref}/{{path}}#L{{line}}",
    ),
    "github": Forge(
        host="https://github.com",
        project="OWNER/NAME",
        nested=False,
        address="{host}/{project}/blob/{ref}/{{path}}#L{{line}}",
    ),
}
"""The forges, by what their short forms begin with."""

PLACEHOLDERS = ("{path}", "{line}")

_BEGINNING = re.compile(r"([a-z][a-z0-9+.-]*):(?!//)")
_PLACE = re.compile(
    r"(?:(?P<host>https?://[\w.-]+(?::\d+)?)/)?"
    r"(?P<project>[\w.-]+(?:/[\w.-]+)+)/?"
    r"@(?P<ref>(?!/)[^\s{}~^:?*\[\\]+(?<!/))",
    re.ASCII,
)
"""What follows the name of a forge; what git has no refs with, is none."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/\s]|\.{0,2}/")


def source_pattern(setting: object) -> str:
    """Give the address, with ``{path}`` and ``{line}``, that a setting stands for.

    It is empty if the setting is. Raises `ValueError` for what would make no links.
    """
    if not setting:
        return ""
    text = str(setting).strip()
    beginning = _BEGINNING.match(text)
    name = beginning[1] if beginning is not None else ""
    if name in FORGES:
        return _expanded(text, name)
    if "{path}" not in text:
        lack = f"begins with no known forge ({name})" if name else "has no {path}"
        raise ValueError(f"{text!r} {lack}; write {_choices()}")
    if not _ADDRESS.match(text) or not is_safe(text):
        raise ValueError(f"{text!r} is no address to link to; begin it with https://, http:// or /")
    strange = [found for found in re.findall(r"\{[^{}]*\}", text) if found not in PLACEHOLDERS]
    if strange:
        raise ValueError(f"{text!r} has {strange[0]} in it; write {' or '.join(PLACEHOLDERS)}")
    return text


def source_address(pattern: str, path: PurePath, line: int) -> str:
    """Give the address of a line, in a file with that path from the top of its tree."""
    quoted = quote(path.as_posix(), errors="surrogateescape")
    return pattern.replace("{path}", quoted).replace("{line}", str(line))


def _expanded(text: str, name: str) -> str:
    """Give the address that a short form stands for."""
    forge = FORGES[name]
    place = _PLACE.fullmatch(text.removeprefix(f"{name}:"))
    if place is None or (not forge.nested and place["project"].count("/") > 1):
        forms = f"{name}:{forge.project}@REF or {name}:https://HOST/{forge.project}@REF"
        raise ValueError(f"{text!r} names no project and ref; write {forms}")
    return forge.address.format(
        host=place["host"] or forge.host,
        project=place["project"].removesuffix(".git"),
        ref=quote(place["ref"]),
    )


def _choices() -> str:
    forms = [f"{name}:{forge.project}@REF" for name, forge in FORGES.items()]
    return f"{', '.join(forms)}, or an address with {' and '.join(PLACEHOLDERS)} in it"
