"""Definitions that are written by hand, with the directives of QEMU's domain."""

from __future__ import annotations

import pytest
from docutils import nodes
from sphinx import addnodes

from tests.sphinxext.conftest import Project

DOCUMENT = """\
Fans
====

.. qapi:namespace:: QMP

.. qapi:module:: fans

   All about fans.

.. qapi:command:: set-speed
   :since: 9.1
   :unstable:
   :ifcond: CONFIG_FAN

   Set the speed of a fan.

   :arg FanMode? mode: how it turns
   :arg [string] names: its names
   :feat quiet: it does not howl
   :error: if there is no fan, DeviceNotFound
   :return FanMode: how it turned before

.. qapi:event:: FAN_STOPPED
   :deprecated:

   Emitted when it stops.

   :memb int fan: its number

.. qapi:enum:: FanMode

   How a fan turns.

   :value left: against the clock

.. qapi:object:: Fan
   :module: things
   :namespace: QGA

   A fan.

   :see also: the manual

.. qapi:alternate:: FanOrName

   A fan, or its name.

   :alt Fan fan: the fan

See :qapi:cmd:`set-speed`, :qapi:type:`~QGA:things.Fan`, :qapi:mod:`fans` and
:qapi:event:`QMP:FAN_STOPPED`.
"""


def built(project: Project, text: str = DOCUMENT) -> tuple[nodes.document, str]:
    project.write("index.rst", text)
    app, warnings = project.build(nitpicky=True, qapi_allowed_fields={"see also"})
    return app.env.get_doctree("index"), warnings


def test_nothing_is_wrong(project):
    assert built(project)[1] == ""


def test_heads(project):
    document, _ = built(project)
    heads = [head.astext() for head in document.findall(addnodes.desc_signature)]
    assert heads == [
        "command set-speed, since 9.1, unstable, if CONFIG_FAN",
        "event FAN_STOPPED, deprecated",
        "enum FanMode",
        "object Fan",
        "alternate FanOrName",
    ]


def test_anchors_are_ours_and_those_of_qemu_s_domain(project):
    document, _ = built(project)
    heads = document.findall(addnodes.desc_signature)
    assert [head["ids"] for head in heads] == [
        ["qapi-QMP-set-speed", "command-QMP-fans.set-speed"],
        ["qapi-QMP-FAN_STOPPED", "event-QMP-fans.FAN_STOPPED"],
        ["qapi-QMP-FanMode", "enum-QMP-fans.FanMode"],
        ["qapi-QGA-Fan", "object-QGA-things.Fan"],
        ["qapi-QMP-FanOrName", "alternate-QMP-fans.FanOrName"],
    ]
    assert "module-QMP-fans" in document.ids


def test_types_in_fields_are_links(project):
    project.write("index.rst", DOCUMENT)
    app, _ = project.build(qapi_allowed_fields=["see also"])
    page = (project.folder / "html" / "index.html").read_text("utf-8")
    assert page.count('href="#qapi-QMP-FanMode"') >= 2
    assert ">optional</em>" in page
    names = {entry[0] for entry in app.env.get_domain("qapi").get_objects()}
    assert {"QMP:set-speed", "QGA:Fan", "QMP:FanOrName"} <= names


@pytest.mark.parametrize("option", ["no-index", "noindex"])
def test_no_index(project, option):
    document, warnings = built(
        project,
        f".. qapi:module:: m\n   :{option}:\n\n   Text.\n\n.. qapi:enum:: E\n   :{option}:\n",
    )
    (head,) = document.findall(addnodes.desc_signature)
    assert (head["ids"], warnings) == ([], "")
    assert "Text." in document.astext()


def test_unknown_fields_are_told(project):
    _, warnings = built(project, ".. qapi:event:: E\n\n   :member int x: text\n")
    assert "there is no field 'member int x' in qapi:event" in warnings
    assert "index.rst:3" in warnings


def test_described_twice(project):
    _, warnings = built(project, ".. qapi:event:: E\n\n.. qapi:event:: E\n")
    assert "E is described in index already" in warnings
