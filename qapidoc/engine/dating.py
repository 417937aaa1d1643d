"""The dates of the schemas of a run, from the history that the settings ask for."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from qapidoc.config import Config
from qapidoc.engine.history_stamp import BOTH, BUNDLED, GIT, OFF, history_path, quick_stamp
from qapidoc.git.program import GitError
from qapidoc.history.dates import Dates
from qapidoc.history.entries import entry_name
from qapidoc.history.errors import HistoryError
from qapidoc.history.graph import EMPTY, History
from qapidoc.history.kept import KeptSightings, Sighted, expressions
from qapidoc.history.recognise import is_history_of
from qapidoc.history.shapes import Name
from qapidoc.history.stored import bundled
from qapidoc.history.walk import sighted
from qapidoc.releases import Release
from qapidoc.schema.model import Schema
from qapidoc.schema.workspace import Workspace, schema_top
from qapidoc.store import Store, digest


class Histories:
    """Gives the dates of schemas by their roots (resolved).

    Nothing is read before it is asked for, and the workspace announces each release that is. What
    cannot be had is left out, and told in ``notes``.
    """

    def __init__(self, config: Config, workspace: Workspace, store: Store | None = None) -> None:
        self.notes: dict[str, None] = {}
        self._config = config
        self._workspace = workspace
        self._store = store
        self._known: dict[Path, History | None] = {}
        self._outside: dict[Path, History | None] = {}

    def stamp(self, root: Path) -> bytes:
        """Give what changes whenever the history of a schema does."""
        stamp = quick_stamp(self._config, self._path, root)
        if stamp is None:
            history = self._read(root)
            stamp = digest(msgspec.msgpack.encode(history.record) if history is not None else b"")
        return stamp

    def dates(self, root: Path, schema: Schema, target: Release) -> Dates | None:
        """Give the dates of a schema, ``None`` if its history is not known."""
        if self._config.history == OFF:
            return None
        stamp = self.stamp(root)
        key = digest(stamp, repr(target).encode(), expressions(schema))
        kept = KeptSightings(self._store, key)
        known = kept.get()
        if known is None:
            history = self._history(root, schema)
            known = sighted(history, target, schema.definitions) if history else Sighted()
            if not self.notes:
                kept.put(known)
        if known.sightings is None:
            return None
        return Dates(
            known.sightings,
            known.releases,
            target,
            lambda: self._history(root, schema) or EMPTY,
            stamp,
        )

    @property
    def _path(self) -> Path:
        return history_path(self._config, self._workspace)

    def _history(self, root: Path, schema: Schema) -> History | None:
        """Give the history of a schema, if there is one, and it is that of this schema."""
        if root not in self._known:
            names = [entry_name(definition) for definition in schema.definitions.values()]
            self._known[root] = self._of_names(root, names)
        return self._known[root]

    def _of_names(self, root: Path, names: Collection[Name]) -> History | None:
        source = self._config.history
        own = bundled() if source in {BUNDLED, BOTH} else EMPTY
        if not is_history_of(own, names):
            own = EMPTY
        if source == BUNDLED:
            return own if own.releases else None
        history = self._read(root, own)
        if history is None or source in {GIT, BOTH} or self._path.is_dir():
            return history
        if is_history_of(history, names, least=1):
            return history
        self.notes[
            f"history: {source} is no history of {self._workspace.shown(root)}, most of whose"
            " definitions it does not have; 'qapidoc history --write' makes one that is"
        ] = None
        return None

    def _read(self, root: Path, onto: History = EMPTY) -> History | None:
        """Read what is outside of the package, once for each root."""
        if root not in self._outside:
            self._outside[root] = self._read_anew(root, onto)
        return self._outside[root]

    def _read_anew(self, root: Path, onto: History) -> History | None:
        from qapidoc.history.sources import from_path, from_tags

        try:
            if self._config.history in {GIT, BOTH}:
                loaded = from_tags(
                    root, onto=onto, store=self._store, step=self._workspace.announce
                )
            else:
                top = schema_top(root, self._workspace.folder, self._config.folder)
                loaded = from_path(
                    self._path, root, top, store=self._store, step=self._workspace.announce
                )
        except (HistoryError, GitError, OSError) as error:
            self.notes[f"history: {error}"] = None
            return onto if onto.releases else None
        self.notes |= dict.fromkeys(f"history: {note}" for note in loaded.notes)
        return loaded.history
