"""What only the definitions of a schema together can tell."""

from __future__ import annotations

import pytest

from qapidoc.schema.navigate import MAX_INHERITANCE

TYPES = """
{ 'enum': 'Kind', 'data': [ 'circle', 'square', 'none' ] }
{ 'struct': 'Circle', 'data': { 'radius': 'int' } }
{ 'struct': 'Square', 'data': { '*side-length': 'int' } }
{ 'struct': 'Base', 'data': { 'kind': 'Kind', '*label': 'str' } }
{ 'struct': 'Derived', 'base': 'Base', 'data': { 'depth': 'int' } }
{ 'union': 'Shape', 'base': 'Base', 'discriminator': 'kind', 'data': { 'circle': 'Circle' } }
{ 'alternate': 'Alt', 'data': { 'n': 'int', 's': 'Circle' } }
{ 'command': 'act' }
{ 'event': 'ACTED' }
"""


def in_first_line(told: list[str]) -> list[str]:
    """Give the problems of the first line, without the path."""
    return [line.partition(":1:")[2] for line in told if ":1:" in line[:15]]


def compare(text: str, found: list[str], expected: list[str]) -> None:
    """See that exactly these problems are told, each given as ``column kind: message part``."""
    shown = "\n".join([text, "", "Expected:", *expected, "", "Found:", *found])
    if len(found) != len(expected):
        pytest.fail(shown, pytrace=False)
    for line, wanted in zip(found, expected, strict=True):
        place, _, message = wanted.partition(": ")
        if not line.startswith(f"{place}: ") or message not in line:
            pytest.fail(f"{shown}\n\nNot so: {wanted}", pytrace=False)


def test_the_types_themselves_are_good(load, told):
    assert not told(load(TYPES))


@pytest.mark.parametrize(
    "text, expected",
    [
        # Names.
        (
            "{ 'struct': 'Foo', 'data': { 'a': 'Cirlce' } }",
            ["36 language-unknown-type: member 'a' of struct 'Foo' names the type 'Cirlce', which"],
        ),
        ("{ 'struct': 'Foo', 'data': { 'a': 'Cirlce' } }", ["36 language-unknown-type: 'Circle'?"]),
        ("{ 'struct': 'Foo', 'data': { 'a': [ 'Nope' ] } }", ["35 language-unknown-type: 'Nope'"]),
        ("{ 'struct': 'Foo', 'data': { 'a': 'integer' } }", ["36 language-unknown-type: "]),
        ("{ 'struct': 'Foo', 'data': { 'a': 'act' } }", ["36 language-unknown-type: a command"]),
        ("{ 'struct': 'Foo', 'data': { 'a': 'ACTED' } }", ["36 language-unknown-type: an event"]),
        ("{ 'struct': 'Foo', 'base': 'Nope', 'data': {} }", ["29 language-unknown-type: Nope"]),
        ("{ 'command': 'foo', 'data': 'Nope' }", ["30 language-unknown-type: command 'foo'"]),
        ("{ 'command': 'foo', 'returns': [ 'Nope' ] }", ["32 language-unknown-type: 'foo' names"]),
        ("{ 'event': 'FOO', 'boxed': true, 'data': 'No' }", ["43 language-unknown-type: 'No'"]),
        ("{ 'alternate': 'Foo', 'data': { 'a': 'Nope' } }", ["39 language-unknown-type: 'Nope'"]),
        (
            (
                "{ 'struct': 'Foo', 'data': { 'a': 'any', 'b': [ 'null' ], 'c': 'QType',"
                " 'd': 'size', 'e': 'uint64', 'f': 'Shape', 'g': [ 'Alt' ], 'h': 'Foo' } }"
            ),
            [],
        ),
        # Bases.
        ("{ 'struct': 'Foo', 'base': 'Derived', 'data': {} }", []),
        ("{ 'struct': 'Foo', 'base': 'Shape', 'data': {} }", ["29 language-type-kind: the union"]),
        ("{ 'struct': 'Foo', 'base': 'int', 'data': {} }", ["29 language-type-kind: the built-in"]),
        ("{ 'struct': 'Foo', 'base': 'Kind', 'data': {} }", ["29 language-type-kind: the enum"]),
        ("{ 'struct': 'Foo', 'base': 'act', 'data': {} }", ["29 language-unknown-type: a command"]),
        ("{ 'struct': 'Foo', 'base': 'Foo', 'data': {} }", ["29 language-type-kind: its own base"]),
        (
            (
                "{ 'struct': 'Foo', 'base': 'Bar', 'data': {} }"
                " { 'struct': 'Bar', 'base': 'Foo', 'data': {} }"
            ),
            [
                "29 language-type-kind: struct 'Foo' is its own base",
            ],
        ),
        # Data.
        ("{ 'command': 'foo', 'data': 'Derived' }", []),
        ("{ 'command': 'foo', 'data': 'Shape', 'boxed': true }", []),
        ("{ 'command': 'foo', 'data': 'Shape' }", ["30 language-type-kind: needs 'boxed': true"]),
        ("{ 'command': 'foo', 'data': 'Alt' }", ["30 language-type-kind: not the alternate 'Alt'"]),
        ("{ 'command': 'foo', 'data': 'Kind' }", ["30 language-type-kind: must take a struct"]),
        ("{ 'event': 'FOO', 'data': 'str' }", ["28 language-type-kind: the built-in type 'str'"]),
        ("{ 'event': 'FOO', 'data': 'any', 'boxed': true }", ["28 language-type-kind: 'any'"]),
        (
            "{ 'command': 'foo', 'data': { 'a': { 'type': 'int', 'if': 'X' } } }",
            ["32 language-type-kind: argument 'a' of command 'foo' has a condition"],
        ),
        (
            (
                "{ 'event': 'FOO', 'data': 'Bar' }"
                " { 'struct': 'Bar', 'data': { 'a': { 'type': 'int', 'if': 'X' } } }"
            ),
            ["28 language-type-kind: argument 'a' of event 'FOO' has a condition"],
        ),
        (
            (
                "{ 'event': 'FOO', 'data': 'Bar', 'boxed': true }"
                " { 'struct': 'Bar', 'data': { 'a': { 'type': 'int', 'if': 'X' } } }"
            ),
            [],
        ),
        # Returns.
        ("{ 'command': 'foo', 'returns': 'Shape' }", []),
        ("{ 'command': 'foo', 'returns': [ 'Circle' ] }", []),
        ("{ 'command': 'foo', 'returns': 'Kind' }", ["33 language-type-kind: return a struct"]),
        ("{ 'command': 'foo', 'returns': 'int' }", ["33 language-type-kind: return a struct"]),
        ("{ 'command': 'foo', 'returns': [ 'str' ] }", ["32 language-type-kind: a struct, which"]),
        ("{ 'command': 'foo', 'returns': 'Alt' }", ["33 language-type-kind: cannot return the al"]),
        # Definitions.
        ("{ 'enum': 'QType', 'data': [] }", ["12 language-redefinition: is a built-in type"]),
        ("{ 'command': 'int' }", ["15 language-redefinition: 'int' is a built-in type"]),
    ],
)
def test_types(load, told, text, expected):
    compare(text, in_first_line(told(load(text + TYPES))), expected)


def test_a_name_is_defined_once(load, told):
    schema = load("{ 'command': 'act', 'data': { 'a': 'int' } }\n{ 'command': 'act' }")
    (line,) = told(schema)
    assert line.startswith("schema.json:2:15 language-redefinition: command 'act' has the name of")
    assert schema.definitions["act"].members
    (related,) = schema.problems[0].related
    assert schema.source(related.path).position(related.span.start).line == 1
    (module,) = schema.modules.values()
    assert module.contents == ("act",)


UNIONS = [
    ("'base': 'Base', 'discriminator': 'kind', 'data': { 'circle': 'Circle' }", []),
    ("'base': 'Derived', 'discriminator': 'kind', 'data': { 'none': 'Circle' }", []),
    ("'base': { 'k': 'Kind' }, 'discriminator': 'k', 'data': { 'none': 'Shape' }", []),
    # Discriminators.
    (
        "'base': 'Base', 'discriminator': 'knid', 'data': { 'circle': 'Circle' }",
        ["union-discriminator-missing: has no member 'knid'; did you mean 'kind'?"],
    ),
    (
        "'base': 'Base', 'discriminator': '*kind', 'data': { 'circle': 'Circle' }",
        ["union-discriminator-missing: has no member '*kind'"],
    ),
    (
        "'base': {}, 'discriminator': 'kind', 'data': { 'circle': 'Circle' }",
        ["union-discriminator-missing: add it to the base, or name another"],
    ),
    (
        "'discriminator': 'kind', 'data': { 'circle': 'Circle' }",
        ["union-discriminator-missing: has a discriminator, but no 'base' with 'kind' in it"],
    ),
    (
        "'base': { '*k': 'Kind' }, 'discriminator': 'k', 'data': { 'none': 'Circle' }",
        ["union-discriminator-optional: must not be optional"],
    ),
    (
        (
            "'base': { 'k': { 'type': 'Kind', 'if': 'X' } }, 'discriminator': 'k',"
            " 'data': { 'none': 'Circle' }"
        ),
        ["union-discriminator-conditional: must not have a condition"],
    ),
    (
        "'base': { 'k': 'str' }, 'discriminator': 'k', 'data': { 'none': 'Circle' }",
        ["union-discriminator-type: must be of an enum type, not the built-in type 'str'"],
    ),
    (
        "'base': { 'k': [ 'Kind' ] }, 'discriminator': 'k', 'data': { 'none': 'Circle' }",
        ["union-discriminator-type: not an array"],
    ),
    (
        "'base': { 'k': 'Circle' }, 'discriminator': 'k', 'data': { 'none': 'Circle' }",
        ["union-discriminator-type: not the struct 'Circle'"],
    ),
    (
        "'base': { 'k': 'Nope' }, 'discriminator': 'k', 'data': { 'none': 'Circle' }",
        ["language-unknown-type: names the type 'Nope'"],
    ),
    (
        "'base': 'Nope', 'discriminator': 'k', 'data': { 'none': 'Circle' }",
        ["language-unknown-type: names the type 'Nope'"],
    ),
    (
        "'base': 'Shape', 'discriminator': 'kind', 'data': { 'none': 'Circle' }",
        ["language-type-kind: the base of union 'Foo' must be a struct, not the union 'Shape'"],
    ),
    # Branches.
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'cirle': 'Circle' }",
        ["union-branch-unknown-value: no value of its discriminator's enum 'Kind'; did you mean"],
    ),
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'star': 'Circle' }",
        ["union-branch-unknown-value: add it to the enum, or remove the branch"],
    ),
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'none': 'Kind' }",
        ["union-branch-type-kind: must be a struct or a union, not the enum 'Kind'"],
    ),
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'none': 'int' }",
        ["union-branch-type-kind: not the built-in type 'int'"],
    ),
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'none': 'Alt' }",
        ["union-branch-type-kind: not the alternate 'Alt'"],
    ),
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'none': [ 'Circle' ] }",
        ["union-branch-type-kind: cannot be an array"],
    ),
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'none': 'Nope' }",
        ["language-unknown-type: branch 'none' of union 'Foo' names the type 'Nope'"],
    ),
    (
        "'base': { 'k': 'Kind' }, 'discriminator': 'k', 'data': { 'none': 'Foo' }",
        ["union-branch-type-kind: branch 'none' of union 'Foo' leads back to the union"],
    ),
    (
        (
            "'base': { 'k': 'Kind' }, 'discriminator': 'k', 'data': { 'none': 'Bar' } }"
            " { 'union': 'Bar', 'base': { 'b': 'Kind' }, 'discriminator': 'b',"
            " 'data': { 'none': 'Foo' }"
        ),
        [
            "union-branch-type-kind: branch 'none' of union 'Foo' leads back",
            "union-branch-type-kind: branch 'none' of union 'Bar' leads back",
        ],
    ),
    # Clashes.
    (
        (
            "'base': { 'k': 'Kind', 'radius': 'int' }, 'discriminator': 'k',"
            " 'data': { 'circle': 'Circle' }"
        ),
        ["union-member-clash: 'radius' of struct 'Circle', which collides with 'radius'"],
    ),
    (
        (
            "'base': { 'k': 'Kind', 'side-length': 'int' }, 'discriminator': 'k',"
            " 'data': { 'square': 'Square' }"
        ),
        ["union-member-clash: 'side-length' of struct 'Square'"],
    ),
    (
        "'base': 'Base', 'discriminator': 'kind', 'data': { 'circle': 'Derived' }",
        [
            "union-member-clash: brings member 'kind' of struct 'Base'",
            "union-member-clash: brings member 'label' of struct 'Base'",
        ],
    ),
    (
        (
            "'base': { 'k': 'Kind', 'radius': 'int' }, 'discriminator': 'k',"
            " 'data': { 'square': 'Shape' }"
        ),
        ["union-member-clash: branch 'square' of union 'Foo' brings member 'radius' of struct 'Ci"],
    ),
    (
        (
            "'base': { 'k': 'Kind' }, 'discriminator': 'k',"
            " 'data': { 'circle': 'Circle', 'square': 'Circle' }"
        ),
        [],
    ),
]


@pytest.mark.parametrize("body, expected", UNIONS)
def test_unions(load, told, body, expected):
    text = f"{{ 'union': 'Foo', {body} }}"
    found = [line.partition(" ")[2] for line in in_first_line(told(load(text + TYPES)))]
    found = [line for line in found if "since 8.2" not in line]
    compare(text, found, expected)


def test_a_union_as_branch_is_told_of_with_its_release(load):
    schema = load(
        TYPES + "{ 'union': 'Foo', 'base': { 'k': 'Kind' }, 'discriminator': 'k',"
        " 'data': { 'none': 'Shape' } }"
    )
    (problem,) = schema.problems
    assert problem.usage is not None
    assert problem.usage.name == "UNION_BRANCH"


def test_what_the_base_of_a_base_may_have_is_not_missed(load, told):
    schema = load(
        "{ 'union': 'Foo', 'base': 'Middle', 'discriminator': 'kind', 'data': { 'a': 'Leaf' } }\n"
        "{ 'struct': 'Middle', 'base': 'Elsewhere', 'data': {} }\n"
        "{ 'struct': 'Leaf', 'data': {} }\n"
        "{ 'include': 'missing.json' }\n"
    )
    assert [line.partition(" ")[2] for line in told(schema)] == [
        "language-include: 'missing.json' cannot be included: there is no such file"
    ]


def test_many_unions_in_unions_are_quick(load, told):
    depth = 60
    text = "{ 'enum': 'Ab', 'data': [ 'a', 'b' ] } { 'struct': 'Leaf', 'data': { 'x': 'int' } }\n"
    for number in range(depth):
        inner = f"Union{number + 1}" if number + 1 < depth else "Leaf"
        text += (
            f"{{ 'union': 'Union{number}', 'base': {{ 'k{number}': 'Ab' }},"
            f" 'discriminator': 'k{number}', 'data': {{ 'a': '{inner}', 'b': '{inner}' }} }}\n"
        )
    assert all("since 8.2" in line for line in told(load(text)))


ALTERNATES = [
    ("'a': 'int', 'b': 'bool', 'c': 'null', 'd': 'Circle'", []),
    ("'a': 'str', 'b': 'null', 'c': 'Shape'", []),
    ("'a': 'Kind', 'b': 'int', 'c': 'bool'", []),
    ("'a': 'QType', 'b': 'Circle'", []),
    ("'a': 'int', 'b': 'number'", ["branch 'b' of alternate 'Foo' cannot be told from branch 'a'"]),
    ("'a': 'size', 'b': 'uint8'", ["cannot be told from branch 'a'"]),
    ("'a': 'str', 'b': 'int'", ["cannot be told"]),
    ("'a': 'str', 'b': 'bool'", ["cannot be told"]),
    ("'a': 'str', 'b': 'Kind'", ["cannot be told"]),
    ("'a': 'Circle', 'b': 'Shape'", ["cannot be told"]),
    ("'a': 'OnOff', 'b': 'bool'", ["cannot be told"]),
    ("'a': 'OnOff', 'b': 'int'", []),
    ("'a': 'Numbers', 'b': 'int'", ["cannot be told"]),
    ("'a': 'Numbers', 'b': 'bool'", []),
    ("'a': 'Alt'", ["cannot be the alternate 'Alt', which no JSON type"]),
    ("'a': 'Foo'", ["cannot be the alternate 'Foo'"]),
    ("'a': 'any'", ["cannot be the built-in type 'any'"]),
    ("'a': [ 'int' ], 'b': [ 'str' ]", ["can be an array only since", "only since", "be told"]),
    ("'a': 'int', 'b': 'bool', 'c': 'number', 'd': 'bool'", ["branch 'a'", "branch 'b'"]),
]


@pytest.mark.parametrize("branches, expected", ALTERNATES)
def test_alternates(load, told, branches, expected):
    text = f"{{ 'alternate': 'Foo', 'data': {{ {branches} }} }}"
    more = "{ 'enum': 'OnOff', 'data': [ 'on' ] } { 'enum': 'Numbers', 'data': [ '1st' ] }"
    found = [line.partition(" ")[2] for line in in_first_line(told(load(text + TYPES + more)))]
    compare(text, found, [f"language-alternate: {message}" for message in expected])


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "{ 'struct': 'Foo', 'base': 'Base', 'data': { 'label': 'int' } }",
            ["47 language-clash: member 'label' of struct 'Foo' collides with 'label'"],
        ),
        (
            "{ 'struct': 'Foo', 'base': 'Derived', 'data': { '*kind': 'int' } }",
            ["51 language-clash: member 'kind' of struct 'Foo' collides with 'kind'"],
        ),
        (
            (
                "{ 'struct': 'Foo', 'base': 'Bar', 'data': { 'side-length': 'int' } }"
                " { 'struct': 'Bar', 'base': 'Square', 'data': { 'side-length': 'int' } }"
            ),
            [
                "46 language-clash: member 'side-length' of struct 'Foo'",
                "118 language-clash: member 'side-length' of struct 'Bar'",
            ],
        ),
    ],
)
def test_inherited_members(load, told, text, expected):
    compare(text, in_first_line(told(load(text + TYPES))), expected)


@pytest.mark.parametrize("count, good", [(62, True), (63, False)])
def test_a_schema_has_room_for_64_features(load, told, count, good):
    features = ", ".join(f"'f{number}'" for number in range(count))
    found = told(
        load(
            f"{{ 'command': 'foo', 'features': [ {features} ] }}\n"
            "{ 'command': 'bar', 'features': [ 'f1', 'deprecated', 'unstable' ] }"
        )
    )
    assert found == [] if good else "with 'f62' this schema has more than 64 features" in found[0]


def test_features_of_all_parts_count(load, told):
    few = ", ".join(f"'f{number}'" for number in range(61))
    found = told(
        load(
            f"{{ 'command': 'foo', 'features': [ {few} ] }}\n"
            "{ 'struct': 'Foo', 'data': { 'a': { 'type': 'int', 'features': [ 'm' ] } } }\n"
            "{ 'enum': 'Bar', 'data': [ { 'name': 'a', 'features': [ 'v' ] } ] }\n"
            "{ 'enum': 'Baz', 'data': [ { 'name': 'a', 'features': [ 'w' ] } ] }\n"
        )
    )
    assert len(found) == 1
    assert found[0].startswith("schema.json:3:58 language-feature: with 'v'")


def test_names_in_stretches_that_could_not_be_read_are_not_unknown(load, told):
    schema = load("{ 'struct': 'Foo', 'data': { 'a': 'Bar' } }\n{ 'struct' 'Bar' }\n")
    assert [line.partition(": ")[0] for line in told(schema)] == [
        "schema.json:2:12 language-syntax"
    ]
    assert schema.lost == {"struct", "Bar"}


def test_a_long_chain_of_bases_is_followed(load, told):
    depth = 300
    text = "".join(
        f"{{ 'struct': 'Type{n}', 'base': 'Type{n + 1}', 'data': {{ 'm{n}': 'int' }} }}\n"
        for n in range(depth)
    )
    text += f"{{ 'struct': 'Type{depth}', 'data': {{ 'm0': 'int' }} }}\n"
    found = told(load(text))
    assert len(found) == 1
    assert "member 'm0' of struct 'Type0' collides with 'm0', which it inherits" in found[0]


@pytest.mark.parametrize(
    "first, more, last",
    [
        ("", "{ 'struct': 'Type#N', 'base': 'Type#M', 'data': {} }", "'struct': 'Type#N'"),
        (
            "{ 'enum': 'Kind', 'data': [ 'one' ] }",
            (
                "{ 'union': 'Type#N', 'base': { 'm#N': 'Kind' }, 'discriminator': 'm#N',"
                " 'data': { 'one': 'Type#M' } }"
            ),
            "'struct': 'Type#N'",
        ),
    ],
)
def test_inheritance_has_an_end(load, told, first, more, last):
    depth = MAX_INHERITANCE + 1
    lines = [more.replace("#N", str(n)).replace("#M", str(n + 1)) for n in range(depth)]
    text = "\n".join([first, *lines, f"{{ {last.replace('#N', str(depth))}, 'data': {{}} }}"])
    found = [line for line in told(load(text)) if f"{MAX_INHERITANCE} " in line]
    assert found
    assert found[0].startswith("schema.json:2:")


def test_branches_that_collide_with_one_member_are_told_once(check):
    check(
        """\
{ 'enum': 'Kind', 'data': [ 'one', 'two', 'three' ] }
{ 'struct': 'One', 'data': { 'size': 'int' } }
{ 'union': 'Things', 'base': { 'kind': 'Kind', 'size': 'int' }, 'discriminator': 'kind',
  'data': { 'one': 'One', 'two': 'One', 'three': 'One' } }
""",
        ["4:14 union-member-clash: as 2 more of its branches do; rename one"],
    )
