"""What `git diff-index` says of the files of the working tree, as records."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

import msgspec


class Lines(msgspec.Struct, frozen=True):
    """Lines of a file from `start` (the first is 1) up to, but not including, `stop`.

    A line ends at LF, as git sees it. None (`start` is `stop`) stand where lines were removed
    before line `start`.
    """

    start: int
    stop: int


EVERY_LINE = (Lines(1, sys.maxsize),)


class Change(msgspec.Struct, frozen=True):
    """A file that is not as it was in a commit.

    ``path`` is ``None`` if it has been deleted; ``old_path`` and ``old_blob``, the file's
    contents then, are ``None`` if it is new. Paths are relative to the top of the working tree,
    with bytes that are no UTF-8 as lone surrogates. ``lines`` are those that differ.
    """

    path: str | None
    old_path: str | None
    old_blob: str | None
    lines: tuple[Lines, ...] = ()


_RECORD = re.compile(
    rb":(?P<old>\d{6}) (?P<new>\d{6}) (?P<blob>[0-9a-f]+) [0-9a-f]+ (?P<status>[A-Z])\d*\0"
    rb"(?P<first>[^\0]+)\0"
)
_HUNK = re.compile(
    rb"@@ -(?P<from>\d+)(?:,(?P<removed>\d+))? \+(?P<start>\d+)(?:,(?P<added>\d+))? @@"
)
_NEW_NAME = re.compile(rb'\+\+\+ (?:"b/(?P<quoted>.*)"|b/(?P<plain>.*?))\t?\Z', re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPES = dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True))

_REGULAR = b"100"
"""How the mode of a file begins that is neither a link nor a submodule."""


def read_difference(output: bytes) -> tuple[Change, ...]:
    """Read what ``diff-index --raw -z --patch --unified=0`` writes."""
    changes: dict[tuple[str | None, str | None], Change] = {}
    at = 0
    while match := _RECORD.match(output, at):
        at = match.end()
        old = new = os.fsdecode(match["first"])
        if match["status"] in {b"R", b"C"}:
            end = output.index(b"\0", at)
            new = os.fsdecode(output[at:end])
            at = end + 1
        was = match["old"].startswith(_REGULAR)
        path = new if match["new"].startswith(_REGULAR) else None
        if was or path is not None:
            change = Change(path, old if was else None, match["blob"].decode() if was else None)
            changes[change.path, change.old_path] = change
    lines = dict(_read_patch(output[at:].lstrip(b"\0")))
    return tuple(
        msgspec.structs.replace(change, lines=lines.get(change.path or "", ()))
        for change in changes.values()
    )


def read_hunks(patch: bytes) -> tuple[Lines, ...]:
    """Read the hunks of a patch of one file."""
    return tuple(each for _, lines in _read_patch(patch) for each in lines)


def _read_patch(patch: bytes) -> Iterator[tuple[str, tuple[Lines, ...]]]:
    """Give for each file with hunks its name now, and the lines that they add.

    The lines of a hunk are counted rather than looked at, since they may hold anything.
    """
    name: str | None = None
    found: list[Lines] = []
    rows = iter(patch.split(b"\n"))
    for row in rows:
        if (hunk := _HUNK.match(row)) is not None:
            removed, added = (int(hunk[key] or 1) for key in ("removed", "added"))
            left = removed + added
            while left and (line := next(rows, None)) is not None:
                left -= not line.startswith(b"\\")  # as in "\ No newline at end of file"
            start = int(hunk["start"]) + (added == 0)
            found.append(Lines(start, start + added))
        elif row.startswith(b"+++ "):
            if name is not None:
                yield name, tuple(found)
            match = _NEW_NAME.match(row)
            name = _unquoted(match) if match is not None else None
            found = []
    if name is not None:
        yield name, tuple(found)


def _unquoted(match: re.Match[bytes]) -> str:
    if match["plain"] is not None:
        return os.fsdecode(match["plain"])
    return os.fsdecode(_ESCAPE.sub(_unescaped, match["quoted"]))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8) if len(code) == 3 else _ESCAPES.get(code[0], code[0])])
