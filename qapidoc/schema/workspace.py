"""Where files come from: each is read once, whatever schemas it is part of."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from qapidoc.schema.modules import ModuleContents, read_module
from qapidoc.schema.names import Guesses
from qapidoc.source import Source

VERSION_FILE = "VERSION"


class Workspace:
    """The files of one run, as seen from the working folder.

    `texts` stand in for the files at these resolved paths, as standard input does; ``None``
    stands for a file that is not there. `outside` allows includes that leave the tree of their
    root. `on_read` is called with the path of each file that is read, as findings show it.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        texts: Mapping[Path, bytes | None] | None = None,
        outside: bool = False,
        on_read: Callable[[str], None] = lambda _path: None,
    ) -> None:
        self.folder = (folder or Path.cwd()).resolve()
        self.texts = dict(texts or {})
        self.outside = outside
        self._on_read = on_read
        self._modules: dict[Path, ModuleContents] = {}
        self._guesses: dict[Path, Guesses] = {}

    def replacing(self, texts: Mapping[Path, bytes | None]) -> Workspace:
        """Give the same files but for these; what has been read of the others is kept."""
        other = Workspace(
            self.folder,
            texts={**self.texts, **texts},
            outside=self.outside,
            on_read=self._on_read,
        )
        other._modules.update(
            (path, module) for path, module in self._modules.items() if path not in texts
        )
        return other

    def shown(self, path: Path) -> str:
        """Give the path that findings show: relative to the working folder if it is in it."""
        if path.is_relative_to(self.folder):
            return str(path.relative_to(self.folder))
        relative = os.path.relpath(path, self.folder)
        return relative if relative.count(os.pardir) <= 2 else str(path)

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
        """Give the bytes of the file at `path` (resolved); raise `OSError`."""
        if path in self.texts:
            text = self.texts[path]
            if text is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
            return text
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            # Reading a pipe would wait for somebody to write into it.
            raise OSError(errno.EINVAL, "it is not a regular file", str(path))
        return path.read_bytes()

    def module(self, path: Path) -> ModuleContents:
        """Read the file at `path` (resolved); raise `OSError`."""
        contents = self._modules.get(path)
        if contents is None:
            shown = self.shown(path)
            self._on_read(shown)
            contents = read_module(Source.from_bytes(shown, self.data(path)))
            self._modules[path] = contents
        return contents


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
