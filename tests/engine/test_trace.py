"""What rules look up in a schema is noted."""

from __future__ import annotations

import pytest

from qapidoc.engine.trace import traced, without_comments

SCHEMA = """\
{ 'struct': 'Base', 'data': {} }
{ 'struct': 'Thing', 'base': 'Base', 'data': {} }
{ 'command': 'go', 'data': 'Thing' }
"""


@pytest.fixture
def schema(loaded):
    return loaded(SCHEMA)


def test_nothing_is_noted_at_first(schema):
    _, trace = traced(schema)
    assert (trace.names, trace.users, trace.paths, trace.everything) == (set(), set(), set(), False)


@pytest.mark.parametrize(
    "look",
    [
        lambda definitions: definitions["Thing"],
        lambda definitions: definitions.get("Thing"),
        lambda definitions: "Thing" in definitions,
    ],
)
def test_a_definition_that_is_looked_up_is_noted(schema, look):
    seen, trace = traced(schema)
    assert look(seen.definitions) == look(schema.definitions)
    assert (trace.names, trace.everything) == ({"Thing"}, False)


def test_one_that_is_not_there_is_noted_too(schema):
    seen, trace = traced(schema)
    assert seen.definitions.get("Other") is None
    assert "Another" not in seen.definitions
    assert trace.names == {"Other", "Another"}


def test_users_are_noted_apart(schema):
    seen, trace = traced(schema)
    assert seen.users["Thing"] == ("go",)
    assert seen.users.get("go", ()) == ()
    assert (trace.users, trace.names) == ({"Thing", "go"}, set())


def test_other_modules_are_noted(schema):
    seen, trace = traced(schema)
    assert seen.source(schema.root) == schema.source(schema.root)
    assert trace.paths == {schema.root}


@pytest.mark.parametrize("part", ["definitions", "users", "modules"])
@pytest.mark.parametrize("look", [list, len, lambda records: list(records.items())])
def test_to_walk_through_all_is_more_than_names(schema, part, look):
    seen, trace = traced(schema)
    assert look(getattr(seen, part)) == look(getattr(schema, part))
    assert trace.everything


def test_definitions_without_comments_are_noted_apart(loaded):
    schema = loaded("##\n# @go:\n##\n{ 'command': 'go' }\n")
    seen, trace = traced(schema)
    bare = without_comments(schema, seen, trace)
    assert schema.definitions["go"].doc is not None
    assert bare.definitions["go"].doc is None
    assert "stay" not in bare.definitions
    assert (trace.shapes, trace.names, trace.all_names) == ({"go", "stay"}, set(), False)


def test_to_list_their_names_is_less_than_to_walk_through_them(schema):
    seen, trace = traced(schema)
    bare = without_comments(schema, seen, trace)
    assert list(bare.definitions) == list(schema.definitions)
    assert (trace.all_names, trace.everything) == (True, False)
