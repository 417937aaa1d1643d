"""The schemas of one release, from its files to a column."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from qapidoc.history.column import Column, Placed
from qapidoc.releases import Release
from qapidoc.schema.flow import flow_of
from qapidoc.schema.model import Definition
from qapidoc.schema.modules import ModuleContents, read_module
from qapidoc.source import Source
from qapidoc.syntax.nodes import SectionKind, Unread


class File(msgspec.Struct, frozen=True, array_like=True):
    """What a history needs of a file: definitions without comments, and includes.

    ``whole`` is false where a part could not be read. Of definitions ``on_trial``, the comment says
    that they are experimental.
    """

    definitions: tuple[Definition, ...]
    includes: tuple[str, ...]
    whole: bool = True
    on_trial: frozenset[str] = frozenset()


_TRIAL = re.compile(
    r"\bth(?:is|e) (?:command|event|type)\b[^.:]*\b(?:experimental|work in progress)\b",
    re.IGNORECASE,
)

Read = Callable[[str], File | None]
"""Gives the file at a path below the top of a tree; ``None`` if it is not there."""


def read_file(path: str, data: bytes) -> File:
    """Read a file's bytes; those that are no UTF-8 are replaced, so that names can be stored."""
    contents = read_module(Source(path, data.decode("utf-8", "replace")))
    return File(
        tuple(msgspec.structs.replace(d, doc=None, path="") for d in contents.definitions),
        tuple(include.name for include in contents.includes),
        not contents.lost and not any(isinstance(i, Unread) for i in contents.tree.items),
        frozenset(on_trial(contents)),
    )


def on_trial(contents: ModuleContents) -> Iterator[str]:
    """Give the definitions whose comments say that they are experimental.

    Until 6.1, before there was a feature for it, they said so in prose.
    """
    for definition in contents.definitions:
        for section in definition.doc.sections if definition.doc is not None else ():
            if section.kind in {SectionKind.TEXT, SectionKind.TAG} and _TRIAL.search(
                " ".join(flow_of(contents.source, section).text.split())
            ):
                yield definition.name


def read_column(
    release: Release, label: str, roots: Iterable[tuple[str, str]], read: Read
) -> Column:
    """Put together what the roots of a release define.

    `roots` are pairs of the path of a root module, and of what it is called in new releases.
    """
    definitions: dict[str, Placed] = {}
    problems: list[str] = []
    found: list[str] = []
    for path, name in roots:
        there = False
        for at, file in _reach(path, read):
            if file is None:
                if at != path:
                    problems.append(f"{_text(at)} cannot be read")
                continue
            there = True
            if not file.whole:
                problems.append(f"a part of {_text(at)} cannot be read")
            for definition in file.definitions:
                trial = definition.name in file.on_trial
                placed = Placed(definition, _text(posixpath.basename(at)), _text(name), trial)
                definitions.setdefault(definition.name, placed)
        if there:
            found.append(_text(name))
    told = tuple(dict.fromkeys(problems))
    return Column(release, _text(label), tuple(found), definitions, told)


def _text(name: str) -> str:
    """Write a name of a file so that it can be stored, whatever bytes are in it."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _reach(root: str, read: Read) -> Sequence[tuple[str, File | None]]:
    """Give a root and all that it includes, in the order of the first include."""
    found: dict[str, File | None] = {}
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        file = found[path] = read(path)
        if file is not None:
            folder = posixpath.dirname(path)
            waiting += (
                posixpath.normpath(posixpath.join(folder, name)) for name in reversed(file.includes)
            )
    return tuple(found.items())
