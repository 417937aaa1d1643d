"""Notation that some release did not have yet."""

from __future__ import annotations

import pytest

from qapidoc.edition import Usage
from qapidoc.schema.newer import newer
from qapidoc.source import Source
from qapidoc.syntax.nodes import Object
from qapidoc.syntax.reader import read

FOUND = [
    ("{ 'command': 'a', 'data': { 'b': 'int' }, 'returns': 'A' }", []),
    ("{ 'enum': 'A', 'data': [ 'if', 'boxed', 'any' ] }", []),
    ("{ 'command': 'a', 'data': { 'if': 'int', 'features': 'str' } }", []),
    ("{ 'include': 'a.json' }", [(Usage.INCLUDE, "'include'")]),
    ("{ 'pragma': { 'doc-required': true } }", [(Usage.PRAGMA, "'pragma'")]),
    (
        "{ 'pragma': { 'member-name-exceptions': [], 'documentation-exceptions': [] } }",
        [
            (Usage.PRAGMA, "'pragma'"),
            (Usage.EXCEPTIONS, "'member-name-exceptions'"),
            (Usage.DOCUMENTATION_EXCEPTIONS, "'documentation-exceptions'"),
        ],
    ),
    ("{ 'event': 'A' }", [(Usage.EVENT, "'event'")]),
    ("{ 'alternate': 'A', 'data': {} }", [(Usage.ALTERNATE, "'alternate'")]),
    (
        "{ 'struct': 'A', 'data': { 'b': [ 'any' ], 'c': { 'type': 'any', 'if': 'C' } } }",
        [
            (Usage.STRUCT_KEYWORD, "'struct'"),
            (Usage.ANY, "'any'"),
            (Usage.PART_AS_OBJECT, "{ 'type': 'any', 'if': 'C' }"),
            (Usage.ANY, "'any'"),
        ],
    ),
    ("{ 'type': 'A', 'data': { 'b': { 'c': 'int' } } }", []),
    (
        "{ 'union': 'A', 'base': { 'b': 'any' }, 'data': {} }",
        [(Usage.INLINE_BASE, "{ 'b': 'any' }"), (Usage.ANY, "'any'")],
    ),
    (
        (
            "{ 'command': 'a', 'boxed': true, 'allow-oob': true, 'allow-preconfig': true,"
            " 'coroutine': true, 'returns': 'any', 'if': { 'not': 'A' }, 'features': [ 'b' ] }"
        ),
        [
            (Usage.BOXED, "'boxed'"),
            (Usage.OUT_OF_BAND, "'allow-oob'"),
            (Usage.PRECONFIG, "'allow-preconfig'"),
            (Usage.COROUTINE, "'coroutine'"),
            (Usage.ANY, "'any'"),
            (Usage.CONDITION, "'if'"),
            (Usage.CONDITION_OBJECT, "{ 'not': 'A' }"),
            (Usage.COMMAND_FEATURES, "'features'"),
        ],
    ),
    (
        "{ 'features': [ 'b' ], 'struct': 'A', 'data': {} }",
        [(Usage.STRUCT_FEATURES, "'features'"), (Usage.STRUCT_KEYWORD, "'struct'")],
    ),
    (
        (
            "{ 'enum': 'A', 'features': [ 'b' ],"
            " 'data': [ { 'name': 'c', 'features': [ 'd' ], 'if': { 'all': [ 'E' ] } } ] }"
        ),
        [
            (Usage.OTHER_FEATURES, "'features'"),
            (
                Usage.PART_AS_OBJECT,
                "{ 'name': 'c', 'features': [ 'd' ], 'if': { 'all': [ 'E' ] } }",
            ),
            (Usage.VALUE_FEATURES, "'features'"),
            (Usage.CONDITION_OBJECT, "{ 'all': [ 'E' ] }"),
        ],
    ),
    (
        "{ 'command': 'a', 'data': { 'b': { 'type': 'int', 'features': [ 'c' ] } } }",
        [
            (Usage.PART_AS_OBJECT, "{ 'type': 'int', 'features': [ 'c' ] }"),
            (Usage.MEMBER_FEATURES, "'features'"),
        ],
    ),
]


@pytest.mark.parametrize("text, expected", FOUND)
def test_what_is_found(text, expected):
    source = Source("schema.json", text)
    (expression,) = read(source).items
    assert isinstance(expression, Object)
    assert [(usage, source.slice(span)) for usage, span in newer(expression)] == expected
