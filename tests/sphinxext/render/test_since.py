"""Since when parts are there: what texts say, what the history proves, and what neither does."""

from __future__ import annotations

import pytest
from docutils import nodes
from sphinx import addnodes

FILLING = "".join(
    f"{{ 'command': '{name}' }}\n" for name in ("stop", "cont", "quit", "query-name", "query-uuid")
)
"""Names by which the bundled history knows a schema."""

DRIVERS = f"""\
##
# @NetClientDriver:
#
# Where packets go.
#
# @tap: to a device
#
# @l2tpv3: in a tunnel
#
# @stream: through a stream (since 7.1)
#
# @dgram: in datagrams; nobody knows since when
#
# @passt: through a helper
#
# @vhost-vdpa: to hardware (since 5.1 on s390x)
#
# @carrier: by pigeon
#
# Since: 1.2
##
{{ 'enum': 'NetClientDriver',
  'data': [ 'tap', 'l2tpv3', 'stream', 'dgram', 'passt', 'vhost-vdpa', 'carrier' ] }}
{FILLING}"""


def heads(doctree, name):
    """Give the first lines of what is in a definition, its own first."""
    entry = next(n for n in doctree.findall(addnodes.desc) if n[0].get("fullname") == name)
    terms = [" ".join(term.astext().split()) for term in entry.findall(nodes.term)]
    return [entry[0].astext(), *terms]


@pytest.fixture
def bundled(render, project):
    """Render a schema of 10.2.2 beside the bundled history."""
    project.write("VERSION", "10.2.2\n")

    def bundled(schema):
        doctree, warnings = render(schema, {"qapidoc_history": "bundled"})
        assert warnings == ""
        return doctree

    return bundled


def test_without_a_history(render):
    doctree, warnings = render(DRIVERS)
    assert warnings == ""
    heads_of = heads(doctree, "NetClientDriver")
    assert heads_of[:4] == ["enum NetClientDriver, since 1.2", "tap", "l2tpv3", "stream, since 7.1"]
    assert not any("seen" in head for head in heads_of)


def test_values(bundled):
    assert heads(bundled(DRIVERS), "NetClientDriver") == [
        "enum NetClientDriver, since 1.2",
        "tap",
        "l2tpv3",  # as old as the name of the type, which is on no wire here
        "stream, since 7.1",  # which is wrong, and up to the linter
        "dgram, first seen in 7.2",
        "passt",  # 10.1 or 10.2
        "vhost-vdpa",  # its text says a release
        "carrier",  # the same
    ]


def test_what_is_not_described(bundled):
    schema = f"""\
##
# @migrate:
#
# Since: 0.14
##
{{ 'command': 'migrate', 'data': {{ 'uri': 'str', '*channels': [ 'any' ] }} }}
{FILLING}"""
    found = heads(bundled(schema), "migrate")
    assert found[2] == "channels [any], optional, first seen in 8.2"


def test_what_is_proven_is_shown_only_if_it_is_younger_than_the_definition(bundled):
    schema = DRIVERS.replace("Since: 1.2", "Since: 7.2")
    found = heads(bundled(schema), "NetClientDriver")[2:5]
    assert found == ["l2tpv3", "stream, since 7.1", "dgram"]


def test_a_text_may_be_about_all_parts(bundled):
    schema = DRIVERS.replace("packets go.", "packets go.  Some go there since 2.1.")
    assert not any("seen" in head for head in heads(bundled(schema), "NetClientDriver"))


def test_a_misspelt_since_is_one(bundled):
    schema = DRIVERS.replace("in a tunnel", "in a tunnel (sinec 2.1)")
    assert heads(bundled(schema), "NetClientDriver")[2] == "l2tpv3"


@pytest.mark.parametrize(
    "said, head",
    [
        ("", "enum ShutdownCause, first seen in 4.0"),
        ("# Since: 3.1\n", "enum ShutdownCause, since 3.1"),
        ("# Since: some time\n", "enum ShutdownCause, since some time"),
        ("# Some of it is there since 3.0.\n", "enum ShutdownCause"),
    ],
)
def test_definitions(bundled, said, head):
    schema = f"##\n# @ShutdownCause:\n#\n{said}##\n"
    schema += "{ 'enum': 'ShutdownCause', 'data': [ 'none' ] }\n"
    schema += f"{{ 'event': 'SHUTDOWN', 'data': {{ 'reason': 'ShutdownCause' }} }}\n{FILLING}"
    assert heads(bundled(schema), "ShutdownCause")[0] == head


def test_another_schema(bundled):
    schema = DRIVERS.replace(FILLING, "".join(f"{{ 'command': 'c{n}' }}\n" for n in range(9)))
    assert not any("seen" in head for head in heads(bundled(schema), "NetClientDriver"))


def test_features(bundled):
    schema = f"""\
##
# @device_add:
#
# Features:
#
# @deprecated: nobody needs it
#
# @json-cli: as on the command line
#
# @json-cli-hotplug: as before (since 6.9)
#
# Since: 0.13
##
{{ 'command': 'device_add', 'data': {{ 'driver': 'str' }}, 'gen': false,
  'features': [ 'deprecated', 'json-cli', 'json-cli-hotplug' ] }}
{FILLING}"""
    assert heads(bundled(schema), "device_add")[2:] == [
        "deprecated",
        "json-cli, first seen in 6.2",
        "json-cli-hotplug, since 6.9",
    ]


BRANCHES = """\
##
# @Fuel:
#
# @gas: from the tap (since 9.0)
#
# @oil: from a tank (since 9.2)
#
# Since: 8.0
##
{ 'enum': 'Fuel', 'data': [ 'gas', 'oil' ] }

##
# @Tank:
#
# @litres: how much there is
#
# @leak: how much is lost.  It should be none.  (since 9.1)
#
# Since: 8.0
##
{ 'struct': 'Tank', 'data': { 'litres': 'int', 'leak': 'int' } }

##
# @Heater:
#
# @fuel: what it burns
#
# Since: 9.1
##
{ 'union': 'Heater', 'base': { 'fuel': 'Fuel' }, 'discriminator': 'fuel',
  'data': { 'oil': 'Tank', 'gas': 'Tank' } }
"""


def test_branches_are_as_old_as_their_values(render):
    doctree, _warnings = render(BRANCHES)
    found = heads(doctree, "Heater")
    assert "oil: Tank, since 9.2" in found
    assert "gas: Tank" in found


def test_members_are_shown_with_it_where_they_are_used(render):
    doctree, _warnings = render(BRANCHES)
    assert "leak int, since 9.1" in heads(doctree, "Heater")


def test_target_that_is_a_guess_proves_nothing(render):
    """Without a version, the schema may be of any release."""
    schema = DRIVERS.replace("'carrier'", "'carrier', 'pigeon'")
    doctree, _warnings = render(schema, {"qapidoc_history": "bundled"})
    assert heads(doctree, "NetClientDriver")[-1] == "pigeon"
