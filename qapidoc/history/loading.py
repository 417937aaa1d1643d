"""From a source of releases to a history, with what is known from earlier times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import msgspec

from qapidoc.history.choosing import Choice, chosen
from qapidoc.history.column import Column
from qapidoc.history.graph import EMPTY, History, Record
from qapidoc.history.merge import extended
from qapidoc.history.reading import File, read_column, read_file
from qapidoc.history.roots import places
from qapidoc.store import Store, digest

MAX_NOTES = 5
"""Of what could not be read, so much is told."""


class Source(Protocol):
    """Something that has files of releases."""

    def choices(self) -> Iterator[Choice]:
        """Give the releases that there are."""

    def fingerprint(self, label: str) -> bytes | None:
        """Give what changes with any file of a release; ``None`` if that is not known."""

    def read(self, label: str, path: str) -> bytes | None:
        """Give the file at a path below the top of a release, ``None`` if there is none."""


class Read(msgspec.Struct, frozen=True, array_like=True):
    """A file that was looked for, and the digest of what was found; ``None`` if nothing was."""

    label: str
    path: str
    content: bytes | None


class Loaded(msgspec.Struct, frozen=True):
    """A history, and what could not be read of it, a line each."""

    history: History
    notes: tuple[str, ...] = ()


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    record: Record
    notes: tuple[str, ...]
    trail: tuple[Read, ...]


_KEPT = msgspec.msgpack.Decoder(_Kept)
_FILE = msgspec.msgpack.Decoder(File)


def load(
    source: Source,
    roots: Sequence[str],
    *,
    onto: History = EMPTY,
    store: Store | None = None,
    step: Callable[[str], None] = lambda _label: None,
) -> Loaded:
    """Read the releases of a source that come after those of `onto`, and add them to these.

    `roots` are the root modules, by the paths that they have in new releases. A release without
    any of them is left out. `step` is called with the name of each release that is read.
    """
    newest = onto.releases[-1].release.base if onto.releases else None
    choices = [
        each for each in chosen(source.choices()) if newest is None or each.release.base > newest
    ]
    if not choices:
        return Loaded(onto)
    loader = _Loader(source, store)
    prints = [(each, source.fingerprint(each.label)) for each in choices]
    key = digest(
        b"history", repr((tuple(roots), prints)).encode(), msgspec.msgpack.encode(onto.record)
    )
    kept = loader.recall(key)
    if kept is not None:
        return kept
    columns = []
    for each in choices:
        step(each.label)
        columns.append(loader.column(each, roots))
    there = [column for column in columns if column.roots]
    notes = [f"{column.label}: {problem}" for column in there for problem in column.problems]
    if len(notes) > MAX_NOTES:
        notes[MAX_NOTES:] = [f"and {len(notes) - MAX_NOTES} more files that cannot be read"]
    loaded = Loaded(extended(onto, there), tuple(notes))
    loader.keep(key, loaded)
    return loaded


class _Loader:
    """Reads each content once, and remembers what it looked for."""

    def __init__(self, source: Source, store: Store | None) -> None:
        self._source = source
        self._store = store
        self._known: dict[bytes, File] = {}
        self._trail: list[Read] = []

    def column(self, choice: Choice, roots: Sequence[str]) -> Column:
        """Read a release."""

        def read(path: str) -> File | None:
            data = self._source.read(choice.label, path)
            content = digest(data) if data is not None else None
            self._trail.append(Read(choice.label, path, content))
            return self._file(path, content, data) if content and data is not None else None

        return read_column(choice.release, choice.label, places(roots), read)

    def _file(self, path: str, content: bytes, data: bytes) -> File:
        known = self._known.get(content)
        if known is None:
            known = self._kept_file(content)
            if known is None:
                known = read_file(path, data)
                if self._store is not None:
                    self._put(digest(b"history file", content), known)
            self._known[content] = known
        return known

    def _kept_file(self, content: bytes) -> File | None:
        data = self._store.get(digest(b"history file", content)) if self._store else None
        if data is None:
            return None
        try:
            return _FILE.decode(data)
        except (msgspec.MsgspecError, RecursionError):
            return None

    # --- whole histories -----------------------------------------------------------------------

    def recall(self, key: bytes) -> Loaded | None:
        """Give what is kept, if all files are as they were."""
        data = self._store.get(key) if self._store is not None else None
        if data is None:
            return None
        try:
            kept = _KEPT.decode(data)
        except (msgspec.MsgspecError, RecursionError):
            return None
        for each in kept.trail:
            found = self._source.read(each.label, each.path)
            if (digest(found) if found is not None else None) != each.content:
                return None
        return Loaded(History(kept.record), kept.notes)

    def keep(self, key: bytes, loaded: Loaded) -> None:
        """Keep a history, with what it hangs on besides `key`."""
        whole = all(self._source.fingerprint(each.label) is not None for each in self._trail)
        trail = () if whole else tuple(self._trail)
        self._put(key, _Kept(loaded.history.record, loaded.notes, trail))

    def _put(self, key: bytes, record: msgspec.Struct) -> None:
        if self._store is None:
            return
        try:
            data = msgspec.msgpack.encode(record)
        except UnicodeEncodeError:  # names with bytes that are no UTF-8
            return
        self._store.put(key, data)
