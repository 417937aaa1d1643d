"""Files read ahead, with two processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from qapidoc.engine.forks import forked, shares
from qapidoc.schema.workspace import Workspace

MEANWHILE = 200_000
"""Bytes that take as long to read as the rules take to be imported."""

_RECORDS = msgspec.msgpack.Decoder(list[bytes | None])


def read_ahead(
    paths: Iterable[Path], workspace: Workspace, meanwhile: Callable[[], object]
) -> None:
    """Read the files at `paths` (resolved) of which nothing is known; leave what cannot be.

    `meanwhile` is done beside it, and takes about as long as reading `MEANWHILE` bytes.
    """
    sizes: dict[Path, int] = {}
    known = []
    for path in paths:
        try:
            if workspace.is_known(path):
                known.append(path)
            else:
                sizes[path] = len(workspace.data(path))
        except OSError:
            continue  # who includes it will say so
    mine, theirs = shares(sizes, MEANWHILE)
    if not theirs:
        return
    with forked(lambda: _records(theirs, workspace)) as result:
        meanwhile()
        for path in (*known, *mine):
            workspace.module(path)
        data = result()
    if data is not None:
        for path, record in zip(theirs, _RECORDS.decode(data), strict=True):
            if record is not None:
                workspace.add_module(path, record)


def _records(paths: Sequence[Path], workspace: Workspace) -> bytes:
    from qapidoc.schema.modules import read_module
    from qapidoc.schema.records import pack

    records = [pack(read_module(workspace.source(path))) for path in paths]
    return msgspec.msgpack.encode(records)
