"""Expressions to definitions: what each says, and what is wrong with those that say nothing."""

from __future__ import annotations

import pytest

from qapidoc.schema.model import Condition, Definition, EnumValue, Feature, Member, TypeRef

# --- good ones --------------------------------------------------------------------------------


def short(definition: Definition) -> dict[str, object]:
    """Give the fields that are not as they are by default, as a table can hold them."""
    unset = Definition(
        kind=definition.kind,
        name=definition.name,
        path=definition.path,
        span=definition.span,
        name_span=definition.name_span,
    )
    return {
        field: plain(value)
        for field in definition.__struct_fields__
        if field != "discriminator_span"
        for value in [getattr(definition, field)]
        if value != getattr(unset, field)
    }


def plain(value: object) -> object:
    """Write the parts of a definition for a table."""
    match value:
        case tuple():
            return [plain(item) for item in value]
        case Member(name=name, type=type_, optional=optional):
            return f"{name}{'?' if optional else ''}: {type_}{extras(value)}"
        case TypeRef() | Condition():
            return str(value)
        case Feature(name=name):
            return f"{name}{extras(value)}"
        case EnumValue(name=name):
            return f"{name}{extras(value)}"
    return value


def extras(part: object) -> str:
    """Write the condition and the features of a part."""
    condition, features = getattr(part, "condition", None), getattr(part, "features", ())
    shown = f" if {condition}" if condition is not None else ""
    return shown + (f" {plain(features)}" if features else "")


GOOD = [
    ("{ 'enum': 'Foo', 'data': [] }", {}),
    ("{ 'enum': 'Foo', 'data': [ 'a', 'b-c', '1x' ] }", {"values": ["a", "b-c", "1x"]}),
    ("{ 'enum': 'Foo', 'data': [ 'u', 'has-a' ] }", {"values": ["u", "has-a"]}),
    ("{ 'enum': 'Foo', 'data': [ 'a' ], 'prefix': 'BAR' }", {"values": ["a"], "prefix": "BAR"}),
    (
        "{ 'enum': 'Foo', 'data': [ { 'name': 'a', 'if': 'X', 'features': [ 'f' ] }, 'b' ] }",
        {"values": ["a if X ['f']", "b"]},
    ),
    ("{ 'struct': 'Foo', 'data': {} }", {}),
    (
        "{ 'struct': 'Foo', 'data': { 'a': 'int', '*b': [ 'str' ] } }",
        {"members": ["a: int", "b?: [str]"]},
    ),
    ("{ 'struct': 'Foo', 'base': 'Bar', 'data': {} }", {"base": "Bar"}),
    (
        (
            "{ 'struct': 'Foo', 'data': { 'a': { 'type': 'int', 'if': { 'not': 'X' },"
            " 'features': [ 'unstable', { 'name': 'f', 'if': 'Y' } ] } } }"
        ),
        {"members": ["a: int if not X ['unstable', 'f if Y']"]},
    ),
    ("{ 'struct': 'Foo', 'data': { 'a': { 'type': [ 'int' ] } } }", {"members": ["a: [int]"]}),
    ("{ 'struct': 'Foo', 'data': {}, 'if': 'A' }", {"condition": "A"}),
    (
        "{ 'struct': 'Foo', 'data': {}, 'if': { 'all': [ 'A', { 'any': [ 'B', 'C' ] } ] } }",
        {"condition": "A and (B or C)"},
    ),
    (
        "{ 'struct': 'Foo', 'data': {}, 'if': { 'not': { 'all': [ 'A', 'B' ] } } }",
        {"condition": "not (A and B)"},
    ),
    ("{ 'struct': 'Foo', 'data': {}, 'if': { 'any': [ 'A' ] } }", {"condition": "A"}),
    ("{ 'struct': 'Foo', 'data': {}, 'features': [ 'a' ] }", {"features": ["a"]}),
    ("{ 'struct': '__com.example_FooBar', 'data': {} }", {}),
    (
        "{ 'union': 'Foo', 'base': 'Bar', 'discriminator': 'a', 'data': { 'x': 'X' } }",
        {"base": "Bar", "discriminator": "a", "branches": ["x: X"]},
    ),
    (
        (
            "{ 'union': 'Foo', 'base': { 'a': 'E' }, 'discriminator': 'a',"
            " 'data': { 'X_y': { 'type': 'X', 'if': 'A' }, 'u': 'X' } }"
        ),
        {"base_members": ["a: E"], "discriminator": "a", "branches": ["X_y: X if A", "u: X"]},
    ),
    (
        "{ 'alternate': 'Foo', 'data': { 'a': 'int', 'u': { 'type': 'X', 'if': 'A' } } }",
        {"branches": ["a: int", "u: X if A"]},
    ),
    ("{ 'command': 'foo' }", {}),
    ("{ 'command': 'foo', 'data': { 'a': 'int' } }", {"members": ["a: int"]}),
    (
        "{ 'command': 'foo', 'data': 'Bar', 'returns': [ 'Baz' ] }",
        {"data": "Bar", "returns": "[Baz]"},
    ),
    ("{ 'command': 'foo', 'boxed': true, 'data': 'Bar' }", {"boxed": True, "data": "Bar"}),
    (
        (
            "{ 'command': 'foo', 'gen': false, 'success-response': false, 'allow-oob': true,"
            " 'allow-preconfig': true }"
        ),
        {
            "gen": False,
            "success_response": False,
            "allow_oob": True,
            "allow_preconfig": True,
        },
    ),
    ("{ 'command': 'foo', 'coroutine': true }", {"coroutine": True}),
    ("{ 'command': 'x-foo' }", {}),
    ("{ 'event': 'FOO_BAR', 'data': { '*a': 'int' } }", {"members": ["a?: int"]}),
    ("{ 'event': 'FOO', 'boxed': true, 'data': 'Bar' }", {"boxed": True, "data": "Bar"}),
]

REST = """
{ 'struct': 'Bar', 'data': { 'a': 'Ee' } } { 'struct': 'Baz', 'data': {} }
{ 'struct': 'X', 'data': {} } { 'enum': 'E', 'data': [ 'x', 'X_y', 'u' ] }
{ 'enum': 'Ee', 'data': [ 'x' ] }
"""


@pytest.mark.parametrize("text, fields", GOOD)
def test_good_definitions(load, told, text, fields):
    schema = load(text + REST)
    about = [line for line in told(schema) if ".json:1:" in line]
    assert not about, f"{text}\n{about}"
    name, definition = next(iter(schema.definitions.items()))
    assert short(definition) == fields, text
    assert schema.source(definition.path).slice(definition.span) == text
    assert schema.source(definition.path).slice(definition.name_span) == name


def test_spans_of_members(load):
    text = "{ 'struct': 'Foo', 'data': { '*a': { 'type': [ 'int' ] }, 'b': 'str' } }"
    schema = load(text)
    a, b = schema.definitions["Foo"].members
    source = schema.source("schema.json")
    assert source.slice(a.span) == "'*a': { 'type': [ 'int' ] }"
    assert source.slice(a.name_span) == "a"
    assert source.slice(a.type.span) == "[ 'int' ]"
    assert source.slice(b.type.span) == "str"


def test_spans_of_the_discriminator_values_and_features(load):
    text = (
        "{ 'enum': 'Foo', 'data': [ { 'name': 'a', 'features': [ { 'name': 'f' } ] } ] }"
        " { 'union': 'Bar', 'base': { 'kind': 'Foo' }, 'discriminator': 'kind', 'data': {} }"
    )
    schema = load(text)
    source = schema.source("schema.json")
    (value,) = schema.definitions["Foo"].values
    (feature,) = value.features
    assert source.slice(value.name_span) == "a"
    assert source.slice(feature.name_span) == "f"
    assert source.slice(feature.span) == "{ 'name': 'f' }"
    discriminator = schema.definitions["Bar"].discriminator_span
    assert discriminator is not None
    assert source.slice(discriminator) == "kind"


def test_doc_comments_go_to_the_definition_below(load):
    schema = load(
        "##\n# @Foo:\n##\n{ 'struct': 'Foo', 'data': {} }\n"
        "##\n# = Free\n##\n{ 'struct': 'Bar', 'data': {} }\n"
        "##\n# @Lost:\n##\n##\n# @Baz:\n##\n{ 'struct': 'Baz', 'data': {} }\n"
        "##\n# @Directive:\n##\n{ 'pragma': {} }\n##\n# @End:\n##\n"
    )
    docs = {d.name: d.doc.symbol.value if d.doc else None for d in schema.definitions.values()}
    assert docs == {"Foo": "Foo", "Bar": None, "Baz": "Baz"}
    (module,) = schema.modules.values()
    assert [doc.symbol.value for doc in module.detached] == ["Lost", "Directive", "End"]
    assert [item if isinstance(item, str) else "free" for item in module.contents] == [
        "Foo",
        "free",
        "Bar",
        "Baz",
    ]


# --- bad ones ---------------------------------------------------------------------------------

BAD = [
    # What is defined.
    ("{}", ["1:1 language-expression: an expression needs one of the keys 'enum'"]),
    ("{ 'data': {} }", ["1:1 language-expression: needs one of the keys"]),
    ("{ 'Struct': 'Foo', 'data': {} }", ["1:3 language-expression: did you mean 'struct'?"]),
    ("{ 'nothing': 'Foo' }", ["1:1 language-expression: needs one of the keys"]),
    ("{ 'command': [] }", ["1:14 language-expression: 'command' needs a name in quotes"]),
    ("{ 'command': true }", ["1:14 language-expression: 'command' needs a name in quotes"]),
    (
        "{ 'command': 'foo', 'event': 'FOO' }",
        ["1:21 language-expression: this one has the keys 'command' and 'event'"],
    ),
    (
        "{ 'command': 'foo', 'command': 'bar' }",
        [
            "1:21 language-expression: this one has the keys 'command' and 'command'",
            "1:21 language-duplicate-key: 'command' stands twice in command 'foo'",
        ],
    ),
    # Keys.
    ("{ 'command': 'foo', 'dat': {} }", ["1:21 language-expression: did you mean 'data'?"]),
    ("{ 'command': 'foo', 'zzz': {} }", ["1:21 language-expression: it can have 'allow-oob'"]),
    (
        "{ 'command': 'foo', 'data': {}, 'data': {} }",
        ["1:33 language-duplicate-key: 'data' stands twice in command 'foo'; keep one"],
    ),
    ("{ 'event': 'FOO', 'returns': 'int' }", ["1:19 language-expression: no key 'returns'"]),
    ("{ 'event': 'FOO', 'gen': false }", ["1:19 language-expression: no key 'gen'"]),
    ("{ 'enum': 'Foo' }", ["1:3 language-expression: enum 'Foo' has no 'data'"]),
    ("{ 'struct': 'Foo' }", ["1:3 language-expression: struct 'Foo' has no 'data'"]),
    ("{ 'alternate': 'Foo' }", ["1:3 language-expression: alternate 'Foo' has no 'data'"]),
    # Names.
    ("{ 'command': '' }", ["1:15 language-name: a name begins with a letter"]),
    ("{ 'command': '1a' }", ["1:15 language-name: it must begin with a letter"]),
    ("{ 'command': 'a b' }", ["1:15 language-name: use letters, digits, '-' and '_'"]),
    ("{ 'command': 'q-a' }", ["1:15 language-name: names that begin with 'q' and '-'"]),
    ("{ 'command': 'A' }", ["1:15 language-name: name command 'A' in lower case"]),
    ("{ 'command': 'a_b' }", ["1:15 language-name: name command 'a_b' in lower case"]),
    ("{ 'event': 'Foo' }", ["1:13 language-name: name event 'Foo' in upper case"]),
    ("{ 'event': 'A-B' }", ["1:13 language-name: name event 'A-B' in upper case"]),
    ("{ 'struct': 'foo', 'data': {} }", ["1:14 language-name: name struct 'foo' in CamelCase"]),
    ("{ 'enum': 'FOO', 'data': [] }", ["1:12 language-name: name enum 'FOO' in CamelCase"]),
    ("{ 'struct': 'FooList', 'data': {} }", ["1:14 language-name: must not end in 'List'"]),
    ("{ 'enum': 'Foo', 'data': [ 'A' ] }", ["1:29 language-name: name value 'A' of enum 'Foo'"]),
    ("{ 'enum': 'Foo', 'data': [ 'a.b' ] }", ["1:29 language-name: has an invalid name"]),
    ("{ 'enum': 'Foo', 'data': [ '-1' ] }", ["1:29 language-name: has an invalid name"]),
    (
        "{ 'command': 'a', 'data': { 'B': 'int' } }",
        ["1:30 language-name: name member 'B' of command 'a' in l"],
    ),
    ("{ 'command': 'a', 'data': { 'u': 'int' } }", ["1:30 language-name: needs for itself"]),
    ("{ 'command': 'a', 'data': { '*has_x': 'int' } }", ["1:31 language-name: for itself"]),
    (
        "{ 'command': 'a', 'data': { '**x': 'int' } }",
        ["1:31 language-name: member '*x' of command 'a' has an"],
    ),
    (
        "{ 'command': 'a', 'data': { '*': 'int' } }",
        ["1:31 language-name: member '' of command 'a' has an"],
    ),
    ("{ 'alternate': 'Foo', 'data': { '*a': 'int' } }", ["1:34 language-name: cannot be optional"]),
    ("{ 'alternate': 'Foo', 'data': { 'A': 'int' } }", ["1:34 language-name: name branch 'A'"]),
    # Types.
    ("{ 'command': 'a', 'data': true }", ["1:27 language-expression: must be a type name"]),
    ("{ 'command': 'a', 'data': [ 'Foo' ] }", ["1:27 language-expression: type name or an obj"]),
    ("{ 'command': 'a', 'data': { 'b': [] } }", ["1:34 language-expression: hold one type name"]),
    (
        "{ 'command': 'a', 'data': { 'b': [ 'int', 'str' ] } }",
        ["1:34 language-expression: the array of member 'b' of command 'a' must hold one type"],
    ),
    ("{ 'command': 'a', 'data': { 'b': [ [ 'int' ] ] } }", ["1:34 language-expression: one type"]),
    ("{ 'command': 'a', 'data': { 'b': true } }", ["1:34 language-expression: must be a type n"]),
    ("{ 'command': 'a', 'data': { 'b': '' } }", ["1:34 language-expression: names no type"]),
    ("{ 'command': 'a', 'returns': [ '' ] }", ["1:30 language-expression: names no type"]),
    ("{ 'command': 'a', 'data': { 'b': {} } }", ["1:29 language-expression: 'b' of command 'a' "]),
    (
        "{ 'command': 'a', 'data': { 'b': { 'type': 'int', 'typ': 'int' } } }",
        ["1:51 language-expression: did you mean 'type'?"],
    ),
    (
        "{ 'struct': 'Foo', 'data': { 'b': { 'if': 'X' } } }",
        ["1:30 language-expression: member 'b' of struct 'Foo' has no type"],
    ),
    ("{ 'struct': 'Foo', 'data': 'Foo' }", ["1:28 language-expression: an object of members"]),
    ("{ 'struct': 'Foo', 'data': [] }", ["1:28 language-expression: an object of members"]),
    ("{ 'struct': 'Foo', 'base': [ 'Foo' ], 'data': {} }", ["1:28 language-expression: type name"]),
    ("{ 'struct': 'Foo', 'base': {}, 'data': {} }", ["1:28 language-expression: a type name"]),
    ("{ 'enum': 'Foo', 'data': {} }", ["1:26 language-expression: must be a list of values"]),
    ("{ 'enum': 'Foo', 'data': [ true ] }", ["1:28 language-expression: must be a name, or an"]),
    ("{ 'enum': 'Foo', 'data': [ {} ] }", ["1:28 language-expression: needs a name"]),
    ("{ 'enum': 'Foo', 'data': [ { 'name': [] } ] }", ["1:38 language-expression: needs a name"]),
    ("{ 'enum': 'Foo', 'data': [], 'prefix': [] }", ["1:40 language-expression: be a string"]),
    ("{ 'alternate': 'Foo', 'data': [] }", ["1:31 language-expression: an object of branches"]),
    ("{ 'alternate': 'Foo', 'data': {} }", ["1:31 language-alternate: has no branches"]),
    # Clashes.
    (
        "{ 'enum': 'Foo', 'data': [ 'a-b', 'a_b' ] }",
        [
            "1:36 language-name: in lower case",
            "1:36 language-clash: value 'a_b' collides with 'a-b'",
        ],
    ),
    ("{ 'enum': 'Foo', 'data': [ 'a', 'a' ] }", ["1:34 language-clash: collides with 'a'"]),
    (
        "{ 'command': 'a', 'data': { 'b': 'int', 'b': 'str' } }",
        ["1:42 language-duplicate-key: member 'b' of command 'a' collides with 'b'"],
    ),
    (
        "{ 'command': 'a', 'data': { 'b': 'int', '*b': 'str' } }",
        ["1:43 language-clash: member 'b' of command 'a' collides with 'b'"],
    ),
    ("{ 'command': 'a', 'features': [ 'b', 'b' ] }", ["1:39 language-clash: feature 'b'"]),
    # Features.
    ("{ 'command': 'a', 'features': 'b' }", ["1:31 language-feature: must be a list"]),
    ("{ 'command': 'a', 'features': [ true ] }", ["1:33 language-feature: must be a name, or"]),
    ("{ 'command': 'a', 'features': [ { 'if': 'X' } ] }", ["1:33 language-feature: needs a name"]),
    ("{ 'command': 'a', 'features': [ 'B' ] }", ["1:34 language-name: use lower case"]),
    (
        "{ 'command': 'a', 'features': [ { 'name': 'b', 'features': [] } ] }",
        ["1:48 language-expression: a feature of command 'a' has no key 'features'"],
    ),
    (
        "{ 'struct': 'Foo', 'data': {}, 'features': [ 'deprecated' ] }",
        ["1:47 language-feature: 'deprecated' is not for types such as struct 'Foo'"],
    ),
    (
        "{ 'enum': 'Foo', 'data': [], 'features': [ 'a', 'unstable' ] }",
        ["1:50 language-feature: 'unstable' is not for types such as enum 'Foo'"],
    ),
    # Conditions.
    ("{ 'command': 'a', 'if': '' }", ["1:25 language-condition: must be a name"]),
    ("{ 'command': 'a', 'if': 'x' }", ["1:25 language-condition: no name of upper case"]),
    ("{ 'command': 'a', 'if': 'defined(X)' }", ["1:25 language-condition: no name of upper"]),
    ("{ 'command': 'a', 'if': [ 'X', 'Y' ] }", ["1:25 language-condition: { 'all': [ … ] }"]),
    ("{ 'command': 'a', 'if': [] }", ["1:25 language-condition: must be a name"]),
    ("{ 'command': 'a', 'if': {} }", ["1:25 language-condition: must be a name"]),
    ("{ 'command': 'a', 'if': true }", ["1:25 language-condition: must be a name"]),
    ("{ 'command': 'a', 'if': { 'all': 'X' } }", ["1:34 language-condition: needs a list"]),
    ("{ 'command': 'a', 'if': { 'any': [] } }", ["1:34 language-condition: needs a list"]),
    ("{ 'command': 'a', 'if': { 'not': [ 'X' ] } }", ["1:34 language-condition: { 'all': ["]),
    ("{ 'command': 'a', 'if': { 'none': 'X' } }", ["1:25 language-condition: must be a name"]),
    (
        "{ 'command': 'a', 'if': { 'all': [ 'X' ], 'not': 'Y' } }",
        ["1:25 language-condition: an object with one of 'all', 'any' and 'not'"],
    ),
    # Flags.
    (
        "{ 'command': 'a', 'gen': true }",
        ["1:26 language-flag: 'gen' of command 'a' can only be false"],
    ),
    (
        "{ 'command': 'a', 'boxed': false }",
        ["1:28 language-flag: 'boxed' of command 'a' can only be true"],
    ),
    ("{ 'command': 'a', 'coroutine': 'yes' }", ["1:32 language-flag: can only be true"]),
    ("{ 'command': 'a', 'boxed': true }", ["1:1 language-flag: 'boxed' needs 'data'"]),
    (
        "{ 'command': 'a', 'boxed': true, 'data': { 'b': 'int' } }",
        ["1:42 language-expression: 'data' of command 'a' must be a type name"],
    ),
    (
        "{ 'command': 'a', 'allow-oob': true, 'coroutine': true }",
        ["1:51 language-flag: cannot have both 'allow-oob' and 'coroutine'"],
    ),
    # Unions by themselves.
    (
        "{ 'union': 'Foo', 'data': { 'a': 'Foo' } }",
        ["1:3 union-discriminator-missing: has neither 'base' nor 'discriminator'"],
    ),
    (
        "{ 'union': 'Foo', 'base': {}, 'data': { 'a': { 'if': 'X' } } }",
        [
            "1:3 union-discriminator-missing: has no 'discriminator'",
            "1:41 union-branch-missing-type: branch 'a' of union 'Foo' has no type",
        ],
    ),
    (
        "{ 'union': 'Foo', 'base': {}, 'discriminator': [], 'data': { 'a': true } }",
        [
            "1:48 language-expression: must name a member of its base",
            "1:67 union-branch-missing-type: must have a type name",
        ],
    ),
    # Pragmas and includes.
    ("{ 'pragma': [] }", ["1:13 language-pragma: needs an object of settings"]),
    ("{ 'pragma': { 'doc-require': true } }", ["1:15 language-pragma: mean 'doc-required'?"]),
    ("{ 'pragma': { 'doc-required': 'yes' } }", ["1:31 language-pragma: must be true or false"]),
    (
        "{ 'pragma': { 'documentation-exceptions': 'Foo' } }",
        ["1:43 language-pragma: must be a list of names"],
    ),
    (
        "{ 'pragma': { 'documentation-exceptions': [ true ] } }",
        ["1:43 language-pragma: must be a list of names"],
    ),
    (
        "{ 'pragma': { 'doc-required': true, 'doc-required': false } }",
        ["1:37 language-duplicate-key: pragma 'doc-required' stands twice"],
    ),
    ("{ 'include': [] }", ["1:14 language-include: needs the name of a file in quotes"]),
    (
        "{ 'pragma': {}, 'pragma': {} }",
        ["1:17 language-duplicate-key: 'pragma' stands twice; write an expression for each"],
    ),
    (
        "{ 'data': {}, 'pragma': { 'nope': [] } }",
        [
            "1:3 language-pragma: 'pragma' stands alone; remove 'data'",
            "1:27 language-pragma: there is no pragma 'nope'",
        ],
    ),
    (
        "{ 'pragma': {}, 'data': {} }",
        ["1:17 language-pragma: 'pragma' stands alone; remove 'data'"],
    ),
]


@pytest.mark.parametrize("text, expected", BAD)
def test_bad_definitions(check, text, expected):
    check(text, expected)


OLD = [
    ("{ 'type': 'Foo', 'data': {} }", "TYPE_KEYWORD"),
    ("{ 'command': 'a', 'gen': 'no' }", "STRING_FLAG"),
    ("{ 'command': 'a', 'success-response': 'no' }", "STRING_FLAG"),
    ("{ 'command': 'a', 'data': { 'b': { 'c': 'int' } } }", "INLINE_STRUCT"),
    ("{ 'command': 'a', 'returns': { 'c': 'int' } }", "INLINE_STRUCT"),
    ("{ 'command': 'a', 'data': { 'b': 'int' 'c': 'int' } }", "MISSING_COMMA"),
    ("{ 'command': 'a', 'data': { 'b': 'int', } }", "TRAILING_COMMA"),
    ("{ 'command': 'a', 'data': { 'b': '**' } }", "ANY_AS_STARS"),
    ("{ 'union': 'Foo', 'data': { 'a': 'Bar' } } {'struct': 'Bar', 'data': {}}", "SIMPLE_UNION"),
    ("{ 'union': 'Foo', 'discriminator': {}, 'data': { 'a': 'int' } }", "ANONYMOUS_UNION"),
    ("{ 'command': 'a', 'if': 'defined(X)' }", "TEXT_CONDITION"),
    ("{ 'command': 'a', 'if': [ 'X' ] }", "TEXT_CONDITION"),
    ("{ 'command': 'a_b' }", "FREE_NAME"),
    ("{ 'command': 'a', 'data': { 'b_c': 'int' } }", "FREE_NAME"),
    ("{ 'command': 'a', 'data': { 'B': 'int' } }", "UPPER_MEMBER"),
    ("{ 'enum': 'Foo', 'data': [ 'B_c' ] }", "UPPER_MEMBER"),
    ("{ 'enum': 'Foo', 'data': [ 'a.b' ] }", "DOTTED_VALUE"),
    ("{ 'command': 'a', 'returns': 'int' }", "FREE_RETURN"),
    ("{ 'command': 'a', 'data': { 'b': 'Nope' } }", "UNDEFINED_TYPE"),
    ("{ 'command': 'a', 'data': { 'b': { 'type': 'int', 'if': 'X' } } }", "CONDITIONAL_ARGUMENT"),
    ("{ 'alternate': 'Foo', 'data': { 'a': [ 'int' ] } }", "ARRAY_IN_ALTERNATE"),
    ("{ 'pragma': { 'returns-whitelist': [ 'a' ] } }", "WHITELIST_PRAGMA"),
    ("##\n# @Foo\n##\n", "FREE_DOC_COMMENT"),
]


@pytest.mark.parametrize("text, usage", OLD)
def test_old_notations_are_read(load, text, usage):
    schema = load(text)
    found = {
        problem.usage.name if problem.usage else problem.message for problem in schema.problems
    }
    assert found == {usage}, text


def test_anonymous_structs_have_members(load):
    schema = load("{ 'command': 'a', 'data': { 'b': { 'c': 'int', '*d': [ 'str' ] } } }")
    (member,) = schema.definitions["a"].members
    assert str(member.type) == "{…}"
    assert plain(member.type.members) == ["c: int", "d?: [str]"]


# --- pragmas ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pragma, text, excused",
    [
        ("'command-name-exceptions': [ 'a_b' ]", "{ 'command': 'a_b' }", True),
        ("'command-name-exceptions': [ 'c' ]", "{ 'command': 'a_b' }", False),
        ("'command-name-exceptions': [ 'A' ]", "{ 'command': 'A' }", False),
        ("'name-case-whitelist': [ 'Foo' ]", "{ 'enum': 'Foo', 'data': [ 'A' ] }", True),
        (
            "'name-case-whitelist': [ 'q_obj_a-arg' ]",
            "{ 'command': 'a', 'data': {'A':'int'} }",
            True,
        ),
        ("'member-name-exceptions': [ 'Foo' ]", "{ 'enum': 'Foo', 'data': [ 'A_b' ] }", True),
        ("'member-name-exceptions': [ 'Foo' ]", "{ 'struct': 'Foo', 'data': {'A_b':'int'} }", True),
        ("'member-name-exceptions': [ 'a' ]", "{ 'command': 'a', 'data': {'A_b':'int'} }", True),
        ("'member-name-exceptions': [ 'b' ]", "{ 'command': 'a', 'data': {'A_b':'int'} }", False),
        (
            "'member-name-exceptions': [ 'Foo' ]",
            "{ 'alternate': 'Foo', 'data': {'A_b':'int'} }",
            False,
        ),
        ("'command-returns-exceptions': [ 'a' ]", "{ 'command': 'a', 'returns': 'int' }", True),
        ("'returns-whitelist': [ 'a' ]", "{ 'command': 'a', 'returns': ['str'] }", True),
        ("'command-returns-exceptions': [ 'b' ]", "{ 'command': 'a', 'returns': 'int' }", False),
        (
            "'command-returns-exceptions': [ 'a' ]",
            "{ 'command': 'a', 'returns': 'Foo' } { 'alternate': 'Foo', 'data': { 'b': 'int' } }",
            True,
        ),
    ],
)
def test_pragmas_excuse(load, told, pragma, text, excused):
    schema = load(f"{{ 'pragma': {{ {pragma} }} }}\n{text}")
    about = [line for line in told(schema) if ".json:2:" in line]
    assert (not about) is excused, f"{pragma}\n{text}\n{about}"


def test_the_last_pragma_of_a_name_counts_for_all_modules(load, told):
    schema = load(
        "{ 'pragma': { 'doc-required': true, 'command-name-exceptions': [ 'a_b' ] } }\n"
        "{ 'include': 'b.json' }\n"
        "{ 'pragma': { 'documentation-exceptions': [ 'x' ] } }\n",
        {
            "b.json": "{ 'pragma': { 'command-name-exceptions': [ 'c_d' ],"
            " 'documentation-exceptions': [ 'c_d' ] } }\n{ 'command': 'a_b' }{ 'command': 'c_d' }"
        },
    )
    (line,) = told(schema)
    assert line.startswith("b.json:2:15 language-name: name command 'a_b'")
    assert schema.pragma.doc_required
    assert schema.pragma.command_name_exceptions == {"c_d"}
    assert schema.pragma.documentation_exceptions == {"x"}
