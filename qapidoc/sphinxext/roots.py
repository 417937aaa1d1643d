"""Where the schemas of a project are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.environment import BuildEnvironment


def srctree(env: BuildEnvironment) -> Path | None:
    """Give the folder that paths are relative to, if the settings name one."""
    configured = env.config.qapidoc_srctree
    return Path(env.srcdir, configured).resolve() if configured else None


def root_of(env: BuildEnvironment, docname: str, name: str) -> Path | None:
    """Find a root module: below `qapidoc_srctree`, else beside the document."""
    return next((path for path in candidates(env, docname, name) if path.is_file()), None)


def candidates(env: BuildEnvironment, docname: str, name: str) -> Iterator[Path]:
    """Give the places where a root module may be that a document calls `name`."""
    top = srctree(env)
    if top is not None:
        yield top / name
    yield Path(env.relfn2path(name, docname)[1])
    if Path(name).is_absolute():
        yield Path(name)
