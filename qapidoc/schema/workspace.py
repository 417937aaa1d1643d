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

    `texts` stand in for the files at these resolved paths, as standard input does.
    `outside` allows includes that leave the tree of their root. `on_read` is called with the
    path of each file that is read, as findings show it.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        texts: Mapping[Path, bytes] | None = None,
        outside: bool = False,
        on_read: Callable[[str], None] = lambda _path: None,
    ) -> None:
        self.folder = (folder or Path.cwd()).resolve()
        self.texts = dict(texts or {})
        self.outside = outside
        self._on_read = on_read
        self._modules: dict[Path, ModuleContents] = {}
        self._guesses: dict[Path, Guesses] = {}

    def shown(self, path: Path) -> str:
        """Give the path that findings show: relative to the working folder if it is in it."""
        if path.is_relative_to(self.folder):
            return str(path.relative_to(self.folder))
        relative = os.path.relpath(path, self.folder)
        return relative if relative.count(os.pardir) <= 2 else str(path)

    def located(self, shown: str) -> Path:
        """Give the resolved path of a file that was read, by the path that findings show."""
        return Path(os.path.normpath(self.folder / shown))

    def edited(self, texts: Mapping[Path, bytes]) -> Workspace:
        """Give the same files with other texts in some of them; what is read stays read."""
        other = Workspace(self.folder, texts={**self.texts, **texts}, outside=self.outside)
        other._modules = {  # of its own class
            path: contents
            for path, contents in self._modules.items()
            if path not in texts or texts[path] == contents.source.encoded()
        }
        return other

    def exists(self, path: Path) -> bool:
        """Tell whether `path` (resolved) is a file that could be read."""
        try:
            return path in self.texts or path.is_file()
        except OSError:  # as with a name that is too long
            return False

    def suggestion(self, path: Path) -> str:
        """Ask whether a file near `path` (resolved) is meant, which does not exist."""
        folder = path.parent
        if folder not in self._guesses:
            files = []
            with suppress(OSError):
                files = sorted(other.name for other in folder.iterdir() if other.is_file())
            self._guesses[folder] = Guesses(files)
        return self._guesses[folder].did_you_mean(path.name)

    def data(self, path: Path) -> bytes:
        """Give the bytes of the file at `path` (resolved); raise `OSError`."""
        text = self.texts.get(path)
        if text is not None:
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
