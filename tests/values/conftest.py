"""Schemas, values and types for the tests of values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema, TypeRef
from qapidoc.source import Span
from qapidoc.syntax.messages import JsonObject, JsonValue
from qapidoc.syntax.transcripts import read_transcript

SCHEMA = """\
{ 'enum': 'Colour', 'data': [ 'red', 'green', { 'name': 'blue', 'if': 'CONFIG_BLUE' } ] }
{ 'struct': 'Thing', 'data': { 'name': 'str', '*weight': 'uint16' } }
{ 'struct': 'Lamp', 'base': 'Thing',
  'data': { 'colour': 'Colour', '*on': 'bool',
            'hours': { 'type': 'int', 'if': 'CONFIG_HOURS' } } }
{ 'struct': 'Tree', 'data': { '*children': [ 'Tree' ], '*label': 'str' } }
{ 'struct': 'Bag', 'data': { '*i8': 'int8', '*u8': 'uint8', '*i64': 'int64', '*u64': 'uint64',
                             '*size': 'size', '*number': 'number', '*any': 'any',
                             '*null': 'null', '*qtype': 'QType', '*lamps': [ 'Lamp' ],
                             '*numbers': [ 'int' ], '*speed': 'Speed', '*paint': 'Paint',
                             '*old': 'Old' } }
{ 'enum': 'Shape', 'data': [ 'round', 'square', 'flat', 'nested' ] }
{ 'struct': 'Round', 'data': { 'radius': 'int' } }
{ 'struct': 'Square', 'data': { 'width': 'int', '*height': 'int' } }
{ 'union': 'Inner', 'base': { 'depth': 'Colour' }, 'discriminator': 'depth',
  'data': { 'red': 'Round', 'green': 'Thing' } }
{ 'union': 'Paint', 'base': { 'shape': 'Shape', '*thick': 'bool' }, 'discriminator': 'shape',
  'data': { 'round': 'Round', 'square': 'Square', 'nested': 'Inner' } }
{ 'union': 'Old', 'data': { 'lamp': 'Lamp', 'text': 'str', 'list': [ 'int' ] } }
{ 'alternate': 'Speed', 'data': { 'class': 'Colour', 'exact': 'int', 'lamp': 'Lamp',
                                  'none': 'null' } }
{ 'struct': 'Odd', 'base': 'Missing', 'data': { 'a': 'Missing', 'b': 'int' } }
{ 'union': 'Torn', 'base': { 'shape': 'Shape' }, 'discriminator': 'shape',
  'data': { 'round': 'Missing', 'square': 'Square' } }
{ 'command': 'paint', 'data': 'Lamp', 'returns': 'Bag' }
{ 'command': 'boxed', 'data': 'Paint', 'boxed': true }
{ 'command': 'free', 'data': { 'driver': 'str' }, 'gen': false }
{ 'command': 'idle' }
"""


@pytest.fixture(scope="session")
def things(loaded: Callable[[str], Schema]) -> Schema:
    """A schema with types of every kind."""
    return loaded(SCHEMA)


QEMU_ROOTS = (
    "2.9.0/qapi-schema.json",
    "2.9.0/qga/qapi-schema.json",
    "7.2.22/qapi/qapi-schema.json",
    "7.2.22/qga/qapi-schema.json",
    "7.2.22/storage-daemon/qapi/qapi-schema.json",
    "10.2.2/qapi/qapi-schema.json",
    "10.2.2/qga/qapi-schema.json",
    "10.2.2/storage-daemon/qapi/qapi-schema.json",
)
"""Roots with simple unions, with conditions on nearly everything, and those of today."""


@pytest.fixture(scope="session", params=QEMU_ROOTS)
def qemu_schema(corpus: Path, request: pytest.FixtureRequest) -> Schema:
    """Each of some schemas of QEMU."""
    return load_schema(corpus / "releases" / request.param)


@pytest.fixture(scope="session")
def json_value() -> Callable[[str], JsonValue]:
    """Read one JSON value; its first character is at offset 10."""

    def read(text: str) -> JsonValue:
        whole = f'-> {{ "v": {text} }}'
        transcript = read_transcript(whole, Span(0, len(whole)))
        assert transcript.problems == ()
        (message,) = transcript.messages
        assert isinstance(message.value, JsonObject)
        member = message.value.get("v")
        assert member is not None
        return member.value

    return read


@pytest.fixture(scope="session")
def type_ref() -> Callable[[str], TypeRef]:
    """Make a reference to a type, or, in brackets, to an array of it."""

    def make(name: str) -> TypeRef:
        return TypeRef(name.strip("[]"), name.startswith("["), Span(0, 0))

    return make
