"""Histories in files: what `qapidoc history --write` writes, and what comes with the package."""

from __future__ import annotations

import zlib
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from qapidoc.history.errors import HistoryError
from qapidoc.history.graph import NOWHERE, History, Record

MAGIC = b"qapidoc history 1\n"
"""How such a file begins. The number is that of the layout of `Record`."""

MAX_SIZE = 256 * 2**20
"""Bytes of the largest history that is read; that of QEMU has 0.4 MB."""

MAX_MAJOR = 9999
"""The highest number that a release may begin with, as wherever releases are read."""

BUNDLED = "qemu.history"
"""The file of QEMU's own releases."""

_DECODER = msgspec.msgpack.Decoder(Record)


def packed(history: History) -> bytes:
    """Write a history down; the same bytes for the same history."""
    data = msgspec.msgpack.encode(history.record)
    return MAGIC + zlib.compress(data, 9)


def unpacked(data: bytes, name: str, *, trusted: bool = False) -> History:
    """Read what `packed` has written; raise `HistoryError`, which begins with `name`.

    What is `trusted` is not searched for numbers that lead nowhere.
    """
    if not data.startswith(MAGIC):
        known = data.startswith(MAGIC.split(b" history")[0])
        which = "of another version of qapidoc" if known else "no history of qapidoc's"
        raise HistoryError(f"{name}: is {which}; 'qapidoc history --write' makes one")
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(data[len(MAGIC) :], MAX_SIZE)
        if not reader.eof:
            raise HistoryError(f"{name}: is cut off, or too large; write it anew")
        record = _DECODER.decode(content)
        return History(record if trusted else _checked(record))
    except (zlib.error, msgspec.MsgspecError, ValueError, IndexError, RecursionError):
        raise HistoryError(f"{name}: is damaged; write it anew") from None


def _checked(record: Record) -> Record:
    """Give a record in which all numbers lead somewhere; raise `ValueError`."""
    limits = (
        (len(record.edges), (n for node in record.nodes for n in node.edges)),
        (len(record.edges), (edge for edge, _ in record.entries)),
        (len(record.roots), (root for _, root in record.entries)),
        (len(record.nodes), (e.target for e in record.edges if e.target != NOWHERE)),
        (len(record.presences), (e.there for e in record.edges)),
    )
    for limit, numbers in limits:
        if any(not 0 <= number < limit for number in numbers):
            raise ValueError("a number leads nowhere")
    bases = [seen.release.base for seen in record.releases]
    if not all(base.exists and 0 <= base.major <= MAX_MAJOR for base in bases):
        raise ValueError("a release does not exist")
    if any(later <= base for base, later in pairwise(bases)):
        raise ValueError("releases are not in order")
    spans = [span for edge in record.edges for span in edge.spans]
    spans += (span for there in record.presences for span in there)
    for node in record.nodes:
        spans += (*node.open_members, *node.open_values)
    for span in spans:
        if not (
            0 <= span.first <= span.last < len(record.releases)
            and -1 <= span.facts < max(1, len(record.facts))
            and 0 <= span.file < max(1, len(record.files))
        ):
            raise ValueError("a span lies outside")
    return record


@cache
def bundled() -> History:
    """Give the history of QEMU's own schemas."""
    data = (Path(__file__).parent / "data" / BUNDLED).read_bytes()
    return unpacked(data, BUNDLED, trusted=True)
