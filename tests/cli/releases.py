"""A small history: releases of a schema of fans, from 8.2 on."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

RELEASES: Mapping[str, str] = {
    "8.2.0": """\
{ 'enum': 'Mode', 'data': [ 'slow', 'fast' ] }
{ 'command': 'set-fan', 'data': { 'percent': 'int', 'mode': 'str' } }
{ 'command': 'oil-fan' }
{ 'struct': 'Fan', 'data': { 'percent': 'int', '*mode': 'Mode' } }
{ 'command': 'query-fans', 'returns': [ 'Fan' ] }
""",
    "9.0.0": """\
{ 'enum': 'Mode', 'data': [ 'slow', 'fast', 'turbo' ] }
{ 'command': 'set-fan', 'data': { 'percent': 'int', '*mode': 'Mode' } }
{ 'struct': 'Fan', 'data': { 'percent': 'int', '*mode': 'Mode' } }
{ 'command': 'query-fans', 'returns': [ 'Fan' ] }
{ 'event': 'FAN_STUCK', 'data': { 'percent': 'int' }, 'if': 'FANS' }
""",
    "9.1.0": """\
{ 'enum': 'Mode', 'data': [ 'slow', 'fast', 'turbo' ] }
{ 'struct': 'Speed', 'data': { 'percent': 'int' } }
{ 'command': 'set-fan', 'data': { 'percent': { 'type': 'int', 'features': [ 'deprecated' ] },
                                  '*mode': 'Mode', '*smooth': 'bool' } }
{ 'command': 'oil-fan' }
{ 'struct': 'Fan', 'base': 'Speed', 'data': { 'mode': 'Mode' } }
{ 'command': 'query-fans', 'returns': [ 'Fan' ] }
{ 'event': 'FAN_STUCK', 'data': { 'percent': 'int' } }
""",
}
"""The schema in each release."""

ROOT = "qapi/schema.json"


def write_folders(top: Path) -> Path:
    """Write each release into a folder of its own below `top`."""
    for label, schema in RELEASES.items():
        write(top / label, schema)
    return top


def write_repository(top: Path) -> Path:
    """Make a repository with a tag a release; the newest one is checked out."""
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch=main")
    for label, schema in RELEASES.items():
        write(top, schema)
        git(top, "add", "--all")
        git(top, "commit", "--quiet", "--message", label)
        git(top, "tag", f"v{label}")
    return top


def write(tree: Path, schema: str) -> None:
    path = tree / ROOT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(schema, encoding="utf-8")


def git(top: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", top, *settings, *arguments], check=True)
