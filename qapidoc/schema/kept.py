"""What files say, kept in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qapidoc.source import Source
from qapidoc.store import Store, digest

if TYPE_CHECKING:
    from qapidoc.schema.modules import ModuleContents


class KeptModules:
    """Records in a store, by the path that findings show and the digest of the file's bytes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, source: Source, text: bytes) -> ModuleContents | None:
        """Give what the file says, ``None`` if that is not known."""
        record = self._store.get(self._key(source, text))
        if record is None:
            return None
        from qapidoc.schema.records import unpack

        return unpack(source, record)

    def has(self, source: Source, text: bytes) -> bool:
        """Tell whether there is something to get."""
        return self._store.has(self._key(source, text))

    def put(self, source: Source, text: bytes, record: bytes | None) -> None:
        """Keep the record of a file, if there is one."""
        if record is not None:
            self._store.put(self._key(source, text), record)

    def _key(self, source: Source, text: bytes) -> bytes:
        # A name that is no text in this run's locale is another one than where it is.
        return digest(b"module", repr(source.path).encode(), text)
