"""Which files are schemas, and which are the roots of what others are part of."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from qapidoc.schema.workspace import Workspace

_FOLDERS = ("__pycache__", "node_modules", "venv", "build")
_PLACES = ("tests/qapi-schema",)
"""Folders at the top of the tree; this one holds QEMU's deliberately broken test schemas."""

DEFAULT_EXCLUDE = (
    ".*/",
    *(f"{folder}/" for folder in _FOLDERS),
    *(f"/{place}/" for place in _PLACES),
)
"""What a search leaves out, in the notation of ``.gitignore``."""

_LEFT_OUT = re.compile(
    rf"(?:^|/)(?:\.[^/]*|{'|'.join(_FOLDERS)})/|^(?:{'|'.join(map(re.escape, _PLACES))})/"
)
"""The same as an expression: most trees have no other patterns, and need no pathspec."""

SEARCH_DEPTH = 2
"""How far below the folders above a file its roots are looked for."""

_SNIFFED = 65536
_EXPRESSION_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|#[^\r\n]*)*+(?:\{(?:\s|#[^\r\n]*)*+(.)|\Z)"
)
_INCLUDE = re.compile(
    rb"#[^\r\n]*"
    rb"|\{(?:\s|#[^\r\n]*)*+'include'(?:\s|#[^\r\n]*)*+:(?:\s|#[^\r\n]*)*+'([^'\r\n]+)'"
    rb"|'(?:[^'\\\r\n]|\\.)*+'"
)
"""An include, or a comment or string, in which none can be."""


def looks_like_schema(data: bytes) -> bool:
    """Tell by its beginning whether a file is in QAPI's language.

    Its first expression starts with a string in single quotes, where JSON has double ones; a
    file of nothing but doc comments is one too.
    """
    match = _EXPRESSION_START.match(data[:_SNIFFED])
    if match is None:
        return False
    return match[1] == b"'" if match[1] is not None else b"##" in data[:_SNIFFED]


def is_json(data: bytes) -> bool:
    """Tell whether a file is plain JSON, and so no schema."""
    import json  # few files that are named are no schemas

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Give what tells of a path, with ``/`` behind a folder, whether `patterns` leave it out."""
    if not patterns:
        return lambda _path: False
    if patterns == DEFAULT_EXCLUDE:
        return lambda path: _LEFT_OUT.search(path) is not None
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(patterns).match_file


class Tree:
    """The schemas in a folder, and what they include.

    ``leaves_out`` tells of a path below the folder, which ends with ``/`` if it is a folder,
    whether the patterns leave it out.
    """

    def __init__(self, workspace: Workspace, folder: Path, exclude: Sequence[str]) -> None:
        self.workspace = workspace
        self.folder = folder
        self.leaves_out = matcher(tuple(exclude))
        self._includes: dict[Path, tuple[Path, ...]] = {}

    def excludes(self, path: Path) -> bool:
        """Tell whether the patterns leave out the file at `path`."""
        if not path.is_relative_to(self.folder):
            return False
        return self.leaves_out(path.relative_to(self.folder).as_posix())

    def walk(self, folder: Path, depth: int | None = None) -> Iterator[Path]:
        """Give the schemas in a folder, sorted, down to `depth` folders below it."""
        prefix = None
        if folder == self.folder:
            prefix = ""
        elif folder.is_relative_to(self.folder):
            prefix = f"{folder.relative_to(self.folder).as_posix()}/"
        yield from self._walk(str(folder), prefix, depth)
        yield from self._not_on_disk(folder, prefix, depth)

    def _walk(self, folder: str, prefix: str | None, depth: int | None) -> Iterator[Path]:
        """Walk with plain strings, since a source tree has many folders.

        `prefix` is what patterns see before the names in `folder`, ``None`` outside of the tree.
        """
        files: list[str] = []
        folders: list[tuple[str, str]] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.name, entry.path))
                    elif entry.name.endswith(".json") and _is_file(entry):
                        files.append(entry.name)
        except OSError:
            return
        for name in sorted(files):
            if prefix is None or not self.leaves_out(prefix + name):
                path = Path(folder, name)
                if self.is_schema(path):
                    yield path.resolve() if path.is_symlink() else path
        if depth == 0:
            return
        for name, path_below in sorted(folders):
            below = None if prefix is None else f"{prefix}{name}/"
            if below is None or not self.leaves_out(below):
                deeper = None if depth is None else depth - 1
                yield from self._walk(path_below, below, deeper)

    def _not_on_disk(self, folder: Path, prefix: str | None, depth: int | None) -> Iterator[Path]:
        """Give those schemas that the workspace has, and the disk has not."""
        for path in sorted(self.workspace.texts):
            if (
                path.suffix == ".json"
                and path.is_relative_to(folder)
                and (depth is None or len(path.relative_to(folder).parts) <= depth + 1)
                and (prefix is None or not self.excludes(path))
                and not _is_file(path)
                and self.is_schema(path)
            ):
                yield path

    def is_schema(self, path: Path) -> bool:
        """Tell whether the file at `path` is a schema; no if it cannot be read."""
        try:
            if path in self.workspace.texts:
                return looks_like_schema(self.workspace.data(path))
            with path.open("rb") as file:
                return looks_like_schema(file.read(_SNIFFED))
        except OSError:
            return False

    def includes(self, path: Path) -> tuple[Path, ...]:
        """Give the files that the one at `path` names in its includes, resolved."""
        known = self._includes.get(path)
        if known is None:
            known = self._includes[path] = tuple(self._find_includes(path))
        return known

    def _find_includes(self, path: Path) -> Iterator[Path]:
        try:
            data = self.workspace.data(path)
        except OSError:
            return
        if b"'include'" not in data:
            return
        for match in _INCLUDE.finditer(data):
            if match[1] is None:
                continue
            with suppress(OSError, RuntimeError, ValueError):
                yield (path.parent / os.fsdecode(match[1])).resolve()

    def roots_of(self, candidates: Sequence[Path]) -> tuple[Path, ...]:
        """Give those of `candidates` that no other of them includes, in their order.

        Of a loop of includes that nothing else includes, the first is taken.
        """
        included = {
            target for path in candidates for target in self.includes(path) if target != path
        }
        roots = [path for path in candidates if path not in included]
        reached = set[Path]().union(*(self.reach(root) for root in roots))
        for path in candidates:
            if path not in reached:
                roots.append(path)
                reached |= self.reach(path)
        chosen = frozenset(roots)
        return tuple(path for path in candidates if path in chosen)

    def reach(self, root: Path) -> frozenset[Path]:
        """Give a root and all files that it includes, directly or not."""
        seen = {root}
        waiting = [root]
        while waiting:
            for target in self.includes(waiting.pop()):
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return frozenset(seen)

    def near(self, path: Path) -> tuple[Path, ...]:
        """Give the schemas in the folders above the file at `path`, and a little below them."""
        found: dict[Path, None] = {path: None}
        for folder in path.parents:
            if not folder.is_relative_to(self.folder):
                break
            found |= dict.fromkeys(self.walk(folder, SEARCH_DEPTH))
        return tuple(found)


def _is_file(entry: os.DirEntry[str] | Path) -> bool:
    """Tell whether it is one, or a link to one; no if it is a link to itself."""
    try:
        return entry.is_file()
    except OSError:
        return False
