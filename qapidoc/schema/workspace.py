"""Where files come from: each is read once, whatever schemas it is part of."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qapidoc.schema.names import Guesses
from qapidoc.source import Source, shown_path
from qapidoc.store import digest

if TYPE_CHECKING:
    from qapidoc.schema.kept import KeptModules
    from qapidoc.schema.modules import ModuleContents

VERSION_FILE = "VERSION"


class Workspace:
    """The files of one run, as seen from the working folder.

    `texts` stand in for the files at these resolved paths, as standard input does; ``None``
    stands for a file that is not there. `outside` allows includes that leave the tree of their
    root. `on_read` is called with the path of each file that is read, as findings show it.
    `kept` is asked first what a file says.

    ``read`` and ``known`` count the files that were read, and those of which it was known what
    they say.

    What runs once for each file, or before it is known whether one has to be read at all, does
    not import the reader.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        texts: Mapping[Path, bytes | None] | None = None,
        outside: bool = False,
        on_read: Callable[[str], None] = lambda _path: None,
        kept: KeptModules | None = None,
    ) -> None:
        self.folder = (folder or Path.cwd()).resolve()
        self.texts = dict(texts or {})
        self.outside = outside
        self.kept = kept
        self.read = 0
        self.known = 0
        self._on_read = on_read
        self._data: dict[Path, bytes] = {}
        self._sources: dict[Path, Source] = {}
        self._digests: dict[Path, bytes] = {}
        self._modules: dict[Path, ModuleContents] = {}
        self._guesses: dict[Path, Guesses] = {}

    def replacing(self, texts: Mapping[Path, bytes | None]) -> Workspace:
        """Give the same files with other texts in some; what is known of the others is kept."""
        other = Workspace(
            self.folder,
            texts={**self.texts, **texts},
            outside=self.outside,
            on_read=self._on_read,
            kept=self.kept,
        )
        other._data.update((path, data) for path, data in self._data.items() if path not in texts)
        other._modules.update(
            (path, contents)
            for path, contents in self._modules.items()
            if path not in texts or texts[path] == contents.source.encoded()
        )
        return other

    def shown(self, path: Path) -> str:
        """Give the path that findings show, which is relative to the working folder."""
        return shown_path(path, self.folder)

    def located(self, shown: str) -> Path:
        """Give the resolved path of a file that was read, by the path that findings show."""
        return Path(os.path.normpath(self.folder / shown))

    def exists(self, path: Path) -> bool:
        """Tell whether `path` (resolved) is a file that could be read."""
        if path in self.texts:
            return self.texts[path] is not None
        try:
            return path.is_file()
        except OSError:  # as with a name that is too long
            return False

    def suggestion(self, path: Path) -> str:
        """Ask whether a file near `path` (resolved) is meant, which does not exist."""
        folder = path.parent
        if folder not in self._guesses:
            files = [other for other in self.texts if other.parent == folder]
            with suppress(OSError):
                files += folder.iterdir()
            names = sorted({other.name for other in files if self.exists(other)})
            self._guesses[folder] = Guesses(names)
        return self._guesses[folder].did_you_mean(path.name)

    def data(self, path: Path) -> bytes:
        """Give the bytes of the file at `path` (resolved), read once; raise `OSError`."""
        if path in self._data:
            return self._data[path]
        if path in self.texts:
            text = self.texts[path]
            if text is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
            return text
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            # Reading a pipe would wait for somebody to write into it.
            raise OSError(errno.EINVAL, "it is not a regular file", str(path))
        data = self._data[path] = path.read_bytes()
        return data

    def source(self, path: Path) -> Source:
        """Give the text of the file at `path` (resolved), decoded once; raise `OSError`."""
        source = self._sources.get(path)
        if source is None:
            source = self._sources[path] = Source.from_bytes(self.shown(path), self.data(path))
        return source

    def digest(self, path: Path) -> bytes:
        """Give the digest of the file at `path` (resolved), worked out once; raise `OSError`."""
        known = self._digests.get(path)
        if known is None:
            known = self._digests[path] = digest(self.data(path))
        return known

    def module(self, path: Path) -> ModuleContents:
        """Read the file at `path` (resolved); raise `OSError`."""
        contents = self.known_module(path)
        if contents is None:
            from qapidoc.schema.modules import read_module

            source = self.source(path)
            self._begin(source)
            contents = self._modules[path] = read_module(source)
            if self.kept is not None:
                from qapidoc.schema.records import pack

                self.kept.put(source, self.digest(path), pack(contents))
        return contents

    def _begin(self, source: Source) -> None:
        self.read += 1
        self._on_read(source.path)

    def announce(self, what: str) -> None:
        """Tell that something besides the files is being read."""
        self._on_read(what)

    def is_known(self, path: Path) -> bool:
        """Tell whether it seems to be known what the file at `path` (resolved) says."""
        if path in self._modules:
            return True
        return self.kept is not None and self.kept.has(self.source(path), self.digest(path))

    def known_module(self, path: Path) -> ModuleContents | None:
        """Give what the file at `path` (resolved) says if nothing has to be read for it."""
        contents = self._modules.get(path)
        if contents is None and self.kept is not None:
            contents = self.kept.get(self.source(path), self.digest(path))
            if contents is not None:
                self.known += 1
                self._modules[path] = contents
        return contents

    def add_module(self, path: Path, record: bytes) -> None:
        """Take over what another process has read of the file at `path` (resolved)."""
        from qapidoc.schema.records import unpack

        source = self.source(path)
        contents = unpack(source, record)
        if contents is not None:
            self._begin(source)
            self._modules[path] = contents
            if self.kept is not None:
                self.kept.put(source, self.digest(path), record)


def schema_top(root: Path, folder: Path, configured: Path | None = None) -> Path:
    """Give the folder that the schema of `root` (resolved) must not leave, seen from `folder`."""
    fallback = folder if root.is_relative_to(folder) else root.parent
    return tree_top(root, configured) or fallback


def tree_top(path: Path, configured: Path | None = None) -> Path | None:
    """Give the folder that includes from `path` must not leave.

    It is git's top level, else the folder of the configuration, else that of ``VERSION``.
    """
    folders = path.parents
    for folder in folders:
        if (folder / ".git").exists():
            return folder
    if configured is not None and path.is_relative_to(configured):
        return configured
    return next((folder for folder in folders if (folder / VERSION_FILE).is_file()), None)
