"""The schemas of one build: each file is read once, whatever pages show it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from qapidoc.config import find_config
from qapidoc.releases import Release, parse_version_file
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema
from qapidoc.schema.outline import Entry, ModuleStart, levels, pieces
from qapidoc.schema.problems import UNREAD, Problem
from qapidoc.schema.workspace import VERSION_FILE, Workspace
from qapidoc.sphinxext.markup import Markup, markup_of
from qapidoc.sphinxext.pages.stamps import Stamp, stamp_of
from qapidoc.sphinxext.past import past_of
from qapidoc.sphinxext.render.since import Sinces
from qapidoc.store import digest

_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters that are no blanks in a schema, and those that turn text around."""


class ReadableWorkspace(Workspace):
    """Files in which what cannot be shown is replaced: bad bytes and control characters."""

    def data(self, path: Path) -> bytes:
        """Give the bytes of the file at `path` (resolved); raise `OSError`."""
        return readable(super().data(path).decode("utf-8", "replace")).encode()


def readable(text: str) -> str:
    """Replace control characters, each by one that shows."""
    return _UNFIT.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    """Give the picture of a control character, which takes as much place."""
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


class Document:
    """A schema as a document.

    ``modules`` and ``files`` tell the names and the files of modules, by their paths in the
    model; ``markup`` is how the text of doc comments is written, and ``unread`` are the places
    behind which something is missing.
    """

    def __init__(self, root: Path, workspace: Workspace) -> None:
        self.root = root
        self.schema: Schema = load_schema(root, workspace)
        self.files = {path: (workspace.folder / path).resolve() for path in self.schema.modules}
        self.modules = module_names(self.files, root.parent)
        release = find_config(root.parent).target_version or release_of(root)
        self.markup: Markup = markup_of(self.schema, release)
        self.stamp: Stamp = stamp_of(map(str, (*self.files.values(), *self._missing())))
        self.unread: tuple[Problem, ...] = tuple(
            problem for problem in self.schema.problems if problem.kind in UNREAD
        )

    @cached_property
    def begun(self) -> Mapping[str, str]:
        """The module that was last begun before each definition, in the order of the document.

        QEMU's domain takes it for the definition's own, though where a module goes on behind an
        include it is another one.
        """
        found: dict[str, str] = {}
        path = self.schema.root
        for piece in pieces(self.schema):
            if isinstance(piece, ModuleStart):
                path = piece.path
            elif isinstance(piece, Entry):
                found[piece.definition.name] = self.modules[path]
        return found

    @cached_property
    def structure(self) -> str:
        """What changes with whatever all pages hang on, besides the files that they show."""
        moved = {name: module for name, module in self.begun.items() if module != self._home(name)}
        ranks = levels(self.schema)
        return digest(repr((self.modules, dict(ranks), moved, self.markup)).encode()).hex()

    def _missing(self) -> Iterator[Path]:
        """Give the files that includes name, and that could not be had."""
        for path, module in self.schema.modules.items():
            for include in module.includes:
                if include.path is None and "\0" not in include.name:
                    yield self.files[path].parent / include.name

    def _home(self, name: str) -> str:
        return self.modules[self.schema.definitions[name].path]

    def place(self, path: str, offset: int) -> str:
        """Give ``FILE:LINE`` of an offset in a module."""
        return f"{self.files[path]}:{self.schema.source(path).position(offset).line}"

    @property
    def root_module(self) -> str:
        """The name of the root module."""
        return self.modules[self.schema.root]

    def module_path(self, name: str) -> str | None:
        """Give the path of the module of that name, as the model has it."""
        return next((path for path, module in self.modules.items() if module == name), None)


class Schemas:
    """The schemas that a build has read so far."""

    def __init__(self) -> None:
        self._workspaces: dict[bool, Workspace] = {}
        self._documents: dict[Path, Document] = {}
        self._sinces: dict[Path, Sinces] = {}

    def document(self, root: Path, *, outside: bool = False) -> Document:
        """Give the schema of the root module `root`; with `outside`, includes may leave its tree.

        Raises `OSError` if it cannot be read, and `ConfigError`.
        """
        root = root.resolve()
        document = self._documents.get(root)
        if document is None:
            workspace = self._workspaces.setdefault(outside, ReadableWorkspace(outside=outside))
            document = self._documents[root] = Document(root, workspace)
        return document

    def sinces(self, document: Document, history: str) -> Sinces:
        """Give since when there is what a schema has; `history` is what the setting says."""
        known = self._sinces.get(document.root)
        if known is None:
            known = Sinces(document.schema, past_of(document, history))
            self._sinces[document.root] = known
        return known

    def add(self, document: Document) -> None:
        """Take over a schema that has been read already."""
        self._documents[document.root.resolve()] = document


def module_names(files: Mapping[str, Path], folder: Path) -> dict[str, str]:
    """Name the modules: by their files' names, or by their paths where two files share one.

    These are relative to the root's folder.
    """
    counts = Counter(file.stem.casefold() for file in files.values())
    return {
        path: readable(
            file.stem
            if counts[file.stem.casefold()] == 1
            else Path(os.path.relpath(file, folder)).with_suffix("").as_posix()
        )
        for path, file in files.items()
    }


def release_of(root: Path) -> Release | None:
    """Give the release that the nearest ``VERSION`` above the file names."""
    for folder in root.parents:
        try:
            text = (folder / VERSION_FILE).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        release = parse_version_file(text)
        if release is not None:
            return release
    return None
