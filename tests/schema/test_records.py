"""What is written down of a file says the same when it is read."""

from __future__ import annotations

import msgspec
import pytest

from qapidoc.schema.modules import read_module
from qapidoc.schema.records import pack, unpack
from qapidoc.source import Source


def check_same(source: Source) -> None:
    contents = read_module(source)
    record = pack(contents)
    assert record is not None
    assert unpack(source, record) == contents


def test_demonstration_schemas(checkout):
    for path in sorted((checkout / "docs" / "demo").rglob("*.json")):
        if path.name != "bytes.json":
            check_same(Source.read(path))


def test_real_schemas(corpus):
    for release in ("1.0", "2.8.0", "4.2.0", "10.2.2"):
        for path in sorted((corpus / "releases" / release).rglob("*.json")):
            check_same(Source.read(path))


def test_names_that_are_no_utf8_cannot_be_written():
    source = Source.from_bytes("a.json", b"{ 'enum': 'A\xff', 'data': [] }")
    assert pack(read_module(source)) is None


@pytest.fixture
def source() -> Source:
    return Source("a.json", "##\n# @A:\n#\n# Since: 9.0\n##\n{ 'enum': 'A', 'data': [ 'b' ] }\n")


def test_what_is_no_record_is_nothing(source):
    record = pack(read_module(source))
    assert record is not None
    assert unpack(source, b"") is None
    assert unpack(source, record[:-1]) is None
    assert unpack(source, msgspec.msgpack.encode([1, 2, 3])) is None


def test_a_record_that_names_no_comment_is_nothing(source):
    record = pack(read_module(source))
    assert record is not None
    fields = msgspec.msgpack.decode(record)
    for number in (1, 99):  # an expression, and an item that is not there
        fields[1][0][1] = number
        assert unpack(source, msgspec.msgpack.encode(fields)) is None
