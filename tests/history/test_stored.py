"""Files of histories, sound and damaged ones."""

from __future__ import annotations

import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.history import stored
from qapidoc.history.errors import HistoryError
from qapidoc.history.graph import EMPTY, Record
from qapidoc.history.presence import Span
from qapidoc.history.stored import MAGIC, packed, unpacked
from qapidoc.releases import Release
from tests.history.making import dates_of, definitions_of, found, history_of

OLD = "{ 'command': 'go', 'data': { 'to': 'To' } } { 'struct': 'To', 'data': { 'x': 'int' } }"
NEW = OLD.replace("'int'", "'int', '*y': 'str', '*to': 'To'")
HISTORY = history_of({"9.0": OLD, "9.1": NEW})
DATA = packed(HISTORY)
RECORD = msgspec.msgpack.encode(HISTORY.record)


def read(data: bytes) -> None:
    """Read what may be damaged; if nothing is noticed, it can be used."""
    try:
        history = unpacked(data, "own.history")
    except HistoryError:
        return
    definitions = definitions_of(NEW)
    dates = dates_of(history, NEW)
    for name in ("go", "go.to", "To", "To.x", "To.y"):
        for date in found(dates, definitions, name):
            dates.evidence(date)
            dates.possible(date)
    dates.succeeds(definitions["To"])


def test_what_was_written_is_read():
    assert unpacked(DATA, "own.history").record == HISTORY.record
    assert unpacked(packed(EMPTY), "own.history").record == Record()


def test_the_same_history_is_the_same_bytes():
    assert packed(history_of({"9.0": OLD, "9.1": NEW})) == DATA


@pytest.mark.parametrize("length", range(len(DATA)))
def test_a_file_that_ends_too_early(length):
    with pytest.raises(HistoryError, match=r"own\.history: "):
        unpacked(DATA[:length], "own.history")


@given(st.integers(0, len(DATA) * 8 - 1))
def test_a_bit_that_is_wrong(bit):
    data = bytearray(DATA)
    data[bit // 8] ^= 1 << bit % 8
    read(bytes(data))


@given(st.integers(0, len(RECORD) - 1), st.integers(0, 255))
def test_a_byte_of_the_record_that_is_wrong(at, byte):
    record = bytearray(RECORD)
    record[at] = byte
    read(MAGIC + zlib.compress(bytes(record)))


@given(st.binary())
def test_bytes_that_are_something_else(data):
    read(data)
    read(MAGIC + data)
    read(MAGIC + zlib.compress(data))


def test_a_bomb(monkeypatch):
    monkeypatch.setattr(stored, "MAX_SIZE", 2**16)
    with pytest.raises(HistoryError, match="too large"):
        unpacked(MAGIC + zlib.compress(bytes(2**20)), "own.history")


@pytest.mark.parametrize(
    "data, message",
    [
        (b"qapidoc history 0\n" + DATA[len(MAGIC) :], "of another version of qapidoc"),
        (b"qapidoc history 10\n" + DATA[len(MAGIC) :], "of another version of qapidoc"),
        (b"{}", "no history of qapidoc's"),
        (b"", "no history of qapidoc's"),
    ],
)
def test_other_files(data, message):
    with pytest.raises(HistoryError, match=message):
        unpacked(data, "own.history")


FAR = 10**6


def refuse(record: Record) -> None:
    data = MAGIC + zlib.compress(msgspec.msgpack.encode(record))
    with pytest.raises(HistoryError, match=r"own\.history: is damaged"):
        unpacked(data, "own.history")


@pytest.mark.parametrize(
    "releases",
    [
        (Release(9, 1), Release(9, 0)),
        (Release(9, 1), Release(9, 1, 1)),
        (Release(9, 0), Release(9, 7)),
        (Release(9, 0), Release(10**9, 0)),
        (Release(-1, 0), Release(9, 0)),
    ],
)
def test_releases_that_are_none_or_not_in_order(releases):
    pairs = zip(HISTORY.record.releases, releases, strict=True)
    seen = tuple(msgspec.structs.replace(each, release=other) for each, other in pairs)
    refuse(msgspec.structs.replace(HISTORY.record, releases=seen))


@pytest.mark.parametrize("number", [FAR, -2, 2**63])
@pytest.mark.parametrize("field", ["edges", "target", "there", "entries", "roots"])
def test_numbers_that_lead_nowhere(field, number):
    record = HISTORY.record
    edge, node = record.edges[0], record.nodes[0]
    replace = msgspec.structs.replace
    changed: dict[str, dict[str, object]] = {
        "edges": {"nodes": (replace(node, edges=(number,)), *record.nodes[1:])},
        "target": {"edges": (replace(edge, target=number), *record.edges[1:])},
        "there": {"edges": (replace(edge, there=number), *record.edges[1:])},
        "entries": {"entries": ((number, 0),)},
        "roots": {"entries": ((0, number),)},
    }
    refuse(replace(record, **changed[field]))


@pytest.mark.parametrize(
    "span",
    [Span(0, 2), Span(1, 0), Span(-1, 0), Span(0, 0, FAR), Span(0, 0, -2), Span(0, 0, 0, FAR)],
)
@pytest.mark.parametrize("where", ["edges", "presences", "nodes"])
def test_spans_outside(where, span):
    record = HISTORY.record
    replace = msgspec.structs.replace
    changed = {
        "edges": (*record.edges, replace(record.edges[0], spans=(span,))),
        "presences": (*record.presences, (span,)),
        "nodes": (*record.nodes, replace(record.nodes[0], open_members=(span,))),
    }
    refuse(replace(record, **{where: changed[where]}))
