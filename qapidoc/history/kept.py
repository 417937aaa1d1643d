"""What has been sighted of a schema, kept in the cache."""

from __future__ import annotations

import msgspec

from qapidoc.history.graph import Seen
from qapidoc.history.sightings import Sightings
from qapidoc.schema.model import Schema
from qapidoc.store import Store, digest


class Sighted(msgspec.Struct, frozen=True, array_like=True):
    """What has been sighted in which releases; ``None`` if there is no history of the schema."""

    sightings: Sightings | None = None
    releases: tuple[Seen, ...] = ()


_DECODER = msgspec.msgpack.Decoder(Sighted)


class KeptSightings:
    """A record in a store, if there is one, under a key."""

    def __init__(self, store: Store | None, key: bytes) -> None:
        self._store = store
        self._key = digest(b"sightings", key)

    def get(self) -> Sighted | None:
        """Give the record, ``None`` if there is none to be trusted."""
        data = self._store.get(self._key) if self._store is not None else None
        if data is None:
            return None
        try:
            return _DECODER.decode(data)
        except (msgspec.MsgspecError, RecursionError):
            return None

    def put(self, record: Sighted) -> None:
        """Keep a record, unless it has names with bytes that are no UTF-8, or is too long."""
        if self._store is None:
            return
        try:
            data = msgspec.msgpack.encode(record)
        except (UnicodeEncodeError, OverflowError):
            return
        self._store.put(self._key, data)


def expressions(schema: Schema) -> bytes:
    """Give a digest of all that a schema defines, comments and places aside."""
    texts = [
        schema.source(each.path).text[each.span.start : each.span.end]
        for each in schema.definitions.values()
    ]
    return digest("\0".join(texts).encode("utf-8", "surrogateescape"))
