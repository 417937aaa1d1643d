"""The schema at hand as one more release of a history."""

from __future__ import annotations

import posixpath

from qapidoc.history.column import Column, Placed
from qapidoc.history.entries import entry_name, main_root
from qapidoc.history.graph import History
from qapidoc.history.merge import extended
from qapidoc.history.roots import modern
from qapidoc.releases import Release
from qapidoc.schema.model import Schema


def with_schema(history: History, schema: Schema, target: Release, path: str) -> History:
    """Add a schema that is on the way to `target`, unless the history has that release.

    `path` is that of its root below the top of its tree. A schema that shares the history of
    another one does not tell what that has.
    """
    root = main_root(history, map(entry_name, schema.definitions.values())) or path
    newest = history.releases[-1].release.base if history.releases else None
    if modern(path) != root or (newest is not None and target.base <= newest):
        return history
    definitions = {
        name: Placed(definition, posixpath.basename(definition.path), root)
        for name, definition in schema.definitions.items()
    }
    label = f"{target.base} (this schema)"
    whole = schema.complete and not schema.lost
    problems = () if whole else (f"a part of {schema.root} cannot be read",)
    return extended(history, [Column(target.base, label, (root,), definitions, problems)])
