"""What changes with the history that the settings ask for, told without reading it.

It is asked before it is known whether anything has to be read at all.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from qapidoc.config import Config
from qapidoc.schema.workspace import Workspace
from qapidoc.store import digest

OFF, BUNDLED, GIT, BOTH = "off", "bundled", "git", "bundled+git"
"""What the setting may be besides a path."""


def history_path(config: Config, workspace: Workspace) -> Path:
    """Give the path that the setting is, if it is one."""
    return (config.folder or workspace.folder) / config.history


def quick_stamp(config: Config, path: Path, root: Path) -> bytes | None:
    """Give the stamp of the history of a root (resolved).

    It is ``None`` for a folder of releases, of which all files would have to be looked at.
    """
    source = config.history
    if source in {OFF, BUNDLED}:  # the latter is part of the tool
        return source.encode()
    if source in {GIT, BOTH}:
        from qapidoc.git.program import GitError
        from qapidoc.git.repository import Repository

        try:
            tags = Repository.around(root.parent).tags()
        except GitError:
            return source.encode()
        return digest(source.encode(), repr((root, tags)).encode("utf-8", "backslashreplace"))
    with suppress(OSError):
        if path.is_file():
            return digest(b"file", path.read_bytes())
    return None
